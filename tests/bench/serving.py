"""Servers under load: started in processes of their own, and what they cost."""

import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.bench import load
from tests.bench.load import Figures

CONNECTIONS = 64


@dataclass
class Server:
    """One server under load: its process with all of its children, and what every round showed."""

    name: str
    port: int
    process: psutil.Popen
    sent: int = 0
    costs: list[float] = field(default_factory=list)
    """Microseconds of processor time for each request, round by round."""
    figures: list[Figures] = field(default_factory=list)

    def measure(self, requests: list[bytes], connections: int = CONNECTIONS) -> None:
        before = self.processor_time()
        figures = load.run(self.port, requests, connections)
        self.costs.append((self.processor_time() - before) / figures.requests * 1e6)
        self.figures.append(figures)

    def forget(self) -> None:
        """A round to warm up does not count."""
        self.costs.clear()
        self.figures.clear()

    def processor_time(self) -> float:
        """Seconds, of the process and its children."""
        return sum(map(processor_time, family(self.process)))

    def memory(self) -> float:
        """Resident megabytes of the largest of its processes."""
        return max(float(one.memory_info().rss) for one in family(self.process)) / 1e6

    def cost(self) -> float:
        """The median of the rounds."""
        return statistics.median(self.costs)

    def quantile(self, share: float) -> float:
        """The median of the rounds, in milliseconds."""
        return statistics.median(figures.quantile(share) for figures in self.figures) * 1e3

    def rate(self) -> float:
        """The median of the rounds: requests a second."""
        return statistics.median(figures.rate for figures in self.figures)


def family(process: psutil.Process) -> list[psutil.Process]:
    """A process and its children."""
    return [process, *process.children(recursive=True)]


def processor_time(process: psutil.Process) -> float:
    """Seconds."""
    with suppress(psutil.NoSuchProcess):
        times = process.cpu_times()
        return float(times.user + times.system)
    return 0.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(name: str, folder: Path) -> Iterator[tuple[Server, float]]:
    """One of `tests.bench.servers`, ready, and the seconds from its start until it was."""
    folder.mkdir(exist_ok=True)
    with started(name, lambda port: [sys.executable, "-m", "tests.bench.servers", name, str(port), str(folder)]) as one:
        yield one


@contextmanager
def started(name: str, command: Callable[[int], Sequence[str]]) -> Iterator[tuple[Server, float]]:
    """The server that this command starts at a port, ready, and the seconds from its start until it was."""
    port = free_port()
    began = time.perf_counter()
    with tempfile.TemporaryFile() as log:
        process = psutil.Popen([*command(port)], stderr=log)
        try:
            while not _answers(port):
                if process.poll() is not None:
                    log.seek(0)
                    raise SystemExit(f"the server {name} ended with {process.returncode}: {log.read().decode()}")
                time.sleep(0.01)
            yield Server(name, port, process), time.perf_counter() - began
        finally:
            process.terminate()
            try:
                process.wait(20)
            except (subprocess.TimeoutExpired, psutil.TimeoutExpired):
                process.kill()


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1) as asking:
        asking.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        return bool(asking.recv(16))
    return False

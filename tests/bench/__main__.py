"""`make bench`: what a capture and a permission answer cost, as ratios in one run.

Machines are noisy: every figure is the median of several rounds in which all servers take turns, and what counts is the
processor time of the server for each request, against the same handler without storing, against a straightforward one
that commits for each request, and against a bare handler. A hashing figure stands beside the absolute ones.
"""

import hashlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import psutil
from rich.console import Console
from rich.table import Table

from capture_gateway.settings import DEMO_API_TOKEN
from tests.bench import audit, flood, form, load, proving, reading, webhooks
from tests.bench.load import Figures

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
REQUESTS = int(os.environ.get("BENCH_REQUESTS", "4000"))
FORMS = 200
CONNECTIONS = 64
QUESTION = {"program": "bluebird-updates", "category": "offers", "contact": "sms"}


@dataclass
class Server:
    """One server under load: its process, and what every round showed."""

    name: str
    port: int
    process: psutil.Popen
    sent: int = 0
    costs: list[float] = field(default_factory=list)
    """Microseconds of processor time for each request, round by round."""
    figures: list[Figures] = field(default_factory=list)

    def measure(self, requests: list[bytes], connections: int = CONNECTIONS) -> None:
        before = self._processor_time()
        figures = load.run(self.port, requests, connections)
        self.costs.append((self._processor_time() - before) / figures.requests * 1e6)
        self.figures.append(figures)

    def _processor_time(self) -> float:
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def memory(self) -> float:
        """Resident megabytes."""
        return float(self.process.memory_info().rss) / 1e6


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(name: str, folder: Path) -> Iterator[tuple[Server, float]]:
    """The server, ready, and the seconds from its start until it was."""
    port = free_port()
    folder.mkdir(exist_ok=True)
    started = time.perf_counter()
    command = [sys.executable, "-m", "tests.bench.servers", name, str(port), str(folder)]
    process = psutil.Popen(command)
    try:
        while True:
            if process.poll() is not None:
                raise SystemExit(f"the server {name} ended with {process.returncode}")
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.01)
        yield Server(name, port, process), time.perf_counter() - started
    finally:
        process.terminate()
        try:
            process.wait(20)
        except (subprocess.TimeoutExpired, psutil.TimeoutExpired):
            process.kill()


def median_ratio(costs: list[float], other: list[float]) -> float:
    """How much of `other`'s throughput on one core is reached, or how many times it."""
    return statistics.median(b / a for a, b in zip(costs, other, strict=True))


def calibration(size: int) -> float:
    """Microseconds for SHA-256 of so many bytes: to compare machines, and moods of one.

    64 KiB tell of the processor's own instructions, 64 bytes of the interpreter that calls them.
    """
    block = bytes(size)
    times = []
    for _ in range(200):
        started = time.perf_counter()
        for _ in range(100):
            hashlib.sha256(block).hexdigest()
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1e4


def captures(folder: Path, console: Console) -> None:
    names = ("gateway", "unstored", "straightforward")
    with serving(names[0], folder / "a") as (product, ready), serving(names[1], folder / "b") as (unstored, _):
        idle = product.memory()
        with serving(names[2], folder / "c") as (straight, _):
            servers = (product, unstored, straight)
            for number in range(-1, ROUNDS):
                for server in servers:
                    count = REQUESTS if server is not straight else REQUESTS // 4
                    requests = load.texts(count, server.port, start=server.sent)
                    server.sent += count
                    server.measure(requests)
                    if number < 0:
                        server.costs.clear()
                        server.figures.clear()
            table = Table(
                "SMS capture, end to end", "µs/request", "requests/s", "p50 ms", "p99 ms", title_justify="left"
            )
            for server in servers:
                row(table, server)
            console.print(table)
            p99 = statistics.median(figures.quantile(0.99) for figures in product.figures)
            rate = statistics.median(figures.rate for figures in product.figures)
            shares = (median_ratio(product.costs, unstored.costs), median_ratio(product.costs, straight.costs))
            cost = statistics.median(product.costs)
            console.print(f"of the unstored handler's throughput   {shares[0]:.2f}   (at least 0.40)")
            console.print(f"times the straightforward handler      {shares[1]:.2f}   (at least 3.0)")
            console.print(f"processor time for a capture           {cost:.0f} µs (at most 350)")
            console.print(f"p99 against 64 connections/throughput  {p99 / (CONNECTIONS / rate):.2f}   (at most 4)")
            console.print(f"start to ready                         {ready:.2f} s (under 2)")
            console.print(
                f"memory, idle and after the load        {idle:.0f} MB (under 120), {product.memory():.0f} MB"
            )


def permissions(folder: Path, console: Console) -> None:
    with serving("gateway", folder / "d") as (product, _), serving("bare", folder / "e") as (bare, _):
        load.run(product.port, load.texts(2_000, product.port), CONNECTIONS)
        paths = [f"/v1/permission?{urlencode(QUESTION | {'address': number})}" for number in load.numbers(2_000, 0)]
        for number in range(-1, ROUNDS):
            for server in (product, bare):
                server.measure(load.gets(REQUESTS, server.port, paths, DEMO_API_TOKEN))
                if number < 0:
                    server.costs.clear()
                    server.figures.clear()
        table = Table("Permission answer", "µs/request", "requests/s", "p50 ms", "p99 ms", title_justify="left")
        row(table, product)
        row(table, bare)
        console.print(table)
        console.print(
            f"of a bare JSON handler's throughput    {median_ratio(product.costs, bare.costs):.2f}   (at least 0.35)"
        )
        console.print(f"processor time for an answer           {statistics.median(product.costs):.0f} µs (at most 110)")
        product.costs.clear()
        for _ in range(ROUNDS):
            product.measure(load.checks(20, product.port, QUESTION, DEMO_API_TOKEN), connections=4)
        cost = statistics.median(product.costs) / 1e3
        console.print(f"1,000 questions at once                {cost:.1f} ms (at most 30)")


def forms(folder: Path, console: Console) -> None:
    with serving("gateway", folder / "f") as (product, _):
        for number in range(-1, ROUNDS):
            product.measure(form.posts(FORMS, product.port, start=(number + 1) * FORMS), connections=8)
            if number < 0:
                product.costs.clear()
                product.figures.clear()
        table = Table("A posted form", "µs/request", "requests/s", "p50 ms", "p99 ms", title_justify="left")
        row(table, product)
        console.print(table)
        bytes_of = form.sizes(product.port)
        cost = statistics.median(product.costs) / 1e3
        console.print(f"processor time for a posted form       {cost:.1f} ms (at most 20)")
        console.print(f"script of a site, gzip                 {bytes_of['script']} bytes (at most 3 072)")
        console.print(f"framed page in all, gzip               {bytes_of['page']} bytes (at most 12 288)")


@contextmanager
def asking(folder: Path) -> Iterator[tuple[int, psutil.Popen]]:
    """A gateway whose form asks typed numbers by text: its port and its process."""
    with serving("asking", folder) as (server, _):
        yield server.port, server.process


def row(table: Table, server: Server) -> None:
    table.add_row(
        server.name,
        f"{statistics.median(server.costs):.0f}",
        f"{statistics.median(figures.rate for figures in server.figures):.0f}",
        f"{statistics.median(figures.quantile(0.50) for figures in server.figures) * 1e3:.1f}",
        f"{statistics.median(figures.quantile(0.99) for figures in server.figures) * 1e3:.1f}",
    )


def main() -> None:
    console = Console(width=120)
    console.print(
        f"SHA-256 of 64 KiB: {calibration(65_536):.0f} µs; of 64 bytes, from Python: {calibration(64):.2f} µs"
    )
    console.print(f"{ROUNDS} rounds of {REQUESTS} requests over {CONNECTIONS} connections")
    with tempfile.TemporaryDirectory() as folder:
        captures(Path(folder), console)
        permissions(Path(folder), console)
        forms(Path(folder), console)
        flood.run(asking, Path(folder), console)
        reading.run(serving, Path(folder) / "g", console)
        webhooks.run(serving, Path(folder) / "h", console)
        audit.run(console, Path(folder) / "i")
        proving.run(Path(folder) / "p", console)


if __name__ == "__main__":
    main()

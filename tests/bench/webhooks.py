"""What it costs to deliver webhooks, what captures notice of it, and how soon a receiver hears of a change.

Captures of three gateways take turns: one that tells nobody, one that tells a receiver, one whose receiver is dead (it
takes connections and never answers). What counts is processor time: of the process that delivers, for each message; of
the gateway, for each capture. The receiver is a process of its own, as small as can be.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console

from capture_gateway.settings import DEMO_API_TOKEN
from tests.bench import load

NETWORKS = "CAPTURE_GATEWAY_WEBHOOK_NETWORKS"
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
REQUESTS = int(os.environ.get("BENCH_REQUESTS", "4000")) // 2
CONNECTIONS = 64
RATE = 200
"""Captures a second, while it is measured how soon a receiver hears of them: this machine does everything at once."""
PACED = 1_000

Serving = Callable[[str, Path], AbstractContextManager[tuple[Any, float]]]
"""A gateway of this name with its data in a folder, ready."""


class _Receiving(asyncio.Protocol):
    """Answers every POST with 200, or with nothing; keeps how late each was. A GET reads what was kept, as JSON."""

    late: list[float] = []  # noqa: RUF012 - one for the process

    def __init__(self, is_dead: bool) -> None:
        self._is_dead = is_dead
        self._data = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._data += data
        while (end := self._data.find(b"\r\n\r\n")) >= 0:
            head = self._data[:end].lower()
            if head.startswith(b"get"):
                answer = json.dumps(self.late).encode()
                self._data = b""
                self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(answer) + answer)
                return
            length = int(head.partition(b"content-length:")[2].partition(b"\r")[0])
            if len(self._data) < end + 4 + length:
                return
            body, self._data = self._data[end + 4 : end + 4 + length], self._data[end + 4 + length :]
            said = body.partition(b'"timestamp":"')[2][:24].decode()
            self.late.append(time.time() - datetime.fromisoformat(said).astimezone(UTC).timestamp())
            if not self._is_dead:
                self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")


async def _receive(is_dead: bool) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: _Receiving(is_dead), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def receiver(kind: str) -> Iterator[int]:
    """The port of a receiver that is `healthy` or `dead`."""
    command = [sys.executable, "-m", "tests.bench.webhooks", kind]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


def late(port: int) -> list[float]:
    """How late each message was that the receiver got, in seconds."""
    found: list[float] = json.loads(_asked("GET", port, "/"))
    return found


def _asked(method: str, port: int, path: str, body: object = None) -> bytes:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"authorization": f"Bearer {DEMO_API_TOKEN}", "content-type": "application/json"}
    connection.request(method, path, None if body is None else json.dumps(body), headers)
    answer = connection.getresponse().read()
    connection.close()
    return answer


def _processor_time(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _child(server: Any) -> psutil.Process:
    while not (children := server.process.children()):
        time.sleep(0.05)
    found: psutil.Process = children[0]
    return found


def _until(count: int, port: int) -> None:
    deadline = time.monotonic() + 120
    while len(late(port)) < count:
        if time.monotonic() > deadline:
            raise SystemExit("webhooks do not arrive")
        time.sleep(0.1)


def run(serving: Serving, folder: Path, console: Console) -> None:
    """Everything, as lines."""
    os.environ[NETWORKS] = "127.0.0.1/32"
    folder.mkdir(exist_ok=True)
    with ExitStack() as stack:
        servers = {
            name: stack.enter_context(serving("gateway", folder / name))[0] for name in ("alone", "told", "dead")
        }
        ports = {name: stack.enter_context(receiver(kind)) for name, kind in (("told", "healthy"), ("dead", "dead"))}
        told = servers["told"]
        cost = _drained(told, ports["told"])
        _asked("POST", servers["dead"].port, "/v1/webhooks", {"url": f"http://127.0.0.1:{ports['dead']}/"})
        _child(servers["dead"])
        costs: dict[str, list[float]] = {name: [] for name in servers}
        for number in range(-1, ROUNDS):
            for name, server in servers.items():
                before, seen = _processor_time(server.process), len(late(ports["told"]))
                _captured(server, REQUESTS)
                if name == "told":
                    _until(seen + REQUESTS, ports["told"])
                    time.sleep(0.3)  # what it reports of the last ones is stored
                if number >= 0:
                    costs[name].append((_processor_time(server.process) - before) / REQUESTS * 1e6)
            if number < 0:
                for server in servers.values():
                    server.figures.clear()
        waited = _paced(told, ports["told"])
    p99 = {name: statistics.median(one.quantile(0.99) for one in server.figures) for name, server in servers.items()}
    medians = {name: statistics.median(each) for name, each in costs.items()}
    share = statistics.median(a / b for a, b in zip(costs["alone"], costs["told"], strict=True))
    console.print(f"webhook, processor time of who delivers  {cost:.0f} µs (at most 667), {1e6 / cost:.0f}/s a core")
    console.print(f"from the ledger to the receiver          p99 {waited * 1e3:.0f} ms at {RATE}/s (under 1 000)")
    console.print(
        f"a capture, told to nobody / one / a dead {' / '.join(f'{medians[name]:.0f}' for name in medians)} µs; "
        f"rate kept {share:.2f} (at least 0.90)"
    )
    console.print(
        f"p99 of captures, none / a dead endpoint  {p99['alone'] * 1e3:.1f} / {p99['dead'] * 1e3:.1f} ms, "
        f"{p99['dead'] / p99['alone'] - 1:+.0%} (under +10 %)"
    )


def _captured(server: Any, count: int) -> None:
    requests = load.texts(count, server.port, start=server.sent)
    server.sent += count
    server.figures.append(load.run(server.port, requests, CONNECTIONS))


def _drained(server: Any, port: int) -> float:
    """Microseconds of processor time for each message, where many wait."""
    _captured(server, 2 * REQUESTS)
    _asked("POST", server.port, "/v1/webhooks", {"url": f"http://127.0.0.1:{port}/"})
    child = _child(server)
    _captured(server, 1)
    _until(1, port)  # it is there and has connections
    identifier = json.loads(_asked("GET", server.port, "/v1/webhooks"))["items"][0]["id"]
    before = _processor_time(child)
    _asked("POST", server.port, f"/v1/webhooks/{identifier}/replay", {"after": -1})
    _until(2 * REQUESTS + 2, port)
    time.sleep(0.5)
    return (_processor_time(child) - before) / (2 * REQUESTS + 1) * 1e6


def _paced(server: Any, port: int) -> float:
    """Seconds after which 99 of 100 messages are there."""
    before = len(late(port))
    for _ in range(PACED // (RATE // 10)):
        started = time.perf_counter()
        _captured(server, RATE // 10)
        time.sleep(max(0.1 - (time.perf_counter() - started), 0))
    _until(before + PACED, port)
    waited = sorted(late(port)[before:])
    return waited[int(0.99 * len(waited))]


if __name__ == "__main__":
    asyncio.run(_receive(sys.argv[1] == "dead"))

"""`make bench`: what the gateway costs on this machine, as tables; `python -m tests.bench NAME…` measures some of it.

Machines are noisy: every figure is the median of several rounds in which all servers take turns, and what counts is the
processor time of the server for each request, against the same handler without storing, against a straightforward one
that commits for each request, and against a bare handler. A hashing figure stands beside the absolute ones.
"""

import hashlib
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import psutil
from rich.console import Console
from rich.table import Table

from capture_gateway.settings import DEMO_API_TOKEN
from tests import cluster
from tests.bench import audit, engines, flood, form, growth, load, proving, reading, webhooks
from tests.bench.load import QUESTION
from tests.bench.serving import CONNECTIONS, Server, serving

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
REQUESTS = int(os.environ.get("BENCH_REQUESTS", "4000"))
FORMS = 200
FEW = 8
"""Connections at which latencies are compared: more than these starve the accepting of a handler that blocks."""


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
            late = [_late(server) for server in (product, straight)]
            for number in range(-1, ROUNDS):
                for server in servers:
                    _send(server, REQUESTS if server is not straight else REQUESTS // 4)
                    if number < 0:
                        server.forget()
            table = Table(
                "SMS capture, end to end", "µs/request", "requests/s", "p50 ms", "p99 ms", title_justify="left"
            )
            for server in servers:
                row(table, server)
            console.print(table)
            shares = (median_ratio(product.costs, unstored.costs), median_ratio(product.costs, straight.costs))
            kept = product.quantile(0.99) / 1e3 / (CONNECTIONS / product.rate())
            console.print(f"of the unstored handler's throughput   {shares[0]:.2f}   (at least 0.50)")
            console.print(f"times the straightforward handler      {shares[1]:.2f}   (at least 4.5)")
            console.print(f"p99 at {FEW} connections, of that one's     {late[0] / late[1]:.2f}   (at most 0.33)")
            console.print(f"processor time for a capture           {product.cost():.0f} µs (at most 300)")
            console.print(f"p99 against 64 connections/throughput  {kept:.2f}   (at most 4)")
            console.print(f"start to ready                         {ready:.2f} s (under 2)")
            console.print(
                f"memory, idle and after the load        {idle:.0f} MB (under 120), {product.memory():.0f} MB"
            )


def _send(server: Server, count: int, connections: int = CONNECTIONS) -> None:
    requests = load.texts(count, server.port, start=server.sent)
    server.sent += count
    server.measure(requests, connections)


def _late(server: Server) -> float:
    """Milliseconds within which 99 of 100 are answered over few connections."""
    for number in range(-1, ROUNDS):
        _send(server, REQUESTS // 4, FEW)
        if number < 0:
            server.forget()
    late = server.quantile(0.99)
    server.forget()
    return late


def permissions(folder: Path, console: Console) -> None:
    with serving("gateway", folder / "d") as (product, _), serving("bare", folder / "e") as (bare, _):
        load.run(product.port, load.texts(2_000, product.port), CONNECTIONS)
        paths = [f"/v1/permission?{urlencode(QUESTION | {'address': number})}" for number in load.numbers(2_000, 0)]
        for number in range(-1, ROUNDS):
            for server in (product, bare):
                server.measure(load.gets(REQUESTS, server.port, paths, DEMO_API_TOKEN))
                if number < 0:
                    server.forget()
        table = Table("Permission answer", "µs/request", "requests/s", "p50 ms", "p99 ms", title_justify="left")
        row(table, product)
        row(table, bare)
        console.print(table)
        console.print(
            f"of a bare JSON handler's throughput    {median_ratio(product.costs, bare.costs):.2f}   (at least 0.35)"
        )
        console.print(f"processor time for an answer           {product.cost():.0f} µs (at most 100)")
        product.forget()
        for _ in range(ROUNDS):
            product.measure(load.checks(20, product.port, QUESTION, DEMO_API_TOKEN), connections=4)
        cost = product.cost() / 1e3
        console.print(f"1,000 questions at once                {cost:.1f} ms (at most 30)")


def forms(folder: Path, console: Console) -> None:
    with serving("gateway", folder / "f") as (product, _):
        for number in range(-1, ROUNDS):
            product.measure(form.posts(FORMS, product.port, start=(number + 1) * FORMS), connections=8)
            if number < 0:
                product.forget()
        table = Table("A posted form", "µs/request", "requests/s", "p50 ms", "p99 ms", title_justify="left")
        row(table, product)
        console.print(table)
        bytes_of = form.sizes(product.port)
        cost = product.cost() / 1e3
        console.print(f"processor time for a posted form       {cost:.1f} ms (at most 20)")
        console.print(f"script of a site, gzip                 {bytes_of['script']} bytes (at most 3 072)")
        console.print(f"framed page in all, gzip               {bytes_of['page']} bytes (at most 12 288)")


@contextmanager
def asking(folder: Path) -> Iterator[tuple[int, psutil.Popen]]:
    """A gateway whose form asks typed numbers by text: its port and its process."""
    with serving("asking", folder) as (server, _):
        yield server.port, server.process


def row(table: Table, server: Server) -> None:
    figures = (f"{server.cost():.0f}", f"{server.rate():.0f}")
    table.add_row(server.name, *figures, *(f"{server.quantile(share):.1f}" for share in (0.50, 0.99)))


def profiled(_folder: Path, console: Console) -> None:
    """One capture, step by step; in a process of its own, since what is timed is wrapped there."""
    done = subprocess.run([sys.executable, "-m", "tests.bench.profile"], check=True, capture_output=True, text=True)
    console.print(done.stdout)


PARTS: dict[str, Callable[[Path, Console], None]] = {
    "captures": captures,
    "permissions": permissions,
    "profile": profiled,
    "engines": engines.run,
    "growth": growth.run,
    "forms": forms,
    "flood": lambda folder, console: flood.run(asking, folder, console),
    "reading": lambda folder, console: reading.run(serving, folder, console),
    "webhooks": lambda folder, console: webhooks.run(serving, folder, console),
    "audit": lambda folder, console: audit.run(console, folder),
    "proving": proving.run,
}


def machine() -> str:
    """What the figures are of."""
    binaries = cluster.binaries()
    versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, PostgreSQL {binaries}"
    return f"{_processor()}, {os.cpu_count()} processors, Linux {platform.release()}; {versions}"


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "?")


def main() -> None:
    console = Console(width=120)
    names = sys.argv[1:] or [*PARTS]
    console.print(machine())
    console.print(
        f"SHA-256 of 64 KiB: {calibration(65_536):.0f} µs; of 64 bytes, from Python: {calibration(64):.2f} µs"
    )
    console.print(f"python -m tests.bench {' '.join(names)}: medians of {ROUNDS} rounds of {REQUESTS} requests")
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            place = Path(folder) / name
            place.mkdir()
            PARTS[name](place, console)


if __name__ == "__main__":
    main()

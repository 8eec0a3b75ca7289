"""Captures and permission answers on SQLite and on PostgreSQL, by one and two processes, over few and many connections.

The gateway is what `capture-gateway serve` starts; PostgreSQL is a cluster of its own on the same disk and the same
processors, which it shares with the gateway and with whoever sends the load.
"""

import os
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import psutil
from rich.console import Console
from rich.table import Table
from sqlalchemy import URL

from capture_gateway.opening import opened
from capture_gateway.settings import PREFIX, Settings
from capture_gateway.storage import tokens
from capture_gateway.testing import sample
from tests.bench import load
from tests.bench.load import ACCOUNT, QUESTION, TOKEN
from tests.bench.serving import Server, family, processor_time, started
from tests.cluster import Cluster, end, make_folder

CONNECTIONS = (1, 8, 64, 256)
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
REQUESTS = int(os.environ.get("BENCH_REQUESTS", "4000"))
API_TOKEN = "bench-api-token"
KINDS = (("SQLite", 1), ("PostgreSQL", 1), ("PostgreSQL", 2))


def project(folder: Path, database: URL | None = None) -> Path:
    """A deployment with a database, ready to be served: a new one on SQLite, unless another one is named."""
    sample.copy(folder)
    settings = {"TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_API_URL": "http://127.0.0.1:1"}
    if database is not None:
        settings["DATABASE_URL"] = database.render_as_string(hide_password=False)
    (folder / ".env").write_text("".join(f"{PREFIX}{name}={value}\n" for name, value in settings.items()))
    store = opened(Settings.of(folder))
    with store.transaction() as connection:
        tokens.create(connection, "bench", tokens.SCOPES, API_TOKEN, 0, per_minute=10**9)
    store.close()
    return folder


@contextmanager
def served(folder: Path, workers: int = 1) -> Iterator[tuple[Server, float]]:
    """The gateway of a project, ready, and the seconds until it was."""
    environment = folder / ".env"
    kept = environment.read_text()

    def command(port: int) -> list[str]:
        environment.write_text(f"{kept}{PREFIX}PUBLIC_URL=http://127.0.0.1:{port}\n")
        gateway = [sys.executable, "-c", "from capture_gateway.cli import main; main()", "serve", str(folder)]
        return [*gateway, "--port", str(port), "--workers", str(workers)]

    try:
        with started("gateway", command) as found:
            yield found
    finally:
        environment.write_text(kept)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL whose files are on the disk, as those of SQLite are."""
    made = Cluster(make_folder(on_disk=True))
    try:
        made.start()
        yield made
    finally:
        end(made)


def run(folder: Path, console: Console) -> None:
    """Measure, and print."""
    with cluster() as server:
        asked = {kind: project(folder / "".join(map(str, kind)), _database(kind, server)) for kind in KINDS}
        figures = {kind: _measured(asked[kind], kind, server) for kind in KINDS}
    for what in ("SMS capture", "permission answer"):
        table = Table(
            f"{what}: engine, processes", "connections", "gateway µs", "spread", "server µs", "requests/s", "p50 ms",
            "p99 ms", "p999 ms", title_justify="left",
        )  # fmt: skip
        for kind in KINDS:
            for connections in CONNECTIONS:
                table.add_row(f"{kind[0]}, {kind[1]}", str(connections), *figures[kind][what, connections])
        console.print(table)
    for kind in KINDS:
        idle, loaded, ready = figures[kind]["memory", 0]
        console.print(
            f"{kind[0]}, {kind[1]}: ready after {ready} s; memory {idle} MB at rest, {loaded} MB after the load"
        )
    one, two = (float(figures[kind]["SMS capture", 64][3]) for kind in KINDS[1:])
    console.print(f"PostgreSQL, two processes against one  {two / one:.2f}   (at least 1.2)")


def _database(kind: tuple[str, int], server: Cluster) -> URL | None:
    return None if kind[0] == "SQLite" else server.url(f"bench{kind[1]}")


def _measured(folder: Path, kind: tuple[str, int], server: Cluster) -> dict[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], list[str]] = {}
    with served(folder, kind[1]) as (gateway, ready):
        idle = gateway.memory()
        for connections in CONNECTIONS:
            found["SMS capture", connections] = _rounds(gateway, connections, server, is_capture=True)
        for connections in CONNECTIONS:
            found["permission answer", connections] = _rounds(gateway, connections, server, is_capture=False)
        found["memory", 0] = [f"{idle:.0f}", f"{gateway.memory():.0f}", f"{ready:.1f}"]
    return found


def _rounds(gateway: Server, connections: int, server: Cluster, *, is_capture: bool) -> list[str]:
    gateway.forget()
    shares = []
    paths = [f"/v1/permission?{urlencode(QUESTION | {'address': number})}" for number in load.numbers(2_000, 0)]
    count = REQUESTS if connections > 1 else REQUESTS // 4
    for _ in range(ROUNDS):
        if is_capture:
            requests = load.texts(count, gateway.port, start=gateway.sent)
            gateway.sent += count
        else:
            requests = load.gets(count, gateway.port, paths, API_TOKEN)
        before = _spent(server)
        gateway.measure(requests, connections)
        shares.append((_spent(server) - before) / count * 1e6)
    return [
        f"{gateway.cost():.0f}",
        f"{min(gateway.costs):.0f}-{max(gateway.costs):.0f}",
        f"{statistics.median(shares):.0f}",
        f"{gateway.rate():.0f}",
        *(f"{gateway.quantile(share):.1f}" for share in (0.5, 0.99, 0.999)),
    ]


def _spent(server: Cluster) -> float:
    """Seconds of processor time of the database's server."""
    return sum(map(processor_time, family(psutil.Process(server.pid))))

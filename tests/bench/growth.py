"""What a capture and a permission answer cost as the store grows: BENCH_GROWTH=10000,100000,1000000 records.

The store is grown between two measurements by what its people did, done again by others (`bench.store`); it is measured
with those who are new, and by questions about people from all over it.
"""

import os
import random
import time
from pathlib import Path
from urllib.parse import urlencode

from rich.console import Console
from rich.table import Table
from sqlalchemy import URL

from capture_gateway.settings import Settings
from tests.bench import load
from tests.bench.engines import API_TOKEN, REQUESTS, ROUNDS, cluster, project, served
from tests.bench.load import QUESTION
from tests.bench.serving import Server
from tests.bench.store import grow, people
from tests.postgres import raw

SIZES = [int(size) for size in os.environ.get("BENCH_GROWTH", "10000,100000,1000000").split(",")]
ENGINES = os.environ.get("BENCH_ENGINES", "SQLite,PostgreSQL").split(",")
ASKED = 4_000
"""People of the store who are asked about."""


def run(folder: Path, console: Console) -> None:
    """Measure, and print."""
    columns = (
        "engine",
        "records",
        "capture µs",
        "permission µs",
        "capture p99 ms",
        "memory MB",
        "store GB",
        "grown in s",
    )
    table = Table(*columns, title="Growth", title_justify="left")
    ratios: list[tuple[str, float, float]] = []
    for engine in ENGINES:
        with cluster() as server:
            database = server.url("growth") if engine == "PostgreSQL" else None
            root = project(folder / engine, database)
            _begin(root)
            found = [_measured(root, size, table, engine, database) for size in SIZES]
        ratios.append((engine, found[-1][0] / found[0][0], found[-1][1] / found[0][1]))
    console.print(table)
    for engine, capture, permission in ratios:
        span = f"{engine}, {SIZES[-1]:,} records against {SIZES[0]:,}"
        console.print(f"{span}: capture {capture:.2f}, permission {permission:.2f} (at most 1.15)")


def _begin(root: Path) -> None:
    """A few hundred people agree, ask, and leave: what the large store is made of."""
    with served(root) as (gateway, _):
        for series, body in enumerate(("JOIN", "AGREE", "STOP")):
            gateway.measure(load.texts(300 // (series + 1), gateway.port, body=body, series=series), 8)


def _measured(root: Path, size: int, table: Table, engine: str, database: URL | None) -> tuple[float, float]:
    settings, began = Settings.of(root), time.perf_counter()
    grow(settings.database, settings.keys(), size)
    grown = time.perf_counter() - began
    asked = people(settings.database, settings.keys(), ASKED)
    random.Random(1).shuffle(asked)
    paths = [f"/v1/permission?{urlencode(QUESTION | {'address': address})}" for address in asked]
    with served(root) as (gateway, _):
        capture, late = _rounds(gateway, size), gateway.quantile(0.99)
        gateway.forget()
        for number in range(-1, ROUNDS):
            gateway.measure(load.gets(REQUESTS, gateway.port, paths, API_TOKEN))
            if number < 0:
                gateway.forget()
        permission, memory = gateway.cost(), gateway.memory()
    bulk = sum(path.stat().st_size for path in (root / "var").iterdir()) if database is None else _bytes(database)
    table.add_row(
        engine, f"{size:,}", f"{capture:.0f}", f"{permission:.0f}", f"{late:.1f}", f"{memory:.0f}", f"{bulk / 1e9:.2f}",
        f"{grown:.0f}",
    )  # fmt: skip
    return capture, permission


def _rounds(gateway: Server, size: int) -> float:
    """Microseconds for a capture of somebody new. `size` keeps those of one store apart from those of the next."""
    gateway.sent = 1_000_000 + SIZES.index(size) * REQUESTS * (ROUNDS + 1)
    for number in range(-1, ROUNDS):
        gateway.measure(load.texts(REQUESTS, gateway.port, start=gateway.sent))
        gateway.sent += REQUESTS
        if number < 0:
            gateway.forget()
    return gateway.cost()


def _bytes(database: URL) -> float:
    with raw(database) as connection:
        ((size,),) = connection.execute("SELECT pg_database_size(current_database())")
    return float(size)

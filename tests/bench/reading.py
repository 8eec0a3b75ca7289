"""What it costs to read records: a page of the feed through HTTP, and an export of a whole store.

The store begins with what a few hundred people texted, and others do the same until it is large (`bench.store`).
BENCH_RECORDS=1000000 shows that neither cost nor memory grows with the store.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from rich.console import Console

from capture_gateway.settings import DEMO_API_TOKEN, Settings
from tests.bench import load
from tests.bench.store import grow

RECORDS = int(os.environ.get("BENCH_RECORDS", "50000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
PAGE = 1_000
PEOPLE = 200
BODIES = ("JOIN", "AGREE", "OFFERS", "AGREE", "UNIRME", "ACEPTO", "STOP", "please stop texting me")

Serving = Callable[[str, Path], AbstractContextManager[tuple[Any, float]]]
"""A gateway of this name with its data in a folder, ready."""


def exported(folder: Path, *options: str) -> tuple[float, float]:
    """Seconds of processor time, and resident megabytes at most, of one export."""
    command = [sys.executable, "-c", "from capture_gateway.cli import main; main()", "export", str(folder), *options]
    with subprocess.Popen([*command, "--out", str(folder / "out"), "--force"], stderr=subprocess.DEVNULL) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit("the export failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6


def run(serving: Serving, folder: Path, console: Console) -> None:
    """Measure, and print."""
    with serving("gateway", folder) as (server, _):
        for number, body in enumerate(BODIES):
            load.run(server.port, load.texts(PEOPLE, server.port, body=body, series=number), 8)
        grow(Settings.of(folder).database, Settings.of(folder).keys(), RECORDS)
        last = min(RECORDS, 40 * PAGE)
        paths = [f"/v1/evidence?limit={PAGE}&after={after}" for after in range(-1, last - PAGE, PAGE)]
        for _ in range(ROUNDS):
            server.measure(load.gets(len(paths), server.port, paths, DEMO_API_TOKEN), connections=1)
        cost = statistics.median(server.costs) / PAGE
    console.print(
        f"feed, pages of {PAGE}, processor time      {cost:.0f} µs a record: {1e6 / cost:.0f}/s (at least 10 000)"
    )
    for form in ("ndjson", "csv"):
        idle, _ = exported(folder, "--after", str(RECORDS))
        spent, most = exported(folder, "--format", form)
        cost = (spent - idle) / RECORDS * 1e6
        console.print(
            f"export of {RECORDS} records, {form:6}         {cost:.0f} µs a record: {1e6 / cost:.0f}/s "
            f"(at least 25 000), {most:.0f} MB (under 150)"
        )


def main() -> None:
    """`python -m tests.bench.reading`: this alone."""
    from tests.bench.__main__ import calibration
    from tests.bench.serving import serving

    console = Console(width=120)
    console.print(f"SHA-256 of 64 bytes, from Python: {calibration(64):.2f} µs")
    with tempfile.TemporaryDirectory() as folder:
        run(serving, Path(folder), console)


if __name__ == "__main__":
    main()

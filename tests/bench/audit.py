"""What it costs to compute everything again: an audit of the leaves and the tree, and of what is sealed.

BENCH_RECORDS=1000000 shows that neither cost nor memory grows with the store.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

from capture_gateway import auditing
from capture_gateway.auditing import Scope
from capture_gateway.storage import sqlite, vault
from capture_gateway.storage.database import beside
from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.running import running
from tests.bench.store import grow

RECORDS = int(os.environ.get("BENCH_RECORDS", "50000"))
STORIES = (("JOIN", "AGREE"), ("OFFERS", "AGREE", "STOP"), ("UNIRME", "ACEPTO", "STATUS"), ("JOIN", "NO"), ("STOP",))


def fill(folder: Path) -> Path:
    """A store of so many records."""
    with running(sample.copy(folder / "audited")) as gateway:
        for story in STORIES * 6:
            person = somebody()
            for body in story:
                gateway.text(person, body)
        path = sqlite.path(gateway.settings.database)
    grow(sqlite.url(path), KEYS, RECORDS)
    return path


def run(console: Console, folder: Path) -> None:
    """Measure, and print."""
    path = fill(folder)
    done = subprocess.run([sys.executable, "-m", "tests.bench.audit", path], check=True, capture_output=True, text=True)
    size, leaves, private, most = done.stdout.split()
    for what, cost, least in (("leaves and tree", leaves, 150_000), ("private parts", private, 15_000)):
        each = float(cost) / int(size) * 1e6
        console.print(
            f"audit of {size} records, {what:15}  {each:.1f} µs a record: {1e6 / each:,.0f}/s (at least {least:,})"
        )
    console.print(f"audit, memory of its own                     {float(most):.0f} MB, beside pages of the file itself")


def measure(path: Path) -> str:
    """Records, seconds of processor time for leaves and tree, and for private parts; megabytes."""
    began: dict[str, float] = {}

    def show(what: str, done: int, total: int) -> None:
        began.setdefault(what, time.process_time())

    with beside(sqlite.url(path), KEYS) as connection:
        report = auditing.audit(connection, Scope(vault=vault.of(connection)), show)
    ended = time.process_time()
    if report.findings:
        raise SystemExit("\n".join(map(str, report.findings)))
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    most = int(status["RssAnon"].split()[0]) * 1024 / 1e6
    first, second = began["leaves and tree"], began["private parts"]
    return f"{report.size} {second - first} {ended - second} {most}"


def main() -> None:
    """`python -m tests.bench.audit`: this alone. With the path of a store: what it costs to audit that."""
    if len(sys.argv) > 1:
        print(measure(Path(sys.argv[1])))
        return
    with tempfile.TemporaryDirectory() as folder:
        run(Console(width=120), Path(folder))


if __name__ == "__main__":
    main()

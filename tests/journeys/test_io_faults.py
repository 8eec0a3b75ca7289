"""Every write of the store fails once, or is the last thing that the gateway does: restarting is all that it takes.

`strace` (https://strace.io) fails system calls, or kills the process at one, on the files of the store. Afterwards
every confirmed text is on record, every checkpoint that was seen is of this one tree, and an audit finds nothing.
"""

import base64
import os
import random
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from capture_gateway.ledger.merkle import root_of
from capture_gateway.storage import records
from capture_gateway.storage.database import Database
from capture_gateway.testing import sample
from capture_gateway.testing.keys import KEYS
from tests.intake.running import check_from_outside
from tests.postgres import url_of

FAULTS = int(os.environ.get("SOAK_FAULTS", "1"))
SEED = int(os.environ.get("SOAK_SEED", "1"))
TEXTERS = 5
CALLS = {"pwrite64": 90, "fdatasync": 24, "fsync": 12, "rename": 6, "ftruncate": 2}
"""System calls by which the store is written -> about how many of them one run makes."""
FAILURES = ("error=EIO", "error=ENOSPC", "signal=KILL")


@dataclass(frozen=True)
class Seen:
    """What the texters of one run were told."""

    acked: set[str]
    checkpoints: set[bytes]
    injected: bool


@pytest.fixture(scope="module")
def strace() -> str:
    found = shutil.which("strace")
    if found is None:
        pytest.skip("strace is not installed: I/O errors were NOT tested")
    if subprocess.run([found, "-qq", "-o", os.devnull, "true"], check=False, capture_output=True).returncode:
        pytest.skip("strace may not trace here: I/O errors were NOT tested")
    return found


def run(strace: str, project: Path, first: int, fault: str | None) -> Seen:
    """Texts to a gateway whose store fails so; None: it does not."""
    var, trace = project / "var", project / "trace"
    files = [var, *(var / f"evidence.{end}" for end in ("db", "db-wal", "db-shm", "checkpoint", "checkpoint.new"))]
    tracing = [strace, "-f", "-qq", "-o", str(trace), *(part for file in files for part in ("-P", str(file)))]
    tracing += ["-e", f"trace={','.join(CALLS)}", "-e", f"inject={fault}"]
    command = [sys.executable, "-m", "tests.soak.appending", str(project), str(TEXTERS), str(first)]
    ran = subprocess.run(
        [*(tracing if fault else []), *command], capture_output=True, text=True, timeout=120, check=False
    )
    lines = [line.partition(" ") for line in ran.stdout.splitlines()]
    return Seen(
        {rest for kind, _, rest in lines if kind == "acked"},
        {base64.b64decode(rest) for kind, _, rest in lines if kind == "checkpoint"},
        fault is not None and any(sign in trace.read_text() for sign in ("INJECTED", "killed by SIGKILL")),
    )


def check(project: Path, acked: set[str], checkpoints: set[bytes]) -> None:
    with closing(Database(url_of(project / "var" / "evidence.db"), KEYS)) as database:
        check_from_outside(database)
        with database.reading() as connection:
            kept = {record["witness"]["provider_id"] for record in records.read(connection)}
            hashes = list(connection.exec_driver_sql("SELECT leaf_hash FROM evidence ORDER BY position").scalars())
    assert acked <= kept
    for note in checkpoints:
        _, size, root, *_ = note.decode().splitlines()
        assert int(size) <= len(hashes), "a checkpoint was published of records that are gone"
        assert base64.b64encode(root_of(hashes[: int(size)])).decode() == root, "the log forked"


def test_a_fault_at_any_write_loses_nothing_that_was_confirmed_and_forks_nothing(tmp_path: Path, strace: str) -> None:
    rng = random.Random(SEED)
    project = sample.copy(tmp_path / "project")
    acked, checkpoints, met = set[str](), set[bytes](), 0
    plan = [(call, failure) for call in CALLS for failure in FAILURES]
    for number in range(FAULTS):
        call, failure = plan[number % len(plan)] if len(plan) <= FAULTS else rng.choice(plan)
        fault = f"{call}:{failure}:when={rng.randint(1, CALLS[call])}"
        seen = run(strace, project, 2_000_000 + (number + 1) * 100, fault)
        acked |= seen.acked
        checkpoints |= seen.checkpoints
        met += seen.injected
        check(project, acked, checkpoints)
    last = run(strace, project, 9_000_000, None)
    assert len(last.acked) == 2 * TEXTERS
    assert last.checkpoints
    check(project, acked | last.acked, checkpoints | last.checkpoints)
    assert met or not FAULTS
    print(f"{FAULTS} faults, {met} met; {len(acked)} confirmed, {len(checkpoints)} checkpoints")  # noqa: T201

"""Every write of the store fails once, or is the last thing that the gateway does: restarting is all that it takes.

`strace` (https://strace.io) fails system calls of a gateway that serves, or kills it at one, on the files of the store.

1. Nobody is told that something was kept which was not. Afterwards every confirmed text is on record, every checkpoint
   that was seen is of this one tree, and an audit finds nothing.
2. A full disk refuses what does not fit, and the same gateway takes what comes next.
3. When an I/O error has refused a text, the gateway ends by itself, with the status that says so to its supervisor.
"""

import base64
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

import pytest

from capture_gateway.ledger.merkle import root_of
from capture_gateway.storage import records
from capture_gateway.storage.database import Database
from capture_gateway.testing import sample
from capture_gateway.testing.company import Company
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import over_socket
from capture_gateway.testing.texting import Texter
from tests.intake.running import check_from_outside
from tests.journeys.test_killed import ACCOUNT, NOBODY
from tests.postgres import url_of

FAULTS = int(os.environ.get("SOAK_FAULTS", "1"))
SEED = int(os.environ.get("SOAK_SEED", "1"))
TEXTERS = 5
PATIENCE = 60
CALLS = {"pwrite64": 60, "fdatasync": 20, "fsync": 8, "rename": 4, "ftruncate": 2}
"""System calls by which the store is written -> about how many of them one run makes."""
FAILURES = ("error=EIO", "error=ENOSPC", "signal=KILL")
FIRST = "fdatasync:error=EIO:when=9"
"""What every run has: a commit of people's texts cannot be synced."""


@dataclass
class Seen:
    """What the texters of one run were told, and how the gateway ended."""

    acked: set[str] = field(default_factory=set)
    checkpoints: set[bytes] = field(default_factory=set)
    told: list[int] = field(default_factory=list)
    """Status of every answer; 0: there was none."""
    lives: bool = False
    """Whether it took a text at last."""
    injected: str = ""
    """The system call that failed, as strace writes it."""
    status: int = 0


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
    tracing = [
        strace,
        "-D",
        "-f",
        "-y",
        "-qq",
        "-o",
        str(trace),
        *(part for file in files for part in ("-P", str(file))),
    ]
    tracing += ["-e", f"trace={','.join(CALLS)}", "-e", f"inject={fault}"]
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = os.environ | {
        "CAPTURE_GATEWAY_TWILIO_ACCOUNT_SID": ACCOUNT.sid,
        "CAPTURE_GATEWAY_TWILIO_AUTH_TOKEN": ACCOUNT.token,
        "CAPTURE_GATEWAY_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "CAPTURE_GATEWAY_TWILIO_API_URL": NOBODY,
    }
    command = [str(Path(sys.executable).with_name("capture-gateway")), "serve", str(project), "--port", str(port)]
    trace.unlink(missing_ok=True)
    with (
        (project / "log").open("ab") as log,
        subprocess.Popen([*(tracing if fault else []), *command], env=environment, stdout=log, stderr=log) as gateway,
    ):
        seen = texted(gateway, port, first)
        if seen.lives:
            gateway.send_signal(signal.SIGTERM)
        seen.status = gateway.wait(PATIENCE)
    if fault is not None:
        met = re.search(r"^.*(?:INJECTED|killed by SIGKILL).*$", trace.read_text(), re.MULTILINE)
        seen.injected = met[0] if met else ""
    return seen


def texted(gateway: "subprocess.Popen[bytes]", port: int, first: int) -> Seen:
    """People text JOIN and AGREE, one after the other; then somebody else tries it three times."""
    seen, company, base = Seen(), Company(ACCOUNT), f"http://127.0.0.1:{port}"
    while ask(Request("GET", f"{base}/healthz", (), {}))[0] != 200 and gateway.poll() is None:
        time.sleep(0.02)  # it needs the processor more than we do
    for at, word in [(at, word) for at in range(TEXTERS) for word in ("JOIN", "AGREE")] + [(TEXTERS, "JOIN")] * 3:
        number = f"+1415{(first + at) % 10_000_000:07d}"
        request = next(Texter(company, number, line="+14155550100", url=f"{base}/c/sms/message").text(word))
        status, body = ask(request)
        if status == 200 and b"<Message" in body:
            seen.acked.add(dict(request.pairs)["MessageSid"])
        if at < TEXTERS:
            seen.told.append(status)
        elif status == 200:
            seen.lives = True
            break
        status, body = ask(Request("GET", f"{base}/ledger/checkpoint", (), {}))
        if status == 200:
            seen.checkpoints.add(body)
    return seen


def ask(request: Request) -> tuple[int, bytes]:
    try:
        answer = over_socket(request)
    except (OSError, HTTPException):
        return 0, b""
    return answer.status, answer.body


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


def check_end(seen: Seen, failure: str) -> None:
    """Rules 2 and 3."""
    was_up, was_refused = any(seen.told), any(status != 200 for status in seen.told)
    if seen.lives:
        assert seen.status == -signal.SIGTERM
        assert failure != "error=EIO" or not was_refused
    elif failure == "signal=KILL":
        assert seen.status == -signal.SIGKILL
    elif was_up:
        assert (seen.status, failure == "error=ENOSPC" and "pwrite64" in seen.injected) == (os.EX_IOERR, False)
    else:
        assert seen.status > 0  # it did not start


@pytest.mark.sqlite_only("it fails the files of the store")
def test_a_fault_at_any_write_loses_nothing_that_was_confirmed_and_forks_nothing(tmp_path: Path, strace: str) -> None:
    rng = random.Random(SEED)
    project = sample.copy(tmp_path / "project")
    Database(url_of(project / "var" / "evidence.db"), KEYS).close()  # else the first faults meet the making of tables
    acked, checkpoints, ends = set[str](), set[bytes](), Counter[str]()
    plan = [(call, failure) for call in CALLS for failure in FAILURES]
    for number in range(FAULTS):
        call, failure = plan[number % len(plan)] if number < len(plan) else rng.choice(plan)
        fault = f"{call}:{failure}:when={rng.randint(1, CALLS[call])}" if number else FIRST
        seen = run(strace, project, 2_000_000 + (number + 1) * 100, fault)
        acked |= seen.acked
        checkpoints |= seen.checkpoints
        print(fault, seen.injected, seen.told, seen.status)  # noqa: T201
        if seen.injected:
            check_end(seen, fault.split(":")[1])
        ends[f"{failure if seen.injected else 'not met'}: {seen.status}"] += 1
        check(project, acked, checkpoints)
    last = run(strace, project, 9_000_000, None)
    assert len(last.acked) == 2 * TEXTERS + 1
    assert last.checkpoints
    check(project, acked | last.acked, checkpoints | last.checkpoints)
    assert not FAULTS or ends.total() > sum(count for end, count in ends.items() if end.startswith("not met"))
    print(f"{FAULTS} faults; {len(acked)} confirmed, {len(checkpoints)} checkpoints; {dict(ends)}")  # noqa: T201

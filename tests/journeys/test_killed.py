"""The gateway is killed without warning under load: nothing confirmed is lost, and the tree is right."""

import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import pytest

from capture_gateway.storage import records
from capture_gateway.storage.database import Database
from capture_gateway.testing import sample
from capture_gateway.testing.company import Company
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.requests import Account, Request
from capture_gateway.testing.running import over_socket
from capture_gateway.testing.texting import Texter
from tests.intake.running import check_from_outside
from tests.postgres import url_of

KILLS = int(os.environ.get("SOAK_KILLS", "1"))
CLIENTS = 8
NOBODY = "http://127.0.0.1:9"
"""Where no text gets to."""
ACCOUNT = Account("AC" + "6" * 32, "a-token-to-be-killed-with")


@contextmanager
def serving(
    project: Path, port: int, log: Path, account: Account = ACCOUNT, api_url: str = NOBODY, *, workers: int = 1
) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {
        "CAPTURE_GATEWAY_TWILIO_ACCOUNT_SID": account.sid,
        "CAPTURE_GATEWAY_TWILIO_AUTH_TOKEN": account.token,
        "CAPTURE_GATEWAY_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "CAPTURE_GATEWAY_TWILIO_API_URL": api_url,
    }
    command = [str(Path(sys.executable).with_name("capture-gateway")), "serve", str(project), "--port", str(port)]
    command += ["--workers", str(workers)]
    with log.open("ab") as output, subprocess.Popen(command, env=environment, stderr=output, stdout=output) as process:
        try:
            deadline = time.monotonic() + 90
            while not answers(port):
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.01)  # it needs the processor more than we do
            yield process
        finally:
            process.kill()  # workers end with it


def answers(port: int) -> bool:
    try:
        return over_socket(Request("GET", f"http://127.0.0.1:{port}/readyz", (), {})).status == 200
    except OSError:
        return False


def hammer(port: int, client: int, start: int, answered: "Queue[tuple[int, str]]") -> None:
    """JOIN from one new number after the other until the gateway is gone; what was answered goes to `answered`."""
    company = Company(ACCOUNT)
    url = f"http://127.0.0.1:{port}/c/sms/message"
    for number in range(start, start + 1_000):
        texter = Texter(company, f"+1415{200 + client:03d}{number % 10_000:04d}", line="+14155550100", url=url)
        request = next(texter.text("JOIN"))
        try:
            if over_socket(request).status != 200:
                return
        except OSError:
            return
        answered.put((client, dict(request.pairs)["MessageSid"]))


def test_kill_nine_under_load_loses_nothing_that_was_confirmed(tmp_path: Path) -> None:
    project, log = sample.copy(tmp_path / "project"), tmp_path / "log"
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    rng = random.Random(20)
    confirmed: list[tuple[int, str]] = []
    answered: Queue[tuple[int, str]] = Queue()
    for kill in range(KILLS):
        with serving(project, port, log) as process, ThreadPoolExecutor(CLIENTS) as clients:
            for client in range(CLIENTS):
                clients.submit(hammer, port, client, kill * 400, answered)
            confirmed.extend(answered.get(timeout=30) for _ in range(rng.randint(1, 150)))
            process.send_signal(signal.SIGKILL)
        while not answered.empty():
            confirmed.append(answered.get())
    database = Database(url_of(project / "var" / "evidence.db"), KEYS)
    check_from_outside(database)
    with database.reading() as connection:
        kept = [record["witness"]["provider_id"] for record in everything(connection)]
    database.close()
    print(f"\n{KILLS} kills: {len(confirmed)} texts were confirmed, {len(kept)} are on record")  # noqa: T201
    position = {provider_id: number for number, provider_id in enumerate(kept)}
    assert len(position) == len(kept), "each once"
    for client in range(CLIENTS):
        places = [position[one] for whose, one in confirmed if whose == client]
        assert places == sorted(places), "in the order in which they were confirmed"
    assert len(kept) - len(confirmed) <= KILLS * CLIENTS  # at most what was in flight when the process died
    assert not re.search(r"\+?1415\d{7}|a-token-to-be", log.read_text())


def everything(connection: object) -> Iterator[dict[str, dict[str, str]]]:
    after = -1
    while page := [*records.read(connection, after=after, limit=1_000)]:  # type: ignore[arg-type]
        yield from page
        after = page[-1]["position"]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_polite_end_is_an_end(tmp_path: Path, how: signal.Signals) -> None:
    project = sample.copy(tmp_path / "project")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with serving(project, port, tmp_path / "log") as process:
        process.send_signal(how)
        process.wait(15)
    assert "Traceback" not in (tmp_path / "log").read_text()

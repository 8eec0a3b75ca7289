"""The gateway is told to end while people text it: whoever was taken is answered, and it is gone within ten seconds.

`SOAK_ENDINGS=1` also ends two workers whose PostgreSQL stands still, and prints what people saw.
"""

import os
import signal
import socket
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import BadStatusLine, HTTPConnection, RemoteDisconnected
from pathlib import Path
from queue import Queue

import pytest
from sqlalchemy import URL

from capture_gateway.settings import PREFIX
from capture_gateway.storage.database import Database
from capture_gateway.testing import sample
from capture_gateway.testing.audited import assert_sound
from capture_gateway.testing.company import Company
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.texting import Texter
from tests.cluster import cluster
from tests.journeys.test_killed import ACCOUNT, everything, serving
from tests.postgres import url_of

CLIENTS = 16
TEN = 10.0
"""Seconds."""
PATH = "/c/sms/message"


def port_that_is_free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def talk(port: int, client: int, seen: "Queue[tuple[object, str, float]]") -> None:
    """JOINs over one connection while there is a gateway: what came of each, its id, and how long it took."""
    url = f"http://127.0.0.1:{port}{PATH}"
    company, connection = Company(ACCOUNT), HTTPConnection("127.0.0.1", port, timeout=30)
    with closing(connection):
        for number in range(100_000):
            texter = Texter(company, f"+1415{300 + client}{number:04d}", line="+14155550100", url=url)
            request = next(texter.text("JOIN"))
            began = time.monotonic()
            try:
                connection.request("POST", PATH, request.body, dict(request.headers))
                answer = connection.getresponse()
                answer.read()
                outcome: object = answer.status
            except ConnectionRefusedError:
                return
            except (RemoteDisconnected, BadStatusLine, ConnectionError):
                outcome = "reset"
            seen.put((outcome, dict(request.pairs)["MessageSid"], time.monotonic() - began))
            if outcome == "reset":
                return


def all_of(seen: "Queue[tuple[object, str, float]]") -> list[tuple[object, str, float]]:
    return [seen.get() for _ in range(seen.qsize())]


def test_everybody_who_was_taken_is_answered_when_the_gateway_ends(tmp_path: Path) -> None:
    project, port = sample.copy(tmp_path / "project"), port_that_is_free()
    seen: Queue[tuple[object, str, float]] = Queue()
    with serving(project, port, tmp_path / "log") as process, ThreadPoolExecutor(CLIENTS) as clients:
        talking = [clients.submit(talk, port, client, seen) for client in range(CLIENTS)]
        for _ in range(3 * CLIENTS):
            seen.put(seen.get(timeout=30))
        process.send_signal(signal.SIGTERM)
        assert process.wait(TEN) == -signal.SIGTERM
        for one in talking:
            one.result()
    told = all_of(seen)
    assert {outcome for outcome, _, _ in told} == {200}
    check(url_of(project / "var" / "evidence.db"), {sid for _, sid, _ in told})


@pytest.mark.skipif("SOAK_ENDINGS" not in os.environ, reason="takes half a minute: `make soak`")
def test_two_workers_end_in_time_though_their_database_stands_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: Queue[tuple[object, str, float]] = Queue()
    with cluster() as server:
        url = server.url("ending")
        monkeypatch.setenv(f"{PREFIX}DATABASE_URL", url.render_as_string(hide_password=False))
        project, port = sample.copy(tmp_path / "project"), port_that_is_free()
        with serving(project, port, tmp_path / "log", workers=2) as process, ThreadPoolExecutor(CLIENTS) as clients:
            talking = [clients.submit(talk, port, client, seen) for client in range(CLIENTS)]
            for _ in range(3 * CLIENTS):
                seen.put(seen.get(timeout=30))
            server.pause()
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            assert process.wait(TEN) == -signal.SIGTERM
            took = time.monotonic() - began
            server.resume()
            for one in talking:
                one.result()
        told = all_of(seen)
        assert {outcome for outcome, _, _ in told} <= {200, 503}
        check(url, {sid for outcome, sid, _ in told if outcome == 200})
    longest = max(waited for _, _, waited in told)
    print(f"ended in {took:.1f} s; {Counter(outcome for outcome, _, _ in told)}; longest {longest:.1f} s")  # noqa: T201


def check(url: URL, confirmed: set[str]) -> None:
    with closing(Database(url, KEYS)) as database, database.reading() as connection:
        kept = {record["witness"]["provider_id"] for record in everything(connection)}
    assert confirmed <= kept
    assert_sound(url)

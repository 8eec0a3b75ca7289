"""PostgreSQL is killed, or stands still, under load: nobody hangs, nothing confirmed is lost, no gateway restarts.

Two gateway processes answer people whose provider asks again until somebody answers with 200. `SOAK_DATABASE_KILLS=10`
kills so often, and prints what people saw.
"""

import os
import random
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock

import pytest

from capture_gateway.settings import PREFIX
from capture_gateway.storage import records
from capture_gateway.storage.database import Database
from capture_gateway.testing import sample
from capture_gateway.testing.audited import assert_sound
from capture_gateway.testing.company import Company
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import over_socket
from capture_gateway.testing.texting import Texter
from tests.cluster import Cluster, cluster
from tests.journeys.test_killed import ACCOUNT, answers, serving

KILLS = int(os.environ.get("SOAK_DATABASE_KILLS", "1"))
CLIENTS = 8
HANGS = 20.0
"""Seconds after which somebody was left hanging, however busy the machine is; what is promised is 5."""


@dataclass
class Seen:
    """What people saw: seconds of each answer, by its status, and what was confirmed, each one's texts in order."""

    lock: Lock = field(default_factory=Lock)
    times: dict[int, list[float]] = field(default_factory=dict)
    confirmed: list[list[str]] = field(default_factory=list)

    def note(self, status: int, seconds: float) -> None:
        with self.lock:
            self.times.setdefault(status, []).append(seconds)

    def told(self) -> str:
        return ", ".join(
            f"{status or 'no connection'}: {len(each)} within {max(each):.2f} s"
            for status, each in sorted(self.times.items())
        )


@contextmanager
def two_processes(folder: Path, database: Cluster) -> Iterator[tuple[int, subprocess.Popen[bytes], Path]]:
    project = sample.copy(folder / "project")
    url = database.url("consent").render_as_string(hide_password=False)
    (project / ".env").write_text(f"{PREFIX}DATABASE_URL={url}\n")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with serving(project, port, folder / "log", workers=2) as process:
        yield port, process, project


def text_on(port: int, client: int, seen: Seen, ended: Event) -> None:
    """JOIN from one new number after the other; each is asked again, as the provider does, until it is confirmed."""
    company, url = Company(ACCOUNT), f"http://127.0.0.1:{port}/c/sms/message"
    confirmed: list[str] = []
    for number in range(1_000):
        texter = Texter(company, f"+1415{200 + client:03d}{number:04d}", line="+14155550100", url=url)
        request = next(texter.text("JOIN"))
        while not _confirmed(request, seen):
            if ended.is_set():
                break
            time.sleep(0.05)
        else:
            confirmed.append(dict(request.pairs)["MessageSid"])
            if not ended.is_set():
                continue
        break
    with seen.lock:
        seen.confirmed.append(confirmed)


def _confirmed(request: Request, seen: Seen) -> bool:
    began = time.monotonic()
    try:
        status = over_socket(request).status
    except TimeoutError:
        raise
    except OSError:
        status = 0
    seen.note(status, time.monotonic() - began)
    return status == 200


def is_confirmed_again(seen: Seen) -> None:
    """Wait until somebody was confirmed after now."""
    before = len(seen.times.get(200, ()))
    deadline = time.monotonic() + 60
    while len(seen.times.get(200, ())) <= before:
        assert time.monotonic() < deadline, "nobody is confirmed any more"
        time.sleep(0.02)


@pytest.mark.parametrize("how", ["killed", "stands still"])
def test_postgresql_goes_under_load_and_comes_back(tmp_path: Path, how: str) -> None:
    seen, ended, rng = Seen(), Event(), random.Random(7)
    with cluster() as database, two_processes(tmp_path, database) as (port, process, project):
        with ThreadPoolExecutor(CLIENTS) as clients:
            texting = [clients.submit(text_on, port, client, seen, ended) for client in range(CLIENTS)]
            try:
                for _ in range(KILLS):
                    is_confirmed_again(seen)
                    time.sleep(rng.random() / 2)
                    if how == "killed":
                        database.kill()
                        _is_unready(port)
                        database.start()
                    else:
                        database.pause()
                        _is_unready(port)
                        database.resume()
                    is_confirmed_again(seen)
            finally:
                ended.set()
            for one in texting:
                one.result()
        while not answers(port):
            time.sleep(0.05)  # a refused write keeps it unready for some seconds
        assert process.poll() is None
        process.terminate()
        process.wait(30)
        url = database.where("consent")
        check(url_kept(Database(url, KEYS)), seen)
        assert_sound(url, project / "var" / "evidence.checkpoint")
    print(f"\n{how}, {KILLS} times: {seen.told()}")  # noqa: T201 - for who runs it to see
    assert max(max(each) for each in seen.times.values()) < HANGS


def _is_unready(port: int) -> None:
    """Wait until the gateway says that it is not ready, and why."""
    deadline = time.monotonic() + 60
    while True:
        answer = over_socket(Request("GET", f"http://127.0.0.1:{port}/readyz", (), {}))
        if answer.status == 503:
            assert b"reason" in answer.body
            return
        assert time.monotonic() < deadline, "the gateway calls itself ready without its database"
        time.sleep(0.02)


def url_kept(opened: Database) -> list[str]:
    """The provider's ids of everything on record, in ledger order."""
    with closing(opened) as database, database.reading() as connection:
        return [record["witness"]["provider_id"] for record in records.read(connection)]


def check(kept: list[str], seen: Seen) -> None:
    """What was confirmed is on record, once, and in each one's order."""
    assert len(kept) == len(set(kept))
    position = {provider_id: number for number, provider_id in enumerate(kept)}
    for confirmed in seen.confirmed:
        places = [position[one] for one in confirmed]
        assert places == sorted(places)
    assert sum(map(len, seen.confirmed)) > 0

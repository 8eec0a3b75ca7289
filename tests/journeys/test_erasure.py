"""Somebody is erased: nothing of them can be read anywhere, every proof stays, and a STOP is honoured for ever."""

import base64
import json
import logging
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from capture_gateway.receipts import verifying
from capture_gateway.storage import records, sqlite
from capture_gateway.storage.database import Database, beside
from capture_gateway.storage.vault import of
from capture_gateway.testing import sample
from capture_gateway.testing.audited import assert_sound
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import GatewayUnderTest, _exchange, running
from tests.bench.hostile import fields, join_code
from tests.intake.running import check_from_outside
from tests.receiver import receiving

CANARY = "canary words of an erased person"
PROGRAM = "bluebird-updates"
LINK = re.compile(r"http://\S+/p/[\w-]+")
KEYED = ("evidence", "showing", "message", "review", "outbox")
"""Tables with rows that are sealed under a person's key."""


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayUnderTest]:
    with running(sample.copy(tmp_path_factory.mktemp("project"))) as gateway:
        yield gateway


def erase(gateway: GatewayUnderTest, person: str) -> dict[str, Any]:
    status, answer = gateway.post("/v1/erasures", {"address": person, "reason": "asked for by letter"})
    assert status == 200, answer
    return dict(answer)


def state(gateway: GatewayUnderTest, person: str) -> str:
    question = {"address": person, "program": PROGRAM, "category": "offers", "contact": "sms"}
    return str(gateway.get("/v1/permission", **question)[1]["state"])


def everything(gateway: GatewayUnderTest, person: str) -> None:
    """What somebody can do on every line, with words that nobody else uses."""
    for text in ("JOIN", "AGREE", CANARY, "HELP", "STATUS"):
        gateway.text(person, text)
    gateway.call(person, "1")
    page = _exchange("GET", f"{gateway.base}/c/web/form?lang=en", b"", {}).body.decode()
    typed = urlencode([*fields(page, person)]).encode()
    form = {"content-type": "application/x-www-form-urlencoded", "user-agent": CANARY}
    posted = _exchange("POST", f"{gateway.base}/c/web/form", typed, form).body.decode()
    gateway.text(person, join_code(posted))
    told = {"text": f"I agree. {CANARY}", "language": "en"}
    body = {"address": person, "program": PROGRAM, "categories": ["offers"], "contact": ["voice"], "disclosure": told}
    assert gateway.post("/v1/evidence", {**body, "source": "old-crm", "reference": CANARY})[0] == 201


def secrets_of(gateway: GatewayUnderTest, person: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """By name: what is readable of a person in some spelling; and what the store holds of them, sealed."""
    digits = person.removeprefix("+1")
    national = f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
    readable = {"digits": digits.encode(), "national": national.encode(), "words": CANARY.encode()}
    for name, value in [*readable.items()]:
        readable |= {f"{name} in hex": value.hex().encode(), f"{name} reversed": value[::-1]}
        # At each of its three places in a group of four; what stands beside it changes the characters at both ends.
        spelled = [base64.b64encode(bytes(shift) + value)[4 if shift else 0 : -4] for shift in range(3)]
        readable |= {f"{name} in base64, {shift}": one for shift, one in enumerate(spelled)}
    with beside(gateway.settings.database, KEYS) as connection:
        subject = of(connection).subject(f"tel:{person}")
        where = {"subject": subject}
        kept = {"token": subject.encode()}
        (key,) = connection.exec_driver_sql("SELECT * FROM subject_key WHERE subject = :subject", where).mappings()
        kept |= {"key": key["wrapped"], "address": key["address"], "page": key["page"].encode()}
        for table in KEYED:
            rows = connection.exec_driver_sql(f"SELECT sealed FROM {table} WHERE subject = :subject", where)  # noqa: S608
            kept |= {f"{table} {number}": row[0] for number, row in enumerate(rows)}
    return readable, kept


def _parts(value: bytes) -> list[bytes]:
    half = len(value) // 2
    return [value] if half < 24 else [value[:24], value[half : half + 24], value[-24:]]


def found(gateway: GatewayUnderTest, secrets: dict[str, bytes], *more: bytes) -> list[str]:
    """Which of these stand in any file of the gateway, or in `more`; long ones by their parts."""
    files = [path for path in sqlite.path(gateway.settings.database).parent.iterdir() if path.is_file()]
    assert {path.suffix for path in files} >= {".db", ".db-wal", ".db-shm", ".checkpoint"}
    raw = [*(path.read_bytes() for path in files), *more]
    parts = {name: _parts(value) for name, value in secrets.items()}
    return sorted(name for name, each in parts.items() if any(part in one for part in each for one in raw))


@pytest.mark.sqlite_only("it reads every file of the store")
def test_nothing_of_an_erased_person_is_left_anywhere(
    gateway: GatewayUnderTest, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    person, leaver, other = somebody(), somebody(), somebody()
    for one in (other, person, leaver):
        everything(gateway, one)
    gateway.text(leaver, f"cancel my order, {CANARY}")
    gateway.wait_for_texts()
    gateway.text(leaver, "STOP")
    proofs = [receipt(gateway, record["id"]) for one in (person, other) for record in gateway.evidence(one)]
    secrets = {one: secrets_of(gateway, one) for one in (person, leaver)}
    for readable, kept in secrets.values():
        assert found(gateway, readable) == []
        assert found(gateway, readable, *readable.values()) == sorted(readable)  # it finds what it looks for
        assert {f"{table} 0" for table in KEYED[:3]} | {"token", "key", "address", "page"} <= {*found(gateway, kept)}
    assert "outbox 0" in secrets[leaver][1]
    assert "review 0" in secrets[leaver][1]
    assert (erase(gateway, person)["remains"], erase(gateway, leaver)["remains"]) == (False, True)
    logs = repr([one.getMessage() for one in caplog.records if one.name.startswith("capture_gateway")]).encode()
    del secrets[leaver][1]["token"]  # a withdrawal stands under it
    for readable, kept in secrets.values():
        assert found(gateway, readable | kept, logs) == []
    left = sqlite.path(gateway.settings.database).with_suffix(".db-wal").stat().st_size
    assert left in (0, 32), "emptied, or with the head of what is written next"
    proofs += [receipt(gateway, record["id"]) for record in gateway.evidence()]
    for proof in proofs:
        steps = {step.number: step.outcome for step in verifying.verify(proof)}
        assert {*steps.values()} == {"ok", "not checked"}, proof  # one: nobody said which key to trust
    assert_sound(gateway.settings.database, gateway.settings.checkpoint_path)


def receipt(gateway: GatewayUnderTest, identifier: str) -> bytes:
    headers = {"authorization": f"Bearer {gateway.api_token}"}
    return gateway.send(Request("GET", f"{gateway.base}/v1/evidence/{identifier}/receipt", (), headers)).body


def test_a_stop_is_honoured_for_ever_and_a_new_yes_counts(gateway: GatewayUnderTest) -> None:
    person, stranger = somebody(), somebody()
    gateway.text(person, "JOIN")
    read = gateway.text(person, "AGREE").texts[0]
    gateway.text(person, "STOP")
    page = LINK.search(read)
    assert page is not None
    assert gateway.send(Request("GET", page[0], (), {})).status == 200
    once = [record["id"] for record in gateway.evidence(person)]
    erased = erase(gateway, person)
    erase(gateway, stranger)
    assert (state(gateway, person), state(gateway, stranger)) == ("withdrawn", "none")
    assert gateway.send(Request("GET", page[0], (), {})).status == 404
    assert gateway.text(person, "STATUS").texts != []
    assert "agree" in gateway.text(person, "JOIN").texts[0].lower()
    assert state(gateway, person) == "withdrawn"
    page = LINK.search(gateway.text(person, "AGREE").texts[0])
    assert page is not None
    assert gateway.send(Request("GET", f"{page[0]}/receipt/{once[0]}", (), {})).status == 404
    assert state(gateway, person) == "given"
    twice = [record["id"] for record in gateway.evidence(person)]
    again = erase(gateway, person)
    assert again["remains"]
    assert state(gateway, person) == "withdrawn"
    # Whatever is empty is proved to be by the newest record that says so: also what the first erasure emptied, and its
    # own record, which was emptied with the rest.
    assert erased["records"][0] in twice
    (proof,) = again["records"]
    for identifier in [*once, *twice]:
        raw = receipt(gateway, identifier)
        assert {step.outcome for step in verifying.verify(raw)} == {"ok", "not checked"}, identifier
        told = json.loads(raw)
        assert told["record"]["erased"]
        assert told["erasure"]["record"]["id"] == proof
        assert "remains" not in told["erasure"]["record"]["decision"]
        assert "letter" not in raw.decode()
    assert_sound(gateway.settings.database, gateway.settings.checkpoint_path)


def test_who_holds_copies_hears_of_it(gateway: GatewayUnderTest) -> None:
    person = somebody()
    gateway.text(person, "JOIN")
    (asked,) = gateway.evidence(person)
    with receiving() as receiver:
        status, _ = gateway.post("/v1/webhooks", {"url": receiver.url, "events": ["erased"]})
        assert status == 201
        (told,) = erase(gateway, person)["records"]
        message = receiver.until(lambda _: True)
    body = json.loads(message.body)
    assert (body["type"], body["data"]["id"]) == ("evidence.erased", told)
    assert body["data"]["decision"]["annuls"] == [asked["id"]]
    assert person.removeprefix("+1") not in message.body.decode()


KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from capture_gateway.core.erasure import Cause
from capture_gateway.storage import erasing, sqlite
from capture_gateway.storage.database import Database
from capture_gateway.testing.keys import KEYS

def erase(path, point):
    database = Database(sqlite.url(path), KEYS)
    @event.listens_for(database.engine, "checkout")
    def watch(driver, *_):
        driver.set_trace_callback(lambda statement: die() if point in statement else None)
    @event.listens_for(database.engine, "commit")
    def commit(connection):
        if point == "COMMIT": die()
    with database.transaction() as connection:
        erasing.erase(connection, address, Cause("asked", "staff-transcribed"), {}, now=1, random=os.urandom)
    die()

def die():
    os.kill(os.getpid(), signal.SIGKILL)

folder, address, *points = sys.argv[1:]
for number, point in enumerate(points):
    child = os.fork()
    if child == 0:
        erase(Path(folder, f"{number}.db"), point)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
"""
POINTS = ("UPDATE evidence", "DELETE FROM subject_key", "UPDATE ledger_head", "COMMIT", "after it")


@pytest.mark.sqlite_only("it copies the file of the store")
def test_kill_nine_leaves_somebody_erased_or_untouched(gateway: GatewayUnderTest, tmp_path: Path) -> None:
    person = somebody()
    for text in ("JOIN", "AGREE", "STOP"):
        gateway.text(person, text)
    gateway.wait_for_texts()
    copies = [tmp_path / f"{number}.db" for number in range(len(POINTS))]
    with closing(sqlite3.connect(sqlite.path(gateway.settings.database))) as store:
        for copy in copies:
            with closing(sqlite3.connect(copy)) as target:
                store.backup(target)
    before = gateway.evidence(person)
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), f"tel:{person}", *POINTS], check=True)
    for copy, point in zip(copies, POINTS, strict=True):
        with closing(Database(sqlite.url(copy), KEYS)) as database:
            with database.reading() as connection:
                after = [*records.read(connection, after=before[0]["position"] - 1)]
            if point == "after it":
                assert [one.get("erased") for one in after] == [True, True, True, None]
            else:
                assert after == before, point
            check_from_outside(database)

"""D1: what a call showed is `expired` 15 minutes later, although nobody reported the call's end."""

import asyncio
import os
from pathlib import Path
from typing import Any

from capture_gateway.channels import Gateway, kinds
from capture_gateway.channels.voice.sweep import sweep
from capture_gateway.core import instant
from capture_gateway.definitions import load
from capture_gateway.intake import Intake
from capture_gateway.storage import records
from capture_gateway.storage.database import Database
from capture_gateway.storage.showings import ById
from capture_gateway.testing import sample
from capture_gateway.testing.clock import Clock
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.phone import run, scripted
from capture_gateway.testing.running import GatewayUnderTest, running

PERSON = "+14155550123"


def unreported(gateway: GatewayUnderTest, *script: str, number: str = PERSON) -> None:
    """A call whose end the provider does not report."""
    caller = gateway.caller(number)
    caller.status_url = ""
    run(scripted(caller.walk(), script), gateway.send)


def swept(gateway: GatewayUnderTest, now: int) -> list[dict[str, Any]]:
    """Sweep the line at `now`, as a gateway does once a minute; all records then."""
    deployment, _ = load(gateway.settings.project, {name: kind.read for name, kind in kinds().items()})
    assert deployment is not None
    words = deployment.catalogue

    async def once() -> list[dict[str, Any]]:
        database = Database(gateway.settings.database, KEYS)
        intake = Intake(database, words, now=lambda: now, random=os.urandom)
        intake.start(list(words.all()))
        by_id = ById(database)
        line = deployment.lines["voice"]
        await sweep(
            line,
            Gateway(gateway.settings, words, intake, (), b"", lambda: now, os.urandom, deployment.lines, by_id.find),
        )
        await intake.stop()
        by_id.close()
        with database.reading() as connection:
            found = [*records.read(connection)]
        database.close()
        return found

    return asyncio.run(once())


def test_d1_a_call_whose_end_nobody_reported_expires_after_fifteen_minutes(tmp_path: Path) -> None:
    clock = Clock()
    with running(sample.copy(tmp_path), now=clock) as gateway:
        unreported(gateway, "hangup")
    (requested,) = swept(gateway, clock.now + 15 * instant.MINUTE)
    _, expired = swept(gateway, clock.now + 15 * instant.MINUTE + 1)
    assert expired["event"] == "expired"
    assert expired["decision"]["follows"] == requested["id"]
    assert expired["witness"] == {"level": "gateway-observed"}
    assert expired["act"]["value"] == "no report of the call's end"
    assert expired["disclosure"]["text"] == requested["disclosure"]["text"]
    assert len(swept(gateway, clock.now + instant.DAY)) == 2


def test_d1_a_hidden_callers_words_expire_and_what_they_agreed_to_waits(tmp_path: Path) -> None:
    clock = Clock()
    with running(sample.copy(tmp_path), now=clock) as gateway:
        unreported(gateway, "4155550123#", "1", "hangup", number="anonymous")
        unreported(gateway, "4155550124#", "1", "1", number="anonymous")
    *others, expired = swept(gateway, clock.now + instant.HOUR)
    assert [record["event"] for record in others] == ["requested"] * 3
    assert (expired["event"], expired["subject"]["address"]) == ("expired", f"tel:{PERSON}")
    assert expired["subject"]["control"] == "asserted"


def test_what_was_answered_does_not_expire(tmp_path: Path) -> None:
    clock = Clock()
    with running(sample.copy(tmp_path), now=clock) as gateway:
        unreported(gateway, "1")
        unreported(gateway, "2")
        unreported(gateway, "8")
    events = [record["event"] for record in swept(gateway, clock.now + instant.HOUR)]
    assert events == ["requested", "given", "requested", "refused", "requested", "withdrawn"]

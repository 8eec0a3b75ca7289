"""D1: what a call showed is `expired` 15 minutes later, although nobody reported the call's end."""

import asyncio
import os
from pathlib import Path

from capture_gateway.channels import Gateway
from capture_gateway.channels.voice.sweep import sweep
from capture_gateway.core import instant
from capture_gateway.definitions import Line
from capture_gateway.intake import Intake
from capture_gateway.prompts.catalogue import Catalogue
from capture_gateway.settings import Settings
from capture_gateway.storage.database import Database
from tests.channels.voice.running import ACCOUNT, NUMBER, running
from tests.channels.voice.sample import LANGUAGES, PROGRAM, TEXTS, options, words

LINE = Line("voice", "voice", PROGRAM, f"tel:{NUMBER}", LANGUAGES, options())
CATALOGUE = Catalogue({PROGRAM.id: PROGRAM}, [found for key in TEXTS if (found := words(*key)) is not None])


def swept(folder: Path, now: int) -> None:
    """Sweep the line as the gateway does once a minute, at `now`."""

    async def once() -> None:
        settings = Settings.of(folder, twilio_account_sid=ACCOUNT.sid, twilio_auth_token=ACCOUNT.token)
        database = Database(settings.database_path)
        intake = Intake(database, CATALOGUE, now=lambda: now, random=os.urandom)
        intake.start(list(CATALOGUE.all()))
        gateway = Gateway(settings, CATALOGUE, intake, settings.signing_private_key(), lambda: now, os.urandom)
        try:
            await sweep(LINE, gateway)
        finally:
            await intake.stop()
            database.close()

    asyncio.run(once())


def test_d1_a_call_whose_end_nobody_reported_expires_after_fifteen_minutes(tmp_path: Path) -> None:
    with running(tmp_path) as gateway:
        gateway.call("hangup", reports=False)
        shown_at = gateway.clock.now
    swept(tmp_path, shown_at + 15 * instant.MINUTE)
    assert [record["event"] for record in gateway.records()] == ["requested"]
    swept(tmp_path, shown_at + 15 * instant.MINUTE + 1)
    requested, expired = gateway.records()
    assert expired["event"] == "expired"
    assert expired["decision"]["follows"] == requested["id"]
    assert expired["witness"] == {"level": "gateway-observed"}
    assert expired["act"]["value"] == "no report of the call's end"
    assert expired["disclosure"]["text"] == TEXTS["en", "disclosure"]
    swept(tmp_path, shown_at + instant.DAY)
    assert len(gateway.records()) == 2


def test_what_was_answered_does_not_expire(tmp_path: Path) -> None:
    with running(tmp_path) as gateway:
        gateway.call("1", reports=False)
        gateway.call("2", reports=False, number="+14155550124")
        now = gateway.clock.now
    swept(tmp_path, now + instant.HOUR)
    assert "expired" not in [record["event"] for record in gateway.records()]

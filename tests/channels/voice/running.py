"""The made-up line of `sample`, open: a whole gateway over a database of its own, and people who call it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from capture_gateway import app
from capture_gateway.channels.voice.flow import VoiceOptions
from capture_gateway.definitions import Deployment, Line
from capture_gateway.prompts.catalogue import Catalogue
from capture_gateway.settings import Settings
from capture_gateway.storage import records
from capture_gateway.storage.database import Database
from capture_gateway.testing.clock import Clock
from capture_gateway.testing.phone import (
    Account,
    Call,
    Caller,
    Company,
    Request,
    Response,
    Step,
    run,
    scripted,
    through,
)
from tests.channels.voice.sample import LANGUAGES, PROGRAM, TEXTS, options, words

ACCOUNT = Account("AC" + "1" * 32, "secret-token")
NUMBER = "+14155550101"
PUBLIC = "https://gateway.example/base"


@dataclass(frozen=True, slots=True)
class Gateway:
    """A gateway that runs for one test."""

    client: TestClient
    clock: Clock
    company: Company
    database: Path

    def send(self, request: Request) -> Response:
        return through(self.client, public=PUBLIC, base="http://testserver")(request)

    def caller(self, number: str = "+14155550123", *, reports: bool = True) -> Caller:
        status = f"{PUBLIC}/c/voice/call-status" if reports else ""
        return Caller(self.company, number, line=NUMBER, url=f"{PUBLIC}/c/voice/call", status_url=status)

    def call(self, *script: Step, number: str = "+14155550123", reports: bool = True) -> Call:
        return run(scripted(self.caller(number, reports=reports).walk(), script), self.send)

    def post(self, path: str, account: Account = ACCOUNT, **fields: str) -> Response:
        """One signed request on its own; `fields` beside what every request of a call has."""
        base = {"AccountSid": account.sid, "CallSid": "CA" + "7" * 32, "From": "+14155550123", "To": NUMBER}
        return self.send(account.request("POST", PUBLIC + path, ({**base, **fields}).items()))

    def records(self) -> list[dict[str, Any]]:
        database = Database(self.database)
        with database.reading() as connection:
            found = records.listed(connection, after=-1, limit=1000)
        database.close()
        return found


@contextmanager
def running(folder: Path, flow: VoiceOptions | None = None) -> Iterator[Gateway]:
    catalogue = Catalogue(
        {PROGRAM.id: PROGRAM}, [found for language, name in TEXTS if (found := words(language, name)) is not None]
    )
    line = Line("voice", "voice", PROGRAM, f"tel:{NUMBER}", LANGUAGES, flow or options())
    settings = Settings.of(folder, public_url=PUBLIC, twilio_account_sid=ACCOUNT.sid, twilio_auth_token=ACCOUNT.token)
    clock = Clock()
    application = app.build(settings, Deployment(folder, catalogue, {"voice": line}), now=clock, random=os.urandom)
    with TestClient(application, raise_server_exceptions=False) as client:
        yield Gateway(client, clock, Company(ACCOUNT, now=clock), settings.database_path)

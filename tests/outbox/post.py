"""An outbox on a real SQLite file, a worker, and the simulated company's REST API on loopback; time is told to move."""

import asyncio
import os
import random
import threading
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import Connection
from sqlalchemy import text as sql
from starlette.applications import Starlette

from capture_gateway.core import identity, instant
from capture_gateway.core.act import Act
from capture_gateway.core.disclosure import Words, digest
from capture_gateway.core.outgoing import Outgoing, Purpose
from capture_gateway.core.state import Decision
from capture_gateway.definitions import Line
from capture_gateway.intake import Answer, Intake
from capture_gateway.outbox.sending import Sender
from capture_gateway.outbox.worker import Worker
from capture_gateway.storage import outbox
from capture_gateway.storage.database import Database
from capture_gateway.storage.people import People
from capture_gateway.testing.clock import Clock
from capture_gateway.testing.company import Company
from capture_gateway.testing.requests import Account, Request, Response
from capture_gateway.testing.rest import RestApi
from capture_gateway.vendors.twilio.messages import Messages
from tests.browser import Server
from tests.core.values import CATEGORIES, PERSON, PROGRAM
from tests.intake.running import running

ACCOUNT = Account("AC" + "4" * 32, "the-token-of-the-outbox")
NUMBER = "+14155550100"
LINE = Line("sms", "sms", PROGRAM, f"tel:{NUMBER}", ("en", "es"), None)
PUBLIC = "https://consent.example.com"
PATIENCE = 1.0
"""Seconds that the worker waits for the company."""


@dataclass
class Reports:
    """What the company posted of our texts; nobody is told of it unless a test does that."""

    requests: list[Request] = field(default_factory=list)

    async def __call__(self, request: Request) -> Response:
        self.requests.append(request)
        return Response(200, "text/xml", b"")

    @property
    def told(self) -> list[tuple[str, str]]:
        """(query of the address, status)"""
        return [(urlsplit(one.url).query, dict(one.pairs)["MessageStatus"]) for one in self.requests]


def wait(connection: Connection, *texts: Outgoing) -> None:
    """Write texts that wait to be sent."""
    keys = People(connection, {one.subject for one in texts}, 0)
    for one in texts:
        outbox.add(connection, keys, [one], one.made_at)
    keys.write()


@contextmanager
def company(clock: Clock) -> Iterator[tuple[RestApi, str, Reports]]:
    """The REST API, where it is served, and what it reports."""
    server, reports = Server(), Reports()
    rest = RestApi(Company(ACCOUNT, now=clock), reports)
    server.run(Starlette(routes=rest.routes()))
    try:
        yield rest, server.address, reports
    finally:
        server.stop()


@dataclass
class Post:
    """Everything that a test of sending asks of."""

    intake: Intake
    database: Database
    worker: Worker
    rest: RestApi
    reports: Reports
    clock: Clock
    refusals: list[Act]
    texted: set[str] = field(default_factory=set)
    """Addresses."""

    async def add(self, *texts: Outgoing) -> None:
        self.texted |= {one.subject for one in texts}
        await self.intake.run(lambda connection: wait(connection, *texts))

    async def work(self) -> None:
        """Everything that is due now."""
        while await self.worker.take():
            await self.worker.settled()

    async def later(self, milliseconds: int) -> None:
        self.clock.forward(milliseconds)
        await self.work()

    def rows(self) -> list[Mapping[str, Any]]:
        """The columns, and what is sealed in them."""
        with self.database.reading() as connection:
            told = {one.text.id: one for address in self.texted for one in outbox.of(connection, address)}
            rows = connection.execute(sql("SELECT * FROM outbox ORDER BY made_at, id")).mappings()
            return [
                {**row, "text": told[row["id"]].text.words.text, "provider_id": told[row["id"]].provider_id}
                for row in rows
            ]

    def row(self) -> Mapping[str, Any]:
        (row,) = self.rows()
        return row


@asynccontextmanager
async def posting(path: Path, *, api_url: str | None = None, patience: float = PATIENCE) -> AsyncIterator[Post]:
    """`api_url`: where the worker looks for the company; None: where it is."""
    clock, refusals = Clock(), list[Act]()
    spread = random.Random(1)
    with company(clock) as (rest, address, reports):
        async with running(path, clock) as (intake, database):
            is_due = outbox.Due(database)

            async def refused(act: Act) -> object:
                refusals.append(act)
                return await intake.receive(act, unanswered)

            messages = Messages(ACCOUNT.sid, ACCOUNT.token, api_url or address, timeout=patience)
            sender = Sender(intake, messages, {"sms": LINE}, PUBLIC, refused, clock, spread.randbytes)
            worker = Worker(sender, is_due)
            intake.on_texts = worker.wake
            try:
                yield Post(intake, database, worker, rest, reports, clock, refusals)
            finally:
                await worker.stop()
                is_due.close()
    assert [one.name for one in threading.enumerate() if one.name in ("sender", "looker")] == []


def unanswered(_decision: Decision) -> Answer:
    return Answer(200, "text/plain", b"")


def outgoing(
    clock: Clock, purpose: Purpose = "answer", to: str = PERSON, body: str = "Bluebird Grocers: hello.", **changes: Any
) -> Outgoing:
    made_at = clock()
    words = Words(PROGRAM.id, "v1", "en", "welcome", "sms", "welcome", body, digest(body), digest("file"))
    values: dict[str, Any] = {
        "id": identity.uuid7(made_at, os.urandom(10)), "purpose": purpose, "channel": "sms", "subject": to,
        "sender": PROGRAM.sender.id, "program": PROGRAM.id, "categories": CATEGORIES, "words": words,
        "made_at": made_at, "until": made_at + instant.HOUR,
    }  # fmt: skip
    return Outgoing(**(values | changes))


def query(request: Request) -> dict[str, list[str]]:
    return parse_qs(urlsplit(request.url).query)


def go(story: Any) -> None:
    asyncio.run(story())

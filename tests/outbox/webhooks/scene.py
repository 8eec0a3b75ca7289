"""Endpoints that misbehave on loopback, a real store, and a clock that is told to move."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web
from sqlalchemy import Engine

from capture_gateway.core.act import Intent
from capture_gateway.intake import Intake
from capture_gateway.outbox.webhooks.attempt import Poster
from capture_gateway.outbox.webhooks.delivering import Delivering
from capture_gateway.outbox.webhooks.guard import Guard
from capture_gateway.storage import outcomes, webhooks
from capture_gateway.storage.database import Database, reader
from capture_gateway.storage.outcomes import Report
from capture_gateway.storage.webhooks import Wanted, Webhook
from capture_gateway.testing.clock import Clock
from capture_gateway.testing.keys import KEYS
from tests.core.values import act
from tests.intake.running import render, running

SECRET = webhooks.fresh_secret(bytes(range(32)))
GUARD = Guard(("127.0.0.1/32",))
PATIENT, SHORT = 20.0, 0.4
"""Seconds for one attempt; where nobody hangs, nobody waits for them."""

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Got:
    """One request that came in."""

    at: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def type(self) -> str:
        kind: str = json.loads(self.body)["type"]
        return kind


def answering(status: int, **headers: str) -> Answer:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, headers={name.replace("_", "-"): value for name, value in headers.items()})

    return answer


async def dropping(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def hanging(_request: web.Request) -> web.Response:
    await asyncio.sleep(3_600)
    return web.Response()


async def endless(request: web.Request) -> web.StreamResponse:
    """200, and then words without end."""
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b"x" * 65_536)


@dataclass
class Receiver:
    """An endpoint. `answer` may be changed between two requests."""

    answer: Answer
    now: Callable[[], int]
    url: str = ""
    got: list[Got] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.got.append(Got(self.now(), dict(request.headers), await request.read()))
        return await self.answer(request)

    @property
    def types(self) -> list[str]:
        return [one.type.removeprefix("evidence.") for one in self.got]

    @property
    def ids(self) -> list[str]:
        return [one.id for one in self.got]


@asynccontextmanager
async def receiving(answer: Answer, now: Callable[[], int]) -> AsyncIterator[Receiver]:
    receiver = Receiver(answer, now)
    application = web.Application()
    application.router.add_post("/in", receiver.handle)
    runner = web.AppRunner(application, shutdown_timeout=0.01, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    assert runner.addresses
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/in"
    try:
        yield receiver
    finally:
        await runner.cleanup()


@dataclass
class Scene:
    """A store with one endpoint, and who delivers to it."""

    intake: Intake
    database: Database
    clock: Clock
    receiver: Receiver
    seconds: float
    made: int = 0
    reports: list[Report] = field(default_factory=list)
    delivering: Delivering | None = None
    readers: list[Engine] = field(default_factory=list)
    """Of each of those who delivered."""

    async def does(self, *intents: Intent, person: int = 0) -> None:
        """Acts of one person, each of which writes a record."""
        for intent in intents:
            self.made += 1
            subject = f"tel:+14155550{100 + person}"
            await self.intake.receive(act(intent, self.made, subject=subject, received_at=self.clock()), render)
        if self.delivering is not None:
            self.delivering.wake()

    async def endpoint(self, **wanted: Any) -> Webhook:
        """It hears of everything from the start, unless something else is wanted."""
        made = Wanted(self.receiver.url, after=-1, **wanted) if self.made else Wanted(self.receiver.url, **wanted)
        return await self.intake.run(
            lambda connection: webhooks.made(connection, made, SECRET, identifier="hook", by="test", now=self.clock())
        )

    async def tell(self, report: Report) -> bool:
        self.reports.append(report)
        stored = await self.intake.run(lambda connection: outcomes.store(connection, [report]))
        return stored[report.webhook]

    def webhook(self) -> Webhook:
        with self.database.reading() as connection:
            return webhooks.by_id(connection, "hook")

    def begin(self) -> Delivering:
        """Deliver to the endpoint as it is stored, like a process that was just started."""
        webhook, spread = self.webhook(), random.Random(1)
        poster = Poster(webhook.url, GUARD.connector(webhook.url), self.clock, self.seconds)
        self.readers.append(reader(self.database.url, KEYS))
        self.delivering = Delivering(webhook, self.readers[-1], poster, self.tell, self.clock, spread.randbytes)
        return self.delivering

    async def round(self) -> None:
        delivering = self.delivering or self.begin()
        await delivering.round()

    async def later(self, milliseconds: int) -> None:
        self.clock.forward(milliseconds)
        await self.round()

    def log(self) -> list[webhooks.Delivery]:
        """The newest first."""
        with self.database.reading() as connection:
            return webhooks.deliveries(connection, "hook", limit=1_000)

    def states(self) -> list[tuple[str, int]]:
        """State and number of attempts, in the order of the ledger."""
        rows = sorted(self.log(), key=lambda one: -1 if one.position is None else one.position)
        return [(one.state, len(one.attempts)) for one in rows]


@asynccontextmanager
async def scene(folder: Path, answer: Answer, seconds: float = PATIENT) -> AsyncIterator[Scene]:
    clock = Clock()
    async with receiving(answer, clock) as receiver, running(folder / "e.db", clock) as (intake, database):
        made = Scene(intake, database, clock, receiver, seconds)
        try:
            yield made
        finally:
            if made.delivering is not None:
                await made.delivering.stop()
            for engine in made.readers:
                engine.dispose()

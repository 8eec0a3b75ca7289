"""The process that delivers: a child of the gateway with an interpreter of its own, so that captures keep theirs.

1. Its first line of input is its order: the database and its keys, the networks that may be reached, the gateway's own
   address. It reads no environment, and prints nothing but reports and, on stderr, the log.
2. Then the gateway says `wake` (records were written), `changed` (endpoints were), `end`, and what was stored of each
   report; the child sends one report for an endpoint at a time. All are lines of JSON.
3. It only reads the database. When its input ends, so does it: a killed gateway leaves no orphan.
4. Every endpoint is served by a task of its own, begun anew when somebody changed the endpoint or set its cursors.
"""

import asyncio
import logging
import os
import sys
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import orjson
from sqlalchemy import make_url

from capture_gateway import logs
from capture_gateway.outbox.webhooks import order as orders
from capture_gateway.outbox.webhooks.attempt import Poster
from capture_gateway.outbox.webhooks.delivering import CONCURRENT, Delivering
from capture_gateway.outbox.webhooks.guard import Guard
from capture_gateway.outbox.webhooks.order import LONGEST_LINE, Order
from capture_gateway.storage import database, deliveries
from capture_gateway.storage.database import STORE_ERRORS
from capture_gateway.storage.outcomes import Report
from capture_gateway.storage.webhooks import Webhook

log = logging.getLogger(__name__)

GRACE = 2.0
"""Seconds that attempts on their way have when the gateway ends."""
AGAIN = 1.0
"""Seconds until a store that did not answer is asked again."""
LOOK_UPS = 64
"""Of names, at a time: more than endpoints, so that one whose name server hangs delays nobody."""


class Deliverer:
    """Delivers to every enabled endpoint; `tell` stores a report."""

    def __init__(self, order: Order, tell: Callable[[Report], Awaitable[bool]]) -> None:
        self._order = order
        self._tell = tell
        self._engine = database.reader(make_url(order.database), order.keys)
        self._guard = Guard(order.networks, order.own)
        self._served: dict[str, Delivering] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._ending = False

    def refresh(self) -> None:
        """Serve what is enabled now, as it is now; where the store cannot tell, a little later."""
        if self._ending:
            return
        try:
            enabled = self._enabled()
        except STORE_ERRORS as error:
            log.warning("webhooks wait for the store: %s", type(error).__name__)
            asyncio.get_running_loop().call_later(AGAIN, self.refresh)
            return
        for identifier, delivering in self._served.items():
            webhook = enabled.get(identifier)
            if webhook is None or _differs(webhook, delivering):
                delivering.end()
            delivering.wake(rows=True)
        for identifier in enabled.keys() - self._tasks.keys():
            self._tasks[identifier] = asyncio.create_task(self._serve(identifier))

    def wake(self) -> None:
        """Records were written."""
        for delivering in self._served.values():
            delivering.wake()

    async def stop(self) -> None:
        """End; what is on its way has a moment."""
        self._ending = True
        for delivering in self._served.values():
            delivering.end()
        if self._tasks:
            await asyncio.wait(self._tasks.values())

    def _enabled(self) -> dict[str, Webhook]:
        with self._engine.connect() as connection:
            return deliveries.enabled(connection)

    async def _serve(self, identifier: str) -> None:
        """Deliver to one endpoint while it is enabled; anew, when it was changed."""
        try:
            while not self._ending:
                try:
                    webhook = self._enabled().get(identifier)
                    if webhook is None:
                        return
                    await self._deliver(webhook)
                except STORE_ERRORS as error:
                    log.warning("webhooks wait for the store: %s", type(error).__name__)
                    await asyncio.sleep(AGAIN)
        finally:
            del self._tasks[identifier]

    async def _deliver(self, webhook: Webhook) -> None:
        poster = Poster(webhook.url, self._guard.connector(webhook.url, limit=CONCURRENT), _clock, self._order.seconds)
        delivering = Delivering(webhook, self._engine, poster, self._tell, _clock, os.urandom)
        self._served[webhook.id] = delivering
        try:
            await delivering.run()
        finally:
            del self._served[webhook.id]
            await delivering.stop(GRACE if self._ending else 0.0)


class Child:
    """The child's side of the two pipes."""

    def __init__(self) -> None:
        self._told: dict[str, asyncio.Future[bool]] = {}

    async def run(self) -> None:
        """From the order to the end."""
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(LOOK_UPS))
        lines = asyncio.StreamReader(limit=LONGEST_LINE)
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
        self._out, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, sys.stdout)
        order = orders.read(await lines.readline())
        logs.to_stderr(order.log_format, logging.WARNING)
        deliverer = Deliverer(order, self._tell)
        deliverer.refresh()
        ending: asyncio.Task[None] | None = None
        while line := await lines.readline():
            said: dict[str, Any] = orjson.loads(line)
            for identifier, is_ours in said.get("stored", {}).items():
                if told := self._told.pop(identifier, None):
                    told.set_result(is_ours)
            if "wake" in said:
                deliverer.wake()
            if "changed" in said:
                deliverer.refresh()
            if "end" in said and ending is None:
                ending = asyncio.create_task(deliverer.stop())
                ending.add_done_callback(lambda _: lines.feed_eof())

    async def _tell(self, report: Report) -> bool:
        told: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._told[report.webhook] = told
        self._out.write(orjson.dumps(report) + b"\n")
        return await told


def _clock() -> int:
    return time.time_ns() // 1_000_000


def _differs(webhook: Webhook, delivering: Delivering) -> bool:
    """Whether somebody changed the endpoint. While a report is on its way, its answer tells who set the cursors."""
    before = delivering.webhook
    if any(getattr(webhook, name) != getattr(before, name) for name in ("url", "secrets", "events", "programs")):
        return True
    return not delivering.is_storing and (webhook.withdrawals_at, webhook.others_at) != delivering.cursors


def main() -> None:
    """Deliver until the gateway ends."""
    asyncio.run(Child().run())

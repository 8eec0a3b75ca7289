"""The gateway's side of delivering webhooks: starts the process that does it, wakes it, and stores what it reports.

1. The process lives while an endpoint is enabled, and it is this gateway's turn to deliver (`turn`). When it dies it
   is started again, later each time.
2. It is woken once for many commits. What it does not hear of it finds by itself, a little later.
3. Reports of all endpoints are gathered for a moment and stored by one job of the writer, since a transaction costs as
   much as many rows; then they are acknowledged. While the store cannot be written they wait, and each endpoint waits
   for its own: nothing grows.
4. Endpoints that were changed through another gateway are noticed within LOOK_EVERY, at the look that keeps the turn.
"""

import asyncio
import logging
import os
import ssl
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, Protocol

import orjson

from capture_gateway.core.errors import CaptureGatewayError
from capture_gateway.outbox.sending import Writer
from capture_gateway.outbox.webhooks.order import LONGEST_LINE, Order
from capture_gateway.outbox.webhooks.turn import Turn
from capture_gateway.storage import deliveries, outcomes
from capture_gateway.storage.database import STORE_ERRORS, Database
from capture_gateway.storage.outcomes import Report

log = logging.getLogger(__name__)

COMMAND = (sys.executable, "-P", "-m", "capture_gateway.outbox.webhooks")
WAKE_AFTER = 0.02
"""Seconds from a commit."""
GATHER = 0.1
"""Seconds in which reports are gathered: an endpoint goes on meanwhile, and tells more in its next one."""
ROWS = 512
"""That one job stores, about: captures wait for it."""
RETRY_AFTER = 1.0
"""Seconds, when the store refused."""
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 60.0
"""Seconds until it is started again; doubled each time that it did not live longer than the longest."""
PATIENCE = 6.0
"""Seconds that it has to end."""
LOOK_EVERY = 1.0
"""Seconds, where other gateways write to the same database."""


_Told = tuple[asyncio.WriteTransport, Report]
"""By which process, and what."""


class _Changes(Protocol):
    @property
    def listeners(self) -> list[Callable[[], None]]:
        """Called after each commit that wrote records."""


class Intake(Writer, Protocol):
    """What writes, and tells of commits."""

    @property
    def changes(self) -> _Changes:
        """Where to listen."""


class Webhooks:
    """Everything below is called on the gateway's event loop."""

    def __init__(self, intake: Intake, database: Database, order: Order) -> None:
        self._intake = intake
        self._database = database
        self._order = order
        self._turn = Turn(intake, database, os.urandom(16).hex())
        self._counts: Counter[str] = Counter()
        self._is_changed = asyncio.Event()
        self._needed = asyncio.Event()
        self._pipe: asyncio.WriteTransport | None = None
        """To the process, while there is one."""
        self._process: subprocess.Popen[bytes] | None = None
        self._is_gone = asyncio.Event()
        self._is_gone.set()
        self._is_ending = False
        self._will_wake = False
        self._reports: asyncio.Queue[_Told] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def counts(self) -> Mapping[str, int]:
        """How many messages became `delivered`, `waiting` (for another try) and `failed`, since the start."""
        return self._counts

    @property
    def process_id(self) -> int | None:
        """Of the process that delivers, while there is one."""
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        """Begin: after the intake has."""
        self._intake.changes.listeners.append(self.wake)
        self._tasks = [asyncio.create_task(each) for each in (self._look(), self._keep(), self._store())]

    async def stop(self) -> None:
        """End the process, store what it says at last, and leave the turn to others: before the intake ends."""
        if not self._tasks:
            return
        looking, keeping, storing = self._tasks
        await _ended(looking)
        self._needed.clear()
        self._end()
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await self._is_gone.wait()
                await self._reports.join()
        await _ended(keeping)
        await _ended(storing)
        await self._turn.give_up()

    def wake(self) -> None:
        """Records were written."""
        if self._pipe is not None and not self._will_wake:
            self._will_wake = True
            asyncio.get_running_loop().call_later(WAKE_AFTER, self._wake)

    def changed(self) -> None:
        """Endpoints were made, changed, removed; or a message was written for one."""
        self._is_changed.set()

    async def _look(self) -> None:
        """Whose turn it is, and whether there is anybody to tell: now, when something changed, and by rule 4."""
        while True:
            self._is_changed.clear()
            if await self._is_to_deliver():
                self._needed.set()
                self._say({"changed": True})
            else:
                self._needed.clear()
                self._end()
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY if self._database.is_shared else None):
                    await self._is_changed.wait()

    async def _is_to_deliver(self) -> bool:
        if not await self._turn.look():
            return False
        try:
            return await self._database.read(deliveries.any_enabled)
        except STORE_ERRORS:
            return True  # who cannot tell goes on: the process looks for itself

    def _wake(self) -> None:
        self._will_wake = False
        if self._pipe is not None and self._pipe.get_write_buffer_size() == 0:  # else it has not read the last one yet
            self._say({"wake": True})

    def _end(self) -> None:
        self._is_ending = True
        self._say({"end": True})

    def _say(self, what: Mapping[str, Any]) -> None:
        if self._pipe is not None:
            self._pipe.write(orjson.dumps(what) + b"\n")

    async def _keep(self) -> None:
        """One process after the other, while one is needed."""
        loop, pause = asyncio.get_running_loop(), FIRST_PAUSE
        while True:
            await self._needed.wait()
            started = loop.time()
            try:
                await self._live()
            except Exception as error:  # noqa: BLE001 - whatever it is, the next one may do better
                log.error("the process that delivers webhooks failed: %s", type(error).__name__)  # noqa: TRY400
            if not self._is_ending:
                pause = FIRST_PAUSE if loop.time() - started > LONGEST_PAUSE else min(2 * pause, LONGEST_PAUSE)
                log.error("the process that delivers webhooks ended; it is started again in %.1f s", pause)
                await asyncio.sleep(pause)

    async def _live(self) -> None:
        """The life of one process. It gets its own session: an interrupt from the keyboard is the gateway's to tell."""
        loop = asyncio.get_running_loop()
        lines = asyncio.StreamReader(limit=LONGEST_LINE)
        self._is_ending = False
        process = self._process = subprocess.Popen(  # noqa: S603, ASYNC220 - ours; it returns at once
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment(), start_new_session=True
        )
        self._is_gone.clear()
        transports: list[asyncio.BaseTransport] = []
        try:
            source, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), process.stdout)
            transports.append(source)
            pipe, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, process.stdin)
            transports.append(pipe)
            pipe.write(self._order.written())
            self._pipe = pipe
            if self._is_ending:  # it was to end before it could be told
                self._end()
            while line := await lines.readline():
                self._reports.put_nowait((pipe, Report(**orjson.loads(line))))
            pipe.close()
            await asyncio.to_thread(process.wait)
        finally:
            for transport in transports:
                transport.close()
            self._pipe = None
            process.kill()  # nothing happens to one that has ended
            process.wait()
            self._process = None
            self._is_gone.set()

    async def _store(self) -> None:
        while True:
            taken = [await self._reports.get()]
            await asyncio.sleep(GATHER)
            while not self._reports.empty() and sum(len(report.rows) for _, report in taken) < ROWS:
                taken.append(self._reports.get_nowait())
            stored = await self._stored([report for _, report in taken])
            # One that died meanwhile is not told; what it reported is stored all the same.
            self._say({"stored": {one.webhook: stored[one.webhook] for pipe, one in taken if pipe is self._pipe}})
            for _, report in taken:
                self._counts.update(row[3] for row in report.rows)
                if report.disabled:
                    log.warning("webhook endpoint %s is disabled: %s", report.webhook, report.disabled)
                    self.changed()
                self._reports.task_done()

    async def _stored(self, reports: list[Report]) -> dict[str, bool]:
        while True:
            try:
                return await self._intake.run(partial(outcomes.store, reports=reports))
            except CaptureGatewayError as error:
                log.warning("what became of webhooks waits to be stored: %s", error)
                await asyncio.sleep(RETRY_AFTER)


async def _ended(task: "asyncio.Task[None]") -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def _environment() -> dict[str, str]:
    """Nothing of the gateway's but where Python finds its modules, and OpenSSL its certificates."""
    paths = ssl.get_default_verify_paths()
    found = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "SSL_CERT_FILE": paths.cafile}
    return {name: value for name, value in found.items() if value}

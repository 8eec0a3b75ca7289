"""Delivering to one endpoint, which nobody else waits for.

1. New withdrawals go first, then withdrawals that are tried again, other messages that are, and what else is new.
2. At most CONCURRENT messages are on their way, and at most WINDOW of them, while what became of them is not stored.
3. Every outcome is told to the writer with the cursors that belong to it. What was told of and is not stored may be
   sent again by whoever goes on after us: under the same id.
4. An endpoint that failed FAILING times in a row is only probed: one message at a time, a new withdrawal every few
   seconds, what is due to be tried again, and something else that is new every few minutes (PROBE_EVERY). Its cursors
   wait. When it answers again, everything that waits is due.
5. Who asks for a pause gets nothing before it is over.
6. A report that the writer does not agree with ends this: somebody else set the cursors.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine

from capture_gateway.core import instant
from capture_gateway.outbox.webhooks import message, schedule
from capture_gateway.outbox.webhooks.attempt import Outcome, Poster
from capture_gateway.outbox.webhooks.lane import Lane
from capture_gateway.outbox.webhooks.message import Message
from capture_gateway.storage import deliveries
from capture_gateway.storage.database import STORE_ERRORS
from capture_gateway.storage.outcomes import Report
from capture_gateway.storage.webhooks import Webhook

log = logging.getLogger(__name__)

CONCURRENT = 16
WINDOW = 256
READ = 64
"""Records, at a time."""
FAILING = 5
PROBE_EVERY = (5 * instant.SECOND, 5 * instant.MINUTE)
"""By lane: new withdrawals, everything else that is new."""
PROGRESS = 4_096
"""Positions passed over that are worth being stored without an outcome."""
IDLE = 10.0
"""Seconds between two looks when nothing is heard."""
NEVER = 2**62

Tell = Callable[[Report], Awaitable[bool]]
"""Stores a report, however long that takes; whether its cursors were where it believed them to be."""


@dataclass(frozen=True, slots=True)
class _Work:
    """A message to be tried: of which lane, since when, and how often it was tried before."""

    message: Message
    begun_at: int
    tries: int = 0
    lane: Lane | None = None


class Delivering:
    """Delivers to `webhook`, as it was read, until it is stopped or `ended`. For one event loop."""

    def __init__(
        self,
        webhook: Webhook,
        engine: Engine,
        poster: Poster,
        tell: Tell,
        now: Callable[[], int],
        random: Callable[[int], bytes],
    ) -> None:
        self.webhook = webhook
        self.ended = False
        self._engine = engine
        self._poster = poster
        self._tell = tell
        self._now = now
        self._random = random
        self._secrets = [(one.value, one.ends_at) for one in webhook.secrets]
        self._woken = asyncio.Event()
        self._lanes = (Lane(webhook.withdrawals_at), Lane(webhook.others_at))
        self._heard = [deliveries.hears_of(webhook, withdrawals=which) for which in (True, False)]
        self._again: deque[_Work] = deque()
        self._look_at = 0
        """When to look for what is due again."""
        self._under_way: set[asyncio.Task[None]] = set()
        self._busy: set[str] = set()
        """Messages whose outcome is not stored."""
        self._rows: list[Sequence[Any]] = []
        self._storing: asyncio.Task[None] | None = None
        self._failing_since = webhook.failing_since
        self._failures = 0 if webhook.failing_since is None else FAILING
        self._tried_new = [0, 0]
        """By lane: when something new was last tried."""
        self._paused_until = 0
        self._all_due: int | None = None
        self._disabled = ""

    @property
    def cursors(self) -> tuple[int, int]:
        """Where the store has its cursors, as far as is known here."""
        return self._lanes[0].stored, self._lanes[1].stored

    @property
    def is_storing(self) -> bool:
        """Whether a report is on its way."""
        return self._storing is not None

    def wake(self, *, rows: bool = False) -> None:
        """Records were written; `rows`: and rows of this endpoint, perhaps."""
        for lane in self._lanes:
            lane.has_more = True
        if rows:
            self._look_at = 0
        self._woken.set()

    async def run(self) -> None:
        """Deliver until it ends."""
        while not self.ended:
            self._woken.clear()
            seconds = IDLE
            try:
                self._step()
                seconds = min(seconds, max(self._next_at() - self._now(), 0) / 1000)
            except STORE_ERRORS as error:
                log.warning("webhooks wait for the store: %s", type(error).__name__)
                seconds = 1.0
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._woken.wait()

    async def round(self) -> None:
        """Everything that is to be done at this instant, with what becomes of it stored."""
        self._woken.set()
        while self._woken.is_set():
            self._woken.clear()
            self._step()
            if self._under_way or self._storing:
                await self._woken.wait()

    def end(self) -> None:
        """Begin nothing new."""
        self.ended = True
        self._woken.set()

    async def stop(self, seconds: float = 0.0) -> None:
        """End; what is on its way has so many seconds. What is known by then is stored."""
        self.end()
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds)
        for task in [*self._under_way]:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        while (storing := self._store_soon()) is not None:
            await storing
        await self._poster.close()

    def _step(self) -> None:
        """Begin whatever can be begun."""
        while not self.ended and len(self._under_way) < self._room() and (work := self._next()) is not None:
            self._busy.add(work.message.id)
            task = asyncio.create_task(self._try(work))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        self._store_soon()

    def _room(self) -> int:
        if self._now() < self._paused_until:
            return 0
        return 1 if self._failures >= FAILING else min(CONCURRENT, WINDOW - len(self._busy))

    def _next_at(self) -> int:
        """When something may have to be done that nobody tells of."""
        now = self._now()
        if now < self._paused_until:
            return self._paused_until
        if len(self._under_way) >= self._room():
            return NEVER  # whatever ends makes room, and tells
        probes = [tried + every for tried, every in zip(self._tried_new, PROBE_EVERY, strict=True)]
        return min([self._look_at, *(one for one in probes if self._failures >= FAILING and now < one)])

    def _next(self) -> _Work | None:
        now = self._now()
        return self._new(now, 0) or self._due(now) or self._new(now, 1)

    def _new(self, now: int, which: int) -> _Work | None:
        probed = now - self._tried_new[which] < PROBE_EVERY[which]
        if not self._heard[which] or (self._failures >= FAILING and probed):
            return None
        lane = self._lanes[which]
        found = lane.next(partial(self._read, which == 0))
        if found is None:
            if lane.has_more:  # it was nothing that this endpoint hears of: go on, after others had their turn
                self._woken.set()
            return None
        self._tried_new[which] = now
        return _Work(found, now, lane=lane)

    def _read(self, is_withdrawals: bool, after: int) -> tuple[list[deliveries.Record], int]:  # noqa: FBT001 - a lane's name
        with self._engine.connect() as connection:
            return deliveries.new(connection, self.webhook, after, READ, withdrawals=is_withdrawals)

    def _due(self, now: int) -> _Work | None:
        if not self._again and self._look_at <= now:
            with self._engine.connect() as connection:
                waiting = deliveries.due(connection, self.webhook.id, now, READ + len(self._busy))
                self._again.extend(self._once_more(connection, one) for one in waiting if one.message not in self._busy)
                if not self._again:
                    self._look_at = deliveries.next_due(connection, self.webhook.id, now) or NEVER
        return self._again.popleft() if self._again else None

    def _once_more(self, connection: Connection, row: deliveries.Waiting) -> _Work:
        if row.position is None:
            again = message.of_test(row.message, self.webhook.id, row.at)
        else:
            again = message.of_record(deliveries.record(connection, row.position))
        return _Work(again, row.at, schedule.tries(row.attempts, row.at))

    async def _try(self, work: _Work) -> None:
        started = self._now()
        try:
            headers = message.headers(work.message, self._secrets, started)
            outcome = await self._poster.post(work.message.body, headers)
        except Exception as error:  # noqa: BLE001 - whatever it is, it was an attempt that failed
            log.error("an attempt failed with %s", type(error).__name__)  # noqa: TRY400
            outcome = Outcome(None, "something failed at the sender", self._now() - started)
        self._note(work, started, outcome)
        self._woken.set()

    def _note(self, work: _Work, started: int, outcome: Outcome) -> None:
        now, sent = self._now(), work.message
        if outcome.error:
            self._failures += 1
            self._failing_since = started if self._failing_since is None else self._failing_since
            self._paused_until = max(self._paused_until, now + outcome.pause)
            self._disabled = schedule.reason_to_disable(outcome.status, self._failing_since, now)
            self.ended = self.ended or bool(self._disabled)
            wait = schedule.delay(work.tries + 1, self._random(schedule.RANDOM_BYTES), outcome.pause)
            state, due = ("failed", now) if wait is None else ("waiting", now + wait)
        else:
            if self._failures >= FAILING:
                self._all_due = max(now, self._paused_until)
            self._failures, self._failing_since = 0, None
            state, due = "delivered", now
        attempt = [started, outcome.status, outcome.error, outcome.milliseconds]
        self._rows.append((sent.id, sent.position, sent.type, state, work.begun_at, due, [attempt]))
        if work.lane is not None and sent.position is not None:
            work.lane.done(sent.position)

    def _store_soon(self) -> "asyncio.Task[None] | None":
        """The report that is on its way; a new one when there is something to tell; else None."""
        if self._storing is None and (self._rows or self._progress() >= PROGRESS):
            self._storing = asyncio.create_task(self._store())
        return self._storing

    def _progress(self) -> int:
        return sum(lane.cursor - lane.stored for lane in self._lanes)

    async def _store(self) -> None:
        rows, self._rows = self._rows, []
        after = (self._lanes[0].cursor, self._lanes[1].cursor)
        report = Report(self.webhook.id, rows, self.cursors, after, self._failing_since, self._all_due, self._disabled)
        self._all_due = None
        is_ours = await self._tell(report)
        self.ended = self.ended or not is_ours
        for lane, cursor in zip(self._lanes, after, strict=True):
            lane.stored = cursor
        self._busy.difference_update(row[0] for row in rows)
        tried_again_at = [row[5] for row in rows if row[3] == "waiting"]
        self._look_at = min([self._look_at, *tried_again_at, *([] if report.due is None else [report.due])])
        self._storing = None
        self._woken.set()

"""The one road: every act of every channel goes through `Intake.receive`, and is answered once it is durable.

1. Handlers queue an act and wait. One writer thread takes everything that is waiting (at most 512, no lingering,
   withdrawals first), and makes it durable in one transaction: one fsync serves many people.
2. A repeated event gets the bytes of its first answer, for ever. The same key with another fingerprint is a conflict:
   it is answered and nothing is written.
3. An act that cannot be decided fails alone. A database error rolls the batch back, and its acts are tried one by one;
   but when the store itself does not work (locked, full, gone), all of them are refused at once.
4. A full queue refuses at once; room is kept for withdrawals, and for what may be one.
5. Append times never go back, whatever the clock does.
6. Other writes are jobs of the same thread, one after each batch of acts.
"""

import asyncio
import logging
import threading
import time
import traceback
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from capture_gateway.core.act import Act, Intent
from capture_gateway.core.disclosure import Showing, Words
from capture_gateway.core.errors import Failed, Unavailable
from capture_gateway.core.state import Book
from capture_gateway.intake.batch import Answer, Batch, Render
from capture_gateway.intake.changes import Changes
from capture_gateway.intake.refusals import Refusals
from capture_gateway.storage import showings
from capture_gateway.storage.database import Database

__all__ = ["Answer", "Intake", "Render"]

log = logging.getLogger(__name__)

BATCH = 512
CAPACITY = 2_048
"""Acts that may wait: four batches; more would answer later than a provider waits."""
REFUSED_LATELY = 10.0
"""Seconds after a refused write in which the gateway does not call itself ready."""
RESERVED = 512
"""Places beyond CAPACITY that only withdrawals may take."""

T = TypeVar("T")
_Job = Callable[[Connection], Any]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One act, or one job, and who waits for it."""

    future: "asyncio.Future[Any]"
    act: Act | None = None
    render: Render | None = None
    job: _Job | None = None


@dataclass(slots=True)
class _Queue:
    """What is waiting, by who goes first. Guarded by `changed`."""

    changed: threading.Condition = field(default_factory=threading.Condition)
    withdrawals: deque[Waiting] = field(default_factory=deque)
    acts: deque[Waiting] = field(default_factory=deque)
    jobs: deque[Waiting] = field(default_factory=deque)
    acts_went: bool = False
    ending: bool = False

    def __len__(self) -> int:
        return len(self.withdrawals) + len(self.acts) + len(self.jobs)

    def take(self) -> list[Waiting]:
        """At most one batch of acts, then one job, so that under load neither waits for ever."""
        if self.jobs and (self.acts_went or len(self) == len(self.jobs)):
            self.acts_went = False
            return [self.jobs.popleft()]
        self.acts_went = True
        taken = [self.withdrawals.popleft() for _ in range(min(BATCH, len(self.withdrawals)))]
        taken += [self.acts.popleft() for _ in range(min(BATCH - len(taken), len(self.acts)))]
        return taken


class Intake:
    """Takes acts and answers them once they are durable. Safe from many tasks of one event loop.

    `now` gives milliseconds since the epoch, `random` unpredictable bytes; both are called from the writer thread.
    """

    def __init__(
        self, database: Database, book: Book, *, now: Callable[[], int], random: Callable[[int], bytes]
    ) -> None:
        self._database = database
        self._book = book
        self._now = now
        self._random = random
        self._queue = _Queue()
        self._thread: threading.Thread | None = None
        self._texts: dict[str, str] = {}
        self._refused_at = -REFUSED_LATELY
        self._refusals = Refusals(now)
        self.closed = ""
        """Why nothing but withdrawals is taken (`intake.rolled_back`); empty: everything is."""
        self.pages = ""
        """The address under which people have pages: `https://consent.example.com/p`; empty: no text has the link."""
        self.on_texts: Callable[[], None] = lambda: None
        """Called on the event loop when texts of ours wait to be sent: after the commit that wrote them."""
        self.changes = Changes()
        """Tells of every commit that wrote records."""
        self.captured: Counter[tuple[str, str]] = Counter()
        """Event and channel -> records since the start, trials left out."""

    def start(self, current: Sequence[Words]) -> None:
        """Keep the texts of the current words, then start the writer. Call from the event loop's thread."""
        self._keep_texts(current)
        self._loop = asyncio.get_running_loop()
        self._queue.ending = False
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    async def stop(self) -> None:
        """Take nothing more, write what is waiting, and end the writer."""
        self.changes.end()
        with self._queue.changed:
            self._queue.ending = True
            self._queue.changed.notify()
        if self._thread is not None:
            await asyncio.to_thread(self._thread.join)
            self._thread = None

    async def receive(self, act: Act, render: Render) -> Answer:
        """Make `act` durable and give its answer; a repeated one gets the bytes of its first answer.

        Durable, decided and in the ledger once it returns. Unavailable when it was not taken, or not written; Failed
        when we could not decide it.
        """
        leaves = act.intent in (Intent.WITHDRAW, Intent.UNCLEAR)
        room = CAPACITY + (RESERVED if leaves else 0)
        waiting = Waiting(self._loop.create_future(), act=act, render=render)
        queue = self._queue.withdrawals if leaves else self._queue.acts
        self._put(waiting, queue, room)
        answer: Answer = await waiting.future
        return answer

    async def run(self, job: Callable[[Connection], T]) -> T:
        """Run `job` in a writing transaction of the writer thread, between the acts; durable once it returns."""
        waiting = Waiting(self._loop.create_future(), job=job)
        self._put(waiting, self._queue.jobs, CAPACITY)
        result: T = await waiting.future
        return result

    @property
    def waiting(self) -> int:
        """How many acts and jobs wait to be written."""
        return len(self._queue)

    def refused_lately(self) -> bool:
        """Whether the store refused a write within the last seconds: a record may not fit where a probe still does."""
        return time.monotonic() - self._refused_at < REFUSED_LATELY

    async def unanswered(self, channel: str, before: int) -> list[Showing]:
        """Showings on a line that have been open since before `before` (milliseconds)."""
        return await self.run(lambda connection: showings.unanswered(connection, channel, before))

    def _keep_texts(self, current: Sequence[Words]) -> None:
        with self._database.transaction() as connection:
            self._texts = showings.texts(connection)
            new = {words.sha256: words.text for words in current if words.sha256 not in self._texts}
            showings.add_texts(connection, new)
            self._texts |= new

    def _put(self, waiting: Waiting, queue: deque[Waiting], room: int) -> None:
        with self._queue.changed:
            if self._queue.ending or self._thread is None:
                raise Unavailable("the gateway is stopping")
            if len(self._queue) >= room:
                raise Unavailable("too much is waiting")
            queue.append(waiting)
            self._queue.changed.notify()

    def _run(self) -> None:
        while True:
            with self._queue.changed:
                while not len(self._queue) and not self._queue.ending:
                    self._queue.changed.wait()
                taken = self._queue.take()
            if not taken:
                return
            results = self._results(taken)
            self._loop.call_soon_threadsafe(_resolve, list(zip(taken, results, strict=True)))

    def _results(self, taken: Sequence[Waiting]) -> list[Any]:
        try:
            return self._write(taken)
        except SQLAlchemyError as error:
            self._refused_at = time.monotonic()
            if len(taken) == 1 or isinstance(error, OperationalError):
                # Not the error itself: its text may hold what somebody wrote.
                log.error("the store refused a write: %s", type(error).__name__)  # noqa: TRY400
                return [Unavailable("the store cannot be written")] * len(taken)
            return [self._results([one])[0] for one in taken]
        except Exception as error:  # noqa: BLE001 - whoever waits gets an answer, whatever went wrong
            _log_failure("a batch", error)
            return [Failed("a batch failed")] * len(taken)

    def _write(self, taken: Sequence[Waiting]) -> list[Any]:
        with self._database.transaction() as connection:
            if taken[0].job is not None:
                return [taken[0].job(connection)]
            acts = [one.act for one in taken if one.act is not None]
            batch = Batch(
                connection, acts, book=self._book, texts=self._texts, random=self._random, now=self._now(),
                pages=self.pages,
            )  # fmt: skip
            results: list[Any] = []
            for one in taken:
                assert one.act is not None  # noqa: S101 - jobs are taken alone
                assert one.render is not None  # noqa: S101
                try:
                    results.append(batch.answer(one.act, one.render))
                except Exception as error:  # noqa: BLE001 - one act's failure is its own
                    _log_failure("an act", error)
                    results.append(Failed("an act failed"))
            batch.write()
        self.captured.update(batch.captured)
        for reason in batch.refused:
            self._refusals.note(reason)
        if batch.has_texts:
            self._loop.call_soon_threadsafe(self.on_texts)
        if batch.records:
            self._loop.call_soon_threadsafe(self.changes.happened, batch.records)
        return results


def _log_failure(what: str, error: Exception) -> None:
    """Where it failed, and how: never the error's own text, which may hold what somebody wrote."""
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s failed with %s\n%s", what, type(error).__name__, where)


def _resolve(results: Sequence[tuple[Waiting, Any]]) -> None:
    for waiting, result in results:
        if waiting.future.done():
            continue
        if isinstance(result, BaseException):
            waiting.future.set_exception(result)
        else:
            waiting.future.set_result(result)

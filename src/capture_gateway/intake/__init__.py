"""The one road: every act of every channel goes through `Intake.receive`, and is answered once it is durable.

1. Handlers queue an act and wait. One writer thread takes everything that is waiting (at most 512, no lingering,
   withdrawals first), and makes it durable in one transaction: one fsync serves many people.
2. A repeated event gets the bytes of its first answer, for ever. The same key with another fingerprint is a conflict:
   it is answered and nothing is written.
3. An act that cannot be decided fails alone. A database error rolls the batch back, and its acts are tried one by one;
   but when the store itself does not work (locked, full, gone), all of them are refused at once.
4. A queue that is full, or in which acts wait for long behind many others, refuses at once; room is kept for
   withdrawals, and for what may be one.
5. Append times never go back, whatever the clock does.
6. Other writes are jobs of the same thread, one after each batch of acts.
7. Nobody waits for ever. Who has waited for as long as a write may take is told that it was not written; whoever asks
   again gets the first answer if it was written after all. Where a write took so long, or failed slowly, nothing is
   taken until one succeeds: the gateway itself tries, so that nobody else waits for a store that hangs.
8. Where nothing may be written any more, because the files of the database failed (`storage.sqlite`), or its tables are
   of another version now (`storage.schema`), nothing is, and whoever supervises the process is to start another one.
"""

import asyncio
import logging
import threading
import time
import traceback
from collections import Counter, deque
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoneFree

from capture_gateway import logs
from capture_gateway.core.act import Act, Intent
from capture_gateway.core.disclosure import Showing, Words
from capture_gateway.core.errors import Failed, Unavailable
from capture_gateway.core.state import Book
from capture_gateway.intake.batch import Answer, Batch, Render
from capture_gateway.intake.changes import Changes
from capture_gateway.intake.figures import Figures
from capture_gateway.intake.queue import Queue, Waiting, resolve
from capture_gateway.intake.refusals import Refusals
from capture_gateway.storage import obstacles, records, showings
from capture_gateway.storage.database import Database

__all__ = ["Answer", "Intake", "Render"]

log = logging.getLogger(__name__)

CAPACITY = 2_048
"""Acts that may wait at the most, however quickly they go."""
REFUSED_LATELY = 10.0
"""Seconds after a refused write in which the gateway does not call itself ready."""
RESERVED = 512
"""Places beyond CAPACITY that only withdrawals may take."""

DEADLINE = 4.0
"""Seconds that a write may take, and the wait for it."""
LOOK_EVERY = 0.25
"""Seconds."""
TRIES = 3
"""Of a batch that fails because others wrote meanwhile, or the connection was gone; …"""
QUICK = 1.0
"""… if it failed within so many seconds."""
HANGS = 1.5
"""Seconds after which what fails is a store that hangs, and not one that refuses."""

T = TypeVar("T")


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
        self._queue = Queue()
        self._thread: threading.Thread | None = None
        self._texts: dict[str, str] = {}
        self._refused_at, self._refused_why = -REFUSED_LATELY, ""
        self._refusals = Refusals(now)
        self._taken: tuple[float, Sequence[Waiting]] = (0.0, ())
        """What is being written, and since when."""
        self._is_stuck = False
        self._watch: asyncio.Task[None] | None = None
        self.closed = ""
        """Why nothing but withdrawals is taken (`intake.rolled_back`); empty: everything is."""
        self.held = ""
        """Why nothing at all is written for now, in a sentence (`intake.clocks`); empty: it is."""
        self.pages = ""
        """The address under which people have pages: `https://consent.example.com/p`; empty: no text has the link."""
        self.is_broken = False
        """Whether this process may write no more: rule 8."""
        self.on_broken: Callable[[], None] = lambda: None
        """Called when it may not, in the writer's thread."""
        self.on_texts: Callable[[], None] = lambda: None
        """Called on the event loop when texts of ours wait to be sent: after the commit that wrote them."""
        self.changes = Changes()
        """Tells of every commit that wrote records."""
        self.captured: Counter[tuple[str, str]] = Counter()
        """Event and channel -> records since the start, trials left out."""
        self.figures = Figures()
        """Of what is written, and how long that takes."""

    def start(self, current: Sequence[Words]) -> None:
        """Keep the texts of the current words, then start the writer. Call from the event loop's thread."""
        self._keep_texts(current)
        self._loop = asyncio.get_running_loop()
        self._queue.ending = False
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()
        self._watch = self._loop.create_task(self._watched())

    async def stop(self) -> None:
        """Take nothing more, write what is waiting, and end the writer."""
        self.changes.end()
        with self._queue.changed:
            self._queue.ending = True
            self._queue.changed.notify()
        if self._thread is not None:
            if not self._is_stuck:  # one that hangs ends with the process
                await asyncio.to_thread(self._thread.join, DEADLINE)
            self._thread = None
        if self._watch is not None:
            self._watch.cancel()

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
        if leaves:
            log.info("%s by %s on %s is durable", act.intent, logs.masked(act.subject), act.channel.id)
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

    @property
    def obstacle(self) -> str:
        """Why acts cannot be written, or could not within the last seconds, in a sentence; empty: they can.

        Not only now: a record may not fit where a probe still does.
        """
        if self.held or self.is_broken:
            return self.held or self._refused_why
        if self._is_stuck:
            return obstacles.SLOW
        return self._refused_why if time.monotonic() - self._refused_at < REFUSED_LATELY else ""

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
            if self.held or self._is_stuck or self.is_broken:
                raise Unavailable(self.obstacle)
            if len(self._queue) >= room or (queue is self._queue.acts and self._queue.is_late()):
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
            self._taken = time.monotonic(), taken
            results = self._results(taken)
            self._taken = 0.0, ()
            self._loop.call_soon_threadsafe(resolve, list(zip(taken, results, strict=True)))

    async def _watched(self) -> None:
        """Rule 7."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            before = time.monotonic() - DEADLINE
            since, taken = self._taken
            if hangs := bool(taken) and since <= before:
                if not self._is_stuck:
                    log.error("a write takes longer than %.0f s: nothing is taken until it ends", DEADLINE)
                self._is_stuck, self._refused_at, self._refused_why = True, time.monotonic(), obstacles.SLOW
            with self._queue.changed:
                behind = self._queue.emptied() if hangs else self._queue.late(before)
                if self._is_stuck and not self._taken[1] and not len(self._queue):
                    probe = self._loop.create_future()
                    probe.add_done_callback(asyncio.Future.exception)  # looked at, and told by the next write
                    self._queue.jobs.append(Waiting(probe, job=records.touch))
                    self._queue.changed.notify()
            waiting = [*(one for one in taken if one.since <= before), *behind]
            resolve([(one, Unavailable(obstacles.SLOW)) for one in waiting])

    def _results(self, taken: Sequence[Waiting], tries: int = TRIES) -> list[Any]:
        if self.is_broken:
            return [Unavailable(self.obstacle)] * len(taken)
        began = time.monotonic()
        try:
            results = self._write(taken)
        except SQLAlchemyError as error:
            took = time.monotonic() - began
            self._is_stuck |= took > HANGS
            if isinstance(error, DBAPIError):
                is_act = taken[0].job is None  # a job may not be what it was
                if tries > 1 and is_act and took < QUICK and self._database.kind.is_passing(error):
                    return self._results(taken, tries - 1)
            why, known = obstacles.why(error), self.obstacle
            self._refused_at, self._refused_why = time.monotonic(), why
            if isinstance(error, DBAPIError) and self._database.kind.is_broken(error):
                self._break(why)
            elif why != known:  # once, however many are refused; not its text, which may hold what somebody wrote
                log.error("the store refused a write: %s (%s)", why, type(error).__name__)  # noqa: TRY400
            if len(taken) == 1 or isinstance(error, OperationalError | NoneFree) or self.is_broken:
                return [Unavailable(why)] * len(taken)
            return [self._results([one])[0] for one in taken]
        except Exception as error:  # noqa: BLE001 - whoever waits gets an answer, whatever went wrong
            _log_failure("a batch", error)
            return [Failed("a batch failed")] * len(taken)
        self._is_stuck = False
        if self._refused_why and (taken[0].job is None or self._refused_why not in obstacles.OF_SIZE):
            self._refused_why = ""
            log.warning("the store takes writes again")
        return results

    def _break(self, why: str) -> None:
        self.is_broken = True
        log.critical("%s", why)
        self.on_broken()

    def _write(self, taken: Sequence[Waiting]) -> list[Any]:
        with self.figures, self._database.transaction() as connection:
            self.figures.locked(acts=0 if taken[0].job is not None else len(taken))
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
                except SQLAlchemyError:
                    raise  # that of the transaction
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

"""The intake of a database that is older than what the world has seen: people can leave, and nothing else happens.

1. Withdrawals, texts that may be one, and reports that a person blocked us (`core.leaving`) are decided by what the old
   database knows, written into the journal instead of it, and answered once that is on the disk. The database itself
   is not changed.
2. A repeated event gets the bytes of its first answer, also after a restart, and after the journal was taken in.
3. A text that only may be a withdrawal gets no answer now: its question would be lost with the old database.
4. Everything else is refused, so that nobody agrees to what nobody will know.
5. Gateways that share the database share the journal: the lock of the writers is held from looking into it until it is
   written, so each event has one answer, whichever of them it came to.
6. When the right database is back, `take_in` hands the journal down the one road before anything else: with the time
   and the witness of then, and the answer that was given. What was taken in twice counts once.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection

from capture_gateway.core import leaving
from capture_gateway.core.act import Act, Intent
from capture_gateway.core.disclosure import Words
from capture_gateway.core.errors import Failed, OnlyWithdrawals, Unavailable
from capture_gateway.core.program import Program
from capture_gateway.core.state import CONFLICT, Book, Decision
from capture_gateway.intake import Answer, Intake, Render
from capture_gateway.intake.batch import Batch
from capture_gateway.intake.queue import Waiting
from capture_gateway.storage.database import Database
from capture_gateway.storage.journal import Entry, Journal

log = logging.getLogger(__name__)

T = TypeVar("T")
_SILENCE = Decision("silent")


class RolledBack(Intake):
    """Takes withdrawals into the journal, and refuses everything else. `why`: a sentence for the operator."""

    def __init__(
        self,
        database: Database,
        book: Book,
        *,
        now: Callable[[], int],
        random: Callable[[int], bytes],
        journal: Journal,
        why: str,
    ) -> None:
        super().__init__(database, book, now=now, random=random)
        self.closed = why
        self._journal = journal

    async def receive(self, act: Act, render: Render) -> Answer:
        """Make `act` durable in the journal and give its answer. OnlyWithdrawals for any act that is none."""
        if not leaving.leaves(act):
            raise OnlyWithdrawals("the database is older than what was signed")
        return await super().receive(act, render)

    async def run(self, job: Callable[[Connection], T]) -> T:
        """OnlyWithdrawals: nothing is written to this database."""
        del job
        raise OnlyWithdrawals("the database is older than what was signed")

    def _keep_texts(self, current: Sequence[Words]) -> None:
        self._texts = {words.sha256: words.text for words in current}

    def _write(self, taken: Sequence[Waiting]) -> list[Any]:
        if taken[0].job is not None:  # whether the store answers (`intake` 7); this one is not written
            with self._database.reading():
                return [None]
        new: dict[str, Entry] = {}
        acts = [one.act for one in taken if one.act is not None]
        with self._database.transaction() as connection:
            batch = Batch(connection, acts, book=self._book, texts=self._texts, random=self._random, now=self._now())
            try:
                self._journal.refresh()
                results = [self._answered(one, batch, new) for one in taken]
                self._journal.add(list(new.values()))
            except OSError as error:
                log.error("the journal of withdrawals cannot be written: %s", error.strerror)  # noqa: TRY400
                return [Unavailable("the journal cannot be written")] * len(taken)
        return results

    def _answered(self, one: Waiting, batch: Batch, new: dict[str, Entry]) -> Any:
        act, render = one.act, one.render
        assert act is not None  # noqa: S101 - jobs are refused
        assert render is not None  # noqa: S101
        before = new.get(act.key) or self._journal.entries.get(act.key)
        if before is not None:
            if before.act["fingerprint"] != act.fingerprint:
                return render(CONFLICT)
            return Answer(before.status, before.media_type, before.body)
        said: list[Words | None] = []

        def noting(decision: Decision) -> Answer:
            said.append(decision.reply)
            return render(decision)

        try:
            answer = noting(_SILENCE) if act.intent is Intent.UNCLEAR else batch.answer(act, noting)
        except Exception as error:  # noqa: BLE001 - whatever the old database makes of it, they are out
            log.error("deciding a withdrawal failed with %s: it is journalled", type(error).__name__)  # noqa: TRY400
            answer = noting(_SILENCE)
        words = leaving.said(said[-1]) if said else None
        new[act.key] = Entry(leaving.to_json(act), words, answer.status, answer.media_type, answer.body)
        return answer


async def take_in(intake: Intake, journal: Journal, programs: Mapping[str, Program]) -> int:
    """Hand what stands in the journal down the road, in its order, and remove it; how many there were.

    Unavailable when the store does not take them; the journal is as it was then.
    """
    taken: set[str] = set()
    failed = 0
    while new := [entry for entry in journal.entries.values() if entry.key not in taken]:
        for entry in new:
            taken.add(entry.key)
            try:
                act = leaving.again(leaving.from_json(entry.act, programs), entry.words)
                await intake.receive(act, _as_before(entry))
            except (Failed, LookupError, TypeError, ValueError) as error:
                log.error("a journalled withdrawal cannot be taken in: %s", type(error).__name__)  # noqa: TRY400
                failed += 1
        if failed or journal.damaged or journal.remove():
            break
    failed += journal.damaged
    if failed and (aside := journal.set_aside()) is not None:
        log.error("%d journalled withdrawals could not be taken in: they are kept in %s", failed, aside)
    if taken:
        log.warning("%d withdrawals were taken in that the journal kept", len(taken))
    return len(taken)


def _as_before(entry: Entry) -> Render:
    return lambda _decision: Answer(entry.status, entry.media_type, entry.body)

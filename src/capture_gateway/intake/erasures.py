"""Erasing people beside the one road: by order, and those who only ever asked.

1. An erasure is a job of the writer, between the acts: durable once it returns, in the ledger, and told to whoever
   waits for records. What was queued behind it is of a new person.
2. The same key is the same erasure: who sends it again gets the first result.
3. The write-ahead log is emptied after each; as long as a reader keeps that from happening, and once after every
   start, the sweep tries again.
4. The sweep looks at some of all people each time, in a fixed order, and then begins anew: its cost does not grow with
   the store. It also removes messages that are older than the program keeps them.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial

from sqlalchemy import Connection

from capture_gateway import logs
from capture_gateway.core import erasure
from capture_gateway.core.erasure import Cause, Refused
from capture_gateway.core.errors import CaptureGatewayError, Failed, Unavailable
from capture_gateway.core.program import Program
from capture_gateway.intake import Intake
from capture_gateway.storage import answers, erasing, idle
from capture_gateway.storage.answers import Kept
from capture_gateway.storage.database import STORE_ERRORS, Database
from capture_gateway.storage.erasing import Erased

log = logging.getLogger(__name__)

JSON = "application/json"
NOBODY = "asked, and did nothing more for 30 days"


class KeyReused(CaptureGatewayError):
    """The key of this erasure stands for something else."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an erasure."""

    erased: int
    """Records that were emptied."""
    records: tuple[str, ...]
    """The ids of the `erased` records."""
    remains: bool
    """Whether a withdrawal of theirs stands on."""

    @classmethod
    def of(cls, erased: Erased) -> "Done":
        """What is told of it."""
        return cls(erased.forgotten, tuple(row["id"] for row in erased.records), erased.remains)


class Erasures:
    """Erases people in the database of a running gateway. `random`: unpredictable bytes, from the writer's thread."""

    def __init__(
        self,
        intake: Intake,
        database: Database,
        programs: Mapping[str, Program],
        now: Callable[[], int],
        random: Callable[[int], bytes],
    ) -> None:
        self._intake = intake
        self._database = database
        self._programs = programs
        self._now = now
        self._random = random
        self._is_clean = False
        self._looked_at = ""

    async def erase(self, address: str, cause: Cause, once: tuple[str, str] | None = None) -> tuple[Done, bool]:
        """Erase whoever has `address`; what came of it, and whether it was done before.

        `once`: a key, and the fingerprint of what is asked. Refused; KeyReused; Unavailable.
        """
        found = await self._intake.run(partial(self._job, address, cause, once))
        if isinstance(found, CaptureGatewayError):
            raise found
        if isinstance(found, Done):
            return found, True
        await self._happened(found)
        log.info("erased %s: %d records", logs.masked(address), len(found.records))
        return Done.of(found), False

    async def ordered(self, argument: str) -> Mapping[str, int]:
        """The order of the command line: JSON of an address and a reason."""
        asked = json.loads(argument)
        done, _ = await self.erase(asked["address"], Cause(asked["reason"], "staff-transcribed"))
        return {"erased": done.erased, "records": len(done.records), "remains": int(done.remains)}

    async def sweep(self) -> None:
        """Erase some of those who only ever asked, and what was kept long enough. Unavailable.

        What cannot be done with one of them is logged, and keeps nobody else.
        """
        before = self._now() - erasure.FORGET_AFTER
        addresses = await asyncio.to_thread(self._idle, before)
        for address in addresses:
            try:
                erased = await self._intake.run(partial(self._purge, address, before))
            except Failed:
                continue
            if erased is not None:
                self._changed(erased)
        removed = await self._intake.run(partial(idle.expire, programs=self._programs.values(), now=self._now()))
        if addresses or removed:
            self._is_clean = False
        if not self._is_clean:
            await self._scrub()

    def _job(
        self, address: str, cause: Cause, once: tuple[str, str] | None, connection: Connection
    ) -> Erased | Done | Refused | KeyReused:
        key, fingerprint = once or ("", "")
        if key:
            known = answers.find(connection, {key}).get(key)
            if known is not None:
                body = known.opened(connection, None)
                if body is None or known.fingerprint != answers.fingerprint(connection, fingerprint):
                    return KeyReused("the key was used before")
                told = json.loads(body)
                return Done(told["erased"], tuple(told["records"]), told["remains"])
        try:
            erased = self._erased(connection, address, cause)
        except Refused as refused:
            return refused
        if key:
            body = json.dumps(asdict(Done.of(erased))).encode()
            answers.keep(connection, {key: Kept(fingerprint, 200, JSON, body, None)}, self._now())
        return erased

    def _erased(self, connection: Connection, address: str, cause: Cause) -> Erased:
        return erasing.erase(connection, address, cause, self._programs, now=self._now(), random=self._random)

    def _idle(self, before: int) -> list[str]:
        try:
            with self._database.reading() as connection:
                addresses, self._looked_at = idle.found(connection, before, self._looked_at)
        except STORE_ERRORS as error:
            raise Unavailable("the store cannot be read") from error
        return addresses

    def _purge(self, address: str, before: int, connection: Connection) -> Erased | None:
        """None: they are kept, or have done something meanwhile."""
        if not idle.still(connection, address, before):
            return None
        try:
            return self._erased(connection, address, Cause(NOBODY, "gateway-observed", rule=erasure.ONLY_ASKED))
        except Refused:
            return None

    async def _happened(self, erased: Erased) -> None:
        self._changed(erased)
        if erased.forgotten or erased.records or not self._is_clean:
            await self._scrub()

    def _changed(self, erased: Erased) -> None:
        if erased.records:
            self._intake.captured.update((row["event"], row["channel"]) for row in erased.records if not row["test"])
            self._intake.changes.happened(erased.records)

    async def _scrub(self) -> None:
        self._is_clean = await asyncio.to_thread(erasing.scrub, self._database)
        if not self._is_clean:
            log.info("the write-ahead log is read: what was erased leaves it within a minute after that")

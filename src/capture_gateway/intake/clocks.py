"""Whether the clock of this machine may date what everybody reads.

1. Append times never go back (`intake` 5): what one gateway whose clock is fast has dated, dates all that any of them
   writes after it. So where others may write, this clock is compared with that of the database's server, at the start
   and every EVERY seconds. As much as the question itself took is not held against it.
2. A difference over WARNED is told, in the log and in /metrics. Over MOST the gateway does not start; one that runs
   writes nothing, withdrawals neither, until the clock is right: who sent one asks again, and another gateway takes it.
3. A server that cannot answer is asked again. Until then what was found last holds.
4. A ledger that is dated into the future, on either engine, is told at the start: what comes now gets its newest time
   until the clock is there.
"""

import asyncio
import logging
from collections.abc import Callable
from functools import partial

from sqlalchemy import Connection

from capture_gateway.core.errors import OperatorError
from capture_gateway.intake import Intake
from capture_gateway.storage import clock
from capture_gateway.storage.database import STORE_ERRORS, Database

log = logging.getLogger(__name__)

EVERY = 15.0
"""Seconds."""
WARNED, MOST = 5_000, 60_000
"""Milliseconds."""


class Clocks:
    """Of one gateway, whose `intake` it holds. `machine`: its clock, in milliseconds since the epoch."""

    def __init__(self, database: Database, intake: Intake, machine: Callable[[], int]) -> None:
        self._database = database
        self._intake = intake
        self._machine = machine
        self.ahead: int | None = None
        """Milliseconds by which it is ahead of the server's, less than 0 where it is behind; None: not compared."""

    def start(self, now: int) -> None:
        """Rules 2 and 4, where a gateway starts at `now`. OperatorError."""
        with self._database.reading() as connection:
            newest = clock.of_ledger(connection)
            ahead = _ahead(connection, self._machine) if self._database.is_shared else None
        if ahead is not None:
            if abs(ahead) > MOST:
                raise OperatorError(f"{_difference(ahead)}: set the one that is wrong (NTP), then start again.")
            self._found(ahead)
        if newest - now > MOST:
            log.warning(
                "the newest record is dated %d s after this machine's clock: a clock was fast, or this one is slow; "
                "until it is there, what is written gets the date of that record, and its own as received_at",
                (newest - now) // 1000,
            )

    async def serve(self) -> None:
        """Compare for ever; not at all where nobody else writes."""
        while self._database.is_shared:
            await asyncio.sleep(EVERY)
            await self.look()

    async def look(self) -> None:
        """Compare once."""
        try:
            self._found(await self._database.read(partial(_ahead, machine=self._machine)))
        except STORE_ERRORS:
            return

    def _found(self, ahead: int) -> None:
        before, self.ahead = self.ahead or 0, ahead
        self._intake.held = _difference(ahead) if abs(ahead) > MOST else ""
        if _how_bad(ahead) == _how_bad(before):
            return
        if self._intake.held:
            log.error("%s: nothing is written until it is right", self._intake.held)
        elif _how_bad(ahead):
            log.warning("%s", _difference(ahead))
        else:
            log.warning("the clock of this machine agrees with the database's again")


def _difference(ahead: int) -> str:
    return f"the clock of this machine differs from the database's by {round(abs(ahead) / 1000)} s"


def _how_bad(ahead: int) -> int:
    return (abs(ahead) > WARNED) + (abs(ahead) > MOST)


def _ahead(connection: Connection, machine: Callable[[], int]) -> int:
    """0 where the server's time lies between the question and the answer."""
    before = machine()
    server = clock.of_server(connection)
    return max(before - server, 0) + min(machine() - server, 0)

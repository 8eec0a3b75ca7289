"""What other gateways committed to the same database: noticed within a moment, and told to whoever waits for records.

1. Where others may write, the head of the tree is asked for every EVERY seconds. Nobody has to be told that we are
   there, and a message that gets lost loses nothing. On SQLite there is nobody else, and nothing is asked.
2. Records are told in ledger order, each once: those of this process when it committed them, the others here. One that
   comes between the two may be told twice.
3. When somebody was erased, no key of a person stays at hand here either.
4. A database that cannot answer is asked again; whoever needs it says that it is gone.
"""

import asyncio
from collections.abc import Sequence
from functools import partial

from sqlalchemy import Connection

from capture_gateway.intake.changes import Changes, Row
from capture_gateway.storage import records
from capture_gateway.storage.database import STORE_ERRORS, Database

EVERY = 0.2
"""Seconds."""
PIECE = 1_000
"""Records that are read at a time."""


class Elsewhere:
    """Tells `changes` what came from elsewhere. For one event loop."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database = database
        self._changes = changes
        self._told: int | None = None
        """Every record before this position is told of; None: nobody looked yet."""
        self._own: set[int] = set()
        """Positions from there on that this process told of."""

    async def serve(self) -> None:
        """Look for ever; not at all where nobody else writes."""
        if not self._database.is_shared:
            return
        self._changes.on_rows = self._note
        while True:
            if not await self.look():
                await asyncio.sleep(EVERY)

    async def look(self) -> bool:
        """Tell what is new; whether there may be more."""
        self._skip_own()
        try:
            size, rows = await self._database.read(partial(_found, after=self._told))
        except STORE_ERRORS:
            return False
        if self._told is None:
            self._told, self._own = size, set()
            return False
        self._skip_own()  # what was committed while the store was asked
        news = [row for row in rows if row["position"] >= self._told and row["position"] not in self._own]
        if rows:
            self._told = max(self._told, rows[-1]["position"] + 1)
            self._own = {position for position in self._own if position >= self._told}
        if any(row["event"] == "erased" for row in news):
            self._database.vault.forget()
        if news:
            self._changes.happened(news)
        return len(rows) == PIECE

    def _note(self, rows: Sequence[Row]) -> None:
        self._own.update(row["position"] for row in rows if self._told is None or row["position"] >= self._told)

    def _skip_own(self) -> None:
        while self._told in self._own:
            self._own.discard(self._told)
            self._told += 1


def _found(connection: Connection, after: int | None) -> tuple[int, Sequence[Row]]:
    """How many records there are, and the next ones from position `after` on."""
    size, _ = records.head(connection)
    if after is None or size <= after:
        return size, ()
    return size, records.columns(connection, after, PIECE)

"""Whose turn it is to deliver: where several gateways share a database, one of them does (`storage.leases`).

1. Whoever has the turn says so at every look. Who has not takes it when it was given up, or when its holder was silent
   for SILENCE, by a stopwatch of our own.
2. Who could not say so for OWN_SILENCE, because the database is gone or slow, has it no longer: somebody else is about
   to take it. A process that was frozen learns at its next look that it lost it.
3. Two may believe for a moment that it is theirs. Then a message may come twice, under the same id, and the cursors
   stay right (`storage.outcomes` 2).
4. On SQLite there is one gateway, and it is always its turn.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from capture_gateway.core.errors import CaptureGatewayError
from capture_gateway.outbox.sending import Writer
from capture_gateway.storage import leases
from capture_gateway.storage.database import STORE_ERRORS, Database
from capture_gateway.storage.leases import NOBODY, Lease

NAME = "webhooks"
SILENCE = 10.0
"""Seconds after which a holder that says nothing has lost it."""
OWN_SILENCE = 7.0
"""Seconds after which a holder that cannot say anything stops: well before that."""


class Turn:
    """The turn of one gateway. For one event loop.

    `holder`: a name that no other process has; `ticks`: seconds of a clock that never jumps.
    """

    def __init__(
        self, writer: Writer, database: Database, holder: str, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self._writer = writer
        self._database = database
        self._holder = holder
        self._ticks = ticks
        self._has = not database.is_shared
        self._said_at = 0.0
        """When we last said that it is ours."""
        self._seen: Lease | None = None
        self._seen_at = 0.0
        """Since when it has been like this."""

    async def look(self) -> bool:
        """Say that it is ours, or take it if that is possible; whether it is our turn."""
        if not self._database.is_shared:
            return True
        began = self._ticks()
        try:
            has = await (self._say() if self._has else self._try(began))
        except (CaptureGatewayError, *STORE_ERRORS):
            self._has = self._has and self._ticks() - self._said_at < OWN_SILENCE
        else:
            self._has, self._said_at = has, began
        return self._has

    async def give_up(self) -> None:
        """Leave it to others; where that cannot be written, they find out."""
        if self._has and self._database.is_shared:
            self._has = False
            with suppress(CaptureGatewayError):
                await self._writer.run(partial(leases.give_up, name=NAME, holder=self._holder))

    async def _say(self) -> bool:
        return await self._writer.run(partial(leases.beat, name=NAME, holder=self._holder))

    async def _try(self, now: float) -> bool:
        found = await self._database.read(partial(leases.standing, name=NAME))
        if found != self._seen:
            self._seen, self._seen_at = found, now
        if found is not None and found.holder != NOBODY and now - self._seen_at < SILENCE:
            return False
        return await self._writer.run(partial(leases.take, name=NAME, holder=self._holder, seen=found))

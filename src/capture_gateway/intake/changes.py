"""That records were committed, for those who wait for some of them on the event loop.

1. Who waits says what concerns them, and is told of nothing else: a commit costs a comparison for each of them, and a
   question to the store for those alone whose record has come.
2. What was committed since they looked is not waited for.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
"""Of a new record: the columns of `EvidenceRow`; `leaf`, `leaf_hash` and `sealed` of our own alone."""
Concerns = Callable[[Row], bool]


class Changes:
    """Counts commits that wrote records, whichever gateway's. For one event loop."""

    def __init__(self) -> None:
        self.count = 0
        self.ended = False
        self._waiting: dict[asyncio.Future[None], Concerns] = {}
        self.listeners: list[Callable[[], None]] = []
        """Called on the event loop after each such commit."""
        self.on_rows: Callable[[Sequence[Row]], None] = lambda _rows: None
        """Called with what was committed, before anybody else."""

    def happened(self, rows: Sequence[Row]) -> None:
        """Records were committed, by this process or another one (`intake.elsewhere`); on the event loop."""
        self.on_rows(rows)
        self.count += 1
        self._wake([one for one, concerns in self._waiting.items() if any(map(concerns, rows))])
        for listener in self.listeners:
            listener()

    def end(self) -> None:
        """Nothing more will come: nobody waits any longer."""
        self.ended = True
        self._wake([*self._waiting])

    async def after(self, count: int, seconds: float, concerns: Concerns) -> bool:
        """Whether a record that `concerns` them may have come since the count was `count`, within so many seconds."""
        if self.ended:
            return False
        if self.count > count:
            return True
        waiting = asyncio.get_running_loop().create_future()
        self._waiting[waiting] = concerns
        try:
            async with asyncio.timeout(seconds):
                await waiting
        except TimeoutError:
            return False
        finally:
            self._waiting.pop(waiting, None)
        return not self.ended

    def _wake(self, waiting: Sequence["asyncio.Future[None]"]) -> None:
        for one in waiting:
            del self._waiting[one]
            if not one.done():
                one.set_result(None)

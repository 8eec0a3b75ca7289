"""That something was committed, for those who wait for it on the event loop."""

import asyncio
import contextlib
from collections.abc import Callable


class Changes:
    """Counts commits that wrote records. For one event loop."""

    def __init__(self) -> None:
        self.count = 0
        self.ended = False
        self._waiting: set[asyncio.Future[None]] = set()
        self.listeners: list[Callable[[], None]] = []
        """Called on the event loop after each such commit."""

    def happened(self) -> None:
        """Records were committed; on the event loop."""
        self.count += 1
        self._wake()
        for listener in self.listeners:
            listener()

    def end(self) -> None:
        """Nothing more will come: nobody waits any longer."""
        self.ended = True
        self._wake()

    async def after(self, count: int, seconds: float) -> bool:
        """Whether the count has grown beyond `count`, within so many seconds."""
        if self.count == count and not self.ended:
            waiting = asyncio.get_running_loop().create_future()
            self._waiting.add(waiting)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await waiting
            self._waiting.discard(waiting)
        return self.count > count and not self.ended

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, set()
        for one in waiting:
            if not one.done():
                one.set_result(None)

"""The worker: woken when texts were written, and looking by itself for what is due."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

from sqlalchemy import Connection

from capture_gateway.core.errors import CaptureGatewayError
from capture_gateway.outbox import leasing
from capture_gateway.outbox.sending import Sender
from capture_gateway.storage.outbox import Stored

log = logging.getLogger(__name__)

MOST = 10
"""Texts that are under way at a time."""
POLL = 1.0
"""Seconds between two looks for what is due."""
GRACE = 5.0
"""Seconds that texts under way have when the gateway ends; what is left is looked for after the next start."""


class Worker:
    """Does what is due in the outbox, on one event loop."""

    def __init__(self, sender: Sender, is_due: Callable[[int], Awaitable[bool]]) -> None:
        self._sender = sender
        self._is_due = is_due
        self._woken = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()
        self._loop: asyncio.Task[None] | None = None
        self._is_taking = False

    @property
    def is_busy(self) -> bool:
        """Whether anything is under way."""
        return self._is_taking or bool(self._under_way)

    def start(self) -> None:
        """Begin. Call from the event loop."""
        self._loop = asyncio.create_task(self._run())

    def wake(self) -> None:
        """Something was written. Call from the event loop."""
        self._woken.set()

    async def stop(self) -> None:
        """Begin nothing new, and give what is under way a moment to end."""
        if self._loop is not None:
            self._loop.cancel()
            with suppress(asyncio.CancelledError):
                await self._loop
        with suppress(TimeoutError):
            async with asyncio.timeout(GRACE):
                await self.settled()
        for task in self._under_way:
            task.cancel()

    async def take(self) -> bool:
        """Begin with what is due, as far as there is room; whether there was anything. Unavailable, from the store."""
        room = MOST - len(self._under_way)
        if room <= 0 or not await self._is_due(self._sender.now()):
            return False
        self._is_taking = True
        try:
            for one in await self._sender.writer.run(partial(self._lease, room)):
                task = asyncio.create_task(self._sender.do(one))
                self._under_way.add(task)
                task.add_done_callback(self._done)
        finally:
            self._is_taking = False
        return True

    async def settled(self) -> None:
        """Wait until nothing is under way."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    async def emptied(self) -> None:
        """Do everything that is due now, and wait until it is done. Unavailable, from the store."""
        while await self.take() or self._under_way:
            await self.settled()

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            try:
                if await self.take():
                    continue
            except CaptureGatewayError as error:  # the store; where it failed, it is logged
                log.warning("the outbox waits: %s", error)
            with suppress(TimeoutError):
                async with asyncio.timeout(POLL):  # `wait_for` loses a cancellation that comes with the event
                    await self._woken.wait()

    def _lease(self, room: int, connection: Connection) -> list[Stored]:
        return leasing.lease(connection, self._sender.now(), room, self._sender.lines)

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._under_way.discard(task)
        self._woken.set()

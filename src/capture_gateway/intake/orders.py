"""Orders of the command line, worked off by the one gateway that runs."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from sqlalchemy import Connection

from capture_gateway.core.errors import CaptureGatewayError
from capture_gateway.intake import Intake
from capture_gateway.storage import orders
from capture_gateway.storage.orders import Order

log = logging.getLogger(__name__)

POLL = 1.0
"""Seconds."""

Worker = Callable[[str], Awaitable[Mapping[str, int]]]
"""The argument of an order -> its result: figures by name. CaptureGatewayError when it cannot be done."""


class Orders:
    """Takes orders, one after the other. `workers`: by kind."""

    def __init__(
        self,
        intake: Intake,
        is_waiting: Callable[[], Awaitable[bool]],
        workers: Mapping[str, Worker],
        now: Callable[[], int],
    ) -> None:
        self._intake = intake
        self._is_waiting = is_waiting
        self._workers = workers
        self._now = now

    async def serve(self) -> None:
        """Look for orders, for ever."""
        started_at = self._now()
        while True:
            try:
                if await self._is_waiting():
                    await self._next(started_at)
            except CaptureGatewayError as error:
                log.warning("orders wait: %s", error)
            await asyncio.sleep(POLL)

    async def do(self, kind: str, argument: str) -> str:
        """The result of one order as JSON: figures by name, or `error` and a sentence."""
        worker = self._workers.get(kind)
        if worker is None:
            return json.dumps({"error": f"this gateway knows no order {kind}: it is of another version"})
        try:
            return json.dumps(await worker(argument))
        except CaptureGatewayError as error:
            return json.dumps({"error": str(error)})
        except Exception as error:  # noqa: BLE001 - who waits gets an answer; the log must not hold what somebody wrote
            log.error("the order %s failed with %s", kind, type(error).__name__)  # noqa: TRY400
            return json.dumps({"error": "it failed; the log of the gateway says how"})

    async def _next(self, started_at: int) -> None:
        order: Order | None = await self._intake.run(partial(self._take, started_at))
        if order is not None:
            log.info("working on the order %s", order.kind)
            result = await self.do(order.kind, order.argument)
            await self._intake.run(lambda connection: orders.finish(connection, order.id, result))

    def _take(self, started_at: int, connection: Connection) -> Order | None:
        return orders.take(connection, now=self._now(), started_at=started_at)

"""`GET /healthz`: the process answers. `GET /readyz`: it can do its work now, or 503 and the reason."""

import asyncio
from collections.abc import Callable, Sequence

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from capture_gateway.core.errors import Unavailable
from capture_gateway.intake import Intake
from capture_gateway.storage import obstacles, records

PATIENCE = 5.0
"""Seconds that a write may take."""


class Health:
    """Of one gateway. `obstacles`: each gives a sentence while something keeps it from its work, else nothing."""

    def __init__(self, intake: Intake, obstacles: Sequence[Callable[[], str]]) -> None:
        self._intake = intake
        self._obstacles = obstacles

    def routes(self) -> list[Route]:
        """To be served at the root."""
        return [
            Route("/healthz", self._process, methods=["GET"]),
            Route("/readyz", self._work, methods=["GET"]),
        ]

    async def is_writable(self) -> bool:
        """Whether acts can be written."""
        return not await self._why_not()

    async def _why_not(self) -> str:
        try:
            await asyncio.wait_for(self._intake.run(records.touch), timeout=PATIENCE)
        except Unavailable as error:
            return str(error)
        except TimeoutError:
            return obstacles.SLOW
        return self._intake.obstacle

    async def _process(self, _request: Request) -> Response:
        return _json({"ok": True}, 200)

    async def _work(self, _request: Request) -> Response:
        reasons = [reason for reason in (one() for one in self._obstacles) if reason]
        reason = reasons[0] if reasons else await self._why_not()
        if reason:
            return _json({"ready": False, "reason": reason}, 503)
        return _json({"ready": True}, 200)


def _json(body: dict[str, bool | str], status: int) -> Response:
    return Response(orjson.dumps(body), status, media_type="application/json")

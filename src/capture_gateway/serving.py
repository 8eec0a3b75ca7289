"""The HTTP server: uvicorn, which waits for every answer under way before it ends.

1. Who waits for something that may never come (`GET /v1/evidence?wait=60`) is answered first; the end of the gateway
   would otherwise wait for them, and then cut them off.
2. Who is still not answered when the wait is over (a body of which the rest never came) is answered 503 and cut off:
   nothing failed, so nothing is logged but how many they were.
"""

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class Server(uvicorn.Server):
    """`ending` is called on the event loop when no new connection is taken any more."""

    def __init__(self, config: uvicorn.Config, ending: Callable[[], None]) -> None:
        config.app = _CutOff(config.app)
        super().__init__(config)
        self._ending = ending

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn's."""
        self._ending()
        await super().shutdown(sockets)


class _CutOff:
    """ASGI, around everything: rule 2. Uvicorn cancels what it does not wait for any longer."""

    def __init__(self, app: Any) -> None:
        self._app: ASGIApp = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on."""
        try:
            await self._app(scope, receive, send)
        except asyncio.CancelledError:
            if scope["type"] != "http":
                raise
            with suppress(RuntimeError):  # its answer has begun
                headers = {"Retry-After": "1", "Connection": "close"}
                await PlainTextResponse("the gateway is ending\n", 503, headers)(scope, receive, send)

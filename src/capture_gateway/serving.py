"""The HTTP server: uvicorn, which waits for every answer under way before it ends.

1. Who waits for something that may never come (`GET /v1/evidence?wait=60`) is answered first; the end of the gateway
   would otherwise wait for them, and then cut them off.
2. Who is still not answered when the wait is over (a body of which the rest never came) is answered 503 and cut off:
   nothing failed, so nothing is logged but how many they were.
3. A process that does nothing else (`Process`) takes no new connection from the signal on, says `Connection: close`
   with every answer on those it has, and closes them a moment later: who asks in that moment is answered.
4. It is gone WITHIN seconds of the signal, whatever hangs: what was acknowledged is durable.
5. One that may not go on (`break_off`) ends like that by itself, with the status that says so to its supervisor.
"""

import asyncio
import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

log = logging.getLogger(__name__)

WITHIN = 8.5
"""Seconds; supervisors (systemd, Docker, Kubernetes) kill after 10 at the earliest."""
DRAIN = 5
"""Seconds for answers under way: somewhat more than a write may take. The rest is for what ends after them."""
MOMENT = 0.5
"""Seconds in which open connections are told that they close."""
BROKEN_DRAIN = 1
"""Seconds, where nothing can be written any more."""
_CLOSE = (b"connection", b"close")


class Server(uvicorn.Server):
    """`ending` is called on the event loop when no new connection is taken any more."""

    status = 0
    """What the process is to end with."""
    moment = 0.0
    """Seconds: rule 3."""

    def __init__(self, config: uvicorn.Config, ending: Callable[[], None]) -> None:
        config.app = _CutOff(config.app)
        super().__init__(config)
        self._ending = ending

    def break_off(self) -> None:
        """End: this process may not go on. From any thread. Rule 5."""
        self.status = os.EX_IOERR
        self.config.timeout_graceful_shutdown = BROKEN_DRAIN
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn's."""
        for server in self.servers:
            server.close()
        for one in sockets or ():
            one.close()
        self.server_state.default_headers = [*self.server_state.default_headers, _CLOSE]
        self._ending()
        until = time.monotonic() + self.moment
        while self.server_state.connections and time.monotonic() < until:  # noqa: ASYNC110 - uvicorn tells nobody
            await asyncio.sleep(0.02)
        await super().shutdown(sockets)


class Process(Server):
    """A server that is all that its process does."""

    moment = MOMENT

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal that ends it."""
        self._be_gone_within()
        super().handle_exit(sig, frame)

    def break_off(self) -> None:
        """As a server's."""
        super().break_off()
        self._be_gone_within()

    def _be_gone_within(self) -> None:
        """Rule 4. Not even the event loop is asked."""
        last = threading.Timer(WITHIN, self._be_gone)
        last.daemon = True
        last.start()

    def _be_gone(self) -> None:
        log.error("the gateway did not end in %.1f s: it is cut off", WITHIN)
        os._exit(self.status or os.EX_TEMPFAIL)


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

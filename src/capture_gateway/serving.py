"""The HTTP server: uvicorn, which waits for every answer under way before it ends.

1. Who waits for something that may never come (`GET /v1/evidence?wait=60`) is answered first; the end of the gateway
   would otherwise wait for them, and then cut them off.
"""

import socket
from collections.abc import Callable

import uvicorn


class Server(uvicorn.Server):
    """`ending` is called on the event loop when no new connection is taken any more."""

    def __init__(self, config: uvicorn.Config, ending: Callable[[], None]) -> None:
        super().__init__(config)
        self._ending = ending

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn's."""
        self._ending()
        await super().shutdown(sockets)

"""Only this computer, and only its own pages.

The demo's tokens are known to everybody. A page from elsewhere must not be able to use them: by a name that resolves to
127.0.0.1 (DNS rebinding), or by a form that posts here from another site.
"""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class LocalOnly:
    """ASGI: 421 for another `Host` than loopback's own names; 403 for a post to the phone from another origin."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        if host.lower() not in self._hosts:
            answer = PlainTextResponse("the demo answers to its own address on this computer only\n", 421)
            await answer(scope, receive, send)
        elif scope["path"].startswith("/demo/") and origin is not None and origin != f"http://{host}":
            await PlainTextResponse("the phone answers to its own page only\n", 403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

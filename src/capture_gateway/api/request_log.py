"""Requests in the log: under which id, and what is said of those that did not get what they came for.

1. A request has an id: that of its `X-Request-Id`, which a proxy gave it, where it is 1 to 64 letters, digits, dots,
   underscores and hyphens; else a fresh one. What may be a telephone number is no id.
2. The answer carries it as `X-Request-Id`, and every line of the log that is written meanwhile. A provider shows the
   headers that it was answered with, so that somebody who asks what became of a request knows the id.
3. One line tells of each request of a provider or visitor that was refused, and of each one that failed here: method,
   route, status, milliseconds, and why. The route as it is written in this program: a path may hold a number.
4. Of what went well the ledger tells, with the provider's own id, and costs no line.
"""

import logging
import re
from collections.abc import Awaitable, Callable
from time import perf_counter

from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from capture_gateway import logs

log = logging.getLogger(__name__)

_HEADER = b"x-request-id"
_ID = re.compile(rb"(?![0-9._-]{7,20}\Z)[A-Za-z0-9._-]{1,64}")
_LINES = "/c/"
_REASON = "capture_gateway.reason"
_BAD, _FORBIDDEN, _BROKEN = 400, 403, 500


class RequestLog:
    """ASGI, around everything else. `random` gives unpredictable bytes."""

    def __init__(self, app: ASGIApp, random: Callable[[int], bytes]) -> None:
        self._app = app
        self._random = random

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; the answer gets its header."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        identifier = _given(scope) or self._random(8).hex().encode()
        logs.request.set(identifier.decode())  # for this task, which answers nothing else
        header, started = (_HEADER, identifier), perf_counter()

        def answering(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], header]
                if message["status"] >= _BAD:
                    _tell(scope, message["status"], perf_counter() - started)
            return send(message)

        await self._app(scope, receive, answering)


def because(scope: Scope, reason: Exception | str) -> None:
    """Why it is refused: a sentence of this program, for the line about it."""
    scope[_REASON] = str(reason)


def _given(scope: Scope) -> bytes | None:
    for name, value in scope["headers"]:
        if name == _HEADER:
            return value if _ID.fullmatch(value) else None
    return None


def _tell(scope: Scope, status: int, seconds: float) -> None:
    """Rule 3. Integrators see by themselves what they asked wrongly."""
    if status >= _BROKEN or scope["path"].startswith(_LINES):
        level = logging.WARNING if status >= _BROKEN or status == _FORBIDDEN else logging.INFO
        reason = scope.get(_REASON)
        log.log(
            level, "refused a request: %s %s with %d after %.0f ms%s",
            scope["method"], _route(scope), status, seconds * 1000, f": {reason}" if reason else "",
        )  # fmt: skip


def _route(scope: Scope) -> str:
    route, below = scope.get("route"), str(scope.get("root_path", ""))
    if route is None or isinstance(route, Mount):
        return below or "(no such address)"
    return below + str(route.path)

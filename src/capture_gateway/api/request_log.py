"""Requests in the log: under which id, and what is said of those that did not get what they came for.

1. A request has an id: that of its `X-Request-Id`, which a proxy gave it, where it is a UUID (RFC 9562), or 16 to 64
   hexadecimal digits, and a letter among them; else a fresh one. Whatever else somebody writes there may be a number, a
   name or a password, and stands in no log.
2. The answer carries it as `X-Request-Id`, and every line of the log that is written meanwhile. A provider shows the
   headers that it was answered with, so that somebody who asks what became of a request knows the id.
3. One line tells of each request of a provider or visitor that was refused, of each one whose token was, and of each
   one that failed here: method, route, status, milliseconds, and why. The route as it is written in this program: a
   path may hold a number. Never the token.
4. Of what went well the ledger tells, with the provider's own id, and costs no line.
5. At most MOST such lines are written in one second, so that a flood costs no more than its answers; the next line says
   how many were left out. All are counted, for /metrics.
"""

import logging
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from time import perf_counter

from starlette.routing import BaseRoute, Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from capture_gateway import logs

log = logging.getLogger(__name__)

MOST = 50
_HEADER = b"x-request-id"
_ID = re.compile(rb"(?=.*[A-Fa-f])(?:[0-9A-Fa-f]{16,64}|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})")
_LINES = "/c/"
_REASON = "capture_gateway.reason"
_BAD, _UNAUTHORIZED, _FORBIDDEN, _BROKEN = 400, 401, 403, 500


class RequestLog:
    """ASGI, around everything else. `random` gives unpredictable bytes.

    `errors`: (line, status) -> how many of its requests were refused or failed; it is counted here.
    """

    def __init__(
        self,
        app: ASGIApp,
        random: Callable[[int], bytes],
        errors: Counter[tuple[str, int]],
        seconds: Callable[[], float] = perf_counter,
    ) -> None:
        self._app = app
        self._random = random
        self._errors = errors
        self._seconds = seconds
        self._second = 0
        """In which lines were last written: so many, and since then so many were left out."""
        self._written = self._left_out = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; the answer gets its header."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        identifier = _given(scope) or self._random(8).hex().encode()
        logs.request.set(identifier.decode())  # for this task, which answers nothing else
        header, started = (_HEADER, identifier), self._seconds()

        def answering(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), header]
                if message["status"] >= _BAD:
                    self._refused(scope, message["status"], started)
            return send(message)

        await self._app(scope, receive, answering)

    def _refused(self, scope: Scope, status: int, started: float) -> None:
        """Rule 3. Integrators see by themselves what else they asked wrongly."""
        is_line = scope["path"].startswith(_LINES)
        if is_line and "route" in scope:
            self._errors[scope["path"].split("/")[2], status] += 1
        is_denied = status in (_UNAUTHORIZED, _FORBIDDEN)
        if not is_line and not is_denied and status < _BROKEN:
            return
        now = self._seconds()
        if int(now) != self._second:
            self._second, self._written = int(now), 0
        if self._written == MOST:
            self._left_out += 1
            return
        more = f" ({self._left_out} more were not told)" if self._left_out else ""
        self._written, self._left_out = self._written + 1, 0
        level = logging.WARNING if status >= _BROKEN or is_denied else logging.INFO
        log.log(
            level, "refused a request: %s %s with %d after %.0f ms%s%s",
            scope["method"], _route(scope), status, (now - started) * 1000, scope.get(_REASON, ""), more,
        )  # fmt: skip


def because(scope: Scope, reason: Exception | str) -> None:
    """Why it is refused: a sentence of this program, for the line about it."""
    scope[_REASON] = f": {reason}"


def _given(scope: Scope) -> bytes | None:
    for name, value in scope["headers"]:
        if name == _HEADER:
            return value if _ID.fullmatch(value) else None
    return None


def _route(scope: Scope) -> str:
    if "route" not in scope and "app" in scope:  # it was refused before anybody looked for its route
        scope = _routed(scope["app"].routes, scope)
    route, below = scope.get("route"), str(scope.get("root_path", ""))
    if route is None or isinstance(route, Mount):
        return below or "(no such address)"
    return below + str(route.path)


def _routed(routes: Iterable[BaseRoute], scope: Scope) -> Scope:
    for route in routes:
        match, found = route.matches(scope)
        if match is Match.FULL:
            inner = {**scope, "route": route, **found}
            return _routed(route.routes, inner) if isinstance(route, Mount) else inner
    return scope

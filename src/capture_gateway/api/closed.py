"""What is answered while withdrawals alone are taken: the database is older than what was signed.

1. Provider's requests go on to their lines, where the intake takes withdrawals and refuses the rest; so do a person's
   own page, which has nothing but its button then, and a withdrawal that an integrator reports.
2. What says how the gateway is doing is answered: `/healthz`, `/readyz`, `/metrics`.
3. Everything else is 503, so that nobody reads what is not true any more. Permission says `"permitted": false` with it.
"""

from collections.abc import Collection, Mapping
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from capture_gateway.api import problems
from capture_gateway.api.endpoint import Operation

_TOLD = frozenset({"/healthz", "/readyz", "/metrics"})
_WITHDRAWALS = "/v1/withdrawals"
_LINES, _PAGES = "/c/", "/p/"


class Closed:
    """ASGI, before the routes of `app`. `operations`: those of the API."""

    def __init__(self, app: ASGIApp, operations: Collection[Operation]) -> None:
        self._app = app
        self._more: Mapping[str, Mapping[str, Any]] = {f"/v1{one.path}": one.unavailable for one in operations}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is still answered; 503 for the rest."""
        if scope["type"] != "http" or _is_open(scope["method"], scope["path"]):
            await self._app(scope, receive, send)
        elif scope["path"].startswith("/v1/"):
            await problems.unavailable(**self._more.get(scope["path"], {})).response()(scope, receive, send)
        else:
            await PlainTextResponse("try again later\n", 503, {"Retry-After": "60"})(scope, receive, send)


def _is_open(method: str, path: str) -> bool:
    if path in _TOLD or path.startswith(_PAGES):
        return True
    return method == "POST" and (path == _WITHDRAWALS or path.startswith(_LINES))

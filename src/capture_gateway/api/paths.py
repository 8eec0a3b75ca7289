"""One route for each path, with all its operations.

1. What a path does not do is 405, and `Allow` names all that it does (RFC 9110, 15.5.6).
2. Paths without a parameter come first: in `/evidence/import`, `import` is no id.
"""

from collections.abc import Mapping, Sequence

from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from capture_gateway.api.bearers import Bearers
from capture_gateway.api.endpoint import Endpoint


def routes(endpoints: Sequence[Endpoint], bearers: Bearers) -> list[Route]:
    """To be mounted at /v1; otherwise in the order of `endpoints`."""
    paths: dict[str, dict[str, ASGIApp]] = {}
    for one in endpoints:
        paths.setdefault(one.operation.path, {})[one.operation.method] = one.served(bearers)
    ordered = sorted(paths.items(), key=lambda path: "{" in path[0])
    return [Route(path, _ByMethod(methods), methods=[*methods]) for path, methods in ordered]


class _ByMethod:
    """ASGI: the operation of the method. HEAD is GET, whose body the server leaves out."""

    def __init__(self, methods: Mapping[str, ASGIApp]) -> None:
        self._methods = dict(methods)
        if "GET" in methods:
            self._methods["HEAD"] = methods["GET"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._methods[scope["method"]](scope, receive, send)

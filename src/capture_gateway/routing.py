"""Routes without parameters, found by their path.

Starlette asks one route after the other whether it matches (https://www.starlette.io/routing/#route-priority), which
takes longer than what most of ours do. This one stands before them all and knows at once; what it does not know, it
leaves to them: other methods, parameters, what is below a mount.
"""

from collections import defaultdict
from collections.abc import Iterable

from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send


class ByPath(BaseRoute):
    """Those of `routes` that have no parameters; the first of them that takes the method, as in a list."""

    def __init__(self, routes: Iterable[BaseRoute]) -> None:
        self._routes: dict[str, list[Route]] = defaultdict(list)
        for route in routes:
            if isinstance(route, Route) and not route.param_convertors:
                self._routes[route.path].append(route)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """FULL, or nothing."""
        if scope["type"] == "http":
            for route in self._routes.get(scope["path"], ()):
                match, found = route.matches(scope)
                if match is Match.FULL:
                    return match, {**found, "route": route}
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """By the route that was found."""
        route: Route = scope["route"]
        await route.handle(scope, receive, send)

"""The route that is found by its path is the one that a list would have found."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.testclient import TestClient

from capture_gateway.routing import ByPath


def _route(path: str, name: str, *methods: str) -> Route:
    async def endpoint(request: Request) -> Response:
        return PlainTextResponse(f"{name} {request.scope['route'].path} {request.path_params}")

    return Route(path, endpoint, methods=list(methods))


ROUTES: list[BaseRoute] = [
    _route("/c/sms/message", "message", "POST"),
    _route("/v1/things", "list", "GET"),
    _route("/v1/things", "make", "POST"),
    _route("/v1/things/{id}", "thing", "GET"),
    Mount("/docs", routes=[_route("/", "docs", "GET")]),
]
PATHS = (
    "/",
    "/c/sms/message",
    "/c/sms/message/",
    "/c/sms",
    "/v1/things",
    "/v1/things/7",
    "/docs",
    "/docs/",
    "/%2Fdocs",
)


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE"])
@pytest.mark.parametrize("path", PATHS)
def test_answers_are_those_of_the_list(method: str, path: str) -> None:
    answers = []
    for routes in (ROUTES, [ByPath(ROUTES), *ROUTES]):
        client = TestClient(Starlette(routes=routes))
        client.app.router.redirect_slashes = False  # type: ignore[attr-defined]
        answer = client.request(method, path)
        answers.append((answer.status_code, answer.text, sorted(answer.headers.get("allow", "").split(", "))))
    assert answers[0] == answers[1]


def test_it_asks_no_other_route() -> None:
    answer = TestClient(Starlette(routes=[ByPath(ROUTES)]), raise_server_exceptions=False).post("/c/sms/message")
    assert answer.text == "message /c/sms/message {}"

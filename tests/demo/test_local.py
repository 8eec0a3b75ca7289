"""The demo's tokens are known to everybody; so only this computer, and only its own pages."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from capture_gateway.demo.local import LocalOnly


async def answer(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("hello")


@pytest.fixture
def client() -> TestClient:
    return TestClient(LocalOnly(Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])]), 8080))


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:8080", "LOCALHOST:8080", "[::1]:8080"])
def test_loopbacks_own_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/v1/evidence", headers={"host": host}).text == "hello"


@pytest.mark.parametrize(
    "host", ["rebound.example:8080", "127.0.0.1:8081", "127.0.0.1", "127.0.0.1.example:8080", "0.0.0.0:8080", ""]
)
@pytest.mark.parametrize("path", ["/", "/v1/evidence", "/c/sms/message", "/demo/text"])
def test_another_host_is_421(client: TestClient, host: str, path: str) -> None:
    assert client.get(path, headers={"host": host}).status_code == 421


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:8080", "http://127.0.0.1:80"])
def test_a_page_from_elsewhere_cannot_use_the_phone(client: TestClient, origin: str) -> None:
    headers = {"host": "127.0.0.1:8080", "origin": origin}
    assert client.post("/demo/text", headers=headers).status_code == 403


def test_its_own_page_can(client: TestClient) -> None:
    headers = {"host": "localhost:8080", "origin": "http://localhost:8080"}
    assert client.post("/demo/text", headers=headers).status_code == 200

"""A small gateway for the phone alone: it serves fixed documents, and notes every request that was signed well."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient
from twilio.request_validator import RequestValidator

from capture_gateway.testing.clock import Clock
from capture_gateway.testing.phone import (
    Account,
    Call,
    Caller,
    Company,
    Exchange,
    OptOut,
    Send,
    Step,
    Texter,
    run,
    scripted,
    through,
)

PUBLIC = "https://consent.example.com/base"
ACCOUNT = Account("AC" + "1" * 32, "a-token")
PERSON, LINE = "+14155550123", "+14155550100"


@dataclass
class Documents:
    """What is served, by path below PUBLIC; and what was asked for."""

    send: Send
    by_path: dict[str, Response] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    company: Company = field(default_factory=lambda: Company(ACCOUNT, now=Clock()))

    def serve(self, path: str, inner: str, media_type: str = "text/xml") -> None:
        """Serve `<Response>inner</Response>` at `path`."""
        content = f'<?xml version="1.0" encoding="UTF-8"?><Response>{inner}</Response>'
        self.by_path[path] = Response(content, media_type=media_type)

    def call(self, *script: Step, number: str = PERSON) -> Call:
        caller = Caller(
            self.company, number, line=LINE, url=f"{PUBLIC}/call#rc=3&rp=ct,5xx", status_url=f"{PUBLIC}/ended"
        )
        return run(scripted(caller.walk(), script), self.send)

    def texter(self, opt_out: OptOut = "gateway", number: str = PERSON) -> Texter:
        return Texter(self.company, number, line=LINE, url=f"{PUBLIC}/message", opt_out=opt_out)

    def text(self, body: str, opt_out: OptOut = "gateway", **extra: str) -> Exchange:
        return run(self.texter(opt_out).text(body, **extra), self.send)

    @property
    def paths(self) -> Sequence[str]:
        """What was asked for, the end of the call aside."""
        return [f"{method} {path}" for method, path, _ in self.asked if path != "/ended"]

    async def answer(self, request: Request) -> Response:
        query, path = request.url.query, request.url.path
        url = PUBLIC + path + (f"?{query}" if query else "")
        fields = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
        if not RequestValidator(ACCOUNT.token).validate(url, fields, request.headers.get("x-twilio-signature", "")):
            return Response(status_code=403)
        self.asked.append((request.method, path, fields or dict(parse_qsl(query, keep_blank_values=True))))
        self.headers.append(dict(request.headers))
        served = self.by_path.get(path)
        return served or Response(status_code=200 if path in ("/ended", "/report") else 404)


@pytest.fixture
def gateway() -> Iterator[Documents]:
    app = Starlette()
    with TestClient(app) as client:
        documents = Documents(through(client, public=PUBLIC, base="http://testserver"))
        app.router.routes.append(Route("/{path:path}", documents.answer, methods=["GET", "POST"]))
        yield documents

"""Which request a line of the log belongs to, and what it says of those that were refused."""

import asyncio
import io
import json
import logging
import os
import socket
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from http.client import HTTPConnection
from urllib.parse import quote, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request as Asked
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import Message, Receive, Scope, Send

from capture_gateway import logs
from capture_gateway.api.closed import Closed
from capture_gateway.api.errors import HANDLERS
from capture_gateway.api.request_log import MOST, RequestLog
from capture_gateway.bodies import body_of
from capture_gateway.core.errors import Unavailable
from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.requests import Request, run
from capture_gateway.testing.running import GatewayUnderTest

Lines = Callable[[], list[dict[str, str]]]
MADE = b"ab" * 8
NARROW = "cg_" + "r" * 43
ONE, TWO = b"a1" * 8, b"b2" * 8
FORGED, REAL = ONE.decode(), TWO.decode()


@pytest.fixture
def lines() -> Iterator[Lines]:
    """What the gateway has written so far, as JSON."""
    written = io.StringIO()
    handler = logs.handler("json")
    handler.setStream(written)
    before = {}
    for name in ("capture_gateway", "uvicorn.error"):
        logger = logging.getLogger(name)
        before[logger] = logger.level
        logger.setLevel(logging.INFO)
        logger.addHandler(handler)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    for logger, level in before.items():
        logger.removeHandler(handler)
        logger.setLevel(level)


async def works(asked: Asked) -> Response:
    logging.getLogger("capture_gateway.of-this-test").warning("on the loop")
    await asyncio.to_thread(logging.getLogger("capture_gateway.of-this-test").warning, "in a thread")
    return Response(asked.headers.get("x-request-id", "none") + "|" + (await body_of(asked)).decode())


async def waits_too_long(_asked: Asked) -> Response:
    raise Unavailable("too much is waiting")


async def fails(_asked: Asked) -> Response:
    raise ValueError("+14155550123")


SHARED = Response("the same object for everybody")
ROUTES = [
    Route("/works", works, methods=["POST"]),
    Route("/shared", SHARED),
    Route("/c/sms/message", waits_too_long),
    Mount("/c/web", routes=[Route("/form/{token}", waits_too_long)]),
    Route("/v1/evidence/{id}", fails),
]


def ask(
    path: str,
    *headers: tuple[bytes, bytes],
    body: bytes = b"",
    method: str = "GET",
    middleware: Sequence[Middleware] = (),
) -> tuple[int, list[bytes], bytes]:
    """Status, the ids in the answer, the body; of the whole stack without a network."""
    application = Starlette(routes=ROUTES, exception_handlers=HANDLERS, middleware=middleware)
    stack = application.build_middleware_stack()
    application.middleware_stack = RequestLog(stack, lambda count: b"\xab" * count, Counter())
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {
        "type": "http", "http_version": "1.1", "method": method, "path": path, "raw_path": path.encode(),
        "query_string": b"", "root_path": "", "headers": list(headers), "client": None, "server": ("x", 80),
    }  # fmt: skip

    async def story() -> None:
        with suppress(ValueError):  # the server logs it
            await application(scope, receive, send)

    asyncio.run(story())
    ids = [value for name, value in sent[0]["headers"] if name == b"x-request-id"]
    return sent[0]["status"], ids, b"".join(message.get("body", b"") for message in sent[1:])


@pytest.mark.parametrize(
    "given",
    [b"4bf92f3577b34da6a3ce929d0e0e4736", b"4BF92F3577B34DA6", b"f" * 64, b"019a0f6c-2d1b-7c3e-9a55-0b1c2d3e4f50"],
)
def test_an_id_that_a_proxy_gave_is_kept(given: bytes, lines: Lines) -> None:
    status, ids, body = ask("/works", (b"x-request-id", given), body=b"the body", method="POST")
    assert (status, ids, body) == (200, [given], given + b"|the body")
    assert [(one["message"], one["request"]) for one in lines()] == [
        ("on the loop", given.decode()), ("in a thread", given.decode())
    ]  # fmt: skip


@pytest.mark.parametrize(
    "given",
    [b"", b"a", b"9" * 32, b"f" * 15, b"f" * 65, b"1" * 8 + b"-1111" * 3 + b"-" + b"1" * 12, b"id-14155550123",
     b"Hunter2-is-my-password", b"019a0f6c2d1b-7c3e-9a55-0b1c-2d3e4f50", b"\nabcdef0123456789",
     b"a b", b"a\nb", b"a\n", b"\xc3\xa9", b"{}", b"a,b", b"+14155550123", b"14155550123",
     b"415-555-0123", b"415.555.0123", b"5550123"],
)  # fmt: skip
def test_what_may_be_anything_else_is_not(given: bytes, lines: Lines) -> None:
    _, ids, body = ask("/works", (b"x-request-id", given), body=b"b", method="POST")
    assert ids == [MADE]
    assert body == given.decode("latin-1").encode() + b"|b"
    assert {one["request"] for one in lines()} == {MADE.decode()}


def test_an_answer_that_is_shared_is_not_changed() -> None:
    before = list(SHARED.raw_headers)
    assert [ask("/shared", (b"x-request-id", name))[1] for name in (ONE, TWO)] == [[ONE], [TWO]]
    assert SHARED.raw_headers == before


@pytest.mark.parametrize(
    ("path", "status", "level", "told"),
    [
        ("/c/sms/message", 503, "warning", "GET /c/sms/message with 503"),
        ("/c/web/form/%2B14155550123", 503, "warning", "GET /c/web/form/{token} with 503"),
        ("/c/web/+14155550123", 404, "info", "GET /c/web with 404"),
        ("/c/+14155550123", 404, "info", "GET (no such address) with 404"),
        ("/v1/evidence/+14155550123", 500, "warning", "GET /v1/evidence/{id} with 500"),
    ],
)
def test_what_is_refused_is_told_by_its_route(path: str, status: int, level: str, told: str, lines: Lines) -> None:
    assert ask(path)[:2] == (status, [MADE])
    (line,) = lines()
    assert (line["level"], line["request"]) == (level, MADE.decode())
    assert told in line["message"]
    assert "5550123" not in line["message"]
    assert ("too much is waiting" in line["message"]) == (status == 503)


def test_who_may_not_ask_is_told_of_without_what_they_sent(gateway: GatewayUnderTest, lines: Lines) -> None:
    with closing(Database(gateway.settings.database, KEYS)) as database, database.transaction() as connection:
        tokens.create(connection, "of-reviews", ["reviews"], NARROW, 1)
    for number, secret in enumerate(("nobody's-secret", NARROW)):
        headers = {"Authorization": f"Bearer {secret}"}
        path = f"/v1/permission?address=%2B14155550123&n={number}"
        gateway.send(Request("GET", gateway.base + path, (), headers))
    gateway.get("/v1/evidence/+14155550123")
    wrong, narrow = [one for one in lines() if one["logger"].endswith("request_log")]
    assert (wrong["level"], narrow["level"]) == ("warning", "warning")
    assert "GET /v1/permission with 401" in wrong["message"]
    assert "GET /v1/permission with 403" in narrow["message"]
    assert "the scope permission:read" in narrow["message"]
    assert [secret in json.dumps(lines()) for secret in ("nobody's-secret", NARROW, "5550123")] == [False] * 3


@pytest.mark.parametrize(
    ("method", "path", "route"),
    [
        ("GET", "/c/web/form/+14155550123", "/c/web/form/{token}"), ("GET", "/v1/evidence/+1", "/v1/evidence/{id}"),
        ("GET", "/shared", "/shared"), ("GET", "/+14155550123", "(no such address)"),
    ],
)  # fmt: skip
def test_what_is_closed_is_told_by_its_route_too(method: str, path: str, route: str, lines: Lines) -> None:
    assert ask(path, method=method, middleware=[Middleware(Closed, ())])[0] == 503
    (line,) = lines()
    assert f"{method} {route} with 503" in line["message"]


@pytest.mark.parametrize("path", ["/shared", "/v1/nothing", "/nothing"])
def test_what_went_well_and_what_strangers_guess_is_not_told(path: str, lines: Lines) -> None:
    ask(path)
    assert lines() == []


def test_a_flood_is_counted_and_writes_few_lines(lines: Lines) -> None:
    """Only lines that there are: what somebody makes up takes no memory."""

    async def refuses(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 503, "headers": []})

    async def nothing() -> Message:
        return {}

    async def unread(_message: Message) -> None:
        pass

    errors: Counter[tuple[str, int]] = Counter()
    second = 7.0
    guarded = RequestLog(refuses, os.urandom, errors, lambda: second)
    known = {"route": Route("/c/sms/message", SHARED)}

    async def flood(times: int, **more: object) -> None:
        for number in range(times):
            path = "/c/sms/message" if more else f"/c/{number}/message"
            await guarded({"type": "http", "method": "POST", "path": path, "headers": [], **more}, nothing, unread)

    asyncio.run(flood(MOST + 9, **known))
    assert len(lines()) == MOST
    second = 8.0
    asyncio.run(flood(2))
    assert [one["message"].partition("(9 more were not told)")[1] != "" for one in lines()[MOST:]] == [True, False]
    assert errors == {("sms", 503): MOST + 9}


def test_a_gateway_tells_of_a_forged_text_and_of_a_withdrawal(gateway: GatewayUnderTest, lines: Lines) -> None:
    """Whoever is asked "what became of it?" finds the line by the id that the provider was answered with."""
    person = somebody()
    text = next(gateway.texter(person).text("STOP"))
    forged = Request("POST", gateway.base + "/c/sms/message", text.pairs, {"x-twilio-signature": "forged"})
    assert (status_of(forged, FORGED), status_of(text, REAL)) == (403, 200)
    told = {one["request"]: one["message"] for one in lines() if "request" in one}
    assert "POST /c/sms/message with 403" in told[FORGED]
    assert "no token of ours" in told[FORGED]
    assert f"+1*******{person[-2:]} on sms" in told[REAL]
    assert person[-7:] not in json.dumps(lines())


def test_who_goes_away_in_the_middle_is_no_failure_of_ours(gateway: GatewayUnderTest, lines: Lines) -> None:
    parts = urlsplit(gateway.base)
    with closing(socket.create_connection((parts.hostname, parts.port), timeout=30)) as connection:
        head = b"POST /c/sms/message HTTP/1.1\r\nHost: x\r\nX-Request-Id: " + MADE
        connection.sendall(head + b"\r\nContent-Length: 9\r\n\r\nhalf")
    run(gateway.texter(somebody()).text("JOIN"), gateway.send)
    assert status_of(Request("GET", gateway.base + "/c/sms/" + quote("+1"), (), {}), FORGED) == 404
    (told,) = [one["message"] for one in lines() if one.get("request") == MADE.decode()]
    assert "POST /c/sms/message with 499" in told
    assert [one for one in lines() if "exception" in one] == []


def status_of(request: Request, identifier: str) -> int:
    """As a proxy passes it on, with its own id."""
    parts = urlsplit(request.url)
    with closing(HTTPConnection(parts.hostname or "", parts.port, timeout=30)) as connection:
        headers = {**request.headers, "X-Request-Id": identifier}
        connection.request(request.method, parts.path, request.body or None, headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.headers["X-Request-Id"] == identifier
        return answer.status

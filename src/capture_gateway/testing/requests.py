"""Requests of the simulated telephone company, and how they travel.

The simulated phone does no IO. It is a generator that yields each `Request` and is sent the `Response`, so the same
phone runs over a test client, over a socket, and inside the demo's event loop. `run` and `run_async` drive one.

Signatures are real: https://www.twilio.com/docs/usage/webhooks/webhooks-security
"""

import uuid
from collections.abc import Awaitable, Callable, Generator, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urldefrag, urlencode

from twilio.request_validator import RequestValidator
from yarl import URL

from capture_gateway.core.errors import CaptureGatewayError
from capture_gateway.vendors.twilio.signature import Params

if TYPE_CHECKING:
    from aiohttp import ClientSession

Pair = tuple[str, str]
T = TypeVar("T")


class PhoneError(CaptureGatewayError):
    """The gateway answered with something that Twilio would not accept, or the phone can not do; one sentence."""


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request as it leaves the company."""

    method: str
    url: str
    """The URL as it was signed; without a fragment."""
    pairs: tuple[Pair, ...]
    """Form fields of a POST, in order; a GET has them in its URL."""
    headers: Mapping[str, str]

    @property
    def body(self) -> bytes:
        """`application/x-www-form-urlencoded`, UTF-8; empty for a GET."""
        return urlencode(self.pairs).encode() if self.method == "POST" else b""


@dataclass(frozen=True, slots=True)
class Response:
    """What came back."""

    status: int
    content_type: str
    body: bytes


Talk = Generator[Request, Response, T]
Send = Callable[[Request], Response]


@dataclass(frozen=True, slots=True)
class Account:
    """Whose webhooks these are. Another `token` than the gateway's makes every request a forgery."""

    sid: str
    token: str

    def request(self, method: str, url: str, pairs: Iterable[Pair]) -> Request:
        """A signed request. The fragment, where Twilio's overrides stand (`#rc=3`), is neither signed nor sent.

        https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
        """
        url, fields = urldefrag(url).url, tuple(pairs)
        if method == "GET" and fields:
            url, fields = f"{url}{'&' if '?' in url else '?'}{urlencode(fields)}", ()
        headers = {
            "accept": "*/*",
            "user-agent": "TwilioProxy/1.1",
            "x-home-region": "us1",
            "i-twilio-idempotency-token": str(uuid.uuid4()),
            "x-twilio-signature": RequestValidator(self.token).compute_signature(url, Params(fields)),
        }
        if method == "POST":
            headers["content-type"] = "application/x-www-form-urlencoded"
        return Request(method, url, fields, headers)


def run(talk: Talk[T], send: Send) -> T:
    """Drive `talk` to its end; what it returns. PhoneError passes through."""
    try:
        request = next(talk)
        while True:
            request = talk.send(send(request))
    except StopIteration as end:
        result: T = end.value
        return result


async def run_async(talk: Talk[T], send: Callable[[Request], Awaitable[Response]]) -> T:
    """As `run`, inside an event loop."""
    try:
        request = next(talk)
        while True:
            request = talk.send(await send(request))
    except StopIteration as end:
        result: T = end.value
        return result


def twice(talk: Talk[T]) -> Talk[T]:
    """Every request is delivered two times, as by a retry. PhoneError unless both answers are equal, byte for byte."""
    try:
        request = next(talk)
        while True:
            first = yield request
            if (yield request) != first:
                raise PhoneError(f"A repeated delivery to {request.url} was not answered as the first one was.")
            request = talk.send(first)
    except StopIteration as end:
        result: T = end.value
        return result


def through(client: Any, *, public: str = "", base: str = "") -> Send:
    """A `Send` over any client with the interface of httpx or Starlette's TestClient.

    `public` is what is signed (the gateway's PUBLIC_URL), `base` where it really listens; empty: the same place.
    """

    def send(request: Request) -> Response:
        url = reached(request.url, public, base)
        answer = client.request(request.method, url, content=request.body or None, headers=dict(request.headers))
        return Response(answer.status_code, answer.headers.get("content-type", ""), answer.content)

    return send


def through_session(session: "ClientSession") -> Callable[[Request], Awaitable[Response]]:
    """As `through`, over aiohttp. aiohttp.ClientError passes through."""

    async def send(request: Request) -> Response:
        url = URL(request.url, encoded=True)  # as it was signed
        headers = dict(request.headers)
        async with session.request(
            request.method, url, data=request.body or None, headers=headers, allow_redirects=False
        ) as answer:
            return Response(answer.status, answer.headers.get("content-type", ""), await answer.read())

    return send


def reached(url: str, public: str, base: str) -> str:
    """Where the signed `url` is really asked for; PhoneError when it leads away from the gateway."""
    if not base:
        return url
    rest = url.removeprefix(public)
    if rest == url or (rest and rest[0] not in "/?"):
        raise PhoneError(f"{url} is not below {public}: the simulated company talks to one gateway only.")
    return base + rest

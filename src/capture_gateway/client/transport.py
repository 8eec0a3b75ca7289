"""Requests to one gateway: retried where a repeat is harmless, within a deadline.

1. Again: no connection, a connection that broke, 429, 502, 503, 504. After a random share of 0.1, 0.2, 0.4, … 5 seconds
   (full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), and not before what
   `Retry-After` says (RFC 9110 section 10.2.3: seconds, or a date).
2. The deadline holds however slowly an answer comes: its body is read under what is left, and up to 64 MiB (a page of
   1,000 records has a few). Of its head, each single read is.
3. A request that must not be made twice is repeated only after a 429, which surely did nothing.
4. A redirect is refused: the address is not the gateway's, and would turn a POST into a GET.
5. A `requests.Session` is for one thread of one process, so each has its own: two processes that share a connection
   after a fork would read each other's answers.
"""

import itertools
import json
import os
import random
import threading
import time
import weakref
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase
from requests.exceptions import BaseHTTPError  # type: ignore[attr-defined] # of urllib3, as reading raises it

from capture_gateway.client.errors import Refused, Unavailable, refused

JSON = "application/json"
AGAIN = frozenset({429, 502, 503, 504})
MOST = 8
"""Times that one request is made."""
CONNECT = 5.0
"""Seconds to connect."""
LARGEST = 64 * 1024 * 1024
"""Bytes of an answer."""
_PIECE = 64 * 1024
_FIRST, _LONGEST = 0.1, 5.0


@dataclass(frozen=True, slots=True)
class Pace:
    """Time and chance; a test brings its own."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    random: Callable[[], float] = random.random

    def pause(self, attempt: int) -> float:
        """Seconds to wait after the attempt of this number, counted from 0."""
        return self.random() * min(_LONGEST, _FIRST * 2.0 ** min(attempt, 10))


@dataclass(frozen=True, slots=True)
class Request:
    """One request to the API. Telephone numbers belong into `body`."""

    method: str
    path: str
    query: Mapping[str, str | int] = field(default_factory=dict)
    body: Mapping[str, Any] | None = field(default=None, repr=False)
    key: str | None = None
    """Its `Idempotency-Key`."""
    accept: str = JSON
    repeats: bool = True
    """Whether making it twice is harmless."""
    waits: float = 0.0
    """Seconds that the gateway may hold the answer back."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came, all of it."""

    status: int
    headers: Mapping[str, str]
    """Their names have no case."""
    body: bytes = field(repr=False)


class Transport:
    """The connections to one gateway. Safe from many threads."""

    def __init__(self, url: str, token: str, timeout: float, pace: Pace) -> None:
        """ValueError when the address or the token cannot be right."""
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment or "@" in url:
            raise ValueError("the gateway's address is like https://consent.example or http://127.0.0.1:8080")
        if not token or not token.isascii() or any(letter.isspace() for letter in token):
            raise ValueError("the token is what `capture-gateway token create` printed, without blanks")
        self.url = url.rstrip("/")
        self._bearer = _Bearer(token)
        self._timeout = timeout
        self.pace = pace
        self._own = threading.local()
        self._lock = threading.Lock()
        self._sessions: weakref.WeakSet[requests.Session] = weakref.WeakSet()

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            for session in self._sessions:
                session.close()

    def json(self, request: Request) -> Any:
        """The JSON of the answer. Unavailable when there is none in time; Refused when there will be none."""
        answer = self.ask(request)
        try:
            return json.loads(answer.body)
        except (ValueError, RecursionError):
            raise Unavailable("what answered is no gateway: it sent no JSON") from None

    def ask(self, request: Request) -> Answer:
        """The answer, of a status below 300. Unavailable, Refused."""
        pace = self.pace
        until = pace.now() + self._timeout + request.waits
        for attempt in itertools.count():
            least, may_repeat = 0.0, request.repeats
            try:
                answer = self._send(request, until)
            except (requests.RequestException, BaseHTTPError) as error:
                why = type(error).__name__  # its text has the address in it
            else:
                if answer.status < 300:
                    return answer
                if answer.status not in AGAIN:
                    raise _problem(answer)
                why = f"the gateway answered {answer.status}"
                least = _seconds(answer.headers.get("retry-after", ""))
                may_repeat |= answer.status == 429
            pause = max(least, pace.pause(attempt))
            if not may_repeat or attempt + 1 == MOST or pace.now() + pause >= until:
                raise Unavailable(f"no answer after {attempt + 1} attempts: {why}")
            pace.sleep(pause)
        raise AssertionError  # count() never ends

    def _send(self, request: Request, until: float) -> Answer:
        seconds = max(0.001, until - self.pace.now())
        headers = {"accept": request.accept} | ({"idempotency-key": request.key} if request.key else {})
        coming = self._session().request(
            request.method,
            f"{self.url}/v1{request.path}",
            params=dict(request.query),
            json=request.body,
            headers=headers,
            auth=self._bearer,
            timeout=(min(CONNECT, seconds), seconds),
            allow_redirects=False,
            stream=True,
        )
        with closing(coming):
            return Answer(coming.status_code, coming.headers, self._body(coming, until))

    def _body(self, coming: requests.Response, until: float) -> bytes:
        body = bytearray()
        while True:
            left = until - self.pace.now()
            if left <= 0:
                raise requests.ReadTimeout
            if (connection := coming.raw.connection) is not None and connection.sock is not None:
                connection.sock.settimeout(left)
            piece = coming.raw.read1(_PIECE, decode_content=True)  # what is there: `read` waits for all of a piece
            if not piece:
                return bytes(body)
            body += piece
            if len(body) > LARGEST:
                raise Unavailable(f"what answered sent more than {LARGEST} bytes")

    def _session(self) -> requests.Session:
        found: tuple[int, requests.Session] | None = getattr(self._own, "session", None)
        if found is None or found[0] != os.getpid():
            found = os.getpid(), requests.Session()
            self._own.session = found
            with self._lock:
                self._sessions.add(found[1])
        return found[1]


class _Bearer(AuthBase):
    """The token, added to each request; `requests` would take one from ~/.netrc otherwise."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def _seconds(text: str) -> float:
    """From now, as `Retry-After` says it; 0 when it says nothing."""
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return 0.0
    return max(0.0, (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() - time.time())


def _problem(answer: Answer) -> Refused | Unavailable:
    """RFC 9457 where it is one; what else a proxy may send is not repeated."""
    status = answer.status
    if status >= 500:
        return Unavailable(f"the gateway answered {status}")
    try:
        told = json.loads(answer.body)
        errors = [(one["field"], one["detail"]) for one in told.get("errors") or ()]
        return refused(status, told["code"], told["detail"], errors)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return refused(status, "no-gateway", "whatever answered is no Capture Gateway: check the address")

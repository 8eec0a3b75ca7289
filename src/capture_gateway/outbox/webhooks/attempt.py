"""One attempt: a POST, and what became of it.

1. 2xx is success; everything else is not. A redirect is not followed.
2. It may take so many seconds in all. What the receiver says besides is read up to a few kilobytes and dropped.
3. No proxy of the environment is used, no cookie kept, no file of credentials read.
4. What went wrong is one of few words: never the text of an error, which may hold what somebody wrote.
"""

import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

from capture_gateway.outbox.webhooks import schedule
from capture_gateway.outbox.webhooks.guard import Refused
from capture_gateway.outbox.webhooks.order import TIMEOUT

READ_AT_MOST = 4_096
"""Bytes of an answer; more of them end the connection."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an attempt. `error`: "" when it succeeded; `pause`: for how many ms it asks to be left alone."""

    status: int | None
    error: str
    milliseconds: int
    pause: int = 0


class Poster:
    """Posts to one endpoint over connections of its own, made by `connector` on the event loop that uses them."""

    def __init__(self, url: str, connector: TCPConnector, now: Callable[[], int], seconds: float = TIMEOUT) -> None:
        self._url = url
        self._now = now
        self._session = ClientSession(
            connector=connector,
            timeout=ClientTimeout(total=seconds),
            cookie_jar=DummyCookieJar(),
            trust_env=False,
            auto_decompress=False,  # what is small may unpack to what is not
        )

    async def post(self, body: bytes, headers: dict[str, str]) -> Outcome:
        """One attempt."""
        started = self._now()
        status, error, pause = None, "", 0
        try:
            async with self._session.post(self._url, data=body, headers=headers, allow_redirects=False) as response:
                status = response.status
                pause = schedule.pause(status, response.headers.get("retry-after"), self._now())
                with suppress(ClientError, TimeoutError):  # it has answered: the rest is politeness
                    left = READ_AT_MOST
                    while left > 0 and (piece := await response.content.read(left)):
                        left -= len(piece)
            error = _word(status)
        except (ClientError, OSError, ValueError) as failure:
            error = _reason(failure)
        return Outcome(status, error, self._now() - started, pause)

    async def close(self) -> None:
        """End its connections."""
        await self._session.close()


def _word(status: int) -> str:
    if 200 <= status < 300:
        return ""
    return "a redirect, which is not followed" if 300 <= status < 400 else "an answer that is not 2xx"


def _reason(failure: Exception) -> str:
    cause: BaseException = failure.os_error if isinstance(failure, ClientConnectorError) else failure
    if isinstance(cause, Refused):
        return "an address that is no target"
    if isinstance(failure, TimeoutError):
        return "no answer in time"
    if isinstance(cause, ssl.SSLError | ssl.CertificateError):
        return "no trusted TLS"
    return "no connection" if isinstance(failure, ClientConnectorError) else "the connection broke"

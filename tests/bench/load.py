"""A load of signed texts over kept connections, light enough to leave the processor to the server."""

import asyncio
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote_plus

from twilio.request_validator import RequestValidator

ACCOUNT = "AC" + "5" * 32
TOKEN = "bench-token"
LINE = "+14155550100"
QUESTION = {"program": "bluebird-updates", "category": "offers", "contact": "sms"}


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run showed; times in seconds."""

    requests: int
    seconds: float
    latencies: Sequence[float]

    @property
    def rate(self) -> float:
        return self.requests / self.seconds

    def quantile(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def numbers(count: int, start: int) -> list[str]:
    """So many valid numbers of the United States, from the `start`th on."""
    return [f"+1415{200 + (index // 10_000) % 600:03d}{index % 10_000:04d}" for index in range(start, start + count)]


def texts(count: int, port: int, *, start: int = 0, body: str = "JOIN", series: int = 0) -> list[bytes]:
    """So many requests, each from another number, with the fields that Twilio sends, signed for 127.0.0.1:`port`.

    `series`: another one for the next texts of the same people.
    """
    url = f"http://127.0.0.1:{port}/c/sms/message"
    validator = RequestValidator(TOKEN)
    found = []
    for index, number in enumerate(numbers(count, start), start):
        sid = f"SM{series:02x}{index:030x}"
        form = {
            "ToCountry": "US", "ToState": "CA", "SmsMessageSid": sid, "NumMedia": "0", "ToCity": "SAN FRANCISCO",
            "FromZip": "94107", "SmsSid": sid, "FromState": "CA", "SmsStatus": "received", "FromCity": "SAN FRANCISCO",
            "Body": body, "FromCountry": "US", "To": LINE, "ToZip": "94107", "NumSegments": "1", "MessageSid": sid,
            "AccountSid": ACCOUNT, "From": number, "ApiVersion": "2010-04-01",
        }  # fmt: skip
        content = "&".join(f"{name}={quote_plus(value)}" for name, value in form.items()).encode()
        signature = validator.compute_signature(url, form)
        head = (
            f"POST /c/sms/message HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: TwilioProxy/1.1\r\nAccept: */*\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"X-Twilio-Signature: {signature}\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        found.append(head.encode() + content)
    return found


def gets(count: int, port: int, paths: Sequence[str], token: str) -> list[bytes]:
    """So many GET requests with a bearer token, taking `paths` in turn."""
    return [
        (
            f"GET {paths[index % len(paths)]} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Authorization: Bearer {token}\r\nAccept: */*\r\n\r\n"
        ).encode()
        for index in range(count)
    ]


def checks(count: int, port: int, question: Mapping[str, str], token: str) -> list[bytes]:
    """So many questions about a thousand people each, of whom the first two thousand take turns."""
    found = []
    for index in range(count):
        items = [{**question, "address": number} for number in numbers(1_000, index % 2 * 1_000)]
        body = json.dumps({"items": items})
        head = f"POST /v1/permissions/check HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n"
        found.append(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
    return found


class _Connection(asyncio.Protocol):
    """One kept connection that sends the next request when it has read an answer."""

    def __init__(self, waiting: list[bytes], latencies: list[float], done: "asyncio.Future[None]") -> None:
        self._waiting = waiting
        self._latencies = latencies
        self._done = done
        self._read = b""
        self._sent_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self._read += data
        head, separator, body = self._read.partition(b"\r\n\r\n")
        if not separator:
            return
        lower = head.lower()
        at = lower.find(b"content-length:")
        length = int(lower[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(body) < length:
            return
        if not head.startswith(b"HTTP/1.1 200"):
            self._fail(RuntimeError(head.split(b"\r\n", 1)[0].decode()))
            return
        self._latencies.append(time.perf_counter() - self._sent_at)
        self._read = b""
        self._next()

    def connection_lost(self, error: Exception | None) -> None:
        self._fail(error or ConnectionError("the server closed the connection"))

    def _fail(self, error: Exception) -> None:
        if not self._done.done():
            self._done.set_exception(error)

    def _next(self) -> None:
        if not self._waiting:
            if not self._done.done():
                self._done.set_result(None)
            self._transport.abort()
            return
        self._sent_at = time.perf_counter()
        self._transport.write(self._waiting.pop())


async def _run(port: int, requests: list[bytes], connections: int) -> Figures:
    loop = asyncio.get_running_loop()
    waiting = requests[::-1]
    latencies: list[float] = []
    futures = [loop.create_future() for _ in range(connections)]
    started = time.perf_counter()
    for done in futures:
        await loop.create_connection(partial(_Connection, waiting, latencies, done), "127.0.0.1", port)
    await asyncio.gather(*futures)
    return Figures(len(latencies), time.perf_counter() - started, latencies)


def run(port: int, requests: list[bytes], connections: int) -> Figures:
    """Send all of `requests` over so many connections, each waiting for its answer before it sends again."""
    return asyncio.run(_run(port, requests, connections))

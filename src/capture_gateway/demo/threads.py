"""The texts of everybody in the demo: what each handset shows, kept while the process runs."""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from capture_gateway.core import instant
from capture_gateway.testing.phone import Company, OptOut, Request, Response, Texter, run_async

MOST = 200
"""Texts that one handset keeps."""


@dataclass(slots=True)
class Bubble:
    """One text in a thread."""

    by: Literal["person", "gateway", "company"]
    text: str
    at: str
    status: str
    """`sending`, `delivered`, `failed`."""


class Threads:
    """One thread for each number, with one line."""

    def __init__(
        self,
        company: Company,
        send: Callable[[Request], Awaitable[Response]],
        *,
        line: str,
        url: str,
        opt_out: OptOut,
    ) -> None:
        self._company = company
        self._send = send
        self._line = line
        self._url = url
        self._opt_out = opt_out
        self._threads: defaultdict[str, list[Bubble]] = defaultdict(list)

    def shown(self, person: str) -> list[dict[str, Any]]:
        """The thread of one handset, oldest first."""
        return [asdict(bubble) for bubble in self._threads[person]] if person in self._threads else []

    def arrived(self, person: str, text: str) -> None:
        """A text that the gateway sent by itself."""
        self._add(person, self._bubble("gateway", text, "delivered"))

    async def text(self, person: str, body: str) -> None:
        """Send a text, and keep what comes back. PhoneError or aiohttp.ClientError when it is not taken."""
        texter = Texter(self._company, person, line=self._line, url=self._url, opt_out=self._opt_out)
        mine = self._bubble("person", body, "sending")
        self._add(person, mine)
        try:
            exchange = await run_async(texter.text(body), self._send)
        except BaseException:
            mine.status = "failed"
            raise
        mine.status = "delivered"
        self._add(person, *(self._bubble(one.by, one.text, one.status) for one in exchange.received))

    def _add(self, person: str, *bubbles: Bubble) -> None:
        self._threads[person] += bubbles
        del self._threads[person][:-MOST]

    def _bubble(self, by: Literal["person", "gateway", "company"], text: str, status: str) -> Bubble:
        return Bubble(by, text, instant.text(self._company.now()), status)

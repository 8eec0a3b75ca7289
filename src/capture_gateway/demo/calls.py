"""Calls from the page's dial pad, one moment at a time.

The page plays a moment (a prompt, or the line listening) and says what happened in it; then comes the next one. A
moment has a number, so that an answer to one that is over does nothing.
"""

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from capture_gateway.testing.phone import (
    Call,
    Caller,
    Company,
    Done,
    Event,
    HangUp,
    Keys,
    Listening,
    Moment,
    Request,
    Response,
    Speaking,
    Walk,
)

HIDDEN = "+266696687"
"""How Twilio delivers a hidden caller ID: ANONYMOUS on the keypad."""
MOST = 20
"""Calls that are kept at a time; the oldest is hung up."""


@dataclass(slots=True)
class Open:
    """A call in progress, or just over."""

    id: str
    person: str
    walk: Walk
    number: int = 0
    moment: Moment | None = None
    over: Call | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def shown(self) -> dict[str, Any]:
        """The moment as the page reads it."""
        common = {"call": self.id, "moment": self.number}
        match self.moment:
            case Speaking(prompt):
                return {
                    **common,
                    "kind": "speaking",
                    "verb": prompt.verb,
                    "text": prompt.text,
                    "language": prompt.language,
                    "gather": prompt.gather,
                    "seconds": prompt.seconds,
                }
            case Listening(gather, digits):
                ends = gather.finish_on_key if gather.num_digits != 1 else ""
                return {**common, "kind": "listening", "timeout": gather.timeout, "digits": digits, "ends": ends}
        return {**common, "kind": "over", "by": self.over.ended_by if self.over else ""}


class Calls:
    """Every call of the demo. Errors of the gateway or the socket pass through, and end the call."""

    def __init__(
        self,
        company: Company,
        send: Callable[[Request], Awaitable[Response]],
        *,
        line: str,
        url: str,
        status_url: str,
    ) -> None:
        self._company = company
        self._send = send
        self._line = line
        self._url = url
        self._status_url = status_url
        self._open: OrderedDict[str, Open] = OrderedDict()

    async def dial(self, person: str, *, hidden: bool) -> Open:
        """Call the line; a call that the same person still has open is hung up first."""
        for older in [one for one in self._open.values() if one.person == person]:
            await self.hang_up(older.id)
        while len(self._open) >= MOST:
            await self.hang_up(next(iter(self._open)))
        number = HIDDEN if hidden else person
        caller = Caller(self._company, number, line=self._line, url=self._url, status_url=self._status_url)
        call = Open(secrets.token_urlsafe(12), person, caller.walk())
        self._open[call.id] = call
        async with call.lock:
            await self._go_on(call, None)
        return call

    async def go_on(self, call_id: str, moment: int) -> Open | None:
        """The moment passed and nothing happened in it. None: there is no such call."""
        return await self._answer(call_id, Done(), moment)

    async def press(self, call_id: str, key: str) -> Open | None:
        """A key, whatever moment it is now. Outside a `<Gather>` it is lost, and the prompt plays on."""
        call = self._open.get(call_id)
        if call is not None and isinstance(call.moment, Speaking) and not call.moment.prompt.gather:
            return call
        return await self._answer(call_id, Keys(key), None)

    async def hang_up(self, call_id: str) -> Open | None:
        """The caller hangs up."""
        return await self._answer(call_id, HangUp(), None)

    async def _answer(self, call_id: str, event: Event, moment: int | None) -> Open | None:
        call = self._open.get(call_id)
        if call is None:
            return None
        async with call.lock:
            if call.moment is not None and moment in (None, call.number):
                await self._go_on(call, event)
        return call

    async def _go_on(self, call: Open, event: Event | None) -> None:
        """On to the next moment; requests on the way are sent."""
        over = True
        try:
            item = next(call.walk) if event is None else call.walk.send(event)
            while isinstance(item, Request):
                item = call.walk.send(await self._send(item))
            call.moment, over = item, False
        except StopIteration as end:
            call.over = end.value
        finally:
            call.number += 1
            if over:
                call.moment = None
                self._open.pop(call.id, None)

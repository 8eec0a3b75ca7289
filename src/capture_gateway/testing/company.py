"""The simulated telephone company: one account, the provider's own opt-out handling, and who is blocked on which line.

1. `gateway`: the company does nothing by itself (a short code; a number whose opt-out handling was turned off).
2. `twilio`: it answers its own words, blocks after STOP and lets nothing through until START, UNSTOP or YES. The
   webhook is still called.
3. `advanced` (Advanced Opt-Out): as `twilio`, and the webhook says so in `OptOutType`.

Words are single words, whatever their case: `STOP PLEASE` and `Stop.` are none. HELP from a blocked number gets no
answer. What the company does with YES from a number that it never blocked is not documented; here it does nothing.
https://help.twilio.com/articles/223134027 · https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from capture_gateway.testing.requests import Account

OptOut = Literal["gateway", "twilio", "advanced"]

MOST = 10_000
"""Messages that are remembered."""

STOP = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
START = frozenset({"START", "UNSTOP", "YES"})
HELP = frozenset({"HELP", "INFO"})

STOPPED = (
    "You have successfully been unsubscribed. You will not receive any more messages from this number. "
    "Reply START to resubscribe."
)
STARTED = (
    "You have successfully been re-subscribed to messages from this number. "
    "Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply."
)
HELPED = "Reply STOP to unsubscribe. Msg&Data Rates May Apply."


@dataclass(slots=True)
class Message:
    """One message of the account, as its REST API lists it."""

    sid: str
    direction: Literal["inbound", "outbound-reply", "outbound-api"]
    sender: str
    to: str
    body: str
    at: int
    """Milliseconds since the epoch."""
    status: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Handling:
    """What the company did with a text by itself."""

    kind: Literal["", "STOP", "START", "HELP"] = ""
    """Empty: nothing."""
    reply: str = ""
    """What it answered; empty: nothing."""


class Company:
    """One account at the company. `now`: milliseconds since the epoch."""

    def __init__(self, account: Account, *, now: Callable[[], int] = lambda: time.time_ns() // 1_000_000) -> None:
        self.account = account
        self.now = now
        self.blocked: set[tuple[str, str]] = set()
        """(line, person) of everybody whom the company blocks."""
        self.messages: dict[str, Message] = {}
        """Everything that was written, by sid, oldest first."""

    def sid(self, prefix: str) -> str:
        """A fresh identifier: `SM`, `MM` or `CA`, and 32 hex digits."""
        return prefix + secrets.token_hex(16)

    def keep(self, message: Message) -> Message:
        """Remember a message; the oldest ones are forgotten."""
        self.messages[message.sid] = message
        while len(self.messages) > MOST:
            del self.messages[next(iter(self.messages))]
        return message

    def handle(self, line: str, person: str, body: str, opt_out: OptOut) -> Handling:
        """Read a text before anybody else does, and block or unblock."""
        word, blocked = body.strip().upper(), (line, person) in self.blocked
        if opt_out == "gateway":
            return Handling()
        if word in STOP:
            self.blocked.add((line, person))
            return Handling("STOP", STOPPED)
        if word in HELP:
            return Handling("HELP", "" if blocked else HELPED)
        if word in START and (blocked or word != "YES"):
            self.blocked.discard((line, person))
            return Handling("START", STARTED)
        return Handling()

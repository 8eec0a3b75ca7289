"""A handset that sends texts to one line and reads what comes back.

https://www.twilio.com/docs/messaging/guides/webhook-request · https://www.twilio.com/docs/messaging/twiml/message
"""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin

from capture_gateway.testing import twiml
from capture_gateway.testing.company import Company, Message, OptOut
from capture_gateway.testing.requests import Pair, PhoneError, Request, Talk

INBOUND_LIMIT = 1600
"""Characters of one text that Twilio hands on."""
_LINKED = re.compile(r"(.*)\n(https?://\S+/p/[\w-]{22})", re.DOTALL)
GEOGRAPHY = ("City", "State", "Zip", "Country")


class Unsendable(PhoneError):
    """What somebody typed is no text; the gateway had no part in it."""


@dataclass(frozen=True, slots=True)
class Received:
    """A text that the gateway or the company sent."""

    sid: str
    """Empty for the company's own: those have no handle and are never reported."""
    text: str
    by: Literal["gateway", "company"]
    to: str
    status: str
    """The last status that was reported: `delivered`, `failed`, …"""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One text, and everything that came of it."""

    sid: str
    request: Request
    """The first delivery, for who wants to deliver it again."""
    sent: tuple[Received, ...]
    """Everything that was sent, whether or not it arrived."""
    person: str

    @property
    def received(self) -> tuple[Received, ...]:
        """What arrived on this handset."""
        return tuple(one for one in self.sent if one.to == self.person and one.status not in ("failed", "undelivered"))

    @property
    def texts(self) -> list[str]:
        """What the person reads, in order."""
        return [one.text for one in self.received]

    @property
    def words(self) -> list[str]:
        """The same without the link to the person's own page."""
        return [parted(text)[0] for text in self.texts]


def parted(text: str) -> tuple[str, str]:
    """A text of the gateway -> its words, and the link to the person's own page behind them; empty without one."""
    found = _LINKED.fullmatch(text)
    return (text, "") if found is None else (found[1], found[2])


class Texter:
    """A person with a handset, texting one line.

    `line` is its number, `url` its message webhook as signed. `reports` are the delivery statuses that the company
    posts for every text of the gateway, each with an error code or none; Twilio promises no order.
    """

    def __init__(self, company: Company, number: str, *, line: str, url: str, opt_out: OptOut = "gateway") -> None:
        self.company = company
        self.number = number
        self.line = line
        self.url = url
        self.opt_out = opt_out
        self.reports: tuple[tuple[str, str], ...] = (("queued", ""), ("sent", ""), ("delivered", ""))
        self.max_requests = 10

    def text(self, body: str, **extra: str) -> Talk[Exchange]:
        """Send one text. `extra` fields are added to the webhook, or replace its own (`MessageSid="SM…"`)."""
        if len(body) > INBOUND_LIMIT:
            raise Unsendable(f"A text has at most {INBOUND_LIMIT:,} characters; this one has {len(body):,}.")
        handled = self.company.handle(self.line, self.number, body, self.opt_out)
        if self.opt_out == "advanced" and handled.kind:
            extra = {"OptOutType": handled.kind, **extra}
        fields = {**self._fields(body), **extra}
        now = self.company.now()
        self.company.keep(Message(fields["MessageSid"], "inbound", self.number, self.line, body, now, "received"))
        first = self.company.account.request("POST", self.url, fields.items())
        messages = yield from self._documents(first, tuple(fields.items()))
        sent = [Received("", handled.reply, "company", self.number, "delivered")] if handled.reply else []
        for message, url in messages:
            sent.append((yield from self._deliver(message, url)))
        return Exchange(fields["MessageSid"], first, tuple(sent), self.number)

    def _fields(self, body: str) -> dict[str, str]:
        sid = self.company.sid("SM")
        fields = {
            "MessageSid": sid,
            "SmsSid": sid,
            "SmsMessageSid": sid,
            "SmsStatus": "received",
            "AccountSid": self.company.account.sid,
            "From": self.number,
            "To": self.line,
            "Body": body,
            "NumMedia": "0",
            "NumSegments": "1",
            "ApiVersion": "2010-04-01",
        }
        if self.number.startswith("whatsapp:"):
            return {**fields, "WaId": self.number.removeprefix("whatsapp:+"), "ProfileName": "Sam"}
        # Best effort at Twilio, and very often present but empty.
        places = {f"{end}{part}": "" for end in ("From", "To") for part in GEOGRAPHY}
        return {**fields, **places, "FromCountry": "US", "ToCountry": "US"}

    def _documents(self, request: Request, pairs: tuple[Pair, ...]) -> Talk[list[tuple[twiml.Message, str]]]:
        """The messages of the answer and of every document that it redirects to, each with its document's URL."""
        messages = []
        for _ in range(self.max_requests):
            body = twiml.body_of(request, (yield request))
            following: twiml.Redirect | None = None
            for verb in twiml.text_verbs(body):
                if isinstance(verb, twiml.Redirect):
                    following = verb
                    break
                messages.append((verb, request.url))
            if following is None:
                return messages
            url = urljoin(request.url, following.url)
            request = self.company.account.request(following.method, url, pairs)
        raise PhoneError(f"The answer to one text took more than {self.max_requests} requests.")

    def _deliver(self, message: twiml.Message, document: str) -> Talk[Received]:
        """Send a text to whom it is for, and report how it went to its `action`."""
        to, sender = message.to or self.number, message.sender or self.line
        sid = self.company.sid("MM" if message.media else "SM")
        reports = self.reports
        if (sender, to) in self.company.blocked:
            reports = (("failed", "21610"),)
        now = self.company.now()
        kept = self.company.keep(Message(sid, "outbound-reply", sender, to, message.text, now, "queued"))
        status = ""
        for status, error in reports:
            kept.status, kept.error = status, error
            if not message.action:
                continue
            url = urljoin(document, message.action)
            fields = {
                "MessageSid": sid,
                "SmsSid": sid,
                "AccountSid": self.company.account.sid,
                "From": sender,
                "To": to,
                "MessageStatus": status,
                "SmsStatus": status,
                "ApiVersion": "2010-04-01",
                **({"ErrorCode": error} if error else {}),
            }
            response = yield self.company.account.request(message.method, url, fields.items())
            if not 200 <= response.status < 300:
                path = url.partition("?")[0]
                raise PhoneError(f"The gateway answered a delivery report at {path} with status {response.status}.")
        return Received(sid, message.text, "gateway", to, status)

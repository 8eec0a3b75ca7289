"""Messages over Twilio's REST API: https://www.twilio.com/docs/messaging/api/message-resource.

1. Nothing makes a request to send unique there, so one whose answer is lost may or may not have been sent: that is an
   answer of its own, `Unknown`, and never tried again blindly.
2. A connection that was never made, 429 and refused credentials surely sent nothing.
3. Where an account redacts the numbers of people, its lists cannot be searched for a person:
   https://www.twilio.com/docs/messaging/guides/privacy-message-redaction
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from twilio.base.exceptions import TwilioException

from capture_gateway.core.address import line_address
from capture_gateway.vendors.twilio.http import Http, TooMany, ask

MOST = 100
"""The newest messages to one person that are looked through for one of ours."""
PAGE = 1_000
"""As many as one page may have."""
_NOT_NOW = (401, 403, 429)
# urllib3's reasons for a request that never left; `requests` wraps them.
_NEVER_LEFT = frozenset({"NewConnectionError", "NameResolutionError", "ConnectTimeoutError"})


@dataclass(frozen=True, slots=True)
class Message:
    """One message as the provider lists it."""

    sid: str
    account: str
    sender: str
    """`From`, as the provider writes it."""
    recipient: str
    body: str
    sent_at: int
    """Milliseconds since the epoch; the provider gives whole seconds."""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """The provider took it."""

    sid: str
    status: str


@dataclass(frozen=True, slots=True)
class NotNow:
    """Nothing was sent; later it may be."""

    why: str
    """A word or a number for the log."""
    retry_after: float = 0.0
    """Seconds that the provider asks us to wait."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was sent, nor ever will be."""

    code: str
    """https://www.twilio.com/docs/api/errors"""


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have been sent."""

    why: str


Outcome = Sent | NotNow | Refused | Unknown


class Messages:
    """The messages of one account. Safe from several threads; every call takes as long as the provider does."""

    def __init__(self, account: str, token: str, api_url: str, *, timeout: float | None = None) -> None:
        self._account = account
        self._token = token
        self._api_url = api_url
        self._timeout = timeout

    def send(self, *, sender: str, to: str, text: str, reports: str) -> Outcome:
        """Send one text, once. Numbers as the provider writes them; `reports`: where it posts what became of it."""
        try:
            made = self._client.messages.create(to=to, from_=sender, body=text, status_callback=reports)
            return Sent(str(made.sid), str(made.status or ""))
        except TooMany as error:
            return NotNow("429", error.retry_after)
        except TwilioException as error:
            return _refusal(int(getattr(error, "status", 0) or 0), str(getattr(error, "code", None) or ""))
        except OSError as error:
            reason = getattr(error.args[0] if error.args else None, "reason", None)
            why = type(error).__name__
            return NotNow(why) if type(reason).__name__ in _NEVER_LEFT else Unknown(why)
        except Exception as error:  # noqa: BLE001 - something came back that the library cannot read: it may have gone
            return Unknown(type(error).__name__)

    def sent_to(self, to: str, *, sender: str, since: int) -> list[Message]:
        """What went from a line to one person since `since` (milliseconds), newest first. OperatorError on failure."""
        # By when it was made: one that waits at the provider has no date of sending to filter by.
        found = ask(self._host, lambda: self._client.messages.list(to=to, from_=sender, limit=MOST))
        # Answers to webhooks (`outbound-reply`) may have the same words.
        listed = (_message(one) for one in found if one.direction == "outbound-api")
        return [one for one in listed if one.sent_at >= since]

    def received_by(self, line: str, *, since: int) -> Iterator[Message]:
        """What people sent to a line since `since` (milliseconds), newest first, page by page. OperatorError likewise.

        `line`: as in its file, `tel:+1…`.
        """
        after = datetime.fromtimestamp(since / 1000, UTC)
        number = line.removeprefix("tel:")
        messages = self._client.messages
        listed = ask(self._host, lambda: messages.stream(to=number, date_sent_after=after, page_size=PAGE))
        while (one := ask(self._host, lambda: next(listed, None))) is not None:
            if one.direction == "inbound" and line_address(str(one.to)) == line:
                yield _message(one)

    @property
    def _host(self) -> str:
        return urlsplit(self._api_url).netloc

    @cached_property
    def _client(self) -> Any:
        from twilio.rest import Client  # noqa: PLC0415 - a tenth of a second, in the sender's thread

        # Never without credentials or an environment: the library would then look for its own.
        http = Http(self._api_url, self._timeout)
        return Client(self._account, self._token, http_client=http, environment={"TWILIO_ACCOUNT_SID": self._account})


def _refusal(status: int, code: str) -> Outcome:
    if status in _NOT_NOW:
        return NotNow(str(status))
    return Refused(code or str(status)) if 400 <= status < 500 else Unknown(str(status))


def _message(one: Any) -> Message:
    made = one.date_created or one.date_sent
    return Message(
        sid=str(one.sid),
        account=str(one.account_sid),
        sender=str(one.from_ or ""),
        recipient=str(one.to or ""),
        body=str(one.body or ""),
        sent_at=int(made.timestamp() * 1000),
        status=str(one.status or ""),
    )

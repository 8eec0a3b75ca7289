"""One text: how it is sent, how one is looked for that may have gone, and what is written down of it.

1. A text is marked as being sent, durably, before the provider hears of it, and what became of it is marked after. So
   whoever dies in between leaves a text that may have gone.
2. What may have gone is looked for in the provider's list: found, it was sent; missed in two looks a minute apart, it
   is tried again while it is worth it. Never is it sent again blindly.
3. Whatever surely was not sent is tried again, later each time; what the provider refuses for good is over.
4. A refusal because the person opted out there is what a delivery report with the same code is: a withdrawal.
"""

import logging
import unicodedata
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from capture_gateway import logs
from capture_gateway.core import identity, instant
from capture_gateway.core.act import Act, Channel, Intent, Witness
from capture_gateway.core.errors import OperatorError, Unavailable
from capture_gateway.core.withdrawal import BLOCKED_BY_PERSON
from capture_gateway.definitions import Line
from capture_gateway.outbox import leasing, pace
from capture_gateway.outbox.threads import in_thread
from capture_gateway.storage import outbox
from capture_gateway.storage.outbox import Stored
from capture_gateway.vendors.twilio.messages import Message, Messages, NotNow, Outcome, Refused, Sent, Unknown

log = logging.getLogger(__name__)

T = TypeVar("T")


class Writer(Protocol):
    """What writes: the intake."""

    async def run(self, job: Callable[[Connection], T]) -> T:
        """Run a job in a writing transaction; durable once it returns. Unavailable when it could not be written."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends and looks for texts that were leased."""

    writer: Writer
    messages: Messages
    lines: Mapping[str, Line]
    """By id."""
    public_url: str
    refused: Callable[[Act], Awaitable[object]]
    """Takes the acts of rule 4."""
    now: Callable[[], int]
    random: Callable[[int], bytes]

    async def do(self, one: Stored) -> None:
        """What its state asks for. Nothing is raised: what fails here is looked for when its lease is over."""
        try:
            await (self._send(one) if one.state == "sending" else self._look(one))
        except Unavailable as error:
            log.warning("what became of text %s could not be written: %s", one.text.id, error)
        except Exception as error:  # noqa: BLE001 - the log must not hold what somebody wrote
            log.error("text %s failed with %s", one.text.id, type(error).__name__)  # noqa: TRY400

    async def _send(self, one: Stored) -> None:
        text, line = one.text, self.lines[one.text.channel]
        name = "showing" if text.purpose == "confirm" else "reply"
        reports = f"{self.public_url}/c/{line.id}/message-status?{name}={text.id}"
        send = partial(
            self.messages.send, sender=_number(line.address), to=_number(text.subject), text=text.words.text,
            reports=reports,
        )  # fmt: skip
        outcome = await in_thread(send, "sender")
        if isinstance(outcome, Refused) and outcome.code in BLOCKED_BY_PERSON:
            await self.refused(self._block(one, line, outcome.code))
        await self.writer.run(partial(self._mark, one, outcome))

    def _mark(self, one: Stored, outcome: Outcome, connection: Connection) -> None:
        now, text = self.now(), one.text
        who = logs.masked(text.subject)
        match outcome:
            case Sent(sid, status):
                outbox.sent(connection, text.id, sid, status)
            case NotNow(why, retry_after):
                log.warning("text %s to %s could not be sent: %s", text.id, who, why)
                asked = int(retry_after * instant.SECOND)
                later = now + pace.delay(one.tries, self.random(pace.RANDOM_BYTES), at_least=asked)
                outbox.wait(connection, one, due_at=later)
            case Refused(code):
                log.warning("text %s to %s was refused: %s", text.id, who, code)
                leasing.give_up(connection, text, "failed", code, now)
            case Unknown(why):
                log.warning("text %s to %s may have been sent: %s", text.id, who, why)
                outbox.doubt(connection, one, due_at=now + pace.LOOK_AFTER, missed_at=0)

    async def _look(self, one: Stored) -> None:
        text, line = one.text, self.lines[one.text.channel]
        since = one.tried_at - instant.MINUTE
        look = partial(
            self.messages.sent_to, _number(text.subject), sender=_number(line.address), since=since
        )  # fmt: skip
        try:
            listed = await in_thread(look, "looker")
        except OperatorError as error:
            log.warning("text %s could not be looked for: %s", text.id, error)
            await self.writer.run(partial(self._not_looked, one))
            return
        alike = [message for message in reversed(listed) if _may_be(message.body, text.words.text)]
        await self.writer.run(partial(self._looked, one, alike))

    def _looked(self, one: Stored, alike: list[Message], connection: Connection) -> None:
        now, text = self.now(), one.text
        others = outbox.taken(connection, [message.sid for message in alike])
        found = next((message for message in alike if message.sid not in others), None)
        if found is not None:
            outbox.sent(connection, text.id, found.sid, found.status)
        elif not one.missed_at or now - one.missed_at < pace.LOOK_APART:
            missed_at = one.missed_at or now
            outbox.doubt(connection, one, due_at=missed_at + pace.LOOK_APART, missed_at=missed_at)
        else:
            outbox.wait(connection, one, due_at=now)

    def _not_looked(self, one: Stored, connection: Connection) -> None:
        now = self.now()
        if now > one.text.until + pace.LOOK_FOR:
            leasing.give_up(connection, one.text, "failed", "unknown", now)
        else:
            outbox.doubt(connection, one, due_at=now + pace.LOOK_APART, missed_at=one.missed_at)

    def _block(self, one: Stored, line: Line, code: str) -> Act:
        now = self.now()
        return Act(
            id=identity.uuid7(now, self.random(10)),
            showing_id="",
            key=f"twilio:message-status:{one.text.id}:failed:{code}",
            intent=Intent.DELIVERY,
            kind="delivery-error",
            value=code,
            subject=one.text.subject,
            control="carrier",
            channel=Channel(line.id, line.kind, line.address),
            program=line.program,
            received_at=now,
            witness=Witness("gateway-observed", "twilio"),
            languages=line.languages,
            delivery=("", "failed", code),  # of no text in particular: it stands now, whenever the text was made
        )


def _number(address: str | None) -> str:
    """As the provider writes it."""
    return (address or "").removeprefix("tel:")


def _may_be(body: str, text: str) -> bool:
    """Whether a listed message may be `text`: accounts may keep no bodies, or change quotation marks for cheaper ones.

    https://www.twilio.com/docs/messaging/guides/privacy-message-redaction
    """
    return _folded(body) in ("", _folded(text))


def _folded(text: str) -> str:
    """Its letters and digits."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if sign.isalnum())

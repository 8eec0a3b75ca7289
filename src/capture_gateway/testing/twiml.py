"""TwiML documents -> verbs, with Twilio's defaults filled in. What Twilio would refuse or ignore is a PhoneError.

https://www.twilio.com/docs/voice/twiml/gather · …/say · …/redirect · https://www.twilio.com/docs/messaging/twiml/message
"""

from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree as ET

from capture_gateway.testing import grammar
from capture_gateway.testing.requests import PhoneError, Request, Response

MEDIA_TYPES = ("text/xml", "application/xml", "text/html")
"""What Twilio reads as TwiML; `text/plain` would be read aloud. https://www.twilio.com/docs/voice/twiml"""
MESSAGE_LIMIT = 1600
"""Characters. https://www.twilio.com/docs/api/errors/14103"""

Method = Literal["GET", "POST"]


@dataclass(frozen=True, slots=True)
class Say:
    """Words that are spoken."""

    text: str
    language: str = "en-US"
    voice: str = "man"
    loop: int = 1


@dataclass(frozen=True, slots=True)
class Play:
    """A recording, or key tones."""

    url: str
    digits: str = ""
    loop: int = 1


@dataclass(frozen=True, slots=True)
class Pause:
    """So many seconds of silence."""

    length: int = 1


@dataclass(frozen=True, slots=True)
class Gather:
    """Prompts that a key stops, then a wait for keys."""

    prompts: tuple[Say | Play | Pause, ...]
    action: str
    """As written; empty means the URL of this document."""
    method: Method
    timeout: int
    finish_on_key: str
    num_digits: int | None
    """None: no limit."""
    listens: frozenset[str]
    """`dtmf`, `speech`."""
    on_empty: bool
    """`actionOnEmptyResult`."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """Go on with another document."""

    url: str
    method: Method


@dataclass(frozen=True, slots=True)
class Hangup:
    """The end."""


@dataclass(frozen=True, slots=True)
class Reject:
    """Do not answer the call: `rejected` or `busy`."""

    reason: str


@dataclass(frozen=True, slots=True)
class Message:
    """A text to send."""

    text: str
    media: tuple[str, ...]
    action: str
    """Where its delivery is reported to; empty: nowhere."""
    method: Method
    to: str
    sender: str


CallVerb = Say | Play | Pause | Gather | Redirect | Hangup | Reject
TextVerb = Message | Redirect


def body_of(request: Request, response: Response) -> bytes:
    """The document in an answer. PhoneError when Twilio would not take it for one (11200, 12300)."""
    path = request.url.partition("?")[0]
    if response.status != 200:
        raise PhoneError(f"The gateway answered {path} with status {response.status}, not 200 (11200).")
    media_type = response.content_type.partition(";")[0].strip().lower()
    if media_type not in MEDIA_TYPES:
        raise PhoneError(f"The gateway answered {path} with {media_type or 'no content type'}, not text/xml (12300).")
    return response.body


def call_verbs(body: bytes) -> tuple[CallVerb, ...]:
    """The verbs of a voice document, in order."""
    return tuple(_call_verb(element) for element in grammar.root_of(body))


def text_verbs(body: bytes) -> tuple[TextVerb, ...]:
    """The verbs of a messaging document, in order."""
    return tuple(_text_verb(element) for element in grammar.root_of(body))


def _call_verb(element: ET.Element) -> CallVerb:
    if element.tag in grammar.NOT_SIMULATED:
        raise PhoneError(f"The simulated phone does not walk <{element.tag}>.")
    if element.tag not in grammar.CALL:
        raise PhoneError(f"Twilio knows no verb <{element.tag}> in a call (12200).")
    grammar.check_attributes(element, grammar.CALL[element.tag])
    if element.tag == "Gather":
        return _gather(element)
    if element.tag in grammar.IN_GATHER:
        return _prompt(element)
    grammar.check_empty(element)
    if element.tag == "Redirect":
        return Redirect((element.text or "").strip(), grammar.method_of(element))
    grammar.check_no_text(element)
    if element.tag == "Reject":
        return Reject(grammar.one_of(element, "reason", ("rejected", "busy")))
    return Hangup()


def _prompt(element: ET.Element) -> Say | Play | Pause:
    if element.tag == "Say":
        grammar.check_speech(element)
        return Say(
            "".join(element.itertext()),
            element.get("language", "en-US"),
            element.get("voice", "man"),
            grammar.whole(element, "loop", 1),
        )
    grammar.check_empty(element)
    if element.tag == "Play":
        url, digits = (element.text or "").strip(), element.get("digits", "")
        if not url and not digits:
            raise PhoneError("A <Play> has nothing to play (12200).")
        return Play(url, digits, grammar.whole(element, "loop", 1))
    grammar.check_no_text(element)
    return Pause(grammar.whole(element, "length", 1))


def _gather(element: ET.Element) -> Gather:
    grammar.check_no_text(element)
    prompts = []
    for child in element:
        if child.tag not in grammar.IN_GATHER:
            raise PhoneError(f"<Gather> takes no <{child.tag}> (12200).")
        grammar.check_attributes(child, grammar.CALL[child.tag])
        prompts.append(_prompt(child))
    finish = element.get("finishOnKey", "#")
    if finish not in set("0123456789#*") | {""}:
        raise PhoneError(f"<Gather finishOnKey={finish!r}> is no key (12200).")
    return Gather(
        prompts=tuple(prompts),
        action=element.get("action", ""),
        method=grammar.method_of(element),
        timeout=grammar.whole(element, "timeout", 5),
        finish_on_key=finish,
        num_digits=grammar.whole(element, "numDigits", 1, 1) if "numDigits" in element.attrib else None,
        listens=frozenset(grammar.one_of(element, "input", ("dtmf", "speech", "dtmf speech", "speech dtmf")).split()),
        on_empty=grammar.one_of(element, "actionOnEmptyResult", ("false", "true")) == "true",
    )


def _text_verb(element: ET.Element) -> TextVerb:
    if element.tag not in grammar.TEXT:
        raise PhoneError(f"Twilio knows no verb <{element.tag}> in the answer to a text (12200).")
    grammar.check_attributes(element, grammar.TEXT[element.tag])
    if element.tag == "Redirect":
        grammar.check_empty(element)
        return Redirect((element.text or "").strip(), grammar.method_of(element))
    text, media = element.text or "", []
    if len(element):
        grammar.check_no_text(element)
        text = ""
    for child in element:
        if child.tag not in grammar.IN_MESSAGE:
            raise PhoneError(f"<Message> takes no <{child.tag}> (12200).")
        grammar.check_attributes(child, frozenset())
        grammar.check_empty(child)
        if child.tag == "Body":
            text += child.text or ""
        else:
            media.append((child.text or "").strip())
    if not text.strip() and not media:
        raise PhoneError("A <Message> has nothing in it, so nothing is sent (14103).")
    if len(text) > MESSAGE_LIMIT:
        raise PhoneError(f"A <Message> has {len(text):,} characters; Twilio sends {MESSAGE_LIMIT:,} at most (14103).")
    return Message(
        text=text,
        media=tuple(media),
        action=element.get("action", element.get("statusCallback", "")),
        method=grammar.method_of(element),
        to=element.get("to", ""),
        sender=element.get("from", ""),
    )

"""What TwiML may hold: verbs, attributes, SSML, limits of speech.

Twilio publishes no schema that is up to date; the names are those of its Python library (a test compares them).
https://www.twilio.com/docs/voice/twiml · https://www.twilio.com/docs/messaging/twiml
"""

from collections.abc import Mapping
from typing import Literal
from urllib.parse import quote
from xml.etree import ElementTree as ET

from capture_gateway.testing.requests import PhoneError

DOCUMENT_LIMIT = 64 * 1024
"""Bytes; over it Twilio reports 11750. https://www.twilio.com/docs/api/errors/11750"""

_GATHER = (
    "input action method timeout speechTimeout maxSpeechTime profanityFilter finishOnKey numDigits "
    "partialResultCallback partialResultCallbackMethod language hints bargeIn debug actionOnEmptyResult speechModel "
    "enhanced"
)
CALL: Mapping[str, frozenset[str]] = {
    "Gather": frozenset(_GATHER.split()),
    "Say": frozenset({"voice", "loop", "language"}),
    "Play": frozenset({"loop", "digits"}),
    "Pause": frozenset({"length"}),
    "Redirect": frozenset({"method"}),
    "Hangup": frozenset(),
    "Reject": frozenset({"reason"}),
}
NOT_SIMULATED = frozenset(
    "Connect Dial Echo Enqueue Leave Queue Record Sms Pay Prompt Start Stop Refer".split()  # noqa: SIM905 - as a list reads
)
"""Verbs of a call that Twilio knows and this phone does not walk."""
IN_GATHER = frozenset({"Say", "Play", "Pause"})

TEXT: Mapping[str, frozenset[str]] = {
    "Message": frozenset({"to", "from", "action", "method", "statusCallback"}),
    "Redirect": frozenset({"method"}),
}
IN_MESSAGE = frozenset({"Body", "Media"})

SSML: Mapping[str, frozenset[str]] = {
    "break": frozenset({"strength", "time"}),
    "emphasis": frozenset({"level"}),
    "lang": frozenset({"xml:lang"}),
    "p": frozenset(),
    "phoneme": frozenset({"alphabet", "ph"}),
    "prosody": frozenset({"volume", "rate", "pitch"}),
    "s": frozenset(),
    "say-as": frozenset({"interpret-as", "format"}),
    "sub": frozenset({"alias"}),
    "w": frozenset({"role"}),
}

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def root_of(body: bytes) -> ET.Element:
    """The `<Response>` of a document. PhoneError when it is too long, not well-formed, or something else."""
    if len(body) > DOCUMENT_LIMIT:
        raise PhoneError(f"The document has {len(body):,} bytes; Twilio takes {DOCUMENT_LIMIT:,} (11750).")
    if b"<!DOCTYPE" in body:
        raise PhoneError("The document declares a DOCTYPE; TwiML has none (12100).")
    try:
        root = ET.fromstring(body)  # noqa: S314 - no DOCTYPE, so no entities; and at most 64 kB
    except ET.ParseError as error:
        raise PhoneError(f"The document is not well-formed XML: {error} (12100).") from error
    if root.tag != "Response":
        raise PhoneError(f"The document is a <{root.tag}>, not a <Response> (12100).")
    check_attributes(root, frozenset())
    check_no_text(root)
    return root


def check_attributes(element: ET.Element, known: frozenset[str]) -> None:
    """PhoneError when `element` has an attribute that Twilio does not know (12200: it warns and ignores it)."""
    for name in element.attrib:
        if name.replace(_XML_LANG, "xml:lang") not in known:
            raise PhoneError(f"<{element.tag}> has no attribute {name!r} (12200).")


def check_no_text(element: ET.Element) -> None:
    """PhoneError when text stands where only elements belong: nobody would hear or read it."""
    loose = [element.text or "", *(child.tail or "" for child in element)]
    if any(text.strip() for text in loose):
        raise PhoneError(f"Text stands loose in <{element.tag}> (12200).")


def check_empty(element: ET.Element) -> None:
    """PhoneError when `element` has children."""
    for child in element:
        raise PhoneError(f"<{element.tag}> takes no <{child.tag}> (12200).")


def check_speech(say: ET.Element) -> None:
    """PhoneError when a `<Say>` is empty, too long for its voice (13521), or holds unknown SSML.

    Limits in UTF-8 bytes: basic voices 4,096; Amazon Polly 3,000, tags free; Google 5,000, tags counted; and 4,500 for
    the URL-encoded text of any voice. https://www.twilio.com/docs/api/errors/13521
    """
    for child in say.iter():
        if child is say:
            continue
        if child.tag not in SSML:
            raise PhoneError(f"<Say> takes no <{child.tag}> (12200).")
        check_attributes(child, SSML[child.tag])
    text = "".join(say.itertext())
    if not text.strip():
        raise PhoneError("A <Say> has nothing to say (13520).")
    voice = say.get("voice", "")
    limit, spoken = 4096, text
    if voice.startswith("Polly."):
        limit = 3000
    elif voice.startswith("Google."):
        limit, spoken = 5000, (say.text or "") + "".join(ET.tostring(child, "unicode") for child in say)
    length, encoded = len(spoken.encode()), len(quote(text))
    if length > limit:
        raise PhoneError(f"A <Say> has {length:,} bytes; the voice {voice or 'man'} takes {limit:,} (13521).")
    if encoded > 4500:
        raise PhoneError(f"A <Say> has {encoded:,} bytes when URL-encoded; Twilio takes 4,500 (13521).")


def one_of(element: ET.Element, name: str, choices: tuple[str, ...]) -> str:
    """The attribute's value, its default being the first of `choices`; PhoneError when it is none of them."""
    value = element.get(name, choices[0])
    if value not in choices:
        raise PhoneError(f"<{element.tag} {name}={value!r}> is none of {', '.join(map(repr, choices))} (12200).")
    return value


def method_of(element: ET.Element) -> Literal["GET", "POST"]:
    """How the next document is asked for; POST unless the document says GET."""
    return "GET" if one_of(element, "method", ("POST", "GET")) == "GET" else "POST"


def whole(element: ET.Element, name: str, default: int, least: int = 0) -> int:
    """A whole number, at least `least`; PhoneError otherwise."""
    value = element.get(name, str(default))
    if not value.isascii() or not value.isdecimal() or len(value) > 9 or int(value) < least:
        raise PhoneError(f"<{element.tag} {name}={value!r}> is no whole number from {least} (12200).")
    return int(value)

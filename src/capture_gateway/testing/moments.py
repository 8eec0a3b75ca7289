"""The moments of a call, what may happen in each, and what is left when it is over."""

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Literal

from capture_gateway.testing import twiml
from capture_gateway.testing.requests import Request, Response

WORDS_A_SECOND = 2.5
"""How fast the simulated voice speaks; for the length of a call alone."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One prompt as the caller heard it."""

    verb: Literal["Say", "Play", "Pause"]
    text: str
    """What is spoken, the recording's URL, the key tones, or empty."""
    language: str
    voice: str
    document: int
    """In which document of the call, from 0."""
    gather: bool
    """Inside a `<Gather>`: a key stops it."""
    seconds: float
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class Speaking:
    """A moment: this prompt starts. Answer with `Done`, `Keys` pressed meanwhile, or `HangUp`."""

    prompt: Heard


@dataclass(frozen=True, slots=True)
class Listening:
    """A moment: the line waits for keys. Answer with `Keys`, `Speech`, `Done` (silence to the end) or `HangUp`."""

    gather: twiml.Gather
    digits: str
    """Taken so far."""


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing happened until the moment was over."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys were pressed: digits, `*`, `#`."""

    keys: str


@dataclass(frozen=True, slots=True)
class Speech:
    """Something was said; taken where the line listens for speech, else silence."""

    words: str
    confidence: str = "0.9"


@dataclass(frozen=True, slots=True)
class HangUp:
    """The caller hung up."""


Moment = Speaking | Listening
Event = Done | Keys | Speech | HangUp
Walk = Generator[Request | Moment, Response | Event, "Call"]


@dataclass(slots=True)
class Call:
    """What became of a call."""

    sid: str
    heard: list[Heard] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    """Every document that was asked for."""
    lost: str = ""
    """Keys that nobody listened for."""
    ended_by: Literal["caller", "gateway", "rejected", ""] = ""
    status: Literal["completed", "busy", "no-answer"] = "completed"
    seconds: float = 0.0

    @property
    def words(self) -> list[str]:
        """Everything spoken, in order."""
        return [one.text for one in self.heard if one.verb == "Say"]

    @property
    def read_out(self) -> list[str]:
        """For each document that has any: its words outside a `<Gather>`, joined by one space."""
        documents: dict[int, list[str]] = {}
        for one in self.heard:
            if one.verb == "Say" and not one.gather:
                documents.setdefault(one.document, []).append(one.text)
        return [" ".join(texts) for texts in documents.values()]


def heard(verb: twiml.Say | twiml.Play | twiml.Pause, document: int, *, gather: bool) -> Heard:
    """A prompt that starts to play."""
    match verb:
        case twiml.Say():
            seconds = len(verb.text.split()) / WORDS_A_SECOND
            return Heard("Say", verb.text, verb.language, verb.voice, document, gather, seconds)
        case twiml.Play():
            return Heard("Play", verb.url or verb.digits, "", "", document, gather, 1.0)
        case twiml.Pause():
            return Heard("Pause", "", "", "", document, gather, float(verb.length))

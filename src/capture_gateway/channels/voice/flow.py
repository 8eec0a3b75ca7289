"""The flow of a line: its steps, and what each key does there. Values that channels/*.toml fills; the files' own words.

A step speaks, then asks, then takes one key. A key either does one of the actions below or leads to another step.
A step that asks nothing speaks and ends the call. Silence and keys that a step does not know are the same everywhere:
the question again, and a polite end at the third.

Callers who hide their number go through two steps more, before the first one of the file: they key a number, hear it,
and confirm it (`KEYING`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from capture_gateway.core.disclosure import Possession

AGREE = "agree"
DECLINE = "decline"
STOP = "stop"
REPEAT = "repeat"
LANGUAGE = "language"
ACTIONS = (AGREE, DECLINE, STOP, REPEAT, LANGUAGE)
ENDINGS = (AGREE, DECLINE, STOP)
"""Actions that end the call, once the person has heard what came of them."""

KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "*", "#")

TRIES = 3
"""Silences and wrong keys in one call before it ends; they share the count, and no right key resets it."""
TURNS = 12
"""Keys and silences that one call may have. The answer to the last one never asks another question."""

# Names of words that no step chooses: the flow itself speaks them.
AGAIN = "again"
OTHER_LANGUAGE = "other-language"
GOODBYE = "goodbye"
TROUBLE = "trouble"
NUMBER_WRONG = "number-wrong"

# The two steps before all others, for callers without a number; their names are also those of the questions they ask.
NUMBER = "number"
CHECK = "number-check"
DIGITS = "digits"
"""Stands in a step's keys for a whole number."""
CONFIRM = "confirm"
"""That the number is right: on to the first step of the file. No file can use this action."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks a language: `Polly.Joanna`, `en-US` (https://www.twilio.com/docs/voice/twiml/say/text-speech)."""

    name: str
    locale: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step, named by its table in the file."""

    name: str
    say: str | None
    """Name of the words that are spoken in full; keys pressed meanwhile are lost."""
    ask: str | None
    """Name of the question that a key may interrupt; None: the call ends after `say`."""
    keys: Mapping[str, str]
    """Key -> an action, or the name of a step."""


KEYING: Mapping[str, Step] = {
    NUMBER: Step(NUMBER, None, NUMBER, {DIGITS: CHECK, "*": LANGUAGE}),
    CHECK: Step(CHECK, None, CHECK, {"1": CONFIRM, "2": NUMBER, "*": LANGUAGE}),
}
"""How a caller who hides their number says whose call it is."""


@dataclass(frozen=True, slots=True)
class VoiceOptions:
    """What channels/<id>.toml says of a voice line, beside what it says of every line."""

    start: str
    """The step where every call begins."""
    timeout: int
    """Seconds of silence after a question before it counts as no answer."""
    voices: Mapping[str, Voice]
    """By language."""
    steps: Mapping[str, Step]
    disclosures: frozenset[str]
    """Which of the words that steps say are disclosures."""
    possession: Possession | None = None
    """What proves that a number which was keyed is theirs; None: they text JOIN and agree there."""
    keying: Mapping[str, Step] = field(default_factory=lambda: KEYING)
    """The steps before the first, by name, where nobody knows whose call it is."""

    def step(self, name: str) -> Step:
        """The step of this name. KeyError when there is none."""
        return self.keying.get(name) or self.steps[name]

"""Turns: where a call stands, carried in the address that the next key is posted to. The server keeps nothing.

The provider signs the whole address, so that what comes back is what we wrote. One call is many requests, each with its
own turn: `twilio:call:<CallSid>:<turn>` tells a repeated delivery from the next key.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from capture_gateway.channels.voice.flow import (
    AGREE,
    CHECK,
    CONFIRM,
    DECLINE,
    DIGITS,
    ENDINGS,
    KEYS,
    LANGUAGE,
    NUMBER,
    REPEAT,
    STOP,
    TRIES,
    TURNS,
    Step,
    VoiceOptions,
)
from capture_gateway.channels.voice.keyed import Keyed, Seal, number_of
from capture_gateway.core.act import Intent
from capture_gateway.core.errors import Malformed

_FIELDS = {"turn", "tries", "language", "showing", "prompt", "requested"}
_COUNT = re.compile(r"[1-9]?[0-9]")
_INTENTS: Mapping[str, Intent] = {AGREE: Intent.AGREE, DECLINE: Intent.DECLINE, STOP: Intent.WITHDRAW}


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a call stands when a key arrives."""

    number: int
    """1 for the first key or silence of the call; the incoming call itself is 0 and has no address of its own."""
    tries: int
    """Silences and wrong keys so far."""
    language: str
    showing: str = ""
    """Id of the newest showing, while the call is in its language; else empty."""
    prompt: str = ""
    """Name of the words that it showed."""
    requested: tuple[str, ...] = ()
    """Languages in which this call has written `requested`."""
    keyed: Keyed | None = None
    """The number that the caller keyed, where theirs is hidden."""

    def query(self, seal: Seal) -> str:
        """`turn=1&tries=0&language=en&…`, always the same text for the same turn; a number is sealed by `seal`."""
        fields = {
            "turn": self.number,
            "tries": self.tries,
            "language": self.language,
            "showing": self.showing,
            "prompt": self.prompt,
            "requested": ".".join(self.requested),
        }
        return urlencode(fields if self.keyed is None else {**fields, "keyed": seal.close(self.keyed)})


def parse(query: str, languages: Sequence[str], seal: Seal) -> Turn:
    """The turn that wrote `query` for the call of `seal`.

    Malformed when none of ours did, or the line has lost a language since.
    """
    try:
        fields = dict(parse_qsl(query, keep_blank_values=True, strict_parsing=True, errors="strict"))
    except ValueError:
        fields = {}
    if (
        not fields.keys() >= _FIELDS
        or fields["language"] not in languages
        or not _COUNT.fullmatch(fields["turn"])
        or not _COUNT.fullmatch(fields["tries"])
    ):
        raise Malformed("the address of a key was not written by this gateway")
    return Turn(
        number=int(fields["turn"]),
        tries=int(fields["tries"]),
        language=fields["language"],
        showing=fields["showing"],
        prompt=fields["prompt"],
        requested=tuple(filter(None, fields["requested"].split("."))),
        keyed=seal.open(fields["keyed"]) if "keyed" in fields else None,
    )


@dataclass(frozen=True, slots=True)
class Move:
    """What a key means, before anything is known about the person."""

    intent: Intent
    step: Step
    """The step that speaks or asks next; for AGREE, DECLINE and WITHDRAW the step where the key was pressed."""
    turn: Turn
    """Where the call stands then; its `showing` is added when there is one."""
    failed: bool = False
    """It was a silence or a key that the step does not know."""
    exhausted: bool = False
    """The call ends for too many of those, or for too many keys at all."""


def heard(step: Step, turn: Turn, digits: str, region: str) -> tuple[str, Turn]:
    """The key that `digits` are at `step`, and the turn with what they say: a whole number is the key DIGITS.

    Malformed where a number should be confirmed and there is none.
    """
    if step.name == CHECK and turn.keyed is None:
        raise Malformed("the address of a key has lost its number")
    if step.name == NUMBER:
        number = number_of(digits, region)
        if number is not None:
            return DIGITS, replace(turn, keyed=Keyed(number))
    return (digits if digits in KEYS else ""), turn


def opening(options: VoiceOptions, languages: Sequence[str]) -> Move:
    """What an incoming call means."""
    return _enter(options, options.steps[options.start], Turn(1, 0, languages[0]))


def after(options: VoiceOptions, step: Step, turn: Turn, key: str, languages: Sequence[str]) -> Move:
    """What `key` means at `step`; an empty one is silence. Stopping counts however worn out the call is."""
    following = replace(turn, number=turn.number + 1)
    target = step.keys.get(key)
    if target is None:
        failed = replace(following, tries=turn.tries + 1)
        over = failed.tries >= TRIES or turn.number >= TURNS
        return Move(Intent.EXPIRE if over else Intent.NOTE, step, failed, failed=True, exhausted=over)
    if turn.number > TURNS and target != STOP:
        return Move(Intent.EXPIRE, step, following, exhausted=True)
    if target in ENDINGS:
        return Move(_INTENTS[target], step, following)
    if target == CONFIRM and turn.keyed is not None:
        following = replace(following, keyed=replace(turn.keyed, is_confirmed=True))
    elif target == NUMBER:
        following = replace(following, keyed=None)
    elif target == LANGUAGE:
        language = languages[(languages.index(turn.language) + 1) % len(languages)]
        if language != turn.language:
            following = replace(following, language=language, showing="", prompt="")
    entered = step if target in (LANGUAGE, REPEAT) else options.step(options.start if target == CONFIRM else target)
    move = _enter(options, entered, following)
    if turn.number >= TURNS and entered.ask is not None:
        return Move(Intent.EXPIRE, step, following, exhausted=True)
    return move


def unknown(options: VoiceOptions, move: Move) -> Move:
    """What `move` comes to where nobody knows whose call it is: nothing but asking for a number, or the end."""
    asks = move.step if move.step.name in options.keying else options.keying[NUMBER]
    turn = replace(move.turn, showing="", prompt="", requested=(), keyed=move.turn.keyed if asks is move.step else None)
    over = move.exhausted or move.turn.number > TURNS
    return Move(Intent.NOTE, asks, turn, failed=move.failed and asks is move.step, exhausted=over)


def _enter(options: VoiceOptions, step: Step, turn: Turn) -> Move:
    if step.ask is None:
        return Move(Intent.EXPIRE, step, turn)
    return Move(Intent.ASK if step.say in options.disclosures else Intent.NOTE, step, turn)

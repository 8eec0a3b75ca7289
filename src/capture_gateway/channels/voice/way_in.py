"""How people sign up by telephone: every step of the call, its words, its question, its keys."""

from collections.abc import Mapping
from typing import cast

from capture_gateway.channels.voice.documents import Script
from capture_gateway.channels.voice.flow import (
    AGAIN,
    AGREE,
    CHECK,
    DECLINE,
    GOODBYE,
    NUMBER,
    NUMBER_WRONG,
    OTHER_LANGUAGE,
    STOP,
    TROUBLE,
    Step,
    VoiceOptions,
)
from capture_gateway.channels.voice.turn import Turn
from capture_gateway.core.possession import PENDING
from capture_gateway.core.way_in import Beside, Choice, Meaning, Scene, WayIn
from capture_gateway.definitions import Line
from capture_gateway.prompts.catalogue import Catalogue

_NOTICES: Mapping[Meaning, str] = {
    "again": AGAIN,
    "goodbye": GOODBYE,
    "trouble": TROUBLE,
    "hidden": NUMBER,
    "hidden-heard": CHECK,
    "hidden-wrong": NUMBER_WRONG,
}
"""The words that no step chooses, by what happens to the caller."""
_ANY = {"number": "[…]", "join": "[…]"}
"""What differs from call to call."""


def way_in(line: Line, catalogue: Catalogue, language: str) -> WayIn:
    """The way in of a voice line in one of its languages. LookupError: the deployment was not checked."""
    options: VoiceOptions = line.options
    script = Script(
        options,
        line.languages,
        lambda spoken, name: catalogue.words(line.program.id, spoken, name, line.kind),
        base="",
        region=line.program.region,
    )
    steps = sorted(options.steps.values(), key=lambda step: step.name != options.start)  # the others keep their order
    return WayIn(
        line=line.id,
        kind=line.kind,
        medium="speech",
        language=language,
        address=line.address,
        path="",
        scenes=tuple(_scene(step, script, language) for step in steps),
        replies=tuple(
            Choice("", happens, script.text(language, name, **_ANY))
            for happens, name in {**_NOTICES, **_agreed(options)}.items()
        ),
    )


def _agreed(options: VoiceOptions) -> Mapping[Meaning, str]:
    """What somebody hears who agreed with a number that they keyed, where that is something of its own."""
    agrees = any(AGREE in step.keys.values() for step in options.steps.values())
    return {"hidden-agreed": PENDING[options.possession]} if agrees and options.possession in PENDING else {}


def _scene(step: Step, script: Script, language: str) -> Scene:
    is_disclosure = step.say in script.options.disclosures
    shown = script.presentation(step, Turn(1, 0, language))
    others = script.languages[script.languages.index(language) + 1 :] + script.languages
    spoken = {"question": language, OTHER_LANGUAGE: others[0]}
    return Scene(
        name=step.name,
        act="",
        words="" if step.say is None else script.text(language, step.say),
        is_disclosure=is_disclosure,
        beside=tuple(Beside("question", shown[name], one) for name, one in spoken.items() if name in shown),
        choices=tuple(_choice(key, target, step, script, language) for key, target in step.keys.items()),
    )


def _choice(key: str, target: str, step: Step, script: Script, language: str) -> Choice:
    if target in script.options.steps:
        return Choice(key, "next", about=target)
    answers = {
        AGREE: "confirmation" + (step.say or "").removeprefix("disclosure"),
        DECLINE: "declined",
        STOP: "stopped",
    }
    reply = script.text(language, answers[target]) if target in answers else ""
    return Choice(key, cast("Meaning", target), reply)

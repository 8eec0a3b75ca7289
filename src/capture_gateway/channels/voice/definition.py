"""The file of a voice line -> `VoiceOptions`. What every key of it means stands in the comments of the sample.

Rule ids: V01 address · V02 the start · V03 a step or its name · V04 a key · V05 words that cannot be spoken ·
V06 no text line for a possession · V07 a possession that proves nothing (warning) · V10-V14 what the proof finds.
"""

import re
from collections.abc import Mapping
from typing import cast

from capture_gateway.channels.voice import proof
from capture_gateway.channels.voice.flow import (
    ACTIONS,
    AGAIN,
    AGREE,
    CHECK,
    CONFIRM,
    DECLINE,
    GOODBYE,
    KEYING,
    KEYS,
    NUMBER,
    NUMBER_WRONG,
    OTHER_LANGUAGE,
    STOP,
    TROUBLE,
    Step,
    Voice,
    VoiceOptions,
)
from capture_gateway.channels.voice.speech import TooLong, pieces
from capture_gateway.core.disclosure import Possession
from capture_gateway.core.possession import PENDING
from capture_gateway.definitions import TEXTING, LineFacts, Table

TIMEOUT = 6
"""Seconds, where the file says nothing."""

# https://www.twilio.com/docs/voice/twiml/say/text-speech
_VOICE = r"(Polly|Google)\.[A-Za-z0-9-]+|man|woman|alice"
_LOCALE = r"[a-z]{2,3}-[A-Z0-9]{2,3}"
_STEP = re.compile(r"[a-z][a-z0-9-]*")
_NO_STEPS = (*ACTIONS, CONFIRM, *KEYING)

SLOTS: Mapping[str, tuple[str, ...]] = {
    CHECK: ("number",),
    PENDING["text-to-join"]: ("join", "number"),
    PENDING["reply"]: ("join", "number"),
}
"""What is said within words: the number that was keyed, the text that proves it and where to send it."""
TEXTED = ("welcome", "stopped")
"""Words of the text line that confirm what was done in a call."""


def read(table: Table, facts: LineFacts) -> VoiceOptions:
    """The options of a line; every problem is noted with its line and key, and one run notes them all."""
    if "address" not in table:
        table.problem("address", "V01", "address is missing: write the number that people call, tel:+14155550101")
    places = table.tables("steps")
    steps = {name: _step(name, place) for name, place in places.items()}
    voices = table.table("voices")
    options = VoiceOptions(
        start=table.text("start"),
        timeout=table.integer("timeout", default=TIMEOUT, minimum=1, maximum=30),
        voices={language: _voice(voices.table(language)) for language in facts.languages},
        steps=steps,
        disclosures=frozenset(step.say for step in steps.values() if step.say and _is_disclosure(step.say, facts)),
        possession=_possession(table, facts),
    )
    _check_words(table, options, facts)
    if options.start and options.start not in steps:
        table.problem("start", "V02", f"start: there is no step {options.start!r}; there are {', '.join(steps)}")
    if _check_steps(table, steps) and options.start in steps and facts.languages:
        for finding in proof.findings(options, facts.languages):
            if finding.key is None:
                table.problem(f"steps.{finding.step}", finding.rule, finding.message, finding.severity)
            else:
                keys = places[finding.step].table("keys")
                keys.problem(finding.key, finding.rule, finding.message, finding.severity)
    return options


def _voice(table: Table) -> Voice:
    return Voice(name=table.text("name", pattern=_VOICE), locale=table.text("locale", pattern=_LOCALE))


def _possession(table: Table, facts: LineFacts) -> Possession | None:
    # A code that is typed back has no place here: by the time the text is there, the call is over.
    value = table.text("possession", required=False, choices=("none", "text-to-join", "reply"))
    found = cast("Possession", value) if value else None
    if found not in (None, "none") and facts.texts is None:
        table.problem("possession", "V06", f"possession: {value!r} needs a line of kind {TEXTING!r}; name it in texts")
    if found == "none":
        risk = "anybody can sign up anybody's number, and nothing proves that it is theirs; not even their STOP holds"
        table.problem("possession", "V07", f'possession: with "none" {risk}', severity="warning")
    return found


def _step(name: str, table: Table) -> Step:
    keys = table.table("keys", required="ask" in table)
    return Step(
        name=name,
        say=table.text("say", required=False) or None,
        ask=table.text("ask", required=False) or None,
        keys={key: target for key in keys.keys() if (target := keys.text(key))},  # noqa: SIM118 - not a dict
    )


def _check_steps(table: Table, steps: Mapping[str, Step]) -> bool:
    """Whether every key leads somewhere, so that the flow can be walked."""
    is_whole = True
    for step in steps.values():
        place, at = table.tables("steps")[step.name].table("keys", required=False), f"steps.{step.name}"
        if not _STEP.fullmatch(step.name) or step.name in _NO_STEPS:
            rule = f"small letters, digits and hyphens, and none of {', '.join(_NO_STEPS)}"
            table.problem(at, "V03", f"a step has a name of {rule}, not {step.name!r}")
        if step.ask is None and (step.say is None or step.keys):
            table.problem(at, "V03", f"the step {step.name!r} needs ask, the question before its keys")
        for key, target in step.keys.items():
            if key not in KEYS:
                place.problem(key, "V04", f"{key!r} is no key of a telephone: write one of {' '.join(KEYS)}, in quotes")
            if target not in ACTIONS and target not in steps:
                known = ", ".join((*ACTIONS, *steps))
                place.problem(
                    key, "V04", f"the key {key} leads to {target!r}, which is neither an action nor a step: {known}"
                )
                is_whole = False
    return is_whole


def _is_disclosure(name: str, facts: LineFacts) -> bool:
    words = facts.catalogue.words(facts.program.id, facts.languages[0], name, facts.kind) if facts.languages else None
    return words is not None and words.role == "disclosure"


def _check_words(table: Table, options: VoiceOptions, facts: LineFacts) -> None:
    places = table.tables("steps")
    for step in options.steps.values():
        for key, name in (("say", step.say), ("ask", step.ask)):
            if name is not None:
                _check_speakable(places[step.name], key, name, options, facts)
    actions = {target for step in options.steps.values() for target in step.keys.values()}
    spoken = [AGAIN, GOODBYE, TROUBLE, NUMBER, CHECK, NUMBER_WRONG]
    if AGREE in actions:
        spoken += ["confirmation" + name.removeprefix("disclosure") for name in sorted(options.disclosures)]
        spoken += [PENDING[options.possession]] if options.possession in PENDING else []
    if DECLINE in actions:
        spoken.append("declined")
    if STOP in actions:
        spoken.append("stopped")
    if len(facts.languages) > 1:
        spoken.append(OTHER_LANGUAGE)
    for name in spoken:
        _check_speakable(table, "kind", name, options, facts)
    if facts.texts is not None:
        for name in (*TEXTED, *(["confirm"] if options.possession == "reply" else [])):
            facts.needs(table, "texts" if "texts" in table else "kind", name, TEXTING)


def _check_speakable(table: Table, key: str, name: str, options: VoiceOptions, facts: LineFacts) -> None:
    facts.needs(table, key, name)
    for language in facts.languages:
        words = facts.catalogue.words(facts.program.id, language, name, facts.kind)
        if words is None:
            continue
        place = f"{name}.{facts.kind} in {language}"
        needed = SLOTS.get(name, ())
        if {*words.slots} - {*needed}:
            table.problem(key, "V05", f"{place} cannot be spoken: nothing fills its slots {', '.join(words.slots)}")
        if {*needed} - {*words.slots}:
            table.problem(key, "V05", f"{place} leaves out what it is for: its slots are {', '.join(needed)}")
        try:
            pieces(words.text, options.voices[language].name)
        except TooLong as error:
            table.problem(key, "V05", f"{place} cannot be spoken: {error}")

"""Proof over a flow: nobody can agree to words that were not spoken to them, in the language of the moment.

The flow is walked in every way that keys can take it, before a line is opened. A state is the step, the language,
whether the newest disclosure of the call was spoken in that language, and whether it is known whose call it is:
changing the language forgets the words until they are spoken again, and a caller who hides their number is unknown
until they confirmed the one that they keyed. Silence and wrong keys leave a state as it is, so they help nobody past
it. Only finitely many states exist, so the walk is complete, not a sample.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from capture_gateway.channels.voice.flow import (
    AGREE,
    CONFIRM,
    DECLINE,
    ENDINGS,
    LANGUAGE,
    NUMBER,
    REPEAT,
    STOP,
    VoiceOptions,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a flow, and the place: a step, and one of its keys where it is one."""

    step: str
    key: str | None
    rule: str
    severity: Literal["error", "warning"]
    message: str


@dataclass(frozen=True, slots=True)
class State:
    """Where a caller can be, once the step has spoken."""

    step: str
    language: str
    disclosed: bool
    """The newest disclosure of this call was spoken in this language."""
    known: bool
    """The caller's number is shown, or they keyed one and confirmed it."""


def findings(options: VoiceOptions, languages: Sequence[str]) -> list[Finding]:
    """Everything that the walk finds wrong; no error among them is the proof. Every name in `options` must exist.

    V10 agreeing or declining without the disclosure, or anything with no number; V11 no way to decline, or to stop,
    where a disclosure is spoken; V12 a question from which no key leads to an end; V13, V14 steps and languages that no
    caller ever reaches.
    """
    reached = _walk(options, languages, options.start, known=True)
    unknown = _walk(options, languages, NUMBER, known=False)
    names = {state.step for state in reached}
    heard = {state.language for state in reached}
    return [
        *_undisclosed(options, reached | {state: way for state, way in unknown.items() if state not in reached}),
        *_without_exit(options, names),
        *(
            Finding(name, None, "V13", "warning", f'no key leads to the step "{name}"; remove it')
            for name in options.steps
            if name not in names
        ),
        *(
            Finding(
                options.start,
                None,
                "V14",
                "warning",
                f'nobody can hear this line in "{language}"; give a key the action "{LANGUAGE}"',
            )
            for language in languages
            if language not in heard
        ),
    ]


def _after(options: VoiceOptions, state: State, target: str, languages: Sequence[str]) -> State | None:
    """Where the action or step `target` leads from `state`; None when it ends the call."""
    if target in ENDINGS:
        return None
    language, disclosed = state.language, state.disclosed
    if target == LANGUAGE:
        language = languages[(languages.index(language) + 1) % len(languages)]
        disclosed = disclosed and language == state.language
    stays = target in (LANGUAGE, REPEAT)
    step = options.step(state.step if stays else options.start if target == CONFIRM else target)
    known = state.known or target == CONFIRM
    return State(step.name, language, disclosed or step.say in options.disclosures, known)


def _walk(options: VoiceOptions, languages: Sequence[str], start: str, *, known: bool) -> dict[State, str]:
    """Every state that keys can lead to -> the shortest way there, for people: `"offer" in en, *, "offer" in es`."""
    opening = State(start, languages[0], options.step(start).say in options.disclosures, known)
    reached = {opening: f'"{opening.step}" in {opening.language}'}
    waiting = deque([opening])
    while waiting:
        state = waiting.popleft()
        for key, target in options.step(state.step).keys.items():
            following = _after(options, state, target, languages)
            if following is not None and following not in reached:
                reached[following] = f'{reached[state]}, {key}, "{following.step}" in {following.language}'
                waiting.append(following)
    return reached


def _undisclosed(options: VoiceOptions, reached: Mapping[State, str]) -> Iterator[Finding]:
    said: set[tuple[str, str, str]] = set()
    for state, way in reached.items():
        for key, target in options.step(state.step).keys.items():
            missing = _missing(state, target)
            place = (state.step, key, state.language)
            if missing and place not in said:
                said.add(place)
                message = f"the key {key} would {target} although {missing}: {way}, {key}"
                yield Finding(state.step, key, "V10", "error", f"{message}; let the step say the disclosure")


def _missing(state: State, target: str) -> str:
    """What must come before `target` and has not; empty when nothing is missing."""
    if target in ENDINGS and not state.known:
        return "nobody knows whose call it is"
    if target in (AGREE, DECLINE) and not state.disclosed:
        return f'the disclosure was not spoken in "{state.language}"'
    return ""


def _without_exit(options: VoiceOptions, names: set[str]) -> Iterator[Finding]:
    leads_on = {name: set(options.steps[name].keys.values()) for name in names}
    ending = {name for name in names if options.steps[name].ask is None or leads_on[name] & set(ENDINGS)}
    while more := {name for name in names - ending if leads_on[name] & ending}:
        ending |= more
    for name in options.steps:
        if name not in names:
            continue
        if name not in ending:
            yield Finding(name, None, "V12", "error", f'no key leads from the step "{name}" to an end of the call')
        for action in (DECLINE, STOP) if options.steps[name].say in options.disclosures else ():
            if action not in leads_on[name]:
                message = f'the step "{name}" says a disclosure, so one of its keys must have the action "{action}"'
                yield Finding(name, None, "V11", "error", message)

"""A 10DLC campaign, filled in: the fields of https://www.twilio.com/docs/messaging/api/usapptoperson-resource

`MessageFlow` says how people opt in. It quotes the words in full while they fit, text first, and points to the
program's page, which has all of them; a reviewer rejects what cannot be seen (30543, 30842).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import phonenumbers

from capture_gateway.carrier.material import Material
from capture_gateway.core.address import readable
from capture_gateway.core.errors import OperatorError
from capture_gateway.core.keywords import PROVIDER_HELP, PROVIDER_STOP
from capture_gateway.core.way_in import Meaning, WayIn

DESCRIPTION = (40, 4096)
FLOW = (40, 2048)
REPLY = (20, 320)
SAMPLE = (20, 1024)
SAMPLES = (2, 5)

_LINK = re.compile(r"https?://|\bwww\.")


@dataclass(frozen=True, slots=True)
class Filled:
    """A form, and what is left to do before it can be sent."""

    fields: dict[str, Any]
    """Names are the API's."""
    to_do: list[str]


def fill(material: Material) -> Filled:
    """The campaign. OperatorError when the way in cannot be told within the carriers' limit."""
    program, samples = material.program, material.samples()
    fields: dict[str, Any] = {
        "Description": description(material),
        "MessageFlow": flow(material),
        "MessageSamples": samples[: SAMPLES[1]],
        "HasEmbeddedLinks": any(_LINK.search(sample) for sample in samples),
        "HasEmbeddedPhone": any(_has_phone(sample, program.region) for sample in samples),
        "SubscriberOptIn": True,
        "PrivacyPolicyUrl": program.privacy_url,
        "TermsAndConditionsUrl": program.terms_url,
    }
    to_do = []
    if (case := use_case(material)) is None:
        to_do.append("Choose the campaign's use case, UsAppToPersonUsecase: the files do not tell it.")
    else:
        fields["UsAppToPersonUsecase"] = case
    replies: dict[str, Meaning] = {"OptIn": "agree", "OptOut": "stop", "Help": "help"}
    keywords = {
        "OptIn": [word for word in material.keywords if word.isalnum()],
        "OptOut": sorted(PROVIDER_STOP, key=lambda word: (word != "STOP", word)),
        "Help": sorted(PROVIDER_HELP),
    }
    for name, meaning in replies.items():
        choice = next(material.texted(meaning), None)
        if choice is not None:
            fields |= {f"{name}Keywords": keywords[name], f"{name}Message": choice.reply}
    return Filled(fields, [*to_do, *_sample_gaps(material), *_reply_gaps(fields)])


def description(material: Material) -> str:
    """Who sends what to whom, and why, within the limit."""
    program = material.program
    sender, spoken = program.sender, material.language
    behalf = f" on behalf of {sender.on_behalf_of}" if sender.on_behalf_of else ""
    labels = ", ".join(each.label[spoken] for each in program.categories.values())
    who = (
        f"{sender.name} ({sender.legal_name}) sends recurring messages{behalf} to people who asked for them and agreed "
        f"to the words on {material.page}: {labels}."
    )
    how = (
        f"Message frequency: {program.frequency[spoken]}. Message and data rates may apply. Consent is not a condition "
        "of any purchase. Reply STOP to stop, HELP for help."
    )
    what = [f"{each.label[spoken]}: {each.description[spoken]}" for each in program.categories.values()]
    while what and len(" ".join([who, *what, how])) > DESCRIPTION[1]:
        what.pop()
    return _within(DESCRIPTION, " ".join([who, *what, how]), "Description")


def flow(material: Material) -> str:
    """How people opt in, every way, within the limit."""
    program, ways = material.program, [way for way in material.registered if way.disclosures]
    start = f"People opt in to messages from {program.sender.name} in {_counted(len(ways))}."
    end = (
        f"All words, as they are given: {material.page} Nobody is opted in by silence, by a number alone or by "
        "accepting terms; consent is not a condition of any purchase. "
        f"Message frequency: {program.frequency[material.language]}. Message and data rates may apply. "
        f"Reply STOP to stop, HELP for help. Terms: {program.terms_url} Privacy: {program.privacy_url}"
    )
    told = [_told(way, material, in_full=False) for way in ways]

    def whole() -> str:
        return " ".join([start, *(f"({number}) {each}" for number, each in enumerate(told, start=1)), end])

    for index, way in enumerate(ways):
        short, told[index] = told[index], _told(way, material, in_full=True)
        if len(whole()) > FLOW[1]:
            told[index] = short
    return _within(FLOW, whole(), "MessageFlow")


def use_case(material: Material) -> str | None:
    """The use case as carriers call it; None where the files do not tell."""
    if len(material.program.categories) > 1:
        return "MIXED"
    return "MARKETING" if "tcpa-pewc" in material.program.regimes else None


def _told(way: WayIn, material: Material, *, in_full: bool) -> str:
    scene = way.disclosures[0]
    choice = next((choice for choice in scene.choices if choice.means == "agree"), None)
    agree = choice.act if choice else ""
    number = readable(way.address) if way.address else ""
    quoted = " ".join(scene.words.split())
    words = f': "{quoted}"' if in_full else ""
    if way.medium == "text":
        others = [other.act for other in way.disclosures[1:]]
        also = f" (or {', '.join(others)} for a part of it)" if others else ""
        return (
            f"By text: they text {scene.act}{also} to {number}, are answered with the disclosure{words} and are opted "
            f"in only by replying {agree}; a confirmation text follows."
        )
    if way.medium == "speech":
        return (
            f"By phone: they call {number}, hear the whole disclosure before any key counts{words} and are opted in "
            f"only by pressing {agree}."
        )
    where = f" at {material.url(way)}" if way.path else ""
    verb = "press" if way.medium == "page" else "sign at"
    proof = "; they are opted in only once that number itself has confirmed it" if choice and choice.is_request else ""
    return (
        f"On {'the web' if way.medium == 'page' else 'paper'}: they enter their number{where}, choose among boxes that "
        f'are never ticked ahead, read the disclosure beside the button{words} and {verb} "{agree}"{proof}.'
    )


def _counted(count: int) -> str:
    return f"{count} way" if count == 1 else f"{count} ways"


def _within(limits: tuple[int, int], text: str, name: str) -> str:
    least, most = limits
    if not least <= len(text) <= most:
        raise OperatorError(f"{name} would have {len(text)} characters, and carriers take {least} to {most}.")
    return text


def _sample_gaps(material: Material) -> list[str]:
    samples, spoken, sender = material.samples(), material.language, material.program.sender
    place = f"prompts/{material.program.id}/program.toml"
    key = f'[categories.<id>.samples] {spoken} = ["…"]'
    gaps = []
    if len(samples) < SAMPLES[0]:
        gaps.append(
            f"Write at least two messages as you send them, in {place}: {key} (30893); there are {len(samples)}."
        )
    if samples and not any("[" in sample for sample in samples):
        gaps.append(f"Put what differs from message to message in [brackets], in the samples in {place} (30893).")
    if samples and not any(sender.name in sample and re.search(r"\bSTOP\b", sample) for sample in samples):
        gaps.append(f"Let one sample in {place} name {sender.name} and say how to stop: Reply STOP to stop (30893).")
    gaps += [
        f"A sample in {place} has {len(sample)} characters, carriers take {SAMPLE[0]} to {SAMPLE[1]}: {sample[:40]}…"
        for sample in samples
        if not SAMPLE[0] <= len(sample) <= SAMPLE[1]
    ]
    without = [each.id for each in material.program.categories.values() if not each.samples.get(spoken)]
    if samples and without:
        gaps.append(f"Write a sample for each kind of message, in {place}: none for {', '.join(without)} (30538).")
    return gaps


def _reply_gaps(fields: dict[str, Any]) -> list[str]:
    gaps = [
        f"{name} has {len(text)} characters, and carriers take {REPLY[0]} to {REPLY[1]}: shorten those words."
        for name in ("OptInMessage", "OptOutMessage", "HelpMessage")
        if (text := fields.get(name)) is not None and not REPLY[0] <= len(text) <= REPLY[1]
    ]
    if "OptOutMessage" not in fields:
        gaps.append("No text line is open: say yourself how STOP and HELP are answered on your number.")
    return gaps


def _has_phone(text: str, region: str) -> bool:
    return any(True for _ in phonenumbers.PhoneNumberMatcher(text, region))


def lengths(fields: dict[str, Any]) -> Sequence[tuple[str, int, tuple[int, int]]]:
    """Field, its length, what carriers take: for the reader's own check."""
    replies = dict.fromkeys(("OptInMessage", "OptOutMessage", "HelpMessage"), REPLY)
    limits = {"Description": DESCRIPTION, "MessageFlow": FLOW, **replies}
    return [(name, len(fields[name]), limit) for name, limit in limits.items() if name in fields]

"""For every rejection that carriers give: what they look for, and the sentence of ours that answers it.

The rules of `check` know which rejections they prevent; the same rules find the sentence that keeps them here. What no
wording can answer (links, samples, the brand, the sender's own site) comes beside it, with what to do by hand.
Codes: https://www.twilio.com/docs/api/errors and The Campaign Registry's decline codes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from capture_gateway.carrier.material import Material
from capture_gateway.core.disclosure import Words
from capture_gateway.core.way_in import WayIn
from capture_gateway.prompts.lint import RULES, engine
from capture_gateway.prompts.lint.case import Case
from capture_gateway.prompts.lint.rules import Check, Rule

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")

# Which words a code is about, by the letters of the rules; the others are about what people agree to.
_ABOUT = {"Twilio 30540": "C", "TCR 611": "C", "Twilio 30936": "H", "Twilio 30486": "H", "Twilio 30511": "V"}
_DISCLOSURES = "SWVPT"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a reviewer looks for, and what we say to it."""

    asks: str
    says: tuple[str, ...]


def by_code(material: Material, fields: Mapping[str, Any]) -> dict[str, list[Part]]:
    """`Twilio 30545`, `TCR 806` -> parts, in the order of the codes. `fields`: those of the campaign."""
    spoken = [
        words
        for words in material.catalogue.all()
        if (words.program, words.language) == (material.program.id, material.language)
    ]
    found: dict[str, list[Part]] = {}
    for rule in RULES.values():
        for code in rule.codes:
            part = _of_rule(rule, _ABOUT.get(code, _DISCLOSURES), spoken, material)
            if part.says:
                found.setdefault(code, []).append(part)
    for codes, part in _of_registration(material, fields, spoken):
        for code in codes:
            found.setdefault(code, []).append(part)
    return dict(sorted(found.items(), key=lambda item: (item[0].startswith("TCR"), item[0])))


def _of_rule(rule: Rule, letters: str, spoken: Sequence[Words], material: Material) -> Part:
    says: dict[str, None] = {}
    for words in spoken:
        case = Case(words, material.program, spoken)
        for check in rule.checks:
            if case.letter in letters and (case.letter in check.of or check.of == "*"):
                for sentence in _sentences(check, case):
                    says[f"{words.name}.{words.kind}: “{sentence}”"] = None
    if rule.kept_by and (says or rule.how == "house"):
        says[f"Kept by {rule.kept_by}."] = None
    return Part(f"{rule.title}. {rule.demands}", tuple(says))


def _sentences(check: Check, case: Case) -> Iterator[str]:
    """The first sentence that keeps the check, else all the words; nothing where saying nothing keeps it too."""

    def keeps(text: str) -> bool:
        return engine.broken(check, Case(replace(case.words, text=text), case.program)) is None

    if keeps(""):
        return
    asked = [each.text for each in case.beside if (each.kind, each.role) == (case.words.kind, "question")]
    texts = [case.words.text, *(asked if case.letter == "V" else ())]
    alone = [sentence for text in texts for sentence in _SENTENCE_END.split(text) if keeps(sentence)]
    if alone:
        yield alone[0]
    elif keeps(case.words.text):
        yield " ".join(case.words.text.split())


def _of_registration(
    material: Material, fields: Mapping[str, Any], spoken: Sequence[Words]
) -> Iterator[tuple[tuple[str, ...], Part]]:
    """What the registration itself, and not a sentence, answers."""
    program, sender, terms, privacy = (
        material.program, material.program.sender, material.program.terms_url, material.program.privacy_url,
    )  # fmt: skip
    forms = [f"The form, live: {material.url(way)}" for way in material.registered if way.path]
    yield (
        ("Twilio 30543", "Twilio 30842", "TCR 804"),
        Part("The opt-in, live, and proof of it.", (f"The program's page, without a login: {material.page}", *forms)),
    )
    yield (
        ("Twilio 30837",),
        Part("The image shows all of the opt-in, with the brand.", (f"Photograph it whole: {material.page}", *forms)),
    )
    yield (
        ("Twilio 30555",),
        Part("The step in which permission is given.", tuple(_step(way) for way in material.registered)),
    )
    boxes = [beside.text for way in material.registered for beside in way.scenes[0].beside if beside.what == "box"]
    unticked = ["Boxes, none of them ticked ahead: " + ", ".join(f"“{box}”" for box in boxes)] if boxes else []
    yield (
        ("Twilio 30556",),
        Part(
            "Texts are not bundled with other uses.",
            (*(_ways(words, material) for words in spoken if words.contact and words.role == "disclosure"), *unticked),
        ),
    )
    yield (
        ("Twilio 30511",),
        Part("The whole script.", ("phone-script.md has every line, word for word, with its keys.",)),
    )
    samples = [f"“{sample}”" for sample in fields["MessageSamples"]] or ["Missing: write samples in program.toml."]
    embedded = [f"{name}: {str(fields[name]).lower()}" for name in ("HasEmbeddedLinks", "HasEmbeddedPhone")]
    yield (
        ("Twilio 30893", "Twilio 30538", "Twilio 30889", "TCR 602"),
        Part("Samples that fit the use case, and what they embed.", (*samples, *embedded)),
    )
    spoken_in = f"The words exist in {', '.join(program.languages)}: add an English translation beside them."
    yield (
        ("Twilio 30910",),
        Part("A registration in English.", ("All of it is in English." if material.is_english else spoken_in,)),
    )
    named = f"{sender.name}; {sender.legal_name}; {sender.address}; {sender.contact}"
    yield (
        ("TCR 601", "TCR 603", "TCR 710"),
        Part("One sender: brand, site, program.", (f"Register the brand with exactly these: {named}", terms, privacy)),
    )
    alone = f"Each consent is for one sender, {sender.legal_name}, and one program, {program.id}, and for nobody else."
    yield ("TCR 708",), Part("No lead generation, no shared opt-in.", (alone,))
    others = "By hand: look at every other form on the sender's site that asks for a number."
    yield ("TCR 803",), Part("No number is taken without opt-in language.", (*forms, others))
    often, rates = f"“{program.frequency[material.language]}”", "“Message and data rates may apply”"
    must = f"{often}, {rates}, how to get help ({sender.contact}) and how to stop (STOP)"
    yield (
        ("Twilio 30558", "Twilio 30560", "Twilio 30562"),
        Part("The sender's own terms.", (f"By hand: {terms} must say {must}.",)),
    )
    promise = (
        f"By hand: {privacy} must say that mobile opt-in data is not shared with third parties for their marketing."
    )
    yield ("TCR 805",), Part("The sender's own privacy policy.", (promise,))
    final = "No wording answers these: ask the provider's support, with this folder."
    yield (
        ("Twilio 30885", "Twilio 30899", "Twilio 30900", "Twilio 30901", "Twilio 30902"),
        Part("Refused by a carrier, or for high risk.", (final,)),
    )


def _step(way: WayIn) -> str:
    agree = next((choice.act for choice in way.choices("agree")), "")
    by = {
        "text": f"By text: permission is given only by replying {agree}, after the words.",
        "speech": f"By phone: permission is given only by pressing {agree}, after the words were spoken in full.",
        "page": f"On the web: permission is given only by pressing “{agree}”, below the words.",
        "paper": "On paper: permission is given only by signing, below the words.",
    }
    return by[way.medium]


def _ways(words: Words, material: Material) -> str:
    named = ", ".join(material.program.ways[way][words.language] for way in words.contact)
    return f"{words.name}.{words.kind} asks for this and nothing else: {named}."

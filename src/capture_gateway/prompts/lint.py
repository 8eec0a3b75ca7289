"""What carriers, regulators and WhatsApp want to read in the words, as a table of rules.

Each rule says of which words it speaks, how much it matters under each regime (the gravest of the program's counts),
and what it looks for. Sources: CTIA Messaging Principles 5.1 and 5.3, 47 CFR 64.1200(a)(12) and (f)(9), WhatsApp
Business Messaging Policy, https://www.twilio.com/docs/api/errors (30540 to 30570, 30936).

Only what a text tells by itself is looked at, in English and Spanish; that a rule finds its words does not make them
true. Beside the rules: G01 characters that make a text cost more · G02 a language without rules · G03 a text that is
too long to send.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from capture_gateway.core.disclosure import Words
from capture_gateway.core.problem import Problem
from capture_gateway.core.program import Program
from capture_gateway.prompts import files, segments
from capture_gateway.prompts.catalogue import FOLDER, Catalogue
from capture_gateway.prompts.facts import REGIMES

Severity = Literal["error", "warning"]
Find = Callable[[Words, Program], bool]

# Which words a rule speaks of: S W V P T disclosures by text, on a page, in a call, on paper, in a WhatsApp thread;
# C a text that confirms an opt-in; O any words that confirm an opt-out; H any help.
_DISCLOSURE = {"sms": "S", "web": "W", "voice": "V", "paper": "P", "whatsapp": "T"}
_OTHER = {"stopped": "O", "help": "H"}

_FREQUENCY = {
    "en": r"\d+ (?:recurring )?(?:msgs?|messages?|texts?)\b.{0,12}\b(?:day|week|month)\b|frequency varies|one-time",
    "es": r"\d+ mensajes (?:al|por|a la) (?:d[ií]a|semana|mes)|frecuencia (?:variable|var[ií]a)|una sola vez",
}
_RATES = {
    "en": r"message and data rates may apply",
    "es": r"(?:pueden aplicarse|se pueden aplicar|pueden aplicar) (?:tarifas|cargos) (?:por|de) mensajes y datos",
}
_CONSENT = {
    "en": r"\b(?:you|i) (?:\w+ )?(?:agree|consent|authori[sz]e|opt in)\b|(?:agree|consent|opt in) to (?:get|receive)\b",
    "es": r"\b(?:usted|yo|si) (?:\w+ )?(?:acept|consient|autoriz)[aeo]\b|acept[ao] recibir\b|est[aá] de acuerdo en\b",
}
_MEDIA = {
    "sms": {"en": r"\b(?:sms|texts?)\b", "es": r"\b(?:sms|mensajes? de texto)\b"},
    "whatsapp": {"en": r"\bwhatsapp\b", "es": r"\bwhatsapp\b"},
    "voice": {
        "en": r"\bcalls\b|\bcall (?:you|me|th\w+ number)\b",
        "es": r"\bllamadas\b|\bllam\w+ (?:a|al) (?:ese |este )?n[uú]mero\b",
    },
}
_MARKETING = {
    "en": r"\b(?:marketing|advertis\w+|promotion\w*|telemarketing)\b",
    "es": r"\b(?:publicidad|promocion\w*|marketing)\b",
}
_OPT_OUT = {
    "en": r"\b(?:reply|text|send)\b.{0,60}\bstop\b|\bpress (?:the )?(?:\d|star|pound)\b",
    "es": r"\b(?:responda|env[ií]e|escriba|conteste)\b.{0,60}\bstop\b|\b(?:oprima|marque) (?:el )?(?:\d|estrella)\b",
}
_NOT_STOP = (
    r"STOP ?[2=]|(?i:\b(?:reply|text|responda|env[ií]e) (?:with )?\d+ (?:to|para) (?:stop|unsubscribe|opt|cancel))"
)
_HELP = {"en": r"\b(?-i:HELP)\b", "es": r"\b(?-i:HELP|AYUDA)\b"}
_AUTOMATION = {
    "en": r"autodial|automatic telephone dialing|automated|artificial or prerecorded voice",
    "es": r"marcador autom[aá]tico|marcaci[oó]n autom[aá]tica|automatizad|voz artificial",
}
_NOT_A_CONDITION = {
    "en": r"not (?:a |required as a )?condition (?:of|for) (?:any |making a |a )?purchase",
    "es": r"no es (?:una )?condici[oó]n (?:de|para) (?:ninguna |la |una )?compra",
}
_NO_MORE = {
    "en": r"no (?:more|further) (?:messages|texts|calls)|no longer (?:get|receive)",
    "es": r"no (?:recibir[aá]|le enviaremos) m[aá]s|ya no (?:recibir[aá]|le enviaremos)",
}
_PROMOTION = r"[$€£] ?\d|\d ?%|\b(?:free|discount|coupon|sale|buy|deal|gratis|descuento|cup[oó]n|rebaja|compre)s?\b"
_SHORTENER = r"\b(?:bit\.ly|tinyurl\.com|is\.gd|ow\.ly|rb\.gy|cutt\.ly|t\.ly|t\.co|goo\.gl|rebrand\.ly)/"
_PLACEHOLDER = (
    r"\{\{|\}\}|\{%|%\}|\b(?:TODO|TBD|XXX)\b|(?i:lorem ipsum|\[(?:your|brand|company|name|insert|link|url)[^\]]*\])"
)
_SAID = {"en": {".": " dot ", "/": " slash ", "-": " dash "}, "es": {".": " punto ", "/": " barra ", "-": " guion "}}

CHECKED = tuple(_CONSENT)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table."""

    id: str
    of: str
    """Letters of the words that it speaks of; `*`: all."""
    weight: str
    """E error, W warning, - nothing: one for each of REGIMES."""
    find: Find
    message: str

    def severity(self, program: Program) -> Severity | None:
        """The gravest under the program's regimes."""
        found = {weight for weight, regime in zip(self.weight, REGIMES, strict=True) if regime in program.regimes}
        return "error" if "E" in found else "warning" if "W" in found else None


def _has(patterns: Mapping[str, str]) -> Find:
    compiled = {language: re.compile(pattern, re.IGNORECASE | re.DOTALL) for language, pattern in patterns.items()}
    return lambda words, _program: compiled[_base(words)].search(words.text) is not None


def _lacks(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> Find:
    compiled = re.compile(pattern, flags)
    return lambda words, program: compiled.search(_without_labels(words, program)) is None


def _all(*finds: Find) -> Find:
    return lambda words, program: all(find(words, program) for find in finds)


def _names_sender(words: Words, program: Program) -> bool:
    return program.sender.name in words.text or program.sender.legal_name in words.text


def _names_media(words: Words, _program: Program) -> bool:
    return all(re.search(_MEDIA[way][_base(words)], words.text, re.IGNORECASE) for way in words.contact)


def _names_categories(words: Words, program: Program) -> bool:
    text = words.text.casefold()
    return all(program.categories[each].label[words.language].casefold() in text for each in words.categories)


def _has_url(which: Literal["terms_url", "privacy_url"]) -> Find:
    return lambda words, program: any(
        url.casefold() in words.text.casefold()
        for url in (getattr(program, which), _said(getattr(program, which), words))
    )


def _has_contact(words: Words, program: Program) -> bool:
    return any(each in words.text for each in program.sender.contact.split(", "))


def _shows_stop(words: Words, _program: Program) -> bool:
    return re.search(r"\bSTOP\b", words.text) is not None


def _is_cheap(words: Words, _program: Program) -> bool:
    return segments.count(words.text).count <= 2


_NO_OFFER = _all(_lacks(_PROMOTION, re.IGNORECASE), _lacks(_SHORTENER, re.IGNORECASE))

# Weights under whatsapp, ctia-us, tcpa-pewc, casl, gdpr.
RULES = (
    Rule("L01", "SWVPTCOH", "EEEEE", _names_sender, "does not name the sender as program.toml does"),
    Rule("L02", "SWVPT", "EEEEE", _has(_CONSENT), "does not say that the person agrees"),
    Rule("L03", "SWVPT", "WEEWE", _names_media, "does not name every way of contact that it covers"),
    Rule("L04", "SWVPT", "WEEEE", _names_categories, "does not name every category that it covers, by its label"),
    Rule("L04", "SWVPT", "--E--", _has(_MARKETING), "does not say that the messages are marketing"),
    Rule(
        "L05", "SWVPTC", "-E---", _has(_FREQUENCY), "does not say how often: 4 messages per month, or frequency varies"
    ),
    Rule("L06", "SWVPTC", "-E---", _has(_RATES), "does not say: Message and data rates may apply"),
    Rule("L07", "SWVPTC", "WEWEE", _has(_OPT_OUT), "does not say how to stop: Reply STOP to stop"),
    Rule("L08", "SWPC", "WEWW-", _shows_stop, "does not show STOP in capitals, as a word of its own"),
    Rule("L08", "SWPC", "WEWW-", _lacks(_NOT_STOP), "asks for something else than the word STOP"),
    Rule("L09", "SWVPC", "-E---", _has(_HELP), "does not say how to get help: HELP for help"),
    Rule("L10", "SWVP", "-EW-W", _has_url("terms_url"), "does not show the address of the terms"),
    Rule("L11", "SWVPT", "WEWWE", _has_url("privacy_url"), "does not show the address of the privacy policy"),
    Rule("L12", "SWVP", "-WE--", _has(_AUTOMATION), "does not say that messages are automated or autodialed"),
    Rule("L13", "SWVP", "-WE-W", _has(_NOT_A_CONDITION), "does not say that consent is not a condition of purchase"),
    Rule("L28", "*", "EEEEE", _lacks(_PLACEHOLDER), "still holds a placeholder"),
    Rule("L29", "C", "-W---", _is_cheap, "takes more than two segments"),
    Rule("L29", "C", "-E-WW", _NO_OFFER, "holds an offer or a shortened link; a confirmation only confirms"),
    Rule("L30", "O", "EEEWW", _has(_NO_MORE), "does not say that no more messages come"),
    Rule("L30", "O", "EEEWW", _all(_NO_OFFER, _lacks("https?://")), "holds an offer or a link; it may only confirm"),
    Rule("L31", "H", "-E-W-", _has_contact, "does not show the sender's e-mail address or telephone number"),
    Rule("L31", "H", "-E-W-", _shows_stop, "does not say how to stop: Reply STOP"),
)


def check(root: Path, catalogue: Catalogue) -> list[Problem]:
    """Every rule that the current words break, at the first line of the words."""
    return [
        problem for words in catalogue.all() for problem in _problems(words, catalogue.programs[words.program], root)
    ]


def _problems(words: Words, program: Program, root: Path) -> Iterator[Problem]:
    file = f"{FOLDER}/{words.program}/{words.version}/{words.language}/{words.name}.{words.kind}.j2"

    def found(rule: str, severity: Severity, message: str) -> Problem:
        prompt = files.read(root / file, root, [])
        return Problem(file, prompt.body_line if prompt else 1, rule, severity, message)

    if words.kind == "sms":
        yield from (found(rule, severity, message) for rule, severity, message in _sending(words))
    letter = _OTHER.get(words.role, "-")
    if words.role == "disclosure":
        letter = _DISCLOSURE.get(words.kind, "-")
    elif words.role == "confirmation" and words.kind in ("sms", "whatsapp"):
        letter = "C"
    if _base(words) not in CHECKED:
        if letter != "-":
            yield found(
                "G02", "warning", f"there are no rules for the language {words.language}: have these words read"
            )
        return
    for rule in RULES:
        severity = rule.severity(program)
        if severity and (rule.of == "*" or letter in rule.of) and not rule.find(words, program):
            yield found(rule.id, severity, f"{words.name}.{words.kind} in {words.language} {rule.message}")


def _sending(words: Words) -> Iterator[tuple[str, Severity, str]]:
    text = re.sub(r"⟦\w+⟧", "", words.text)
    sent = segments.count(text)
    avoidable = [c for c in sent.outside if _base(words) == "en" or not c.isalpha()]
    if avoidable:
        named = ", ".join(f"{c} (U+{ord(c):04X})" for c in avoidable)
        yield "G01", "warning", f"{named}: not in GSM-7, which makes the text {sent.count} segments long"
    if len(text) > segments.LONGEST:
        yield "G03", "error", f"{len(text)} characters: a text of more than {segments.LONGEST} cannot be sent"


def _base(words: Words) -> str:
    return words.language.partition("-")[0]


def _without_labels(words: Words, program: Program) -> str:
    """The text without what categories are called: an offer in a label is no offer."""
    text = words.text
    for category in program.categories.values():
        text = re.sub(re.escape(category.label[words.language]), "", text, flags=re.IGNORECASE)
    return text


def _said(url: str, words: Words) -> str:
    """As a voice says an address: `bluebird dot example slash terms`."""
    said = url.removeprefix("https://").removeprefix("www.").rstrip("/")
    for sign, name in _SAID.get(_base(words), {}).items():
        said = said.replace(sign, name)
    return said

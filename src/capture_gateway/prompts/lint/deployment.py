"""Finders that look beyond the words: at the deployment's lines, and at program.toml.

Of lines that are not known they say nothing: words of other versions are read without them.
"""

import re
from collections.abc import Callable, Mapping

from capture_gateway.core.folding import fold
from capture_gateway.core.program import Program
from capture_gateway.prompts.lint.case import Case

RETENTION_YEARS = 5
"""16 CFR 310.5; the federal limitation of claims is 4 years."""

_WORD = re.compile(r'[^\s.,;:!?()«»“”"]+')
_QUOTED = re.compile(r'[“"«‘] ?([^“”"«»‘’]{1,40}?) ?[”"»’]')
_NUMBER = re.compile(r"\+?\d[\d ().-]{1,18}\d")
_WRITTEN = frozenset({"sms", "whatsapp"})


def origin(case: Case) -> str | None:
    """L19: a text comes from its number; a page or a sheet must show that of a text line, if there is one."""
    if case.words.kind == "sms" or "sms" not in case.words.contact or case.lines is None:
        return None
    known = [re.sub(r"\D", "", line.address) for line in case.own_lines("sms") if line.address]
    shown = [re.sub(r"\D", "", each) for each in _NUMBER.findall(case.words.text)]
    if any(_same(number, one) for number in known for one in shown):
        return None
    return ", ".join(f"+{number}" if len(number) > 8 else number for number in known)


def calls_apart(case: Case) -> str | None:
    """L21: no answer covers texts and calls: not a caller's key, nor what a page takes without a box of its own."""
    if case.words.kind == "voice":
        answers = [case.words.contact]
    else:
        answers = [line.joined for line in case.own_lines(case.words.kind)]
    return "" if any("voice" in ways and _WRITTEN & {*ways} for ways in answers) else None


def replies(case: Case) -> str | None:
    """L39: a text line of ours takes replies; words that say otherwise, or a program without one, need another way."""
    deaf = case.found("no_reply")
    if deaf is None and (case.lines is None or case.own_lines("sms")):
        return None
    return None if case.has("other_way_out") else deaf or ""


def agree_word(case: Case) -> str | None:
    """G04."""
    return _missing(case, [line.agree for line in case.own_lines("sms")])


def keep_word(case: Case) -> str | None:
    """G04."""
    return _missing(case, [line.keep for line in case.own_lines("sms")])


def retention(program: Program) -> str | None:
    """L40."""
    return None if program.retention_years >= RETENTION_YEARS else f"retention_years = {program.retention_years}"


def english(program: Program) -> str | None:
    """L27."""
    is_there = any(language.partition("-")[0] == "en" for language in program.languages)
    return None if is_there else ", ".join(program.languages)


def processing(program: Program) -> str | None:
    """G07."""
    told = program.processing
    purposes = [f"processing.purposes.{category}" for category in program.categories if category not in told.purposes]
    places = [] if told.storage_locations else ["processing.storage_locations"]
    recipients = ["processing.recipients"] if told.recipients is None else []
    return ", ".join([*purposes, *places, *recipients]) or None


def _missing(case: Case, vocabularies: list[Mapping[str, str | None]]) -> str | None:
    """The words of the first line of which none is shown in the language of this text."""
    shown = _shown(case.words.text)
    for words in vocabularies:
        own = [word for word, owner in words.items() if owner in (None, case.words.language)]
        if own and not any(f" {word} " in shown for word in own):
            return ", ".join(word.upper() for word in own)
    return None


def _shown(text: str) -> str:
    """The words that stand in capitals or in quotes, folded; a dot for each other one."""
    capitals = (word if word == word.upper() else "." for word in _WORD.findall(text))
    return f" {' '.join(fold(word) or '.' for word in (*capitals, '.', *_QUOTED.findall(text)))} "


def _same(known: str, shown: str) -> bool:
    return known == shown or (len(known) > 8 and len(shown) >= 10 and known.endswith(shown[-10:]))


FINDERS: Mapping[str, Callable[[Case], str | None]] = {
    find.__name__: find for find in (origin, calls_apart, replies, agree_word, keep_word)
}
OF_PROGRAM: Mapping[str, tuple[str, Callable[[Program], str | None]]] = {
    "retention": ("retention_years", retention),
    "english": ("languages", english),
    "processing": ("processing", processing),
}
"""Finder -> the key of program.toml that it reads, and itself."""

"""Finders of what the program's facts say: names, addresses, labels, keys. What no pattern can tell.

Each gives None where its demand holds, else what is missing in particular, possibly nothing particular. Names,
addresses and numbers are compared without case, accents and signs.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from capture_gateway.core.folding import fold
from capture_gateway.prompts.lint import languages
from capture_gateway.prompts.lint.case import Case
from capture_gateway.prompts.lint.languages import plain
from capture_gateway.prompts.lint.rules import STATES

_NUMBER = re.compile(r"\+?\d[\d ().-]{2,18}\d")
_CANADAS_PAIRS = (("STOP", "ARRET"), ("HELP", "AIDE"))
_CAPITALS = re.compile(r"(?<![\w@])[A-Z]{4,5}(?![\w@])")
_HTTPS = re.compile(r"^https://(?:www\.)?")


def sender(case: Case) -> str | None:
    """L01."""
    names = (case.program.sender.name, case.program.sender.legal_name)
    return None if any(_within(name, case.plain) for name in names) else names[0]


def media(case: Case) -> str | None:
    """L03: each way of contact by a name of its own."""
    return _listed(way for way in case.words.contact if not case.has(way))


def categories(case: Case) -> str | None:
    """L04: each label, or at least the words that it is made of."""
    text = fold(case.plain)
    return _listed(label for label in _labels(case) if not _named(fold(label), text))


def purpose(case: Case) -> str | None:
    """L04: labels that say more than updates."""
    vague = case.language.patterns["vague"].any if case.language else None
    labels = _labels(case)
    is_clear = vague is None or not labels or any(vague.fullmatch(fold(label)) is None for label in labels)
    return None if is_clear else ", ".join(labels)


def terms(case: Case) -> str | None:
    """L10."""
    return _shown(case, case.program.terms_url)


def privacy(case: Case) -> str | None:
    """L11, L37."""
    return _shown(case, case.program.privacy_url)


def address(case: Case) -> str | None:
    """L15: the same letters and digits, whatever stands between them."""
    wanted = case.program.sender.address
    return None if _letters(wanted) in _letters(case.plain) else wanted


def contact(case: Case) -> str | None:
    """L16, L31: an e-mail address, a telephone number, or an address on the sender's own site."""
    email, _, phone = case.program.sender.contact.partition(", ")
    domains = {email.partition("@")[2], _host(case.program.terms_url), _host(case.program.privacy_url)} - {""}
    if any(domain.casefold() in case.plain.casefold() or case.speaks(domain) for domain in domains):
        return None
    digits = _digits(phone)[-10:]
    numbers = [case.plain] if case.words.kind == "voice" else _NUMBER.findall(case.plain)
    is_there = bool(digits) and any(digits in _digits(number) for number in numbers)
    return None if is_there else case.program.sender.contact


def behalf(case: Case) -> str | None:
    """L18: where somebody else's consent is asked for."""
    other = case.program.sender.on_behalf_of
    return None if not other or (_within(other, case.plain) and case.has("behalf")) else other


def one_purpose(case: Case) -> str | None:
    """L20: one category to one answer."""
    return None if len(case.words.categories) <= 1 else ", ".join(_labels(case))


def one_kind(case: Case) -> str | None:
    """L20: several, and how to choose among them."""
    return None if len(case.words.categories) <= 1 or case.has("one_kind", case.script) else ""


def tongue(case: Case) -> str | None:
    """L27: the language of the folder, where it can be told; of one that the linter does not read: not English."""
    found = languages.resembles(case.sent)
    other = found is not None and found is not case.language and (case.language is not None or found.id == "en")
    return found.name if found is not None and other else None


def canada(case: Case) -> str | None:
    """L27: the French of Canada shows ARRET beside STOP, AIDE beside HELP."""
    is_french = case.words.language.partition("-")[0] == "fr"
    if not is_french or (case.words.language != "fr-CA" and "casl" not in case.program.regimes):
        return None
    shown = {*_CAPITALS.findall(case.plain)}
    return _listed(
        f"{one} without {other}"
        for pair in _CANADAS_PAIRS
        for one, other in (pair, pair[::-1])
        if one in shown and other not in shown
    )


def accept_key(case: Case) -> str | None:
    """L32."""
    return None if case.has("accept_key", case.script) else ""


def decline_key(case: Case) -> str | None:
    """L32."""
    return None if case.has("decline_key", case.script) else ""


def keys_last(case: Case) -> str | None:
    """L32: after the key to agree, nothing more of what is agreed to."""
    key = case.found("accept_key")
    after = case.plain.partition(key)[2] if key else ""
    return key if any(case.has(name, after) for name in ("rates", "condition", "automation", "frequency")) else None


def declines(case: Case) -> str | None:
    """L36."""
    return None if case.has("decline", case.script) or case.has("decline_key", case.script) else ""


def sheet_number(case: Case) -> str | None:
    """L34, on the sheet's words or labels, as the two below."""
    return None if case.has("sheet_number", case.sheet) else ""


def sheet_signature(case: Case) -> str | None:
    """L34."""
    return None if case.has("sheet_signature", case.sheet) else ""


def sheet_date(case: Case) -> str | None:
    """L34."""
    return None if case.has("sheet_date", case.sheet) else ""


def us_whatsapp(case: Case) -> str | None:
    """L38: marketing, WhatsApp and US numbers together, and nothing that parts them."""
    together = case.program.region == "US" and "whatsapp" in case.words.contact and case.has("marketing")
    return "" if together and not case.has("not_whatsapp") else None


def unread(case: Case) -> str | None:
    """G02."""
    return "" if case.language is None else None


def unknown_states(case: Case) -> str | None:
    """G02."""
    unknown = sorted(set(case.words.states) - STATES)
    return f"{', '.join(unknown)}; known are {', '.join(sorted(STATES))}" if unknown else None


def _labels(case: Case) -> list[str]:
    return [case.program.categories[each].label.get(case.words.language, "") for each in case.words.categories]


def _named(label: str, text: str) -> bool:
    """The label, or each of its longer words with any ending: `weekly offers` in `offers, sent weekly`."""
    stems = [word[: max(4, len(word) - 2)] for word in label.split() if len(word) > 3]
    return label in text or (bool(stems) and all(re.search(rf"\b{re.escape(stem)}", text) for stem in stems))


def _within(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(plain(name))}(?!\w)", text, re.IGNORECASE) is not None


def _shown(case: Case, url: str) -> str | None:
    """None where the address stands there, with https or without, or is spoken; not with http."""
    bare = _HTTPS.sub("", url).rstrip("/").casefold()
    written = rf"(?<![\w.-])(?<!http://)(?<!http://www\.)(?:www\.)?{re.escape(bare)}(?![\w-]|/\w)"
    return None if re.search(written, case.plain.casefold()) or case.speaks(bare) else url


def _host(url: str) -> str:
    return _HTTPS.sub("", url).partition("/")[0]


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _letters(text: str) -> str:
    return re.sub(r"\W", "", plain(text)).casefold()


def _listed(items: Iterable[str]) -> str | None:
    return ", ".join(items) or None


FINDERS: Mapping[str, Callable[[Case], str | None]] = {
    find.__name__: find
    for find in (
        sender, media, categories, purpose, terms, privacy, address, contact, behalf, one_purpose, one_kind, tongue,
        canada, accept_key, decline_key, keys_last, declines, sheet_number, sheet_signature, sheet_date, us_whatsapp,
        unread, unknown_states,
    )
}  # fmt: skip

"""Finders: what no pattern can tell, by name. Each gives None where its demand holds, else what is wrong in particular.

An empty string: nothing particular. Names, addresses and numbers are compared without case, accents and signs.
"""

import re
from collections.abc import Callable, Mapping

from capture_gateway.core.folding import fold
from capture_gateway.prompts import segments
from capture_gateway.prompts.lint import languages
from capture_gateway.prompts.lint.case import Case
from capture_gateway.prompts.lint.languages import plain

Find = Callable[[Case], str | None]

SHORTENERS = (
    "adf.ly", "bit.do", "bit.ly", "bl.ink", "buff.ly", "cutt.ly", "dlvr.it", "goo.gl", "ht.ly", "is.gd", "j.mp", "lnkd.in",
    "mcaf.ee", "ow.ly", "qr.ae", "rb.gy", "rebrand.ly", "s.id", "shorte.st", "short.io", "shorturl.at", "smarturl.it", "soo.gd",
    "t.co", "t.ly", "t2m.io", "tiny.cc", "tiny.one", "tinyurl.com", "tr.im", "trib.al", "v.gd", "x.co", "yourls.org",
)  # fmt: skip
"""Anybody's link shorteners, which carriers filter (CTIA Messaging Principles 5.3.2)."""

_SHORTENER = re.compile(rf"(?<![\w.-])(?:{'|'.join(re.escape(each) for each in SHORTENERS)})\b", re.IGNORECASE)
_LINK = re.compile(r"https?://\S+|\bwww\.\S+|(?<![\w@.-])[a-z0-9-]{2,40}\.(?:com|net|org|io|co|shop|store|example)/\S*", re.IGNORECASE)
_STOP = re.compile(r"(?<![\w=])STOP(?![\w=])")
_STOP2END = re.compile(r"\bSTOP ?[24&+=-] ?(?:END|QUIT|STOP|CANCEL|OPT)|\bSTOP[2=+]\w", re.IGNORECASE)
_PRICE = re.compile(r"[$€£] ?\d|\b\d+(?:[.,]\d\d)? ?(?:€|£|dollars?|euros?|reais|pesos)\b|\d ?% |\d ?%$|R\$ ?\d", re.IGNORECASE)
_TICKED = re.compile(r"[☑☒✅✓✔🗹]|\[[xX✓✔]\]")
_PLACEHOLDER = re.compile(
    r"\{\{|\}\}|\{%|%\}|\{\w+\}|\b(?:TODO|TBD|FIXME|XXX+)\b|(?i:lorem ipsum)|"
    r"<[^\W\d_][^<>@/]{1,40}>|\[[^\W\d_][^\]_]{1,60}\]"
)
_NUMBER = re.compile(r"\+?\d[\d ().-]{2,18}\d")


def _none(*, holds: bool, otherwise: str = "") -> str | None:
    return None if holds else otherwise


def sender(case: Case) -> str | None:
    """L01."""
    names = (case.program.sender.name, case.program.sender.legal_name)
    return _none(holds=any(_within(plain(name), case.plain) for name in names), otherwise=names[0])


def media(case: Case) -> str | None:
    """L03: each way of contact by a name of its own."""
    return _listed(way for way in case.words.contact if not case.has(way))


def categories(case: Case) -> str | None:
    """L04: each label, or at least the words that it is made of."""
    text = fold(case.plain)
    labels = [case.program.categories[each].label.get(case.words.language, "") for each in case.words.categories]
    return _listed(label for label in labels if not _named(fold(label), text))


def purpose(case: Case) -> str | None:
    """L04: something is said of what will come, and more than updates."""
    if not case.words.categories:
        return None
    labels = [fold(case.program.categories[each].label.get(case.words.language, "")) for each in case.words.categories]
    vague = case.language.patterns["vague"].any if case.language else None
    return _none(holds=vague is None or not all(vague.fullmatch(label) for label in labels), otherwise=", ".join(labels))


def stop_word(case: Case) -> str | None:
    """L08, L31: the word, in capitals."""
    return _none(holds=_STOP.search(plain(case.words.text)) is not None)


def no_stop2end(case: Case) -> str | None:
    """L08: nothing like STOP2END."""
    return _quoted(_STOP2END.search(case.plain))


def terms(case: Case) -> str | None:
    """L10."""
    return _none(holds=_shows(case, case.program.terms_url), otherwise=case.program.terms_url)


def privacy(case: Case) -> str | None:
    """L11, L37."""
    return _none(holds=_shows(case, case.program.privacy_url), otherwise=case.program.privacy_url)


def address(case: Case) -> str | None:
    """L15: the same letters and digits, whatever stands between them."""
    wanted = _letters(case.program.sender.address)
    return _none(holds=wanted in _letters(case.plain), otherwise=case.program.sender.address)


def contact(case: Case) -> str | None:
    """L16, L31: an e-mail address, a telephone number, or an address on the sender's own site."""
    email, _, phone = case.program.sender.contact.partition(", ")
    domains = {email.partition("@")[2], _host(case.program.terms_url), _host(case.program.privacy_url)} - {""}
    digits = _digits(phone)[-10:]
    shown = [_digits(each) for each in _NUMBER.findall(case.plain)]
    spoken = [_digits(case.plain)] if case.words.kind == "voice" else []
    return _none(
        holds=any(domain.casefold() in case.plain.casefold() or case.speaks(domain) for domain in domains)
        or (bool(digits) and any(digits in each for each in (*shown, *spoken))),
        otherwise=case.program.sender.contact,
    )


def behalf(case: Case) -> str | None:
    """L18: where somebody else's consent is asked for."""
    other = case.program.sender.on_behalf_of
    if not other:
        return None
    return _none(holds=_within(plain(other), case.plain) and case.has("behalf"), otherwise=other)


def one_purpose(case: Case) -> str | None:
    """L20: one category to one answer."""
    return _none(holds=len(case.words.categories) <= 1)


def one_kind(case: Case) -> str | None:
    """L20: several, and how to choose among them."""
    return _none(holds=len(case.words.categories) <= 1 or case.has("one_kind", case.script))


def calls_apart(case: Case) -> str | None:
    """L21: no line lets one answer cover texts and calls. Where lines are not known, a page is given its boxes."""
    written = {"sms", "whatsapp"}
    joined: list[tuple[str, ...]] = [line.joined for line in case.own_lines(case.words.kind) if line.joined]
    if case.words.kind == "voice":
        joined = [case.words.contact]
    return _none(holds=not any("voice" in ways and written & {*ways} for ways in joined))


def no_tick(case: Case) -> str | None:
    """L23."""
    return _quoted(_TICKED.search(case.words.text))


def placeholder(case: Case) -> str | None:
    """L28."""
    return _quoted(_PLACEHOLDER.search(case.words.text))


def shortener(case: Case) -> str | None:
    """L29, G05."""
    return _quoted(_SHORTENER.search(case.words.text))


def price(case: Case) -> str | None:
    """L29, L30."""
    return _quoted(_PRICE.search(case.unnamed))


def cheap(case: Case) -> str | None:
    """L29: two segments."""
    sent = segments.count(_sent(case))
    return _none(holds=sent.count <= 2, otherwise=f"{sent.count} in {sent.encoding}")


def link(case: Case) -> str | None:
    """L30."""
    return _quoted(_LINK.search(case.words.text))


def accept_key(case: Case) -> str | None:
    """L32."""
    return _none(holds=case.has("accept_key", case.script))


def decline_key(case: Case) -> str | None:
    """L32."""
    return _none(holds=case.has("decline_key", case.script))


def declines(case: Case) -> str | None:
    """L36."""
    return _none(holds=case.has("decline", case.script) or case.has("decline_key", case.script))


def keys_last(case: Case) -> str | None:
    """L32: after the key to agree, nothing more of what is agreed to."""
    key = case.found("accept_key")
    after = case.plain.partition(key)[2] if key else ""
    late = next((name for name in ("rates", "condition", "automation", "frequency") if case.has(name, after)), None)
    return _none(holds=not key or late is None, otherwise=key or "")


def sheet_number(case: Case) -> str | None:
    """L34, on the sheet's words or labels, as the two below."""
    return _none(holds=case.has("sheet_number", _sheet(case)))


def sheet_signature(case: Case) -> str | None:
    """L34."""
    return _none(holds=case.has("sheet_signature", _sheet(case)))


def sheet_date(case: Case) -> str | None:
    """L34."""
    return _none(holds=case.has("sheet_date", _sheet(case)))


def us_whatsapp(case: Case) -> str | None:
    """L38: marketing, WhatsApp and US numbers together, and nothing that parts them."""
    together = case.program.region == "US" and "whatsapp" in case.words.contact and case.has("marketing")
    return _none(holds=not together or case.has("not_whatsapp"))


def tongue(case: Case) -> str | None:
    """L27: the language of the folder, where it can be told."""
    found = languages.resembles(case.words.text)
    if found is None or case.language is None or found == case.language.id:
        return None
    return languages.of(found).name if languages.of(found) else found  # type: ignore[union-attr]


def canada(case: Case) -> str | None:
    """L27: the French of Canada shows ARRET beside STOP, AIDE beside HELP."""
    french = case.words.language.partition("-")[0] == "fr"
    if not french or (case.words.language != "fr-CA" and "casl" not in case.program.regimes):
        return None
    shown = {*re.findall(r"(?<![\w@])[A-Z]{4,5}(?![\w@])", plain(case.words.text))}
    pairs = (("STOP", "ARRET"), ("HELP", "AIDE"))
    return _listed(f"{one} without {other}" for pair in pairs for one, other in (pair, pair[::-1]) if one in shown and other not in shown)


def dear(case: Case) -> str | None:
    """G01: what makes a text cost more, or changes on the way; letters of other languages than English are needed."""
    text = _sent(case)
    sent = segments.count(text)
    english = case.words.language.partition("-")[0] == "en"
    avoidable = [c for c in sent.outside if english or not c.isalpha() or segments.replacement(c) is not None]
    changed = [c for c in dict.fromkeys(text) if c not in avoidable and segments.replacement(c) is not None]
    if not avoidable and not changed:
        return None
    named = ", ".join(segments.described(c) for c in (*avoidable, *changed))
    return f"{named}: {sent.count} {'segment' if sent.count == 1 else 'segments'} in {sent.encoding}"


def too_long(case: Case) -> str | None:
    """G03."""
    length = len(_sent(case))
    return _none(holds=length <= segments.LONGEST, otherwise=f"{length} characters of {segments.LONGEST}")


def unread(case: Case) -> str | None:
    """G02."""
    return _none(holds=case.language is not None)


def _sent(case: Case) -> str:
    return re.sub(r"⟦\w+⟧", "", case.words.text)


def _sheet(case: Case) -> str:
    others = (each.text for each in case.beside if each.kind == case.words.kind)
    return " ".join((case.plain, *(plain(text) for text in others)))


def _named(label: str, text: str) -> bool:
    """The label, or each of its longer words with any ending: `weekly offers` in `offers, weekly or so`."""
    stems = [word[: max(4, len(word) - 2)] for word in label.split() if len(word) > 3]
    return label in text or (bool(stems) and all(re.search(rf"\b{re.escape(stem)}", text) for stem in stems))


def _within(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


def _shows(case: Case, url: str) -> bool:
    bare = re.sub(r"^https://(?:www\.)?", "", url).rstrip("/").casefold()
    text = case.plain.casefold()
    written = re.search(rf"(?<![\w.-])(?<!http://)(?<!http://www\.)(?:www\.)?{re.escape(bare)}(?![\w-]|/\w)", text)
    return written is not None or case.speaks(bare)


def _host(url: str) -> str:
    return re.sub(r"^https://(?:www\.)?", "", url).partition("/")[0]


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _letters(text: str) -> str:
    return re.sub(r"\W", "", plain(text)).casefold()


def _quoted(match: re.Match[str] | None) -> str | None:
    return match[0].strip() if match else None


def _listed(items: object) -> str | None:
    return ", ".join(items) or None  # type: ignore[arg-type]

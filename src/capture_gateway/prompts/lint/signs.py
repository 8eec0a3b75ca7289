"""Finders of signs: links, prices, placeholders, ticked boxes, characters that cost. They need no language.

Each gives None where its demand holds, else what stands there and should not.
"""

import re
from collections.abc import Callable, Mapping

from capture_gateway.core import page_link
from capture_gateway.prompts import segments
from capture_gateway.prompts.lint.case import Case

SHORTENERS = (
    "adf.ly", "bit.do", "bit.ly", "bl.ink", "buff.ly", "cutt.ly", "dlvr.it", "goo.gl", "ht.ly", "is.gd", "j.mp",
    "lnkd.in", "mcaf.ee", "ow.ly", "qr.ae", "rb.gy", "rebrand.ly", "s.id", "shorte.st", "short.io", "shorturl.at",
    "smarturl.it", "soo.gd", "t.co", "t.ly", "t2m.io", "tiny.cc", "tiny.one", "tinyurl.com", "tr.im", "trib.al",
    "v.gd", "x.co",
)  # fmt: skip
"""Anybody's link shorteners, which carriers filter (CTIA Messaging Principles 5.3.2)."""

_SHORTENER = re.compile(rf"(?<![\w.-])(?<!\w/)(?:{'|'.join(map(re.escape, SHORTENERS))})\b(?![.-]\w)", re.IGNORECASE)
_LINK = re.compile(r"https?://\S+|\bwww\.\S+|(?<![\w@.-])[a-z0-9-]{1,60}(?:\.[a-z0-9-]{2,20}){1,3}/\S*", re.IGNORECASE)
_STOP = re.compile(r"(?<![\w=])STOP(?![\w=])")
_STOP2END = re.compile(r"\bSTOP ?[24&+=-] ?(?:END|QUIT|STOP|CANCEL|OPT)|\bSTOP[2=+]\w", re.IGNORECASE)
_PRICE = re.compile(r"[$€£] ?\d|\b\d+(?:[.,]\d\d)? ?(?:€|£|dollars?\b|euros?\b|reais\b|pesos\b)|\d ?%", re.IGNORECASE)
_TICKED = re.compile(r"[☑☒✅✓✔🗹]|\[[xX]\]")
_PLACEHOLDER = re.compile(
    r"\{\{|\}\}|\{%|%\}|\{\w+\}|\b(?:TODO|TBD|FIXME|XX+)\b|%[sd]\b|\$[A-Z][A-Z_]{2,}\b|"
    r"(?i:lorem ipsum|\binsert (?:link|url|name|brand)\b|\byour-?(?:domain|company|brand|website)\.\w+)|"
    r"<[^\W\d_][^<>@/]{1,40}>|\[[^\W\d_][^\]]{1,60}\]"
)


def stop_word(case: Case) -> str | None:
    """L08, L31: the word, in capitals."""
    return None if _STOP.search(case.plain) else ""


def no_stop2end(case: Case) -> str | None:
    """L08."""
    return _quoted(_STOP2END, case.plain)


def no_tick(case: Case) -> str | None:
    """L23."""
    return _quoted(_TICKED, case.words.text)


def placeholder(case: Case) -> str | None:
    """L28."""
    return _quoted(_PLACEHOLDER, case.sent)


def shortener(case: Case) -> str | None:
    """L29, G05."""
    return _quoted(_SHORTENER, case.words.text)


def price(case: Case) -> str | None:
    """L29, L30."""
    return _quoted(_PRICE, case.unnamed)


def link(case: Case) -> str | None:
    """L30."""
    return _quoted(_LINK, case.words.text)


def cheap(case: Case) -> str | None:
    """L29: two segments, of a text message; with the link to the person's own page, where one is appended."""
    link = "-" * (1 + page_link.ROOM) if case.program.person_page else ""
    sent = segments.count(case.sent + link)
    return None if sent.count <= 2 or case.words.kind != "sms" else f"{sent.count} in {sent.encoding}"


def dear(case: Case) -> str | None:
    """G01: what makes a text cost more, or changes on the way; but for letters that another language needs."""
    sent = segments.count(case.sent)
    needs_letters = case.words.language.partition("-")[0] != "en"
    outside = [c for c in sent.outside if segments.replacement(c) is not None or not (needs_letters and c.isalpha())]
    if not outside or case.words.kind != "sms":
        return None
    named = ", ".join(segments.described(c) for c in outside)
    return f"{named}: {sent.count} {'segment' if sent.count == 1 else 'segments'} in {sent.encoding}"


def too_long(case: Case) -> str | None:
    """G03."""
    length = len(case.sent)
    return (
        None if length <= segments.LONGEST or case.words.kind != "sms" else f"{length} characters of {segments.LONGEST}"
    )


def _quoted(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match[0].strip() if match else None


FINDERS: Mapping[str, Callable[[Case], str | None]] = {
    find.__name__: find
    for find in (
        stop_word, no_stop2end, no_tick, placeholder, shortener, price, link, cheap, dear, too_long,
    )
}  # fmt: skip

"""Which language a visitor gets: the one they asked for, else the best of their browser's, else the first offered."""

import re
from collections.abc import Sequence

_RANGE = re.compile(r"([a-z]{1,8}(?:-[a-z0-9]{1,8})*)(?:\s*;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?", re.ASCII)
_MAX_LENGTH = 1_000
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"})


def choose(asked: str | None, accept: str, offered: Sequence[str]) -> str:
    """`asked`: `?lang=`; `accept`: `Accept-Language` (RFC 9110 section 12.5.4); `offered`: at least one, default first.

    `es-MX` is served by `es`. Whatever cannot be read is passed over: a page in some language is better than none.
    """
    for wanted in (asked, (asked or "").partition("-")[0]):
        if wanted in offered:
            return str(wanted)
    best, best_quality = offered[0], 0.0
    for part in accept[:_MAX_LENGTH].lower().split(","):
        found = _RANGE.fullmatch(part.strip())
        if found is None:
            continue
        quality = float(found[2] or 1)
        match = next((one for one in offered if one.lower() in (found[1], found[1].partition("-")[0])), None)
        if match is not None and quality > best_quality:
            best, best_quality = match, quality
    return best


def direction(language: str) -> str:
    """`rtl` for languages that are written from right to left."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"

"""What the visitor's browser says it showed, at the moment of the submit: a text in a field -> checks of a record.

Each check is a claim of the visitor's browser (basis `client`), kept as `pass`, `fail` or `not_reported`. A failed one
drops nobody: whoever asks about a permission decides what it is worth. What each of them proves, if the browser is
honest:

- `visible`     at least 95 % of the words were inside the window, for a second or longer, while the page was to be
                seen; and, where the browser can tell (IntersectionObserver v2: Chromium), nothing lay over what was in
                the window at the submit
- `dwell`       the page was open for a second or longer, not longer than since we served it (two seconds are allowed
                for the clock), and the words were not in view for longer than that
- `text`        the words on the page were, character by character, those that we served (SHA-256)
- `size`        their letters had at least 12 CSS pixels
- `viewport`    the window that showed them had at least 200 x 200 CSS pixels
- `scale`       they were not zoomed out below three quarters
- `direction`   they ran in the direction of their language
- `untranslated` no translator of the browser had replaced them

What nobody can prove: that somebody read them; what the glass showed (a dark screen, a covered window, a program that
draws over the browser); who held the phone; that a browser was there at all, as whatever sends the form can send any
report with it. What the server knows by itself stands in other checks, with the bases `server` and `signed`.

https://www.w3.org/TR/intersection-observer/ · https://w3c.github.io/IntersectionObserver/v2/
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from capture_gateway.core import instant
from capture_gateway.core.act import Check
from capture_gateway.core.disclosure import Words
from capture_gateway.pages.language import direction

VERSION = 1
MAX_LENGTH = 2_048
"""Characters; our page sends about 300."""

RATIO = 0.95
VISIBLE = OPEN = instant.SECOND
CLOCK_STEP = 2 * instant.SECOND
LETTERS = 12
"""CSS pixels."""
WINDOW = 200
"""CSS pixels, each way."""
SCALE = 0.75

_LARGEST = 1e12  # no instant and no screen has more; infinities and NaN are not smaller

_Claims = Mapping[str, Any]


class _NotReportedError(Exception):
    """The browser did not say it, or said something that it can not be."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the claims are held against."""

    words: Words
    elapsed: int
    """Milliseconds since we served the page."""


def checks(report: str, words: Words, elapsed: int) -> tuple[Check, ...]:
    """The checks of what a browser reported of `words`, `elapsed` milliseconds after we served them.

    An absent, oversized or malformed report, and each value that is missing or of another kind, is `not_reported`.
    """
    claims, known = _claims(report), _Known(words, elapsed)
    return tuple(_check(name, holds, claims, known) for name, holds in _CHECKS.items())


def _claims(report: str) -> _Claims:
    if not report or len(report) > MAX_LENGTH:
        return {}
    try:
        claims = json.loads(report)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(claims, dict) or claims.get("v") is True or claims.get("v") != VERSION:
        return {}
    return claims


def _check(name: str, holds: Callable[[_Claims, _Known], bool], claims: _Claims, known: _Known) -> Check:
    try:
        return Check(name, "pass" if holds(claims, known) else "fail", "client")
    except _NotReportedError:
        return Check(name, "not_reported", "client")


def _visible(claims: _Claims, _known: _Known) -> bool:
    occluded = claims.get("occluded")
    if occluded is not None and not isinstance(occluded, bool):
        raise _NotReportedError
    in_view, ratio = _number(claims.get("visible_ms")), _number(claims.get("ratio"))
    return not occluded and in_view >= VISIBLE and RATIO <= ratio <= 1


def _dwell(claims: _Claims, known: _Known) -> bool:
    in_view, is_open = _number(claims.get("visible_ms")), _number(claims.get("open_ms"))
    return 0 <= in_view <= is_open <= known.elapsed + CLOCK_STEP and is_open >= OPEN


def _text(claims: _Claims, known: _Known) -> bool:
    return _string(claims.get("text")) == known.words.sha256


def _size(claims: _Claims, _known: _Known) -> bool:
    return _number(claims.get("size")) >= LETTERS


def _viewport(claims: _Claims, _known: _Known) -> bool:
    window = claims.get("viewport")
    if not isinstance(window, list) or len(window) != 2:
        raise _NotReportedError
    return min(_number(side) for side in window) >= WINDOW


def _scale(claims: _Claims, _known: _Known) -> bool:
    return _number(claims.get("scale")) >= SCALE


def _direction(claims: _Claims, known: _Known) -> bool:
    return _string(claims.get("dir")) == direction(known.words.language)


def _untranslated(claims: _Claims, known: _Known) -> bool:
    translated = claims.get("translated")
    if not isinstance(translated, bool):
        raise _NotReportedError
    return not translated and _string(claims.get("lang")) == known.words.language


_CHECKS: Mapping[str, Callable[[_Claims, _Known], bool]] = {
    "visible": _visible,
    "dwell": _dwell,
    "text": _text,
    "size": _size,
    "viewport": _viewport,
    "scale": _scale,
    "direction": _direction,
    "untranslated": _untranslated,
}
NAMES = tuple(_CHECKS)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < _LARGEST:
        raise _NotReportedError
    return value


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise _NotReportedError
    return value

"""What a site may change of the form's look, by the query of its address; the words never shrink, pale or vanish.

1. `color` (#rrggbb) dresses the button, ticked boxes, the focus ring and links; `radius` (0-24) rounds corners, in px;
   `size` (16-24) is the size of plain text, in px; `scheme` is `light`, `dark` or `auto`. Bad values are passed over.
2. Contrast is ours to keep, in both schemes (WCAG 2.2): the color is darkened or lightened until it stands out from the
   sheet by 3:1 (1.4.11), links by 7:1 (1.4.6); what is written on it is black or white, whichever reads better, which
   is never below 4.5:1 (1.4.3).
3. The words keep their own color, and `size` can only make them larger: it multiplies what the visitor's browser says.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal
from urllib.parse import urlencode

Scheme = Literal["light", "dark", "auto"]
Color = tuple[int, int, int]
"""Red, green, blue, 0-255."""

RADII = range(25)
SIZES = range(16, 25)

# Grounds of pages/page.css: what colored things stand on, the one nearest to them in luminance; and the sheet.
LIGHT_GROUND, LIGHT_SHEET = "#eef1f5", "#ffffff"
DARK_GROUND, DARK_SHEET = "#1e2936", "#18202a"

_COLOR = re.compile(r"#?([0-9a-f]{6})", re.ASCII | re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,2}", re.ASCII)
_EDGE, _READ = 3.0, 7.0
_BLACK: Color = (0, 0, 0)
_WHITE: Color = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Theme:
    """What a site asked for, checked; None and `auto` are our own look."""

    color: str | None = None
    """`#rrggbb`."""
    radius: int | None = None
    size: int | None = None
    scheme: Scheme = "auto"

    def query(self) -> str:
        """The same as part of an address, `color=%2317499b&radius=8`; empty for our own look."""
        asked = {"color": self.color, "radius": self.radius, "size": self.size}
        kept = {name: value for name, value in asked.items() if value is not None}
        return urlencode(kept if self.scheme == "auto" else {**kept, "scheme": self.scheme})

    def css(self) -> str:
        """Rules that stand behind the style sheet; empty for our own look. Paper keeps its own colors."""
        rules = []
        if self.scheme != "auto":
            rules.append(f"color-scheme:{self.scheme}")
        if self.size is not None:
            rules.append(f"font-size:{self.size / 16:.4%}")
        if self.radius is not None:
            rules.append(f"--radius:{self.radius}px")
        if self.color is not None:
            rules += _colors(self.color)
        return f"@media screen{{:root{{{';'.join(rules)}}}}}" if rules else ""

    def source(self) -> str:
        """The hash of `css` as a source of a Content-Security-Policy; empty where there is none."""
        css = self.css()
        digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
        return f"'sha256-{digest}'" if css else ""


PLAIN = Theme()
"""Our own look."""


def parse(query: Mapping[str, str]) -> Theme:
    """The theme in the query of an address."""
    color = _COLOR.fullmatch(query.get("color", ""))
    scheme = query.get("scheme")
    return Theme(
        color=f"#{color[1].lower()}" if color else None,
        radius=_number(query.get("radius", ""), RADII),
        size=_number(query.get("size", ""), SIZES),
        scheme="light" if scheme == "light" else "dark" if scheme == "dark" else "auto",
    )


def contrast(one: str, other: str) -> float:
    """The ratio of two colors, 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    return _contrast(_read(one), _read(other))


def readable(color: str, ground: str, ratio: float) -> str:
    """`color`, darkened on a light ground or lightened on a dark one just so far that it stands out by `ratio`."""
    found, below = _read(color), _read(ground)
    away = _BLACK if _contrast(_BLACK, below) > _contrast(_WHITE, below) else _WHITE
    return next(_hex(step) for step in _steps(found, away) if _contrast(step, below) >= ratio)


def _colors(color: str) -> list[str]:
    """Our variables for colored things, for both schemes."""
    accents = [readable(color, ground, _EDGE) for ground in (LIGHT_GROUND, DARK_GROUND)]
    written = [_ink(accent) for accent in accents]
    pressed = [_hex(_mixed(_read(one), _read(_ink(ink)), 0.15)) for one, ink in zip(accents, written, strict=True)]
    links = [readable(color, sheet, _READ) for sheet in (LIGHT_SHEET, DARK_SHEET)]
    pairs = {"accent": accents, "on-accent": written, "accent-strong": pressed, "link": links}
    return [f"--{name}:light-dark({light},{dark})" for name, (light, dark) in pairs.items()]


def _ink(ground: str) -> str:
    """Black or white, whichever reads better on `ground`."""
    return max(("#000000", "#ffffff"), key=partial(contrast, ground))


def _steps(start: Color, end: Color) -> list[Color]:
    return [_mixed(start, end, step / 40) for step in range(41)]


def _mixed(one: Color, other: Color, share: float) -> Color:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _contrast(one: Color, other: Color) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    shares = [part / 255 for part in color]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _read(color: str) -> Color:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _hex(color: Color) -> str:
    return "#{:02x}{:02x}{:02x}".format(*color)


def _number(text: str, allowed: range) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) and int(text) in allowed else None

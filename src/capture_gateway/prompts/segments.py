"""How many parts a text message is sent in: 3GPP TS 23.038 (GSM-7) and TS 23.040 (concatenation).

A text whose every character is in the GSM-7 alphabet has 160 units to a single part and 153 to each of several; one
character outside makes the whole text UCS-2, with 70 and 67. Parts are what carriers charge.
https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding

Providers put others in the place of some characters: https://www.twilio.com/docs/messaging/services/smart-encoding-char-list
"""

import unicodedata
from dataclasses import dataclass
from typing import Literal

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")
"""Each takes two units, which are never parted."""

LONGEST = 1_600
"""Characters that Twilio accepts in one text: https://www.twilio.com/docs/api/errors/21617"""

_INVISIBLE = "\u200b\u2060\ufeff\u2028\u2029"
_REPLACED = {
    '"': "«»“”„‟ʺˮ❝❞〝〞＂",
    "'": "‘’‛ʻˈʼʽʹ＇´ˊ`ˋ❛❜",
    "-": "–—―‐⁃•⎼⎽﹣－",
    "...": "…",
    "/": "÷⧸⁄∕／",
    "1/4": "¼",
    "1/2": "½",
    "3/4": "¾",
    "*": "⁎∗⊛✢✣✤✥✱✲✳✺✻✼✽❃❉❊❋⧆﹡＊",
    ",": "‚﹐、﹑，､",
    ".": "。﹒．｡",
    "!": "ǃ︕﹗！",
    "!!": "‼",
    "(": "❨❪﹙（⟮⦅",
    ")": "❩❫﹚）⟯⦆",
    "|": "∣｜⎸⎹⏐⎜⎟",
    "_": "‗＿",
    "^": "ˆ＾",
    "~": "˜˷∼～",
    "@": "﹫＠",
    "$": "﹩＄",
    "#": "﹟＃",
    "%": "﹪％",
    "&": "﹠＆",
    "+": "˖﹢＋",
    "=": "꞊﹦＝",
    "?": "︖﹖？",
    "[": "［",
    "]": "］",
    "{": "❴﹛｛",
    "}": "❵﹜｝",
    "\\": "⧹⧵﹨＼",
    "<": "›﹤＜",
    ">": "‹﹥＞",
    ":": "ː˸⦂꞉︓：",
    ";": "⁏︔﹔；",
    " ": "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    "": _INVISIBLE,
}
_NAMES = {" ": "a space", "": "nothing"}
_REPLACEMENT = {c: instead for instead, characters in _REPLACED.items() for c in characters}


@dataclass(frozen=True, slots=True)
class Segments:
    """How a text travels."""

    count: int
    encoding: Literal["GSM-7", "UCS-2"]
    outside: tuple[str, ...]
    """The characters that GSM-7 does not have, each once, in order."""


def count(text: str) -> Segments:
    """The parts of `text`.

    >>> count("Añádalo")
    Segments(count=1, encoding='UCS-2', outside=('á',))
    """
    outside = tuple(dict.fromkeys(c for c in text if c not in _BASIC and c not in _EXTENDED))
    if outside:
        return Segments(_parts([2 if ord(c) > 0xFFFF else 1 for c in text], 70, 67), "UCS-2", outside)
    return Segments(_parts([2 if c in _EXTENDED else 1 for c in text], 160, 153), "GSM-7", ())


def replacement(character: str) -> str | None:
    """What Twilio's Smart Encoding sends instead, possibly nothing; None for a character that it leaves alone."""
    if "０" <= character <= "９" or "Ａ" <= character <= "Ｚ":
        return unicodedata.normalize("NFKC", character)
    return _REPLACEMENT.get(character)


def described(character: str) -> str:
    """A character for people who may not see it: `“ (U+201C, which a provider may replace by ")`."""
    code = f"U+{ord(character):04X}"
    is_visible = character.isprintable() and not character.isspace()
    shown = character if is_visible else unicodedata.name(character, "no character").lower()
    instead = replacement(character)
    if instead is None:
        return f"{shown} ({code})"
    return f"{shown} ({code}, which a provider may replace by {_NAMES.get(instead, instead)})"


def _parts(units: list[int], alone: int, together: int) -> int:
    if sum(units) <= alone:
        return 1
    parts, room = 1, together
    for unit in units:
        if unit > room:
            parts, room = parts + 1, together
        room -= unit
    return parts

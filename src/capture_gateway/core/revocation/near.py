"""Near words: a message that is almost a stop word, by slip or by disguise.

What is undone: letters of other alphabets that look alike (`ЅТОР`), figures for letters (`st0p`), spaces and signs
between letters (`s t o p`, `s.t.o.p`), letters drawn out (`stooop`), the word said again and again (`stopstop`), what
is glued on (`stopplease`). What is left may differ from a stop word by a slip of the finger: see `slips`.
"""

import re
import unicodedata
from typing import Final

from capture_gateway.core.revocation.languages import GRAMMARS
from capture_gateway.core.revocation.ordinary import ORDINARY
from capture_gateway.core.revocation.slips import Slips, drawn_in, swapped
from capture_gateway.core.revocation.words import WORDS

_LONGEST: Final = 40
_ALIKE: Final = {
    "a": "аɑαᴀ", "b": "ьβʙв", "c": "сϲᴄ¢©", "d": "ԁᴅ", "e": "еєεᴇ€", "f": "ꜰ", "g": "ɡɢ", "h": "һʜн", "i": "іιɪı¡",
    "k": "кκᴋ", "l": "ӏʟ|", "m": "мᴍ", "n": "пηɴ", "o": "оοᴏօσøө°", "p": "рρᴘ", "q": "ԛ", "r": "гʀя", "s": "ѕꜱ$§",
    "t": "тτᴛ†", "u": "υᴜսц", "v": "ѵνᴠ", "x": "хχ", "y": "уүγʏ", "z": "ᴢ",
}  # fmt: skip
_FIGURES: Final = str.maketrans(
    {
        "0": "o",
        "1": "i",
        "3": "e",
        "4": "a",
        "5": "s",
        "7": "t",
        "8": "b",
        "$": "s",
        "@": "a",
        "!": "i",
        "+": "t",
        "*": "o",
    }
)
_LETTERS: Final = {
    **{ord(alike): letter for letter, row in _ALIKE.items() for alike in row},
    # Letters as signs, which folding drops: in circles, in squares, as halves of flags.
    **{first + n: chr(ord("a") + n) for first in (0x1F150, 0x1F170, 0x1F1E6) for n in range(26)},
}
_NO_SIGN: Final = re.compile(r"[\W_]+")
_GLUED: Final = re.compile(
    r"(?:please|pls|plz|just)?"
    r"(stop|unsubscribe|unsub|optout|cancel|quit|revoke|arret|baja|pare|stopp|abmelden)"
    r"(?:please|pls|plz|now|it|all|me|this|txts?|texts?|texting|sms|msgs?|messages?|everything|asap|already|svp|bitte|ok"
    r"|thanks){0,4}(?:(?:2|to)(?:end|quit|stop|cancel))?"
)
_AGAIN: Final = re.compile(r"(.{3,}?)\1+")

_MAIN: Final = frozenset({None, "en", "es", "fr", "pt", "de"})
_ALL: Final = frozenset().union(*(grammar.words for grammar in GRAMMARS))
_KNOWN: Final = _ALL - WORDS.keys()
_PLAIN: Final = sorted(
    word for word, language in WORDS.items() if word.isascii() and word.isalpha() and language in _MAIN
)
# Short words have too many ordinary neighbors: of theirs, only swapped letters are slips.
_SLIPS: Final = Slips([*(word for word in _PLAIN if len(word) > 4), "stop", "quit"], known=_KNOWN)
_SWAPS: Final = {
    slip: word
    for word in _PLAIN
    if len(word) == 4 or word == "end"
    for slip in swapped(word)
    if slip not in ORDINARY | _KNOWN | WORDS.keys()
}


def read(text: str) -> str | None:
    """The stop word (or what it is made of) that a whole text is almost; None for anything else."""
    if len(text) > _LONGEST:
        return None
    plain = text.casefold()
    if not text.isascii():
        plain = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
        plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    parts = plain.split()
    if len(parts) == 2 and _ALL.issuperset(parts) and "".join(parts) not in WORDS:
        return None  # words of their own: `I quit`, but not `un subscribe`
    letters = _NO_SIGN.sub("", plain)
    for spelled in dict.fromkeys((letters, _NO_SIGN.sub("", plain.translate(_FIGURES)), letters.strip("0123456789"))):
        if found := _meant(spelled):
            return found
    return None


def _meant(spelled: str) -> str | None:
    if spelled in ORDINARY or spelled in _KNOWN:
        return None
    short = drawn_in(spelled)
    for each in (spelled, short):
        if each in WORDS:
            return each
        if glued := _GLUED.fullmatch(each):
            return glued[1]
        if (again := _AGAIN.fullmatch(each)) and again[1] in WORDS:
            return again[1]
    if spelled in _SWAPS:
        return _SWAPS[spelled]
    return _SLIPS.meant(spelled) or (_SLIPS.meant(short) if short != spelled else None)

"""Random texts: of any Unicode at all, and made of the very words and signs that the rules look for."""

import random
import sys
from collections.abc import Iterator

from capture_gateway.core.revocation.languages import GRAMMARS
from capture_gateway.core.revocation.words import WORDS

_LONGEST = 1_600
_WORDS = sorted(set(WORDS).union(*(grammar.words for grammar in GRAMMARS)))
_SIGNS = [
    *" .,;:!?¿¡'’-#…/()\n\r\t",
    "🛑",
    "👎",
    "\u200b",
    "\u202e",
    "\u0301",
    "\ufe0f",
    "“",
    "”",
    "«",
    "\x00",
    "\ud800",
    "ﷺ",
]


def characters(draw: random.Random) -> str:
    """A character of one of the ranges where texts are written, or of anywhere."""
    limit = draw.choice((0x80, 0x250, 0x530, 0x3000, 0x1_0000, sys.maxunicode + 1))
    return chr(draw.randrange(limit))


def text(draw: random.Random) -> str:
    """One text of up to 1,600 characters, mostly short as texts are."""
    length = min(_LONGEST, int(draw.expovariate(1 / 40)))
    if draw.random() < 0.5:
        return "".join(characters(draw) for _ in range(length))
    pieces: list[str] = []
    while sum(len(piece) for piece in pieces) < length:
        piece = draw.choice(_WORDS) if draw.random() < 0.6 else draw.choice(_SIGNS)
        pieces.append(piece.upper() if draw.random() < 0.2 else piece)
        pieces.append(draw.choice((" ", " ", " ", "", characters(draw))))
    return "".join(pieces)[:_LONGEST]


def texts(count: int, seed: int) -> Iterator[str]:
    """The same texts for the same seed."""
    draw = random.Random(seed)
    return (text(draw) for _ in range(count))

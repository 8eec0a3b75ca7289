"""Folding: what a text is compared as. For matching only; the text itself is kept as typed.

NFKC, casefold, NFD without marks, no zero-width characters or emoji, edge punctuation off, spaces collapsed.
"""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
# Symbols, and what only joins or colors them.
_DROPPED = frozenset({"So", "Sk", "Cf", "Cc", "Cs", "Co", "Mn", "Me"})


def fold(text: str) -> str:
    """`  ＳＴＯＰ!! ` -> `stop`; `Arrêt.` -> `arret`. For matching only."""
    text = text.replace("’", "'")
    if text.isascii():
        plain = text.casefold()
    else:
        wide = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
        plain = "".join(c for c in wide if c.isspace() or unicodedata.category(c) not in _DROPPED)
    collapsed = _SPACES.sub(" ", plain)
    start, end = 0, len(collapsed)
    while start < end and not collapsed[start].isalnum():
        start += 1
    while end > start and not collapsed[end - 1].isalnum():
        end -= 1
    return collapsed[start:end]

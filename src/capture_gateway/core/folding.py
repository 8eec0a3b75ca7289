"""Folding: what a text is compared as. For matching only; the text itself is kept as typed.

NFKC, casefold, NFD without marks, no zero-width characters or emoji, edge punctuation off, spaces collapsed.
"""

import unicodedata
from typing import Final

# Symbols, and what only joins or colors them.
_DROPPED: Final = frozenset({"So", "Sk", "Cf", "Cc", "Cs", "Co", "Mn", "Me"})
_REMEMBERED: Final = 4096  # characters


class _Kept(dict[int, str | None]):
    """Code point -> its character, or None where it is dropped; it remembers some."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        dropped = not character.isspace() and unicodedata.category(character) in _DROPPED
        kept = None if dropped else character
        if len(self) < _REMEMBERED:
            self[code] = kept
        return kept


_KEPT: Final = _Kept()


def fold(text: str) -> str:
    """`  ＳＴＯＰ!! ` -> `stop`; `Arrêt.` -> `arret`. For matching only."""
    text = text.replace("’", "'")
    if text.isascii():
        plain = text.casefold()
    else:
        # Marks go first: normalizing thousands of them on one letter takes quadratic time. The few characters that
        # stand for whole sentences (U+FDFA) must not make a long text many times longer.
        wide = unicodedata.normalize("NFKC", text.translate(_KEPT)).casefold()[: 3 * len(text)]
        plain = unicodedata.normalize("NFD", wide).translate(_KEPT)
    collapsed = " ".join(plain.split())
    start, end = 0, len(collapsed)
    while start < end and not collapsed[start].isalnum():
        start += 1
    while end > start and not collapsed[end - 1].isalnum():
        end -= 1
    return collapsed[start:end]

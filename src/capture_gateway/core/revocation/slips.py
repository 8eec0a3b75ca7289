"""Slips of the finger: which word was meant, when it is none that people use.

A slip is a letter missing, added or wrong, or two swapped: one for words up to nine letters, two from ten on (and then
at most one of them an added letter). Found by leaving letters out on both sides, so that the cost of a look-up grows
with the length of the word and not with the number of words (https://github.com/wolfgarbe/SymSpell); then measured.
"""

from collections.abc import Container, Iterable, Iterator
from typing import Final

from rapidfuzz.distance import OSA

from capture_gateway.core.revocation.ordinary import ORDINARY

_SHORTEST: Final = 3
_LONG: Final = 10
_LONGEST: Final = 20


class Slips:
    """What could have been meant. Immutable once made."""

    def __init__(self, words: Iterable[str], *, known: Container[str] = frozenset()) -> None:
        """`known`: words that mean themselves, beside the ordinary ones."""
        self._known = known
        self._words_without: dict[str, list[str]] = {}
        self._words = frozenset(words)
        for word in sorted(self._words):
            for rest in _without(word, 2 if len(word) >= _LONG else 1):
                self._words_without.setdefault(rest, []).append(word)

    def meant(self, typed: str) -> str | None:
        """The nearest word, the first by name among equals; None for what is far from all, or a word of its own."""
        if typed in self._words:
            return typed
        if not _SHORTEST <= len(typed) <= _LONGEST or typed in ORDINARY or typed in self._known or not typed.isascii():
            return None
        best: tuple[int, str] | None = None
        for rest in _without(typed, 1):
            for word in self._words_without.get(rest, ()):
                allowed = 2 if len(word) >= _LONG else 1
                distance = OSA.distance(typed, word, score_cutoff=allowed)
                if distance <= allowed and (best is None or (distance, word) < best):
                    best = (distance, word)
        return best[1] if best else None


def drawn_in(word: str) -> str:
    """`stoooop` -> `stop`: no letter twice in a row."""
    return "".join(letter for index, letter in enumerate(word) if not index or word[index - 1] != letter)


def _without(word: str, most: int) -> Iterator[str]:
    """The word, and what is left of it without each one letter, each two."""
    yield word
    for index in range(len(word) if most else 0):
        rest = word[:index] + word[index + 1 :]
        yield rest
        if most > 1:
            yield from (rest[:other] + rest[other + 1 :] for other in range(index, len(rest)))


def swapped(word: str) -> Iterator[str]:
    """The word with each two neighboring letters swapped."""
    for index in range(len(word) - 1):
        yield word[:index] + word[index + 1] + word[index] + word[index + 2 :]

"""What changed from one version of a program's words to another, and whether it is material.

1. Words are compared file by file and sentence by sentence, as people were given them.
2. A change is material when a file says something else: its text differs in more than capitals, spaces and punctuation.
   A mended spelling is material too, for no rule can tell it from another meaning. How often messages come, who sends
   them and what they are about stand in the text.
3. A change is material, too, when a file has another role, other categories or other ways of contact, or was added or
   removed, and when the words that were published are not known any more, because the facts they took have changed.
4. Consent rests on the words that were answered: disclosures, and clarifying words. When one changes materially, that
   reaches the consent to its older categories by its older ways of contact. Words that were added reach nobody: nobody
   has agreed to anything else in their place.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from capture_gateway.core.disclosure import Words
from capture_gateway.prompts.files import ANSWERED

Reason = Literal["words", "role", "categories", "contact", "added", "removed", "lost"]

_SENTENCE_END = re.compile(r"(?<=[.!?…])[ \n]+|\n+")
# Punctuation that says something of its own: keys of a telephone, amounts, links between words.
_MEANS = frozenset("#*%‰&@")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a program's words, as people were given them."""

    name: str
    words: Mapping[str, Words]
    """`en/disclosure.sms` -> words."""
    lost: frozenset[str] = frozenset()
    """Files whose published words are not known any more; their text is what comes out today, which may be none."""


@dataclass(frozen=True, slots=True)
class Change:
    """How one file differs. At least one of `before` and `after` is there."""

    file: str
    before: Words | None
    after: Words | None
    reasons: tuple[Reason, ...]
    """Why the change is material; empty when it is not."""

    @property
    def sentences(self) -> Sequence[tuple[str, str]]:
        """(before, after) of the sentences that differ, in order; empty where there is none on that side."""
        old, new = sentences(self.before), sentences(self.after)
        blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        return [
            pair
            for tag, start, end, new_start, new_end in blocks
            if tag != "equal"
            for pair in zip_longest(old[start:end], new[new_start:new_end], fillvalue="")
        ]


def compare(before: Version, after: Version) -> Sequence[Change]:
    """Every file that differs, in order; files that are the same to the byte, and for the same, are left out."""
    return [
        change
        for file in sorted(before.words.keys() | after.words.keys())
        for change in (_change(file, before, after),)
        if change.reasons or change.sentences or _text(change.before) != _text(change.after)
    ]


def reached(changes: Iterable[Change]) -> frozenset[tuple[str, str]]:
    """(category, contact) of the consent that rests on words which changed materially."""
    return frozenset(
        (category, way)
        for change in changes
        if change.reasons and change.before is not None and change.before.role in ANSWERED
        for category in change.before.categories
        for way in change.before.contact
    )


def says(text: str) -> tuple[str, ...]:
    """What of `text` bears meaning: its words and amounts, without capitals, spaces and punctuation.

    >>> says("Message & data rates  may apply!")
    ('message', '&', 'data', 'rates', 'may', 'apply')
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return tuple("".join(_spaced(folded)).split())


def sentences(words: Words | None) -> list[str]:
    """The text, sentence by sentence; nothing of nothing."""
    return [] if words is None else [each for each in _SENTENCE_END.split(words.text) if each]


def _spaced(text: str) -> Iterator[str]:
    """Every sign but punctuation, with spaces around what is neither letter nor digit."""
    for character in text:
        kind = unicodedata.category(character)[0]
        if kind in "LMN":
            yield character
        elif kind == "S" or character in _MEANS:
            yield f" {character} "
        elif kind != "C" or character.isspace():
            yield " "


def _change(file: str, before: Version, after: Version) -> Change:
    old, new = before.words.get(file), after.words.get(file)
    if old is None or new is None:
        return Change(file, old, new, ("added",) if old is None else ("removed",))
    reasons: list[Reason] = ["lost"] if file in before.lost | after.lost else []
    if says(old.text) != says(new.text):
        reasons.append("words")
    if old.role != new.role:
        reasons.append("role")
    if set(old.categories) != set(new.categories):
        reasons.append("categories")
    if set(old.contact) != set(new.contact):
        reasons.append("contact")
    return Change(file, old, new, tuple(reasons))


def _text(words: Words | None) -> str | None:
    return None if words is None else words.text

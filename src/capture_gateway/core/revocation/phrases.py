"""Phrases of leaving in plain language: every grammar that may be meant looks at the words of one text.

Idioms and negations go first and use up their words, in every language; what is left is matched rule by rule, the
surest rule first. One clause that withdraws is enough, whatever the others say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from capture_gateway.core.revocation.grammar import END_OF_CLAUSE, Found, Grammar
from capture_gateway.core.revocation.languages import GRAMMARS
from capture_gateway.core.revocation.slips import Slips

SHIELDS: Final = ("idiom", "negated")
STOPS: Final = ("stop-phrase", "stop-command")
RULES: Final = ("unclear-cancel", "help-phrase", "unclear-phrase", "unclear-no")

# What a clause names besides makes its wish another one: kind of words -> rule, unless it names one of the others too.
_INSTEAD: Final = (
    ("CALL", "unclear-calls", ("WRITTEN",)),
    ("EMAIL", "unclear-other-medium", ("WRITTEN",)),
    ("BOOKING", "unclear-cancel", ("WRITTEN", "TEXT", "KIND", "LIST")),
)
# A wish for a time only, and the question how it is done.
_SOFTENED: Final = ("unclear-pause", "unclear-how")

_LONG: Final = 100  # words
_KNOWN: Final = frozenset().union(*(grammar.words for grammar in GRAMMARS))
_SLIPS: Final = Slips(frozenset().union(*(grammar.misspelled for grammar in GRAMMARS)))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A rule that matched, and which words."""

    rule: str
    grammar: Grammar
    words: Sequence[str]
    found: Found
    everything: bool = False

    @property
    def because(self) -> str:
        """The words that matched."""
        return " ".join(word for word in self.words[self.found.start : self.found.end] if word != END_OF_CLAUSE)


def read(typed: Sequence[str]) -> Phrase | None:
    """The surest rule that matches the words (of `tokens.words`); None when there is none."""
    words = [word if word in _KNOWN else _SLIPS.meant(word) or word for word in typed]
    readings = [_Reading(grammar, words) for grammar in _languages(words)]
    first: Phrase | None = None
    for rule in SHIELDS:
        for reading in readings:
            if (found := reading.take(rule)) is not None:
                first = first or Phrase(rule, reading.grammar, words, found)
    instead: Phrase | None = None
    for stop in STOPS:
        for reading in readings:
            for rule, found in reading.stops(stop):
                everything = reading.find("everything") is not None
                phrase = Phrase(rule, reading.grammar, words, found, everything)
                if rule == stop:
                    return phrase
                instead = instead or phrase
    for rule in ("wrong-number", *(() if instead else RULES)):
        for reading in readings:
            if (found := reading.find(rule)) is not None:
                return Phrase(rule, reading.grammar, words, found)
    return instead or first


def _languages(words: Sequence[str]) -> list[Grammar]:
    """The languages that know the most of these words: of a long text, two at most."""
    counted = [(sum(map(grammar.knows, words)), grammar) for grammar in GRAMMARS]
    most = max(count for count, _ in counted)
    close = [grammar for count, grammar in counted if most and count * 4 > most * 3]
    return close if len(words) < _LONG else close[:2]


class _Reading:
    """One text as one grammar sees it: without the words that say nothing, each of the others one character."""

    def __init__(self, grammar: Grammar, words: list[str]) -> None:
        self.grammar = grammar
        self._words = words
        soft = grammar.kinds["SOFT"]
        kept: list[int] = []
        for index, word in enumerate(words):
            if word not in soft and (words[kept[-1]] if kept else END_OF_CLAUSE) != word:  # nor a word twice in a row
                kept.append(index)
        self._kept = kept
        self._spelled = grammar.spell([words[index] for index in kept])

    def find(self, rule: str) -> Found | None:
        found = self.grammar.find(rule, self._spelled)
        return self._whole(found) if found else None

    def stops(self, stop: str) -> Iterator[tuple[str, Found]]:
        """Each match of a rule that withdraws, with that rule, or with the one that its clause makes of it."""
        grammar, spelled = self.grammar, self._spelled
        for found in grammar.find_all(stop, spelled):
            clause = self._around(found)
            rule = stop
            for kind, other, unless in _INSTEAD:
                if grammar.names(kind, clause) and not any(grammar.names(each, clause) for each in unless):
                    rule = other
                    break
            else:
                rule = next((how for how in _SOFTENED if grammar.find(how, clause)), stop)
            yield rule, self._whole(found)

    def _around(self, found: Found) -> str:
        """The clause of a match, with the next where that says what should cease: `Hören Sie auf, mich anzurufen`."""
        start = self._spelled.rfind(END_OF_CLAUSE, 0, found.start) + 1
        end = self._spelled.find(END_OF_CLAUSE, found.start)
        if found.end == end and self.grammar.names("ME", self._spelled[end + 1 : end + 2]):
            end = self._spelled.find(END_OF_CLAUSE, end + 1)
        return self._spelled[start:end]

    def take(self, rule: str) -> Found | None:
        """Use up the words of an idiom, so that no rule of this language sees them."""
        self._spelled, found = self.grammar.take(rule, self._spelled)
        return self._whole(found) if found else None

    def _whole(self, found: Found) -> Found:
        """From positions among the kept words to positions among all."""
        if found.start == found.end:
            return found
        return Found(self._kept[found.start], self._kept[found.end - 1] + 1)

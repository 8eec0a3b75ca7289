"""Phrases of leaving in plain language: every grammar that may be meant looks at the words of one text.

Idioms and negations go first and use up their words, in every language; what is left is matched rule by rule, the
surest rule first. One clause that withdraws is enough, whatever the others say.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from capture_gateway.core.revocation.grammar import END_OF_CLAUSE, TAKEN, Found, Grammar
from capture_gateway.core.revocation.languages import GRAMMARS
from capture_gateway.core.revocation.slips import Slips

SHIELDS: Final = ("idiom", "negated")
STOPS: Final = ("stop-phrase", "stop-command")
RULES: Final = ("wrong-number", "unclear-cancel", "help-phrase", "unclear-phrase", "unclear-no")
EXTRA: Final = ("everything",)

# What a clause names besides makes its wish another one: kind of words -> rule, unless it names one of the others too.
_INSTEAD: Final = (
    ("CALL", "unclear-calls", ("WRITTEN",)),
    ("EMAIL", "unclear-other-medium", ("WRITTEN",)),
    ("BOOKING", "unclear-cancel", ("WRITTEN", "TEXT", "KIND", "LIST")),
)
# A wish for a time only, and the question how it is done.
SOFTENED: Final = ("unclear-pause", "unclear-how")

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
    aside = _set_aside(readings)
    instead: Phrase | None = None
    for stop in STOPS:
        for reading in readings:
            for rule, found in reading.stops(stop):
                if rule == stop:
                    return reading.phrase(rule, found)
                instead = instead or reading.phrase(rule, found)
    for rule in RULES[:1] if instead else RULES:
        for reading in readings:
            for found in reading.places(rule):
                return reading.phrase(rule, found)
    return instead or aside


def _set_aside(readings: Sequence["_Reading"]) -> Phrase | None:
    """Use up idioms and negations in all readings (`bus stop` is one in every language); the first of them."""
    first: Phrase | None = None
    for rule in SHIELDS:
        places = [(reading, found) for reading in readings for found in reading.places(rule)]
        for reading in readings:
            reading.take([found for _, found in places])
        if places and first is None:
            first = places[0][0].phrase(rule, places[0][1])
    return first


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

    def phrase(self, rule: str, found: Found) -> Phrase:
        everything = self.grammar.find("everything", self._spelled) is not None
        return Phrase(rule, self.grammar, self._words, found, everything)

    def places(self, rule: str) -> Iterator[Found]:
        """Every match of a rule."""
        return map(self._whole, self.grammar.find_all(rule, self._spelled))

    def stops(self, stop: str) -> Iterator[tuple[str, Found]]:
        """Each match of a rule that withdraws, with that rule, or with the one that its clause makes of it."""
        rules: dict[tuple[int, int], str] = {}
        for found in self.grammar.find_all(stop, self._spelled):
            clause = self._around(found)
            if clause not in rules:
                rules[clause] = self._made_of(stop, self._spelled[slice(*clause)])
            yield rules[clause], self._whole(found)

    def _made_of(self, stop: str, clause: str) -> str:
        names = self.grammar.names
        for kind, other, unless in _INSTEAD:
            if names(kind, clause) and not any(names(each, clause) for each in unless):
                return other
        return next((how for how in SOFTENED if self.grammar.find(how, clause)), stop)

    def _around(self, found: Found) -> tuple[int, int]:
        """The clause of a match, with the next where that says what should cease: `Hören Sie auf, mich anzurufen`."""
        start = self._spelled.rfind(END_OF_CLAUSE, 0, found.start) + 1
        end = self._spelled.find(END_OF_CLAUSE, found.start)
        if found.end == end and self.grammar.names("ME", self._spelled[end + 1 : end + 2]):
            end = self._spelled.find(END_OF_CLAUSE, end + 1)
        return start, end

    def take(self, places: Iterable[Found]) -> None:
        """Use up these words, so that no rule sees them."""
        used = {index for place in places for index in range(place.start, place.end)}
        if used:
            self._spelled = "".join(
                TAKEN if index in used and letter != END_OF_CLAUSE else letter
                for index, letter in zip(self._kept, self._spelled, strict=True)
            )

    def _whole(self, found: Found) -> Found:
        """From positions among the kept words to positions among all."""
        if found.start == found.end:
            return found
        return Found(self._kept[found.start], self._kept[found.end - 1] + 1)

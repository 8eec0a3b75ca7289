"""What a text names as the thing to stop: `stop the weekly offers please` -> `weekly offers`."""

from collections.abc import Sequence
from typing import Final

from capture_gateway.core.revocation.grammar import END_OF_CLAUSE, Grammar
from capture_gateway.core.revocation.languages import GRAMMARS

_KINDS: Final = frozenset().union(*(grammar.kinds["KIND"] for grammar in GRAMMARS))
_LONGEST: Final = 4  # words; more are a sentence, not a name


def about(words: Sequence[str], start: int, grammar: Grammar, *, by_command: bool) -> str:
    """The first name from `start` to the end of its clause: words that tell a kind of message, with those before them.

    After a bare command (`STOP recipes`) unknown words are a name too. Empty when there is none.
    """
    kinds = grammar.kinds
    naming = kinds["KIND"]
    said = grammar.words_not_in("KIND", "BOOKING")
    run: list[str] = []
    for word in [*words[start:], END_OF_CLAUSE]:
        if word != END_OF_CLAUSE and word not in said:
            run.append(word)
            continue
        if run and len(run) <= _LONGEST and (by_command or not naming.isdisjoint(run)):
            return " ".join(run)
        run = []
        if word == END_OF_CLAUSE:
            break
    return ""


def is_kind(name: str) -> bool:
    """Whether a name tells a kind of message that everybody knows: `weekly offers`, but not `xyz`."""
    return not _KINDS.isdisjoint(name.split())

"""The link to a person's own page: which texts carry it, and the words with the link appended.

1. Confirmations and what answers STATUS carry it, where the program offers the page; nothing else does: neither what
   asks a number whether it is theirs, nor what confirms a withdrawal.
2. It goes to the number itself, by text: whoever types a number on a page, or calls with a caller ID, does not get it.
3. It stands on a line of its own behind the words. What is recorded as sent is what was sent, link and all.
"""

from dataclasses import replace

from capture_gateway.core.disclosure import Words, digest
from capture_gateway.core.program import Program
from capture_gateway.core.state import Decision

ROOM = 56
"""Characters that the link of most deployments takes: `https://consent.example.com/p/` and 22 more."""

KIND = "web"
"""The kind of the words on the page itself."""
WORDS = ("stopped", "stopped-category", "stopped-last")
"""The words that the page needs: what confirms a withdrawal there."""

SHOWN = "https://…/p/…"
"""The link as it stands where words are shown to nobody in particular: to carriers, on the program's page."""

_ROLES = frozenset({"confirmation", "status"})
_TEXTS = frozenset({"sms", "whatsapp"})


def is_due(decision: Decision, program: Program) -> bool:
    """Whether anything that `decision` sends carries the link."""
    sent = (decision.reply, *(text.words for text in decision.texts))
    return program.person_page and any(words is not None and _carries(words) for words in sent)


def linked(decision: Decision, link: str) -> Decision:
    """`decision` with `link` in everything that carries it."""
    return replace(
        decision,
        reply=None if decision.reply is None else _with(decision.reply, link),
        texts=tuple(replace(text, words=_with(text.words, link)) for text in decision.texts),
    )


def shown(words: Words, program: Program) -> Words:
    """`words` as they are sent, with SHOWN for the link."""
    return _with(words, SHOWN) if program.person_page else words


def _with(words: Words, link: str) -> Words:
    if not _carries(words):
        return words
    text = f"{words.text}\n{link}"
    return replace(words, text=text, sha256=digest(text))


def _carries(words: Words) -> bool:
    return words.role in _ROLES and words.kind in _TEXTS

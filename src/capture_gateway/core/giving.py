"""Saying yes: what becomes `given`, what answers it, and the text that confirms a yes that was given elsewhere.

1. What is given is what the words name, narrowed to what was ticked.
2. A yes by text is confirmed by the answer. A yes on a page or in a call is confirmed there, and by a text too, where
   texts are among what was agreed to and the program has a line for them.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from capture_gateway.core import identity
from capture_gateway.core.act import Act, Control, Texting
from capture_gateway.core.disclosure import Showing, Words
from capture_gateway.core.outgoing import GRANTED_WITHIN, WAY, Outgoing, Purpose
from capture_gateway.core.program import Program
from capture_gateway.core.state import (
    Book,
    Decision,
    Draft,
    State,
    agreed_to,
    closed,
    words_for,
)

WELCOME = "welcome"
"""The words that confirm, by text, a yes that was given elsewhere."""


@dataclass(frozen=True, slots=True)
class How:
    """In which way somebody said yes."""

    rule: str
    reason: str
    control: Control | None = None
    """Where it is not the act's own."""
    question: Showing | None = None
    """Ours, where the act answers that and not the words themselves."""


AGREED = How("agreed", "agreed to the words that were shown")


def give(act: Act, showing: Showing, state: State, book: Book, now: int, how: How = AGREED) -> Decision:
    """`given`, by `act`, to the words of `showing`."""
    categories, contact = narrowed(showing.categories, act.categories), narrowed(showing.contact, act.contact)
    draft = Draft(
        "given", act.rule or how.rule, how.reason, showing.language, categories, contact, showing,
        follows=showing.follows, control=how.control, call_to_action=how.question,
    )  # fmt: skip
    ended = closed(showing, "given", now)
    questions = tuple(closed(one, "given", now) for one in state.showings if one.answers == showing.id)
    texts, refused = _welcome_text(act, categories, contact, showing.language, state, book, now)
    return Decision(
        "given",
        reply=_confirmation(act, showing, categories, contact, book),
        showing=ended,
        records=(draft,),
        showings=(ended, *questions),
        texts=texts,
        refused=refused,
    )


def narrowed(named: tuple[str, ...], chosen: Collection[str] | None) -> tuple[str, ...]:
    """What of `named` was chosen; all of it where nothing could be chosen."""
    return named if chosen is None else tuple(one for one in named if one in chosen)


def text_words(book: Book, program: Program, texting: Texting, language: str, name: str) -> Words | None:
    """The words of a text to somebody who met us elsewhere: in their language where the text line speaks it."""
    spoken = language if language in texting.languages else texting.languages[0]
    return book.words(program.id, spoken, name, texting.channel.kind)


def outgoing(act: Act, purpose: Purpose, texting: Texting, words: Words, *, now: int, until: int) -> Outgoing:
    """A text of ours to the person of `act`, about everything that they may have agreed to."""
    return Outgoing(
        id=act.text_id,
        purpose=purpose,
        channel=texting.channel.id,
        subject=act.subject,
        sender=act.program.sender.id,
        program=act.program.id,
        categories=tuple(act.program.categories),
        words=words,
        made_at=now,
        until=until,
    )


def _confirmation(
    act: Act, showing: Showing, categories: tuple[str, ...], contact: tuple[str, ...], book: Book
) -> Words:
    language = act.language or showing.language
    if showing.channel != act.channel.id:  # agreed by text to what a page or a call said
        spoken = language if language in act.languages else act.languages[0]
        welcome = book.words(act.program.id, spoken, WELCOME, act.channel.kind)
        if welcome is not None:
            return welcome.filled(agreed=agreed_to(act.program, spoken, categories, contact))
        return words_for(act, book, spoken, "confirmation")
    return words_for(act, book, language, "confirmation" + showing.prompt.removeprefix("disclosure"))


def _welcome_text(
    act: Act, categories: tuple[str, ...], contact: tuple[str, ...], language: str, state: State, book: Book, now: int
) -> tuple[tuple[Outgoing, ...], str | None]:
    """The text, or why there is none."""
    if act.texting is None or WAY not in contact:
        return (), None
    words = text_words(book, act.program, act.texting, language, WELCOME)
    if words is None:
        return (), None
    if state.refusal is not None:
        return (), state.refusal
    filled = words.filled(agreed=agreed_to(act.program, words.language, categories, contact))
    text = outgoing(act, "granted", act.texting, filled, now=now, until=now + GRANTED_WITHIN)
    # After the yes that it tells of: who blocked us by the time it goes does not want what was said before.
    return (replace(text, id=identity.moved(text.id, now + 1), categories=categories),), None

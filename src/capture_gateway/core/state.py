"""What a decision starts from and what it consists of, and the few questions that every rule asks of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from capture_gateway.core import instant
from capture_gateway.core.act import Act, Control
from capture_gateway.core.disclosure import Showing, Told, Words, showing_of
from capture_gateway.core.outgoing import Outgoing
from capture_gateway.core.permission import Event, Standing
from capture_gateway.core.program import Program, StopScope


class Book(Protocol):
    """The current words of every program, rendered; a lookup, always the same answer."""

    def words(self, program: str, language: str, name: str, kind: str) -> Words | None:
        """None when the version has no such words."""


@dataclass(frozen=True, slots=True)
class State:
    """What is known of one person and one sender before an act."""

    standing: Standing = Standing()
    showings: tuple[Showing, ...] = ()
    """Open ones, and the newest of each line, oldest first."""
    last_help: int = 0
    """When this line last sent this person the help words."""
    refusal: str | None = None
    """Why no text may go to the number that they typed (`core.limits`); None: it may."""
    is_flood: bool = False
    """So much came from there that nothing is kept of it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A record to append; the rest of it is in the act."""

    event: Event
    rule: str
    reason: str
    language: str
    categories: tuple[str, ...]
    contact: tuple[str, ...]
    showing: Showing | None = None
    extent: StopScope | None = None
    follows: str | None = None
    control: Control | None = None
    """Where the record's is not the act's own."""
    annuls: tuple[str, ...] = ()
    """Of `invalidated`: the records that it makes void."""
    told: Told | None = None
    """Where another system says that it gave the words."""
    call_to_action: Showing | None = None
    """What led to the act, where that is not the words themselves: our question to a typed number."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to write, and what to answer. All parts are written together or not at all."""

    outcome: str
    """`asked again already given requested refused withdrawn held expired nudge status help silent nothing conflict`
    `wrong-code unrecorded`"""
    reply: Words | None = None
    showing: Showing | None = None
    """The new showing (asked, again) or the one that was answered."""
    records: tuple[Draft, ...] = ()
    """To be appended, in this order; the first takes the act's id."""
    showings: tuple[Showing, ...] = ()
    """New or changed ones, to be written."""
    is_message: bool = False
    """A message of a person, kept apart from evidence."""
    to_review: bool = False
    """Somebody should read it."""
    refused: str | None = None
    """Why a text that belongs to this is not sent."""
    texts: tuple[Outgoing, ...] = ()
    """What is to be sent, written to the outbox together with the rest."""

    @property
    def record(self) -> Draft | None:
        """The first of the records; most decisions have one or none."""
        return self.records[0] if self.records else None


TEXT_ANSWER_WITHIN = 72 * instant.HOUR
"""How long a text answers the words before it."""

NOTHING = Decision("nothing")
CONFLICT = Decision("conflict")


def words_for(act: Act, book: Book, language: str, name: str) -> Words:
    """The words of this line's kind. LookupError is our own fault: a deployment without them does not start."""
    words = book.words(act.program.id, language, name, act.channel.kind)
    if words is None:
        raise LookupError(f"no words {name}.{act.channel.kind} in {language}: the deployment was not checked")
    return words


def status_words(act: Act, book: Book, language: str, given: Collection[tuple[str, str]]) -> Words:
    """What the person has agreed to: `given` (category, contact)."""
    if not given:
        return words_for(act, book, language, "status-none")
    agreed = [agreed_to(act.program, language, *one) for one in rectangles(act.program, given)]
    return words_for(act, book, language, "status").filled(agreed="; ".join(agreed))


def agreed_to(program: Program, language: str, categories: Collection[str], contact: Collection[str]) -> str:
    """`Weekly offers, Recommendations (text message, WhatsApp)`."""
    named = ", ".join(program.categories[one].label[language] for one in categories)
    return f"{named} ({', '.join(program.ways[way][language] for way in contact)})"


def rectangles(
    program: Program, cells: Collection[tuple[str, str]]
) -> Sequence[tuple[tuple[str, ...], tuple[str, ...]]]:
    """(category, contact) pairs as the fewest (categories, contact ways) with the same ways, in the program's order."""
    ways: dict[tuple[str, ...], list[str]] = {}
    for category in program.categories:
        found = tuple(way for way in program.contact if (category, way) in cells)
        if found:
            ways.setdefault(found, []).append(category)
    return [(tuple(categories), contact) for contact, categories in ways.items()]


def language_for(act: Act, state: State) -> str:
    """Of the word that was used, else of the newest showing, else the line's first."""
    if act.language is not None and act.language in act.languages:
        return act.language
    newest = max(state.showings, key=lambda one: one.shown_at, default=None)
    if newest is not None and newest.language in act.languages:
        return newest.language
    return act.languages[0]


def open_showings(state: State, act: Act) -> Sequence[Showing]:
    """Open showings of this conversation, oldest first."""
    return [s for s in state.showings if s.closed is None and s.channel == act.channel.id and s.thread == act.thread]


def newest_showing(state: State, act: Act) -> Showing | None:
    """The newest showing on this line, open or not."""
    return next((one for one in reversed(state.showings) if one.channel == act.channel.id), None)


def shown(act: Act, words: Words, now: int, *, follows: str | None) -> Showing:
    """That `words` are given to the person of `act`, at `now`."""
    channel = act.channel
    return showing_of(
        words, act.showing_id, subject=act.subject, sender=act.program.sender.id, channel=channel.id, shown_at=now,
        thread=act.thread, medium=channel.medium, presentation=act.presentation, follows=follows,
    )  # fmt: skip


def closed(showing: Showing, why: str, now: int) -> Showing:
    """`showing`, taking no more answers."""
    return replace(showing, closed=why, closed_at=now)

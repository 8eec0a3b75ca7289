"""Withdrawing: how far it goes, what it closes, and whether it is answered.

1. A withdrawal is recorded always, at once, for strangers too; it closes every open showing of the person and the
   sender.
2. Its reach is what the act names, else the program's stop scope; `category` means those of the newest showing on the
   line, and everything when only something else still stands or the words say so (STOP ALL).
3. "Wrong number" also makes void what somebody agreed to with it: `invalidated`, which names those records.
4. It is answered once, at once, without marketing; a repeat, with nothing shown or given in scope since the last
   answered one, is recorded and not answered (47 CFR 64.1200(a)(12); CTIA Messaging Principles 5.1.3). A category's
   answer says what remains.
5. A provider's refusal to deliver (the person opted out there) withdraws when the refused text was made after the last
   `given` (its confirmation is), or is none of ours: a late report of an old text does not end a newer consent.
"""

from collections.abc import Iterable
from dataclasses import replace

from capture_gateway.core import identity
from capture_gateway.core.act import Act
from capture_gateway.core.disclosure import Delivery, Showing, Words
from capture_gateway.core.giving import outgoing, text_words
from capture_gateway.core.outgoing import CONFIRM_WITHIN, Outgoing
from capture_gateway.core.permission import stop_keys
from capture_gateway.core.program import Program, StopScope
from capture_gateway.core.state import (
    Book,
    Decision,
    Draft,
    State,
    closed,
    language_for,
    newest_showing,
    words_for,
)

WRONG_NUMBER = "wrong-number"

# The carrier or WhatsApp will not deliver because the person opted out there.
# https://www.twilio.com/docs/api/errors/21610 https://www.twilio.com/docs/api/errors/63014
BLOCKED_BY_PERSON = frozenset({"21610", "63014"})

_REASON = {"provider-blocked": "the provider will not deliver: the person opted out there"}

# What later reports may not take back: https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
_RANK = ("accepted", "scheduled", "queued", "sending", "sent", "delivered", "read", "canceled", "undelivered", "failed")


def withdraw(act: Act, state: State, book: Book, now: int) -> Decision:
    """The decision on an act that withdraws, at `now`."""
    program = act.program
    extent, categories = reach_of(act, state)
    language = language_for(act, state)
    contact = act.scope.contact or program.contact
    draft = Draft(
        "withdrawn", act.rule or "stop-word", act.reason or _REASON.get(act.rule, "asked us to stop"),
        language, categories, contact, extent=extent,
    )  # fmt: skip
    records: tuple[Draft, ...] = (draft,)
    if act.rule == WRONG_NUMBER:
        records = (*_invalidated(act, state, language), draft)
    closing = tuple(closed(one, "withdrawn", now) for one in state.showings if one.closed is None)
    reply, is_repeat = None, _is_repeat(program, extent, categories, state)
    # A caller who presses the key again is not left in silence.
    if not act.silent and (act.thread or not is_repeat):
        is_partial = extent == "category" and contact == program.contact
        reply = _stopped(act, state, book, language, categories if is_partial else None)
    texts = () if is_repeat else _stopped_text(act, state, book, language, now)
    return Decision("withdrawn", reply=reply, records=records, showings=closing, texts=texts)


def _stopped_text(act: Act, state: State, book: Book, language: str, now: int) -> tuple[Outgoing, ...]:
    """What confirms, by text, a withdrawal on another line. No limit applies; there is one, as there is one answer.

    To a number that was only keyed it goes where something was given: its owner must learn of it; a stranger need not.
    """
    if act.texting is None or (act.control == "asserted" and not state.standing.last_given()):
        return ()
    words = text_words(book, act.program, act.texting, language, "stopped")
    if words is None:
        return ()
    return (outgoing(act, "stopped", act.texting, words, now=now, until=now + CONFIRM_WITHIN),)


def reach_of(act: Act, state: State) -> tuple[StopScope, tuple[str, ...]]:
    """How far a withdrawal goes, and over which categories of its own program."""
    program, scope = act.program, act.scope
    extent: StopScope = "category" if scope.contact else scope.extent or program.stop_scope
    categories = scope.categories
    if extent == "category" and not categories and not scope.contact:
        newest = newest_showing(state, act)
        categories = newest.categories if newest is not None else ()
        if scope.everything or _means_the_rest(program, categories, state):
            extent, categories = "program", ()
    if extent != "category" or not categories:
        categories = tuple(program.categories)
    return extent, categories


def _invalidated(act: Act, state: State, language: str) -> tuple[Draft, ...]:
    """What somebody agreed to with a number that was not theirs; nothing where nothing was."""
    program = act.program
    asked = (cell.evidence_id for cell in state.standing.cells.values() if cell.state == "requested")
    void = {*state.standing.givens, *asked}
    if not void:
        return ()
    draft = Draft(
        "invalidated", WRONG_NUMBER, "the number belongs to somebody else",
        language, tuple(program.categories), program.contact, annuls=tuple(sorted(void)),
    )  # fmt: skip
    return (draft,)


def _stopped(act: Act, state: State, book: Book, language: str, categories: tuple[str, ...] | None) -> Words:
    program = act.program
    remaining = [
        category.label[language]
        for category in program.categories.values()
        if categories is not None
        and category.id not in categories
        and any(
            (cell := state.standing.of(program.id, category.id, way)) and cell.state == "given"
            for way in program.contact
        )
    ]
    name = "stopped-category" if remaining else "stopped-last"
    words = None if categories is None else book.words(program.id, language, name, act.channel.kind)
    if categories is None or words is None:
        return words_for(act, book, language, "stopped")
    named = ", ".join(program.categories[category].label[language] for category in categories)
    return words.filled(category=named, remaining=", ".join(remaining))


def _means_the_rest(program: Program, categories: tuple[str, ...], state: State) -> bool:
    """Whether all of it is withdrawn and something else still stands: who then says STOP once more means that."""
    cells = [state.standing.of(program.id, category, way) for category in categories for way in program.contact]
    over = bool(cells) and all(cell is not None and cell.state == "withdrawn" for cell in cells)
    return over and state.standing.last_given(program.id) > 0


def _is_repeat(program: Program, extent: StopScope, categories: tuple[str, ...], state: State) -> bool:
    covering = ["sender"]
    if extent != "sender":
        covering += stop_keys("program", program.id, ())
    answered = max((state.standing.answered_stops.get(key, 0) for key in covering), default=0)
    if extent == "category":
        each = [state.standing.answered_stops.get(key, 0) for key in stop_keys("category", program.id, categories)]
        answered = max(answered, min(each))
    if not answered:
        return False
    in_scope = None if extent == "sender" else program.id
    for showing in state.showings:
        if in_scope not in (None, showing.program):
            continue
        if extent == "category" and not set(categories) & set(showing.categories):
            continue
        if showing.shown_at > answered or (showing.shown_at == answered and showing.closed is None):
            return False
    if extent == "category":
        return max(state.standing.last_given(in_scope, category) for category in categories) <= answered
    return state.standing.last_given(in_scope) <= answered


def deliver(act: Act, state: State, book: Book, now: int) -> Decision:
    """The decision on a delivery report: what became of a showing, or that the person blocked us."""
    provider_id, status, error = act.delivery or ("", "", "")
    changed = tuple(
        replace(one, delivery=Delivery(provider_id, status))
        for one in state.showings
        if one.id == act.showing and (one.delivery is None or rank(status) >= rank(one.delivery.status))
    )
    if error in BLOCKED_BY_PERSON:
        made = identity.made_at(act.showing) if act.showing else None
        known = state.standing.last_withdrawn(act.program.id, act.program.categories, act.program.contact)
        confirms = any(cell.evidence_id == act.showing for cell in state.standing.cells.values())
        given = state.standing.last_given()
        if (given or not known) and (made is None or confirms or made > given):
            blocked = replace(act, rule="provider-blocked", silent=True)
            decision = withdraw(blocked, replace(state, showings=_merged(state.showings, changed)), book, now)
            return replace(decision, showings=_merged(changed, decision.showings))
    return Decision("nothing", showings=changed)


def rank(status: str) -> int:
    """How far a text has come; what comes later has a higher rank."""
    return _RANK.index(status) if status in _RANK else -1


def _merged(before: Iterable[Showing], after: Iterable[Showing]) -> tuple[Showing, ...]:
    return tuple({one.id: one for one in (*before, *after)}.values())

"""Texts that may mean "leave me alone": contact stops at once, and the person is asked once what they meant.

1. Where something stands that the text may have meant, it is put on hold: `withdrawn` by the rule `unclear-hold`, as
   far as a STOP would reach, and one text that asks. Where nothing stands, nothing is recorded. Both go to the review
   list.
2. Silence means stop: a hold that nobody answers stays (47 CFR 64.1200(a)(12)).
3. KEEP within 72 hours answers the asking words: `given` for exactly what is on hold and what those words name. A STOP
   or a NO in between is a withdrawal like any other.
4. What the text surely says is not held but withdrawn: "stop calling me" ends calls.
5. A review may lift a hold, and nothing else: `given`, with the words that were agreed to before, for exactly what is
   still on hold.
"""

from collections.abc import Collection
from dataclasses import replace

from capture_gateway.core.act import Act, Scope
from capture_gateway.core.disclosure import Showing
from capture_gateway.core.permission import HOLD, LIFT
from capture_gateway.core.program import StopScope
from capture_gateway.core.state import (
    CONFLICT,
    TEXT_ANSWER_WITHIN,
    Book,
    Decision,
    Draft,
    State,
    closed,
    language_for,
    open_showings,
    rectangles,
    shown,
    status_words,
    words_for,
)
from capture_gateway.core.withdrawal import reach_of, withdraw

WORDS = "clarify"
"""The name of the words that ask."""


def hold(act: Act, state: State, book: Book, now: int) -> Decision:
    """The decision on an unclear text, at `now`."""
    program, sure = act.program, act.scope.contact
    extent, categories = reach_of(replace(act, scope=Scope()), state)
    if not _stands(state, program.id, extent, categories, besides=sure):
        if sure:
            return replace(withdraw(act, state, book, now), to_review=True)
        return Decision("silent", is_message=True, to_review=True)
    language = language_for(act, state)
    surely = Draft(
        "withdrawn", act.rule, "asked us to stop this way of contact",
        language, tuple(program.categories), sure, extent="category",
    )  # fmt: skip
    maybe = Draft(
        "withdrawn", HOLD, "may have asked us to stop: stopped, and asked what was meant",
        language, categories, program.contact, extent=extent,
    )  # fmt: skip
    records = (surely, maybe) if sure else (maybe,)
    ended = tuple(closed(one, "withdrawn", now) for one in state.showings if one.closed is None)
    if act.silent:
        return Decision("held", records=records, showings=ended, to_review=True)
    words = words_for(act, book, language, WORDS)
    asking = shown(act, words, now, follows=None)
    return Decision("held", reply=words, showing=asking, records=records, showings=(*ended, asking), to_review=True)


def asked(act: Act, state: State, now: int) -> Showing | None:
    """The question on this line whether to keep what is on hold; None when none is open, or it came too long ago."""
    found = [one for one in open_showings(state, act) if one.prompt == WORDS]
    return found[-1] if found and now - found[-1].shown_at <= TEXT_ANSWER_WITHIN else None


def keep(act: Act, state: State, book: Book, now: int) -> Decision | None:
    """The decision on KEEP; None when it keeps nothing."""
    showing = asked(act, state, now)
    if showing is None:
        return None
    held = {
        (category, way): given
        for (category, way), given in state.standing.held(showing.program).items()
        if category in showing.categories and way in showing.contact
    }
    if not held:
        return None
    drafts = tuple(
        Draft(
            "given", act.rule or "kept", "wants to keep what was on hold",
            showing.language, categories, contact, showing, follows=given,
        )
        for given in sorted(set(held.values()))
        for categories, contact in rectangles(act.program, [cell for cell in held if held[cell] == given])
    )  # fmt: skip
    ended = closed(showing, "given", now)
    kept = state.standing.given(showing.program) | held.keys()
    reply = None if act.silent else status_words(act, book, act.language or showing.language, kept)
    return Decision("given", reply=reply, showing=ended, records=drafts, showings=(ended,))


def lift(act: Act, state: State) -> Decision:
    """The decision on a review that found no withdrawal in the text; a conflict when nothing is on hold any more."""
    on_hold = state.standing.held(act.program.id)
    drafts = []
    for held in act.held:
        cells = {cell for cell, given in on_hold.items() if given == held.evidence_id}
        drafts += [
            Draft(
                "given", LIFT, f"{act.value}: a review found no withdrawal in the text",
                held.language, categories, contact, held.showing,
                follows=held.evidence_id, control=held.control, told=held.told,
            )
            for categories, contact in rectangles(act.program, cells)
        ]  # fmt: skip
    if not drafts:
        return CONFLICT
    ended = tuple(
        closed(one, "lifted", act.received_at) for one in state.showings if one.prompt == WORDS and not one.closed
    )
    return Decision("given", records=tuple(drafts), showings=ended)


def _stands(
    state: State, program: str, extent: StopScope, categories: Collection[str], *, besides: Collection[str]
) -> bool:
    """Whether something is `given` within the reach, in another way of contact than `besides`."""
    for key, cell in state.standing.cells.items():
        in_program, category, way = key.split("|")
        if cell.state != "given" or way in besides or (extent != "sender" and in_program != program):
            continue
        if extent != "category" or category in categories:
            return True
    return False

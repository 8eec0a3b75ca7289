"""Typed numbers: what somebody agreed to for a number that may not be theirs (RULES E).

1. What they agreed to is `requested`, and the words stay open, until the number itself acts. At most five such showings
   of one number and line are open; the oldest makes room.
2. A text from that number with the join code is the act: `given` at once, to the words of the page or the call. From
   any other number, too late, after a withdrawal, or behind a keyword for less, it is the plain keyword. Sent again, it
   is told that they agreed already.
3. By `reply`, one text asks the number whether it was them; AGREE answers that question, and thereby the words. By
   `code`, one text brings six digits, which are typed back: 5 tries, 10 minutes.
4. No text goes to somebody who withdrew, or who is just being asked by text for something else, or over a limit. What
   the page or the call answers is the same in all these cases.
"""

from dataclasses import replace

from capture_gateway.core import possession
from capture_gateway.core.act import Act, Intent, Texting
from capture_gateway.core.disclosure import Proof, Showing, Words, showing_of
from capture_gateway.core.giving import How, give, narrowed, outgoing, text_words
from capture_gateway.core.outgoing import CODE_WITHIN, CONFIRM_WITHIN, WAY, Outgoing
from capture_gateway.core.state import (
    TEXT_ANSWER_WITHIN,
    Book,
    Decision,
    Draft,
    State,
    closed,
    language_for,
    words_for,
)

OPEN = 5
"""Showings of one typed number on one line that may be open at a time."""
CONFIRM = "confirm"
"""Our question to a number."""
CODE = "code"

_CLAIMED = How("join-code", "the typed number itself sent the code that came with the words", "reply")
_PROVED = How("code", "typed back the digits that were sent to the number", "code")


def ask_for_proof(act: Act, showing: Showing, state: State, book: Book, now: int) -> Decision:
    """The decision on a yes with a typed number: `requested`, and what the number must do."""
    categories, contact = narrowed(showing.categories, act.categories), narrowed(showing.contact, act.contact)
    words = words_for(act, book, showing.language, possession.PENDING[act.proof.mode if act.proof else None])
    reply = words.filled(**act.slots) if words.slots else words
    if state.is_flood:
        return Decision("unrecorded", reply=reply, showing=showing)
    draft = Draft(
        "requested", act.rule or "typed-number", "a typed number stays requested until the number itself acts",
        showing.language, categories, contact, showing, follows=showing.follows,
    )  # fmt: skip
    kept = replace(
        showing,
        categories=categories,
        contact=contact,
        follows=act.id,
        proof=act.proof or Proof("none", join="", made_at=now),  # no code proves it: they text JOIN and agree there
        closed=None,  # where a key came just after the call's end
        closed_at=None,
    )
    question, texts, refused = _text(act, kept, state, book, now)
    return Decision(
        "requested",
        reply=reply,
        showing=kept,
        records=(draft,),
        showings=(*_making_room(kept, state, now), kept, *question),
        texts=texts,
        refused=refused,
    )


def claim(act: Act, state: State, book: Book, now: int) -> Decision | None:
    """The decision on a text with a join code; None when it claims nothing of this person's."""
    for showing in reversed(state.showings):
        if not _reaches(act, book, showing):
            continue
        joins = showing.proof is not None and possession.is_code(showing.id, act.code, showing.proof.join)
        if joins and showing.closed == "given":
            return Decision("already", reply=words_for(act, book, language_for(act, state), "already"), is_message=True)
        if joins and _is_open(showing, act, state, now):
            claimed = replace(act, rule=_CLAIMED.rule, language=act.language or showing.language)
            return give(claimed, showing, state, book, now, _CLAIMED)
    return None


def _reaches(act: Act, book: Book, showing: Showing) -> bool:
    """Whether the keyword before the code asks for as much: OFFERS does not claim order updates."""
    if act.intent is not Intent.ASK:
        return True
    asked = words_for(act, book, act.language or act.languages[0], act.disclosure).categories
    return set(showing.categories) <= set(asked)


def confirm(act: Act, question: Showing, state: State, book: Book, now: int) -> Decision | None:
    """The decision on AGREE to our question; None when what it asked about takes no answer any more."""
    showing = asked_about(question, state)
    if showing is None or not _is_open(showing, act, state, now):
        return None
    how = How("agreed", "the typed number itself agreed, in answer to our question", question=question)
    return give(act, showing, state, book, now, how)


def asked_about(question: Showing, state: State) -> Showing | None:
    """The words that our question to a number is about; None when it is no such question, or they are gone."""
    return next((one for one in state.showings if one.id == question.answers), None)


def prove(act: Act, state: State, book: Book, now: int) -> Decision:
    """The decision on digits that were typed back: `given`, `wrong-code`, or `again` when they cannot help any more."""
    found = [one for one in state.showings if one.channel == act.channel.id and one.thread == act.thread]
    showing = found[-1] if found else None
    proof = showing.proof if showing is not None else None
    if showing is None or proof is None or not _is_open(showing, act, state, now):
        return Decision("again")
    if not proof.code or proof.tries >= possession.TRIES or now > proof.made_at + possession.CODE_LIFE:
        return Decision("again", showing=showing)
    if not possession.is_code(showing.id, act.code, proof.code):
        tried = replace(showing, proof=replace(proof, tries=proof.tries + 1))
        return Decision("wrong-code", showing=tried, showings=(tried,))
    told = next((one for one in state.showings if one.answers == showing.id), None)
    return give(act, showing, state, book, now, replace(_PROVED, question=told))


def _is_open(showing: Showing, act: Act, state: State, now: int) -> bool:
    if showing.closed is not None or showing.proof is None or showing.program != act.program.id:
        return False
    withdrawn = state.standing.last_withdrawn(showing.program, showing.categories, showing.contact)
    return now - showing.shown_at <= TEXT_ANSWER_WITHIN and withdrawn < showing.shown_at


def _making_room(kept: Showing, state: State, now: int) -> tuple[Showing, ...]:
    older = [
        one
        for one in state.showings
        if one.proof is not None and one.closed is None and one.channel == kept.channel and one.id != kept.id
    ]
    return tuple(closed(one, "superseded", now) for one in older[: max(0, len(older) - OPEN + 1)])


def _text(
    act: Act, kept: Showing, state: State, book: Book, now: int
) -> tuple[tuple[Showing, ...], tuple[Outgoing, ...], str | None]:
    """The text that a typed number gets: our question as a showing (and those it replaces), the text, or why none."""
    proof, texting = act.proof, act.texting
    if proof is None or texting is None or proof.mode not in ("reply", "code"):
        return (), (), None
    refused = _refusal(act, texting, state)
    words = text_words(book, act.program, texting, kept.language, CONFIRM if proof.mode == "reply" else CODE)
    if refused is not None or words is None:
        return (), (), refused or "words"
    question = _question(act, kept, texting, words, now)
    if proof.mode == "code":
        filled = words.filled(code=act.code)
        return (question,), (outgoing(act, "code", texting, filled, now=now, until=now + CODE_WITHIN),), None
    older = tuple(
        closed(one, "superseded", now) for one in state.showings if one.closed is None and _is_asked(one, texting)
    )
    return (*older, question), (outgoing(act, "confirm", texting, words, now=now, until=now + CONFIRM_WITHIN),), None


def _refusal(act: Act, texting: Texting, state: State) -> str | None:
    if act.subject == texting.channel.address:
        return "own-line"
    if state.standing.last_withdrawn(act.program.id, act.program.categories, (WAY,)):
        return "withdrawn"
    if any(one.closed is None and _is_asked(one, texting) and one.answers is None for one in state.showings):
        return "being-asked"
    return state.refusal


def _is_asked(showing: Showing, texting: Texting) -> bool:
    return showing.channel == texting.channel.id and not showing.thread


def _question(act: Act, kept: Showing, texting: Texting, words: Words, now: int) -> Showing:
    line = texting.channel.id
    made = showing_of(words, act.text_id, subject=act.subject, sender=kept.sender, channel=line, shown_at=now)
    return replace(made, categories=kept.categories, contact=kept.contact, follows=act.id, answers=kept.id)

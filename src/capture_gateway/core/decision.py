"""What comes of an act: values in, one `Decision` out. No IO, no clock.

1. No words, no consent: an act that answers no showing never becomes `given`, nor one that answers a text of which the
   provider reported that it did not arrive.
2. Asking (JOIN, START, an incoming call) makes a showing and supersedes the open one of the same conversation. Somebody
   whose `given` already covers the same things in this version, by no weaker control, is told so, and nothing is
   recorded.
3. Agreeing answers the newest open showing of the conversation: `given` for what its words name, narrowed to what was
   ticked (`core.giving`); with a typed number it is `requested` until the number itself acts (`core.typed`). A text
   counts for 72 hours after the words were shown, a key until 60 seconds after the call ended, a page unless a
   withdrawal in scope is newer than its words. Anything later shows the current words again and grants nothing.
4. Declining needs an open showing: `refused`. Who only asserts a number does not refuse what its owner agreed to. A
   word that answers questions only (YES, NO) means something else where none is open.
5. A yes that agrees to nothing ("ok") is told once for each showing which word agrees; the showing stays open.
6. Withdrawing, and reports of what became of our texts: `core.withdrawal`. Texts that may mean it: `core.holding`.
7. What a call showed and nobody answered is `expired` when the call ends.
8. STATUS is answered with what the person has agreed to. A text without meaning gets the help words once in 24 hours
   for each person and line. Both leave showings open.
9. Where the provider answers by itself, we record and stay silent.
10. What another system says (`Intent.REPORT`) is `given` with the words that it brings. It fills a gap: it changes
   nothing that was witnessed here, no refusal and no withdrawal (`core.permission`); nobody here showed them.
11. What reached us late is answered by a text of its own; confirmations only within 5 minutes, words that somebody
   asked for within a day.
"""

from collections.abc import Sequence
from dataclasses import replace

from capture_gateway.core import holding, instant, typed
from capture_gateway.core.act import Act, Intent, Otherwise
from capture_gateway.core.disclosure import Showing, is_blank
from capture_gateway.core.giving import give, narrowed
from capture_gateway.core.late import answered_before, answered_by_text
from capture_gateway.core.state import (
    NOTHING,
    TEXT_ANSWER_WITHIN,
    Book,
    Decision,
    Draft,
    State,
    closed,
    language_for,
    newest_showing,
    open_showings,
    shown,
    status_words,
    words_for,
)
from capture_gateway.core.withdrawal import deliver, withdraw

KEY_ANSWER_WITHIN = 60 * instant.SECOND
HELP_EVERY = instant.DAY


def decide(act: Act, state: State, book: Book, now: int) -> Decision:
    """The decision on `act` at `now` (the instant of its commit, milliseconds)."""
    decision = _decide(act, state, book, now)
    if act.answered is not None:
        return answered_before(decision, act.answered)
    return answered_by_text(decision, act, now) if act.by_text else decision


def _decide(act: Act, state: State, book: Book, now: int) -> Decision:
    if act.code and act.intent in (Intent.ASK, Intent.CHAT):
        claimed = typed.claim(act, state, book, now)
        if claimed is not None:
            return claimed
    match act.intent:
        case Intent.ASK:
            return _ask(act, state, book, now)
        case Intent.AGREE:
            return _agree(act, state, book, now)
        case Intent.DECLINE:
            return _decline(act, state, book, now)
        case Intent.WITHDRAW:
            return withdraw(act, state, book, now)
        case Intent.UNCLEAR:
            return holding.hold(act, state, book, now)
        case Intent.KEEP:
            return holding.keep(act, state, book, now) or _late(act, state, book, now)
        case Intent.LIFT:
            return holding.lift(act, state)
        case Intent.AFFIRM:
            return _affirm(act, state, book, now)
        case Intent.STATUS:
            return _status(act, state, book)
        case Intent.HELP | Intent.CHAT:
            return _talk(act, state, book, now)
        case Intent.EXPIRE:
            return _expire(act, state, book, now)
        case Intent.DELIVERY:
            return deliver(act, state, book, now)
        case Intent.PROVE:
            return typed.prove(act, state, book, now)
        case Intent.REPORT:
            return _report(act)
        case Intent.NOTE:
            return NOTHING


def _ask(act: Act, state: State, book: Book, now: int, outcome: str = "asked") -> Decision:
    if act.silent:
        return Decision("silent", is_message=True)
    language = language_for(act, state)
    words = words_for(act, book, language, act.disclosure)
    covered = state.standing.gives(
        act.program.id, words.categories, words.contact, version=words.version, control=act.control
    )
    if covered and not act.thread:
        return Decision("already", reply=words_for(act, book, language, "already"), is_message=True)
    requested = act.record_request
    older = open_showings(state, act)
    showing = shown(act, words, now, follows=act.id if requested else _asked_before(older, language))
    draft = Draft(
        "requested", act.rule or "asked", "asked for the words, which were given; not agreed yet",
        language, words.categories, words.contact, showing,
    )  # fmt: skip
    return Decision(
        outcome,
        reply=words,
        showing=showing,
        records=(draft,) if requested else (),
        showings=(*(closed(one, "superseded", now) for one in older), showing),
        is_message=not requested and not act.thread,
    )


def _asked_before(older: Sequence[Showing], language: str) -> str | None:
    """The record of the request that these words repeat."""
    return next((one.follows for one in reversed(older) if one.language == language), None)


def _agree(act: Act, state: State, book: Book, now: int) -> Decision:
    if act.shown is not None:
        return _agree_on_page(act, act.shown, state, book, now)
    showing = _answerable(act, state, now)
    if showing is not None and showing.answers is not None:
        confirmed = typed.confirm(act, showing, state, book, now)
        if confirmed is not None:
            return confirmed
        showing = None
    if showing is None and act.thread:
        return _ask(replace(act, record_request=False), state, book, now, outcome="again")
    if showing is None and act.otherwise is not None:
        return _otherwise(act, act.otherwise, state, book, now)
    if showing is None:
        newest = newest_showing(state, act)
        if newest is not None and state.standing.gives(
            newest.program, newest.categories, newest.contact, version=newest.version, control=act.control
        ):
            words = words_for(act, book, act.language or newest.language, "already")
            return Decision("already", reply=None if act.silent else words, is_message=True)
        # The words that this person was asked about last: never more than those.
        disclosure = newest.prompt if newest is not None and _is_disclosure(newest) else act.disclosure
        again = replace(act, rule="nothing-to-agree-to", disclosure=disclosure)
        return _ask(again, state, book, now, outcome="again")
    return _yes(act, showing, state, book, now)


def _yes(act: Act, showing: Showing, state: State, book: Book, now: int) -> Decision:
    return (give if act.grants else typed.ask_for_proof)(act, showing, state, book, now)


def _agree_on_page(act: Act, showing: Showing, state: State, book: Book, now: int) -> Decision:
    categories = narrowed(showing.categories, act.categories)
    contact = narrowed(showing.contact, act.contact)
    if not categories or not contact:
        return Decision("again")
    if state.standing.last_withdrawn(showing.program, categories, contact) >= showing.shown_at:
        return Decision("again")
    return _yes(act, showing, state, book, now)


def _decline(act: Act, state: State, book: Book, now: int) -> Decision:
    if holding.asked(act, state, now) is not None:
        return withdraw(replace(act, rule="declined-to-keep"), state, book, now)
    showing = _answerable(act, state, now)
    if showing is None:
        return NOTHING if act.otherwise is None else _otherwise(act, act.otherwise, state, book, now)
    asked = typed.asked_about(showing, state) or showing
    stands = state.standing.given(act.program.id)
    if act.control == "asserted" and any((one, way) in stands for one in asked.categories for way in asked.contact):
        reply = words_for(act, book, act.language or showing.language, "declined")
        return Decision("nothing", reply=reply, showings=(closed(showing, "refused", now),))
    draft = Draft(
        "refused", act.rule or "declined", "declined the words that were shown",
        asked.language, asked.categories, asked.contact, asked, follows=asked.follows,
        call_to_action=None if asked is showing else showing,
    )  # fmt: skip
    ended = tuple(closed(one, "refused", now) for one in state.showings if one.id in (showing.id, asked.id))
    reply = words_for(act, book, act.language or showing.language, "declined")
    return Decision("refused", reply=reply, showing=ended[-1], records=(draft,), showings=ended)


def _otherwise(act: Act, meaning: Otherwise, state: State, book: Book, now: int) -> Decision:
    """What a word that answers questions means where none is open: a message like any other."""
    return decide(replace(act, intent=meaning.intent, rule=meaning.rule, kind="message"), state, book, now)


def _affirm(act: Act, state: State, book: Book, now: int) -> Decision:
    showing = _answerable(act, state, now)
    if act.silent or showing is None or showing.nudged:
        return _talk(act, state, book, now)
    words = words_for(act, book, showing.language, "nudge")
    return Decision("nudge", reply=words, showings=(replace(showing, nudged=True),), is_message=True)


def _status(act: Act, state: State, book: Book) -> Decision:
    if act.silent:
        return Decision("silent", is_message=True)
    given = state.standing.given(act.program.id)
    return Decision("status", reply=status_words(act, book, language_for(act, state), given), is_message=True)


def _late(act: Act, state: State, book: Book, now: int) -> Decision:
    """KEEP that keeps nothing: the words again when it comes too late, else it has no meaning."""
    newest = newest_showing(state, act)
    asked = newest is not None and newest.prompt == holding.WORDS and newest.closed is None
    if act.silent or newest is None or not asked or now - newest.shown_at <= TEXT_ANSWER_WITHIN:
        return _talk(act, state, book, now)
    return _ask(replace(act, rule="kept-too-late", record_request=True), state, book, now, outcome="again")


def _talk(act: Act, state: State, book: Book, now: int) -> Decision:
    if act.silent:
        return Decision("silent", is_message=True)
    if act.intent is not Intent.HELP and now - state.last_help < HELP_EVERY:
        return Decision("silent", is_message=True)
    return Decision("help", reply=words_for(act, book, language_for(act, state), "help"), is_message=True)


def _expire(act: Act, state: State, book: Book, now: int) -> Decision:
    unanswered = [one for one in open_showings(state, act) if one.proof is None]
    if not unanswered:
        return NOTHING
    showing = unanswered[-1]
    draft = Draft(
        "expired", act.rule or "unanswered", "the call ended without an answer to the words",
        showing.language, showing.categories, showing.contact, showing, follows=showing.follows,
    )  # fmt: skip
    ended = tuple(closed(one, "expired", now) for one in unanswered)
    reply = words_for(act, book, showing.language, act.farewell) if act.farewell else None
    return Decision("expired", reply=reply, showing=ended[-1], records=(draft,), showings=ended)


def _report(act: Act) -> Decision:
    if act.told is None or is_blank(act.told.text):
        raise ValueError("a consent without words cannot be recorded")
    draft = Draft(
        "given", act.rule or "reported", act.reason, act.told.language, act.categories or (), act.contact or (),
        told=act.told,
    )  # fmt: skip
    return Decision("given", records=(draft,))


def _answerable(act: Act, state: State, now: int) -> Showing | None:
    if act.showing is not None:
        for one in state.showings:
            if one.id == act.showing and one.thread == act.thread and one.channel == act.channel.id:
                just_ended = one.closed == "expired" and now - (one.closed_at or 0) <= KEY_ANSWER_WITHIN
                return one if one.closed is None or just_ended else None
        return None
    candidates = [one for one in open_showings(state, act) if _is_disclosure(one) or one.prompt == typed.CONFIRM]
    if candidates and now - candidates[-1].shown_at <= TEXT_ANSWER_WITHIN and not _is_lost(candidates[-1]):
        return candidates[-1]
    return None


def _is_lost(showing: Showing) -> bool:
    """Whether the provider told us that the words did not arrive: then nobody has read them."""
    return showing.delivery is not None and showing.delivery.status in ("undelivered", "failed")


def _is_disclosure(showing: Showing) -> bool:
    return showing.prompt.startswith("disclosure")

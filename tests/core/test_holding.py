"""Texts that may mean "leave me alone" (RULES C2), and what ends a hold."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.core import instant
from capture_gateway.core.act import Held, Intent, Otherwise, Scope
from capture_gateway.core.disclosure import Told
from capture_gateway.core.permission import HOLD, LIFT
from tests.core.values import CATEGORIES, VOICE, WEB, Person, states, with_stop_scope

CALLS = Scope(contact=("voice",))


def agreed() -> Person:
    person = Person()
    person.does(Intent.ASK)
    person.does(Intent.AGREE)
    return person


def on_hold() -> Person:
    person = agreed()
    person.does(Intent.UNCLEAR)
    return person


def given_to(person: Person) -> set[str]:
    return {cell for cell, state in states(person).items() if state == "given"}


def page_consent(person: Person, categories: tuple[str, ...], contact: tuple[str, ...]) -> None:
    """As a form grants: the boxes that were ticked."""
    asked = person.does(Intent.ASK, channel=WEB, thread="page")
    person.does(Intent.AGREE, channel=WEB, thread="page", shown=asked.showing, categories=categories, contact=contact)


def held(person: Person) -> tuple[Held, ...]:
    """What the records say is on hold, as a review finds it."""
    found = []
    for identifier in sorted(set(person.state.standing.held("bluebird-updates").values())):
        showing = person.shown[identifier]
        found.append(Held(identifier, showing.program, showing.language, "reply", showing))
    return tuple(found)


def test_c2_contact_stops_and_the_person_is_asked_once() -> None:
    person = agreed()
    decision = person.does(Intent.UNCLEAR, rule="unclear-no")
    assert decision.outcome == "held"
    assert decision.to_review
    assert decision.reply is not None
    assert decision.reply.name == "clarify"
    assert [(one.event, one.rule, one.extent) for one in decision.records] == [("withdrawn", HOLD, "sender")]
    assert set(states(person).values()) == {"withdrawn"}
    again = person.does(Intent.UNCLEAR)
    assert (again.outcome, again.reply, again.records, again.to_review) == ("silent", None, (), True)


@pytest.mark.parametrize("before", [(), (Intent.ASK,), (Intent.ASK, Intent.DECLINE), (Intent.WITHDRAW,)])
def test_c2_with_nothing_given_it_is_for_the_review_list_alone(before: tuple[Intent, ...]) -> None:
    person = Person()
    for intent in before:
        person.does(intent)
    decision = person.does(Intent.UNCLEAR)
    assert (decision.records, decision.reply, decision.to_review, decision.is_message) == ((), None, True, True)


def test_c2_silence_means_stop() -> None:
    person = on_hold()
    person.does(Intent.CHAT, later=30 * instant.DAY)
    assert set(states(person).values()) == {"withdrawn"}


def test_c2_keep_gives_what_was_held_and_follows_it_with_the_clarifying_words() -> None:
    person = agreed()
    before, given = given_to(person), person.facts[-1]
    asking = person.does(Intent.UNCLEAR).showing
    decision = person.does(Intent.KEEP, later=71 * instant.HOUR)
    assert given_to(person) == before
    assert asking is not None
    assert decision.record is not None
    assert decision.record.showing is not None
    assert decision.record.showing.id == asking.id
    assert decision.record.showing.prompt == "clarify"
    assert decision.record.follows == given.id
    assert decision.reply is not None
    assert decision.reply.name == "status"
    assert person.does(Intent.KEEP).records == ()


def test_c2_keep_after_72_hours_keeps_nothing_and_shows_the_words_again() -> None:
    person = on_hold()
    decision = person.does(Intent.KEEP, later=72 * instant.HOUR + 1)
    assert (decision.outcome, decision.reply and decision.reply.name) == ("again", "disclosure")
    assert set(states(person).values()) == {"withdrawn"}


@pytest.mark.parametrize("intent", [Intent.AGREE, Intent.AFFIRM, Intent.CHAT, Intent.HELP, Intent.STATUS])
def test_c2_nothing_but_keep_keeps(intent: Intent) -> None:
    person = on_hold()
    person.does(intent)
    assert set(states(person).values()) == {"withdrawn"}


@pytest.mark.parametrize("intent", [Intent.WITHDRAW, Intent.DECLINE])
def test_c2_a_stop_or_a_no_after_the_question_is_a_withdrawal_and_is_confirmed(intent: Intent) -> None:
    person = on_hold()
    decision = person.does(intent, otherwise=Otherwise(Intent.UNCLEAR, "unclear-no"))
    assert decision.outcome == "withdrawn"
    assert decision.reply is not None
    assert decision.reply.name == "stopped"
    assert person.does(Intent.KEEP).records == ()
    assert person.does(Intent.LIFT, held=held(person)).outcome == "conflict"
    assert set(states(person).values()) == {"withdrawn"}


def test_c2_what_was_withdrawn_before_the_hold_stays_withdrawn() -> None:
    person = agreed()
    person.does(Intent.WITHDRAW, scope=Scope("category", ("offers",)))
    person.does(Intent.UNCLEAR)
    person.does(Intent.KEEP)
    assert person.stands("offers") == "withdrawn"
    assert person.stands("order-updates") == "given"
    assert person.stands("order-updates", "voice") == "withdrawn"


def test_c2_keep_never_widens_what_stood_when_it_was_no_rectangle() -> None:
    """Calls about offers alone, texts about everything: two records, and no calls about anything else."""
    person = agreed()
    given_by_text = person.facts[-1].id
    page_consent(person, ("offers",), ("voice",))
    given_by_form = person.facts[-1].id
    before = given_to(person)
    assert len(before) == 7
    person.does(Intent.UNCLEAR)
    decision = person.does(Intent.KEEP)
    follows = {draft.follows: draft.contact for draft in decision.records}
    assert follows == {given_by_text: ("sms", "whatsapp"), given_by_form: ("voice",)}
    assert given_to(person) == before


def test_c1_stop_calling_me_ends_calls_and_holds_the_rest() -> None:
    person = agreed()
    page_consent(person, CATEGORIES, ("voice",))
    decision = person.does(Intent.UNCLEAR, scope=CALLS, rule="unclear-calls")
    assert [(one.rule, one.contact) for one in decision.records] == [
        ("unclear-calls", ("voice",)),
        (HOLD, ("sms", "whatsapp", "voice")),
    ]
    assert set(states(person).values()) == {"withdrawn"}
    person.does(Intent.KEEP)
    assert person.stands("offers", "sms") == "given"
    assert person.stands("offers", "voice") == "withdrawn"


def test_c1_stop_calling_me_with_nothing_else_given_is_confirmed_and_reviewed() -> None:
    person = Person()
    page_consent(person, ("offers",), ("voice",))
    decision = person.does(Intent.UNCLEAR, scope=CALLS, rule="unclear-calls")
    assert (decision.outcome, decision.to_review) == ("withdrawn", True)
    assert person.stands("offers", "voice") == "withdrawn"
    assert person.stands("offers", "sms") == "requested"


def test_c2_where_the_provider_answers_we_hold_in_silence() -> None:
    person = agreed()
    decision = person.does(Intent.UNCLEAR, silent=True)
    assert (decision.outcome, decision.reply) == ("held", None)
    assert person.stands() == "withdrawn"


@pytest.mark.parametrize("scope", ["program", "category"])
def test_c2_a_hold_reaches_as_far_as_a_stop(scope: str) -> None:
    person = Person(program=with_stop_scope(scope))
    person.does(Intent.ASK, disclosure="disclosure-offers")
    person.does(Intent.AGREE)
    assert person.does(Intent.UNCLEAR).record.extent == scope  # type: ignore[union-attr]
    assert person.stands("offers") == "withdrawn"
    assert person.stands("recommendations") == ("none" if scope == "category" else "withdrawn")


def test_c2_no_without_a_question_is_unclear_and_with_one_it_declines() -> None:
    person = agreed()
    person.does(Intent.ASK, channel=VOICE, thread="CA1")  # a question elsewhere is none here
    assert person.does(Intent.DECLINE, otherwise=Otherwise(Intent.UNCLEAR, "unclear-no")).outcome == "held"
    other = Person()
    other.does(Intent.ASK)
    assert other.does(Intent.DECLINE, otherwise=Otherwise(Intent.UNCLEAR, "unclear-no")).outcome == "refused"


def test_c2_a_review_lifts_a_hold_with_the_words_that_were_agreed_to() -> None:
    person = agreed()
    before, given = given_to(person), person.facts[-1]
    person.does(Intent.UNCLEAR)
    decision = person.does(Intent.LIFT, held=held(person), control="asserted")
    assert given_to(person) == before
    assert decision.record is not None
    assert decision.record.showing is not None
    assert (decision.record.rule, decision.record.follows) == (LIFT, given.id)
    assert decision.record.showing.prompt == "disclosure"
    assert person.state.standing.of("bluebird-updates", "offers", "sms").control == "reply"  # type: ignore[union-attr]
    assert person.does(Intent.KEEP).records == ()


def test_c2_a_review_never_lifts_a_real_withdrawal_not_even_with_forged_ids() -> None:
    person = agreed()
    given = person.facts[-1]
    showing = person.shown[given.id]
    kept = Held(given.id, showing.program, showing.language, "reply", showing)
    person.does(Intent.WITHDRAW)
    assert person.does(Intent.LIFT, held=(kept,)).outcome == "conflict"
    lifted = replace(given, id="lift", rule=LIFT, follows=given.id, position=9, recorded_at=person.now + 1)
    assert person.folded(lifted).of("bluebird-updates", "offers", "sms").state == "withdrawn"  # type: ignore[union-attr]


@given(st.lists(st.sampled_from([*Intent]), max_size=8))
def test_c2_whatever_happens_a_keep_never_gives_more_than_was_given(intents: list[Intent]) -> None:
    person = Person()
    ever: set[str] = set()
    for intent in intents:
        scope = CALLS if intent is Intent.UNCLEAR and len(ever) % 2 else Scope()
        person.does(intent, scope=scope, held=held(person), told=Told("words", "v1", "en", "page"))
        given = given_to(person)
        if intent in (Intent.KEEP, Intent.LIFT):
            assert given <= ever
        ever |= given

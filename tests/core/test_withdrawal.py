"""Withdrawing (RULES C)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.core import identity
from capture_gateway.core.act import Intent, Scope
from tests.core.test_decision import CALL
from tests.core.values import CATEGORIES, NOW, PROGRAM, Book, Person, states, with_stop_scope


def agreed() -> Person:
    person = Person()
    person.does(Intent.ASK)
    person.does(Intent.AGREE)
    return person


def test_c1_stop_withdraws_for_the_sender_on_every_way_at_once() -> None:
    person = agreed()
    decision = person.does(Intent.WITHDRAW)
    assert decision.record is not None
    assert decision.record.extent == "sender"
    assert set(states(person).values()) == {"withdrawn"}


def test_c1_a_strangers_stop_is_recorded_answered_and_a_wildcard() -> None:
    person = Person()
    decision = person.does(Intent.WITHDRAW)
    assert decision.reply is not None
    assert decision.reply.name == "stopped"
    assert person.state.standing.of("another-program", "anything", "fax").state == "withdrawn"  # type: ignore[union-attr]


def test_c1_stop_scope_program_leaves_other_programs_alone() -> None:
    person = Person(program=with_stop_scope("program"))
    person.does(Intent.WITHDRAW)
    assert person.stands() == "withdrawn"
    assert person.state.standing.of("another-program", "anything", "sms") is None


def test_c1_stop_scope_category_means_those_of_the_newest_showing_else_all() -> None:
    program = with_stop_scope("category")
    stranger, offered = Person(program=program), Person(program=program)
    assert stranger.does(Intent.WITHDRAW).record.categories == CATEGORIES  # type: ignore[union-attr]
    offered.does(Intent.ASK, disclosure="disclosure-offers")
    assert offered.does(Intent.WITHDRAW).record.categories == ("offers",)  # type: ignore[union-attr]
    assert offered.stands("order-updates") == "none"


def test_c1_stop_for_one_category_withdraws_it_on_all_ways_and_says_what_remains() -> None:
    person = agreed()
    decision = person.does(Intent.WITHDRAW, scope=Scope("category", ("offers",)))
    assert decision.reply is not None
    assert decision.reply.text == "stopped-category sms en v1 Offers / Order-Updates, Recommendations"
    assert states(person)["offers/voice"] == "withdrawn"
    assert states(person)["order-updates/sms"] == "given"


def test_c1_stop_for_one_category_when_nothing_else_stands_claims_no_more_than_it_did() -> None:
    decision = Person().does(Intent.WITHDRAW, scope=Scope("category", ("offers",)))
    assert decision.reply is not None
    assert decision.reply.text == "stopped-last sms en v1 Offers"


def offers_left() -> Person:
    """Agreed to everything, then to offers, then said STOP on a line that stops by category."""
    person = Person(program=with_stop_scope("category"))
    for disclosure in ("disclosure", "disclosure-offers"):
        person.book = Book("v1" if disclosure == "disclosure" else "v2")
        person.does(Intent.ASK, disclosure=disclosure)
        person.does(Intent.AGREE)
    person.does(Intent.WITHDRAW)
    assert (person.stands("offers"), person.stands("order-updates")) == ("withdrawn", "given")
    return person


def test_c1_stop_again_when_only_something_else_stands_stops_that_too_as_the_words_promise() -> None:
    person = offers_left()
    assert person.does(Intent.WITHDRAW).reply is not None
    assert set(states(person).values()) == {"withdrawn"}
    assert person.does(Intent.WITHDRAW).reply is None


def test_c1_stop_all_is_everything_whatever_the_scope() -> None:
    person = Person(program=with_stop_scope("category"))
    person.does(Intent.ASK, disclosure="disclosure-offers")
    person.does(Intent.WITHDRAW, scope=Scope(everything=True))
    assert set(states(person).values()) == {"withdrawn"}


def test_c4_a_repeated_stop_by_category_is_not_answered() -> None:
    person = Person(program=with_stop_scope("category"))
    person.does(Intent.ASK)
    person.does(Intent.AGREE)
    assert person.does(Intent.WITHDRAW).reply is not None
    assert person.does(Intent.WITHDRAW).reply is None


def test_c4_a_repeated_stop_is_recorded_and_not_answered() -> None:
    person = agreed()
    assert person.does(Intent.WITHDRAW).reply is not None
    assert person.does(Intent.WITHDRAW).reply is None
    assert person.events[-2:] == ["withdrawn"] * 2


def test_c4_a_key_withdrawal_is_confirmed_by_voice_each_time() -> None:
    person = agreed()
    assert person.does(Intent.WITHDRAW, **CALL).reply is not None
    assert person.does(Intent.WITHDRAW, **CALL).reply is not None
    assert person.does(Intent.WITHDRAW).reply is None


@pytest.mark.parametrize("between", [Intent.ASK, Intent.AGREE])
def test_c4_a_stop_after_words_were_shown_again_is_answered_again(between: Intent) -> None:
    person = agreed()
    person.does(Intent.WITHDRAW)
    person.does(between)
    assert person.does(Intent.WITHDRAW).reply is not None


def test_c4_a_stop_for_everything_after_one_for_a_category_is_answered() -> None:
    person = agreed()
    offers = Scope("category", ("offers",))
    assert person.does(Intent.WITHDRAW, scope=offers).reply is not None
    assert person.does(Intent.WITHDRAW, scope=offers).reply is None
    assert person.does(Intent.WITHDRAW).reply is not None
    assert person.does(Intent.WITHDRAW, scope=offers).reply is None


def test_c4_a_silent_stop_leaves_the_next_one_to_be_answered() -> None:
    person = agreed()
    assert person.does(Intent.WITHDRAW, silent=True).reply is None
    assert person.does(Intent.WITHDRAW).reply is not None


def test_c5_21610_withdraws_when_the_text_was_made_after_the_last_given_or_is_not_ours() -> None:
    for made in (NOW + 10_000, None):
        person = agreed()
        showing = None if made is None else identity.uuid7(made, bytes(10))
        person.does(Intent.DELIVERY, showing=showing, delivery=("SM9", "failed", "21610"))
        assert person.stands() == "withdrawn"
        assert person.facts[-1].extent == "sender"


def test_c5_a_late_report_of_an_old_text_does_not_end_a_newer_consent() -> None:
    person = agreed()
    old = identity.uuid7(NOW - 1, bytes(10))
    person.does(Intent.DELIVERY, showing=old, delivery=("SM9", "failed", "21610"))
    assert person.stands() == "given"


def test_c5_a_confirmation_that_is_refused_withdraws_what_it_confirms() -> None:
    person = agreed()
    confirmation = person.facts[-1].id
    person.does(Intent.DELIVERY, showing=confirmation, delivery=("SM9", "failed", "21610"))
    assert person.stands() == "withdrawn"


def test_c5_any_other_failure_withdraws_nothing() -> None:
    person = agreed()
    person.does(Intent.DELIVERY, delivery=("SM9", "undelivered", "30003"))
    assert person.events == ["requested", "given"]


def test_a_delivery_report_is_tied_to_its_showing_and_never_goes_back() -> None:
    person = Person()
    asked = person.does(Intent.ASK)
    assert asked.showing is not None
    for status in ("sent", "delivered", "queued"):
        person.does(Intent.DELIVERY, showing=asked.showing.id, delivery=("SM9", status, ""))
    given_now = person.does(Intent.AGREE)
    assert given_now.showing is not None
    assert given_now.showing.delivery is not None
    assert (given_now.showing.delivery.provider_id, given_now.showing.delivery.status) == ("SM9", "delivered")


@given(st.lists(st.sampled_from([Intent.ASK, Intent.AGREE, Intent.DECLINE, Intent.WITHDRAW, Intent.CHAT]), max_size=10))
def test_after_a_withdrawal_nothing_is_permitted_whatever_went_before(intents: list[Intent]) -> None:
    person = Person()
    for intent in intents:
        person.does(intent)
    person.does(Intent.WITHDRAW)
    assert person.events[-1] == "withdrawn"
    assert set(states(person).values()) == {"withdrawn"}
    assert PROGRAM.stop_scope == "sender"


def test_c5_a_block_after_an_older_stop_ends_a_newer_consent() -> None:
    """The older STOP still stands for calls, which nobody agreed to again."""
    person = agreed()
    person.does(Intent.WITHDRAW)
    person.does(Intent.ASK)
    person.does(Intent.AGREE)
    person.does(Intent.DELIVERY, delivery=("SM9", "failed", "21610"))
    assert set(states(person).values()) == {"withdrawn"}
    count = len(person.facts)
    person.does(Intent.DELIVERY, delivery=("SM10", "failed", "21610"))
    assert len(person.facts) == count


def test_c3_wrong_number_makes_void_whatever_was_given_even_if_it_was_withdrawn_since() -> None:
    person = agreed()
    given = person.facts[-1].id
    person.does(Intent.WITHDRAW)
    wrong = person.does(Intent.WITHDRAW, rule="wrong-number", scope=Scope("sender"))
    assert [draft.event for draft in wrong.records] == ["invalidated", "withdrawn"]
    assert wrong.records[0].annuls == (given,)
    again = person.does(Intent.WITHDRAW, rule="wrong-number", scope=Scope("sender"))
    assert [draft.event for draft in again.records] == ["withdrawn"]

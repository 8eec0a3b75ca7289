"""What other systems say (RULES A1, A2; DESIGN 5.1): it fills a gap, and does no more."""

from typing import Any

import pytest

from capture_gateway.core.act import Channel, Intent, Scope, Witness
from capture_gateway.core.disclosure import Told, is_blank
from capture_gateway.core.state import Decision
from tests.core.test_decision import page
from tests.core.values import NOW, PROGRAM, Person

WORDS = Told("I agree to weekly offers by text.", "v1", "en", "page")


def reports(person: Person, **changes: Any) -> Decision:
    values: dict[str, Any] = {
        "told": WORDS,
        "kind": "tick",
        "control": "asserted",
        "channel": Channel("api", "api"),
        "witness": Witness("integrator-asserted", "crm", "4711"),
        "categories": ("offers",),
        "contact": ("sms",),
        "rule": "reported",
        "reason": "agreed elsewhere, as old-crm says",
        "sent_at": NOW - 1_000_000,
        "silent": True,
    }
    return person.does(Intent.REPORT, **(values | changes))


def cell(person: Person) -> Any:
    return person.state.standing.of(PROGRAM.id, "offers", "sms")


def test_it_is_given_with_its_words_for_what_it_names_and_nothing_is_answered() -> None:
    person = Person()
    decision = reports(person)
    assert (decision.outcome, decision.reply, decision.showings, decision.texts) == ("given", None, (), ())
    assert decision.record is not None
    assert (decision.record.event, decision.record.told, decision.record.showing) == ("given", WORDS, None)
    assert (person.stands(), person.stands("recommendations"), person.stands(contact="voice")) == (
        "given",
        "none",
        "none",
    )
    assert cell(person).control == "asserted"


@pytest.mark.parametrize("text", ["", " \n\t", "…!?", "\u200b\u200d", "\x1c\x1f", "\U0001f44d"])
def test_without_words_there_is_no_record(text: str) -> None:
    assert is_blank(text)
    with pytest.raises(ValueError, match="without words"):
        reports(Person(), told=Told(text, "v1", "en", "page"))
    with pytest.raises(ValueError, match="without words"):
        reports(Person(), told=None)


@pytest.mark.parametrize("text", ["Ja", "同意", "1", "да?"])
def test_words_of_any_script_are_words(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize("extent", ["category", "program", "sender"])
@pytest.mark.parametrize("claimed", [NOW - 10**9, NOW + 10**9, None])
def test_a2_it_never_lifts_a_withdrawal_whatever_it_claims(extent: Any, claimed: int | None) -> None:
    person = Person()
    person.does(Intent.WITHDRAW, scope=Scope(extent, ("offers",)))
    reports(person, sent_at=claimed)
    assert person.stands() == "withdrawn"
    assert person.events == ["withdrawn", "given"], "what was said is evidence all the same"


def test_a2_it_never_lifts_a_refusal_a_hold_or_an_invalidation() -> None:
    refused, held, wrong = Person(), Person(), Person()
    for person in (refused, held, wrong):
        person.does(Intent.ASK)
    refused.does(Intent.DECLINE)
    held.does(Intent.AGREE)
    held.does(Intent.UNCLEAR)
    wrong.does(Intent.AGREE)
    wrong.does(Intent.WITHDRAW, rule="wrong-number")
    before = [person.stands() for person in (refused, held, wrong)]
    assert before == ["refused", "withdrawn", "withdrawn"]
    for person in (refused, held, wrong):
        reports(person)
    assert [person.stands() for person in (refused, held, wrong)] == before


def test_a2_words_that_were_shown_here_lift_it_still() -> None:
    person = Person()
    person.does(Intent.WITHDRAW)
    reports(person)
    person.does(Intent.ASK)
    person.does(Intent.AGREE)
    assert (person.stands(), cell(person).control) == ("given", "reply")


def test_a2_a_withdrawal_ends_it() -> None:
    person = Person()
    reports(person)
    person.does(Intent.WITHDRAW)
    assert person.stands() == "withdrawn"


def test_it_takes_no_place_of_what_was_given_here() -> None:
    person = Person()
    person.does(Intent.ASK)
    person.does(Intent.AGREE)
    witnessed = cell(person)
    reports(person)
    assert cell(person) == witnessed


def test_it_counts_where_somebody_only_asked_and_again_after_another_report() -> None:
    person = Person()
    person.does(Intent.ASK)
    reports(person)
    first = cell(person)
    reports(person)
    assert (first.state, cell(person).state, cell(person).since) == ("given", "given", first.since)
    assert cell(person).evidence_id != first.evidence_id


def test_b1_nobody_is_told_already_because_another_system_used_the_name_of_our_version() -> None:
    texting, posting = Person(), Person()
    for person in (texting, posting):
        reports(person, categories=("order-updates", "offers", "recommendations"), contact=PROGRAM.contact)
    assert texting.does(Intent.ASK).outcome == "asked"
    assert texting.does(Intent.AGREE).outcome == "given"
    assert posting.does(Intent.AGREE, **page(posting.now)).outcome == "given"
    assert texting.does(Intent.ASK).outcome == "already"


def test_c2_what_a_report_gave_can_be_held_and_kept() -> None:
    person = Person()
    reports(person)
    given = person.facts[-1].id
    assert person.does(Intent.UNCLEAR).outcome == "held"
    assert person.stands() == "withdrawn"
    kept = person.does(Intent.KEEP)
    assert kept.record is not None
    assert (kept.record.follows, person.stands(), cell(person).control) == (given, "given", "reply")

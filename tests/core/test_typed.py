"""Typed numbers (RULES E): what is requested, and what makes it given."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from capture_gateway.core import instant, possession
from capture_gateway.core.act import Intent, Texting
from capture_gateway.core.disclosure import Possession, Proof
from capture_gateway.core.state import Decision
from capture_gateway.core.typed import OPEN
from tests.core.test_decision import page
from tests.core.values import PERSON, SMS, VOICE, WEB, Person

CODE = "7f3k"
DIGITS = "123456"
MODES: list[Possession] = ["code", "reply", "text-to-join"]


def typed(person: Person, mode: Possession, number: int = 1, **changes: Any) -> Decision:
    """Somebody posts a form with a number that they typed."""
    showing = f"token-{number}"
    shown = page(person.now + 1)
    shown |= {"thread": showing, "shown": replace(shown["shown"], id=showing, thread=showing, medium="page")}
    proof = Proof(
        mode,
        possession.digest(showing, CODE),
        possession.digest(showing, DIGITS) if mode == "code" else "",
        made_at=person.now + 1_000,
    )
    values: Mapping[str, Any] = {
        **shown,
        "control": "asserted",
        "grants": False,
        "proof": proof,
        "code": DIGITS if mode == "code" else "",
        "slots": {"join": "JOIN 7F3K", "number": "(415) 555-0100"},
        "texting": Texting(SMS, ("en", "es")),
        "text_id": f"01900000-0000-7000-8000-{number:012}",
        "categories": ("offers",),
        "contact": ("sms", "voice"),
    }
    return person.does(Intent.AGREE, **{**values, **changes})


def joins(person: Person, code: str = CODE, **changes: Any) -> Decision:
    return person.does(Intent.ASK, kind="keyword", code=code, rule="keyword", **changes)


@pytest.mark.parametrize("mode", MODES)
def test_e_a_typed_number_stays_requested_and_its_join_code_gives_at_once(mode: Possession) -> None:
    person = Person()
    asked = typed(person, mode)
    assert (asked.outcome, person.stands()) == ("requested", "requested")
    assert asked.reply is not None
    assert "JOIN 7F3K (415) 555-0100" in asked.reply.text
    joined = joins(person)
    assert joined.outcome == "given"
    assert joined.record is not None
    assert joined.record.showing is not None
    assert (joined.record.rule, joined.record.control) == ("join-code", "reply")
    assert joined.record.follows == person.facts[0].id
    assert joined.record.showing.medium == "page"
    assert (person.stands("offers", "sms"), person.stands("offers", "voice")) == ("given", "given")
    assert (person.stands("recommendations", "sms"), person.stands("offers", "whatsapp")) == ("none", "none")
    assert joined.reply is not None
    assert (joined.reply.name, joined.reply.kind) == ("welcome", "sms")
    assert "Offers (sms, voice)" in joined.reply.text


def test_e_a_join_code_counts_once() -> None:
    person = Person()
    typed(person, "text-to-join")
    joins(person)
    again = joins(person)
    assert (again.outcome, again.records, again.is_message) == ("already", (), True)
    assert person.events == ["requested", "given"]


def test_e_a_code_of_another_showing_or_person_is_a_plain_join() -> None:
    person, stranger = Person(), Person()
    typed(person, "text-to-join")
    assert joins(person, "8c4d").outcome == "asked"
    assert joins(stranger).outcome == "asked"
    assert "given" not in person.events + stranger.events


def test_e_a_code_alone_is_enough_and_unknown_is_chat() -> None:
    person = Person()
    typed(person, "text-to-join")
    assert person.does(Intent.CHAT, code="9999").outcome == "help"
    assert person.does(Intent.CHAT, code=CODE).outcome == "given"


def test_b3_a_join_code_later_than_72_hours_is_a_plain_join() -> None:
    early, late = Person(), Person()
    typed(early, "text-to-join")
    typed(late, "text-to-join")
    shown_at = late.state.showings[-1].shown_at
    assert joins(late, later=shown_at + 72 * instant.HOUR + 1 - late.now).outcome == "asked"
    assert joins(early, later=shown_at + 72 * instant.HOUR - early.now).outcome == "given"


@pytest.mark.parametrize("mode", MODES)
def test_b4_stop_while_the_answer_is_pending_ends_it(mode: Possession) -> None:
    person = Person()
    typed(person, mode)
    person.does(Intent.WITHDRAW)
    assert joins(person).outcome == "asked"
    assert person.does(Intent.PROVE, channel=WEB, thread="token-1", code=DIGITS).outcome == "again"
    assert person.stands() == "withdrawn"


def test_e_a_reply_text_asks_once_and_agree_answers_it() -> None:
    person = Person()
    asked = typed(person, "reply")
    (text,) = asked.texts
    assert (text.purpose, text.words.name, text.subject, text.channel) == ("confirm", "confirm", PERSON, "sms")
    agreed = person.does(Intent.AGREE)
    assert agreed.record is not None
    assert agreed.record.showing is not None
    assert agreed.record.call_to_action is not None
    assert (agreed.record.showing.medium, agreed.record.call_to_action.prompt) == ("page", "confirm")
    assert (agreed.record.categories, agreed.record.contact) == (("offers",), ("sms", "voice"))
    assert agreed.record.follows == person.facts[0].id
    assert person.does(Intent.AGREE).outcome == "already"
    assert joins(person).outcome == "already"


def test_e_no_to_our_question_refuses_what_it_asked_about() -> None:
    person = Person()
    typed(person, "reply")
    refused = person.does(Intent.DECLINE)
    assert refused.record is not None
    assert refused.record.showing is not None
    assert (refused.outcome, refused.record.showing.medium) == ("refused", "page")
    assert joins(person).outcome == "asked"


def test_e_an_affirmation_to_our_question_is_told_the_word_that_agrees() -> None:
    person = Person()
    typed(person, "reply")
    assert person.does(Intent.AFFIRM).outcome == "nudge"
    assert person.does(Intent.AGREE).outcome == "given"


def test_e_words_whose_question_was_not_delivered_are_not_agreed_to() -> None:
    person = Person()
    (text,) = typed(person, "reply").texts
    person.does(Intent.DELIVERY, showing=text.id, delivery=("SM1", "undelivered", "30003"))
    assert person.does(Intent.AGREE).outcome == "again"


def test_e_a_typed_back_code_gives_with_control_code() -> None:
    person = Person()
    asked = typed(person, "code")
    (text,) = asked.texts
    assert (text.purpose, text.words.text.endswith(DIGITS)) == ("code", True)
    assert asked.showing is not None
    proved = person.does(
        Intent.PROVE, channel=WEB, thread=asked.showing.thread, code=DIGITS, control="code",
        texting=Texting(SMS, ("en", "es")), text_id="01900000-0000-7000-8000-000000000001",
    )  # fmt: skip
    assert proved.record is not None
    assert (proved.outcome, proved.record.control) == ("given", "code")
    assert [one.purpose for one in proved.texts] == ["granted"]


def test_e_five_wrong_codes_and_the_right_one_comes_too_late() -> None:
    person = Person()
    asked = typed(person, "code")
    assert asked.showing is not None
    tries = [
        person.does(Intent.PROVE, channel=WEB, thread=asked.showing.thread, code=f"{at:06}").outcome for at in range(5)
    ]
    assert tries == ["wrong-code"] * 5
    assert person.does(Intent.PROVE, channel=WEB, thread=asked.showing.thread, code=DIGITS).outcome == "again"
    assert joins(person).outcome == "given"


@pytest.mark.parametrize(("later", "outcome"), [(600_000, "given"), (600_001, "again")])
def test_e_a_code_counts_for_ten_minutes(later: int, outcome: str) -> None:
    person = Person()
    asked = typed(person, "code")
    assert asked.showing is not None
    done = person.does(Intent.PROVE, later=later, channel=WEB, thread=asked.showing.thread, code=DIGITS, control="code")
    assert done.outcome == outcome


@pytest.mark.parametrize("mode", ["code", "reply"])
def test_no_text_goes_to_somebody_who_withdrew_is_just_asked_or_is_over_a_limit(mode: Possession) -> None:
    stopped, busy, limited = Person(), Person(), Person(refusal="number")
    stopped.does(Intent.WITHDRAW)
    busy.does(Intent.ASK)
    found = {
        "withdrawn": typed(stopped, mode), "being-asked": typed(busy, mode), "number": typed(limited, mode)
    }  # fmt: skip
    usual = typed(Person(), mode)
    for why, decision in found.items():
        assert (decision.refused, decision.texts) == (why, ())
        assert (decision.outcome, decision.reply) == ("requested", usual.reply)
    assert busy.does(Intent.AGREE).outcome == "given"
    assert busy.facts[-1].contact == ("sms", "whatsapp")


def test_a_flood_is_answered_alike_and_nothing_is_kept() -> None:
    usual, flooded = typed(Person(), "text-to-join"), typed(Person(is_flood=True), "text-to-join")
    assert (flooded.outcome, flooded.records, flooded.showings, flooded.texts) == ("unrecorded", (), (), ())
    assert flooded.reply == usual.reply


def test_threat_many_forms_for_one_number_keep_few_showings_open() -> None:
    person = Person()
    for number in range(1, 20):
        typed(person, "text-to-join", number)
    waiting = [one for one in person.state.showings if one.proof is not None and one.closed is None]
    assert len(waiting) == OPEN


def test_d4_what_a_typed_number_agreed_to_in_a_call_outlives_the_call() -> None:
    person = Person()
    call: dict[str, Any] = {"channel": VOICE, "thread": "CA1", "control": "asserted"}
    asked = person.does(Intent.ASK, **call)
    assert asked.showing is not None
    proof = Proof("text-to-join", possession.digest(asked.showing.id, "4829"))
    waiting = person.does(
        Intent.AGREE, **call, showing=asked.showing.id, grants=False, proof=proof,
        slots={"join": "JOIN 4829", "number": "415"},
    )  # fmt: skip
    assert waiting.outcome == "requested"
    assert person.does(Intent.EXPIRE, **call).outcome == "nothing"
    joined = joins(person, "4829")
    assert joined.record is not None
    assert joined.record.showing is not None
    assert (joined.outcome, joined.record.showing.medium) == ("given", "speech")


def test_b1_a_plain_join_does_not_end_the_code_of_a_page() -> None:
    person = Person()
    typed(person, "text-to-join")
    person.does(Intent.ASK)
    assert joins(person).outcome == "given"


def test_offers_does_not_claim_order_updates() -> None:
    person = Person()
    typed(person, "text-to-join", categories=("offers", "order-updates"))
    assert joins(person, disclosure="disclosure-offers").outcome == "asked"
    assert joins(person).outcome == "given"
    narrow = Person()
    typed(narrow, "text-to-join")
    assert joins(narrow, disclosure="disclosure-offers").outcome == "given"


def test_the_text_with_the_digits_is_in_the_record_and_no_agree_answers_it() -> None:
    person, other = Person(), Person()
    typed(other, "code")
    assert other.does(Intent.AGREE).outcome == "again"
    asked = typed(person, "code")
    assert asked.showing is not None
    proved = person.does(Intent.PROVE, channel=WEB, thread=asked.showing.thread, code=DIGITS, control="code")
    assert proved.record is not None
    assert proved.record.call_to_action is not None
    assert proved.record.call_to_action.prompt == "code"
    assert DIGITS not in str(proved.record)


def test_the_line_itself_is_not_texted() -> None:
    assert typed(Person(), "reply", subject=SMS.address).refused == "own-line"


def test_threat_a_keyed_number_does_not_refuse_what_its_owner_agreed_to() -> None:
    owner, stranger = Person(), Person()
    owner.does(Intent.ASK)
    owner.does(Intent.AGREE)
    call: dict[str, Any] = {"channel": VOICE, "thread": "CA1", "control": "asserted"}
    for person in (owner, stranger):
        asked = person.does(Intent.ASK, **call)
        assert asked.showing is not None
        said_no = person.does(Intent.DECLINE, showing=asked.showing.id, **call)
        assert said_no.reply is not None
    assert (owner.stands(), stranger.stands()) == ("given", "refused")

"""Asking and agreeing (RULES B), calls (D), typed numbers (E): every rule by its name."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.core import instant
from capture_gateway.core.act import Intent, Otherwise
from capture_gateway.core.disclosure import Showing
from tests.core.values import CATEGORIES, NOW, PERSON, VOICE, WEB, Book, Person

CALL: dict[str, Any] = {"channel": VOICE, "thread": "CA1", "kind": "keypress", "control": "caller-id", "language": "en"}


def page(shown_at: int = NOW, **changes: Any) -> dict[str, Any]:
    words = Book().words("bluebird-updates", "en", "disclosure", "web")
    assert words is not None
    shown = Showing(
        id="token-1",
        subject=PERSON,
        sender="bluebird",
        program="bluebird-updates",
        version="v1",
        language="en",
        prompt="disclosure",
        kind="web",
        sha256=words.sha256,
        template_sha256=words.template_sha256,
        categories=words.categories,
        contact=words.contact,
        channel="web",
        thread="token-1",
        shown_at=shown_at,
    )
    return {"channel": WEB, "thread": "token-1", "shown": shown, "kind": "tick", "control": "asserted"} | changes


def test_b1_join_writes_a_showing_and_requested_and_sends_the_current_words() -> None:
    person = Person()
    decision = person.does(Intent.ASK)
    assert person.events == ["requested"]
    assert decision.reply is not None
    assert decision.showing is not None
    assert decision.reply.text == "disclosure sms en v1"
    assert decision.showing.sha256 == decision.reply.sha256
    assert decision.showing.shown_at == person.now


def test_b1_join_again_shows_the_same_words_in_a_new_showing_that_supersedes_the_older() -> None:
    person = Person()
    first, second = person.does(Intent.ASK), person.does(Intent.ASK)
    assert first.reply == second.reply
    assert first.showing is not None
    assert second.showing is not None
    assert first.showing.id != second.showing.id
    assert [one.closed for one in second.showings] == ["superseded", None]
    agreed = person.does(Intent.AGREE)
    assert agreed.showing is not None
    assert agreed.showing.id == second.showing.id


def test_b1_join_by_somebody_who_agreed_to_the_same_version_gets_already_and_no_record() -> None:
    person = Person()
    person.does(Intent.ASK)
    person.does(Intent.AGREE)
    decision = person.does(Intent.ASK, language="es")
    assert decision.outcome == "already"
    assert decision.is_message
    assert person.events == ["requested", "given"]


def test_b1_join_after_a_weaker_consent_or_an_older_version_asks_again() -> None:
    person = Person()
    person.does(Intent.AGREE, **page())
    assert person.stands() == "given"
    assert person.does(Intent.ASK).outcome == "asked"
    person.does(Intent.AGREE)
    assert person.does(Intent.ASK).outcome == "already"
    person.book = Book("v2")
    assert person.does(Intent.ASK).outcome == "asked"


def test_b2_agree_gives_what_the_words_name_and_closes_the_showing() -> None:
    person = Person()
    asked = person.does(Intent.ASK)
    decision = person.does(Intent.AGREE)
    assert decision.outcome == "given"
    assert decision.record is not None
    assert asked.record is not None
    assert decision.record.categories == CATEGORIES
    assert decision.record.contact == ("sms", "whatsapp")
    assert decision.record.follows == person.facts[0].id
    assert decision.reply is not None
    assert decision.reply.name == "confirmation"
    assert person.stands("offers", "voice") == "none"


def test_b2_agree_after_offers_gives_offers_alone_and_its_own_confirmation() -> None:
    person = Person()
    person.does(Intent.ASK, disclosure="disclosure-offers")
    decision = person.does(Intent.AGREE)
    assert decision.reply is not None
    assert decision.reply.name == "confirmation-offers"
    assert person.stands("offers") == "given"
    assert person.stands("order-updates") == "none"


def test_b2_no_while_asked_is_refused_and_means_nothing_otherwise() -> None:
    person = Person()
    assert person.does(Intent.DECLINE, otherwise=Otherwise(Intent.CHAT, "chat")).outcome == "help"
    person.does(Intent.ASK)
    decision = person.does(Intent.DECLINE, otherwise=Otherwise(Intent.CHAT, "chat"))
    assert decision.outcome == "refused"
    assert person.stands() == "refused"
    assert person.does(Intent.AGREE).outcome == "again"


def test_b2_help_and_chat_leave_the_showing_open() -> None:
    person = Person()
    person.does(Intent.ASK)
    person.does(Intent.HELP)
    person.does(Intent.CHAT)
    assert person.does(Intent.AGREE).outcome == "given"


@pytest.mark.parametrize(("after", "outcome"), [(72 * instant.HOUR, "given"), (72 * instant.HOUR + 1, "again")])
def test_b3_agree_counts_for_72_hours(after: int, outcome: str) -> None:
    person = Person()
    person.does(Intent.ASK)
    decision = person.does(Intent.AGREE, later=after)
    assert decision.outcome == outcome
    assert decision.reply is not None
    assert decision.reply.name == ("confirmation" if outcome == "given" else "disclosure")


def test_b3_a_late_agree_to_offers_is_asked_about_offers_again_and_nothing_more() -> None:
    person = Person()
    person.does(Intent.ASK, disclosure="disclosure-offers", language="es")
    decision = person.does(Intent.AGREE, later=73 * instant.HOUR)
    assert decision.reply is not None
    assert (decision.reply.name, decision.reply.language) == ("disclosure-offers", "es")
    assert person.does(Intent.AGREE).outcome == "given"
    assert person.stands("order-updates") == "none"


def test_b3_agree_without_a_showing_sends_the_words_and_grants_nothing() -> None:
    person = Person()
    decision = person.does(Intent.AGREE)
    assert decision.outcome == "again"
    assert person.stands() == "requested"
    assert person.does(Intent.AGREE).outcome == "given"


def test_b3_a_second_agree_is_already_and_no_second_record() -> None:
    person = Person()
    person.does(Intent.ASK, disclosure="disclosure-offers")
    person.does(Intent.AGREE)
    assert person.does(Intent.AGREE).outcome == "already"
    assert person.events == ["requested", "given"]


def test_b4_a_withdrawal_closes_every_open_showing_on_every_line() -> None:
    person = Person()
    person.does(Intent.ASK)
    called = person.does(Intent.ASK, **CALL)
    stop = person.does(Intent.WITHDRAW)
    assert [one.closed for one in stop.showings] == ["withdrawn", "withdrawn"]
    assert called.showing is not None
    assert person.does(Intent.AGREE, showing=called.showing.id, **CALL).outcome == "again"
    assert person.does(Intent.AGREE).outcome == "again"
    assert person.stands() == "withdrawn"


def test_b5_start_after_stop_shows_the_words_and_grants_nothing() -> None:
    person = Person()
    person.does(Intent.WITHDRAW)
    decision = person.does(Intent.ASK, record_request=False)
    assert decision.reply is not None
    assert decision.reply.name == "disclosure"
    assert decision.is_message
    assert person.events == ["withdrawn"]
    assert person.does(Intent.AGREE).outcome == "given"
    assert person.stands() == "given"


def test_b6_yes_without_a_showing_is_a_text_without_meaning() -> None:
    person = Person()
    assert person.does(Intent.AGREE, otherwise=Otherwise(Intent.CHAT, "chat")).outcome == "help"
    assert person.events == []
    person.does(Intent.ASK)
    assert person.does(Intent.AGREE, otherwise=Otherwise(Intent.CHAT, "chat")).outcome == "given"


def test_b0_the_language_is_the_words_then_the_newest_showings_then_the_lines_first() -> None:
    person = Person()
    assert person.does(Intent.CHAT).reply.language == "en"  # type: ignore[union-attr]
    person.does(Intent.ASK, language="es")
    assert person.does(Intent.HELP).reply.language == "es"  # type: ignore[union-attr]
    assert person.does(Intent.HELP, language="fr").reply.language == "es"  # type: ignore[union-attr]
    assert person.does(Intent.AGREE, language="en").reply.language == "en"  # type: ignore[union-attr]


def test_a_text_without_meaning_gets_help_once_in_24_hours_and_help_always() -> None:
    person = Person()
    assert person.does(Intent.CHAT).outcome == "help"
    assert person.does(Intent.CHAT, later=instant.DAY - 1).outcome == "silent"
    assert person.does(Intent.HELP).outcome == "help"
    assert person.does(Intent.CHAT, later=instant.DAY).outcome == "help"
    assert person.events == []


def test_where_the_provider_answers_nothing_is_sent_but_a_withdrawal_is_recorded() -> None:
    person = Person()
    person.does(Intent.ASK)
    for intent in (Intent.WITHDRAW, Intent.HELP, Intent.CHAT, Intent.ASK):
        assert person.does(intent, silent=True).reply is None
    assert person.events == ["requested", "withdrawn"]
    assert person.does(Intent.AGREE).outcome == "again"


def test_d1_a_call_writes_requested_once_and_a_repeat_a_showing_alone() -> None:
    person = Person()
    first = person.does(Intent.ASK, **CALL)
    again = person.does(Intent.ASK, **CALL, record_request=False)
    assert person.events == ["requested"]
    assert again.showing is not None
    assert first.showing is not None
    assert again.showing.id != first.showing.id
    agreed = person.does(Intent.AGREE, showing=again.showing.id, **CALL)
    assert agreed.outcome == "given"
    assert agreed.record is not None
    assert agreed.record.follows == person.facts[0].id


def test_d1_the_third_failure_is_expired_with_what_the_line_said() -> None:
    person = Person()
    person.does(Intent.ASK, **CALL)
    decision = person.does(Intent.EXPIRE, farewell="goodbye", **CALL)
    assert decision.reply is not None
    assert (decision.outcome, decision.reply.name) == ("expired", "goodbye")


def test_d1_key_2_refuses_and_stops_what_the_words_covered() -> None:
    person = Person()
    person.does(Intent.ASK)
    person.does(Intent.AGREE)
    asked = person.does(Intent.ASK, **CALL)
    assert asked.showing is not None
    person.does(Intent.DECLINE, showing=asked.showing.id, **CALL)
    assert person.stands() == "refused"


@pytest.mark.parametrize(("later", "outcome"), [(60_000, "given"), (60_001, "again")])
def test_d1_a_key_counts_up_to_60_seconds_after_the_call_ended(later: int, outcome: str) -> None:
    person = Person()
    asked = person.does(Intent.ASK, **CALL)
    ended = person.does(Intent.EXPIRE, **CALL)
    assert asked.showing is not None
    assert ended.outcome == "expired"
    assert person.does(Intent.AGREE, later=later, showing=asked.showing.id, **CALL).outcome == outcome


def test_d1_a_call_that_was_answered_does_not_expire() -> None:
    person = Person()
    asked = person.does(Intent.ASK, **CALL)
    assert asked.showing is not None
    person.does(Intent.AGREE, showing=asked.showing.id, **CALL)
    assert person.does(Intent.EXPIRE, **CALL).outcome == "nothing"
    assert person.events == ["requested", "given"]


def test_a_key_cannot_answer_the_showing_of_another_call_or_of_a_text() -> None:
    person = Person()
    text = person.does(Intent.ASK)
    call = person.does(Intent.ASK, **CALL)
    assert text.showing is not None
    assert call.showing is not None
    assert person.does(Intent.AGREE, showing=text.showing.id, **CALL).outcome == "again"
    assert person.does(Intent.AGREE, showing=call.showing.id, **CALL | {"thread": "CA2"}).outcome == "again"
    assert "given" not in person.events


def test_e_possession_none_grants_at_once_and_unset_stays_requested() -> None:
    granted, waiting = Person(), Person()
    assert granted.does(Intent.AGREE, **page(), categories=("offers",), contact=("sms", "voice")).outcome == "given"
    assert granted.stands("offers", "voice") == "given"
    assert granted.stands("offers", "whatsapp") == "none"
    assert waiting.does(Intent.AGREE, **page(), grants=False).outcome == "requested"
    assert waiting.stands() == "requested"


def test_f5_boxes_cannot_widen_what_the_words_name() -> None:
    person = Person()
    decision = person.does(Intent.AGREE, **page(), categories=("offers", "gambling"), contact=("sms", "fax"))
    assert decision.record is not None
    assert decision.record.categories == ("offers",)
    assert decision.record.contact == ("sms",)
    assert person.does(Intent.AGREE, **page(), categories=("gambling",)).outcome == "again"


@pytest.mark.parametrize(("shown", "outcome"), [(-1, "again"), (0, "again"), (1, "given")])
def test_f0_a_page_older_than_the_last_withdrawal_in_scope_writes_no_given(shown: int, outcome: str) -> None:
    person = Person()
    person.does(Intent.WITHDRAW)
    decision = person.does(Intent.AGREE, **page(shown_at=person.now + shown))
    assert decision.outcome == outcome
    assert ("given" in person.events) is (outcome == "given")


INTENTS = st.sampled_from(
    [Intent.ASK, Intent.DECLINE, Intent.WITHDRAW, Intent.HELP, Intent.CHAT, Intent.EXPIRE, Intent.NOTE]
)


@given(st.lists(INTENTS, max_size=12), st.booleans())
def test_nothing_but_agreeing_ever_grants(intents: list[Intent], calling: bool) -> None:
    person = Person()
    for intent in intents:
        person.does(intent, **(CALL if calling else {}))
    assert "given" not in person.events


@given(st.lists(st.sampled_from([Intent.ASK, Intent.AGREE, Intent.DECLINE, Intent.WITHDRAW]), max_size=12))
def test_every_given_answers_words_that_were_shown_after_the_last_withdrawal(intents: list[Intent]) -> None:
    person = Person()
    for intent in intents:
        person.does(intent)
    stopped_at = -1
    for fact in person.facts:
        if fact.event == "withdrawn":
            stopped_at = fact.recorded_at
        if fact.event == "given":
            assert fact.shown_at is not None
            assert fact.shown_at > stopped_at


@pytest.mark.parametrize("status", ["failed", "undelivered"])
def test_no_words_no_consent_not_even_to_words_that_did_not_arrive(status: str) -> None:
    person = Person()
    shown = person.does(Intent.ASK).showing
    assert shown is not None
    person.does(Intent.DELIVERY, showing=shown.id, delivery=("SM1", status, "30003"))
    decision = person.does(Intent.AGREE)
    assert (decision.outcome, person.stands()) == ("again", "requested")
    assert person.does(Intent.AGREE).outcome == "given"

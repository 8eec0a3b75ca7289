from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_args

import pytest

from capture_gateway.client import values
from capture_gateway.client.values import Consent, Permission, Question, Record
from capture_gateway.core import act

QUESTION = Question("+14155550123", "bluebird-updates", "offers", "sms")
ANSWER: dict[str, Any] = {
    "permitted": True, "state": "given", "reason": "given", "address": "tel:+14155550123",
    "program": "bluebird-updates", "category": "offers", "contact": "sms", "since": "2026-11-22T10:00:00.123Z",
    "evidence_id": "0192", "position": 41, "control": "reply", "as_of": "2026-11-22T10:03:00.000Z",
    "new": "a field of next year",
}  # fmt: skip


def test_the_controls_are_those_of_the_gateway() -> None:
    assert get_args(values.Control) == get_args(act.Control)


def test_a_permission_is_true_when_it_is_permitted_and_only_then() -> None:
    assert Permission.of(ANSWER, QUESTION)
    for other in (False, None, "true", "false", 1, [True]):
        assert not Permission.of(ANSWER | {"permitted": other}, QUESTION)
    assert not Permission.unavailable(QUESTION)
    assert Permission.unavailable(QUESTION).reason == "unavailable"
    assert Permission.of(ANSWER, QUESTION).since == datetime(2026, 11, 22, 10, 0, 0, 123_000, UTC)


@pytest.mark.parametrize("name", ["program", "category", "contact"])
def test_an_answer_to_another_question_is_none(name: str) -> None:
    with pytest.raises(ValueError, match="another question"):
        Permission.of(ANSWER, replace(QUESTION, **{name: "other"}))


@pytest.mark.parametrize(
    ("asked", "told", "is_taken"),
    [
        ("+14155550123", "tel:+14155550123", True),
        ("tel:+1 (415) 555-0123", "tel:+14155550123", True),
        ("(415) 555-0123", "tel:+14155550123", True),
        ("8 912 345-67-89", "tel:+79123456789", True),
        ("+4402079460000", "tel:+442079460000", True),
        ("+1٤155550123", "tel:+14155550123", True),
        ("+2904123", "tel:+2904123", True),
        ("+14155550123", "tel:+14155559999", False),
        ("+14155550123", "tel:+12125550123", False),
        ("(415) 555-0123", "tel:+14155559999", False),
        ("+14155550123", "", False),
        ("+14155550123", None, False),
    ],
)
def test_an_answer_about_another_number_is_none(asked: str, told: str | None, is_taken: bool) -> None:
    question, answer = replace(QUESTION, address=asked), ANSWER | {"address": told}
    if is_taken:
        assert Permission.of(answer, question).address == told
    else:
        with pytest.raises((TypeError, ValueError)):
            Permission.of(answer, question)


@pytest.mark.parametrize("state", [None, "none", "withdrawn", "expired"])
def test_what_was_not_given_is_not_permitted(state: str | None) -> None:
    with pytest.raises(ValueError, match="not given"):
        Permission.of(ANSWER | {"state": state}, QUESTION)
    assert not Permission.of(ANSWER | {"state": state, "permitted": False}, QUESTION)


@pytest.mark.parametrize("answer", [{}, [], None, "permitted", {"permitted": True}, {**ANSWER, "since": "today"}])
def test_what_is_no_answer_is_none(answer: Any) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        Permission.of(answer, QUESTION)


def test_no_number_stands_in_a_repr() -> None:
    consent = Consent("+14155550123", "p", ["c"], ["sms"], "Yes?", "crm", act_value="call +14155550123")
    assert "555" not in repr((QUESTION, Permission.of(ANSWER, QUESTION), consent))


def test_a_record_of_somebody_who_was_erased_has_no_address() -> None:
    found = {
        "id": "0192", "event": "given", "position": 3, "recorded_at": "2026-11-22T10:00:00.123Z", "erased": True,
        "program": {"id": "p", "version": "v1", "test": True}, "categories": ["c"], "contact": ["sms"],
    }  # fmt: skip
    record = Record.of(found)
    assert (record.address, record.is_test, record.json["erased"]) == (None, True, True)


def test_a_consent_is_sent_without_what_is_not_known() -> None:
    at = datetime(2020, 2, 1, 1, 0, tzinfo=timezone(timedelta(hours=1)))
    consent = Consent("+14155550123", "p", ("c",), ("sms",), "Yes?", "crm", claimed_at=at)
    assert consent.json() == {
        "address": "+14155550123", "program": "p", "source": "crm", "categories": ["c"], "contact": ["sms"],
        "disclosure": {"text": "Yes?"}, "claimed_at": "2020-02-01T00:00:00.000Z",
    }  # fmt: skip
    assert replace(consent, act_kind="tick").json()["act"] == {"kind": "tick"}
    with pytest.raises(ValueError, match="time zone"):
        replace(consent, claimed_at=datetime(2020, 2, 1)).json()  # noqa: DTZ001 - that is the mistake

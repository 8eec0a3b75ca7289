"""Messages that reached us late: what counts, and what is still answered (RULES C4)."""

import pytest

from capture_gateway.core import instant
from capture_gateway.core.act import Intent
from tests.core.values import NOW, Person

MINUTE = instant.MINUTE


@pytest.mark.parametrize(("late", "answered"), [(0, True), (5 * MINUTE, True), (5 * MINUTE + 1, False)])
def test_c4_no_confirmation_later_than_five_minutes(late: int, answered: bool) -> None:
    person = Person()
    person.does(Intent.ASK, later=0)
    given = person.does(Intent.AGREE, later=late, by_text=True, sent_at=NOW)
    assert given.outcome == "given"
    assert (given.reply is not None) is answered
    assert len(given.texts) == int(answered)
    person = Person()
    stopped = person.does(Intent.WITHDRAW, later=late, by_text=True, sent_at=NOW)
    assert (stopped.outcome, len(stopped.texts)) == ("withdrawn", int(answered))


def test_the_answer_of_a_withdrawal_that_was_not_sent_is_owed_still() -> None:
    person = Person()
    person.does(Intent.WITHDRAW, later=10 * MINUTE, by_text=True, sent_at=NOW)
    assert person.does(Intent.WITHDRAW).reply is not None


def test_words_that_were_asked_for_are_sent_for_a_day() -> None:
    person, late = Person(), Person()
    asked = person.does(Intent.ASK, later=instant.DAY, by_text=True, sent_at=NOW)
    (text,) = asked.texts
    assert asked.showing is not None
    assert (text.id, text.until) == (asked.showing.id, NOW + instant.DAY)
    assert person.does(Intent.AGREE).outcome == "given"
    asked = late.does(Intent.ASK, later=instant.DAY + 1, by_text=True, sent_at=NOW)
    assert (asked.reply, asked.texts, asked.showings) == (None, (), ())


def test_c2_a_question_that_comes_too_late_is_not_asked() -> None:
    person = Person()
    person.does(Intent.ASK, later=0)
    person.does(Intent.AGREE, later=0)
    held = person.does(Intent.UNCLEAR, later=6 * MINUTE, by_text=True, sent_at=NOW)
    assert (held.outcome, held.reply, held.texts) == ("held", None, ())
    assert person.does(Intent.KEEP).outcome != "given"
    assert person.stands() == "withdrawn"

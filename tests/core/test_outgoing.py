"""Whether a text may still go when its turn comes."""

from dataclasses import replace

import pytest

from capture_gateway.core.act import Intent
from capture_gateway.core.outgoing import Outgoing, Purpose, may_go
from tests.core.values import NOW, PERSON, PROGRAM, Book, Person

WORDS = Book().words(PROGRAM.id, "en", "welcome", "sms")
assert WORDS is not None
TEXT = Outgoing("t", "granted", "sms", PERSON, "bluebird", PROGRAM.id, ("offers",), WORDS, NOW, NOW + 60_000)


def consented() -> Person:
    person = Person()
    person.does(Intent.ASK)
    person.does(Intent.AGREE)
    return person


def test_what_tells_of_consent_goes_while_it_stands() -> None:
    person = consented()
    assert may_go(TEXT, person.state.standing, NOW) is None
    person.does(Intent.WITHDRAW)
    assert may_go(TEXT, person.state.standing, NOW) == "not-given"


@pytest.mark.parametrize("purpose", ["confirm", "code"])
def test_what_asks_a_typed_number_goes_while_nobody_withdrew(purpose: Purpose) -> None:
    person, text = Person(), replace(TEXT, purpose=purpose)
    assert may_go(text, person.state.standing, NOW) is None
    person.does(Intent.WITHDRAW)
    assert may_go(text, person.state.standing, NOW) == "withdrawn"


@pytest.mark.parametrize("purpose", ["stopped", "answer"])
def test_what_the_person_asked_for_needs_no_consent(purpose: Purpose) -> None:
    person = Person()
    person.does(Intent.WITHDRAW)
    assert may_go(replace(TEXT, purpose=purpose), person.state.standing, NOW) is None


@pytest.mark.parametrize("purpose", ["answer", "code", "confirm", "granted", "stopped"])
def test_nothing_goes_after_its_time(purpose: Purpose) -> None:
    text, standing = replace(TEXT, purpose=purpose), consented().state.standing
    assert may_go(text, standing, text.until) is None
    assert may_go(text, standing, text.until + 1) == "late"

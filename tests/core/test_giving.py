"""Texts that confirm what was given or withdrawn elsewhere."""

from typing import Any

from capture_gateway.core import instant
from capture_gateway.core.act import Intent, Texting
from tests.core.test_decision import page
from tests.core.values import SMS, VOICE, Book, Person

TEXTS: dict[str, Any] = {"texting": Texting(SMS, ("en", "es")), "text_id": "01900000-0000-7000-8000-000000000001"}
CALL: dict[str, Any] = {"channel": VOICE, "thread": "CA1", "control": "caller-id"}


def test_a_yes_on_a_page_is_confirmed_by_a_text_too() -> None:
    person = Person()
    given = person.does(Intent.AGREE, **page(), **TEXTS, categories=("offers",), contact=("sms",))
    (text,) = given.texts
    assert (text.purpose, text.categories, text.until) == ("granted", ("offers",), person.now + instant.HOUR)
    assert text.words.text == "welcome sms en v1 Offers (sms)"
    assert given.reply is not None
    assert given.reply.kind == "web"


def test_no_text_confirms_what_was_not_agreed_to_by_text() -> None:
    assert Person().does(Intent.AGREE, **page(), **TEXTS, contact=("voice",)).texts == ()


def test_no_text_goes_where_the_line_has_no_words_for_it_or_a_limit_is_reached() -> None:
    assert Person(book=Book(missing=frozenset({"welcome"}))).does(Intent.AGREE, **page(), **TEXTS).texts == ()
    limited = Person(refusal="spend").does(Intent.AGREE, **page(), **TEXTS)
    assert (limited.outcome, limited.texts, limited.refused) == ("given", (), "spend")


def test_c4_a_key_withdrawal_is_confirmed_by_voice_and_by_one_text() -> None:
    person = Person()
    person.does(Intent.ASK, **CALL)
    stopped = person.does(Intent.WITHDRAW, **CALL, **TEXTS)
    assert stopped.reply is not None
    assert stopped.reply.kind == "voice"
    (text,) = stopped.texts
    assert (text.purpose, text.words.name, text.until) == ("stopped", "stopped", person.now + 5 * instant.MINUTE)
    again = person.does(Intent.WITHDRAW, **CALL, **TEXTS)
    assert again.reply is not None
    assert again.texts == ()


def test_c6_no_limit_holds_back_the_confirmation_of_a_withdrawal() -> None:
    assert len(Person(refusal="number").does(Intent.WITHDRAW, **CALL, **TEXTS).texts) == 1


def test_a_keyed_number_hears_of_a_stop_by_text_where_something_was_given() -> None:
    owner, stranger = Person(), Person()
    owner.does(Intent.ASK)
    owner.does(Intent.AGREE)
    call = CALL | {"control": "asserted"}
    assert [text.purpose for text in owner.does(Intent.WITHDRAW, **call, **TEXTS).texts] == ["stopped"]
    assert stranger.does(Intent.WITHDRAW, **call, **TEXTS).texts == ()

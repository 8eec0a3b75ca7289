"""What a stored `given` tells of the words that it answers."""

from dataclasses import replace

from capture_gateway.core import evidence, recorded
from capture_gateway.core.act import Act, Held, Intent
from capture_gateway.core.disclosure import Delivery, Told, showing_of
from capture_gateway.core.state import Draft
from tests.core.values import NOW, PERSON, PROGRAM, Book, act

TOLD = Told("I agree.", "spring", "fr", "paper")


def stored(done: Act, draft: Draft, text: str) -> evidence.Fields:
    return evidence.compose(done, draft, identifier="record-1", texts={draft_sha(draft): text}, reply=None)


def draft_sha(draft: Draft) -> str:
    return "" if draft.showing is None else draft.showing.sha256


def test_words_of_ours_come_back_as_the_showing_that_they_were() -> None:
    words = Book().words(PROGRAM.id, "es", "disclosure", "sms")
    assert words is not None
    showing = replace(
        showing_of(words, "showing-1", subject=PERSON, sender="bluebird", channel="sms", shown_at=NOW),
        presentation={"label": "x"},
        delivery=Delivery("SM1", "delivered"),
    )
    draft = Draft("given", "agreed", "", "es", showing.categories, showing.contact, showing)
    found = recorded.held(stored(act(Intent.AGREE), draft, words.text))
    assert found == Held("record-1", PROGRAM.id, "es", "reply", showing)


def test_words_of_another_system_come_back_as_they_were_told() -> None:
    draft = Draft("given", "reported", "", "fr", ("offers",), ("sms",), told=TOLD)
    found = recorded.held(stored(act(Intent.REPORT, told=TOLD, control="asserted"), draft, ""))
    assert found == Held("record-1", PROGRAM.id, "fr", "asserted", None, TOLD)

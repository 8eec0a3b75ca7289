"""RULES F9: which texts carry the link to the person's own page."""

from dataclasses import replace

import pytest

from capture_gateway.core import page_link
from capture_gateway.core.disclosure import Words, digest
from capture_gateway.core.outgoing import Outgoing, Purpose
from capture_gateway.core.state import Decision
from tests.core.values import NOW, PERSON, PROGRAM

LINK = "https://consent.bluebird.example/p/abcdefghijklmnopqrstuv"
OFFERING = replace(PROGRAM, person_page=True)


def words(role: str, kind: str = "sms") -> Words:
    return Words(PROGRAM.id, "v1", "en", role, kind, role, f"the {role}", digest(f"the {role}"), digest("file"))


def outgoing(said: Words, purpose: Purpose = "granted") -> Outgoing:
    return Outgoing("id", purpose, "sms", PERSON, "bluebird", PROGRAM.id, ("offers",), said, NOW, NOW + 1)


@pytest.mark.parametrize("role", ["confirmation", "status"])
def test_f9_confirmations_and_status_texts_end_with_the_link(role: str) -> None:
    decision = Decision("given", reply=words(role), texts=(outgoing(words(role)),))
    assert page_link.is_due(decision, OFFERING)
    carried = page_link.linked(decision, LINK)
    for said in (carried.reply, carried.texts[0].words):
        assert said is not None
        assert said.text == f"the {role}\n{LINK}"
        assert said.sha256 == digest(said.text)
        assert said.template_sha256 == words(role).template_sha256


@pytest.mark.parametrize(
    "decision",
    [
        Decision("given"),
        Decision("asked", reply=words("disclosure")),
        Decision("withdrawn", reply=words("stopped"), texts=(outgoing(words("stopped"), "stopped"),)),
        Decision("requested", reply=words("pending", "web"), texts=(outgoing(words("notice"), "confirm"),)),
        Decision("given", reply=words("confirmation", "voice")),
        Decision("given", reply=words("confirmation", "web")),
    ],
    ids=lambda decision: f"{decision.outcome}-{decision.reply and decision.reply.kind}",
)
def test_nothing_else_carries_it(decision: Decision) -> None:
    assert not page_link.is_due(decision, OFFERING)
    assert page_link.linked(decision, LINK) == decision


def test_a_page_and_a_call_are_confirmed_without_it_and_their_text_carries_it() -> None:
    """Whoever types a number, or claims it by a caller ID, learns nothing; the number itself does."""
    said = words("confirmation", "web")
    decision = Decision("given", reply=said, texts=(outgoing(words("confirmation")),))
    assert page_link.is_due(decision, OFFERING)
    carried = page_link.linked(decision, LINK)
    assert carried.reply == said
    assert carried.texts[0].words.text.endswith(LINK)


def test_a_program_without_the_page_sends_none() -> None:
    assert not page_link.is_due(Decision("given", reply=words("confirmation")), PROGRAM)


def test_carriers_read_that_a_link_follows() -> None:
    assert page_link.shown(words("confirmation"), OFFERING).text == f"the confirmation\n{page_link.SHOWN}"
    assert page_link.shown(words("stopped"), OFFERING) == words("stopped")
    assert page_link.shown(words("confirmation"), PROGRAM) == words("confirmation")

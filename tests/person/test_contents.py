"""What a person's own page says of what they did."""

from dataclasses import replace
from typing import Any

import pytest

from capture_gateway.core.act import Channel, Intent, Scope
from capture_gateway.core.program import Program
from capture_gateway.person import contents
from capture_gateway.person.contents import Kept
from tests.core.values import CATEGORIES, PROGRAM, VOICE, WEB
from tests.person.story import AGREE, DECLINE, JOIN, STOP, Doing, lived

PROGRAMS = [replace(PROGRAM, person_page=True)]
OFFERS = Scope("category", ("offers",))
NOTHING = Kept("tel:+14155550123", {}, [], False, None)


def stop_offers(**changes: Any) -> Doing:
    return (Intent.WITHDRAW, {"value": "STOP offers", "scope": OFFERS, **changes})


def rows(kept: Kept, language: str = "en") -> dict[str, tuple[str, list[str]]]:
    (part,) = contents.parts(kept, PROGRAMS, language)
    return {row.label: (row.stop, list(row.states)) for row in part.rows}


def titles(kept: Kept, language: str = "en") -> list[str]:
    return [entry.title for entry in contents.entries(kept, PROGRAMS, language)]


def test_a_stranger_has_nothing_and_may_still_stop_everything() -> None:
    (part,) = contents.parts(NOTHING, PROGRAMS, "en")
    assert not part.is_over
    assert {(row.stop, *row.states) for row in part.rows} == {("", "Not agreed: sms, whatsapp, voice")}
    assert titles(NOTHING) == []


def test_what_stands_is_told_category_by_category_with_a_button_for_each() -> None:
    kept = lived(JOIN, AGREE, stop_offers())
    left = ["You agreed: sms, whatsapp", "Not agreed: voice"]
    assert rows(kept) == {
        "Order-Updates": ("bluebird-updates/order-updates", left),
        "Offers": ("", ["Stopped: sms, whatsapp, voice"]),
        "Recommendations": ("bluebird-updates/recommendations", left),
    }
    assert [states for _, states in rows(kept, "es").values()][1] == ["Cancelado: SMS, WHATSAPP, VOICE"]


def test_what_was_asked_for_can_be_stopped_before_anybody_agrees() -> None:
    assert {stop for stop, _ in rows(lived(JOIN)).values()} == {f"bluebird-updates/{one}" for one in CATEGORIES}


def test_after_stop_no_button_is_left() -> None:
    (part,) = contents.parts(lived(JOIN, AGREE, STOP), PROGRAMS, "en")
    assert part.is_over
    assert {(row.stop, *row.states) for row in part.rows} == {("", "Stopped: sms, whatsapp, voice")}


def test_who_agrees_again_gets_the_buttons_again() -> None:
    (part,) = contents.parts(lived(JOIN, AGREE, STOP, JOIN, AGREE), PROGRAMS, "en")
    assert not part.is_over
    assert all(row.stop for row in part.rows)


def test_what_happened_is_told_the_newest_first() -> None:
    things = "Order-Updates, Offers, Recommendations (sms, whatsapp)"
    assert titles(lived(JOIN, AGREE, stop_offers(), STOP)) == [
        "You stopped everything from Bluebird Grocers",
        "You stopped Offers (sms, whatsapp, voice)",
        f"You agreed to {things}",
        f"You asked for the words about {things}",
    ]
    assert titles(lived(JOIN, DECLINE))[0] == f"You said no to {things}"
    assert titles(lived(JOIN, AGREE), "es")[0] == "Usted aceptó ORDER-UPDATES, OFFERS, RECOMMENDATIONS (SMS, WHATSAPP)"


def test_a_hold_is_no_stop_of_theirs() -> None:
    unclear: Doing = (Intent.UNCLEAR, {"value": "hmm", "rule": "unclear"})
    assert titles(lived(JOIN, AGREE, unclear))[0].endswith("because you may have asked us to")


def test_a_wrong_number_is_told_as_one() -> None:
    wrong: Doing = (Intent.WITHDRAW, {"value": "wrong number", "rule": "wrong-number"})
    assert "You told us that the number had been somebody else’s" in titles(lived(JOIN, AGREE, wrong))


@pytest.mark.parametrize(
    ("changes", "how"),
    [
        ({"kind": "keyword"}, "By text message to +1 415-555-0100: “STOP offers”"),
        ({"kind": "message"}, "By text message to +1 415-555-0100"),
        ({"kind": "keypress", "channel": VOICE, "value": "8"}, "In a call to +1 415-555-0101, with key 8"),
        ({"kind": "message", "channel": VOICE}, "In a call to +1 415-555-0101"),
        ({"kind": "tick", "channel": WEB}, "On a web page"),
        ({"kind": "reply", "channel": WEB}, "On a web page"),
        ({"kind": "button", "channel": Channel("page", "web")}, "With the button on this page"),
        ({"kind": "delivery-error", "value": "21610"}, "Your phone company told us"),
        ({"kind": "api", "channel": Channel("api", "api")}, "Reported by Bluebird Grocers, not seen here"),
        ({"kind": "signature", "channel": Channel("sheet", "paper")}, "On paper"),
        ({"kind": "keyword", "value": "STOP \u202eX\n" + "y" * 99}, None),
    ],
)
def test_how_it_was_done_is_told(changes: dict[str, Any], how: str | None) -> None:
    entry = next(contents.entries(lived(stop_offers(**changes)), PROGRAMS, "en"))
    if how is None:
        assert entry.how.isprintable()
        assert len(entry.how) < 100
    else:
        assert entry.how == how


def test_the_words_stand_there_exactly_and_are_open_while_they_count() -> None:
    asked, agreed = (entry.words for entry in reversed([*contents.entries(lived(JOIN, AGREE), PROGRAMS, "en")]))
    assert asked is not None
    assert agreed is not None
    assert (agreed.label, agreed.text, agreed.is_open) == ("The words you agreed to", "the\nwords", True)
    assert (asked.label, asked.is_open) == ("The words you were given", False)
    closed = [entry.words for entry in contents.entries(lived(JOIN, AGREE, STOP), PROGRAMS, "en")]
    assert closed[0] is None
    assert not any(one.is_open for one in closed if one)


def test_what_the_program_does_not_have_any_more_is_told_by_its_id() -> None:
    smaller: Program = replace(PROGRAMS[0], categories={"offers": PROGRAM.categories["offers"]}, ways={})
    assert next(contents.entries(lived(JOIN), [smaller], "en")).title.endswith(
        "order-updates, Offers, recommendations (sms, whatsapp)"
    )


def test_the_number_is_masked() -> None:
    assert contents.masked("tel:+14155550123") == "0123"

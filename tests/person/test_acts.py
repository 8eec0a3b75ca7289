"""The buttons: a form token is of one page and one time, and a press is a withdrawal like any other."""

from dataclasses import replace

import pytest

from capture_gateway.core import identity
from capture_gateway.core.act import Act, Scope, Witness
from capture_gateway.core.program import Sender
from capture_gateway.person import acts
from capture_gateway.storage.vault import Sealer
from tests.core.values import NOW, PERSON, PROGRAM
from tests.person.story import AGREE, JOIN, STOP, lived

FORM = identity.uuid7(NOW, bytes(10))


def sealer(key: int = 1) -> Sealer:
    return Sealer(bytes([key]) * 32, bytes)


def pressed(button: str = "bluebird", at: int = NOW, since: str = "") -> Act:
    program, scope = acts.reach(button, [PROGRAM]) or (PROGRAM, Scope())
    return acts.press(
        PERSON, program, scope, pressed=button, form=FORM, since=since, language="es",
        witness=Witness("gateway-observed", ip="192.0.2.1", user_agent="Browser"), now=at, random=bytes(10),
    )  # fmt: skip


def test_a_form_is_known_again_for_thirty_days() -> None:
    token = acts.issue(sealer(), FORM)
    assert acts.read(sealer(), token, NOW) == FORM
    assert acts.read(sealer(), token, NOW + acts.LIFE) == FORM
    assert acts.read(sealer(), token, NOW + acts.LIFE + 1) is None


def test_a_form_is_of_one_persons_page() -> None:
    assert acts.read(sealer(2), acts.issue(sealer(1), FORM), NOW) is None


@pytest.mark.parametrize("spoilt", ["", ".", "x.y", FORM, f"{FORM}.", "é.é", "0" * 5_000])
def test_what_no_page_carried_is_none(spoilt: str) -> None:
    assert acts.read(sealer(), spoilt, NOW) is None


def test_a_form_cannot_be_made_newer() -> None:
    _, _, code = acts.issue(sealer(), FORM).partition(".")
    assert acts.read(sealer(), f"{identity.moved(FORM, NOW + 1)}.{code}", NOW) is None


def test_buttons_reach_a_category_or_everything_of_a_sender() -> None:
    other = replace(PROGRAM, id="redbird-news", sender=Sender("redbird", "Redbird", "Redbird, Inc.", "1 Lane", "a, b"))
    programs = [replace(PROGRAM, is_test=True, id="trial"), PROGRAM, other]
    assert acts.reach("bluebird", programs) == (PROGRAM, Scope("sender"))
    assert acts.reach("redbird", programs) == (other, Scope("sender"))
    assert acts.reach("redbird-news/offers", programs) == (other, Scope("category", ("offers",)))
    for unknown in ("", "/", "bluebird-updates", "bluebird-updates/", "bluebird-updates/prizes", "x/offers"):
        assert acts.reach(unknown, programs) is None


def test_f1_a_press_is_a_withdrawal_by_a_button_whose_number_is_known() -> None:
    kept = lived(JOIN, AGREE, pressed(at=NOW + 180_000))
    record = kept.records[0]
    assert (record["event"], record["act"]["kind"], record["subject"]["control"]) == ("withdrawn", "button", "code")
    assert record["witness"]["level"] == "gateway-observed"
    assert (record["witness"]["ip"], record["witness"]["user_agent"]) == ("192.0.2.1", "Browser")
    assert (record["channel"]["id"], record["channel"]["kind"]) == ("page", "web")
    assert (record["decision"]["rule"], record["decision"]["extent"]) == ("own-page", "sender")
    assert (record["reply"]["name"], record["reply"]["language"]) == ("stopped", "es")
    assert (record["categories"], record["contact"]) == ([*PROGRAM.categories], [*PROGRAM.contact])


def test_a_category_stops_alone_and_the_words_say_what_is_left() -> None:
    record = lived(JOIN, AGREE, pressed("bluebird-updates/offers", at=NOW + 180_000)).records[0]
    assert (record["categories"], record["decision"]["extent"]) == (["offers"], "category")
    assert record["reply"]["text"] == "stopped-category web es v1 OFFERS / ORDER-UPDATES, RECOMMENDATIONS"


def test_pressed_again_it_is_answered_again() -> None:
    again = replace(pressed(at=NOW + 180_000), id=identity.uuid7(NOW, bytes(9) + b"1"), key="another page")
    assert lived(STOP, pressed(at=NOW + 120_000), again).records[0]["reply"]["name"] == "stopped"


def test_twice_on_one_page_is_one_act_unless_something_else_happened_since() -> None:
    agreed = lived(JOIN, AGREE)
    first = pressed(since=acts.since(agreed.records))
    stopped = lived(JOIN, AGREE, first)
    assert pressed(since=acts.since(stopped.records)).key == first.key
    again = lived(JOIN, AGREE, replace(first, received_at=NOW + 180_000), JOIN, AGREE)
    assert pressed(since=acts.since(again.records)).key != first.key
    assert pressed("bluebird-updates/offers", since=acts.since(stopped.records)).key != first.key
    assert acts.since([]) == ""

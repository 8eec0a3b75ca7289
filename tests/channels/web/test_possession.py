"""What a form asks of a person who typed a number, and the handles of its pages."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.channels import Joining
from capture_gateway.channels.web.possession import Proving, qr
from capture_gateway.core import possession
from capture_gateway.core.address import dialed
from capture_gateway.core.disclosure import Possession
from capture_gateway.core.possession import PENDING
from tests.channels.web import sample

SHOWING = "0192f0c1-2345-7abc-8def-0123456789ab"
OTHER = "0192f0c1-2345-7abc-8def-0123456789ac"


def proving(mode: Possession | None = "text-to-join", *, sms_link: bool = False) -> Proving:
    deployment = sample.unchanged()
    assert deployment is not None
    joining = Joining(deployment.lines["sms"], {"en": "JOIN", "es": "UNIRME"})
    return Proving("web", mode, joining, "US", b"secret", sms_link=sms_link)


@pytest.mark.parametrize("mode", ["text-to-join", "reply", "code"])
@pytest.mark.parametrize(("language", "word"), [("en", "JOIN"), ("es", "UNIRME"), ("fr", "JOIN")])
def test_every_way_tells_the_join_code(mode: Possession, language: str, word: str) -> None:
    slots = proving(mode).slots(SHOWING, language)
    assert slots == {
        "join": f"{word} {possession.join_code(b'secret', SHOWING)}",
        "number": "(415) 555-0100",
    }
    assert slots != proving(mode).slots(OTHER, language)


@pytest.mark.parametrize("mode", ["none", None])
def test_where_nothing_is_asked_nothing_is_proved(mode: Possession | None) -> None:
    assert proving(mode).slots(SHOWING, "en") == {}
    assert proving(mode).proof(SHOWING, "", 5) is None
    assert proving(mode, sms_link=True).link(SHOWING, "en") is None


def test_only_digests_are_kept() -> None:
    proof = proving("code").proof(SHOWING, "123456", 5)
    assert proof is not None
    assert possession.is_code(SHOWING, possession.join_code(b"secret", SHOWING), proof.join)
    assert possession.is_code(SHOWING, "123456", proof.code)
    assert (proof.mode, proof.made_at, proof.tries) == ("code", 5, 0)
    unsent = proving("reply").proof(SHOWING, "", 5)
    assert unsent is not None
    assert not possession.is_code(SHOWING, "", unsent.code)


def test_a_handle_is_of_one_showing_on_one_form() -> None:
    handle = proving().handle(SHOWING)
    assert len(handle) == 36 + 1 + 22
    assert proving().showing_of(handle) == SHOWING
    for other in (
        replace(proving(), channel="other"),
        replace(proving(), secret=b"another"),
    ):
        assert other.showing_of(handle) is None
    assert proving().showing_of(handle.replace(SHOWING, OTHER)) is None


@given(st.text() | st.text(max_size=22).map(f"{SHOWING}.".__add__))
def test_nobody_makes_one_up(handle: str) -> None:
    assert proving().showing_of(handle) is None


def test_every_mode_has_words_of_its_own() -> None:
    assert len({*PENDING.values()}) == len(PENDING) == 4


def test_a_link_writes_the_message_and_a_picture_shows_it() -> None:
    link = proving(sms_link=True).link(SHOWING, "en")
    assert link == f"sms:+14155550100?body=JOIN%20{possession.join_code(b'secret', SHOWING)}"
    assert proving().link(SHOWING, "en") is None
    picture = qr(link)
    assert picture.startswith("<svg")
    assert "style=" not in picture
    assert "<script" not in picture
    assert qr("sms:+14155550100?body=JOIN%209Z9Z") != picture


@pytest.mark.parametrize(
    ("address", "region", "shown"),
    [
        ("tel:+14155550100", "US", "(415) 555-0100"),
        ("tel:+14155550100", "CA", "(415) 555-0100"),
        ("tel:+14155550100", "DE", "+1 415-555-0100"),
        ("tel:384387", "US", "384387"),
        ("", "US", ""),
    ],
)
def test_numbers_as_people_dial_them(address: str, region: str, shown: str) -> None:
    assert dialed(address, region) == shown

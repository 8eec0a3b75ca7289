from dataclasses import replace

import pytest

from capture_gateway.carrier.material import why_not_public
from tests.carrier import sample


@pytest.mark.parametrize(
    ("base", "why"),
    [
        ("http://127.0.0.1:8080", "127.0.0.1 is an address of this machine or network"),
        ("https://[::1]", "::1 is an address of this machine or network"),
        ("https://10.1.2.3/consent", "10.1.2.3 is an address of this machine or network"),
        ("https://localhost:8443", "localhost is a placeholder"),
        ("https://consent.example.com", "consent.example.com is a placeholder"),
        ("https://Gateway.Example", "gateway.example is a placeholder"),
        ("http://consent.bluebird-grocers.com", "it is not https"),
        ("https://8.8.8.8", None),
        ("https://consent.bluebird-grocers.com/texts", None),
        ("https://example-grocers.com", None),
    ],
)
def test_an_address_that_nobody_outside_can_open_is_told_with_the_reason(base: str, why: str | None) -> None:
    assert why_not_public(base) == why


def test_the_registration_is_in_english_where_the_words_have_it() -> None:
    made = sample.material()
    assert (made.language, made.is_english) == ("en", True)
    swapped = replace(made, program=replace(made.program, languages=("es", "en")))
    assert swapped.language == "en"
    spanish = replace(made, program=replace(made.program, languages=("es",)))
    assert (spanish.language, spanish.is_english) == ("es", False)


def test_words_that_sign_up_are_named_once_in_every_language() -> None:
    assert sample.material().keywords == ["JOIN", "OFFERS", "UNIRME", "OFERTAS"]
    assert [choice.act for choice in sample.material().texted("agree", "stop")] == ["AGREE", "STOP"]


def test_addresses_stand_below_the_public_one() -> None:
    made = sample.material("https://shop.bluebird-grocers.com/consent")
    assert made.page == "https://shop.bluebird-grocers.com/consent/programs/bluebird-updates"
    assert [made.url(way) for way in made.registered] == [
        "",
        "",
        "https://shop.bluebird-grocers.com/consent/c/web/form",
    ]

"""Addresses (RULES A4, D4)."""

import contextlib

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.core import address
from capture_gateway.core.address import WITHHELD, BadAddress, line_address, parse, readable, sender_of

PERSON = "tel:+14155550123"


@pytest.mark.parametrize(
    "written",
    [
        "+14155550123",
        "tel:+14155550123",
        "whatsapp:+14155550123",
        " 14155550123",
        "+1 (415) 555-0123",
        "tel: 14155550123",
    ],
)
def test_a4_every_way_of_writing_a_number_is_one_subject(written: str) -> None:
    assert parse(written) == PERSON


@pytest.mark.parametrize("written", ["(415) 555-0123", "415-555-0123", "4155550123", "1 415 555 0123"])
def test_a4_national_numbers_take_the_programs_region(written: str) -> None:
    assert parse(written, "US") == PERSON
    with pytest.raises(BadAddress):
        parse(written if not written.startswith("1") else written[2:])


@pytest.mark.parametrize(
    "written",
    [
        "",
        "+",
        "hello",
        "1-800-FLOWERS",
        "+15551230000",
        "+1415555",
        "mailto:a@b",
        "tel:4155550123",
        "+1415555012345678901",
        "911",
        "+14155550123 ext 5",
    ],
)
def test_a4_what_is_no_number(written: str) -> None:
    with pytest.raises(BadAddress):
        parse(written, "US")


@pytest.mark.parametrize(
    "raw",
    [
        *sorted(WITHHELD),
        "anonymous",
        "Restricted",
        "",
        "client:ann",
        "sip:ann@example.com",
        "384387",
        "+49494949494912248033558",
        "US.14155550100",
    ],
)
def test_d4_withheld_or_impossible_callers_are_nobody(raw: str) -> None:
    assert sender_of(raw) is None


def test_a4_a_whatsapp_sender_is_the_same_person() -> None:
    assert sender_of("whatsapp:+14155550123") == sender_of("+14155550123") == PERSON


def test_short_codes_are_lines() -> None:
    assert line_address("384387") == "tel:384387"
    assert line_address("whatsapp:+14155550102") == "whatsapp:+14155550102"
    assert readable("tel:384387") == "384387"
    assert readable("tel:+14155550100") == "+1 415-555-0100"


@pytest.mark.parametrize(
    "text",
    [
        "I, +1 (415) 555-0123, agree",
        "4155550123",
        "415.555.0123",
        "415\u00a0555\u20110123",
        "＋１４１５５５５０１２３",
        "٤١٥٥٥٥٠١٢٣",
        "⁴¹⁵ ⑤⑤⑤ 0️⃣1️⃣2️⃣3️⃣",
        "area 415\nnumber 555 then 0123",
        "v4155-550.123",
    ],
)
def test_a_number_in_any_spelling_stands_in_a_text(text: str) -> None:
    assert address.stands_in(text, PERSON)


@pytest.mark.parametrize(
    "text", ["", "Up to 4 texts a month from (415) 555-0100.", "555-0123, then 415", "2024-spring"]
)
def test_other_digits_are_not_theirs(text: str) -> None:
    assert not address.stands_in(text, PERSON)


def test_a_number_stands_in_a_text_as_people_of_its_country_write_it() -> None:
    assert address.stands_in("Call me on 020 7946 0123", "tel:+442079460123")
    assert address.stands_in("06 698 12345", "tel:+390669812345")


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_a_bad_address(text: str) -> None:
    with contextlib.suppress(BadAddress):
        assert parse(text, "US").startswith("tel:+")


def test_the_short_way_for_numbers_of_the_united_states_finds_what_libphonenumber_finds() -> None:
    numbers = [
        f"+1{area}{exchange}{line}"
        for area in range(200, 1_000)
        for exchange, line in (("555", "0123"), ("211", "9999"))
    ]
    for number in numbers:
        if address._usual().fullmatch(number):
            assert phonenumbers.is_valid_number(phonenumbers.parse(number)), number
            assert address.parse(number) == f"tel:{number}"
    with contextlib.suppress(BadAddress):
        assert address.parse("+1\u0664155550123") == PERSON  # digits of other alphabets are read, never copied
    assert sum(address._usual().fullmatch(number) is not None for number in numbers) > len(numbers) / 4

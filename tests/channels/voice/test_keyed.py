"""Numbers on the keypad, and sealed in addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.channels.voice.keyed import Keyed, Seal, number_of
from capture_gateway.core.errors import Malformed
from tests.channels.voice.sample import SEAL

NUMBER = "tel:+14155550123"


@pytest.mark.parametrize(
    ("digits", "region", "subject"),
    [
        ("4155550123", "US", NUMBER),
        ("14155550123", "US", NUMBER),
        ("447400123456", "US", "tel:+447400123456"),
        ("011447400123456", "US", "tel:+447400123456"),
        ("07400123456", "GB", "tel:+447400123456"),
        ("7400123456", "GB", "tel:+447400123456"),
        ("14155550123", "GB", NUMBER),
        ("0014155550123", "GB", NUMBER),
    ],
)
def test_d4_a_number_of_the_programs_region_or_with_its_country_code(digits: str, region: str, subject: str) -> None:
    assert number_of(digits, region) == subject


@pytest.mark.parametrize(
    "digits",
    ["", "*", "1", "123", "415555012", "5555550123", "0000000000", "999999999999999", "4155550123*", "+14155550123",
     "٤١٥٥٥٥٠١٢٣", "4155550123" * 2, "one", "415 555 0123"],
)  # fmt: skip
def test_what_cannot_exist_or_was_never_assigned_is_no_number(digits: str) -> None:
    assert number_of(digits, "US") is None


@given(st.text("0123456789*#", max_size=20))
def test_any_keys_are_a_number_or_none(digits: str) -> None:
    found = number_of(digits, "US")
    assert found is None or number_of(found.removeprefix("tel:+"), "US") == found


@given(st.from_regex(r"tel:\+[1-9][0-9]{6,14}", fullmatch=True), st.booleans())
def test_a_number_survives_its_seal_which_is_the_same_every_time(subject: str, is_confirmed: bool) -> None:
    keyed = Keyed(subject, is_confirmed)
    sealed = SEAL.close(keyed)
    assert SEAL.open(sealed) == keyed
    assert sealed == SEAL.close(keyed)
    assert subject[5:] not in sealed
    assert sealed != SEAL.close(Keyed(subject, not is_confirmed))


def test_a_seal_is_for_one_call_and_one_gateway() -> None:
    sealed = SEAL.close(Keyed(NUMBER, is_confirmed=True))
    for other in (Seal(SEAL.secret, "CA2"), Seal(b"another secret", SEAL.call)):
        assert other.close(Keyed(NUMBER, is_confirmed=True)) != sealed
        with pytest.raises(Malformed):
            other.open(sealed)


@given(st.integers(0, 20), st.sampled_from("ABab01-_"))
def test_a_changed_seal_is_malformed(at: int, letter: str) -> None:
    sealed = SEAL.close(Keyed(NUMBER))
    changed = sealed[:at] + letter + sealed[at + 1 :]
    if changed != sealed:
        with pytest.raises(Malformed):
            SEAL.open(changed)


@pytest.mark.parametrize("sealed", ["", "A", "AAAA", "é", NUMBER, "A" * 43])
def test_what_we_did_not_seal_is_malformed(sealed: str) -> None:
    with pytest.raises(Malformed):
        SEAL.open(sealed)

"""Codes: made from the showing and a secret, kept as digests."""

import re

from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.core import keywords, possession
from tests.core.test_keywords import VOCABULARY

SECRETS = st.binary(min_size=32, max_size=32)
IDS = st.uuids().map(str)


@given(SECRETS, IDS)
def test_codes_look_as_people_can_copy_them_and_are_read_again(secret: bytes, showing: str) -> None:
    shown, spoken = possession.join_code(secret, showing), possession.spoken_code(secret, showing)
    assert re.fullmatch("[2-9][CDFGHJKMNPQRTVWXY][2-9][CDFGHJKMNPQRTVWXY]", shown)
    assert re.fullmatch("[2-9]{4}", spoken)
    for code in (shown, spoken):
        for text in (f"JOIN {code}", f"join{code}", f"Join: {' '.join(code)}.", code.lower()):
            assert keywords.read(text, VOCABULARY).code == code.lower()
    assert possession.join_code(secret, showing) == shown


@given(SECRETS, IDS, IDS)
def test_a_code_is_good_for_its_own_showing_alone(secret: bytes, showing: str, other: str) -> None:
    code = possession.join_code(secret, showing)
    kept = possession.digest(showing, code)
    assert possession.is_code(showing, code.lower(), kept)
    assert possession.is_code(other, code, kept) is (other == showing)
    assert not possession.is_code(showing, "", kept)
    assert not possession.is_code(showing, code, "")


@given(st.binary(min_size=8, max_size=10))
def test_six_digits(random: bytes) -> None:
    assert re.fullmatch("[0-9]{6}", possession.six_digits(random))

"""What a sealing vouches for, and what stands for an address: the same bytes in every version, or nothing opens."""

import hmac
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.core.keys import Keys
from capture_gateway.storage.vault import Vault, about
from capture_gateway.storage.vault import hmac as ours

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS, st.lists(TEXTS | st.integers(-(2**63), 2**63) | st.none()))
def test_columns_are_vouched_for_as_json(what: str, columns: list[str | int | None]) -> None:
    expected = json.dumps([what, *columns], ensure_ascii=False, separators=(",", ":")).encode()
    assert about(what, *columns) == expected


@given(st.binary(max_size=64), st.binary(max_size=200))
def test_a_derived_key_is_the_standard_librarys(key: bytes, message: bytes) -> None:
    assert ours(key, message) == hmac.digest(key, message, "sha256")


@given(TEXTS, TEXTS)
def test_a_token_is_half_of_an_hmac(kind: str, value: str) -> None:
    known = Vault(Keys(bytes(range(32)), bytes(range(32, 64))))
    expected = hmac.digest(bytes(range(32, 64)), f"{kind}\0{value}".encode(), "sha256")[:16].hex()
    assert [known.token(kind, value), known.token(kind, value)] == [expected, expected]

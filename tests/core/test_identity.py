"""Ids: version 7 of RFC 9562, told by the standard library."""

from uuid import RFC_4122, UUID

from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.core.identity import made_at, moved, uuid7

INSTANTS = st.integers(0, 2**48 - 1)
RANDOM = st.binary(min_size=10, max_size=12)


@given(INSTANTS, RANDOM)
def test_an_id_holds_its_instant_and_all_bits_that_are_left(now: int, random: bytes) -> None:
    made = UUID(uuid7(now, random))
    assert str(made) == uuid7(now, random)
    assert (made.version, made.variant) == (7, RFC_4122)
    assert made.int >> 80 == made_at(str(made)) == now
    others = (1 << 76) - 1 & ~(3 << 62)
    assert made.int & others == int.from_bytes(random[:10], "big") & others


@given(INSTANTS, INSTANTS, RANDOM)
def test_an_id_may_move_in_time(now: int, then: int, random: bytes) -> None:
    assert moved(uuid7(now, random), then) == uuid7(then, random)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.core import identity, instant


@given(st.integers(0, 4_102_444_800_000))
def test_an_instant_reads_back(moment: int) -> None:
    assert instant.parse(instant.text(moment)) == moment


def test_the_text_is_utc_with_milliseconds() -> None:
    assert instant.text(1_795_341_600_123) == "2026-11-22T10:00:00.123Z"


@pytest.mark.parametrize(
    "text", ["2026-11-22T11:00:00+01:00", "2026-11-22T11:00:00 01:00", "2026-11-22T10:00:00Z", "2026-11-22 10:00:00Z"]
)
def test_offsets_are_read_even_when_their_plus_became_a_space(text: str) -> None:
    assert instant.parse(text) == 1_795_341_600_000


@pytest.mark.parametrize("text", ["", "yesterday", "2026-11-22T10:00:00", "2026-13-01T00:00:00Z"])
def test_what_is_no_instant(text: str) -> None:
    with pytest.raises(ValueError, match=r"offset|isoformat|month"):
        instant.parse(text)


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_an_id_tells_when_it_was_made(moment: int, random: bytes) -> None:
    assert identity.made_at(identity.uuid7(moment, random)) == moment


@given(st.integers(0, 2**48 - 1), st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_an_id_can_be_made_later_and_stays_as_unpredictable(before: int, after: int, random: bytes) -> None:
    assert identity.moved(identity.uuid7(before, random), after) == identity.uuid7(after, random)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_what_no_calendar_has_in_utc_is_no_instant(text: str) -> None:
    with pytest.raises(OverflowError):
        instant.parse(text)


@pytest.mark.parametrize(
    ("day", "years", "then"),
    [("2026-11-22", 5, "2031-11-22"), ("2028-02-29", 1, "2029-03-01"), ("2028-02-29", 4, "2032-02-29")],
)
def test_years_are_those_of_the_calendar(day: str, years: int, then: str) -> None:
    after = instant.years_after(instant.parse(f"{day}T10:00:00.123Z"), years)
    assert instant.text(after) == f"{then}T10:00:00.123Z"

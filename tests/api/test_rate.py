"""The bucket of a token, with a clock in hand."""

import pytest

from capture_gateway.api.rate import MINUTE, Bucket

SECOND = 1_000_000_000
START = 12_345 * SECOND


def taken(bucket: Bucket, at: int, tries: int) -> int:
    """How many of so many requests at one moment are let in."""
    return sum(bucket.take(at) == 0 for _ in range(tries))


@pytest.mark.parametrize("per_minute", [1, 7, 60, 60_000])
def test_a_minutes_requests_may_come_at_once_and_no_more(per_minute: int) -> None:
    assert taken(Bucket(per_minute), START, per_minute + 10) == per_minute


def test_it_fills_up_all_the_time() -> None:
    bucket = Bucket(60)
    assert taken(bucket, START, 100) == 60
    assert taken(bucket, START + SECOND - 1, 5) == 0
    assert taken(bucket, START + SECOND, 5) == 1
    assert taken(bucket, START + 11 * SECOND, 50) == 10


def test_a_long_silence_fills_it_once() -> None:
    bucket = Bucket(60)
    bucket.take(START)
    assert taken(bucket, START + 1_000 * MINUTE, 200) == 60


def test_who_waits_as_long_as_told_is_let_in_and_asking_meanwhile_costs_nothing() -> None:
    bucket = Bucket(7)
    taken(bucket, START, 7)
    wait = bucket.take(START)
    assert 0 < wait <= MINUTE // 7
    assert taken(bucket, START + wait - 1, 100) == 0
    assert bucket.take(START + wait) == 0

"""How long to wait."""

from capture_gateway.core import instant
from capture_gateway.outbox import pace

LEAST, MOST = b"\x00" * 4, b"\xff" * 4


def test_it_doubles_and_ends_at_five_minutes() -> None:
    assert [pace.delay(tries, LEAST) for tries in (1, 2, 3)] == [1_000, 2_000, 4_000]
    assert pace.delay(9, LEAST) == pace.delay(400, LEAST) == pace.LONGEST // 2


def test_it_is_spread_over_its_second_half() -> None:
    assert pace.delay(1, MOST) == pace.FIRST - 1
    assert 1_000 < pace.delay(1, b"\x80\x00\x00\x00") < 2_000


def test_what_the_provider_asks_for_comes_first() -> None:
    assert pace.delay(1, LEAST, at_least=instant.MINUTE) == 61_000

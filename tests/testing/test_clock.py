import pytest

from capture_gateway.core import instant
from capture_gateway.testing.clock import START, Clock


def test_a_clock_stands_still_until_it_is_moved() -> None:
    clock = Clock()
    assert clock() == clock() == START
    assert clock.forward(72 * instant.HOUR) == clock() == START + 72 * 3_600_000


def test_a_clock_only_goes_forward() -> None:
    with pytest.raises(ValueError, match="only goes forward"):
        Clock().forward(-1)

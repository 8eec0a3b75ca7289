"""Refusals in the log: seen at once, never a flood of their own."""

import pytest

from capture_gateway.intake.refusals import EVERY, Refusals
from tests.intake.running import Clock


def test_a_line_for_each_reason_and_minute(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    refusals = Refusals(clock)
    for reason in ("ip", "ip", "country", "ip"):
        refusals.note(reason)
    assert caplog.messages == ["held back (ip): 1", "held back (country): 1"]
    clock.now += EVERY
    refusals.note("ip")
    refusals.note("ip")
    assert caplog.messages[2:] == ["held back (ip): 3"]

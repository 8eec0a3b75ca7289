from email.utils import formatdate

import pytest

from capture_gateway.core import instant
from capture_gateway.outbox.webhooks import schedule
from tests.core.values import NOW

LEAST, MOST = bytes(4), b"\xff" * 4


def test_the_delays_are_those_of_standard_webhooks_and_never_shorter() -> None:
    waits = [schedule.delay(tries, LEAST) for tries in range(1, 11)]
    hours = [5 / 3_600, 5 / 60, 0.5, 2, 5, 10, 14, 20, 24]
    assert waits == [*(int(each * instant.HOUR) for each in hours), None]


def test_each_delay_is_lengthened_by_up_to_a_tenth() -> None:
    for tries, least in enumerate(schedule.DELAYS, 1):
        longest = schedule.delay(tries, MOST)
        middle = schedule.delay(tries, b"\x80\0\0\0")
        assert longest is not None
        assert middle is not None
        assert least < middle < longest <= least * 1.1


def test_whoever_asks_for_a_pause_gets_no_less() -> None:
    assert schedule.delay(1, LEAST, pause=instant.HOUR) == instant.HOUR
    assert schedule.delay(4, LEAST, pause=instant.HOUR) == 2 * instant.HOUR
    assert schedule.delay(10, LEAST, pause=instant.HOUR) is None


@pytest.mark.parametrize(
    ("status", "value", "milliseconds"),
    [
        (429, "120", 120_000),
        (503, "0", 0),
        (503, "7", 7_000),
        (500, "120", 0),
        (200, "120", 0),
        (None, None, 0),
        (429, None, 0),
        (429, "", 0),
        (429, "soon", 0),
        (429, "-5", 0),
        (429, "1.5", 0),
        (429, "٣", 0),
        (429, "9" * 400, schedule.LONGEST_PAUSE),
        (429, formatdate(NOW / 1000 + 90, usegmt=True), 90_000),
        (429, formatdate(NOW / 1000 - 90, usegmt=True), 0),
        (503, "Fri, 31 Dec 9999 23:59:59 GMT", schedule.LONGEST_PAUSE),
        (503, "Fri, 31 Dec 99999 23:59:59 GMT", 0),
    ],
)
def test_retry_after_in_seconds_and_as_a_date(status: int | None, value: str | None, milliseconds: int) -> None:
    assert schedule.pause(status, value, NOW) == milliseconds


def test_tries_are_counted_from_when_the_message_was_begun_again() -> None:
    attempts: list[list[int | str | None]] = [[NOW, 500, "", 1], [NOW + 5, 200, "", 1], [NOW + 9, None, "", 1]]
    assert [schedule.tries(attempts, NOW + each) for each in (0, 5, 6, 10)] == [3, 2, 1, 0]


def test_an_endpoint_is_given_up_when_it_is_gone_or_failed_for_five_days() -> None:
    assert "410" in schedule.reason_to_disable(410, NOW, NOW)
    assert schedule.reason_to_disable(500, None, NOW) == ""
    assert schedule.reason_to_disable(500, NOW - 5 * instant.DAY + 1, NOW) == ""
    assert "five days" in schedule.reason_to_disable(500, NOW - 5 * instant.DAY, NOW)

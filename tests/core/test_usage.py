"""What operators read of the limits: from the same counters that the limits grow."""

from dataclasses import replace

from capture_gateway.core import instant, limits, usage
from capture_gateway.core.program import Limits, Program
from tests.core.test_limits import House, calling, number, typed, with_limits
from tests.core.values import NOW, PROGRAM

TOMORROW = limits.day_of(NOW) + instant.DAY


def of(house: House, now: int = NOW, program: Program | None = None) -> usage.Usage:
    counts = {key: count for key, count in house.counts.items() if key.partition(":")[0] in usage.KINDS}
    return usage.of(program or house.program, counts, now)


def test_todays_texts_and_money() -> None:
    house = House(replace(PROGRAM, countries=("US", "CA")))
    for line in range(3):
        house.takes(typed(number(line)))
    house.confirms(typed(number(0)))
    house.takes(calling("tel:+16045550123"))
    found = of(house)
    assert found.texts == {"CA": usage.Texts(1, 0, 0), "US": usage.Texts(3, 3, 1)}
    assert (found.spent, found.budget) == (130_000, 20_000_000)
    assert found.paused == ()
    assert of(house, TOMORROW) == usage.Usage(PROGRAM.id, 0, 20_000_000, {}, {}, ())


def test_refusals_of_seven_days_by_reason_and_country() -> None:
    house = House()
    for days in range(-8, 1):
        house.takes(typed("tel:+16045550123"), NOW + days * instant.DAY)
    for _ in range(3):
        house.takes(typed())
    assert of(house).refused == {"country": {"CA": 7}, "number": {"US": 2}}


def test_a_program_reads_its_own_alone() -> None:
    house = House()
    house.takes(typed())
    house.takes(typed())
    other = of(house, program=replace(PROGRAM, id="bluebird"))
    assert (other.texts, other.spent, other.refused, other.paused) == ({}, 0, {}, ())


def test_what_is_paused_and_until_when() -> None:
    house = with_limits(country_day=3, spend_day=100_000, conversion_after=3)
    for line in range(4):
        house.takes(typed(number(line)))
    assert of(house).paused == (
        usage.Paused("everywhere", "spend", TOMORROW),
        usage.Paused("US", "country-day", TOMORROW),
        usage.Paused("US", "conversion", TOMORROW),
        usage.Paused("1 block of numbers", "conversion", TOMORROW),
    )
    assert of(house, program=replace(PROGRAM, limits=Limits())).paused == ()

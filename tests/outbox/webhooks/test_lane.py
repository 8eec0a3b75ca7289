from typing import Any

from capture_gateway.outbox.webhooks.lane import Lane


def record(position: int) -> dict[str, Any]:
    return {"id": str(position), "event": "given", "position": position, "recorded_at": "", "witness": {}}


def reading(*positions: int, upto: int) -> Any:
    def read(after: int) -> tuple[list[dict[str, Any]], int]:
        return [record(position) for position in positions if position > after], max(after, upto)

    return read


def begun(lane: Lane, read: Any, count: int) -> list[int | None]:
    messages = [lane.next(read) for _ in range(count)]
    return [one.position for one in messages if one is not None]


def test_the_cursor_stands_before_the_first_that_is_not_done() -> None:
    lane, read = Lane(2), reading(3, 5, 8, upto=9)
    assert lane.cursor == 2
    assert begun(lane, read, 2) == [3, 5]
    assert lane.cursor == 2
    lane.done(5)
    assert lane.cursor == 2
    lane.done(3)
    assert lane.cursor == 7  # 8 was read and not begun
    assert begun(lane, read, 1) == [8]
    assert lane.cursor == 7
    lane.done(8)
    assert lane.cursor == 9  # what it does not hear of is passed


def test_what_it_does_not_hear_of_is_passed_over_and_looked_for_no_more() -> None:
    lane = Lane(-1)
    assert lane.next(reading(upto=4)) is None
    assert (lane.cursor, lane.has_more) == (4, True)
    assert lane.next(reading(upto=4)) is None
    assert (lane.cursor, lane.has_more) == (4, False)
    assert lane.next(reading(5, upto=5)) is None  # nobody said that there is more
    lane.has_more = True
    assert begun(lane, reading(5, upto=5), 1) == [5]


def test_an_empty_ledger_leaves_the_cursor_before_everything() -> None:
    lane = Lane(-1)
    assert lane.next(reading(upto=-1)) is None
    assert lane.cursor == -1

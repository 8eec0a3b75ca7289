"""Instants: whole milliseconds since 1970-01-01T00:00:00Z, as `int`.

Integers compare, store and subtract without time zones; text appears only at the edges.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_OURS = len("2026-11-22T10:00:00.123Z")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def text(instant: int) -> str:
    """`1795341600123` -> `2026-11-22T10:00:00.123Z` (RFC 3339, UTC, milliseconds)."""
    return f"{_second(instant // 1000)}.{instant % 1000:03d}Z"


@lru_cache(maxsize=64)
def _start_of(second: str) -> int:
    return (datetime.fromisoformat(second).replace(tzinfo=UTC) - _EPOCH) // timedelta(milliseconds=1)


@lru_cache(maxsize=64)
def _second(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def parse(value: str) -> int:
    """Any RFC 3339 instant with an offset or `Z`. ValueError when there is no offset, or it is no instant.

    OverflowError when it lies outside of the years 1 to 9999 (UTC). A `+` that arrived as a space (unescaped in a
    query) is read as `+`.
    """
    if len(value) == _OURS and value[-1] == "Z" and value[19] == ".":
        return _start_of(value[:19]) + int(value[20:23])
    written = value.strip().upper()
    moment = datetime.fromisoformat(written.replace(" ", "+") if " " in value[11:] else written)
    if moment.tzinfo is None:
        raise ValueError("an instant needs an offset, such as Z")
    return (moment.astimezone(UTC) - _EPOCH) // timedelta(milliseconds=1)


def years_after(instant: int, years: int) -> int:
    """The same day and time of day (UTC) so many years later; for 29 February, 1 March where there is none."""
    then = _EPOCH + timedelta(milliseconds=instant)
    try:
        moved = then.replace(year=then.year + years)
    except ValueError:
        moved = then.replace(year=then.year + years, month=3, day=1)
    return (moved - _EPOCH) // timedelta(milliseconds=1)

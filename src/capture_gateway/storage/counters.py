"""Counters: how often something happened in a span of time. Read and grown in the transaction of what they count.

Whom they count, a person or a network, stands in a key behind PERSON, and in the table by its look-up token alone.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache, partial
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select
from sqlmodel import col

from capture_gateway.core.limits import PERSON
from capture_gateway.storage import bulk, vault
from capture_gateway.storage.prepared import KEYS, ByKeys
from capture_gateway.storage.tables import CounterRow

MOST = 256
"""Keys in one statement."""
FORGOTTEN = 10_000
"""Rows that one call removes at most, so that nobody waits long behind it."""

_COLUMNS: tuple[Any, ...] = (CounterRow.key, CounterRow.count)
_COUNTS = ByKeys(select(*_COLUMNS).where(col(CounterRow.key).in_(bindparam(KEYS, expanding=True))))


def load(connection: Connection, keys: Collection[str]) -> dict[str, int]:
    """The counts of `keys`; those that never counted are left out."""
    named = {kept: key for key, kept in _kept(connection, keys).items()}
    wanted, found = sorted(named), {}
    for start in range(0, len(wanted), MOST):
        found.update({named[row[0]]: row[1] for row in _COUNTS.rows(connection, wanted[start : start + MOST])})
    return found


def grow(connection: Connection, grown: Mapping[str, tuple[int, int]]) -> None:
    """Counter -> (by how much, when its span ends). Concurrent writers add up."""
    named = _kept(connection, grown)
    rows = sorted((named[key], value) for key, value in grown.items())
    mark = bulk.mark(connection.dialect)
    for chunk in bulk.chunks(rows):
        values = tuple([value for key, (by, ends_at) in chunk for value in (key, by, ends_at)])
        bulk.execute(connection, _adding(len(chunk), mark), values)


@lru_cache(maxsize=MOST)
def _adding(rows: int, mark: str) -> str:
    """SQL that SQLite and PostgreSQL both know: one statement for many rows, as in `storage.bulk`."""
    table, values = CounterRow.__tablename__, ", ".join([f"({mark}, {mark}, {mark})"] * rows)
    return (
        f"INSERT INTO {table} (key, count, ends_at) VALUES {values} "  # noqa: S608 - names of ours
        f"ON CONFLICT (key) DO UPDATE SET count = {table}.count + excluded.count"
    )


def _kept(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """Each key, as it stands in the table."""
    token, named = cache(partial(vault.of(connection).token, "counter")), {}
    for key in keys:
        what, _, rest = key.partition(":")
        whom, _, start = rest.rpartition(":")
        named[key] = f"{what}:{token(whom)}:{start}" if whom.startswith(PERSON) else key
    return named


def of(connection: Connection, kinds: Iterable[str]) -> dict[str, int]:
    """Every counter of these kinds (`texts`, `refused`), for people to look at."""
    found: dict[str, int] = {}
    for kind in kinds:
        chosen = col(CounterRow.key).startswith(f"{kind}:", autoescape=True)
        found.update({row[0]: row[1] for row in connection.execute(select(*_COLUMNS).where(chosen))})
    return found


def remove(connection: Connection, beginnings: Collection[str]) -> None:
    """Remove every counter whose key begins so, up to the start of its span."""
    for beginning in _kept(connection, beginnings).values():
        after = beginning.removesuffix(":") + ";"
        connection.execute(delete(CounterRow).where(col(CounterRow.key) >= beginning, col(CounterRow.key) < after))


def forget(connection: Connection, now: int) -> int:
    """Remove counters whose span is over, `FORGOTTEN` at most; how many they were."""
    over = select(col(CounterRow.key)).where(col(CounterRow.ends_at) <= now).limit(FORGOTTEN)
    return connection.execute(delete(CounterRow).where(col(CounterRow.key).in_(over))).rowcount

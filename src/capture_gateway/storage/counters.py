"""Counters: how often something happened in a span of time. Read and grown in the transaction of what they count."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from capture_gateway.storage.prepared import KEYS, ByKeys
from capture_gateway.storage.tables import CounterRow

_COLUMNS: tuple[Any, ...] = (CounterRow.key, CounterRow.count)
_COUNTS = ByKeys(select(*_COLUMNS).where(col(CounterRow.key).in_(bindparam(KEYS, expanding=True))))


def load(connection: Connection, keys: Collection[str]) -> dict[str, int]:
    """The counts of `keys`; those that never counted are left out."""
    return {row[0]: row[1] for row in _COUNTS.rows(connection, keys)}


def grow(connection: Connection, grown: Mapping[str, tuple[int, int]]) -> None:
    """Counter -> (by how much, when its span ends)."""
    if not grown:
        return
    insert: Any = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    new = insert(CounterRow)
    statement = new.on_conflict_do_update(
        index_elements=[col(CounterRow.key)], set_={"count": col(CounterRow.count) + new.excluded.count}
    )
    connection.execute(
        statement, [{"key": key, "count": by, "ends_at": ends_at} for key, (by, ends_at) in sorted(grown.items())]
    )

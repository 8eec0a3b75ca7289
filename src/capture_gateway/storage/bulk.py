"""Many rows by one statement, and statements that cost little more than the database's own work.

1. A driver's `executemany` runs one statement a row, and Python's sqlite3 gives up the interpreter lock for each: under
   load the writer would stand in line for it hundreds of times a batch. `INSERT … VALUES (…), (…)` is one step for all.
2. Every number of rows is another statement, which has to be compiled. So rows go in few sizes: what was compiled for
   one batch serves the next.
3. On SQLite a statement goes to the driver itself: what SQLAlchemy does around each takes longer than most of them. On
   PostgreSQL it takes less than the way to the server, and what runs there is watched (`storage.overdue`).
"""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

MOST = 256
"""Rows in one statement: 13 columns stay far below the 32,766 parameters that SQLite takes."""
SIZES = (MOST, 128, 64, 32, 16, 8, 4, 3, 2, 1)


def insert(connection: Connection, model: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert `rows`, each with every column of `model` by name. IntegrityError when a key is taken."""
    columns = tuple(model.model_fields)
    sign = mark(connection.dialect)
    for chunk in chunks(rows):
        values = tuple(chain.from_iterable(map(itemgetter(*columns), chunk)))
        execute(connection, _statement(str(model.__tablename__), columns, len(chunk), sign), values)


def execute(connection: Connection, sql: str, values: Sequence[Any] = ()) -> Any:
    """A cursor: `sql` as the driver takes it, with `mark` for every value. DBAPIError as SQLAlchemy raises it."""
    if connection.dialect.name != "sqlite":
        return connection.exec_driver_sql(sql, tuple(values))
    driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
    try:
        return driver.execute(sql, values)
    except sqlite3.Error as error:
        # Never the values: an error's text must not hold a number.
        raise DBAPIError.instance(sql, (), error, sqlite3.Error, hide_parameters=True) from error


def chunks(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """`rows`, in pieces of few sizes."""
    start = 0
    for size in SIZES:
        while len(rows) - start >= size:
            yield rows[start : start + size]
            start += size


def padded(keys: Collection[Any]) -> list[Any]:
    """`keys` for an `IN (…)`, the last one repeated, so that lists have few sizes too."""
    listed = list(keys)
    size = next((one for one in reversed(SIZES) if one >= len(listed)), -(-len(listed) // MOST) * MOST)
    return listed + listed[-1:] * (size - len(listed))


def mark(dialect: Dialect) -> str:
    """How SQL that goes to the driver as it is marks a value."""
    return "?" if dialect.paramstyle == "qmark" else "%s"


@lru_cache(maxsize=2_048)
def _statement(table: str, columns: tuple[str, ...], rows: int, sign: str) -> str:
    one = "(" + ", ".join([sign] * len(columns)) + ")"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([one] * rows)}"  # noqa: S608 - names of ours

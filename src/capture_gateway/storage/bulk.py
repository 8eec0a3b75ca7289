"""Many rows by one statement.

A driver's `executemany` runs one statement a row, and Python's sqlite3 gives up the interpreter lock for each: under
load the writer would stand in line for it hundreds of times a batch. `INSERT … VALUES (…), (…)` is one step for all.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlmodel import SQLModel

MOST = 256
"""Rows in one statement: 12 columns stay far below the 32,766 parameters that SQLite takes."""


def insert(connection: Connection, model: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert `rows`, each with every column of `model` by name. IntegrityError when a key is taken: then none is in."""
    columns = tuple(model.model_fields)
    sign = mark(connection.dialect)
    for start in range(0, len(rows), MOST):
        chunk = rows[start : start + MOST]
        values = tuple([row[column] for row in chunk for column in columns])
        connection.exec_driver_sql(_statement(str(model.__tablename__), columns, len(chunk), sign), values)


def mark(dialect: Dialect) -> str:
    """How SQL that goes to the driver as it is marks a value."""
    return "?" if dialect.paramstyle == "qmark" else "%s"


@lru_cache(maxsize=2_048)
def _statement(table: str, columns: tuple[str, ...], rows: int, sign: str) -> str:
    one = "(" + ", ".join([sign] * len(columns)) + ")"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([one] * rows)}"  # noqa: S608 - names of ours

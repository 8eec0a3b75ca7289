"""Every row of a store, carried into an empty one of either engine.

1. What is read is one instant (`database.snapshot`), which hinders nobody from writing.
2. Memory holds a piece of a table, whatever its size.
3. Tables and columns are those of the source's version, all of them; keys come in order, so that indexes grow at one
   end.
4. A value of another type than its column's, which SQLite may hold, is not carried: it would come out as another value.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, MetaData, Table, inspect
from sqlalchemy.exc import DBAPIError

from capture_gateway.core.errors import OperatorError
from capture_gateway.storage import bulk, migrating, schema

PIECE = 1_000
"""Rows in memory."""
_PLAIN = {int: int, bytes: bytes}
"""What columns hold that hold no text."""

Row = Sequence[Any]
Show = Callable[[int, int], None]
"""Pages or rows done, and in all."""


def carry(source: Connection, target: Connection, show: Show) -> None:
    """Make every table in `target` and fill it, in the transactions of the callers. OperatorError when it fails.

    `source`: inside a snapshot.
    """
    every = _made(target, schema.version(source) or 0)
    try:
        total = sum(_count(source, table) for table in every)
        done = 0
        for table in every:
            for rows in _pieces(source, table):
                _insert(target, table, rows)
                done += len(rows)
                show(done, total)
    except DBAPIError as error:  # of SQLite's text that is no UTF-8, and in the details of PostgreSQL's: values
        raise OperatorError(f"the rows cannot be carried over: {type(error.orig).__name__}.") from error


def _made(target: Connection, version: int) -> Sequence[Table]:
    """The tables of that version, empty."""
    others = set(inspect(target).get_table_names())
    migrating.run(target, [step for step in migrating.steps(after=0) if step.version <= version])
    made = MetaData()
    made.reflect(target, only=lambda table, _: table not in others)
    return made.sorted_tables


def _count(source: Connection, table: Table) -> int:
    counted: int = source.exec_driver_sql(f"SELECT count(*) FROM {table.name}").scalar_one()  # noqa: S608 - names of ours
    return counted


def _pieces(source: Connection, table: Table) -> Iterator[Sequence[Row]]:
    order = ", ".join(column.name for column in table.primary_key)
    query = f"SELECT {_names(table)} FROM {table.name} ORDER BY {order}"  # noqa: S608 - names of ours
    streaming = {"stream_results": True, "max_row_buffer": PIECE}
    with source.exec_driver_sql(query, execution_options=streaming) as result:
        yield from result.partitions(PIECE)


def _insert(target: Connection, table: Table, rows: Sequence[Row]) -> None:
    types = [_PLAIN.get(column.type.python_type, str) for column in table.columns]
    empty = [column.nullable for column in table.columns]
    for row in rows:
        for value, type_, may_lack in zip(row, types, empty, strict=True):
            if type(value) is not type_ and not (value is None and may_lack):
                raise OperatorError(
                    f"{table.name} holds a value of another type than its column's: `capture-gateway ledger audit` "
                    "says where."
                )
    marks = ", ".join([bulk.mark(target.dialect)] * len(types))
    statement = f"INSERT INTO {table.name} ({_names(table)}) VALUES ({marks})"  # noqa: S608 - names of ours
    target.exec_driver_sql(statement, [tuple(row) for row in rows])


def _names(table: Table) -> str:
    return ", ".join(column.name for column in table.columns)

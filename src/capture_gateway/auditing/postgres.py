"""Reading a database of PostgreSQL, where a column has one type, and text is always text.

1. Many rows come by a cursor of the server, a piece at a time; it lives in a transaction, and one is begun where there
   is none (https://www.postgresql.org/docs/current/sql-declare.html).
2. One instant is a transaction of REPEATABLE READ.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from typing import TypeVar, cast

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.types.string import ByteaBinaryLoader
from sqlalchemy import Connection

from capture_gateway.auditing.reading import Damaged, Row

_PIECE = 1_000
"""Rows that a cursor fetches at a time."""
_TYPES: Mapping[type, str] = {
    int: "'integer'::regtype, 'bigint'::regtype",
    str: "'text'::regtype",
    bytes: "'bytea'::regtype",
}

T = TypeVar("T")
_C = TypeVar("_C", bound=psycopg.Cursor[Row] | psycopg.ServerCursor[Row])


class PostgresReading:
    """See `auditing.reading.Reading`."""

    engine = "postgresql"

    def __init__(self, connection: Connection) -> None:
        self._driver = cast("psycopg.Connection[Row]", connection.connection.dbapi_connection)
        self._numbers = count()
        self._is_undecoded = False

    def rows(self, statement: str, *values: object) -> list[Row]:
        """All rows of a bounded SELECT."""
        try:
            with self._ready(self._driver.cursor(binary=True)) as cursor:
                return cursor.execute(_marked(statement), values).fetchall()
        except psycopg.Error as error:
            raise _damaged(error) from error

    def stream(self, statement: str, *values: object) -> Iterator[Row]:
        """Row after row: rule 1."""
        if self._driver.info.transaction_status == TransactionStatus.IDLE:
            with self.snapshot():
                yield from self.stream(statement, *values)
            return
        try:
            with self._ready(self._driver.cursor(f"stream_{next(self._numbers)}", binary=True)) as cursor:
                cursor.itersize = _PIECE
                yield from cursor.execute(_marked(statement), values)
        except psycopg.Error as error:
            raise _damaged(error) from error

    @contextmanager
    def undecoded(self) -> Iterator[None]:
        """Text comes as bytes."""
        self._is_undecoded = True
        try:
            yield
        finally:
            self._is_undecoded = False

    def leniently(self, read: Callable[[], T]) -> T:
        """What `read` gives: no other text than UTF-8 can be stored."""
        return read()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything in the block is read as of one instant: rule 2."""
        try:
            self._driver.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        except psycopg.Error as error:
            raise _damaged(error) from error
        try:
            yield
        finally:
            if not self._driver.broken:
                self._driver.execute("ROLLBACK")

    def is_other(self, column: str, type_: type) -> str:
        """The SQL that finds values of another type: all of a column, or none."""
        return f"pg_typeof({column}) NOT IN ({_TYPES[type_]})"

    def _ready(self, cursor: _C) -> _C:
        if self._is_undecoded:
            cursor.adapters.register_loader("text", ByteaBinaryLoader)
        return cursor


def _marked(statement: str) -> bytes:
    return statement.replace("?", "%s").encode()


def _damaged(error: psycopg.Error) -> Damaged:
    return Damaged(error.diag.message_primary or str(error))  # a statement's detail may hold values

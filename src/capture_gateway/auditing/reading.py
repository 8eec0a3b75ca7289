"""The store as an auditor reads it: by SQL of its own, without the code that writes it.

1. Nothing is locked but for moments: the gateway beside goes on. What may move is read inside `snapshot`.
2. Whoever changed the database may have written anything into any column: text that is no UTF-8 is read too, and a
   value of another type than the column's is for the caller to find.
3. A damaged file ends the reading: Damaged says what the database itself says.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy import Connection

from capture_gateway.core.errors import CaptureGatewayError

Row = tuple[Any, ...]


class Damaged(CaptureGatewayError):
    """The database cannot be read any more."""


class Reading:
    """One connection that reads. For one thread."""

    def __init__(self, connection: Connection) -> None:
        self._driver = cast("sqlite3.Connection", connection.connection.dbapi_connection)
        self._driver.text_factory = _text

    def rows(self, statement: str, *values: object) -> list[Row]:
        """All rows of a bounded SELECT."""
        return list(self.stream(statement, *values))

    def stream(self, statement: str, *values: object) -> Iterator[Row]:
        """Row after row; memory does not grow with their number."""
        try:
            yield from self._driver.execute(statement, values)
        except sqlite3.DatabaseError as error:
            raise Damaged(str(error)) from error

    @contextmanager
    def undecoded(self) -> Iterator[None]:
        """Text comes as bytes, which is quicker where it is only compared."""
        self._driver.text_factory = bytes
        try:
            yield
        finally:
            self._driver.text_factory = _text

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything in the block is read as of one instant."""
        self._driver.execute("BEGIN")
        try:
            yield
        finally:
            self._driver.execute("ROLLBACK")


def _text(value: bytes) -> str:
    return value.decode("utf-8", "surrogateescape")

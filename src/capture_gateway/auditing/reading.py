"""The store as an auditor reads it: by SQL of its own, without the code that writes it.

1. Nothing is locked but for moments: the gateway beside goes on. What may move is read inside `snapshot`.
2. Whoever changed the database may have written anything into any column: text that is no UTF-8 is read by
   `leniently`, and a value of another type than the column's is for the caller to find.
3. A damaged file ends the reading: Damaged says what the database itself says.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from sqlalchemy import Connection

from capture_gateway.core.errors import CaptureGatewayError

_READING = ("cache_size=-65536", "mmap_size=1073741824")
"""Kibibytes for pages that are needed again, since people are met in another order than their records stand in; and
bytes of the file that are read without copying them."""

Row = tuple[Any, ...]
T = TypeVar("T")


class Damaged(CaptureGatewayError):
    """The database cannot be read any more."""


class NoText(Damaged):
    """A column holds text that is no UTF-8."""


class Reading:
    """One connection that reads. For one thread."""

    def __init__(self, connection: Connection) -> None:
        self._driver = cast("sqlite3.Connection", connection.connection.dbapi_connection)
        self._driver.text_factory = str
        for pragma in _READING:
            self._driver.execute(f"PRAGMA {pragma}")

    def rows(self, statement: str, *values: object) -> list[Row]:
        """All rows of a bounded SELECT, whatever text they hold."""
        return self.leniently(lambda: list(self.stream(statement, *values)))

    def stream(self, statement: str, *values: object) -> Iterator[Row]:
        """Row after row; memory does not grow with their number."""
        try:
            yield from self._driver.execute(statement, values)
        except sqlite3.DatabaseError as error:
            if "decode to UTF-8" in str(error):  # its text holds the value, which nobody should read
                raise NoText("a column holds text that is no UTF-8") from None
            raise Damaged(str(error)) from error

    @contextmanager
    def undecoded(self) -> Iterator[None]:
        """Text comes as bytes, which is quicker where it is only compared."""
        with self._as(bytes):
            yield

    def leniently(self, read: Callable[[], T]) -> T:
        """What `read` gives; where it meets text that is no UTF-8, it is called again, and gets it with surrogates."""
        try:
            return read()
        except NoText:
            with self._as(_text):
                return read()

    @contextmanager
    def _as(self, factory: Callable[[bytes], object]) -> Iterator[None]:
        before = self._driver.text_factory
        self._driver.text_factory = factory
        try:
            yield
        finally:
            self._driver.text_factory = before

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

"""Reading a database of SQLite, in which every value has a type of its own, and text may be any bytes."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar, cast

from sqlalchemy import Connection

from capture_gateway.auditing.reading import Damaged, Row

_READING = ("cache_size=-65536", "mmap_size=1073741824")
"""Kibibytes for pages that are needed again, since people are met in another order than their records stand in; and
bytes of the file that are read without copying them."""
_TYPES: Mapping[type, str] = {int: "integer", str: "text", bytes: "blob"}

T = TypeVar("T")


class NoText(Damaged):
    """A column holds text that is no UTF-8."""


class SqliteReading:
    """See `auditing.reading.Reading`."""

    engine = "sqlite"

    def __init__(self, connection: Connection) -> None:
        self._driver = cast("sqlite3.Connection", connection.connection.dbapi_connection)
        self._driver.text_factory = str
        for pragma in _READING:
            self._driver.execute(f"PRAGMA {pragma}")

    def rows(self, statement: str, *values: object) -> list[Row]:
        """All rows of a bounded SELECT, whatever text they hold."""
        return self.leniently(lambda: list(self.stream(statement, *values)))

    def stream(self, statement: str, *values: object) -> Iterator[Row]:
        """Row after row."""
        try:
            yield from self._driver.execute(statement, values)
        except sqlite3.DatabaseError as error:
            if "decode to UTF-8" in str(error):  # its text holds the value, which nobody should read
                raise NoText("a column holds text that is no UTF-8") from None
            raise Damaged(str(error)) from error

    @contextmanager
    def undecoded(self) -> Iterator[None]:
        """Text comes as bytes."""
        with self._as(bytes):
            yield

    def leniently(self, read: Callable[[], T]) -> T:
        """What `read` gives, at the first or the second time."""
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

    def is_other(self, column: str, type_: type) -> str:
        """The SQL that finds values of another type."""
        return f"typeof({column}) <> '{_TYPES[type_]}'"


def _text(value: bytes) -> str:
    return value.decode("utf-8", "surrogateescape")

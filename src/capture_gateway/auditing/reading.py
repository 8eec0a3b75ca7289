"""The store as an auditor reads it: by SQL of its own, without the code that writes it.

1. Nothing is locked but for moments: the gateway beside goes on. What may move is read inside `snapshot`.
2. Whoever changed the database may have written anything into any column: text that is no UTF-8 is read by
   `leniently`, and a value of another type than the column's is for the caller to find.
3. A damaged database ends the reading: Damaged says what the database itself says.
4. Statements are written once, in the SQL that SQLite and PostgreSQL share, with `?` for each value.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

from capture_gateway.core.errors import CaptureGatewayError

Row = tuple[Any, ...]
T = TypeVar("T")


class Damaged(CaptureGatewayError):
    """The database cannot be read any more."""


class Reading(Protocol):
    """One connection that reads. For one thread."""

    engine: str
    """`sqlite` or `postgresql`."""

    def rows(self, statement: str, *values: object) -> list[Row]:
        """All rows of a bounded SELECT, whatever text they hold. Damaged."""

    def stream(self, statement: str, *values: object) -> Iterator[Row]:
        """Row after row; memory does not grow with their number. Inside `snapshot`, several at a time. Damaged."""

    def undecoded(self) -> AbstractContextManager[None]:
        """Text comes as bytes, which is quicker where it is only compared."""

    def leniently(self, read: Callable[[], T]) -> T:
        """What `read` gives; where it meets text that is no UTF-8, it is called again, and gets it with surrogates."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Everything in the block is read as of one instant."""

    def is_other(self, column: str, type_: type) -> str:
        """The SQL that finds values of another type than `int`, `str` or `bytes` in a column."""

"""Why the store could not do what was asked of it, in a sentence for the operator: never the error's own text.

SQLite's result codes: https://sqlite.org/rescode.html
PostgreSQL's SQLSTATEs: https://www.postgresql.org/docs/current/errcodes-appendix.html
"""

import sqlite3
from collections.abc import Mapping

from sqlalchemy.exc import DBAPIError, PendingRollbackError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoneFree

from capture_gateway.storage.schema import Outdated

FULL = "the disk of the database is full"
READ_ONLY = "the database is read-only"
UNREACHABLE = "the database cannot be reached"
SLOW = "the database takes too long"
BUSY = "another program keeps the database locked"
CROWDED = "the database has no connection left"
DAMAGED = "the files of the database failed: this process ends, to be started again"
OUTDATED = "the tables of the database were brought to another version: this process ends, to be started again"
OTHER = "the database refused a write"

OF_SIZE = frozenset({FULL, OTHER})
"""A small write may still succeed where a record does not."""
_SQLITE: Mapping[int, str] = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: UNREACHABLE,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_IOERR: DAMAGED,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}
"""By primary result code."""
_POSTGRESQL: Mapping[str, str] = {
    "53100": FULL,
    "25006": READ_ONLY,
    "57014": SLOW,
    "25P03": SLOW,
    "55P03": BUSY,
    "53300": CROWDED,
    "57P01": UNREACHABLE,
    "57P02": UNREACHABLE,
    "57P03": UNREACHABLE,
    "3D000": UNREACHABLE,
    "28P01": UNREACHABLE,
    "28000": UNREACHABLE,
}
"""By SQLSTATE."""


def why(error: SQLAlchemyError) -> str:
    """The sentence."""
    if isinstance(error, NoneFree):
        return SLOW
    if isinstance(error, PendingRollbackError):
        return UNREACHABLE  # its connection was lost before
    if not isinstance(error, DBAPIError):
        return OTHER
    if isinstance(error, Outdated):
        return OUTDATED
    if isinstance(error.orig, sqlite3.Error):
        return _SQLITE.get(getattr(error.orig, "sqlite_errorcode", 0) & 0xFF, OTHER)
    state = getattr(error.orig, "sqlstate", None)
    if state is None:  # the driver's own: it has no answer of a server
        return UNREACHABLE if error.connection_invalidated or _is_about_the_way(error) else OTHER
    return _POSTGRESQL.get(state, UNREACHABLE if state.startswith("08") else OTHER)


def _is_about_the_way(error: DBAPIError) -> bool:
    return type(error.orig).__name__ in ("OperationalError", "ConnectionTimeout")

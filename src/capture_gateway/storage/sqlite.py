"""SQLite: the database of one machine, in one file.

1. WAL, synchronous=FULL and foreign keys: what is committed survives the machine's power loss. A file system that does
   not take WAL is refused.
2. One gateway process writes: an OS lock on `<file>.lock` says so, and goes away with the process, however it ends.
3. A transaction that writes starts with BEGIN IMMEDIATE, so that what it read stays true until it commits. SQLAlchemy's
   default opens no transaction for a SELECT, so BEGIN is emitted here.
4. What is deleted is overwritten with zeros (secure_delete): erased keys stand in no free page.
5. After an I/O error nothing is known of what the operating system still has to write: nothing more may be written by
   this process (https://wiki.postgresql.org/wiki/Fsync_Errors). A full disk is no such error: SQLite has rolled back.
"""

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from capture_gateway.core.errors import OperatorError

BUSY_TIMEOUT = 1_000
"""Milliseconds that a writer waits for another one (a token command beside the gateway) before it gives up."""

_WRITING = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "cache_size=-16000",  # kibibytes: the upper levels of every index stay in memory
    "wal_autocheckpoint=4000",  # pages, 16 MB: pages that every commit touches are copied back once for many commits
)
_BROKEN = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
"""Primary result codes (https://sqlite.org/rescode.html) after which this process writes no more."""


class InUse(OperatorError):
    """Another gateway writes to it."""


def url(path: Path) -> URL:
    """The database in this file."""
    return URL.create("sqlite", database=str(path))


def path(url: URL) -> Path:
    """The file of a database."""
    return Path(url.database or "")


def is_there(url: URL) -> bool:
    """Whether the file is. OperatorError when it cannot be looked for."""
    try:
        return path(url).is_file()
    except OSError as error:
        raise OperatorError(f"{url.database} cannot be looked for: {error.strerror}.") from error


def prepare(url: URL) -> None:
    """The file, where there is none: numbers stand in it, so nobody else reads it, nor what SQLite puts beside it.

    One that is there is not touched: closing it would give up every lock that this process has on it, and another
    process would take the database for its own (https://sqlite.org/howtocorrupt.html#posix_close_bug).
    """
    file = path(url)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise OperatorError(f"{file} cannot be opened: {error.strerror}.") from error


def engine(url: URL, *, read_only: bool, deadline: int | None) -> Engine:
    """Connections to it. `deadline` is for engines that answer over a network."""
    del deadline
    made = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
        connect_args={
            "check_same_thread": False,
            "timeout": BUSY_TIMEOUT / 1000,
            "isolation_level": None,
            "cached_statements": 512,  # ten sizes (`storage.bulk`) of each statement that the writer and the API run
        },
        hide_parameters=True,  # an error's text must not hold a number
        isolation_level="AUTOCOMMIT" if read_only else "SERIALIZABLE",
    )

    @event.listens_for(made, "connect")
    def _configure(connection: "object", _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        connection.isolation_level = None  # type: ignore[attr-defined]
        for pragma in (f"busy_timeout={BUSY_TIMEOUT}", *(("query_only=ON",) if read_only else _WRITING)):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    if not read_only:

        @event.listens_for(made, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return made


def unsafe(connection: Connection) -> str:
    """Why what is committed might not last, in a sentence; empty where it does."""
    mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    if mode != "wal":
        return f"it takes no write-ahead log (journal_mode is {mode}): put it on a file system of this machine"
    synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
    return "" if synchronous >= 2 else f"synchronous is {synchronous}, and must be FULL"


def take_lock(url: URL) -> int:
    """A descriptor that holds the writer's lock until it is closed. InUse when another process holds it."""
    file = path(url)
    try:
        descriptor = os.open(file.with_name(file.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise OperatorError(f"{file}.lock cannot be opened: {error.strerror}.") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        raise InUse(f"another gateway is running on {file}: SQLite takes one writer. Stop it first.") from error
    return descriptor


def others(url: URL) -> int:
    """Nobody who writes, where the lock is ours."""
    del url
    return 0


@contextlib.contextmanager
def snapshot(connection: Connection) -> Iterator[None]:
    """Every SELECT in the block sees the same instant."""
    connection.exec_driver_sql("BEGIN")
    try:
        yield
    finally:
        connection.exec_driver_sql("ROLLBACK")


def lock_writers(connection: Connection) -> None:
    """BEGIN IMMEDIATE has: rule 3."""


def is_passing(error: DBAPIError) -> bool:
    """Whether the same transaction may succeed when it is tried again at once."""
    del error
    return False


def is_broken(error: DBAPIError) -> bool:
    """Rule 5."""
    return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _BROKEN


def scrub(engine: Engine, wait: int) -> bool:
    """Empty the write-ahead log, whose pages still hold what was removed; whether it is. `wait`: milliseconds.

    False: somebody reads an older state. https://sqlite.org/wal.html#ckpt
    """
    with contextlib.closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        try:
            cursor.execute(f"PRAGMA busy_timeout={wait}")
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT}")
            cursor.close()
    return not busy

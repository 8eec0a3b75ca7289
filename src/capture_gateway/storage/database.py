"""The database: opened, checked, locked.

1. SQLite with WAL, synchronous=FULL and foreign keys: what is committed survives the machine's power loss.
2. One gateway process writes: an OS lock on `<file>.lock` says so, and goes away with the process, however it ends.
3. A transaction that writes starts with BEGIN IMMEDIATE, so that what it read stays true until it commits. SQLAlchemy's
   default opens no transaction for a SELECT, so BEGIN is emitted here.
4. A database of another version of the tables, or sealed under other keys, is not opened; the operator is told what to
   do. Every connection carries the vault of its keys (`vault.of`).
5. What is deleted is overwritten with zeros (secure_delete): erased keys stand in no free page.
6. Evidence and the tree over it are never changed and never removed, by triggers; a record may only be forgotten.
"""

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.exc import DatabaseError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool
from sqlmodel import SQLModel, col

from capture_gateway.core.errors import OperatorError
from capture_gateway.core.keys import Keys
from capture_gateway.ledger.merkle import Frontier
from capture_gateway.storage import log_tables, triggers, webhook_tables  # noqa: F401 - their tables belong to it
from capture_gateway.storage.tables import SCHEMA_VERSION, LedgerHead, SchemaRow
from capture_gateway.storage.vault import INFO, Unsealable, Vault, of

STORE_ERRORS = (SQLAlchemyError, sqlite3.Error)
"""What a store that cannot answer raises: through SQLAlchemy, or from the driver itself."""

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


class InUse(OperatorError):
    """Another gateway writes to it."""


class Database:
    """An open database. `engine` writes, `reader` only reads; both are safe to use from several threads."""

    def __init__(self, path: Path, keys: Keys, random: Callable[[int], bytes] = os.urandom) -> None:
        """Open `path`, making it and its tables when it is new. OperatorError when it cannot be used."""
        self.path = path
        self.vault = Vault(keys, random)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _make(path)
        except OSError as error:
            raise OperatorError(f"{path} cannot be opened: {error.strerror}.") from error
        self.engine = _engine(path, self.vault, read_only=False)
        self.reader = _engine(path, self.vault, read_only=True)
        self._lock: int | None = None
        try:
            with self.engine.begin() as connection:
                _prepare(connection, path)
        except DatabaseError as error:
            raise OperatorError(f"{path} cannot be opened as a SQLite database: {error.orig}.") from error

    def lock(self) -> None:
        """Become the one process that writes acts. InUse when another one is running."""
        self._lock = take_lock(self.path)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One writing transaction: all of it is durable when the block ends, or none of it."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for SELECTs; each sees everything that was committed before it began."""
        with self.reader.connect() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection and give up the lock."""
        self.engine.dispose()
        self.reader.dispose()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def take_lock(path: Path) -> int:
    """A descriptor that holds the writer's lock of the database at `path` until it is closed.

    InUse when another process holds it.
    """
    try:
        descriptor = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise OperatorError(f"{path}.lock cannot be opened: {error.strerror}.") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        raise InUse(f"another gateway is running on {path}: SQLite takes one writer. Stop it first.") from error
    return descriptor


def reader(path: Path, keys: Keys) -> Engine:
    """Connections that only read, for a process beside the gateway that has opened this database."""
    return _engine(path, Vault(keys), read_only=True)


@contextmanager
def snapshot(connection: Connection) -> Iterator[None]:
    """Every SELECT in the block sees the same instant, whatever is committed meanwhile. `connection`: of a reader."""
    connection.exec_driver_sql("BEGIN")
    try:
        yield
    finally:
        connection.exec_driver_sql("ROLLBACK")


@contextmanager
def beside(path: Path, keys: Keys | None) -> Iterator[Connection]:
    """A connection that only reads, beside the gateway that may be running; nothing is made or changed.

    `keys` None: what is sealed stays closed. OperatorError when the file at `path` is no database of this version.
    """
    if not path.is_file():
        raise OperatorError(never_started(path))
    if version_of(path) != SCHEMA_VERSION:
        raise OperatorError(f"{path} holds no tables of version {SCHEMA_VERSION}, which this gateway reads and writes.")
    engine = _engine(path, None if keys is None else Vault(keys), read_only=True)
    try:
        with engine.connect() as connection:
            if keys is not None:
                _check_keys(connection, path)
            yield connection
    finally:
        engine.dispose()


def never_started(path: Path) -> str:
    """The sentence for who wants to read what is not there."""
    return f"there is no database {path}: a gateway that was never started has no records."


def version_of(path: Path) -> int | None:
    """The version of the tables in the file at `path`; None when it has none, or is no database."""
    engine = _engine(path, None, read_only=True)
    try:
        with engine.connect() as connection:
            return connection.execute(select(col(SchemaRow.version))).scalar()
    except DatabaseError:
        return None
    finally:
        engine.dispose()


def _make(path: Path) -> None:
    """The file, where there is none: numbers stand in it, so nobody else reads it, nor what SQLite puts beside it.

    One that is there is not touched: closing it would give up every lock that this process has on it, and another
    process would take the database for its own (https://sqlite.org/howtocorrupt.html#posix_close_bug).
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _engine(path: Path, vault: Vault | None, *, read_only: bool) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
        connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT / 1000, "isolation_level": None},
        hide_parameters=True,  # an error's text must not hold a number
        isolation_level="AUTOCOMMIT" if read_only else "SERIALIZABLE",
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: "object", entry: ConnectionPoolEntry) -> None:
        entry.info[INFO] = vault
        cursor = connection.cursor()  # type: ignore[attr-defined]
        connection.isolation_level = None  # type: ignore[attr-defined]
        for pragma in (
            f"busy_timeout={BUSY_TIMEOUT}",
            *(("query_only=ON",) if read_only else _WRITING),
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    if not read_only:

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _prepare(connection: Connection, path: Path) -> None:
    version = None
    if inspect(connection).has_table("schema_version"):
        version = connection.execute(select(col(SchemaRow.version))).scalar()
    if version is not None and version != SCHEMA_VERSION:
        raise OperatorError(
            f"{path} holds version {version} of the tables and this gateway writes version {SCHEMA_VERSION}: "
            "move it aside, or run the version of the gateway that wrote it."
        )
    if version is not None:
        _check_keys(connection, path)
    SQLModel.metadata.create_all(connection)
    triggers.create(connection)
    if version is None:
        own = of(connection)
        connection.execute(insert(SchemaRow), {"version": SCHEMA_VERSION, "keys": own.own.seal(b"", _about_keys(own))})
        empty = Frontier()
        connection.execute(
            insert(LedgerHead),
            {"id": 1, "size": 0, "frontier": empty.to_bytes(), "root": empty.root(), "recorded_at": 0},
        )


def _check_keys(connection: Connection, path: Path) -> None:
    known = of(connection)
    try:
        known.own.open(connection.execute(select(col(SchemaRow.keys))).scalar_one(), _about_keys(known))
    except Unsealable as error:
        raise OperatorError(
            f"{path} was sealed under other keys than DATA_KEY and LOOKUP_KEY say: set those that it was made with. "
            "Without them nobody can read it."
        ) from error


def _about_keys(known: Vault) -> bytes:
    return b"keys\0" + known.token("keys", "").encode()

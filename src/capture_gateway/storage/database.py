"""The database: opened, checked, locked.

1. It is SQLite for one machine, or PostgreSQL for more than one (`storage.sqlite`, `storage.postgres`: what differs
   stands there). One that might forget what it committed is not opened.
2. Transactions that write go one after the other, whoever begins them: what one read stays true until it commits.
3. A database of another version of the tables, or sealed under other keys, is not opened; the operator is told what to
   do. Every connection carries the vault of its keys (`vault.of`).
4. Evidence and the tree over it are never changed and never removed, by triggers; a record may only be forgotten.
5. What the event loop reads is read at once on SQLite, where a thread costs more than the look-up; on PostgreSQL in
   threads, with a deadline (`storage.reading`).
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol, TypeVar

from sqlalchemy import URL, Connection, Engine, event, select
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, ProgrammingError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import col

from capture_gateway.core.errors import OperatorError
from capture_gateway.core.keys import Keys
from capture_gateway.storage import postgres, schema, sqlite
from capture_gateway.storage.reading import InThreads
from capture_gateway.storage.sqlite import InUse
from capture_gateway.storage.tables import SCHEMA_VERSION, SchemaRow
from capture_gateway.storage.vault import INFO, Unsealable, Vault, of

__all__ = ["STORE_ERRORS", "Database", "InUse"]

STORE_ERRORS = (SQLAlchemyError, sqlite3.Error)
"""What a store that cannot answer raises: through SQLAlchemy, or from SQLite's driver itself."""

DEADLINE = 3_000
"""Milliseconds that a statement of a running gateway may take: a provider waits for 15 s, and asks again."""

T = TypeVar("T")


class Kind(Protocol):
    """What differs between SQLite and PostgreSQL: a module of functions."""

    def is_there(self, url: URL) -> bool:
        """Whether there is a database that a gateway made."""

    def prepare(self, url: URL) -> None:
        """Make what tables can be made in."""

    def engine(self, url: URL, *, read_only: bool, deadline: int | None) -> Engine:
        """Connections to it."""

    def unsafe(self, connection: Connection) -> str:
        """Why what is committed might not last; empty where it does."""

    def take_lock(self, url: URL) -> int | None:
        """A descriptor that holds the writer's lock; None where any number may write."""

    def others(self, url: URL) -> int:
        """How many connections gateways have to it, where `take_lock` does not tell."""

    def lock_writers(self, connection: Connection) -> int | None:
        """Keep other writers waiting until the transaction ends. The version of the tables, where it may change."""

    def snapshot(self, connection: Connection) -> AbstractContextManager[None]:
        """Every SELECT in the block sees the same instant."""

    def is_passing(self, error: DBAPIError) -> bool:
        """Whether the same transaction may succeed when it is tried again at once."""

    def is_broken(self, error: DBAPIError) -> bool:
        """Whether this process may not write to it any more."""

    def scrub(self, engine: Engine, wait: int) -> bool:
        """Remove what erased rows left behind; whether it is done."""


_KINDS: Mapping[str, Kind] = {"sqlite": sqlite, "postgresql": postgres}


class Database:
    """An open database. `engine` writes, `reader` only reads; both are safe to use from several threads."""

    def __init__(
        self, url: URL, keys: Keys, random: Callable[[int], bytes] = os.urandom, *, deadline: int | None = None
    ) -> None:
        """Open it, making its tables when it is new. OperatorError when it cannot be used.

        `deadline`: milliseconds that a statement may take, where others wait for it.
        """
        self.url = url
        self.name = name(url)
        self.vault = Vault(keys, random)
        self.kind = _kind(url)
        self.is_shared = self.kind is postgres
        """Whether others may write to it meanwhile."""
        self.kind.prepare(url)
        self.engine = _engine(url, self.vault, read_only=False, deadline=deadline)
        self.reader = _engine(url, self.vault, read_only=True, deadline=deadline)
        self._threads = InThreads(self.reader) if self.is_shared else None
        self._lock: int | None = None
        try:
            self._open()
        except DatabaseError as error:
            self.close()
            raise OperatorError(_unusable(url, error)) from error
        except OperatorError:
            self.close()
            raise

    def _open(self) -> None:
        try:
            with self.engine.begin() as connection:
                _prepare(connection, self)
        except (IntegrityError, ProgrammingError):
            if not self.is_shared:
                raise
            with self.engine.begin() as connection:  # another gateway made the tables at the same moment
                _prepare(connection, self)

    def lock(self) -> None:
        """Become one who writes acts. InUse when there is another one, and the database takes no two."""
        self._lock = self.kind.take_lock(self.url)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One writing transaction: all of it is durable when the block ends, or none of it. Rule 2. Outdated."""
        with self.engine.begin() as connection:
            if self.kind.lock_writers(connection) not in (None, SCHEMA_VERSION):
                raise schema.Outdated
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for SELECTs; each sees everything that was committed before it began. Not on the event loop."""
        with self.reader.connect() as connection:
            yield connection

    async def read(self, job: Callable[[Connection], T]) -> T:
        """What `job` makes of such a connection: rule 5. STORE_ERRORS when the store does not answer in time."""
        if self._threads is None:
            with self.reader.connect() as connection:
                return job(connection)
        return await self._threads.read(job)

    def close(self) -> None:
        """Close every connection and give up the lock."""
        if self._threads is not None:
            self._threads.close()
        self.engine.dispose()
        self.reader.dispose()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def name(url: URL) -> str:
    """How people are told of it: without a password."""
    return str(url.database) if _kind(url) is sqlite else postgres.name(url)


def is_there(url: URL) -> bool:
    """Whether there is a database that a gateway made. OperatorError when nobody can tell."""
    return _kind(url).is_there(url)


def take_lock(url: URL) -> int | None:
    """A descriptor that holds the writer's lock until it is closed; None where any number may write. InUse."""
    return _kind(url).take_lock(url)


def others(url: URL) -> int:
    """How many connections gateways have to it, where the lock does not tell; those that are ending are waited for."""
    return _kind(url).others(url)


def reader(url: URL, keys: Keys) -> Engine:
    """Connections that only read, for a process beside the gateway that has opened this database."""
    return _engine(url, Vault(keys), read_only=True, deadline=DEADLINE)


@contextmanager
def snapshot(connection: Connection) -> Iterator[None]:
    """Every SELECT in the block sees the same instant, whatever is committed meanwhile. `connection`: of a reader."""
    with _kind(connection.engine.url).snapshot(connection):
        yield


@contextmanager
def beside(url: URL, keys: Keys | None, oldest: int = SCHEMA_VERSION) -> Iterator[Connection]:
    """A connection that only reads, beside the gateway that may be running; nothing is made or changed.

    `keys` None: what is sealed stays closed. OperatorError when there is no database of this version, or of one from
    `oldest` on.
    """
    if not is_there(url):
        raise OperatorError(never_started(url))
    schema.refuse_other(version_of(url), name(url), oldest)
    engine = _engine(url, None if keys is None else Vault(keys), read_only=True, deadline=None)
    try:
        with engine.connect() as connection:
            if keys is not None:
                _check_keys(connection, name(url))
            yield connection
    finally:
        engine.dispose()


@contextmanager
def of_any_version(url: URL, keys: Keys) -> Iterator[Connection]:
    """One transaction that may change tables of any version: all of it, or nothing. OperatorError, DatabaseError."""
    engine = _engine(url, Vault(keys), read_only=False, deadline=None)
    try:
        with engine.begin() as connection:
            _refuse_unsafe(connection)
            _kind(url).lock_writers(connection)
            _check_keys(connection, name(url))
            yield connection
    finally:
        engine.dispose()


def absent(url: URL) -> str:
    """The beginning of a sentence for who wants what is not there. A server may well have the database, without us."""
    return f"there is no database {'' if _kind(url) is sqlite else 'of a gateway in '}{name(url)}"


def never_started(url: URL) -> str:
    """The sentence for who wants to read what is not there."""
    return f"{absent(url)}: a gateway that was never started has no records."


def version_of(url: URL) -> int | None:
    """The version of the tables there; None when it has none, or is no database. OperatorError when nobody can tell."""
    engine = _engine(url, None, read_only=True, deadline=None)
    try:
        with engine.connect() as connection:
            return schema.version(connection)
    except DatabaseError as error:
        if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
            return None
        raise OperatorError(_unusable(url, error)) from error
    finally:
        engine.dispose()


def _kind(url: URL) -> Kind:
    return _KINDS[url.get_backend_name()]


def _engine(url: URL, vault: Vault | None, *, read_only: bool, deadline: int | None) -> Engine:
    made = _kind(url).engine(url, read_only=read_only, deadline=deadline)

    @event.listens_for(made, "connect")
    def _carry(_connection: object, entry: ConnectionPoolEntry) -> None:
        entry.info[INFO] = vault

    return made


def _prepare(connection: Connection, database: Database) -> None:
    _refuse_unsafe(connection)
    if schema.version(connection) is None:
        known = of(connection)
        schema.create(connection, known.own.seal(b"", _about_keys(known)))
        return
    database.kind.lock_writers(connection)
    schema.refuse_other(schema.version(connection), database.name)  # who had the lock may have changed it
    _check_keys(connection, database.name)


def _refuse_unsafe(connection: Connection) -> None:
    url = connection.engine.url
    schema.refuse_unsafe(_kind(url).unsafe(connection), name(url))


def _unusable(url: URL, error: DatabaseError) -> str:
    if _kind(url) is sqlite:
        return f"{name(url)} cannot be opened as a SQLite database: {error.orig}."
    return postgres.unusable(url, error)


def _check_keys(connection: Connection, where: str) -> None:
    known = of(connection)
    try:
        known.own.open(connection.execute(select(col(SchemaRow.keys))).scalar_one(), _about_keys(known))
    except Unsealable as error:
        raise OperatorError(
            f"{where} was sealed under other keys than DATA_KEY and LOOKUP_KEY say: set those that it was made with. "
            "Without them nobody can read it."
        ) from error


def _about_keys(known: Vault) -> bytes:
    return b"keys\0" + known.token("keys", "").encode()

"""Whole copies of a database: taken while gateways write to it, checked, and put in its place.

1. A copy is one instant: the reading transaction that it is made in sees nothing that is committed later, and hinders
   nobody from committing (https://sqlite.org/wal.html#concurrency).
2. It is one file of SQLite without a log beside it, readable for its owner alone, and on the disk when it has its name.
   Of SQLite its pages are copied, of PostgreSQL the rows (`storage.carrying`).
3. A copy counts when it opens under the keys, SQLite finds no fault in it, and the tree of its records is its head. It
   may be of an older version of the tables: a backup is made before they are changed.
4. What stands where a copy is put is kept under another name, with its log, which holds what is not in the file yet.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, NullPool, create_engine

from capture_gateway.core.errors import OperatorError
from capture_gateway.core.keys import Keys
from capture_gateway.storage import carrying, records, sqlite, tree
from capture_gateway.storage.carrying import Show
from capture_gateway.storage.database import STORE_ERRORS, beside, name, snapshot
from capture_gateway.storage.disk import sync
from capture_gateway.storage.schema import FIRST

PAGES = 1_000
"""Of the database, copied at a time: 4 MB, so that a bar moves."""
_UNHURRIED = ("journal_mode=OFF", "synchronous=OFF")
"""For a file that nobody has yet: when the machine ends meanwhile, it is begun again."""


@contextmanager
def copied(source: URL, beside_of: Path, show: Show) -> Iterator[Path]:
    """A copy of `source` under a temporary name in the folder of `beside_of`; gone when the block ends, unless renamed.

    OperatorError when it cannot be made.
    """
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=f".{beside_of.name}.", suffix=".part", dir=beside_of.parent)
    except OSError as error:
        raise OperatorError(f"{beside_of.parent} cannot be written: {error.strerror}.") from error
    os.close(descriptor)
    part = Path(temporary)
    try:
        try:
            (_pages if source.get_backend_name() == "sqlite" else _rows)(source, part, show)
        except (*STORE_ERRORS, OSError) as error:
            raise OperatorError(f"{name(source)} cannot be copied: {error}.") from error
        sync(part)
        yield part
    finally:
        for each in _files(part):
            each.unlink(missing_ok=True)


def check(path: Path, keys: Keys) -> int:
    """How many records there are in the database at `path`, which is whole. OperatorError when it is not."""
    with beside(sqlite.url(path), keys, oldest=FIRST) as connection:
        fault = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        if fault != "ok":
            raise OperatorError(f"{path} is damaged: {fault}.")
        return whole(connection, str(path))


def whole(connection: Connection, what: str) -> int:
    """How many records there are, whose tree is the head's. OperatorError when it is not."""
    size, root = records.head(connection)
    if tree.root(connection, size) != root:
        raise OperatorError(f"{what} is damaged: its {size} records do not make up the tree that it says they do.")
    return size


def put(part: Path, path: Path, aside: str) -> None:
    """Give `part` the name `path`, durably. What stood there is kept as `path` with `aside` behind it.

    Nobody may have either open. Ended in between, there is no database at `path`, and every file is still there.
    OperatorError, and nothing has changed, where `part` is not all in one file.
    """
    if any(each.exists() for each in _files(part)[:-1]):
        raise OperatorError(f"{part} could not be written to its end: is the disk full?")
    for each in _files(path):  # the log first: no database may meet the log of another one
        if each.exists():
            each.rename(path.with_name(each.name.replace(path.name, path.name + aside, 1)))
    sync(path.parent)
    sync(part)
    part.rename(path)
    sync(path.parent)


def _pages(source: URL, target: Path, show: Show) -> None:
    file = sqlite.path(source).absolute().as_uri()
    with (
        closing(sqlite3.connect(f"{file}?mode=ro", uri=True, isolation_level=None)) as reading,
        closing(sqlite3.connect(target, isolation_level=None)) as writing,
    ):
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # from here on it sees this instant
        reading.backup(writing, pages=PAGES, progress=lambda _status, left, total: show(total - left, total))
        writing.execute("PRAGMA journal_mode=DELETE")


def _rows(source: URL, target: Path, show: Show) -> None:
    engine = create_engine(sqlite.url(target), poolclass=NullPool, isolation_level="AUTOCOMMIT", hide_parameters=True)
    with beside(source, None, FIRST) as reading, snapshot(reading), engine.connect() as writing:
        for pragma in _UNHURRIED:
            writing.exec_driver_sql(f"PRAGMA {pragma}")
        writing.exec_driver_sql("BEGIN")
        carrying.carry(reading, writing, show)
        writing.exec_driver_sql("COMMIT")


def _files(path: Path) -> list[Path]:
    """A database's files, in the order in which they may go."""
    return [path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal", "")]

"""Whole copies of a database: taken while a gateway writes to it, checked, and put in its place.

1. A copy is one instant: the reading transaction that it is made in sees nothing that is committed later, and hinders
   nobody from committing (https://sqlite.org/wal.html#concurrency).
2. It is one file without a log beside it, readable for its owner alone, and on the disk when it has its name.
3. A copy counts when it opens under the keys, SQLite finds no fault in it, and the tree of its records is its head. It
   may be of an older version of the tables: a backup is made before they are changed.
4. What stands where a copy is put is kept under another name, with its log, which holds what is not in the file yet.
"""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from capture_gateway.core.errors import OperatorError
from capture_gateway.core.keys import Keys
from capture_gateway.storage import records, sqlite, tree
from capture_gateway.storage.database import beside
from capture_gateway.storage.disk import sync
from capture_gateway.storage.schema import FIRST

PAGES = 1_000
"""Of the database, copied at a time: 4 MB, so that a bar moves."""

Show = Callable[[int, int], None]
"""Pages done, pages in all."""


@contextmanager
def copied(source: Path, beside_of: Path, show: Show) -> Iterator[Path]:
    """A copy of `source` under a temporary name in the folder of `beside_of`; gone when the block ends, unless renamed.

    OperatorError when it cannot be made.
    """
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{beside_of.name}.", suffix=".part", dir=beside_of.parent)
    except OSError as error:
        raise OperatorError(f"{beside_of.parent} cannot be written: {error.strerror}.") from error
    os.close(descriptor)
    part = Path(name)
    try:
        try:
            _copy(source, part, show)
        except (sqlite3.Error, OSError) as error:
            raise OperatorError(f"{source} cannot be copied: {error}.") from error
        yield part
    finally:
        for each in _files(part):
            each.unlink(missing_ok=True)


def check(path: Path, keys: Keys) -> int:
    """How many records there are in the database at `path`, which is whole. OperatorError when it is not."""
    with beside(sqlite.url(path), keys, oldest=FIRST) as connection:
        size, root = records.head(connection)
        fault = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        if fault != "ok":
            raise OperatorError(f"{path} is damaged: {fault}.")
        if tree.root(connection, size) != root:
            raise OperatorError(f"{path} is damaged: its {size} records do not make up the tree that it says they do.")
    return size


def put(part: Path, path: Path, aside: str) -> bool:
    """Give `part` the name `path`, durably; whether something stood there: it is kept as `path` with `aside` behind it.

    Nobody may have either open. Ended in between, there is no database at `path`, and every file is still there.
    """
    was_there = path.exists()
    for each in _files(path):  # the log first: no database may meet the log of another one
        if each.exists():
            each.rename(path.with_name(each.name.replace(path.name, path.name + aside, 1)))
    sync(path.parent)
    sync(part)
    part.rename(path)
    sync(path.parent)
    return was_there


def _copy(source: Path, target: Path, show: Show) -> None:
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)) as reading,
        closing(sqlite3.connect(target, isolation_level=None)) as writing,
    ):
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # from here on it sees this instant
        reading.backup(writing, pages=PAGES, progress=lambda _status, left, total: show(total - left, total))
        writing.execute("PRAGMA journal_mode=DELETE")
    sync(target)


def _files(path: Path) -> list[Path]:
    """A database's files, in the order in which they may go."""
    return [path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal", "")]

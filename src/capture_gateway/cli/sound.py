"""Whether a copy of a database is sound: what `backup` and `restore` ask before it gets its name.

1. It opens under the keys, SQLite finds no fault in it, and what its log signed, every leaf and the tree are computed
   again: the audit that needs no keys, at some ten thousands of records a second.
2. One of an older version of the tables is judged as its migration would leave it, in a copy of the copy.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

from capture_gateway import auditing
from capture_gateway.auditing import Scope
from capture_gateway.core.errors import OperatorError
from capture_gateway.core.keys import Keys
from capture_gateway.storage import copying, migrating, sqlite
from capture_gateway.storage import database as databases
from capture_gateway.storage.tables import SCHEMA_VERSION


def sound(path: Path, keys: Keys, *, what: str) -> int:
    """How many records the database at `path` has, which is sound. OperatorError, with the first finding: it is not.

    `what`: how people know it, whatever the file is called.
    """
    try:
        return _audited(path, keys)
    except OperatorError as error:
        raise OperatorError(str(error).replace(str(path), what)) from error


def _audited(path: Path, keys: Keys) -> int:
    size = copying.check(path, keys)
    with _migrated(sqlite.url(path), path, keys) as url, databases.beside(url, None) as connection:
        findings = auditing.audit(connection, Scope(), _quietly).findings
    if findings:
        first = next(iter(findings))
        more = f", and {findings.count - 1:,} findings more" if findings.count > 1 else ""
        raise OperatorError(f"{path} is damaged: {first}{more}.")
    return size


@contextmanager
def _migrated(url: URL, path: Path, keys: Keys) -> Iterator[URL]:
    """The same database, of this version (rule 2)."""
    version = databases.version_of(url) or 0
    if version == SCHEMA_VERSION:
        yield url
        return
    with copying.copied(url, path, _unseen) as part:
        newer = sqlite.url(part)
        with databases.of_any_version(newer, keys) as connection:
            migrating.run(connection, migrating.steps(after=version))
        yield newer


def _quietly(what: str, done: int, total: int) -> None:
    """Show no progress: it is quicker than the copying was."""


def _unseen(done: int, total: int) -> None:
    """Likewise."""

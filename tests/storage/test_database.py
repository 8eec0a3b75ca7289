"""The database as it is opened: durable, locked, of the right version, and asked only by its indexes."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from capture_gateway.core.errors import OperatorError
from capture_gateway.storage import answers, messages, permissions, records, showings, tokens
from capture_gateway.storage.database import Database, version_of
from capture_gateway.storage.tables import SCHEMA_VERSION
from capture_gateway.testing.keys import KEYS
from tests.postgres import raw, url_of
from tests.storage.plans import plan

LOCKED = (sqlite3.OperationalError, psycopg.errors.LockNotAvailable)


@pytest.mark.sqlite_only("its pragmas")
def test_what_is_committed_survives_the_machine(tmp_path: Path) -> None:
    database = Database(url_of(tmp_path / "e.db"), KEYS)
    with database.transaction() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    database.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.sqlite_only("its files")
def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    database = Database(url_of(tmp_path / "e.db"), KEYS)
    with database.transaction() as connection:
        connection.exec_driver_sql("UPDATE ledger_head SET size = 0")
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    database.close()
    assert modes["e.db"] == modes["e.db-wal"] == 0o600


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    database = Database(url_of(tmp_path / "e.db"), KEYS)
    with database.reading() as connection, pytest.raises(DBAPIError, match=r"read-?only"):
        connection.exec_driver_sql("UPDATE ledger_head SET size = 9")
    database.close()


def test_a_transaction_that_writes_is_alone_from_its_first_read(tmp_path: Path) -> None:
    database = Database(url_of(tmp_path / "e.db"), KEYS)
    with database.transaction() as connection:
        records.where(connection)
        with raw(database.url) as other:
            other.execute("SET lock_timeout = 1" if database.is_shared else "PRAGMA busy_timeout = 1")
            with pytest.raises(LOCKED):
                other.execute("UPDATE ledger_head SET size = 9")
    database.close()


def test_a_question_on_a_connection_that_was_cut_is_asked_again(tmp_path: Path) -> None:
    database = Database(url_of(tmp_path / "e.db"), KEYS)

    async def ask() -> None:
        assert await database.read(records.where) == before
        if database.is_shared:
            with raw(database.url) as beside:
                cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                assert beside.execute(f"{cut} AND pid <> pg_backend_pid()")
        assert await database.read(records.where) == before

    with database.reading() as connection:
        before = records.where(connection)
    asyncio.run(ask())
    database.close()


@pytest.mark.sqlite_only("its lock")
def test_the_lock_goes_with_its_holder(tmp_path: Path) -> None:
    first, second = Database(url_of(tmp_path / "e.db"), KEYS), Database(url_of(tmp_path / "e.db"), KEYS)
    first.lock()
    with pytest.raises(OperatorError, match="one writer"):
        second.lock()
    first.close()
    second.lock()
    second.close()


@pytest.mark.usefixtures("made_up")
@pytest.mark.sqlite_only("its locks")
def test_a_database_that_is_opened_twice_in_one_process_is_not_taken_from_under_it(tmp_path: Path) -> None:
    """Past bug: the second opening gave up every lock, and another process threw the newest commits away."""
    read = (
        "import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute('SELECT size FROM ledger_head').fetchone())"
    )
    other = [sys.executable, "-c", read, str(tmp_path / "e.db")]
    with closing(Database(url_of(tmp_path / "e.db"), KEYS)) as database:
        Database(url_of(tmp_path / "e.db"), KEYS).close()
        for size in (1, 2):
            with database.transaction() as connection:
                connection.exec_driver_sql("UPDATE ledger_head SET size = ?", (size,))
            assert subprocess.run(other, capture_output=True, check=True).stdout.split() == [b"%d" % size]


def test_another_version_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "e.db"
    Database(url_of(path), KEYS).close()
    assert version_of(url_of(path)) == SCHEMA_VERSION
    with raw(url_of(path)) as connection:
        connection.execute("UPDATE schema_version SET version = 0")
    with pytest.raises(OperatorError, match="version 0"):
        Database(url_of(path), KEYS)


@pytest.mark.sqlite_only("its file")
def test_a_file_that_is_no_database_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no database at all, " * 100)
    assert version_of(url_of(tmp_path / "text")) is None
    with pytest.raises(OperatorError, match="cannot be opened"):
        Database(url_of(tmp_path / "text"), KEYS)


def test_every_question_of_the_road_uses_an_index(tmp_path: Path) -> None:
    """A table that is scanned makes every capture dearer with every record that is kept."""
    database = Database(url_of(tmp_path / "e.db"), KEYS)
    asked: list[tuple[str, tuple[object, ...]]] = []

    def _note(_connection: object, _cursor: object, statement: str, parameters: tuple[object, ...], *_: object) -> None:
        asked.append((statement, parameters))

    with database.reading() as connection:
        driver: Any = connection.connection.driver_connection
        if connection.dialect.name == "sqlite":  # which is asked directly, too
            driver.set_trace_callback(lambda statement: asked.append((statement, ())))
        else:
            event.listen(database.reader, "before_cursor_execute", _note)
        answers.find(connection, ["a", "b"])
        permissions.load(connection, ["a", "b"])
        showings.live(connection, ["a", "b"])
        showings.unanswered(connection, "voice", 5)
        messages.last_help(connection, ["a", "b"])
        records.by_id(connection, "id")
        list(records.read(connection, subject="a"))
        list(records.facts(connection, address="a", sender="b"))
        tokens.scopes_of(connection, "secret")
        if connection.dialect.name == "sqlite":
            driver.set_trace_callback(None)
        else:
            event.remove(database.reader, "before_cursor_execute", _note)
    assert len(asked) == 9
    with database.reading() as connection:
        for statement, parameters in asked:
            steps = plan(connection, statement, parameters).steps
            assert steps
            assert all(step.searched for step in steps), statement
    database.close()

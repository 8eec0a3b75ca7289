"""What an engine says when it cannot, as a sentence: real errors of both, and none that quotes a statement."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError

from capture_gateway.storage import obstacles
from capture_gateway.storage.database import Database
from capture_gateway.testing.keys import KEYS
from tests.postgres import empty, is_postgresql, raw, url_of


def met(database: Database, *statements: str) -> str:
    """Why a transaction of these statements cannot be."""
    with pytest.raises(SQLAlchemyError) as caught:
        _run(database, statements)
    return obstacles.why(caught.value)


def _run(database: Database, statements: Sequence[str]) -> None:
    with database.transaction() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_a_database_that_is_read_only(tmp_path: Path) -> None:
    with closing(Database(url_of(tmp_path / "e.db"), KEYS)) as database:
        read_only = "SET TRANSACTION READ ONLY" if is_postgresql() else "PRAGMA query_only=ON"
        assert met(database, read_only, "DELETE FROM counter") == obstacles.READ_ONLY


def test_a_database_that_does_not_answer_in_time_or_is_locked(tmp_path: Path) -> None:
    url = empty(tmp_path / "e.db")  # making the tables may take longer
    Database(url, KEYS).close()
    with closing(Database(url, KEYS, deadline=50)) as database, raw(url) as beside:
        beside.execute("BEGIN" if is_postgresql() else "BEGIN IMMEDIATE")
        if is_postgresql():
            beside.execute("SELECT id FROM ledger_head FOR UPDATE")
            assert met(database) == obstacles.SLOW
        else:
            with database.engine.connect() as connection:
                connection.connection.cursor().execute("PRAGMA busy_timeout=1")
            assert met(database) == obstacles.BUSY
        beside.execute("ROLLBACK")


def test_a_database_that_is_gone(tmp_path: Path) -> None:
    database = Database(url_of(tmp_path / "e.db"), KEYS)
    gone = database.url.set(database="no-such-database" if is_postgresql() else str(tmp_path / "no" / "such.db"))
    database.close()
    with pytest.raises(SQLAlchemyError) as caught:
        create_engine(gone).connect()
    assert obstacles.why(caught.value) == obstacles.UNREACHABLE


def test_a_server_that_nobody_answers_for() -> None:
    with pytest.raises(SQLAlchemyError) as caught:
        create_engine("postgresql+psycopg://nobody@127.0.0.1:9/none").connect()
    assert obstacles.why(caught.value) == obstacles.UNREACHABLE


@pytest.mark.sqlite_only("PostgreSQL's disk is the server's")
def test_a_full_disk_and_failing_files(tmp_path: Path) -> None:
    with closing(Database(url_of(tmp_path / "e.db"), KEYS)) as database:
        filled = "INSERT INTO counter (key, count, ends_at) VALUES (hex(randomblob(99999)), 1, 1)"
        assert met(database, "PRAGMA max_page_count=1", filled) == obstacles.FULL
    original = sqlite3.OperationalError("disk I/O error")
    original.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
    assert obstacles.why(IntegrityError("INSERT", None, original)) == obstacles.DAMAGED


def test_what_is_not_the_stores_fault_is_told_as_little() -> None:
    assert obstacles.why(ArgumentError("+14155550100")) == obstacles.OTHER
    wrong = psycopg.errors.UniqueViolation("+14155550100")
    assert obstacles.why(IntegrityError("INSERT", None, wrong)) == obstacles.OTHER

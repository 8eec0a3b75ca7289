"""Tables of earlier versions become today's: the same ones that a new database has, all of it or nothing."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import URL, Column, Connection, Integer, text
from sqlmodel import SQLModel

from capture_gateway.core.errors import OperatorError
from capture_gateway.core.keys import Keys
from capture_gateway.storage import migrating, postgres, schema, sqlite, triggers
from capture_gateway.storage.database import Database, beside, of_any_version, version_of
from capture_gateway.storage.migrating import Step
from capture_gateway.storage.tables import SCHEMA_VERSION
from capture_gateway.testing.keys import KEYS
from tests.postgres import raw, url_of
from tests.storage import released

EARLIER = range(schema.FIRST, SCHEMA_VERSION)

_OF_POSTGRESQL = """
    SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT tablename, indexname, indexdef, '', '', '' FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', '', '' FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), '', '', '' FROM pg_trigger
    WHERE NOT tgisinternal
    UNION ALL SELECT '', proname, prosrc, '', '', '' FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT '', relname, relkind::text, '', '', '' FROM pg_class WHERE relnamespace = 'public'::regnamespace
"""


def described(connection: Connection) -> list[tuple[str, ...]]:
    """Everything that the database knows of its tables, in words."""
    of_sqlite = "SELECT tbl_name, type, name, coalesce(sql, '') FROM sqlite_master"
    rows = connection.exec_driver_sql(of_sqlite if connection.dialect.name == "sqlite" else _OF_POSTGRESQL)
    return sorted(tuple(re.sub(r"\s+", " ", str(value)).strip() for value in row) for row in rows)


@contextmanager
def writing(url: URL) -> Iterator[Connection]:
    """A transaction in a database in which there may be nothing yet."""
    engine = (sqlite if url.get_backend_name() == "sqlite" else postgres).engine(url, read_only=False, deadline=None)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


@pytest.mark.usefixtures("made_up")
def test_revisions_make_the_tables_that_a_new_database_has(tmp_path: Path) -> None:
    Database(url_of(tmp_path / "new.db"), KEYS).close()
    with writing(url_of(tmp_path / "new.db")) as connection:
        new = described(connection)
    with writing(url_of(tmp_path / "old.db")) as connection:
        migrating.run(connection, migrating.steps(after=0))
        assert described(connection) == new
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_there_is_one_revision_for_each_version() -> None:
    assert [step.version for step in migrating.steps(after=0)] == [*EARLIER, SCHEMA_VERSION]
    assert [step.version for step in migrating.steps(after=SCHEMA_VERSION)] == []
    assert all(step.what.endswith(".") for step in migrating.steps(after=0))


@pytest.mark.sqlite_only("earlier gateways wrote these files")
@pytest.mark.parametrize("version", EARLIER)
def test_revisions_make_the_tables_that_earlier_gateways_made(tmp_path: Path, version: int) -> None:
    with writing(released.store(version, tmp_path / "released.db")) as connection:
        there = described(connection)
    with writing(url_of(tmp_path / "made.db")) as connection:
        migrating.run(connection, [step for step in migrating.steps(after=0) if step.version <= version])
        assert described(connection) == there


@pytest.mark.parametrize("version", EARLIER)
def test_a_store_of_an_earlier_gateway_is_as_sound_as_it_was(tmp_path: Path, version: int) -> None:
    url = released.store(version, tmp_path / "evidence.db")
    with pytest.raises(OperatorError, match=f"version {version} of .* `capture-gateway backup` and then `.* migrate`"):
        Database(url, KEYS)
    with pytest.raises(OperatorError, match=f"version {version} of .* `capture-gateway migrate`"), beside(url, KEYS):
        pass
    with of_any_version(url, KEYS) as connection:
        migrating.run(connection, migrating.steps(after=version))
    Database(url, KEYS).close()
    Database(url_of(tmp_path / "new.db"), KEYS).close()
    with writing(url) as connection, writing(url_of(tmp_path / "new.db")) as new:
        assert described(connection) == described(new)


def test_under_other_keys_nothing_is_changed(tmp_path: Path) -> None:
    url = released.store(schema.FIRST, tmp_path / "evidence.db")
    with (
        pytest.raises(OperatorError, match="sealed under other keys"),
        of_any_version(url, Keys(KEYS.lookup, KEYS.data)),
    ):
        raise AssertionError("it was opened")


@pytest.mark.parametrize("found", [SCHEMA_VERSION + 1, schema.FIRST - 1])
def test_a_version_that_nobody_here_knows_is_left_alone(tmp_path: Path, found: int) -> None:
    url = url_of(tmp_path / "e.db")
    Database(url, KEYS).close()
    with raw(url) as other:
        other.execute("UPDATE schema_version SET version = ?", (found,))
    expected = "wrote it, or a newer one.$" if found > SCHEMA_VERSION else "wrote it.$"
    with pytest.raises(OperatorError, match=expected):
        Database(url, KEYS)
    with pytest.raises(OperatorError, match=expected), beside(url, KEYS, oldest=schema.FIRST):
        pass


@pytest.mark.sqlite_only("files can be damaged")
def test_a_database_that_cannot_be_read_is_not_called_empty(tmp_path: Path) -> None:
    url = released.store(schema.FIRST, tmp_path / "released.db")
    os.truncate(tmp_path / "released.db", 200_000)
    with pytest.raises(OperatorError, match="cannot be opened as a SQLite database: database disk image is malformed"):
        version_of(url)
    (tmp_path / "released.db").unlink()


def breaks() -> None:
    op.create_table("half", Column("way", Integer))
    op.drop_table("counter")
    raise ZeroDivisionError


def test_a_revision_that_fails_leaves_everything_as_it_was(tmp_path: Path) -> None:
    url = released.store(schema.FIRST, tmp_path / "evidence.db")
    with writing(url) as connection:
        before = described(connection)
    steps = [*migrating.steps(after=schema.FIRST), Step(SCHEMA_VERSION + 1, "Breaks.", breaks)]
    with pytest.raises(ZeroDivisionError), of_any_version(url, KEYS) as connection:
        migrating.run(connection, steps)
    with writing(url) as connection:
        assert described(connection) == before
    assert version_of(url) == schema.FIRST


ENDED = f"""
import os, sys
from sqlalchemy import make_url
from capture_gateway.core.keys import Keys
from capture_gateway.storage import migrating
from capture_gateway.storage.database import of_any_version

with of_any_version(make_url(sys.argv[1]), Keys({KEYS.data!r}, {KEYS.lookup!r})) as connection:
    migrating.run(connection, migrating.steps(after={schema.FIRST}))
    os.kill(os.getpid(), {signal.SIGKILL:d})
"""


def test_a_kill_leaves_everything_as_it_was(tmp_path: Path) -> None:
    url = released.store(schema.FIRST, tmp_path / "evidence.db")
    command = [sys.executable, "-c", ENDED, url.render_as_string(hide_password=False)]
    assert subprocess.run(command, check=False, env={**os.environ}).returncode == -signal.SIGKILL
    assert version_of(url) == schema.FIRST
    with of_any_version(url, KEYS) as connection:
        migrating.run(connection, migrating.steps(after=schema.FIRST))
    Database(url, KEYS).close()


def makes_words_anew() -> None:
    with op.batch_alter_table("wording", recreate="always") as table:
        table.add_column(Column("another", Integer, nullable=True))


@pytest.mark.usefixtures("made_up")
def test_a_table_that_is_made_anew_refuses_what_it_refused(tmp_path: Path) -> None:
    url = released.store(schema.FIRST, tmp_path / "evidence.db")
    with of_any_version(url, KEYS) as connection:
        migrating.run(connection, [Step(schema.FIRST, "Makes them anew.", makes_words_anew)])
        count = connection.execute(text("SELECT count(*), count(another) FROM wording")).one()
    assert (count[0] > 50, count[1]) == (True, 0)
    with raw(url) as other:
        for statement in ("UPDATE wording SET text = ''", "DELETE FROM wording"):
            with pytest.raises(Exception, match=triggers.REFUSAL):
                other.execute(statement)


def test_two_who_migrate_at_once_do_it_once(tmp_path: Path) -> None:
    """The second one waits for the first one's end, and sees what it did."""
    url = released.store(schema.FIRST, tmp_path / "evidence.db")
    with of_any_version(url, KEYS) as connection:
        migrating.run(connection, migrating.steps(after=schema.FIRST))
        with raw(url) as other:
            patience, locking = IMPATIENT[connection.dialect.name]
            other.execute(patience)
            with pytest.raises(Exception, match="lock"):
                other.execute(locking)
    with of_any_version(url, KEYS) as connection:
        assert schema.version(connection) == SCHEMA_VERSION


IMPATIENT = {
    "sqlite": ("PRAGMA busy_timeout=1", "BEGIN IMMEDIATE"),
    "postgresql": ("SET lock_timeout = 1", "SELECT id FROM ledger_head FOR UPDATE"),
}
"""How long one waits for a lock, and what needs it."""

"""Which engine a test runs on, and the PostgreSQL that all processes of one test run share. A plugin of pytest.

1. The cluster is started by the first test that wants it, in whichever process; it ends when the run has ended.
2. `--engine=postgresql` runs every test on it: each copy of the sample deployment names a database of its own.
3. Without the option, the tests in BOTH run on each engine, all others on SQLite. A test of one engine, or of
   none, is parametrized with an `engine` itself, indirectly.
4. A test that is about SQLite's own files says so: `@pytest.mark.sqlite_only("why")`.
5. A database belongs to the path that SQLite would have kept it at. It is removed after the test in whose `tmp_path`
   that path lies; others are kept until the run ends.
"""

import contextlib
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cache, partial, wraps
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import URL
from sqlmodel import SQLModel

from capture_gateway.settings import PREFIX
from capture_gateway.storage.database import Database
from capture_gateway.testing import sample
from capture_gateway.testing.keys import KEYS
from tests.cluster import ADMIN, PATIENCE, Cluster, binaries, make_folder

ENGINES = ("sqlite", "postgresql")
TESTS = Path(__file__).parent
BOTH = (TESTS / "storage", TESTS / "intake")
"""Folders whose tests run on both engines in every run."""
RUN = "POSTGRESQL_OF_TESTS"
"""The environment's variable that tells every process of a run where its cluster is, and who ends it."""

_chosen = ENGINES[0]
_made: dict[str, Path] = {}
"""Databases that this process made, and the paths that they belong to."""
_over: list[str] = []
"""Those to be removed: when the next one is made, so that nobody waits for the last connections to end."""


def is_postgresql() -> bool:
    """Whether the running test is on PostgreSQL."""
    return _chosen == "postgresql"


def url_of(path: Path) -> URL:
    """Where the store is that SQLite would keep at `path`: the same path, the same store."""
    return _at(path, shared().url) if is_postgresql() else URL.create("sqlite", database=str(path))


def empty(path: Path) -> URL:
    """As `url_of`, for tests that do not care how tables are made: they are there, under KEYS, which is quicker."""
    return _at(path, partial(shared().copy, _blank())) if is_postgresql() else url_of(path)


def name_database(project: Path) -> None:
    """Where the test is on PostgreSQL, the `.env` of the deployment says so. Every copy of the sample has it."""
    if is_postgresql():
        url = url_of(project / "var" / "evidence.db").render_as_string(hide_password=False)
        with (project / ".env").open("a") as settings:
            settings.write(f"{PREFIX}DATABASE_URL={url}\n")


def copy(path: Path, to: Path) -> URL:
    """Another store, at `to`, that holds what the one at `path` holds, which nobody has open."""
    if not is_postgresql():
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(to)) as target:
            source.backup(target)
        return url_of(to)
    return _at(to, partial(shared().copy, _name(path)))


def rows(url: URL) -> dict[str, list[str]]:
    """Everything that stands in the tables of a store, to be compared."""
    with raw(url) as connection:
        tables = SQLModel.metadata.tables
        return {name: sorted(map(repr, connection.execute(f"SELECT * FROM {name}"))) for name in sorted(tables)}  # noqa: S608


def urls_in(folder: Path) -> list[URL]:
    """Every store that the running test has made somewhere in `folder`."""
    if is_postgresql():
        return [shared().where(name) for name, path in sorted(_made.items()) if path.is_relative_to(folder)]
    return [url_of(path) for path in sorted(folder.rglob("*.db"))]


class Raw:
    """A connection beside the gateway's own, to look at a store or to break it. Each statement commits."""

    def __init__(self, connection: "sqlite3.Connection | psycopg.Connection") -> None:
        self._connection: Any = connection
        self._mark = "?" if isinstance(connection, sqlite3.Connection) else "%s"

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> list[Any]:
        """Run one statement, whose parameters stand as `?`; its rows."""
        if parameters:
            cursor = self._connection.execute(sql.replace("?", self._mark), parameters)
        else:
            cursor = self._connection.execute(sql)
        return list(cursor.fetchall()) if cursor.description else []


@contextmanager
def unprotected(url: URL) -> Iterator[Raw]:
    """One that may change what is on record: no trigger fires on it."""
    if url.get_backend_name() != "sqlite":
        with raw(url.set(username=ADMIN)) as connection:
            connection.execute("SET session_replication_role = replica")
            yield connection
        return
    with raw(url) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _, sql in triggers:
            connection.execute(sql)


@contextmanager
def raw(url: URL) -> Iterator[Raw]:
    """A connection of one's own to the store at `url`."""
    if url.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(url.database or "", isolation_level=None)) as file:
            yield Raw(file)
    else:
        plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            yield Raw(connection)


def _name(path: Path) -> str:
    return "t" + sha256(str(path.absolute()).encode()).hexdigest()[:16]


def _at(path: Path, make: Callable[[str], object]) -> URL:
    name = _name(path)
    if name in _made:
        return shared().where(name)
    while _over:
        shared().drop(_over.pop())
    _made[name] = path
    with contextlib.suppress(psycopg.errors.DuplicateDatabase):  # a process that this one forked was first
        make(name)
    return shared().where(name)


@cache
def _blank() -> str:
    """The name of a database with all tables, of this process alone."""
    name = f"blank{os.getpid()}"
    Database(shared().url(name), KEYS).close()
    return name


@cache
def shared() -> Cluster:
    """The cluster of this run. It is nobody's to stop."""
    if binaries() is None:
        pytest.fail("there is no PostgreSQL: run `make postgres`")
    master, _, place = os.environ[RUN].partition(":")
    folder = Path(place)
    try:
        (folder / "first").touch(exist_ok=False)
    except FileExistsError:
        pass  # somebody else's test was first
    else:
        command = [sys.executable, "-m", "tests.cluster", str(folder), master]
        subprocess.run(command, cwd=TESTS.parent, check=True)
    deadline = time.monotonic() + PATIENCE
    while not (folder / "ready").exists():
        if time.monotonic() > deadline or not folder.exists():
            pytest.fail("PostgreSQL did not start")
        time.sleep(0.01)
    return Cluster(folder)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=ENGINES, help="run every test on it (default: SQLite, and some on both)")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "sqlite_only(why): the test is about SQLite's own files or locks")
    if not hasattr(config, "workerinput"):
        os.environ[RUN] = f"{os.getpid()}:{make_folder()}"
    sample.copy = _with_database(sample.copy)  # type: ignore[assignment]


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        folder = Path(os.environ[RUN].partition(":")[2])
        with contextlib.suppress(OSError):
            folder.rmdir()  # nobody wanted one


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    definition = metafunc.definition
    chosen = any(mark.args[0] == "engine" for mark in definition.iter_markers("parametrize"))
    on_both = any(definition.path.is_relative_to(folder) for folder in BOTH)
    if metafunc.config.option.engine is None and on_both and not chosen:
        engines = ENGINES[:1] if definition.get_closest_marker("sqlite_only") else ENGINES
        metafunc.parametrize("engine", engines, indirect=True, scope="module")


@pytest.fixture(autouse=True, scope="module")
def engine() -> str:
    """What the test runs on. Fixtures of a module ask for it, to be made for each.

    A test elsewhere that should run on both is parametrized with ENGINES, indirectly.
    """
    return _chosen


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture of any scope is made."""
    global _chosen  # noqa: PLW0603 - one test runs at a time
    of_all = item.config.option.engine or ENGINES[0]
    _chosen = item.callspec.params.get("engine", of_all) if hasattr(item, "callspec") else of_all
    only = item.get_closest_marker("sqlite_only")
    if only is not None and is_postgresql():
        pytest.skip(f"SQLite alone: {only.args[0]}")


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """After every fixture of the test is gone."""
    folder = item.funcargs.get("tmp_path") if isinstance(item, pytest.Function) else None
    if isinstance(folder, Path):
        for name in [name for name, path in _made.items() if path.is_relative_to(folder)]:
            del _made[name]
            _over.append(name)


def _with_database(copy: Callable[[Path], Path]) -> Callable[[Path], Path]:
    """The copy's `.env` names a database where the test is on PostgreSQL: command line and subprocesses follow."""

    @wraps(copy)
    def copied(to: Path) -> Path:
        made = copy(to)
        name_database(made)
        return made

    return copied

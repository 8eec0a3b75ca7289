"""A store that might lose what it took, or that cannot be used, stops the start: exit 2, one line, and no password."""

import re
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL

from capture_gateway.settings import PREFIX
from capture_gateway.storage import postgres
from capture_gateway.storage.database import Database
from capture_gateway.storage.sqlite import url as sqlite_url
from capture_gateway.testing import sample
from capture_gateway.testing.keys import KEYS
from tests import cluster as clusters
from tests.cli.conftest import Run
from tests.cluster import OWNER, Cluster, cluster

PASSWORD = "a-secret-of-ours"
NAME = "consent"
NOWHERE = ("--host", "300.1.1.1")
"""So that nothing is served if it is not refused."""

Refused = Callable[..., None]


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(clusters.SETTINGS, "wal_level", "replica")  # or it could not become a standby
        with cluster(tcp=True) as made:
            made.url(NAME)
            yield made


@pytest.fixture
def refused(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Refused:
    """`serve` on this database ends with exit 2 and one line that says so."""
    project = sample.copy(tmp_path / "project")
    monkeypatch.setenv(f"{PREFIX}TWILIO_ACCOUNT_SID", "AC" + "7" * 32)
    monkeypatch.setenv(f"{PREFIX}TWILIO_AUTH_TOKEN", PASSWORD)

    def refused(url: URL | str, *said: str, arguments: tuple[str, ...] = NOWHERE) -> None:
        text = url if isinstance(url, str) else url.render_as_string(hide_password=False)
        monkeypatch.setenv(f"{PREFIX}DATABASE_URL", text)
        done = run("serve", project, *arguments)
        assert (done.code, done.err.count("\n")) == (2, 1), done.err
        for one in said:
            assert one in done.err
        assert PASSWORD not in done.err
        assert "Traceback" not in done.err

    return refused


@contextmanager
def altered(server: Cluster, *, whole: str, value: str = "off") -> Iterator[None]:
    """A setting of the whole server."""
    with server.administration() as connection:
        connection.execute(f"ALTER SYSTEM SET {whole} = {value}")
        connection.execute("SELECT pg_reload_conf()")
        while connection.execute(f"SHOW {whole}").fetchone() != (value,):
            connection.execute("SELECT pg_sleep(0.01)")
        yield
        connection.execute(f"ALTER SYSTEM RESET {whole}")
        connection.execute("SELECT pg_reload_conf()")
        while connection.execute(f"SHOW {whole}").fetchone() == (value,):
            connection.execute("SELECT pg_sleep(0.01)")


@pytest.mark.parametrize("name", ["fsync", "full_page_writes", "synchronous_commit"])
def test_a_server_that_may_lose_what_it_committed(refused: Refused, server: Cluster, name: str) -> None:
    with altered(server, whole=name):
        refused(server.where(NAME), name)


@pytest.mark.parametrize(
    ("whose", "name", "value", "said"),
    [
        (f"DATABASE {NAME}", "synchronous_commit", "off", "synchronous_commit"),
        (f"ROLE {OWNER} IN DATABASE {NAME}", "synchronous_commit", "off", "synchronous_commit"),
        (f"ROLE {OWNER}", "default_transaction_read_only", "on", "read-only"),
    ],
)
def test_a_database_or_a_role_of_which_that_is_said(
    refused: Refused, server: Cluster, whose: str, name: str, value: str, said: str
) -> None:
    with server.administration() as connection:
        connection.execute(f"ALTER {whose} SET {name} = {value}")
        try:
            refused(server.where(NAME), said)
        finally:
            connection.execute(f"ALTER {whose} RESET {name}")


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_an_encoding_that_does_not_take_every_text(
    refused: Refused, run: Run, root: Path, server: Cluster, encoding: str
) -> None:
    name = encoding.lower()
    with server.administration() as connection:
        connection.execute(
            f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C' "
            f"ENCODING '{encoding}'"
        )
    refused(server.where(name), encoding)
    done = run("migrate", root)  # of the same DATABASE_URL
    assert (done.code, encoding in done.err, done.out) == (2, True, ""), done


def test_a_server_or_a_database_that_is_not_there(refused: Refused, server: Cluster) -> None:
    url = server.where(NAME).set(password=PASSWORD)
    refused(url.set(database="nowhere"), "cannot be opened: ")
    refused(url.set(username="stranger"), "stranger")
    refused(url.set(port=9), "cannot be reached")
    refused(url.set(host="no-such-host.invalid"), "no-such-host.invalid")
    refused(url.set(port=9, query={"password": PASSWORD, "sslpassword": PASSWORD}), "cannot be reached")


def _is_let_in(url: URL) -> bool:
    try:
        psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False)).close()
    except psycopg.OperationalError:
        return False
    return True


def test_a_password_that_is_wrong(refused: Refused, server: Cluster) -> None:
    access = server.folder / "data" / "pg_hba.conf"
    trusting = access.read_text()
    with server.administration() as connection:
        connection.execute(f"ALTER ROLE {OWNER} PASSWORD 'another'")
        access.write_text(re.sub(r"(?m)^(host .*)trust$", r"\1scram-sha-256", trusting))
        connection.execute("SELECT pg_reload_conf()")
        while _is_let_in(server.where(NAME)):
            connection.execute("SELECT pg_sleep(0.01)")
        try:
            refused(server.where(NAME).set(password=PASSWORD), "password")
            refused(server.where(NAME), "password")
        finally:
            access.write_text(trusting)
            connection.execute("SELECT pg_reload_conf()")


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://gateway:{PASSWORD}@localhost/consent",
        f"mysql+pymysql://gateway:{PASSWORD}@localhost/consent",
        f"postgresql+psycopg://gateway:{PASSWORD}@localhost",
        f"postgresql+psycopg://gateway:p@{PASSWORD}@localhost/consent",
        f"gateway:{PASSWORD}@localhost",
        f"postgresql+psycopg://gateway:p@s/{PASSWORD}@localhost/consent",
        f"postgresql+psycopg://gateway:p@s/x?y={PASSWORD}@localhost/consent",
        f"postgresql+psycopg://gate/way:{PASSWORD}@localhost/consent",
        f"postgresql+psycopg://gateway:{PASSWORD}@127.0.0.1:notaport/consent",
        f"postgresql+psycopg://gateway:{PASSWORD}@[::1/consent",
        "sqlite://",
        f"sqlite:///file:evidence.db?key={PASSWORD}",
    ],
)
def test_an_address_that_is_none(refused: Refused, url: str) -> None:
    refused(url, f"{PREFIX}DATABASE_URL is not usable")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"prepare_threshold": "often"}, "is not usable: prepare_threshold is a whole number, or none"),
        ({"connect_timeout": "abc"}, "is not usable: bad value for connect_timeout"),
        ({"connect_timeout": ("1", "2")}, "is not usable: it says connect_timeout twice"),
        ({"sslmode": "some"}, "is not usable: invalid sslmode value"),
        ({"autocommit": "1"}, "is not usable: there is no parameter autocommit"),
        ({"plugin": "one"}, "is not usable: there is no parameter plugin"),
        ({"passwort": PASSWORD}, "is not usable: there is no parameter passwort"),
        ({"passfile": f"/{PASSWORD}", "password": PASSWORD, "sslpassword": PASSWORD}, "cannot be opened: "),
    ],
)
def test_a_parameter_that_is_none(refused: Refused, server: Cluster, query: dict[str, str], said: str) -> None:
    name = "nowhere" if "passfile" in query else NAME
    refused(server.where(name).set(query=query), said)


@pytest.mark.parametrize("value", ["none", "0", "3"])
def test_what_a_pooler_may_want(server: Cluster, value: str) -> None:
    engine = postgres.engine(server.where(NAME).set(query={"prepare_threshold": value}), read_only=True, deadline=None)
    with closing(engine.raw_connection()) as connection:
        assert connection.prepare_threshold == (None if value == "none" else int(value))
    engine.dispose()


COMMANDS = (("migrate",), ("ledger", "audit"), ("token", "list", "--project"), ("backup", "copy", "--project"))


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_tells_a_password(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    there = f"gateway:{PASSWORD}@127.0.0.1:9/x?sslpassword={PASSWORD}"
    for url in (there, f"g:p@{PASSWORD}@h/x", f"g@h/{PASSWORD}@h/x"):
        monkeypatch.setenv(f"{PREFIX}DATABASE_URL", f"postgresql+psycopg://{url}")
        done = run(*command, root)
        assert (done.code, done.err.count("\n"), PASSWORD in done.err) == (2, 1, False), done


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("CREATE TABLE schema_version (version TEXT)", 'cannot be used: relation "schema_version" already exists'),
        ("CREATE TABLE token (mine INTEGER)", 'cannot be used: relation "token" already exists'),
    ],
)
def test_tables_of_somebody_else_are_not_taken_for_ours(
    refused: Refused, run: Run, root: Path, server: Cluster, statement: str, said: str
) -> None:
    url = server.url("theirs")
    with server.administration("theirs") as connection:
        connection.execute(f"SET ROLE {OWNER}")
        connection.execute(statement)
    refused(url, said)
    done = run("migrate", root)  # of the same DATABASE_URL
    assert (done.code, "There is no database of a gateway in " in done.out) == (0, True), done
    server.drop("theirs")


def test_a_table_that_we_may_not_read(refused: Refused, server: Cluster) -> None:
    url = server.url("closed")
    with server.administration("closed") as connection:
        connection.execute("CREATE TABLE schema_version (version INTEGER, keys BYTEA)")
    refused(url, "cannot be used: permission denied for table schema_version")
    server.drop("closed")


def test_a_driver_that_is_not_installed(refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    refused(f"postgresql+psycopg://gateway:{PASSWORD}@localhost/consent", "capture-gateway[postgres]")


def test_a_file_that_is_no_store(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no database at all, " * 100)
    refused(sqlite_url(tmp_path), "cannot be opened")
    refused(sqlite_url(tmp_path / "text"), "cannot be opened")
    refused(sqlite_url(tmp_path / "text" / "below.db"), "text")


def test_a_file_that_another_gateway_writes_to(refused: Refused, tmp_path: Path) -> None:
    with closing(Database(sqlite_url(tmp_path / "e.db"), KEYS)) as database:
        database.lock()
        refused(database.url, "another gateway is running", arguments=())


def test_more_workers_than_a_file_takes_are_refused_before_anybody_listens(refused: Refused, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        arguments = ("--workers", "2", "--port", str(taken.getsockname()[1]))
        refused(sqlite_url(tmp_path / "e.db"), "PostgreSQL", arguments=arguments)
    assert not (tmp_path / "e.db").exists()


def test_a_standby(refused: Refused, server: Cluster) -> None:
    """The last test of this server: it becomes one."""
    server.stop()
    signal = server.folder / "data" / "standby.signal"
    signal.touch()
    signal.chmod(0o644)
    server.start()
    refused(server.where(NAME), "read-only")

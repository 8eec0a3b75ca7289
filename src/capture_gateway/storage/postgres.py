"""PostgreSQL: the database of any number of gateways, on any machines.

1. Every transaction that writes begins by locking the one row of `ledger_head`, and READ COMMITTED then shows it
   whatever was committed before: writers go one after the other, as on SQLite, however many processes there are.
2. Nothing else is asked of the engine that another one with PostgreSQL's protocol might not have: no advisory locks,
   no LISTEN and NOTIFY, no sequences, no deferred constraints, no LOCK TABLE, and short transactions. What fails with
   40001 (serialization_failure) or 40P01 (deadlock_detected) is tried again
   (https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html).
3. A server that might forget what it committed, or cannot be written, is refused at the start.
4. Nothing waits for ever: connecting, each statement, and idle transactions have deadlines; a connection whose server
   does not even end its statements is cut from outside.
5. Text is ordered by its bytes, as SQLite does (`COLLATE "C"`).
"""

import contextlib
import os
import re
import socket
import time
from collections.abc import Iterator
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from capture_gateway.core.errors import OperatorError
from capture_gateway.storage import schema
from capture_gateway.storage.overdue import Overdue

CONNECT_WITHIN = 2
"""Seconds."""
GRACE = 0.5
"""Seconds that the server has to end a statement itself before its connection is cut."""
OLDEST = 15
"""The oldest version of the server that the gateway is tested with."""
POOL = 12
"""Connections that read, at most, for each process; and as many that write, of which one is used."""
ENDED_WITHIN = 2.0
"""Seconds in which a connection that was closed is no longer seen."""
_NETWORK = {
    "connect_timeout": CONNECT_WITHIN,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "tcp_user_timeout": 4_000,
    "application_name": "capture-gateway",
    "client_encoding": "utf8",
}
_UNSAFE = ("fsync", "full_page_writes", "synchronous_commit")
"""Settings of the server without which it may lose, or damage, what it said was committed.

https://www.postgresql.org/docs/current/runtime-config-wal.html
"""
_LOCK = "SELECT version FROM ledger_head, schema_version WHERE id = 1 FOR UPDATE"
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
    "AND application_name = current_setting('application_name')"
)
"""How many connections gateways and their commands have to the database, besides the one that asks."""
_AGAIN = {"40001", "40P01"}
_PREPARE = "prepare_threshold"
"""psycopg's own parameter: how often a statement is sent before it is prepared; `none`: never, as a pooler may want it.

https://www.psycopg.org/psycopg3/docs/advanced/prepare.html
"""
_TOLD = ("host", "port")
"""The parameters of an address that people are told, and that may be given more than once."""


def is_there(url: URL) -> bool:
    """Whether a gateway ever made its tables there. OperatorError when nobody can tell, or none could be made."""
    looking = engine(url, read_only=False, deadline=None)
    try:
        with looking.connect() as connection:
            if schema.version(connection) is not None:
                return True
            schema.refuse_unsafe(unsafe(connection), name(url))
            return False
    except SQLAlchemyError as error:
        raise OperatorError(unusable(url, error)) from error
    finally:
        looking.dispose()


def prepare(url: URL) -> None:
    """The database is made by whoever runs the server."""


def unusable(url: URL, error: SQLAlchemyError) -> str:
    """The sentence for who has to do something about it; without the password."""
    driver = getattr(error, "orig", None)
    cause = str(driver or error)
    if getattr(driver, "sqlstate", None):  # the server's answer to a statement; the rest of it shows the statement
        return f"{name(url)} cannot be used: {cause.partition(chr(10))[0]}"
    cause = " ".join(cause.removeprefix("connection is bad: ").split())
    if type(driver).__name__ == "ProgrammingError" or "invalid " in cause:  # the driver, of a parameter
        return f"{name(url)} is not usable: {cause}"
    return f"{name(url)} cannot be {'opened' if 'FATAL: ' in cause else 'reached'}: {cause}"


def name(url: URL) -> str:
    """How people are told of it: without a password, which may stand among its parameters too, under whatever name."""
    shown = {parameter: value for parameter, value in url.query.items() if parameter in _TOLD}
    return url.set(query=shown).render_as_string(hide_password=True)


def engine(url: URL, *, read_only: bool, deadline: int | None) -> Engine:
    """Connections to it. `deadline`: milliseconds that a statement may take; None: as long as it needs.

    OperatorError for a parameter that nobody knows.
    """
    try:
        own = _own_arguments(url)
        made = create_engine(
            url.difference_update_query([_PREPARE]),
            pool_size=POOL,
            max_overflow=0,
            pool_timeout=1,
            connect_args={name: value for name, value in _NETWORK.items() if name not in url.query} | own,
            hide_parameters=True,  # an error's text must not hold a number
            isolation_level="AUTOCOMMIT" if read_only else "READ COMMITTED",
        )
    except ImportError as error:
        raise OperatorError("PostgreSQL needs the driver psycopg: pip install 'capture-gateway[postgres]'.") from error
    except ArgumentError as error:  # hosts and ports of different number
        raise OperatorError(f"{name(url)} is not usable: {error}.") from error

    @event.listens_for(made, "connect")
    def _configure(connection: Any, _entry: ConnectionPoolEntry) -> None:
        values = {"statement_timeout": deadline or 0, "idle_in_transaction_session_timeout": deadline or 0}
        if read_only:
            values["default_transaction_read_only"] = 1
        with connection.cursor() as cursor:
            settings = "; ".join(f"SET {name} = {value}" for name, value in values.items())
            cursor.execute(settings, prepare=False)  # several statements cannot be, whatever the threshold is
        connection.commit()

    if deadline is not None:
        Overdue(made, deadline / 1000 + GRACE, _cut)
    return made


def _own_arguments(url: URL) -> dict[str, object]:
    """What the driver itself is told, and not the server. OperatorError, ImportError."""
    from psycopg import pq  # noqa: PLC0415 - who keeps SQLite may not have it

    known = {option.keyword.decode() for option in pq.Conninfo.get_defaults()} | {_PREPARE}
    for parameter, value in url.query.items():
        if parameter not in known:
            raise OperatorError(f"{name(url)} is not usable: there is no parameter {parameter}.")
        if not isinstance(value, str) and parameter not in _TOLD:
            raise OperatorError(f"{name(url)} is not usable: it says {parameter} twice.")
    threshold = url.query.get(_PREPARE)
    if threshold is None:
        return {}
    if threshold != "none" and not re.fullmatch("[0-9]{1,9}", str(threshold)):
        raise OperatorError(f"{name(url)} is not usable: {_PREPARE} is a whole number, or none.")
    return {_PREPARE: None if threshold == "none" else int(str(threshold))}


def unsafe(connection: Connection) -> str:
    """Why what is committed might not last, in a sentence; empty where it does."""
    for name in _UNSAFE:
        value = connection.exec_driver_sql(f"SHOW {name}").scalar_one()
        if value == "off":
            return f"its server has {name} = off, and may lose what it said was committed: set it on"
    if connection.exec_driver_sql("SHOW transaction_read_only").scalar_one() == "on":
        return "it is read-only (a replica, or default_transaction_read_only is on): name the primary"
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        return f"its encoding is {encoding}, and must be UTF8"
    version = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000
    return "" if version >= OLDEST else f"its server is of version {version}: {OLDEST} is the oldest that is tested"


def take_lock(url: URL) -> int | None:
    """Any number of gateways may write: rule 1."""
    del url
    return None


def others(url: URL) -> int:
    """How many connections gateways and their commands have to it, besides this one.

    A server notices with some delay that a connection has ended; so long it is asked again.
    """
    looking = engine(url, read_only=True, deadline=None)
    until = time.monotonic() + ENDED_WITHIN
    try:
        with looking.connect() as connection:
            while (found := connection.exec_driver_sql(OTHERS).scalar_one()) and time.monotonic() < until:
                time.sleep(0.05)
            return int(found)
    except SQLAlchemyError as error:
        raise OperatorError(unusable(url, error)) from error
    finally:
        looking.dispose()


@contextlib.contextmanager
def snapshot(connection: Connection) -> Iterator[None]:
    """Every SELECT in the block sees the same instant."""
    connection.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    try:
        yield
    finally:
        connection.exec_driver_sql("ROLLBACK")


def lock_writers(connection: Connection) -> int | None:
    """Rule 1; held until the transaction ends. The version of the tables, which nobody changes meanwhile.

    Both rows are locked, in this order: the version would else be what it was before the wait for the other row
    (https://www.postgresql.org/docs/current/transaction-iso.html#XACT-READ-COMMITTED).
    """
    version: int | None = connection.exec_driver_sql(_LOCK).scalar()
    return version


def _cut(driver: Any) -> None:
    """End a connection to the server, from any thread: whoever waits on it gets an error at once."""
    gone = contextlib.suppress(Exception)  # by itself, meanwhile
    with gone, socket.socket(fileno=os.dup(driver.pgconn.socket)) as held:
        held.shutdown(socket.SHUT_RDWR)


def is_passing(error: DBAPIError) -> bool:
    """Whether the same transaction may succeed when it is tried again at once: rule 2, or its connection was cut.

    Of a commit whose answer was lost nobody knows; who tries again finds what was written by its keys.
    """
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in _AGAIN


def is_broken(error: DBAPIError) -> bool:
    """Where its tables were changed meanwhile. Its files are the server's, which ends itself if they fail."""
    return isinstance(error, schema.Outdated)


def scrub(engine: Engine, wait: int) -> bool:
    """Have the rows of destroyed keys removed from their table; whether they are.

    What stood in them may be read in the server's files until the space is used again, and in its log as long as that
    is kept: https://www.postgresql.org/docs/current/routine-vacuuming.html
    """
    del wait
    with engine.connect() as connection:
        connection.exec_driver_sql("SET default_transaction_read_only = 0")
        try:
            connection.exec_driver_sql("VACUUM subject_key")
        finally:
            connection.exec_driver_sql("SET default_transaction_read_only = 1")
    return True

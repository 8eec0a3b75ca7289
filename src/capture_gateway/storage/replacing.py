"""A backup in the place of the database, of either engine.

1. Nobody else uses the database meanwhile: the writer's lock says so on SQLite, its connections on PostgreSQL.
2. Everything or nothing: SQLite's file is made beside the one that is there, and is given its name at the end; on
   PostgreSQL all of it is one transaction, in which tables are moved like rows.
3. What stood there is kept: as a file under another name, or in a schema of its own.
4. The backup is whole, and what came of it too, before anybody may see it.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, inspect
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import SQLModel

from capture_gateway.core.errors import OperatorError
from capture_gateway.core.keys import Keys
from capture_gateway.storage import carrying, copying, postgres, sqlite
from capture_gateway.storage.carrying import Show
from capture_gateway.storage.database import beside, name, of_any_version, snapshot, take_lock
from capture_gateway.storage.schema import FIRST
from capture_gateway.storage.vault import INFO, Vault

_AFRESH = "SELECT pg_stat_clear_snapshot()"
"""Else a transaction sees what it saw before: https://www.postgresql.org/docs/current/monitoring-stats.html"""
Check = Callable[[Path, Keys], int]
"""How many records there are in the copy at a path, which is sound. OperatorError when it is not."""
LOOKS = 20
"""So often, for a tenth of a second each, a connection may take until it is gone."""


@contextmanager
def alone(url: URL) -> Iterator[None]:
    """Rule 1, for the block on SQLite. OperatorError where a gateway runs."""
    lock = take_lock(url)
    try:
        yield
    finally:
        if lock is not None:
            os.close(lock)


@contextmanager
def replaced(
    file: Path, url: URL, keys: Keys, aside: str, show: Show, check: Check = copying.check
) -> Iterator[tuple[Connection, str]]:
    """A writing transaction on what is in `file`, which stands at `url` once the block has ended; inside `alone`.

    And how what stood there is called from then on, with `aside` in it; empty where nothing did. OperatorError when
    it cannot be put there; nothing has changed then, nor when the block raises.
    """
    if url.get_backend_name() == "sqlite":
        path = sqlite.path(url)
        with copying.copied(sqlite.url(file), path, show) as part:
            check(part, keys)
            with of_any_version(sqlite.url(part), keys) as connection:
                yield connection, path.name + aside if path.exists() else ""
            copying.put(part, path, aside)
        return
    check(file, keys)
    with beside(sqlite.url(file), keys, FIRST) as source, snapshot(source), _server(url, keys) as target:
        kept = _put_aside(target, aside.strip("."))
        carrying.carry(source, target, show)
        copying.whole(target, str(file))
        yield target, kept
        _refuse_others(target)


@contextmanager
def _server(url: URL, keys: Keys) -> Iterator[Connection]:
    engine = postgres.engine(url, read_only=False, deadline=None)
    try:
        with engine.begin() as connection:
            connection.info[INFO] = Vault(keys)
            unsafe = postgres.unsafe(connection)
            if unsafe:
                raise OperatorError(f"{name(url)} is not safe to keep evidence in: {unsafe}.")
            _refuse_others(connection)
            yield connection
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", error)).partition("\n")[0]  # the rest may hold values
        raise OperatorError(f"{name(url)} cannot take the backup: {cause}.") from error
    finally:
        engine.dispose()


def _refuse_others(connection: Connection) -> None:
    for _ in range(LOOKS):
        connection.exec_driver_sql(_AFRESH)
        if connection.exec_driver_sql(postgres.OTHERS).scalar_one() == 0:
            return
        time.sleep(0.1)
    raise OperatorError("a gateway is connected to the database: stop every one first.")


def _put_aside(connection: Connection, schema: str) -> str:
    """Move the tables that are there into a schema; its name, empty where there are none."""
    there = sorted(SQLModel.metadata.tables.keys() & set(inspect(connection).get_table_names()))
    if not there:
        return ""
    connection.exec_driver_sql(f'CREATE SCHEMA "{schema}"')
    for table in there:
        connection.exec_driver_sql(f'ALTER TABLE {table} SET SCHEMA "{schema}"')
    return schema

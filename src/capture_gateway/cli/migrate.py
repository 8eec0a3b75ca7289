"""`migrate`: bring the database to the version of the tables that this gateway reads and writes.

1. No gateway may run meanwhile. On SQLite the writer's lock is held from the first look to the last step; on PostgreSQL
   nothing is begun while others are connected, and one that nobody saw writes no more once the version is another.
2. All of it is one transaction: ended in between, the database is as it was.
3. Where there is nothing to do, that is said, and is no mistake: a deployment may run it before each start.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from capture_gateway.cli import project as projects
from capture_gateway.core.errors import OperatorError
from capture_gateway.opening import alone
from capture_gateway.settings import Settings
from capture_gateway.storage import database as databases
from capture_gateway.storage import migrating, schema, sqlite
from capture_gateway.storage.tables import SCHEMA_VERSION

COPIES = 2
"""Of a table that is made anew: the new one, and what is written ahead of it."""


def migrate(project: projects.ProjectArgument = projects.HERE) -> None:
    """Bring the database of PROJECT to the version of the tables that this gateway needs. No gateway may be running.

    Stop every gateway first, and make a backup: an older gateway does not open the database any more. Nothing is
    changed when it fails, or is ended in between.

    Example: capture-gateway migrate my-deployment
    """
    settings = Settings.of(projects.root(project))
    url = settings.database
    name = databases.name(url)
    if not databases.is_there(url):
        absent = databases.absent(url).removeprefix("t")
        typer.echo(f"T{absent} yet: the first start of a gateway makes it, of version {SCHEMA_VERSION}.")
        return
    _refuse_beside_the_writer(url)
    found = databases.version_of(url)
    if found == SCHEMA_VERSION:
        typer.echo(f"{name} is of version {found} already.")
        return
    schema.refuse_other(found, name, oldest=schema.FIRST)
    _warn_of_room(url)
    with alone(url), _all_or_nothing(name), databases.of_any_version(url, settings.keys()) as connection:
        found = schema.version(connection)  # somebody else may have been at it meanwhile
        typer.echo(f"{name}: from version {found} to version {SCHEMA_VERSION}.", err=True)
        steps = migrating.steps(after=found or 0)
        for step in steps:
            typer.echo(f"  {step.version}: {step.what}", err=True)
        migrating.run(connection, steps)
    typer.echo(f"{name} is of version {SCHEMA_VERSION} now.")


def _refuse_beside_the_writer(url: URL) -> None:
    """Rule 1, where there is one writer: also when there is nothing to do, so that it is always said."""
    lock = databases.take_lock(url)
    if lock is not None:
        os.close(lock)


@contextmanager
def _all_or_nothing(name: str) -> Iterator[None]:
    """Rule 2, said to the operator."""
    try:
        yield
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", error)).partition("\n")[0]  # the rest may hold values
        raise OperatorError(f"{name} could not be changed, and is as it was: {cause}.") from error


def _warn_of_room(url: URL) -> None:
    """What a server's disk has left, nobody tells its clients."""
    if url.get_backend_name() != "sqlite":
        return
    path = sqlite.path(url)
    size, free = path.stat().st_size, shutil.disk_usage(path.parent).free
    if free < COPIES * size:
        typer.echo(
            f"warning: {path} has {_megabytes(size)} and its disk has {_megabytes(free)} left; a table that is made "
            f"anew needs {COPIES} times its size meanwhile.",
            err=True,
        )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"

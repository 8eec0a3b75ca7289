"""`backup`: a copy of the database, while gateways run; and its keys, in a file of their own.

1. The copy tells nobody anything without the keys, so the two belong in two places.
2. It is one file, of SQLite, wherever the database is: it can be audited by itself, and restored into either engine.
3. Before it has its name it is audited, and proved to be one history with what the log signed.
4. A copy of a damaged database never gets the name that was asked for, so no backup that is sound gives way to it. It
   is kept all the same, since it may be the last: whoever mends the database wants one.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy import URL

from capture_gateway.cli import project as projects
from capture_gateway.cli.sound import sound
from capture_gateway.cli.whole_file import whole_file
from capture_gateway.core.errors import OperatorError
from capture_gateway.core.keys import Keys
from capture_gateway.settings import Settings
from capture_gateway.storage import copying, proving, sqlite
from capture_gateway.storage import database as databases
from capture_gateway.storage.carrying import Show
from capture_gateway.storage.database import beside
from capture_gateway.storage.disk import sync
from capture_gateway.storage.schema import FIRST

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The copy.")]


def backup(
    file: FileArgument,
    *,
    project: projects.ProjectOption = projects.HERE,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Copy the database into FILE. Gateways may be running; the copy is one instant, and is audited and proved.

    FILE.keys gets the keys that open it: whoever has both reads everything, so keep them apart. Without the keys nobody
    reads the copy, you neither. Where the database is damaged, the copy is kept as FILE.damaged, FILE stays as it was,
    and the exit code is 2.

    Example: capture-gateway backup /backups/2026-11-22.db
    """
    root = projects.root(project)
    settings = Settings.of(root)
    if not databases.is_there(settings.database):
        raise OperatorError(databases.never_started(settings.database))
    keys = settings.keys()
    if is_itself(file, settings.database):
        raise OperatorError(f"{file} is the database itself: name another file.")
    if file.exists() and not (force and file.is_file()):
        raise OperatorError(f"{file} exists: name another one, or replace it with --force.")
    with projects.beside(root, oldest=FIRST) as connection:
        projects.warned(root, connection)
    with progress() as show, copying.copied(settings.database, file, show) as part:
        size = _sound(part, file, keys)
        proof = _proof(part, settings.database, keys)
        with whole_file(keys_of(file), replace=force) as written:
            written.write("".join(f"{name}={value}\n" for name, value in _one_line(settings)).encode())
        os.replace(part, file)  # noqa: PTH105 - one step, whatever stands there
        sync(file.absolute().parent)
    proved = f"; {proof}, by a consistency proof" if proof else ""
    typer.echo(f"{file}: {size:,} records{proved}. {keys_of(file)} opens it: keep it somewhere else.", err=True)


def _sound(part: Path, file: Path, keys: Keys) -> int:
    """How many records there are in the copy. OperatorError: it is damaged, and kept under another name."""
    try:
        return sound(part, keys, what="the database")
    except OperatorError as error:
        damaged = file.with_name(file.name + ".damaged")
        os.replace(part, damaged)  # noqa: PTH105 - one step, whatever stands there
        sync(damaged.absolute().parent)
        raise OperatorError(
            f"{error} The copy is kept as {damaged}, and {file} is not written: `capture-gateway ledger audit` says "
            "more, and the newest sound backup is what to `restore`."
        ) from error


def _proof(part: Path, database: URL, keys: Keys) -> str:
    with beside(sqlite.url(part), keys, FIRST) as copy, beside(database, keys, FIRST) as live:
        return proving.proved(copy, live)


def is_itself(file: Path, database: URL) -> bool:
    """Whether the file is the database."""
    if database.get_backend_name() != "sqlite" or not file.exists():
        return False
    path = sqlite.path(database)
    return path.exists() and file.samefile(path)


def keys_of(file: Path) -> Path:
    """Where the keys of a copy are."""
    return file.with_name(file.name + ".keys")


@contextmanager
def progress() -> Iterator[Show]:
    """A bar on a terminal's stderr; nothing elsewhere."""
    console = Console(stderr=True)
    with Progress(
        TextColumn("copying"), BarColumn(), TextColumn("{task.percentage:3.0f} %"), TimeRemainingColumn(),
        console=console, disable=not console.is_terminal,
    ) as bar:  # fmt: skip
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _one_line(settings: Settings) -> list[tuple[str, str]]:
    """Each key on one line, several of one kind with commas, as the environment takes them."""
    return [(name, ",".join(value.replace(",", "\n").split())) for name, value in settings.written_keys().items()]

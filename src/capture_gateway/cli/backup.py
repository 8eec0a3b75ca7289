"""`backup`: a copy of the database, while the gateway runs; and its keys, in a file of their own.

The copy tells nobody anything without the keys, so the two belong in two places.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from capture_gateway.cli import project as projects
from capture_gateway.cli.whole_file import whole_file
from capture_gateway.core.errors import OperatorError
from capture_gateway.settings import Settings
from capture_gateway.storage import copying, sqlite
from capture_gateway.storage.copying import Show
from capture_gateway.storage.disk import sync
from capture_gateway.storage.schema import FIRST

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The copy.")]


def backup(
    file: FileArgument,
    *,
    project: projects.ProjectOption = projects.HERE,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Copy the database into FILE. The gateway may be running; the copy is one instant of it, and is checked.

    FILE.keys gets the keys that open it: whoever has both reads everything, so keep them apart. Without the keys nobody
    reads the copy, you neither.

    Example: capture-gateway backup /backups/2026-11-22.db
    """
    root = projects.root(project)
    settings = Settings.of(root)
    source = sqlite.path(settings.database)
    if not source.is_file():
        raise OperatorError(f"there is no database {source}: a gateway that was never started has no records.")
    keys = settings.keys()
    if file.exists() and file.samefile(source):
        raise OperatorError(f"{file} is the database itself: name another file.")
    if file.exists() and not (force and file.is_file()):
        raise OperatorError(f"{file} exists: name another one, or replace it with --force.")
    with projects.beside(root, oldest=FIRST) as connection:
        projects.warned(root, connection)
    with progress() as show, copying.copied(source, file, show) as part:
        size = copying.check(part, keys)
        with whole_file(keys_of(file), replace=force) as written:
            written.write("".join(f"{name}={value}\n" for name, value in _one_line(settings)).encode())
        os.replace(part, file)  # noqa: PTH105 - one step, whatever stands there
        sync(file.absolute().parent)
    typer.echo(f"{file}: {size:,} records. {keys_of(file)} opens it: keep it somewhere else.", err=True)


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

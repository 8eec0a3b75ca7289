"""`ledger audit`: everything computed again, and compared with what is stored."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from sqlalchemy import Connection

from capture_gateway import auditing
from capture_gateway.auditing import Kept, Report, Scope
from capture_gateway.cli import project as projects
from capture_gateway.core.errors import OperatorError
from capture_gateway.ledger import history
from capture_gateway.ledger.note import LONGEST, Key, Refused
from capture_gateway.settings import Settings
from capture_gateway.storage import database as databases
from capture_gateway.storage import log, outside, vault


def audit(
    project: projects.ProjectArgument = projects.HERE,
    *,
    against: Annotated[
        str | None,
        typer.Option(metavar="CHECKPOINT", help="A file with a signed checkpoint that you kept, or its text."),
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(metavar="VKEY", help="The key that must have signed it; any of the log's own if left out."),
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="Only what anybody can judge: leaves, tree, checkpoints. Needs no keys.")
    ] = False,
) -> int:
    """Compute everything again from the stored bytes, and say where something is not as it was written.

    The gateway may be running. Each finding is one line, `table key: what`; exit 1 when there is one. --against also
    checks that the records still begin with those of a checkpoint that was kept elsewhere.

    Example: capture-gateway ledger audit --against checkpoint-of-last-year.txt
    """
    settings = Settings.of(projects.deployed(project))
    kept = [] if against is None else [Kept("--against", _checkpoint(against), _key(key))]
    if key is not None and against is None:
        raise OperatorError("--key says who signed the checkpoint of --against: give that too")
    newest = outside.read(settings.checkpoint_path)
    if newest is not None:
        kept.append(Kept(settings.checkpoint_path.name, newest, is_own=True))
    if not databases.is_there(settings.database):  # before keys are asked for
        raise OperatorError(databases.never_started(settings.database))
    with databases.beside(settings.database, None if public else settings.keys()) as connection, _progress() as show:
        report = auditing.audit(connection, Scope(kept, None if public else vault.of(connection)), show)
        if not report.findings:  # else the history may be what was changed
            _remark(connection)
    _print(report, is_public=public)
    return 1 if report.findings else 0


def _print(report: Report, *, is_public: bool) -> None:
    for finding in report.findings:
        typer.echo(str(finding))
    more = report.findings.count - len([*report.findings])
    if more:
        typer.echo(f"… and {more} more")
    judged = "leaves, tree and checkpoints" if is_public else "everything"
    what = f"{report.findings.count} findings in" if report.findings else f"{judged} as it was written:"
    typer.echo(f"{what} {report.size} records, root {report.root.hex()}", err=True)


def _remark(connection: Connection) -> None:
    """What is no change, and what whoever verifies has to know all the same."""
    for entry in history.unvouched(log.keys(connection)):
        typer.echo(
            f"remark: nobody vouches for the key since {entry.since} records, {entry.vkey}: the one before it was lost",
            err=True,
        )


def _checkpoint(given: str) -> str:
    """The text of a checkpoint: of a file, or as it is."""
    if "\n" in given:
        return given
    try:
        with Path(given).open(encoding="utf-8", newline="") as file:
            return file.read(LONGEST + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(f"{given} is neither a checkpoint nor a file that can be read as one") from error


def _key(given: str | None) -> Key | None:
    try:
        return None if given is None else Key.parse(given)
    except Refused as error:
        raise OperatorError(str(error)) from error


@contextmanager
def _progress() -> Iterator[auditing.Progress]:
    """On a terminal's stderr."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:3.0f} %"))
    is_shown = console.is_terminal and sys.stderr.isatty()
    with Progress(*columns, TimeRemainingColumn(), console=console, disable=not is_shown) as progress:
        tasks: dict[str, tuple[TaskID, float]] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what), time.monotonic()
            task, since = tasks[what]
            rate = done / max(time.monotonic() - since, 0.001)
            progress.update(task, completed=done, total=total, description=f"{what}, {rate:,.0f}/s")

        yield show

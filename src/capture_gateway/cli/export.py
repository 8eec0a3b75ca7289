"""`export`: the evidence as one file that proves itself.

1. Records come from the database itself, beside the gateway that may be running, in ledger order; those that come
   after the start are left out: records never change, so the ledger's size at the start is a snapshot.
2. Memory does not grow with the store: a record is read, written and forgotten. A page is one query, so that the
   database can tidy up between two of them.
3. Programs for trials are left out unless they are asked for.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy import Connection

from capture_gateway.cli import formats
from capture_gateway.cli import project as projects
from capture_gateway.cli.whole_file import whole_file
from capture_gateway.core import instant
from capture_gateway.core.errors import OperatorError
from capture_gateway.machine import clock
from capture_gateway.storage import records

PAGE = 200
"""Records by one query."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records."""

    program: str | None
    after: int
    tests: bool


def export(  # noqa: PLR0913 - all of them have a default
    project: projects.ProjectArgument = projects.HERE,
    *,
    form: Annotated[
        formats.Name, typer.Option("--format", help="NDJSON for programs, CSV for spreadsheets.")
    ] = "ndjson",
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write; the file is there as a whole or not at all.")
    ] = None,
    program: Annotated[str | None, typer.Option(metavar="PROGRAM", help="Of one program alone.")] = None,
    after: Annotated[int, typer.Option(min=-1, max=2**53, metavar="N", help="Only records behind this position.")] = -1,
    include_tests: Annotated[bool, typer.Option("--include-tests", help="Of programs for trials too.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace FILE when there is one.")] = False,
    check: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Export nothing: check that this export is as it was written.")
    ] = None,
) -> None:
    """Write the evidence, one record a line, in the order of the ledger. The gateway may be running.

    The last line holds how many records there are, the SHA-256 of every byte before it, and the tree head of the
    ledger: {"export": {…}} in NDJSON; in CSV a row whose first cell is #export and whose second one is the same JSON.

    In CSV an apostrophe stands before whatever a spreadsheet could take for a formula, at the start of a cell and
    behind a comma, semicolon, bar, tab or line break in it; take one away at each such place to have the exact text.

    Example: capture-gateway export --format csv --out evidence.csv
    """
    if check is not None:
        typer.echo(f"{check} is as it was written: {formats.check(check)}")
        return
    root = projects.root(project)
    with projects.beside(root) as connection:
        projects.warned(root, connection)
        if program is not None and not _is_known(connection, root, program):
            raise OperatorError(f"there is no program {program}, and no record of one")
        with _target(out, replace=force) as file:
            summary = _write(connection, Wanted(program, after, include_tests), formats.FORMATS[form], file, out)
    typer.echo(f"{out or 'exported'}: {formats.told(summary)}", err=True)


def _is_known(connection: Connection, root: Path, program: str) -> bool:
    if not program.isprintable():
        return False
    in_files = (root / "prompts" / program / "program.toml").is_file()
    return in_files or any(records.read(connection, programs=[program], limit=1))


@contextmanager
def _target(out: Path | None, *, replace: bool) -> Iterator[BinaryIO]:
    if out is not None:
        with whole_file(out, replace=replace) as file:
            yield file
        return
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OperatorError(f"standard output cannot be written: {error.strerror}") from error


def _write(
    connection: Connection, wanted: Wanted, form: formats.Format, file: BinaryIO, out: Path | None
) -> formats.Summary:
    size, root = records.head(connection)
    digest, count, first, last = sha256(form.begin), 0, None, None
    file.write(form.begin)
    with _progress(size - 1 - wanted.after, is_shown=out is not None or not sys.stdout.isatty()) as show:
        for count, record in enumerate(_records(connection, wanted, size), 1):
            line = form.record(record)
            file.write(line)
            digest.update(line)
            last = record["position"]
            first = last if first is None else first
            if count % PAGE == 0:
                show(last - wanted.after, count)
        show(size - 1 - wanted.after, count)
    summary: dict[str, Any] = {
        "records": count,
        "first": first,
        "last": last,
        "sha256": digest.hexdigest(),
        "made_at": instant.text(clock()),
        "ledger": {"size": size, "root": root.hex()},
        "program": wanted.program,
        "after": wanted.after,
        "tests": wanted.tests,
    }
    file.write(form.end(summary))
    return summary


def _records(connection: Connection, wanted: Wanted, size: int) -> Iterator[dict[str, Any]]:
    programs = None if wanted.program is None else [wanted.program]
    after = wanted.after
    while True:
        record = None
        page = records.read(connection, after=after, limit=PAGE, until=size, programs=programs, tests=wanted.tests)
        for record in page:
            yield record
        if record is None:
            return
        after = record["position"]


@contextmanager
def _progress(total: int, *, is_shown: bool) -> Iterator[Callable[[int, int], None]]:
    """On a terminal's stderr: `show(positions passed, records written)`."""
    console = Console(stderr=True)
    columns = (BarColumn(), TextColumn("{task.percentage:3.0f} %"), TextColumn("{task.description}"))
    with Progress(
        *columns, TimeRemainingColumn(), console=console, disable=not (is_shown and console.is_terminal)
    ) as progress:
        task = progress.add_task("", total=max(total, 0))
        started = time.monotonic()

        def show(passed: int, count: int) -> None:
            rate = count / max(time.monotonic() - started, 0.001)
            progress.update(task, completed=passed, description=f"{count:,} records, {rate:,.0f}/s")

        yield show

"""`erase`: remove what can be read of a person."""

import json
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from capture_gateway.cli import ordering
from capture_gateway.cli import project as projects
from capture_gateway.core import address as addresses
from capture_gateway.core.erasure import Cause, Refused
from capture_gateway.core.errors import OperatorError
from capture_gateway.core.program import Program
from capture_gateway.machine import Randomness, clock
from capture_gateway.opening import opened
from capture_gateway.settings import Settings
from capture_gateway.storage import database as databases
from capture_gateway.storage import erasing, seen
from capture_gateway.storage.database import Database

KIND = "erase"
LONGEST = 400
"""Characters of a reason."""


def erase(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="The person's number: +14155550123.")],
    project: projects.ProjectArgument = projects.HERE,
    *,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, in words that tell nothing of the person: kept.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask on a terminal either.")] = False,
) -> None:
    """Remove everything that can be read of a person. It cannot be undone, and every proof in the ledger still holds.

    A withdrawal stands on: whoever said STOP is not contacted again, unless they agree anew. A program that has to keep
    its records refuses, and says why. Works beside a running gateway too. On a terminal it asks whether it is meant,
    unless --yes is given; anywhere else (a script, a pipe) it does not ask.

    Example: capture-gateway erase +14155550123 --reason "asked for by letter"
    """
    root = projects.root(project)
    programs = projects.deployment(root).catalogue.programs
    regions = {program.region for program in programs.values()}
    try:
        person = addresses.parse(address, regions.pop() if len(regions) == 1 else None)
    except addresses.BadAddress as error:
        raise OperatorError(f"that is not an address: {error}") from error
    if not reason.strip() or len(reason) > LONGEST:
        raise OperatorError(f"--reason says why, in 1 to {LONGEST} characters")
    if sys.stdin.isatty() and not yes:
        typer.confirm("Remove everything that can be read of this person? It cannot be undone.", abort=True)
    found = _result(root, programs, person, reason.strip())
    if "error" in found:
        raise OperatorError(str(found["error"]))
    typer.echo(_told(found))


def _told(found: dict[str, int | str]) -> str:
    count = int(found["erased"])
    removed = "Everything that could be read of them is removed" if found["records"] or count else "Nothing is kept"
    emptied = f": {count} {'record is' if count == 1 else 'records are'} empty now" if count else ""
    return f"{removed}{emptied}.{' A withdrawal of theirs stands on.' if found['remains'] else ''}"


def _result(root: Path, programs: Mapping[str, Program], person: str, reason: str) -> dict[str, int | str]:
    """Of the gateway that runs, or of our own work where none does."""
    settings = Settings.of(root)
    if not databases.is_there(settings.database):
        raise OperatorError(f"{databases.absent(settings.database)}: nothing is kept of anybody.")
    with closing(opened(settings)) as database:
        found = None
        if ordering.is_running(database):
            found = ordering.result(database, KIND, json.dumps({"address": person, "reason": reason}))
        if found is None:
            found = _own(settings, database, programs, person, reason)
        is_clean = erasing.scrub(database)
    if not is_clean:
        typer.echo("The write-ahead log is being read, and still holds it; it is emptied within a minute.", err=True)
    return found


def _own(
    settings: Settings, database: Database, programs: Mapping[str, Program], person: str, reason: str
) -> dict[str, int | str]:
    with database.reading() as connection:
        verdict = seen.verdict(connection, settings.checkpoint_path, settings.signing_keys())
    if verdict.why:
        raise OperatorError(seen.closed(verdict, database.name, settings.checkpoint_path))
    cause = Cause(reason, "staff-transcribed")
    try:
        with database.transaction() as connection:
            done = erasing.erase(connection, person, cause, programs, now=clock(), random=Randomness())
    except Refused as refused:
        raise OperatorError(str(refused)) from refused
    return {"erased": done.forgotten, "records": len(done.records), "remains": int(done.remains)}

"""`dossier`: everything that is kept of one person, as a file to print or to hand over."""

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from capture_gateway.api.dossiers import contents, page
from capture_gateway.cli import project as projects
from capture_gateway.cli.whole_file import whole_file
from capture_gateway.core import address as addresses
from capture_gateway.core.errors import OperatorError
from capture_gateway.machine import clock
from capture_gateway.prompts import catalogue
from capture_gateway.storage import dossiers
from capture_gateway.storage.database import snapshot

MADE_BY = "the command line"


def dossier(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="The person's number: +14155550123.")],
    *,
    as_: Annotated[Literal["html", "json"], typer.Option("--format", help="A page that prints, or JSON.")] = "html",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write here, not to the terminal.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file.")] = False,
    project: projects.ProjectOption = projects.HERE,
) -> None:
    """Put together everything that is kept of one person, in order of time, and what is permitted now.

    Reads beside a running gateway. Somebody of whom nothing is kept has an empty dossier that says so. A database that
    is older than what was signed is refused: it does not know what is permitted now.

    Example: capture-gateway dossier +14155550123 --out dossier.html
    """
    root = projects.root(project)
    programs = catalogue.load(root, []).programs
    regions = {program.region for program in programs.values()}
    try:
        subject = addresses.parse(address, regions.pop() if len(regions) == 1 else None)
    except addresses.BadAddress as error:
        raise OperatorError(f"that is not an address: {error}") from error
    with projects.beside(root) as connection:
        outdated = projects.outdated(root, connection)
        if outdated:  # a dossier says what is permitted now
            raise OperatorError(outdated)
        with snapshot(connection):
            kept = dossiers.of(connection, subject, None)
    made = contents.of(kept, subject, programs.values(), made_at=clock(), made_by=MADE_BY)
    text = page.render(made, programs.values()) if as_ == "html" else json.dumps(made, ensure_ascii=False, indent=2)
    if out is None:
        typer.echo(text)
        return
    with whole_file(out, replace=force) as file:
        file.write(f"{text}\n".encode())
    entries = len(made["items"])
    typer.echo(f"{out}: {entries} {'entry' if entries == 1 else 'entries'}", err=True)

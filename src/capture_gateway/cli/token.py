"""`token`: what integrators ask with."""

import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection

from capture_gateway.api.rate import PER_MINUTE
from capture_gateway.cli import project as projects
from capture_gateway.core import instant
from capture_gateway.core.errors import OperatorError
from capture_gateway.machine import clock
from capture_gateway.prompts.facts import ID
from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database

app = typer.Typer(help="Make, list and revoke the tokens of integrators.", no_args_is_help=True)

_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
_MOST = 10_000_000
"""Requests a minute; more than one gateway can answer."""
_WIDEST = 1_000
"""Columns of a line that is not broken: a cut-off name or beginning helps nobody."""


@app.command()
def create(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Who uses it: one name for each system.")],
    more: Annotated[list[str] | None, typer.Argument(hidden=True)] = None,
    *,
    scope: Annotated[list[str], typer.Option("--scope", metavar="SCOPE...", help=f"Any of {', '.join(tokens.SCOPES)}")],
    program: Annotated[
        list[str] | None, typer.Option("--program", metavar="PROGRAM...", help="The programs that it reaches; or all.")
    ] = None,
    per_minute: Annotated[
        int | None, typer.Option(min=1, max=_MOST, help=f"Requests a minute; {PER_MINUTE} unless given.")
    ] = None,
    project: projects.ProjectOption = projects.HERE,
) -> None:
    """Make a token and print its secret, this one time.

    Two valid tokens may have one NAME, so that a new one can take over before the old one is revoked.

    Example: capture-gateway token create crm --scope permission:read evidence:read --program bluebird-updates
    """
    if not _NAME.fullmatch(name) or name.startswith(tokens.MARK):
        raise OperatorError(
            "a token's name has letters, digits, dots, dashes and underscores, and does not begin with "
            f"{tokens.MARK} as secrets do: name the system that uses it"
        )
    # Whatever follows an option's first word comes as `more`.
    rest = _words(more or ())
    scopes = [*_words(scope), *(one for one in rest if one in tokens.SCOPES or not program or ":" in one)]
    unknown = [one for one in scopes if one not in tokens.SCOPES]
    if unknown:
        raise OperatorError(f"{unknown[0]} is no scope; known: {', '.join(tokens.SCOPES)}")
    programs = [*_words(program or ()), *(one for one in rest if one not in scopes)]
    _refuse_unknown(programs, project)
    secret = tokens.MARK + secrets.token_urlsafe(32)
    with _database(projects.database, project) as connection:
        if tokens.valid(connection, name) >= tokens.AT_ONCE:
            raise OperatorError(
                f"there are {tokens.AT_ONCE} valid tokens {name}: revoke the older one by its beginning, which "
                "`capture-gateway token list` shows"
            )
        tokens.create(
            connection, name, dict.fromkeys(scopes), secret, clock(),
            programs=dict.fromkeys(programs), per_minute=per_minute,
        )  # fmt: skip
    typer.echo(secret)


@app.command(name="list")
def list_(*, project: projects.ProjectOption = projects.HERE) -> None:
    """List every token: its beginning, what it may do, when it was made and last used, and whether it is revoked.

    Example: capture-gateway token list
    """
    with _database(projects.started, project) as connection:
        found = tokens.listed(connection)
    table = Table("name", "begins", "scopes", "programs", "a minute", "made", "last used", "revoked", box=None)
    for token in found:
        table.add_row(
            token.name,
            token.prefix,
            " ".join(token.scopes),
            " ".join(token.programs) or "all",
            str(token.per_minute or PER_MINUTE),
            _at(token.created_at),
            _at(token.used_at),
            _at(token.revoked_at),
        )
    console = Console(soft_wrap=True)
    console.width = max(console.width, console.measure(table, options=console.options.update(width=_WIDEST)).maximum)
    console.print(table)


@app.command()
def revoke(
    which: Annotated[str, typer.Argument(metavar="NAME|BEGINNING", help="Every token of a name, or just one.")],
    *,
    project: projects.ProjectOption = projects.HERE,
) -> None:
    """Revoke tokens: they are refused within a second, also by a gateway that is running.

    A name revokes every token of that name; the beginning that `token list` shows, such as cg_k3V9d-Qx1, only that one.

    Example: capture-gateway token revoke crm
    """
    with _database(projects.started, project) as connection:
        revoked = tokens.revoke(connection, which, clock())
    shown = f"{tokens.prefix(which)}…" if which.startswith(tokens.MARK) else which
    if not revoked:
        raise OperatorError(f"there is no valid token {shown}: `capture-gateway token list` shows them")
    typer.echo(f"{shown} is revoked." if revoked == 1 else f"{revoked} tokens {shown} are revoked.")


def _words(given: Sequence[str]) -> list[str]:
    return " ".join(given).replace(",", " ").split()


def _refuse_unknown(programs: Sequence[str], project: Path) -> None:
    """OperatorError for a program that the deployment does not have; without one that can be read, for no name."""
    if not programs:
        return
    try:
        known = tuple(projects.deployment(project).catalogue.programs)
    except OperatorError:
        known = ()
    for one in programs:
        if known and one not in known:
            raise OperatorError(f"there is no program {one}; known: {', '.join(known)}")
        if not re.fullmatch(ID, one):
            raise OperatorError(f"{one} is no program's name: it has small letters, digits and dashes")


def _at(moment: int | None) -> str:
    return "" if moment is None else instant.text(moment)


@contextmanager
def _database(opened: Callable[[Path], Database], project: Path) -> Iterator[Connection]:
    database = opened(projects.root(project))
    try:
        with database.transaction() as connection:
            yield connection
    finally:
        database.close()

"""`token`: what integrators ask with."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from capture_gateway.app import clock
from capture_gateway.cli import project as projects
from capture_gateway.core import instant
from capture_gateway.core.errors import OperatorError
from capture_gateway.settings import Settings
from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database

app = typer.Typer(help="Make, list and revoke the tokens of integrators.", no_args_is_help=True)

_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Who uses it: one token for each system.")]


@app.command()
def create(
    name: NameArgument,
    more: Annotated[list[str] | None, typer.Argument(hidden=True)] = None,
    *,
    scope: Annotated[list[str], typer.Option("--scope", metavar="SCOPE...", help=f"Any of {', '.join(tokens.SCOPES)}")],
    project: projects.ProjectOption = projects.HERE,
) -> None:
    """Make a token and print its secret, this one time.

    Example: capture-gateway token create crm --scope permission:read evidence:read
    """
    scopes = " ".join([*scope, *(more or ())]).replace(",", " ").split()
    if not _NAME.fullmatch(name):
        raise OperatorError(
            "a token's name has letters, digits, dots, dashes and underscores: name the system that uses it"
        )
    unknown = [one for one in scopes if one not in tokens.SCOPES]
    if unknown:
        raise OperatorError(f"{unknown[0]} is no scope; known: {', '.join(tokens.SCOPES)}")
    secret = "cg_" + secrets.token_urlsafe(32)
    try:
        with _database(project) as connection:
            tokens.create(connection, name, dict.fromkeys(scopes), secret, clock())
    except IntegrityError as error:
        raise OperatorError(f"there is or was a token {name} already: choose another name") from error
    typer.echo(secret)


@app.command(name="list")
def list_(*, project: projects.ProjectOption = projects.HERE) -> None:
    """List every token: its name, its scopes, when it was made and whether it is revoked.

    Example: capture-gateway token list
    """
    with _database(project) as connection:
        found = tokens.listed(connection)
    table = Table("name", "scopes", "made", "revoked", box=None)
    for token in found:
        revoked = "" if token.revoked_at is None else instant.text(token.revoked_at)
        table.add_row(token.name, " ".join(token.scopes), instant.text(token.created_at), revoked)
    Console(soft_wrap=True).print(table)


@app.command()
def revoke(name: NameArgument, *, project: projects.ProjectOption = projects.HERE) -> None:
    """Revoke a token: it is refused within a second, also by a gateway that is running.

    Example: capture-gateway token revoke crm
    """
    with _database(project) as connection:
        was_valid = tokens.revoke(connection, name, clock())
    if not was_valid:
        raise OperatorError(f"there is no valid token {name}: `capture-gateway token list` shows them")
    typer.echo(f"{name} is revoked.")


@contextmanager
def _database(project: Path) -> Iterator[Connection]:
    database = Database(Settings.of(projects.root(project)).database_path)
    try:
        with database.transaction() as connection:
            yield connection
    finally:
        database.close()

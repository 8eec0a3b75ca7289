"""The command line, `capture-gateway`: one module for each command, or for a group of them.

A command parses its arguments, calls, prints. A user's mistake is an `OperatorError` (or typer's own): one line on
stderr and exit 2, never a traceback.

Only the module of the command that is asked for is imported; the help and a shell's completion ask for all of them.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pkgutil import resolve_name
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException
from typer.main import get_group

from capture_gateway import __version__
from capture_gateway.core.errors import OperatorError

COMMANDS = {
    "demo": "demo:demo",
    "init": "init:init",
    "check": "check:check",
    "serve": "serve:serve",
    "reconcile": "reconcile:reconcile",
    "import": "import_:import_",
    "snippet": "snippet:snippet",
    "pack": "pack:pack",
    "doctor": "doctor:doctor",
    "dossier": "dossier:dossier",
    "verify": "verify:verify",
    "erase": "erase:erase",
    "understand": "understand:understand",
    "export": "export:export",
    "limits": "limits:limits",
    "backup": "backup:backup",
    "restore": "restore:restore",
    "migrate": "migrate:migrate",
    "ledger": "ledger:app",
    "words": "words:app",
    "try": "try_:app",
    "token": "token:app",
    "webhook": "webhook:app",
    "permissions": "permissions:app",
}
"""Command -> its module here, and in there the function, or the app of a group. In the order of the help."""


@cache
def _command(name: str) -> Any:
    """A command of typer's, its module imported. KeyError."""
    found = resolve_name(f"{__name__}.{COMMANDS[name]}")
    one = typer.Typer()
    if isinstance(found, typer.Typer):
        one.add_typer(found, name=name)
    else:
        one.command(name)(found)
    return get_group(one).commands[name]


class _Commands(Mapping[str, Any]):
    """Every command by its name: imported when it is asked for, so that each starts without what the others need."""

    def __getitem__(self, name: str) -> Any:
        return _command(name)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class _CommandLine(TyperGroup):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.commands = _Commands()  # type: ignore[assignment]  # typer only reads them

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Their names, without importing one."""
        del ctx
        return list(COMMANDS)


app = typer.Typer(
    name="capture-gateway",
    help="Takes a person's agreement to be contacted, by text, phone and web page, and keeps the proof.",
    cls=_CommandLine,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer's callback
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    del version  # its callback has answered


def main() -> None:
    """Run the command line of this process, and exit."""
    try:
        code = app(standalone_mode=False, prog_name="capture-gateway")
        sys.stdout.flush()
    except TyperException as error:
        sys.exit(_mistake(error.format_message()))
    except OperatorError as error:
        sys.exit(_mistake(str(error)))
    except typer.Abort:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on: say nothing more
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


def _mistake(message: str) -> int:
    line = " ".join(message.split())
    if line:  # empty: the help was printed instead
        print(f"capture-gateway: {line}", file=sys.stderr)  # noqa: T201
    return 2

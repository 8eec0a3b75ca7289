"""The command line, `capture-gateway`: one module for each command, or for a group of them.

A command parses its arguments, calls, prints. A user's mistake is an `OperatorError` (or typer's own): one line on
stderr and exit 2, never a traceback.
"""

import os
import sys
from typing import Annotated

import typer
from typer.exceptions import TyperException

from capture_gateway import __version__
from capture_gateway.cli import (
    check,
    demo,
    doctor,
    dossier,
    export,
    import_,
    init,
    limits,
    pack,
    permissions,
    reconcile,
    serve,
    snippet,
    token,
    try_,
    understand,
    webhook,
    words,
)
from capture_gateway.core.errors import OperatorError

app = typer.Typer(
    name="capture-gateway",
    help="Takes a person's agreement to be contacted, by text, phone and web page, and keeps the proof.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command()(demo.demo)
app.command()(init.init)
app.command()(check.check)
app.add_typer(words.app, name="words")
app.command()(serve.serve)
app.command()(reconcile.reconcile)
app.command(name="import")(import_.import_)
app.command()(snippet.snippet)
app.command()(pack.pack)
app.command()(doctor.doctor)
app.command()(dossier.dossier)
app.add_typer(try_.app, name="try")
app.command()(understand.understand)
app.add_typer(token.app, name="token")
app.add_typer(webhook.app, name="webhook")
app.command()(export.export)
app.add_typer(permissions.app, name="permissions")
app.command()(limits.limits)


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

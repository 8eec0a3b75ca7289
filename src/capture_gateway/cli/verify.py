"""`verify`: whether a receipt proves its record, offline, step by step.

It needs no project, no database and no network: what `receipts.verifying` lists is done in that order, and printed.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from capture_gateway.core.errors import OperatorError
from capture_gateway.ledger.note import Refused
from capture_gateway.receipts import strict, trust
from capture_gateway.receipts.verifying import Step, holds
from capture_gateway.receipts.verifying import verify as steps_of

_COLORS = {"ok": typer.colors.GREEN, "failed": typer.colors.RED, "not checked": typer.colors.YELLOW}


def verify(
    receipt: Annotated[str, typer.Argument(metavar="RECEIPT", help="A file; `-`: standard input.")],
    *,
    key: Annotated[
        list[str] | None,
        typer.Option("--key", metavar="KEY", help="A verifier key that you know, or a file with it; may be repeated."),
    ] = None,
) -> None:
    """Check a receipt, offline: what it proves, step by step. Exit 0 only if every step holds.

    Without --key nobody vouches for the key that stands in the receipt: the step "key trusted" is NOT CHECKED, and the
    exit is 1.

    Example: capture-gateway verify receipt.json --key consent.example/ledger+1a2b3c4d+AZx…
    """
    raw = sys.stdin.buffer.read(strict.LARGEST + 1) if receipt == "-" else _read(Path(receipt))
    try:
        trusted = None if key is None else trust.keys(map(_text, key))
    except Refused as error:
        raise OperatorError(f"--key: {error}") from error
    steps = steps_of(raw, trusted)
    for step in steps:
        _print(step)
    if holds(steps):
        typer.echo("The receipt holds.")
        return
    first = next((step for step in steps if step.outcome == "failed"), None)
    if first is not None:
        typer.echo(f"The receipt does NOT hold: step {first.number}, {first.name}.")
    else:
        typer.echo("The receipt holds in itself; whether its key is the log's was NOT CHECKED.")
    raise typer.Exit(1)


def _print(step: Step) -> None:
    outcome = typer.style(f"{step.outcome:<11}", fg=_COLORS[step.outcome])
    typer.echo(f"{step.number:>2}  {outcome}  {step.name}: {step.found}")


def _text(key: str) -> str:
    """A key as it is, or what stands in the file of this name. OperatorError: it is neither."""
    try:
        return _read(Path(key)).decode()
    except UnicodeDecodeError as error:
        raise OperatorError(f"--key: {key} is no text") from error
    except OperatorError as unread:
        try:
            trust.keys([key])
        except Refused:
            raise OperatorError(f"--key: {key!r} is no verifier key, and no file of that name can be read.") from unread
    return key


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(strict.LARGEST + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise OperatorError(f"{path} cannot be read: {why}") from error

"""`ledger`: the public log of the records. Its newest checkpoint, and the keys to verify it with."""

import base64
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from capture_gateway.cli import project as projects
from capture_gateway.cli.audit import audit
from capture_gateway.cli.whole_file import whole_file
from capture_gateway.core import instant
from capture_gateway.core.errors import OperatorError
from capture_gateway.ledger import history as key_history
from capture_gateway.ledger.history import Entry
from capture_gateway.ledger.note import Key, Refused
from capture_gateway.machine import clock
from capture_gateway.opening import alone, opened
from capture_gateway.settings import PREFIX, Settings
from capture_gateway.storage import database as databases
from capture_gateway.storage import log, outside, seen
from capture_gateway.storage.database import beside
from capture_gateway.transparency import signing, starting
from capture_gateway.transparency.signing import Broken, Signed

app = typer.Typer(help="The public log of the records: its checkpoints and keys.", no_args_is_help=True)

_FILE = "file:"


@app.callback()
def _group() -> None:
    """The public log of the records: its checkpoints and keys."""


@app.command()
def checkpoint(project: projects.ProjectArgument = projects.HERE) -> None:
    """Print the newest signed checkpoint, as it is served at /ledger/checkpoint.

    Example: capture-gateway ledger checkpoint my-deployment > today.checkpoint
    """
    root = projects.root(project)
    with projects.beside(root) as connection:
        projects.warned(root, connection)
        newest = log.newest(connection)
    if newest is None:
        raise OperatorError(
            f"nothing was ever signed in {databases.name(Settings.of(root).database)}: start the gateway once."
        )
    typer.echo(newest.note, nl=False)


@app.command()
def key(
    project: projects.ProjectArgument = projects.HERE,
    *,
    new: Annotated[bool, typer.Option("--new", help="Make another key, to sign with from the next start on.")] = False,
    lost: Annotated[
        bool, typer.Option("--lost", help="With --new: no key that signed is left; go on without its word.")
    ] = False,
    history: Annotated[
        bool, typer.Option("--history", help="Print every key that ever signed, and verify it.")
    ] = False,
) -> None:
    """Print the key with which checkpoints and receipts are verified; give it to whoever wants to.

    --new puts another key before those that sign, which vouch for it: whoever knows one of them learns the new one.
    --new --lost is for a log whose keys are all lost, with the gateway stopped: nobody vouches for the new key, so
    whoever verifies with an older one has to be told the new one by you. The history says so for ever.

    Example: capture-gateway ledger key my-deployment
    """
    settings = Settings.of(projects.root(project))
    if lost and not new:
        raise OperatorError("--lost goes with --new: it says that no key is left to vouch for the new one.")
    if new:
        (_go_on_alone if lost else _make)(settings)
        return
    with beside(settings.database, settings.keys()) as connection:
        entries = log.keys(connection)
    if not entries:
        raise OperatorError(f"nothing was ever signed in {databases.name(settings.database)}: start the gateway once.")
    if not history:
        typer.echo(entries[-1].vkey)
        return
    if not _told(entries):
        raise typer.Exit(1)


app.command()(audit)


def _make(settings: Settings) -> None:
    """Put a new key before the others of the file, all of which go on signing."""
    reference = settings.signing_key.get_secret_value()
    if not reference.startswith(_FILE):
        raise OperatorError(
            f"{PREFIX}SIGNING_KEY names no file: put the base64 of 32 random bytes before the key that stands there, "
            "with a comma between them, and restart the gateway. `openssl rand -base64 32` makes them."
        )
    path = settings.project / reference.removeprefix(_FILE)
    kept = settings.signing_keys()  # made, if there was none, and known to be usable
    if databases.is_there(settings.database):
        with beside(settings.database, settings.keys()) as connection:
            starting.refuse_strangers(connection, kept)
    with whole_file(path, replace=True) as file:
        file.write("\n".join([_fresh(), *_lines(path), ""]).encode())
    typer.echo(
        f"{path} holds {len(kept) + 1} keys now, the new one first. Restart the gateway: from then on all of them"
        " sign, and whoever knows an older one goes on. Copy the file to where you keep the other keys."
    )


def _go_on_alone(settings: Settings) -> None:
    """Sign on with a key that nobody vouches for: the one that stands there, or one that is made where none does."""
    if not databases.is_there(settings.database):
        raise OperatorError(databases.never_started(settings.database))
    # A gateway that runs has the key that is said to be lost.
    with alone(settings.database), closing(opened(settings)) as database, database.transaction() as connection:
        signed = _signed_alone(connection, settings)
    try:
        outside.write(settings.checkpoint_path, signed.newest.note)
    except OSError as error:
        raise OperatorError(f"{settings.checkpoint_path} cannot be written: {error.strerror}.") from error
    typer.echo(
        f"From {signed.newest.size} records on the log is signed by {signed.keys[-1].vkey}. Nobody vouches for it: "
        "tell it to whoever verifies receipts or checkpoints of yours. Start the gateway, and copy the key's file to"
        " where you keep the others."
    )


def _signed_alone(connection: Connection, settings: Settings) -> Signed:
    if not log.keys(connection):
        raise OperatorError("nothing was ever signed, so no key is lost: start the gateway, which makes one.")
    verdict = seen.verdict(connection, settings.checkpoint_path, ())
    if verdict.why:
        raise OperatorError(seen.closed(verdict, databases.name(settings.database), settings.checkpoint_path))
    reference = settings.signing_key.get_secret_value()
    path = settings.project / reference.removeprefix(_FILE)
    if reference.startswith(_FILE) and not path.exists():
        with whole_file(path, replace=False) as file:
            file.write(_fresh().encode() + b"\n")
    keys = settings.signing_keys()
    if not starting.are_strangers(connection, keys):
        raise OperatorError("SIGNING_KEY holds a key that signed this log, so it is not lost: leave --lost out.")
    signed = signing.sign(connection, keys=keys, public_url=settings.public_url, now=clock())
    if isinstance(signed, Broken):
        raise OperatorError(signed.why)
    return signed


def _fresh() -> str:
    return base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").replace(",", "\n").split()


def _told(entries: Sequence[Entry]) -> bool:
    """Print every key and who vouches for it; whether all of it holds."""
    before, holds = None, True
    for entry in entries:
        typer.echo(entry.vkey)
        try:
            says = _vouched(entry, before)
        except Refused as error:
            says, holds = f"NOT VOUCHED FOR: {error}", False
        typer.echo(f"  since {entry.since} records, {instant.text(entry.at)}: {says}")
        before = entry
    return holds


def _vouched(entry: Entry, before: Entry | None) -> str:
    """Half a sentence. Refused when the note does not hold."""
    if before is None:
        return "the first key"
    if Key.parse(before.vkey) in key_history.vouched(entry, before):
        return "signed by the key before it"
    return "signed by itself alone, as the key before it was lost"

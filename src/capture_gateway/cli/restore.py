"""`restore`: start from a backup.

1. Nobody may serve the database meanwhile (`storage.replacing`): the writer's lock is held from the first look to the
   last step; on PostgreSQL, no gateway is connected.
2. The backup is put beside the database and audited there; nothing else changes before it is known to be sound, and
   not older than what was signed. Keys come last: they never stand beside a database that they do not open. Ended
   before, `restore` again takes them from where they are.
3. An older one is refused, with the number of records that it lacks: whoever holds a receipt of those would see a log
   that forgot. `--new-origin` begins a new log under a name that was never used. It names the last checkpoint of the
   old one, whose records up to that of the backup are the same.
4. The database that stood there is kept under another name (on PostgreSQL, in a schema), and with it everybody whom it
   holds, until somebody deletes it. The journal of withdrawals stays, and is taken in by the next start.
5. Who was erased since the backup can be read again, and must be erased again; how many there are is told as far as it
   is known.
"""

import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import URL, Connection

from capture_gateway.cli import project as projects
from capture_gateway.cli.backup import FileArgument, is_itself, keys_of, progress
from capture_gateway.cli.sound import sound
from capture_gateway.core.errors import OperatorError
from capture_gateway.core.keys import Keys
from capture_gateway.ledger import checkpoint
from capture_gateway.machine import clock
from capture_gateway.settings import PREFIX, Settings
from capture_gateway.storage import database as databases
from capture_gateway.storage import log, outside, records, replacing, seen, sqlite
from capture_gateway.storage.database import beside
from capture_gateway.storage.log import Log
from capture_gateway.storage.schema import FIRST
from capture_gateway.transparency import signing

_WITHDRAWN_SINCE = (
    "Who withdrew since the backup stands in it as before: `capture-gateway reconcile --since 7d` takes in what people "
    "texted meanwhile, and belongs before anything else."
)
_ERASED_SINCE = (
    "Who was erased since the backup can be read again: erase them again, with `capture-gateway erase` or "
    "POST /v1/erasures."
)


@dataclass(frozen=True, slots=True)
class _Lost:
    """What a database has that the backup has not."""

    records: int
    erasures: int
    """`erased` records: one for each sender and program of each person."""


def restore(
    file: FileArgument,
    *,
    project: projects.ProjectOption = projects.HERE,
    new_origin: Annotated[
        bool, typer.Option("--new-origin", help="Go on from a backup that is too old, in a new log.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Put aside a database that has more records than FILE.")
    ] = False,
) -> None:
    """Put the backup FILE in the place of the database. The gateway must not be running.

    FILE is audited first, and a damaged one is refused. Where the project has no keys yet, they are taken from
    FILE.keys. What stood there is kept beside it.

    Example: capture-gateway restore /backups/2026-11-22.db
    """
    own = Settings.of(projects.deployed(project))
    url = own.database
    if not file.is_file():
        raise OperatorError(f"there is no file {file}.")
    if is_itself(file, url):
        raise OperatorError(f"{file} is the database itself: copy it somewhere else first, with `backup`.")
    written = _written(keys_of(file))
    settings = own.with_keys(written)
    settings.written_keys()  # or one is missing, which nobody may make
    keys = settings.keys()
    settings.checkpoint_path.parent.mkdir(parents=True, exist_ok=True)
    now = time.time_ns()  # no two restores have one name
    aside = f".replaced-{time.strftime('%Y%m%d-%H%M%S', time.gmtime(now // 10**9))}-{now % 10**9:09}"
    note = ""
    try:
        with replacing.alone(url):
            lost = _lost(url, keys, file)
            _refuse_loss(url, lost, force=force)
            check = partial(sound, what=str(file))
            with progress() as show, replacing.replaced(file, url, keys, aside, show, check) as (connection, kept):
                size, _ = records.head(connection)
                last = _old_enough(connection, settings, file, new_origin=new_origin)
                if new_origin:
                    note = _begin(connection, settings, last)
            own.put_keys(written)
            if note:
                _put_checkpoint(settings.checkpoint_path, note, aside)
    except OSError as error:
        raise OperatorError(f"{databases.name(url)} cannot be put in place: {error.strerror}.") from error
    what = f" What stood there is {kept} now: it holds everything until you delete it." if kept else ""
    began = f" The log goes on as {note.partition(chr(10))[0]}. {_WITHDRAWN_SINCE}" if note else ""
    where = databases.name(url)
    typer.echo(f"{where}: {size:,} records.{what}{began}{_again(lost, is_new=bool(note))}", err=True)


def _written(path: Path) -> dict[str, str]:
    """What `backup` wrote into the file of keys; nothing where there is none."""
    try:
        lines = path.read_text().splitlines() if path.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(f"{path} cannot be read as UTF-8 text.") from error
    return {name: value for name, _, value in (line.partition("=") for line in lines) if name.startswith(PREFIX)}


def _lost(url: URL, keys: Keys, file: Path) -> _Lost | None:
    """What the database that stands there has beyond the backup; None where there is none that can be read."""
    with beside(sqlite.url(file), keys, FIRST) as backup:
        size, _ = records.head(backup)
    try:
        with beside(url, keys, FIRST) as connection:
            there, _ = records.head(connection)
            return _Lost(max(there - size, 0), seen.erased_since(connection, size))
    except OperatorError:
        return None


def _refuse_loss(url: URL, lost: _Lost | None, *, force: bool) -> None:
    """OperatorError where the database that stands there has more records; one that cannot be read has none."""
    if lost is not None and lost.records and not force:
        raise OperatorError(
            f"{databases.name(url)} has {lost.records:,} records more than the backup: with --force it is put aside "
            "all the same."
        )


def _again(lost: _Lost | None, *, is_new: bool) -> str:
    """Who has to be erased again; nothing where nobody was, or could have been."""
    if lost is None:
        return f" {_ERASED_SINCE}" if is_new else ""
    if not lost.erasures:
        return ""
    records = "1 record" if lost.erasures == 1 else f"{lost.erasures:,} records"
    return f" {_ERASED_SINCE} The database that stood there has {records} of erasures that the backup lacks."


def _old_enough(connection: Connection, settings: Settings, file: Path, *, new_origin: bool) -> str:
    """The newest checkpoint that is known; empty when nothing was signed. OperatorError: the backup is too old."""
    verdict = seen.verdict(connection, settings.checkpoint_path, settings.signing_keys())
    if verdict.why and not new_origin:
        raise OperatorError(
            f"{file} does not go on from the checkpoint in {settings.checkpoint_path}: {verdict.why}. Take a newer "
            "backup. Where there is none, --new-origin goes on from this one in a new log, which says where the old "
            "one ended."
        )
    newest = log.newest(connection)
    inside = "" if newest is None else newest.note
    published = "" if verdict.state == "foreign" else outside.read(settings.checkpoint_path) or ""
    if verdict.why or not inside:
        return published or inside
    return max(inside, published or inside, key=lambda note: checkpoint.said(note).size)


def _put_checkpoint(path: Path, note: str, aside: str) -> None:
    if path.exists():
        path.rename(path.with_name(path.name + aside))
    outside.write(path, note)


def _begin(connection: Connection, settings: Settings, last: str) -> str:
    """Begin a new log; its first checkpoint, signed."""
    now, (size, _) = clock(), records.head(connection)
    logs = log.logs(connection)
    first = logs[0].origin if logs else signing.origin(settings.public_url)
    named = time.strftime("%Y%m%dT%H%M%S", time.gmtime(now // 1000))  # nobody ever gave this name to a log
    log.begin(connection, Log(f"{first}/{named}{now % 1000:03}Z", size, now, last))
    signed = signing.sign(connection, keys=settings.signing_keys(), public_url=settings.public_url, now=now)
    if isinstance(signed, signing.Broken):
        raise OperatorError(f"the backup cannot be signed: {signed.why}")
    return signed.newest.note

"""`reconcile`: messages that people sent while the gateway could not be reached."""

import asyncio
import json
import re
import time
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from capture_gateway import app
from capture_gateway.cli import project as projects
from capture_gateway.core import identity, instant
from capture_gateway.core.errors import OperatorError
from capture_gateway.settings import Settings
from capture_gateway.storage import orders
from capture_gateway.storage.database import Database, InUse
from capture_gateway.storage.orders import Order

KIND = "reconcile"
LOOK_EVERY = 0.2
"""Seconds between two looks for the result."""
TAKEN_WITHIN = 15.0
"""Seconds in which a running gateway takes an order."""
_SINCE = re.compile(r"([1-9][0-9]{0,3})([mhd])")
_UNITS = {"m": instant.MINUTE, "h": instant.HOUR, "d": instant.DAY}


def reconcile(
    project: projects.ProjectArgument = projects.HERE,
    *,
    since: Annotated[str, typer.Option(metavar="TIME", help="How far to look back: 90m, 24h, 7d.")] = "24h",
) -> None:
    """Fetch messages that Twilio took while the gateway could not be reached, and take them as if they came now.

    Withdrawals count whenever they were written; each is confirmed by text if that is less than 5 minutes ago. Messages
    that are known already are left as they are, so this can be run at any time, beside a running gateway too.

    Example: capture-gateway reconcile my-deployment --since 6h
    """
    root = projects.root(project)
    start = str(app.clock() - _milliseconds(since))
    with Console(stderr=True).status("Asking for messages…"):
        result = _result(root, start)
    if "error" in result:
        raise OperatorError(str(result["error"]))
    typer.echo(
        f"{result['fetched']} messages fetched, {result['missing']} were missing: {result['withdrawals']} withdrawals, "
        f"{result['given']} given" + (f", {result['failed']} could not be read." if result["failed"] else ".")
    )
    raise typer.Exit(1 if result["failed"] else 0)


def _milliseconds(since: str) -> int:
    found = _SINCE.fullmatch(since)
    if found is None:
        raise OperatorError(f"--since {since} is no length of time: write 90m, 24h or 7d")
    return int(found[1]) * _UNITS[found[2]]


def _result(root: Path, start: str) -> dict[str, int | str]:
    """Of the gateway that runs, or of our own work where none does."""
    settings = Settings.of(root)
    with closing(Database(settings.database_path)) as database:
        try:
            database.lock()
        except InUse:
            result = _ordered(database, start)
            if result is not None:
                return result
    return asyncio.run(_own(root, settings, start))


def _ordered(database: Database, start: str) -> dict[str, int | str] | None:
    """What the running gateway made of it; None when it ended before it took the order. OperatorError: it does not."""
    order = Order(identity.uuid7(app.clock(), app.Randomness()(10)), KIND, start)
    with database.transaction() as connection:
        orders.place(connection, order, app.clock())
    try:
        deadline = time.monotonic() + TAKEN_WITHIN
        while True:
            time.sleep(LOOK_EVERY)
            with database.reading() as connection:
                is_taken, result = orders.standing(connection, order.id)
            if result is not None:
                found: dict[str, int | str] = json.loads(result)
                return found
            if not is_taken and time.monotonic() > deadline:
                _check_nobody_runs(database)
                return None
    finally:
        with database.transaction() as connection:
            orders.remove(connection, order.id)


def _check_nobody_runs(database: Database) -> None:
    try:
        database.lock()
    except InUse as error:
        raise OperatorError(
            "a process holds the database and takes no orders: is it a gateway of another version? Stop it, and try "
            "again."
        ) from error


async def _own(root: Path, settings: Settings, start: str) -> dict[str, int | str]:
    """The work of a gateway that answers nobody; its texts go out before it ends."""
    settings.refuse_demo_credentials()
    application = app.build(settings, projects.deployment(root))
    async with application.router.lifespan_context(application):
        result: dict[str, int | str] = json.loads(await application.state.orders.do(KIND, start))
        await application.state.worker.emptied()
    return result

"""`reconcile`: messages that people sent while the gateway could not be reached."""

import asyncio
import json
import re
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from capture_gateway import app
from capture_gateway.cli import ordering
from capture_gateway.cli import project as projects
from capture_gateway.core import instant
from capture_gateway.core.errors import OperatorError
from capture_gateway.machine import clock
from capture_gateway.settings import Settings

KIND = "reconcile"
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
    start = str(clock() - _milliseconds(since))
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
    with closing(projects.started(root)) as database:
        if ordering.is_running(database):
            result = ordering.result(database, KIND, start)
            if result is not None:
                return result
    return asyncio.run(_own(root, settings, start))


async def _own(root: Path, settings: Settings, start: str) -> dict[str, int | str]:
    """The work of a gateway that answers nobody; its texts go out before it ends."""
    settings.refuse_demo_credentials()
    application = app.build(settings, projects.deployment(root))
    async with application.router.lifespan_context(application):
        result: dict[str, int | str] = json.loads(await application.state.orders.do(KIND, start))
        await application.state.worker.emptied()
    return result

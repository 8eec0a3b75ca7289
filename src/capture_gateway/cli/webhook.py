"""`webhook`: who hears about changes.

Endpoints are changed by short transactions beside the gateway, which is then told by an order that something changed.
"""

import secrets
import time
from collections.abc import Callable, Collection
from contextlib import closing
from pathlib import Path
from typing import Annotated, get_args

import typer
from rich.console import Console
from sqlalchemy import Connection

from capture_gateway.cli import ordering
from capture_gateway.cli import project as projects
from capture_gateway.core import identity, instant
from capture_gateway.core.errors import OperatorError
from capture_gateway.core.permission import Event
from capture_gateway.machine import clock
from capture_gateway.outbox.webhooks.guard import Guard, Refused
from capture_gateway.prompts import catalogue
from capture_gateway.settings import Settings
from capture_gateway.storage import webhooks
from capture_gateway.storage.database import Database
from capture_gateway.storage.webhooks import Delivery, NotPossible, Wanted, Webhook

app = typer.Typer(help="Endpoints that hear about every change, by Standard Webhooks.", no_args_is_help=True)

KIND = "webhooks"
MADE_BY = "command line"
LOOK_EVERY = 0.1
TRIED_WITHIN = 30.0
"""Seconds in which a test is tried: longer than a receiver may take to answer."""
_DAY = 86_400

IdArgument = Annotated[str, typer.Argument(metavar="ID", help="The endpoint: `capture-gateway webhook list`.")]


@app.command(name="list")
def list_(*, project: projects.ProjectOption = projects.HERE) -> None:
    """List every endpoint: what it hears of, how far it is, and why it is disabled.

    Example: capture-gateway webhook list
    """
    with closing(_database(project)) as database, database.reading() as connection:
        found = webhooks.listed(connection)
    for one in found:
        events, programs = ", ".join(one.events) or "every event", ", ".join(one.programs) or "every program"
        hears = f"{events} of {programs}, done up to position {min(one.withdrawals_at, one.others_at)}"
        description = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in one.description)
        typer.echo("\n    ".join(filter(None, (f"{one.id} {one.url}", description, hears, _standing(one)))))
    if not found:
        typer.echo("there is no endpoint")


@app.command()
def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="Where messages are posted to: https.")],
    *,
    event: Annotated[list[str] | None, typer.Option(metavar="EVENT", help="One that it hears of; all.")] = None,
    program: Annotated[list[str] | None, typer.Option(metavar="PROGRAM", help="One of those; all.")] = None,
    description: Annotated[str, typer.Option(metavar="TEXT", help="For people who read the list.")] = "",
    after: Annotated[int | None, typer.Option(metavar="POSITION", help="Records behind it; from now on.")] = None,
    project: projects.ProjectOption = projects.HERE,
) -> None:
    """Make an endpoint, and print its id and, this one time, its secret.

    Example: capture-gateway webhook add https://crm.example.com/consent --event withdrawn
    """
    root = projects.deployed(project)
    try:
        Guard(Settings.of(root).networks).check(url)
    except Refused as error:
        raise OperatorError(f"{url}: {error}") from error
    _known("event", event or (), get_args(Event))
    _known("program", program or (), catalogue.load(root, []).programs)
    if after is not None and after < -1:
        raise OperatorError("--after is the position of a record, or -1 for all of them")
    secret, now = webhooks.fresh_secret(secrets.token_bytes(32)), clock()
    wanted = Wanted(url, description, tuple(dict.fromkeys(event or ())), tuple(dict.fromkeys(program or ())), after)
    identifier = identity.uuid7(now, secrets.token_bytes(10))
    projects.database(root).close()  # the one command here that may come before the first start
    _change(
        project,
        lambda connection: webhooks.made(connection, wanted, secret, identifier=identifier, by=MADE_BY, now=now),
    )
    typer.echo(f"{identifier}\n{secret}")


@app.command(name="test")
def send_test(identifier: IdArgument, *, project: projects.ProjectOption = projects.HERE) -> None:
    """Send a message that says nothing, and print what came of it. Exit 1 when it was not taken.

    Example: capture-gateway webhook test 01a20369-0a60-7f4b-b84f-8851e7d6e05f
    """
    with closing(_database(project)) as database:
        # On PostgreSQL nobody knows whether one runs: the one that delivers finds the message within a second or two.
        if not database.is_shared and not ordering.is_running(database):
            raise OperatorError("no gateway is running here, and it is the gateway that sends: start it, and try again")
        now = clock()
        message = f"msg_{identity.uuid7(now, secrets.token_bytes(10))}"
        _done(database, lambda connection: webhooks.test(connection, identifier, message, now=now))
        if not database.is_shared:
            ordering.result(database, KIND)
        with Console(stderr=True).status("Waiting for an answer…"):
            tried = _tried(database, identifier, message)
    _, status, error, milliseconds = tried.attempts[-1]
    answered = "nothing was answered" if status is None else f"{status} was answered"
    said = f"{answered} after {milliseconds} ms" + (f": {error}" if error else "")
    if tried.state == "waiting":
        said += f"; it is tried again at {instant.text(tried.due_at)}"
    typer.echo(f"{message}: {said}.")
    raise typer.Exit(0 if tried.state == "delivered" else 1)


@app.command()
def rotate(
    identifier: IdArgument,
    *,
    keep: Annotated[
        int, typer.Option(metavar="SECONDS", min=0, max=7 * _DAY, help="So long the old one signs.")
    ] = _DAY,
    project: projects.ProjectOption = projects.HERE,
) -> None:
    """Make a new secret and print it, this one time; the old one signs too, for a day or as long as you say.

    Example: capture-gateway webhook rotate 01a20369-0a60-7f4b-b84f-8851e7d6e05f --keep 3600
    """
    secret, now = webhooks.fresh_secret(secrets.token_bytes(32)), clock()
    _change(
        project,
        lambda connection: webhooks.rotate(connection, identifier, secret, now=now, keep=keep * instant.SECOND),
    )
    typer.echo(secret)


@app.command()
def replay(
    identifier: IdArgument,
    *,
    after: Annotated[int, typer.Option(metavar="POSITION", min=-1, help="Records behind it; -1: all of them.")],
    project: projects.ProjectOption = projects.HERE,
) -> None:
    """Send every message again from behind a position, under the same ids as before.

    Example: capture-gateway webhook replay 01a20369-0a60-7f4b-b84f-8851e7d6e05f --after 1200
    """
    _change(project, lambda connection: webhooks.replay(connection, identifier, after=after))
    typer.echo(f"Records behind position {after} are sent again.")


@app.command()
def enable(identifier: IdArgument, *, project: projects.ProjectOption = projects.HERE) -> None:
    """Go on where a disabled endpoint was.

    Example: capture-gateway webhook enable 01a20369-0a60-7f4b-b84f-8851e7d6e05f
    """
    _change(project, lambda connection: webhooks.enable(connection, identifier, now=clock()))
    typer.echo("It is enabled.")


@app.command()
def remove(identifier: IdArgument, *, project: projects.ProjectOption = projects.HERE) -> None:
    """Remove an endpoint, its secrets and its log.

    Example: capture-gateway webhook remove 01a20369-0a60-7f4b-b84f-8851e7d6e05f
    """
    _change(project, lambda connection: webhooks.remove(connection, identifier))
    typer.echo("It is removed.")


def _database(project: Path) -> Database:
    return projects.started(projects.deployed(project))


def _change(project: Path, change: Callable[[Connection], object]) -> None:
    """Make a change durable, and tell the gateway if one runs. OperatorError."""
    with closing(_database(project)) as database:
        _done(database, change)
        if ordering.is_running(database):
            ordering.result(database, KIND)


def _done(database: Database, change: Callable[[Connection], object]) -> None:
    try:
        with database.transaction() as connection:
            change(connection)
    except NotPossible as error:
        raise OperatorError(str(error)) from error


def _tried(database: Database, identifier: str, message: str) -> Delivery:
    deadline = time.monotonic() + TRIED_WITHIN
    while time.monotonic() < deadline:
        with database.reading() as connection:
            found = webhooks.deliveries(connection, identifier, message=message)
        if found and found[0].attempts:
            return found[0]
        time.sleep(LOOK_EVERY)
    raise OperatorError(
        f"{message} was not tried within {TRIED_WITHIN:.0f} s; the log of the endpoint tells when it is"
    )


def _known(what: str, given: Collection[str], there: Collection[str]) -> None:
    for one in given:
        if one not in there:
            raise OperatorError(f"{one} is no {what}; known: {', '.join(there)}")


def _standing(webhook: Webhook) -> str:
    if webhook.state != webhooks.ENABLED:
        return f"{webhook.state}: {webhook.why}"
    return "enabled" if webhook.failing_since is None else f"failing since {instant.text(webhook.failing_since)}"

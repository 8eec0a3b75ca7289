"""`doctor`: does the provider have what the files say?"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from capture_gateway.carrier.checkup import Check, Connected, differing, examine
from capture_gateway.channels import kinds
from capture_gateway.cli import project as projects
from capture_gateway.cli.snippet import webhooks_of
from capture_gateway.definitions import Deployment, Line
from capture_gateway.settings import Settings
from capture_gateway.vendors.twilio.account import Account

STYLES = {"ok": "green", "differs": "bold red", "cannot tell": "yellow"}


def doctor(
    project: projects.ProjectArgument = projects.HERE,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of lines.")] = False,
) -> None:
    """Compare the lines with what is set at Twilio: numbers, webhooks and their fallbacks, who answers STOP.

    Nothing is changed there. What its API does not show is told, with where to look. Exits with 0 when everything
    fits, with 1 when something differs; then the addresses to set are printed, ready to paste.

    Reads CAPTURE_GATEWAY_TWILIO_ACCOUNT_SID, CAPTURE_GATEWAY_TWILIO_AUTH_TOKEN and CAPTURE_GATEWAY_PUBLIC_URL, and
    asks CAPTURE_GATEWAY_TWILIO_API_URL (https://api.twilio.com; https://api.dublin.ie1.twilio.com for Ireland).

    Example: capture-gateway doctor my-deployment
    """
    root = projects.root(project)
    deployment, settings = projects.deployment(root), Settings.of(root)
    settings.refuse_demo_credentials()
    account = Account(settings.account(), settings.twilio_tokens[0], settings.twilio_api_url)
    checks = list(examine(_connected(deployment), settings.public_url, account))
    count = differing(checks)
    if as_json:
        typer.echo(json.dumps({"checks": [asdict(check) for check in checks], "differs": count}, ensure_ascii=False))
    else:
        _show(checks, Console(soft_wrap=True, highlight=False))
        if count:
            _show_what_to_set(checks, deployment, settings.public_url)
    raise typer.Exit(1 if count else 0)


def _connected(deployment: Deployment) -> list[Connected]:
    known, found = kinds(), []
    for line in deployment.lines.values():
        kind = known[line.kind]
        if kind.webhooks:
            ways = [] if kind.way_in is None else [kind.way_in(line, deployment.catalogue, line.languages[0])]
            opt_out = next((way.opt_out for way in ways), None)
            found.append(Connected(line.id, line.address, kind.webhooks, opt_out))
    return found


def _show(checks: Sequence[Check], console: Console) -> None:
    for check in checks:
        line = Text(f"{check.state:<12}", style=STYLES[check.state])
        line.append(f"{check.line}: " if check.line else "", style="default not bold")
        line.append(f"{check.what}: {check.message}", style="default not bold")
        console.print(line)


def _show_what_to_set(checks: Sequence[Check], deployment: Deployment, public_url: str) -> None:
    wrong = {check.line for check in checks if check.state == "differs"}
    lines: list[Line] = [line for line in deployment.lines.values() if line.id in wrong]
    if lines:
        typer.echo("\nTo set at Twilio:\n")
    for line in lines:
        typer.echo(webhooks_of(line, public_url))

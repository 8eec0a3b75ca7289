"""`try`: be somebody who texts or calls a gateway that is running."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from capture_gateway.cli import project as projects
from capture_gateway.core.errors import OperatorError
from capture_gateway.settings import Settings
from capture_gateway.testing import terminal
from capture_gateway.testing.requests import PhoneError

_CALLER = re.compile(r"\+[0-9]{6,15}|anonymous")

app = typer.Typer(help="Text or call a gateway that is running, as a simulated person.", no_args_is_help=True)

FromOption = Annotated[
    str, typer.Option("--from", metavar="NUMBER", help="Whose number it is: +1 and ten digits; `anonymous` in a call.")
]
UrlOption = Annotated[str, typer.Option(metavar="URL", help="Where the gateway listens.")]
ChannelOption = Annotated[str, typer.Option(metavar="ID", help="The line: the name of its file in channels/.")]
ProjectOption = Annotated[
    str, typer.Option("--project", metavar="DIR", help="Sign as this deployment's provider; otherwise as the demo's.")
]


@app.command()
def sms(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What the person types.")],
    *,
    sender: FromOption,
    url: UrlOption = terminal.URL,
    channel: ChannelOption = "sms",
    project: ProjectOption = "",
) -> None:
    """Send one signed text and print what the person reads.

    Example: capture-gateway try sms JOIN --from +14155550123
    """
    _say(terminal.try_sms, text, sender, url, channel, project)


@app.command()
def call(
    keys: Annotated[
        str, typer.Argument(metavar="KEYS", help="One key a question; w waits, h hangs up, 4155550123# keys a number.")
    ],
    *,
    sender: FromOption,
    url: UrlOption = terminal.URL,
    channel: ChannelOption = "voice",
    project: ProjectOption = "",
) -> None:
    """Make one simulated call and print what the person hears.

    Example: capture-gateway try call 91 --from +14155550123
    """
    _say(terminal.try_call, keys, sender, url, channel, project)


def _say(act: Callable[..., list[str]], what: str, sender: str, url: str, channel: str, project: str) -> None:
    if not _CALLER.fullmatch(sender):
        raise OperatorError(f"{sender} is no number of a caller: write + and the country code, or anonymous")
    at = url.rstrip("/")
    try:
        said = act(what, sender, **({"url": at, "line": channel} | _signing(project, channel, at)))
    except PhoneError as error:
        raise OperatorError(str(error)) from error
    for one in said:
        typer.echo(one)
    if not said:
        typer.echo("(nothing came back)", err=True)


def _signing(project: str, channel: str, at: str) -> dict[str, Any]:
    if not project:
        return {}
    folder = projects.root(Path(project))
    settings = Settings.of(folder)
    line = projects.deployment(folder).lines.get(channel)
    if line is None or line.address is None:
        raise OperatorError(f"there is no line {channel} with a number in {project}")
    return {
        "url": settings.public_url,
        "at": at,
        "account": settings.account(),
        "token": settings.twilio_tokens[0],
        "number": line.address.removeprefix("tel:"),
    }

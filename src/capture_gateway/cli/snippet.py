"""`snippet`: what to paste at the telephone company and into a web site."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Annotated

import typer

from capture_gateway.cli import project as projects
from capture_gateway.core.address import readable
from capture_gateway.core.errors import OperatorError
from capture_gateway.definitions import Line
from capture_gateway.settings import Settings

# Twilio tries again, up to three times, when we cannot be reached or answer 5xx; by default it would not.
# https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
RETRY = "#rc=3&rp=ct,rt,5xx"


def snippet(
    what: Annotated[str, typer.Argument(metavar="LINE", help="A kind (sms, voice, web) or the id of one line.")],
    project: projects.ProjectOption = projects.HERE,
) -> None:
    """Print what to paste: webhook addresses for Twilio's console, or the frame for a web page.

    Example: capture-gateway snippet voice
    """
    lines = projects.deployment(project).lines
    wanted = [line for line in lines.values() if what in (line.id, line.kind) and line.kind in _SNIPPETS]
    if not wanted:
        known = ", ".join(line.id for line in lines.values() if line.kind in _SNIPPETS)
        raise OperatorError(f"there is no line {what} with something to paste; there are {known or 'none'}")
    base = Settings.of(projects.root(project)).public_url
    for line in wanted:
        typer.echo(_SNIPPETS[line.kind](line, f"{base}/c/{line.id}"))
    if not base.startswith("https://"):
        typer.echo(f"These start with {base}: set CAPTURE_GATEWAY_PUBLIC_URL to your own address first.", err=True)


def _sms(line: Line, base: str) -> str:
    return (
        f"{readable(line.address or line.id)}, Messaging, at https://console.twilio.com\n"
        f"  A message comes in      Webhook, HTTP POST   {base}/message{RETRY}"
    )


def _voice(line: Line, base: str) -> str:
    return (
        f"{readable(line.address or line.id)}, Voice, at https://console.twilio.com\n"
        f"  A call comes in         Webhook, HTTP POST   {base}/call{RETRY}\n"
        f"  Call status changes     HTTP POST            {base}/call-status{RETRY}"
    )


def _web(line: Line, base: str) -> str:
    return "\n".join(
        f'<iframe src="{escape(f"{base}/form?lang={language}")}" lang="{language}" '
        f'title="{escape(line.program.sender.name)}" width="100%" height="900" style="border: 0"></iframe>'
        for language in line.languages
    )


_SNIPPETS: Mapping[str, Callable[[Line, str], str]] = {"sms": _sms, "voice": _voice, "web": _web}

"""`snippet`: what to paste at the telephone company and into a web site."""

from html import escape
from typing import Annotated

import typer

from capture_gateway.channels import kinds
from capture_gateway.cli import project as projects
from capture_gateway.core.address import readable
from capture_gateway.core.errors import OperatorError
from capture_gateway.definitions import Line
from capture_gateway.settings import Settings


def snippet(
    what: Annotated[str, typer.Argument(metavar="LINE", help="A kind (sms, voice, web) or the id of one line.")],
    project: projects.ProjectOption = projects.HERE,
) -> None:
    """Print what to paste: webhook addresses for Twilio's console, or the frame for a web page.

    Example: capture-gateway snippet voice
    """
    lines = projects.deployment(project).lines
    base = Settings.of(projects.root(project)).public_url
    texts = {line.id: pasted(line, f"{base}/c/{line.id}") for line in lines.values()}
    wanted = [line for line in lines.values() if what in (line.id, line.kind) and texts[line.id]]
    if not wanted:
        known = ", ".join(id_ for id_, text in texts.items() if text)
        raise OperatorError(f"there is no line {what} with something to paste; there are {known or 'none'}")
    for line in wanted:
        typer.echo(texts[line.id])
    if not base.startswith("https://"):
        typer.echo(f"These start with {base}: set CAPTURE_GATEWAY_PUBLIC_URL to your own address first.", err=True)


def pasted(line: Line, base: str) -> str:
    """What to paste for one line; empty: nothing. `base`: `https://…/c/<line>`."""
    webhooks = kinds()[line.kind].webhooks
    if webhooks:
        place = "Voice" if webhooks[0].setting == "voice" else "Messaging"
        rows = [f"  {each.label:<24}HTTP POST   {each.url(base)}" for each in webhooks]
        return "\n".join([f"{readable(line.address or line.id)}, {place}, at https://console.twilio.com", *rows])
    return _frames(line, base) if line.kind == "web" else ""


def _frames(line: Line, base: str) -> str:
    return "\n".join(
        f'<iframe src="{escape(f"{base}/form?lang={language}")}" lang="{language}" '
        f'title="{escape(line.program.sender.name)}" width="100%" height="900" style="border: 0"></iframe>'
        for language in line.languages
    )

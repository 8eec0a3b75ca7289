"""`snippet`: what to paste at the telephone company and into a web site."""

from typing import Annotated

import typer

from capture_gateway.channels import kinds
from capture_gateway.channels.web.pasted import pasted
from capture_gateway.cli import project as projects
from capture_gateway.core.address import readable
from capture_gateway.core.errors import OperatorError
from capture_gateway.definitions import Deployment, Line
from capture_gateway.settings import Settings

_THEME = """\
  color="#0b6e4f"     the button, the boxes and the links; another shade of it where it would be hard to see
  radius="12"         px, 0 to 24: how round the corners are
  size="18"           px, 16 to 24: the text
  scheme="dark"       light, dark, or auto (the visitor's own setting, also where it is left out)"""


def snippet(
    what: Annotated[str, typer.Argument(metavar="LINE", help="A kind (sms, voice, web) or the id of one line.")],
    project: projects.ProjectOption = projects.HERE,
) -> None:
    """Print what to paste: webhook addresses for Twilio's console, or the form for a web page.

    Example: capture-gateway snippet web
    """
    deployment = projects.deployment(project)
    lines = deployment.lines
    base = Settings.of(projects.root(project)).public_url
    texts = {line.id: _snippet(line, deployment, base) for line in lines.values()}
    wanted = [line for line in lines.values() if what in (line.id, line.kind) and texts[line.id]]
    if not wanted:
        known = ", ".join(id_ for id_, text in texts.items() if text)
        raise OperatorError(f"there is no line {what} with something to paste; there are {known or 'none'}")
    for line in wanted:
        typer.echo(texts[line.id])
    if not base.startswith("https://"):
        typer.echo(f"These start with {base}: set CAPTURE_GATEWAY_PUBLIC_URL to your own address first.", err=True)


def webhooks_of(line: Line, base: str) -> str:
    """What to set at Twilio for one line; empty: nothing. `base`: the gateway's public address."""
    webhooks = kinds()[line.kind].webhooks
    if not webhooks:
        return ""
    place = "Voice" if webhooks[0].setting == "voice" else "Messaging"
    rows = [f"  {each.label:<24}HTTP POST   {each.url(f'{base}/c/{line.id}')}" for each in webhooks]
    return "\n".join([f"{readable(line.address or line.id)}, {place}, at https://console.twilio.com", *rows])


def _snippet(line: Line, deployment: Deployment, base: str) -> str:
    return _form(line, deployment, base) if line.kind == "web" else webhooks_of(line, base)


def _form(line: Line, deployment: Deployment, base: str) -> str:
    what = pasted(line, deployment.catalogue, base)
    sites = ", ".join(line.options.sites) or "none yet"
    parts = [
        f"The form {base}/c/{line.id}/form\nSites that may show it (channels/{line.id}.toml): {sites}",
        "1. Once in a page, in its <head>:",
        what.script,
        "2. Where the form belongs, in the language of the page:",
        *what.elements.values(),
        "Attributes that fit it to the page, each as you like:",
        _THEME,
        "3. In a style sheet, as you like; it keeps the form's place until the script runs:",
        what.style,
        "A page with a Content-Security-Policy adds:",
        f"  {what.policy}",
        "A site that allows no scripts pastes this alone, and adds frame-src to its policy:",
        *what.frames.values(),
    ]
    return "\n\n".join(parts)

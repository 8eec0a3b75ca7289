"""`snippet`: what to paste at the telephone company and into a web site."""

from html import escape
from typing import Annotated
from urllib.parse import urlsplit

import typer

from capture_gateway.channels import kinds
from capture_gateway.channels.web import embed, room
from capture_gateway.channels.web.page import Texts
from capture_gateway.cli import project as projects
from capture_gateway.core.address import readable
from capture_gateway.core.errors import OperatorError
from capture_gateway.definitions import Line
from capture_gateway.prompts.catalogue import Catalogue
from capture_gateway.settings import Settings

_PHONE = 375
"""Pixels: a frame that cannot grow is high enough for a window of this width."""

_THEME = """\
  color="#0b6e4f"     the button, the boxes and the links; another shade of it where it would be hard to see
  radius="12"         px, 0 to 24: how round the corners are
  size="18"           px, 16 to 24: the text
  scheme="dark"       light, dark, or auto (the visitor's own setting, also where it is left out)"""

# Only where scripts run, only until ours does. A length divided by a length is a number in newer browsers alone; in
# older ones the rule is void. https://www.w3.org/TR/css-values-4/#calc-type-checking
_KEPT_PLACE = (
    "optin-form:not(:defined){display:grid;container-type:inline-size}"
    'optin-form:not(:defined)::before{content:""}'
    "optin-form:not(:defined)::before,optin-form:not(:defined)>*{grid-area:1/1}"
)


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
    texts = {line.id: pasted(line, deployment.catalogue, base) for line in lines.values()}
    wanted = [line for line in lines.values() if what in (line.id, line.kind) and texts[line.id]]
    if not wanted:
        known = ", ".join(id_ for id_, text in texts.items() if text)
        raise OperatorError(f"there is no line {what} with something to paste; there are {known or 'none'}")
    for line in wanted:
        typer.echo(texts[line.id])
    if not base.startswith("https://"):
        typer.echo(f"These start with {base}: set CAPTURE_GATEWAY_PUBLIC_URL to your own address first.", err=True)


def pasted(line: Line, catalogue: Catalogue, base: str) -> str:
    """What to paste for one line; empty: nothing. `base`: the gateway's public address."""
    webhooks = kinds()[line.kind].webhooks
    if webhooks:
        place = "Voice" if webhooks[0].setting == "voice" else "Messaging"
        rows = [f"  {each.label:<24}HTTP POST   {each.url(f'{base}/c/{line.id}')}" for each in webhooks]
        return "\n".join([f"{readable(line.address or line.id)}, {place}, at https://console.twilio.com", *rows])
    return _form(line, catalogue, base) if line.kind == "web" else ""


def _form(line: Line, catalogue: Catalogue, base: str) -> str:
    texts = [_texts(line, catalogue, language) for language in line.languages]
    form, address = f"{base}/c/{line.id}/form", urlsplit(base)
    origin = f"{address.scheme}://{address.netloc}"
    sites = ", ".join(line.options.sites) or "none yet"
    script = f'src="{escape(base + embed.NEWEST.path)}" integrity="{embed.NEWEST.integrity}" crossorigin'
    kept = _KEPT_PLACE + "".join(map(_height, texts))
    parts = [
        f"The form {form}\nSites that may show it (channels/{line.id}.toml): {sites}",
        "1. Once in a page, in its <head>:",
        f'<script type="module" {script}></script>',
        "2. Where the form belongs, in the language of the page:",
        *(_element(each, form) for each in texts),
        "Attributes that fit it to the page, each as you like:",
        _THEME,
        "3. In a style sheet, as you like; it keeps the form's place until the script runs:",
        f"@media(scripting:enabled){{{kept}}}",
        "A page with a Content-Security-Policy adds:",
        f"  script-src {origin}; frame-src {origin}",
        "A site that allows no scripts pastes this alone, and adds frame-src to its policy:",
        *(_frame(each, form) for each in texts),
    ]
    return "\n\n".join(parts)


def _texts(line: Line, catalogue: Catalogue, language: str) -> Texts:
    disclosure, labels = (
        catalogue.words(line.program.id, language, name, line.kind) for name in ("disclosure", "labels")
    )
    if disclosure is None or labels is None:
        raise OperatorError(f"{line.id} has no words in {language}: capture-gateway check says what is missing")
    return Texts(line.program, language, disclosure, labels.labels, line.options, {})


def _element(texts: Texts, form: str) -> str:
    language, title = texts.language, escape(texts.labels["title"])
    return (
        f'<optin-form src="{escape(form)}" lang="{language}" title="{title}" reserve="{room.of(texts)}">\n'
        f'  <a href="{escape(form)}?lang={language}">{title}</a>\n'
        "</optin-form>"
    )


def _height(texts: Texts) -> str:
    needed = room.of(texts)
    height = f"calc({needed.fixed}px + {needed.area}px/(min(100cqw,{room.WIDEST}px)/1px))"
    return f'optin-form[lang="{texts.language}"]:not(:defined)::before{{height:{height}}}'


def _frame(texts: Texts, form: str) -> str:
    language, title = texts.language, escape(texts.labels["title"])
    return (
        f'<iframe src="{escape(form)}?lang={language}" lang="{language}" title="{title}" '
        f'width="100%" height="{room.of(texts).height(_PHONE)}" style="border: 0"></iframe>'
    )

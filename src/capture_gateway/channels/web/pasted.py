"""What goes into the pages of a site that shows the form: HTML, one line of CSS, and what its policy must allow."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from capture_gateway.channels.web import embed, room
from capture_gateway.channels.web.page import Texts
from capture_gateway.definitions import Line
from capture_gateway.prompts.catalogue import Catalogue

_PHONE = 375
"""Pixels: a frame that cannot grow is high enough for a window of this width."""

# Only where scripts run, and only until ours does. A length divided by a length is a number in newer browsers alone; in
# older ones the rule is void: https://www.w3.org/TR/css-values-4/#calc-type-checking
_KEPT_PLACE = (
    "optin-form:not(:defined){display:grid;container-type:inline-size}"
    'optin-form:not(:defined)::before{content:""}'
    "optin-form:not(:defined)::before,optin-form:not(:defined)>*{grid-area:1/1}"
)


@dataclass(frozen=True, slots=True)
class Pasted:
    """For one form."""

    script: str
    """Once in a page."""
    elements: Mapping[str, str]
    """Language -> the form, and a link to it where no script runs."""
    frames: Mapping[str, str]
    """Language -> the form in a page that allows no scripts."""
    style: str
    """Keeps the form's place until the script runs."""
    policy: str
    """Directives of a Content Security Policy."""


def pasted(line: Line, catalogue: Catalogue, base: str) -> Pasted:
    """What to paste for one line. `base`: the gateway's public address. LookupError: the deployment was not checked."""
    texts = [_texts(line, catalogue, language) for language in line.languages]
    form, address = escape(f"{base}/c/{line.id}/form"), urlsplit(base)
    origin = f"{address.scheme}://{address.netloc}"
    source = f'src="{escape(base + embed.NEWEST.path)}" integrity="{embed.NEWEST.integrity}"'
    return Pasted(
        script=f'<script type="module" {source} crossorigin></script>',
        elements={each.language: _element(each, form) for each in texts},
        frames={each.language: _frame(each, form) for each in texts},
        style=f"@media(scripting:enabled){{{_KEPT_PLACE}{''.join(map(_height, texts))}}}",
        policy=f"script-src {origin}; frame-src {origin}",
    )


def _texts(line: Line, catalogue: Catalogue, language: str) -> Texts:
    names = ("disclosure", "labels")
    disclosure, labels = (catalogue.words(line.program.id, language, name, line.kind) for name in names)
    if disclosure is None or labels is None:
        raise LookupError(f"{line.id} has no words in {language}: the deployment was not checked")
    return Texts(line.program, language, disclosure, labels.labels, line.options, {})


def _element(texts: Texts, form: str) -> str:
    language, title = texts.language, escape(texts.labels["title"])
    return (
        f'<optin-form src="{form}" lang="{language}" title="{title}" reserve="{room.of(texts)}">\n'
        f'  <a href="{form}?lang={language}">{title}</a>\n'
        "</optin-form>"
    )


def _frame(texts: Texts, form: str) -> str:
    language, title = texts.language, escape(texts.labels["title"])
    return (
        f'<iframe src="{form}?lang={language}" lang="{language}" title="{title}" '
        f'width="100%" height="{room.of(texts).height(_PHONE)}" frameborder="0"></iframe>'
    )


def _height(texts: Texts) -> str:
    needed = room.of(texts)
    height = f"calc({needed.fixed}px + {needed.area}px/(min(100cqw,{room.WIDEST}px)/1px))"
    return f'optin-form[lang="{texts.language}"]:not(:defined)::before{{height:{height}}}'

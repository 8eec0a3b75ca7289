"""`GET /programs/{program}`: the page that people and carriers' reviewers open to see how a program takes consent.

1. Everything on it comes from the live files: the words stand there exactly as they are given on each line.
2. It needs no login, no script and nothing from elsewhere, and it is rendered once, at start.
3. What carriers look for is on it: https://www.twilio.com/docs/messaging/compliance/a2p-10dlc and CTIA Messaging
   Principles 5.1.1 (who, what, how often, rates, HELP, STOP, terms, privacy, the act itself).
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from capture_gateway import pages
from capture_gateway.carrier.labels import labels_for
from capture_gateway.core.address import readable
from capture_gateway.core.program import Program
from capture_gateway.core.way_in import WayIn
from capture_gateway.pages.language import choose, direction

Ways = Callable[[str, str], Sequence[WayIn]]
"""(program, language) -> how people sign up, line by line."""

PATH = "/programs"
HTML = "text/html; charset=utf-8"
_HERE = Path(__file__).parent

STYLE = pages.STYLE + (_HERE / "templates" / "program.css").read_bytes()
STYLE_NAME = f"style.{hashlib.sha256(STYLE).hexdigest()[:16]}.css"

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "public, max-age=300",
    "Vary": "Accept-Language",
}
_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}


def routes(programs: Mapping[str, Program], ways_in: Ways) -> list[BaseRoute]:
    """The page of every program, and its style sheet."""
    rendered = {
        program.id: {one: render(program, one, ways_in(program.id, one)).encode() for one in program.languages}
        for program in programs.values()
    }

    async def show(request: Request) -> Response:
        page = rendered.get(request.path_params["program"])
        if page is None:
            raise HTTPException(404)
        language = choose(request.query_params.get("lang"), request.headers.get("accept-language", ""), [*page])
        return Response(page[language], 200, {**HEADERS, "Content-Language": language}, HTML)

    return [
        Route(f"{PATH}/{STYLE_NAME}", _style, methods=["GET"]),
        Route(f"{PATH}/{{program}}", show, methods=["GET"]),
    ]


def render(program: Program, language: str, ways: Sequence[WayIn]) -> str:
    """The page in one of the program's languages."""
    spoken, labels = labels_for(language)
    others = {one: labels_for(one)[1]["name"] if labels_for(one)[0] in one else one for one in program.languages}
    return _templates.get_template("program.html").render(
        program=program,
        language=language,
        spoken=language if spoken in language else spoken,
        direction=direction(language),
        others={one: name for one, name in others.items() if one != language},
        say=_Labels(labels),
        ways=ways,
        stops=_stops(program, ways, _Labels(labels)),
        helps=[choice.act for way in ways for choice in way.choices("help")][:1],
        contact=_contact(program.sender.contact),
        readable=readable,
        style=STYLE_NAME,
    )


@dataclass(frozen=True, slots=True)
class _Labels:
    """`say("text_act", act="JOIN", number="+1 415-555-0100")`: what is filled in is escaped, and stands out."""

    labels: Mapping[str, str]

    def __call__(self, name: str, **values: str) -> Markup:
        shown = {
            key: Markup('<b class="{}">{}</b>').format("word" if key == "act" else "name", value)
            if not isinstance(value, Markup)
            else value
            for key, value in values.items()
        }
        return Markup(self.labels[name]).format(**shown)  # noqa: S704 - our own labels; the values are escaped


def _stops(program: Program, ways: Sequence[WayIn], say: _Labels) -> list[Markup]:
    """Every way out, the shortest first."""
    stop = {"sender": "stop_sender", "program": "stop_program", "category": "stop_shown"}[program.stop_scope]
    found: list[Markup] = []
    for way in ways:
        for choice in way.choices("stop", "stop-category"):
            if way.medium == "speech":
                found.append(say("stop_call", number=readable(way.address or ""), act=choice.act))
            elif choice.means == "stop":
                found.append(say(stop, act=choice.act))
            elif len(program.categories) > 1:
                found.append(say("stop_category", act=choice.act, about=choice.about))
    unique = list(dict.fromkeys(found))
    return [*unique, say("stop_contact", contact=_contact(program.sender.contact))]


def _contact(contact: str) -> Markup:
    """`help@bluebird.example, +1 800 555 0199` as links."""
    email, _, phone = contact.partition(", ")
    dialed = re.sub(r"[^+0-9]", "", phone)
    linked = Markup('<a href="mailto:{}">{}</a>, <a href="tel:{}">{}</a>')
    return linked.format(email, email, dialed, phone)


async def _style(_request: Request) -> Response:
    return Response(STYLE, media_type="text/css", headers=_FOREVER)


_templates = pages.templates(_HERE / "templates")

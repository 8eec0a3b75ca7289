"""The pages under `/p/`: what is kept of a person, or that there is none, as HTML. No IO.

1. It needs no script and nothing from elsewhere; the policy says so. Nobody may frame it, index it or keep it.
2. Words stand on it as they were given, letter by letter; everything is escaped.
3. A token that opens nothing gets one page, whatever is wrong with it; it says how to stop all the same.
4. Addresses in a page are relative: a proxy may serve it under a prefix that we never see.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from capture_gateway import pages
from capture_gateway.core.address import readable
from capture_gateway.core.program import Program
from capture_gateway.pages.language import direction
from capture_gateway.person import contents
from capture_gateway.person.contents import Kept
from capture_gateway.person.labels import LABELS, labels_for

PATH = "/p"
HTML = "text/html; charset=utf-8"
MOST = 50
"""Entries on a page."""
_HERE = Path(__file__).parent

STYLE = pages.STYLE + (_HERE / "templates" / "person.css").read_bytes()
STYLE_NAME = f"style.{hashlib.sha256(STYLE).hexdigest()[:16]}.css"

PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
HEADERS = {
    **PRIVATE,
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Vary": "Accept-Language",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a press: the words that confirm it; none where nothing came of it."""

    text: str = ""
    language: str = ""


def person(
    kept: Kept, programs: Sequence[Program], language: str, *, token: str, form: str, told: Told | None = None
) -> str:
    """The page of one person. `token`: that opens it; `form`: what its buttons send; `told`: of a press just now."""
    spoken, say = labels_for(language)
    found = contents.parts(kept, programs, language)
    only = found[0].sender.name if len(found) == 1 else ""
    return _templates.get_template("person.html").render(
        say=say,
        spoken=spoken,
        language=language,
        direction=direction(spoken),
        others=_others(programs, language),
        sender=only,
        title=say["title"].format(sender=only) if only else say["title_all"],
        number=_masked(say, kept.address),
        told=told,
        parts=found,
        entries=list(contents.entries(kept, programs, language)),
        is_cut=kept.is_cut,
        token=token,
        form=form,
        contact=lambda contact: _filled(say["contact"], contact=_contact(contact)),
        style=STYLE_NAME,
    )


def gone(programs: Iterable[Program], numbers: Iterable[str], language: str) -> str:
    """The page of nobody. `numbers`: of the lines that take STOP."""
    spoken, say = labels_for(language)
    return _notice(say["gone_title"], spoken, [
        say["gone"],
        say["gone_stop"],
        *(say["gone_number"].format(line=readable(number)) for number in numbers),
        *(f"{sender.name}: {sender.contact}" for sender in {one.sender.id: one.sender for one in programs}.values()),
    ])  # fmt: skip


def busy(language: str) -> str:
    """That nothing works just now, and what works all the same."""
    spoken, say = labels_for(language)
    return _notice(say["busy_title"], spoken, [say["busy"], say["gone_stop"]])


def closed(address: str, programs: Iterable[Program], language: str, *, form: str) -> str:
    """That nothing can be shown, as the database is older than what was signed; and what stops everything all the same.

    `form`: what its buttons send, one for each sender.
    """
    spoken, say = labels_for(language)
    return _templates.get_template("closed.html").render(
        say=say,
        spoken=spoken,
        direction=direction(spoken),
        title=say["closed_title"],
        number=_masked(say, address),
        senders={one.sender.id: one.sender.name for one in programs},
        form=form,
        style=STYLE_NAME,
    )


def noted(language: str) -> str:
    """That a press counts, where nothing can be shown: the database is older than what was signed."""
    spoken, say = labels_for(language)
    return _notice(say["done"], spoken, [say["noted"]])


def _notice(title: str, spoken: str, lines: Sequence[str]) -> str:
    template = _templates.get_template("notice.html")
    return template.render(title=title, spoken=spoken, direction=direction(spoken), lines=lines, style=STYLE_NAME)


def _others(programs: Sequence[Program], language: str) -> dict[str, str]:
    """The other languages of these programs -> their own names."""
    offered = dict.fromkeys(one for program in programs for one in program.languages)
    return {one: LABELS[one]["name"] if one in LABELS else one for one in offered if one != language}


def _masked(say: Mapping[str, str], address: str) -> Markup:
    """`For the number •••• 0123.`"""
    return _filled(say["number"], number=_NUMBER.format(contents.masked(address)))


def _filled(label: str, **values: Markup) -> Markup:
    return Markup.escape(label).format(**values)


def _contact(contact: str) -> Markup:
    """`help@bluebird.example, +1 800 555 0199` as links."""
    email, _, phone = contact.partition(", ")
    linked = Markup('<a href="mailto:{}">{}</a>, <a href="tel:{}">{}</a>')
    return linked.format(email, email, re.sub(r"[^+0-9]", "", phone), phone)


_NUMBER = Markup('<b><span aria-hidden="true">•••• </span>{}</b>')
_templates = pages.templates(_HERE / "templates")

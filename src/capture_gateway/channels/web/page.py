"""The pages: words and labels -> HTML. No IO; what is the same for many people is rendered once, the rest is put in.

1. The words on the page are the record's words: one `<p>` for each line of the text, so that the paragraphs' texts,
   joined by line feeds, are byte for byte what is hashed.
2. No box is ticked unless this person ticked it on these very words.
3. Everything is escaped at this edge. The one script, frame.js, stands in the page; the policy allows it by its hash.
4. Addresses in a page are relative: a proxy may serve it under a prefix that we never see. `depth` says how far below
   the form a page is served: 0 the form and what answers it, 1 `form/code`, 2 `form/state/…`.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from capture_gateway import pages
from capture_gateway.channels.web.definition import WebOptions
from capture_gateway.channels.web.theme import PLAIN, Theme
from capture_gateway.core.address import readable
from capture_gateway.core.disclosure import Words
from capture_gateway.core.program import Program
from capture_gateway.pages.language import direction

_HERE = Path(__file__).parent

STYLE = b"".join([pages.STYLE, *((_HERE / "styles" / name).read_bytes() for name in ("form.css", "result.css"))])
STYLE_NAME = f"style.{hashlib.sha256(STYLE).hexdigest()[:16]}.css"
SCRIPT = (_HERE / "frame.js").read_text(encoding="utf-8")
_SCRIPT_SOURCE = f"'sha256-{base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()}'"

_KEPT_RESULTS = 500


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything that the pages of one language say."""

    program: Program
    language: str
    disclosure: Words
    labels: Mapping[str, str]
    options: WebOptions
    others: Mapping[str, str]
    """The line's other languages -> their own names."""

    @property
    def direction(self) -> str:
        """`rtl` for scripts that run from right to left."""
        return direction(self.language)

    @property
    def presentation(self) -> dict[str, str]:
        """What stands beside the words: labels of the field, the boxes and the button, as they are shown."""
        shown = {name: self.labels[name] for name in ("title", "number", "categories")}
        for category in self.disclosure.categories:
            named = self.program.categories[category]
            shown[f"category.{category}"] = f"{named.label[self.language]}: {named.description[self.language]}"
        if self.options.boxes:
            shown["calls"] = self.labels["calls"]
        shown |= {f"contact.{way}": self.labels[f"contact_{way}"] for way in self.options.boxes}
        return shown | {"button": self.labels["button"]}


class Pages:
    """The pages of one line in one language."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self._addresses = (texts.program.terms_url, texts.program.privacy_url)
        self._disclosure = self._paragraphs(texts.disclosure, self._addresses)
        self._form = _templates.get_template("form.html")
        self._result = _templates.get_template("result.html")
        self._pending = _templates.get_template("pending.html")
        self._closed = _templates.get_template("closed.html")
        self._results: dict[tuple[object, ...], _Stencil] = {}
        self._fresh = _Stencil(self.form(_TOKEN, theme=None))

    def fresh(self, token: str, theme: Theme = PLAIN) -> str:
        """The form as it is first shown: nothing typed, nothing ticked."""
        return self._fresh.filled({_TOKEN: token, **_escaped(theme)})

    def form(
        self,
        token: str,
        *,
        theme: Theme | None = PLAIN,
        errors: Sequence[str] = (),
        tel: str = "",
        ticked: Iterable[str] = (),
    ) -> str:
        """The form again. `errors`: names of labels; `tel`: as typed; `ticked`: `category.offers`, `contact.voice`."""
        return self._form.render(
            self._base(theme, 0),
            token=token,
            errors=errors,
            tel=_shown(tel),
            ticked=frozenset(ticked),
            places=_PLACES,
            disclosure=self._disclosure,
        )

    def result(
        self,
        title: str,
        words: Words,
        address: str,
        categories: tuple[str, ...],
        contact: tuple[str, ...],
        *,
        theme: Theme = PLAIN,
        depth: int = 0,
    ) -> str:
        """What came of it. `title`: the name of its label; `words`: what we answer, which the record repeats."""
        key = (title, words.sha256, categories, contact, depth)
        if key not in self._results:
            if len(self._results) >= _KEPT_RESULTS:
                self._results.clear()
            page = self._result.render(
                self._base(None, depth),
                title=self.texts.labels[title],
                done=title == "done_title",
                reply=self._paragraphs(words, self._addresses),
                summary=self._summary(_NUMBER, categories, contact),
            )
            self._results[key] = _Stencil(page)
        return self._results[key].filled({_NUMBER: escape(readable(address)), **_escaped(theme)})

    def pending(  # noqa: PLR0913  what stands on the page, by name
        self,
        words: Words,
        address: str,
        categories: tuple[str, ...],
        contact: tuple[str, ...],
        *,
        theme: Theme = PLAIN,
        depth: int = 0,
        handle: str,
        asks_code: bool = False,
        slots: Mapping[str, str] | None = None,
        sms_link: str | None = None,
        qr: str | None = None,
        error: str = "",
    ) -> str:
        """What the person has to do yet, followed live.

        `words` are filled; the values of `slots` ({"join": "JOIN 7F3K", "number": "(415) 555-0100"}) stand out in them.
        `handle`: what `form/state/` and `form/code` know the showing by. `sms_link`: an address `sms:…`. `qr`: an SVG
        picture of it, as markup. `error`: the name of a label, about the code.
        """
        standing_out = (slots or {}).values()
        return self._pending.render(
            self._base(theme, depth),
            title=self.texts.labels["pending_title"],
            reply=self._paragraphs(words, standing_out),
            summary=self._summary(readable(address), categories, contact),
            handle=handle,
            asks_code=asks_code,
            sms_link=sms_link,
            qr=qr,
            error=error,
        )

    def closed(self, theme: Theme = PLAIN, *, depth: int = 2) -> str:
        """What became of it when it ended without a yes; a link leads to a new form."""
        return self._closed.render(self._base(theme, depth), title=self.texts.labels["closed_title"])

    def _summary(self, number: str, categories: tuple[str, ...], contact: tuple[str, ...]) -> dict[str, str]:
        """What was entered, name -> value; nothing where the page may not know it."""
        labels, program, language = self.texts.labels, self.texts.program, self.texts.language
        summary = {
            labels["summary_number"]: number,
            labels["summary_categories"]: ", ".join(program.categories[one].label[language] for one in categories),
            labels["summary_contact"]: ", ".join(labels[f"way_{way}"] for way in contact),
        }
        return {name: value for name, value in summary.items() if value}

    def _paragraphs(self, words: Words, marked: Iterable[str]) -> list[list[str]]:
        """The lines of the text in parts: plain text, one of `marked`, plain text, …"""
        longest_first = sorted(filter(None, marked), key=len, reverse=True)
        return [_parts(line, longest_first) for line in words.text.split("\n")]

    def _base(self, theme: Theme | None, depth: int) -> dict[str, object]:
        """What every template needs. Without a theme, marks stand where it belongs."""
        look = _look(theme) if theme else {_STYLE: _STYLE, _QUERY: _QUERY}
        return {
            "texts": self.texts,
            "labels": self.texts.labels,
            "program": self.texts.program,
            "style": STYLE_NAME,
            "script": SCRIPT,
            "up": "../" * depth,
            "theme": look[_STYLE],
            "query": look[_QUERY],
        }


# Error -> the field that it is about, for the link in the summary.
_PLACES = {"error_number_missing": "tel", "error_number": "tel", "error_category": "category-1"}

# Marks of what differs by person and by site, in pages that are rendered ahead. No text holds NUL.
_TOKEN, _NUMBER, _STYLE, _QUERY = "\0token\0", "\0number\0", "\0style\0", "\0query\0"


class _Stencil:
    """A rendered page with holes where the marks stand."""

    def __init__(self, page: str) -> None:
        self._parts = re.split("(\0[a-z]+\0)", page)

    def filled(self, values: Mapping[str, str]) -> str:
        """The page with these values, mark -> markup."""
        return "".join(values.get(part, part) for part in self._parts)


def _look(theme: Theme) -> dict[str, str]:
    """The marks of a theme -> its rules as markup, and what addresses end in as text."""
    css, query = theme.css(), theme.query()
    return {_STYLE: f"<style>{css}</style>" if css else "", _QUERY: f"&{query}" if query else ""}


def _escaped(theme: Theme) -> dict[str, str]:
    """The same as markup."""
    look = _look(theme)
    return {**look, _QUERY: escape(look[_QUERY])}


def security_headers(sites: Sequence[str], theme: Theme = PLAIN) -> dict[str, str]:
    """Headers of every page. Only the registered `sites` may frame it; nothing but its own style and script is loaded.

    `Referrer-Policy: same-origin` and not `no-referrer`, under which a browser posts the form with `Origin: null`.
    """
    policy = [
        "default-src 'none'", f"script-src {_SCRIPT_SOURCE}", f"style-src 'self' {theme.source()}".strip(),
        "connect-src 'self'", "form-action 'self'", "base-uri 'none'", " ".join(["frame-ancestors 'self'", *sites]),
        "require-trusted-types-for 'script'",
    ]  # fmt: skip
    return {
        "Content-Security-Policy": "; ".join(policy),
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }


def _shown(tel: str) -> str:
    """What they typed, as a page can show it: one line, without control characters, no longer than any number."""
    return "".join(character if character.isprintable() else " " for character in tel[:40])


def _parts(line: str, marked: Sequence[str]) -> list[str]:
    """Every second one is one of `marked`. Without a pattern: to compile one would cost more than the page."""
    parts = [line]
    for mark in marked:
        cut: list[str] = []
        for at, part in enumerate(parts):
            first, *others = [part] if at % 2 else part.split(mark)
            cut += [first, *(piece for other in others for piece in (mark, other))]
        parts = cut
    return parts


_templates = pages.templates(_HERE / "templates")

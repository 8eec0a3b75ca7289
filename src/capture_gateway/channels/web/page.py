"""The pages: words and labels -> HTML. No IO; a fresh form and each result are rendered once, and the rest is put in.

1. The words on the page are the record's words: one `<p>` for each line of the text, so that the paragraphs' texts,
   joined by line feeds, are byte for byte what is hashed.
2. No box is ticked unless this person ticked it on these very words.
3. Everything is escaped at this edge. There is no script, and the policy allows none.
4. Addresses in a page are relative: a proxy may serve it under a prefix that we never see.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from capture_gateway import pages
from capture_gateway.channels.web.definition import WebOptions
from capture_gateway.core.address import readable
from capture_gateway.core.disclosure import Words
from capture_gateway.core.program import Program
from capture_gateway.pages.language import direction

_HERE = Path(__file__).parent

STYLE = pages.STYLE + (_HERE / "styles" / "form.css").read_bytes()
STYLE_NAME = f"style.{hashlib.sha256(STYLE).hexdigest()[:16]}.css"

# Where the token and the number go in pages that are rendered ahead.
_TOKEN = "0token0"  # noqa: S105
_NUMBER = "0number0"
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
        self._addresses = _pattern((texts.program.terms_url, texts.program.privacy_url))
        self._disclosure = self._paragraphs(texts.disclosure)
        self._form = _templates.get_template("form.html")
        self._result = _templates.get_template("result.html")
        self._results: dict[tuple[str, str, tuple[str, ...], tuple[str, ...]], tuple[str, str]] = {}
        before, _, after = self.form(_TOKEN).partition(_TOKEN)
        self._before, self._after = before, after

    def fresh(self, token: str) -> str:
        """The form as it is first shown: nothing typed, nothing ticked."""
        return f"{self._before}{token}{self._after}"

    def form(self, token: str, *, errors: Sequence[str] = (), tel: str = "", ticked: Iterable[str] = ()) -> str:
        """The form again. `errors`: names of labels; `tel`: as typed; `ticked`: `category.offers`, `contact.voice`."""
        return self._form.render(
            self._base(),
            token=token,
            errors=errors,
            tel=_shown(tel),
            ticked=frozenset(ticked),
            places=_PLACES,
            disclosure=self._disclosure,
        )

    def result(
        self, title: str, words: Words, address: str, categories: tuple[str, ...], contact: tuple[str, ...]
    ) -> str:
        """What came of it. `title`: the name of its label; `words`: what we answer, which the record repeats."""
        key = (title, words.sha256, categories, contact)
        if key not in self._results:
            if len(self._results) >= _KEPT_RESULTS:
                self._results.clear()
            before, _, after = self._rendered(title, words, categories, contact).partition(_NUMBER)
            self._results[key] = before, after
        before, after = self._results[key]
        return f"{before}{escape(readable(address))}{after}"

    def _rendered(self, title: str, words: Words, categories: tuple[str, ...], contact: tuple[str, ...]) -> str:
        labels, program, language = self.texts.labels, self.texts.program, self.texts.language
        summary = {
            labels["summary_number"]: _NUMBER,
            labels["summary_categories"]: ", ".join(program.categories[one].label[language] for one in categories),
            labels["summary_contact"]: ", ".join(labels[f"way_{way}"] for way in contact),
        }
        return self._result.render(
            self._base(),
            title=labels[title],
            done=title == "done_title",
            reply=self._paragraphs(words),
            summary=summary,
        )

    def _paragraphs(self, words: Words) -> list[list[str]]:
        """The lines of the text in parts: text, address, text, … The program's own addresses become links."""
        return [self._addresses.split(line) for line in words.text.split("\n")]

    def _base(self) -> dict[str, object]:
        texts = self.texts
        return {"texts": texts, "labels": texts.labels, "program": texts.program, "style": STYLE_NAME}


# Error -> the field that it is about, for the link in the summary.
_PLACES = {"error_number_missing": "tel", "error_number": "tel", "error_category": "category-1"}


def security_headers(sites: Sequence[str]) -> dict[str, str]:
    """Headers of every page. Only the registered `sites` may frame it; nothing but its own style sheet is loaded.

    `Referrer-Policy: same-origin` and not `no-referrer`, under which a browser posts the form with `Origin: null`.
    """
    policy = [
        "default-src 'none'", "style-src 'self'", "form-action 'self'", "base-uri 'none'",
        " ".join(["frame-ancestors 'self'", *sites]),
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


def _pattern(addresses: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(addresses, key=len, reverse=True)
    return re.compile(f"({'|'.join(re.escape(address) for address in longest_first)})")


_templates = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)

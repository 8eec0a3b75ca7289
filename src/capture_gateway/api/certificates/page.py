"""A certificate as one HTML file that prints: what somebody hands to a regulator, a carrier, a judge.

1. Nothing in it runs and nothing is fetched: no script, the style inside, and a policy that says so. The receipt is
   inside as well, as a link that saves it.
2. The words stand in it byte for byte, in their own language and direction. Only what cannot be seen is named instead,
   and then it says so.
3. It is as good in one of its languages as in another; names of categories and ways are the program's own.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import segno
from markupsafe import Markup, escape

from capture_gateway import __version__, pages
from capture_gateway.api.certificates import contents, english, spanish
from capture_gateway.api.certificates.contents import Sentence
from capture_gateway.api.dossiers.sentences import printable, quoted
from capture_gateway.core.address import readable
from capture_gateway.core.program import Program
from capture_gateway.ledger.merkle import leaf_hash
from capture_gateway.pages import printed
from capture_gateway.pages.language import direction
from capture_gateway.receipts.making import Made

LANGUAGES: Mapping[str, Mapping[str, str]] = {"en": english.LABELS, "es": spanish.LABELS}
"""The first is the default."""
_HERE = Path(__file__).parent
_LOOK = printed.look(_HERE / "certificate.css")
HEADERS = {**_LOOK.headers, "X-Robots-Tag": "noindex"}
_TEXTS = ("call_to_action", "disclosure", "reply")


@dataclass(frozen=True, slots=True)
class Text:
    """Words in their frame."""

    title: str
    text: Markup
    sha256: str
    facts: Markup
    language: str
    direction: str
    has_unseen: bool


def render(made: Made, program: Program | None, language: str, base: str) -> str:
    """The certificate; `program`: whose names it may use; `base`: the public address of the gateway."""
    record, say = made.receipt.record, _Say(LANGUAGES[language], language)
    boxes = contents.of(record)
    address = f"{base}/v1/evidence/{record['id']}/receipt"
    return _templates.get_template("certificate.html").render(
        record=record,
        say=say,
        language=language,
        boxes=[(name, say.all(getattr(boxes, name))) for name in ("known", "reported", "unproven")],
        texts=[say.words(record, name) for name in _TEXTS if _has_text(record, name)],
        is_erased=contents.is_erased(record),
        is_signed=record["witness"]["level"] == "provider-signed",
        about=_about(record, program, language),
        made=made,
        note=made.receipt.proof.partition("\n\n")[2],
        leaf_hash=leaf_hash(made.receipt.leaf).hex(),
        file=f"receipt-{record['id']}.json",
        data=base64.b64encode(made.receipt.to_bytes()).decode(),
        address=address,
        key_address=f"{base}/ledger/key",
        host=urlsplit(base).netloc,
        qr=Markup(segno.make(address, error="m", micro=False).svg_inline(scale=3, border=2, light="#fff", dark="#000")),  # noqa: S704 - drawn by the library
        version=__version__,
        policy=_LOOK.policy,
        style=_LOOK.style,
    )


class _Say:
    """The sentences of one language; what is filled in is escaped."""

    def __init__(self, labels: Mapping[str, str], language: str) -> None:
        self._labels = labels
        self._language = language
        self._months = labels["months"].split()

    def __call__(self, name: str, /, **values: Any) -> Markup:
        filled = {key: self._value(key, value) for key, value in values.items()}
        return Markup(self._labels[name]).format(**filled)  # noqa: S704 - our own labels; the values are escaped

    def all(self, sentences: Sequence[Sentence]) -> list[Markup]:
        """Each of them."""
        return [self(name, **values) for name, values in sentences]

    def at(self, instant: str) -> Markup:
        """`2026-11-22T10:00:00.123Z` as people write it, to the millisecond."""
        at = datetime.fromisoformat(instant)
        time = f"{at:%H:%M:%S}.{at.microsecond // 1000:03}"
        written = self._labels["month"].format(day=at.day, month=self._months[at.month - 1], year=at.year, time=time)
        return Markup('<time datetime="{}">{}</time>').format(instant, written)

    def enumerated(self, names: Sequence[str]) -> str:
        """`a, b and c`."""
        *first, last = names
        return f"{', '.join(first)} {self._labels['and']} {last}" if first else last

    def words(self, record: Mapping[str, Any], part: str) -> Text:
        """The words of one part of the record."""
        told = record[part]
        text = told.get("text") or ""
        shown = "\r".join(printable(line) for line in text.split("\r"))
        spoken = told.get("language") or record["language"]
        is_told = part != "reply" and bool(text) and told.get("showing") is None
        title = "words.asked" if part == "disclosure" and record["event"] == "requested" else f"words.{part}"
        facts = {"name": told.get("prompt") or told.get("name"), "version": told["version"], "language": spoken}
        return Text(
            title=self._labels[title],
            # What a browser would read as a line feed stays a carriage return.
            text=Markup(str(escape(shown)).replace("\r", "&#13;")),  # noqa: S704 - escaped right here
            sha256=told["sha256"],
            facts=self("words.told" if is_told else "words.facts", **facts),
            language=spoken,
            direction=direction(spoken),
            has_unseen=shown != text,
        )

    def _value(self, name: str, value: Any) -> Any:
        if name.endswith("_at"):
            return self.at(value)
        if name == "person":
            return _number(value)
        if name == "line":
            return _number(value["address"]) if value.get("address") else f"“{value['id']}”"
        if name == "value":
            return quoted(str(value))
        if name == "event":
            return self._labels[f"title.{value}"]
        if name in {"id", "rule"}:
            return Markup("<code>{}</code>").format(printable(str(value)))
        return value if isinstance(value, Markup) else printable(str(value))


def _number(address: str) -> Markup:
    """A telephone number, on one line."""
    return Markup('<span class="number">{}</span>').format(readable(address))


def _has_text(record: Mapping[str, Any], part: str) -> bool:
    told = record[part]
    return bool(told and told.get("sha256"))


def _about(record: Mapping[str, Any], program: Program | None, language: str) -> tuple[list[str], list[str]]:
    """The names of the categories and of the ways of contact; their ids where the program is served no more."""
    categories, ways = record.get("categories") or [], record.get("contact") or []
    if program is None:
        return categories, ways
    known = program.categories
    return (
        [known[one].label.get(language, one) if one in known else one for one in categories],
        [program.ways.get(one, {}).get(language, one) for one in ways],
    )


_templates = pages.templates(_HERE)

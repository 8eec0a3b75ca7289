"""A dossier as one HTML file that prints: what a lawyer hands to a judge.

1. Nothing in it runs and nothing is fetched: no script, the style inside, and a policy that says so.
2. Every text that was given stands in it once, word for word, with its digest; everything else refers to it.
3. It ends with every record field by field, so that it leaves nothing out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from capture_gateway import pages
from capture_gateway.api.dossiers.sentences import CONTROLS, STATES, WITNESSES, Sentences, printable
from capture_gateway.core.address import readable
from capture_gateway.core.program import Program
from capture_gateway.pages import printed
from capture_gateway.pages.language import direction

_HERE = Path(__file__).parent
_LOOK = printed.look(_HERE / "dossier.css")
HEADERS = {**_LOOK.headers, "Content-Disposition": 'inline; filename="dossier.html"'}
_TEXTS = ("disclosure", "call_to_action", "reply")
"""Parts of a record that hold words."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words that were given or sent, once."""

    number: int
    text: str
    sha256: str
    name: str
    language: str
    direction: str
    given_in: list[int] = field(default_factory=list)
    """Numbers of the entries."""


def render(dossier: Mapping[str, Any], programs: Iterable[Program]) -> str:
    """`dossier` (`contents.of`) as a page; `programs`: those whose names it may use."""
    items = [{"number": number, **item} for number, item in enumerate(dossier["items"], start=1)]
    texts = _texts(items, dossier["words"])
    records = [item for item in items if item["kind"] == "record"]
    told = Sentences({program.id: program for program in programs}, _lines(records))
    levels = {item["record"]["witness"]["level"] for item in records}
    return _templates.get_template("dossier.html").render(
        dossier=dossier,
        items=items,
        records=records,
        texts=list(texts.values()),
        text_of=texts,
        told=told,
        tables=_tables(dossier["permissions"], told),
        numbers={item["record"]["id"]: item["number"] for item in records},
        witnesses=WITNESSES,
        levels=[level for level in WITNESSES if level in levels],
        controls=CONTROLS,
        states=STATES,
        fields=_fields,
        when=when,
        readable=readable,
        printable=printable,
        policy=_LOOK.policy,
        style=_LOOK.style,
    )


def when(instant: str) -> str:
    """`2026-11-22T10:00:00.123Z` -> `22 November 2026, 10:00:00.123`."""
    at = datetime.fromisoformat(instant)
    return f"{at.day} {at:%B %Y, %H:%M:%S}.{at.microsecond // 1000:03}"


def _lines(records: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    channels = (item["record"]["channel"] for item in records)
    return {channel["id"]: channel["address"] for channel in channels if channel.get("address")}


def _texts(items: Sequence[Mapping[str, Any]], words: Mapping[str, str]) -> dict[str, Text]:
    """Digest -> words, in the order in which they were first given."""
    found: dict[str, Text] = {}
    for item in items:
        for digest, text, name, language in _given(item, words):
            one = found.setdefault(digest, Text(len(found) + 1, text, digest, name, language, direction(language)))
            if item["number"] not in one.given_in:
                one.given_in.append(item["number"])
    return found


def _given(item: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """(digest, text, name and version, language) of everything that was said to the person in this entry."""
    if item["kind"] == "showing":
        one = item["showing"]
        yield one["sha256"], words[one["sha256"]], f"{one['prompt']} {one['version']}", one["language"]
    elif item["kind"] == "text" and item["text"]["sha256"]:
        one = item["text"]
        yield one["sha256"], one["text"], one["name"], one["language"]
    elif item["kind"] == "record":
        for part in (item["record"][name] for name in _TEXTS):
            if part is not None:
                name = part.get("prompt") or part["name"]
                yield part["sha256"], part["text"], f"{name} {part['version']}", part["language"]


def _tables(permissions: Sequence[Mapping[str, Any]], told: Sentences) -> list[dict[str, Any]]:
    """For each program: its ways of contact, and a row of answers for each category."""
    found: dict[str, dict[str, list[Mapping[str, Any]]]] = {}
    for one in permissions:
        found.setdefault(one["program"], {}).setdefault(one["category"], []).append(one)
    return [
        {
            "program": program,
            "ways": [told.way(program, one["contact"]) for one in next(iter(rows.values()))],
            "rows": [(told.category(program, category), answers) for category, answers in rows.items()],
        }
        for program, rows in found.items()
    ]


def _fields(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """(path, value) of everything in a record, but the words themselves, which stand under their digests."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if not (name == "text" and path in _TEXTS):
                yield from _fields(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        for number, inner in enumerate(value, start=1):
            yield from _fields(inner, f"{path}.{number}")
    elif isinstance(value, list):
        yield path, ", ".join(map(str, value)) or "–"
    else:
        yield path, "–" if value is None else printable(str(value))


_templates = pages.templates(_HERE)

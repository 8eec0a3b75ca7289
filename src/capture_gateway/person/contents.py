"""What stands on a person's own page, as plain values: what holds now, and what happened.

1. Only programs that offer the page stand on it, and what withdrew from everything of their sender, by whatever line.
2. Every answer is the one that an integrator would get; every entry is a record, and says no more than the record.
3. A button stands wherever something is left to stop; one for each sender stops everything.
4. The number is masked: what is seen over a shoulder names nobody.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from capture_gateway.core.address import readable
from capture_gateway.core.permission import HOLD, Standing
from capture_gateway.core.program import Program, Sender
from capture_gateway.pages.language import direction
from capture_gateway.person.labels import labels_for, when

STATES = ("given", "requested", "refused", "withdrawn", "invalidated", "expired", "none")
"""In the order in which they are told."""
_LEFT = frozenset({"given", "requested"})
_OVER = frozenset({"withdrawn", "invalidated"})
_VALUE = 40
"""Characters of what somebody typed that are shown."""
_LINES = ("how_text", "how_text_word", "how_speech", "how_speech_key")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one person."""

    address: str
    standings: Mapping[str, Standing]
    """By sender."""
    records: Sequence[Mapping[str, Any]]
    """As they are printed, the newest first."""
    is_cut: bool
    """Whether there are older ones."""
    language: str | None
    """Of the newest words that they were given."""


@dataclass(frozen=True, slots=True)
class Row:
    """One category."""

    label: str
    stop: str
    """The value of its button; empty where nothing is left to stop."""
    states: Sequence[str]
    """What holds, in words."""


@dataclass(frozen=True, slots=True)
class Part:
    """One sender, and what they may send."""

    sender: Sender
    program: Program
    """One that offers the page: whose terms are linked."""
    rows: Sequence[Row]
    is_over: bool
    """Whether everything is stopped, and no button is needed."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words, exactly as they were given."""

    label: str
    text: str
    language: str
    direction: str
    is_open: bool
    """Whether they stand for something that is given now."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record."""

    id: str
    title: str
    at: str
    """RFC 3339."""
    when: str
    how: str
    words: Said | None


def parts(kept: Kept, programs: Sequence[Program], language: str) -> list[Part]:
    """What holds now, sender by sender."""
    senders = {program.sender.id: program for program in programs}
    return [
        _part(program, [one for one in programs if one.sender.id == sender], kept.standings.get(sender), language)
        for sender, program in senders.items()
    ]


def entries(kept: Kept, programs: Sequence[Program], language: str) -> Iterator[Entry]:
    """What happened, the newest first."""
    spoken, say = labels_for(language)
    known = {program.id: program for program in programs}
    standing = {
        cell.evidence_id
        for one in kept.standings.values()
        for cell in one.cells.values()
        if cell.state == "given"
    }  # fmt: skip
    for record in kept.records:
        at = record["times"]["received_at"]
        yield Entry(
            id=record["id"],
            title=_title(record, known.get(record["program"]["id"]), language, say),
            at=at,
            when=when(at, spoken),
            how=_how(record, say),
            words=_words(record, say, is_open=record["id"] in standing),
        )


def masked(address: str) -> str:
    """The last four characters: `0123`."""
    return address[-4:]


def _part(program: Program, offered: Sequence[Program], known: Standing | None, language: str) -> Part:
    standing = known or Standing()
    every = [
        standing.of(one.id, category, way) for one in offered for category in one.categories for way in one.contact
    ]
    is_over = "*|*|*" in standing.cells and all(cell is not None and cell.state in _OVER for cell in every)
    rows = [row for one in offered for row in _rows(one, standing, language)]
    return Part(program.sender, program, rows, is_over)


def _rows(program: Program, standing: Standing, language: str) -> Iterator[Row]:
    _, say = labels_for(language)
    spoken = _spoken(program, language)
    for category in program.categories.values():
        ways: dict[str, list[str]] = {}
        for way in program.contact:
            cell = standing.of(program.id, category.id, way)
            ways.setdefault("none" if cell is None else cell.state, []).append(program.ways[way][spoken])
        states = [say[state].format(ways=", ".join(ways[state])) for state in STATES if state in ways]
        stop = f"{program.id}/{category.id}" if _LEFT & ways.keys() else ""
        yield Row(category.label[spoken], stop, states)


def _title(record: Mapping[str, Any], program: Program | None, language: str, say: Mapping[str, str]) -> str:
    decision = record["decision"]
    name = f"was_{record['event']}"
    if decision.get("extent") == "sender" and decision["rule"] != HOLD:
        name = "was_withdrawn_all"
    elif decision["rule"] == HOLD:
        name = "was_held"
    return say[name].format(sender=record["sender"]["name"], things=_things(record, program, language))


def _things(record: Mapping[str, Any], program: Program | None, language: str) -> str:
    """`Weekly offers, Recommendations (text message, WhatsApp)`; ids of what the program does not have any more."""
    categories, contact = record["categories"], record["contact"]
    if program is None:
        return f"{', '.join(categories)} ({', '.join(contact)})"
    spoken = _spoken(program, language)
    what = [program.categories[one].label[spoken] if one in program.categories else one for one in categories]
    how = [program.ways[one][spoken] if one in program.ways else one for one in contact]
    return f"{', '.join(what)} ({', '.join(how)})"


def _how(record: Mapping[str, Any], say: Mapping[str, str]) -> str:
    act, channel = record["act"], record["channel"]
    name = _manner(act["kind"], channel["kind"])
    if name in _LINES and not channel.get("address"):
        name = "how_told"
    value = "".join(one if one.isprintable() else " " for one in act["value"][:_VALUE])
    return say[name].format(line=readable(channel.get("address") or ""), value=value, sender=record["sender"]["name"])


def _manner(act: str, channel: str) -> str:
    """The name of the label that says how somebody did it."""
    if act == "button":
        return "how_button"
    if act == "delivery-error":
        return "how_provider"
    match channel:
        case "sms" | "whatsapp":
            return "how_text_word" if act in ("keyword", "reply") else "how_text"
        case "voice":
            return "how_speech_key" if act == "keypress" else "how_speech"
        case "web":
            return "how_page"
        case "paper":
            return "how_paper"
    return "how_told"


def _words(record: Mapping[str, Any], say: Mapping[str, str], *, is_open: bool) -> Said | None:
    shown = record["disclosure"]
    if shown is None:
        return None
    label = "words" if record["event"] == "given" else "words_shown"
    if shown["showing"] is None:
        label = "words_told"
    language = shown["language"]
    label = say[label].format(sender=record["sender"]["name"])
    return Said(label, shown["text"], language, direction(language), is_open)


def _spoken(program: Program, language: str) -> str:
    return language if language in program.languages else program.languages[0]

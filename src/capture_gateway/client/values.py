"""What is asked and what is answered, as values. An answer may hold more than is known here: fields are only added.

Addresses are left out of every `repr`, so that a value can be logged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, Self

Control = Literal["asserted", "caller-id", "carrier", "code", "reply", "signature"]
"""How it is known that an address is theirs; see `min_control`."""

UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Question:
    """May this person (`+14155550123`) be contacted about `category` of `program`, by `contact`?"""

    address: str = field(repr=False)
    program: str
    category: str
    contact: str

    def json(self) -> dict[str, str]:
        """As it is sent."""
        return {"address": self.address, "program": self.program, "category": self.category, "contact": self.contact}


@dataclass(frozen=True, slots=True)
class Permission:
    """The answer. It is true (`if permission:`) when contact is permitted, and only then."""

    permitted: bool
    reason: str
    """The state, `control` (weaker than `min_control`), or `unavailable` (nobody could answer: do not contact)."""
    program: str
    category: str
    contact: str
    state: str | None = None
    """`none` `requested` `given` `refused` `withdrawn` `expired` `invalidated`; None: unavailable."""
    address: str | None = field(default=None, repr=False)
    """Canonical: `tel:+14155550123`."""
    since: datetime | None = None
    evidence_id: str | None = None
    """The record that proves it: keep it with what you send."""
    position: int | None = None
    control: str | None = None
    as_of: datetime | None = None

    def __bool__(self) -> bool:
        return self.permitted

    @classmethod
    def of(cls, answer: Mapping[str, Any], question: Question) -> Self:
        """ValueError, KeyError or TypeError when it is no answer to this question."""
        asked = (question.program, question.category, question.contact)
        if (answer["program"], answer["category"], answer["contact"]) != asked:
            raise ValueError("this answers another question")
        if not _is_of(answer["address"], question.address):
            raise ValueError("this is about another address")
        permitted = answer["permitted"] is True
        if permitted and answer["state"] != "given":
            raise ValueError("this permits what was not given")
        return cls(
            permitted,
            answer["reason"],
            *asked,
            state=answer["state"],
            address=answer["address"],
            since=instant(answer["since"]),
            evidence_id=answer["evidence_id"],
            position=answer["position"],
            control=answer["control"],
            as_of=instant(answer["as_of"]),
        )

    @classmethod
    def unavailable(cls, question: Question) -> Self:
        """No answer is a "no"."""
        return cls(False, UNAVAILABLE, question.program, question.category, question.contact)


@dataclass(frozen=True, slots=True)
class Record:
    """One evidence record. What is asked most has a name here; `json` is all of it."""

    id: str
    event: str
    """`requested` `given` `refused` `withdrawn` `expired` `invalidated` `erased`."""
    position: int
    """In the ledger: what a feed goes on `after`."""
    recorded_at: datetime
    program: str
    categories: tuple[str, ...]
    contact: tuple[str, ...]
    address: str | None = field(repr=False)
    """`tel:+14155550123`; None once the person is erased."""
    is_test: bool
    """Of a trial: it counts for nothing."""
    json: Mapping[str, Any] = field(repr=False)

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> Self:
        """ValueError, KeyError or TypeError when it is no record."""
        return cls(
            id=found["id"],
            event=found["event"],
            position=found["position"],
            recorded_at=datetime.fromisoformat(found["recorded_at"]),
            program=found["program"]["id"],
            categories=tuple(found["categories"]),
            contact=tuple(found["contact"]),
            address=(found.get("subject") or {}).get("address"),
            is_test=found["program"].get("test") is True,
            json=found,
        )


@dataclass(frozen=True, slots=True)
class Event:
    """A webhook message whose signature is right."""

    id: str
    """The same for every attempt and every endpoint: what you have seen of this id, you need not do again."""
    type: str
    """`evidence.given`, `evidence.withdrawn`, …, `webhook.test`."""
    timestamp: datetime
    """When it happened."""
    record: Record | None
    """None where the message tells of no record."""
    data: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent that another system took, with the exact words that the person was given there.

    `claimed_at` is what that system says; the gateway keeps its own time beside it. It never lifts a withdrawal.
    """

    address: str = field(repr=False)
    program: str
    categories: Sequence[str]
    contact: Sequence[str]
    text: str
    """The words."""
    source: str
    """Which system took it."""
    reference: str | None = None
    """Its id there."""
    claimed_at: datetime | None = None
    language: str | None = None
    version: str | None = None
    medium: Literal["text", "speech", "page", "paper"] | None = None
    act_kind: str | None = None
    """`tick`, `reply`, `signature`, …"""
    act_value: str | None = field(default=None, repr=False)
    ip: str | None = field(default=None, repr=False)
    user_agent: str | None = None
    page: str | None = None

    def json(self) -> dict[str, Any]:
        """As it is sent. ValueError when `claimed_at` has no time zone."""
        words = {"text": self.text, "language": self.language, "version": self.version, "medium": self.medium}
        act = {"kind": self.act_kind, "value": self.act_value}
        names = ("address", "program", "source", "reference", "ip", "user_agent", "page")
        return {
            **present({name: getattr(self, name) for name in names}),
            "categories": list(self.categories),
            "contact": list(self.contact),
            "disclosure": present(words),
            **present({"act": present(act) or None, "claimed_at": written(self.claimed_at)}),
        }


def _is_of(told: str, asked: str) -> bool:
    """Whether `told`, which is canonical, can be what was asked about.

    Only the gateway knows every way to write a number: what it dropped or added (trunk prefix, country code) stands
    before the last six digits. A number of the same length, with its country code, is the very same.
    """
    ours, theirs = ([int(one) for one in each if one.isdecimal()] for each in (asked, told))
    is_whole = asked.rpartition(":")[2].startswith("+") and len(ours) == len(theirs)
    return ours == theirs if is_whole else ours[-6:] == theirs[-6:]


def present(values: Mapping[str, Any]) -> dict[str, Any]:
    """Those that are there."""
    return {name: value for name, value in values.items() if value is not None}


def instant(text: str | None) -> datetime | None:
    """RFC 3339, with its zone."""
    return None if text is None else datetime.fromisoformat(text)


def written(at: datetime | None) -> str | None:
    """RFC 3339 in UTC. ValueError when nobody knows which time zone is meant."""
    if at is None:
        return None
    if at.tzinfo is None:
        raise ValueError("an instant needs its time zone: datetime.now(UTC)")
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

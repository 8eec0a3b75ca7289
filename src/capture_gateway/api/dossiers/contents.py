"""What stands in a dossier, as plain values: the JSON of it, and what its page is made of.

1. Everything that is kept of one person stands in it once: words that were given, records, messages that are no
   evidence, texts of ours and what became of them, texts that staff were to read.
2. They stand in order of the time that the gateway itself knows: when it received, gave, made. What others claim of a
   time is told inside.
3. The words of a showing stand once, under their digest (hex SHA-256 of their UTF-8 bytes).
4. Nobody is unknown: a stranger has an empty dossier.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from capture_gateway import __version__
from capture_gateway.api.record import Delivered, Record, SenderFacts
from capture_gateway.core import instant, permission
from capture_gateway.core.act import Control
from capture_gateway.core.disclosure import Medium, Showing
from capture_gateway.core.permission import State
from capture_gateway.core.program import Program
from capture_gateway.storage.dossiers import Kept
from capture_gateway.storage.outbox import Told

SCHEMA = "capture-gateway/dossier/1"


class Ledger(BaseModel):
    """The tree of all records, at the moment of the dossier."""

    size: int
    root: str = Field(description="Hex SHA-256.")


class Permitted(BaseModel):
    """May this person be contacted, about this, this way?"""

    program: str
    category: str
    contact: str
    permitted: bool
    state: State
    since: str | None
    evidence_id: str | None
    control: Control | None


class ShowingFacts(BaseModel):
    """Words that were given to the person."""

    id: str
    program: str
    version: str
    language: str
    prompt: str
    channel: str
    medium: Medium
    sha256: str
    template_sha256: str
    categories: list[str]
    contact: list[str]
    presentation: dict[str, Any]
    delivery: Delivered | None
    closed: str | None = Field(description="Why they take no answer any more; null while they do.")
    closed_at: str | None


class MessageFacts(BaseModel):
    """A message that is no evidence."""

    id: str
    program: str
    channel: str
    value: str
    replied: str = Field(description="The name of the words that answered it; empty where none did.")


class TextFacts(BaseModel):
    """A text of ours."""

    id: str
    purpose: str
    program: str
    channel: str
    name: str
    language: str
    sha256: str
    text: str = Field(description="Empty where it was a code, which is not kept.")
    state: Literal["waiting", "sending", "unknown", "sent", "failed", "dropped"]
    tries: int
    tried_at: str | None
    provider_id: str | None
    status: str | None = Field(description="The provider's last report.")
    error: str | None


class ReviewItem(BaseModel):
    """A text that staff were to read, and what they made of it."""

    id: str
    program: str
    channel: str
    value: str
    rule: str
    held: str | None
    resolution: str | None
    reason: str | None
    resolved_by: str | None
    resolved_at: str | None


class Item(BaseModel):
    """Something that happened; the member that `kind` names says what."""

    at: str
    kind: Literal["record", "showing", "message", "text", "review"]
    record: Record | None = None
    showing: ShowingFacts | None = None
    message: MessageFacts | None = None
    text: TextFacts | None = None
    review: ReviewItem | None = None


class Dossier(BaseModel):
    """Everything that is kept of one person."""

    model_config = ConfigDict(extra="allow")

    schema_: Literal["capture-gateway/dossier/1"] = Field(alias="schema")
    made_with: str
    address: str
    made_at: str
    made_by: str = Field(description="The name of the token that asked.")
    programs: list[str] = Field(description="Those that it covers: all that the token reaches.")
    ledger: Ledger
    senders: list[SenderFacts]
    permissions: list[Permitted] = Field(description="The answer now for every category and way of contact.")
    words: dict[str, str] = Field(description="SHA-256 -> the exact words of a showing.")
    items: list[Item] = Field(description="In order of time.")


def of(kept: Kept, address: str, programs: Iterable[Program], *, made_at: int, made_by: str) -> dict[str, Any]:
    """The dossier of one person; `programs`: those that it covers and that are served."""
    covered = list(programs)
    return {
        "schema": SCHEMA,
        "made_with": f"Capture Gateway {__version__}",
        "address": address,
        "made_at": instant.text(made_at),
        "made_by": made_by,
        "programs": [program.id for program in covered],
        "ledger": {"size": kept.size, "root": kept.root.hex()},
        "senders": list(_senders(kept, covered)),
        "permissions": [one for program in covered for one in _permissions(kept, program)],
        "words": dict(kept.words),
        "items": sorted(_items(kept), key=lambda item: item["at"]),
    }


def _senders(kept: Kept, programs: list[Program]) -> Iterator[dict[str, Any]]:
    """Who asks today, and who asked as the records have it: a name that changed stands twice."""
    today = (
        {
            "id": sender.id,
            "name": sender.name,
            "legal_name": sender.legal_name,
            "address": sender.address,
            "contact": sender.contact,
            **({"on_behalf_of": sender.on_behalf_of} if sender.on_behalf_of else {}),
        }
        for sender in (program.sender for program in programs)
    )
    seen: list[Mapping[str, Any]] = []
    for sender in (*today, *(record["sender"] for record in kept.records)):
        if sender not in seen:
            seen.append(sender)
            yield dict(sender)


def _permissions(kept: Kept, program: Program) -> Iterator[dict[str, Any]]:
    standing = kept.standings.get(program.sender.id, permission.Standing())
    for category in program.categories:
        for contact in program.contact:
            cell = standing.of(program.id, category, contact)
            answer = permission.answer(cell)
            yield {
                "program": program.id,
                "category": category,
                "contact": contact,
                "permitted": answer.permitted,
                "state": answer.state,
                "since": None if cell is None else instant.text(cell.since),
                "evidence_id": None if cell is None else cell.evidence_id,
                "control": None if cell is None else cell.control,
            }


def _items(kept: Kept) -> Iterator[dict[str, Any]]:
    """Of two at one instant, what was done comes before the words that followed it."""
    for record in kept.records:
        yield {"at": record["times"]["received_at"], "kind": "record", "record": record}
    for message in kept.messages:
        yield _item("message", asdict(message), message.at, MessageFacts)
    for showing in kept.showings:
        yield {"at": instant.text(showing.shown_at), "kind": "showing", "showing": _showing(showing)}
    for text in kept.texts:
        yield _item("text", _text(text), text.text.made_at, TextFacts)
    for review in kept.reviews:
        yield _item("review", asdict(review), review.at, ReviewItem)


def _text(told: Told) -> dict[str, Any]:
    text = told.text
    return {
        "id": text.id,
        "purpose": text.purpose,
        "program": text.program,
        "channel": text.channel,
        "name": text.words.name,
        "language": text.words.language,
        "sha256": text.words.sha256,
        "text": text.words.text,
        "state": told.state,
        "tries": told.tries,
        "tried_at": told.tried_at,
        "provider_id": told.provider_id,
        "status": told.status,
        "error": told.error,
    }


def _item(kind: str, row: Mapping[str, Any], at: int, model: type[BaseModel]) -> dict[str, Any]:
    """What the model has of it; instants as text, and none for the beginning of time."""
    facts = {name: row[name] for name in model.model_fields}
    facts |= {name: instant.text(facts[name]) if facts[name] else None for name in facts if name.endswith("_at")}
    return {"at": instant.text(at), "kind": kind, kind: facts}


def _showing(showing: Showing) -> dict[str, Any]:
    delivery = showing.delivery
    return {
        "id": showing.id,
        "program": showing.program,
        "version": showing.version,
        "language": showing.language,
        "prompt": showing.prompt,
        "channel": showing.channel,
        "medium": showing.medium,
        "sha256": showing.sha256,
        "template_sha256": showing.template_sha256,
        "categories": list(showing.categories),
        "contact": list(showing.contact),
        "presentation": dict(showing.presentation),
        "delivery": delivery and {"provider_id": delivery.provider_id, "status": delivery.status},
        "closed": showing.closed,
        "closed_at": None if showing.closed_at is None else instant.text(showing.closed_at),
    }

"""The evidence record as integrators read it: the schema of the answers, and of the documentation.

What is `None` here by default is absent from records of the erased (`erased`): these are what their leaves say.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from capture_gateway.core.act import Control, Kind, Level
from capture_gateway.core.disclosure import Medium
from capture_gateway.core.permission import Event


class _Part(BaseModel):
    """Fields are only ever added."""

    model_config = ConfigDict(extra="allow")


class Subject(_Part):
    """The person."""

    address: str
    identifiers: list[str] = Field(description="Every identifier of this person, as it was given.")
    control: Control = Field(description="How it is known that the address is theirs.")


class SenderFacts(_Part):
    """Who asked."""

    id: str
    name: str | None = None
    legal_name: str | None = None
    address: str | None = None
    contact: str | None = None
    on_behalf_of: str | None = None


class ProgramVersion(_Part):
    """What they were asked for."""

    id: str
    version: str
    test: bool | None = Field(None, description="True: a trial; it stands in no export and no count.")


class ChannelFacts(_Part):
    """The line that was used."""

    id: str
    kind: str
    address: str | None = None


class Delivered(_Part):
    """What the provider reported of the words, as far as it was known at the act."""

    provider_id: str
    status: str


class Shown(_Part):
    """The exact words that the person was given. `showing` null: another system says that it gave them."""

    showing: str | None
    prompt: str
    version: str
    language: str | None = None
    text: str | None = None
    sha256: str = Field(description="Hex SHA-256 of the UTF-8 bytes of `text`.")
    template_sha256: str | None = None
    medium: Medium
    shown_at: str | None
    delivery: Delivered | None = None
    presentation: dict[str, Any] = Field(default_factory=dict)


class Reply(_Part):
    """What we answered."""

    name: str
    version: str
    language: str
    text: str
    sha256: str


class ActFacts(_Part):
    """What the person did."""

    kind: Kind
    value: str | None = None
    at: str | None = None


class WitnessFacts(_Part):
    """Who can say that it happened, and what they signed."""

    level: Level
    provider: str | None = None
    provider_id: str | None = None
    request: dict[str, Any] | None = None
    ip: str | None = None
    user_agent: str | None = None
    page: str | None = None


class Times(_Part):
    """When we received it; when somebody says that it happened."""

    received_at: str
    claimed_at: str | None = None


class DecisionFacts(_Part):
    """Why it became this event."""

    rule: str
    reason: str | None = None
    follows: str | None = None
    annuls: list[str] | None = Field(None, description="The records that it makes void, or empties.")


class CheckFacts(_Part):
    """One thing that was looked at, and on whose word."""

    name: str
    result: str
    basis: str


class Record(_Part):
    """An evidence record, schema 1."""

    schema_: int = Field(alias="schema")
    id: str
    event: Event
    position: int = Field(description="0-based index of its leaf in the ledger.")
    recorded_at: str
    subject: Subject | None = Field(None, description="Absent where the person was erased, and in what says so.")
    sender: SenderFacts
    program: ProgramVersion
    categories: list[str]
    contact: list[str]
    language: str
    channel: ChannelFacts
    disclosure: Shown | None
    reply: Reply | None
    call_to_action: Shown | None
    act: ActFacts
    witness: WitnessFacts
    times: Times
    decision: DecisionFacts
    checks: list[CheckFacts] | None = None
    erased: bool | None = Field(None, description="True: the person was erased; this is what the ledger still says.")


class Page(BaseModel):
    """Records in ledger order."""

    items: list[Record]
    next: int | None = Field(description="The last position, to be given as `after`; null for an empty page.")

"""Acts: what a person (or the provider on their behalf) did, after the request proved authentic and was parsed.

Every channel turns its requests into `Act`; from there on there is one road. An act says what it means by itself
(`intent`); what comes of it depends on what was shown before (`core.decision`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from capture_gateway.core.disclosure import Medium, Proof, Showing, Told, Words
from capture_gateway.core.program import Program, StopScope

Kind = Literal[
    "keyword", "reply", "keypress", "speech", "tick", "button", "signature", "message", "delivery-error", "api"
]
Control = Literal["asserted", "caller-id", "carrier", "code", "reply", "signature"]
Level = Literal["provider-signed", "gateway-observed", "staff-transcribed", "integrator-asserted"]

# RULES E, weakest first; a signature counts as asserted until it is confirmed.
STRENGTH: Mapping[str, int] = {"asserted": 0, "signature": 0, "caller-id": 1, "carrier": 2, "code": 3, "reply": 4}


class Intent(StrEnum):
    """What an act means before anything is known about the person."""

    ASK = "ask"
    """Wants the words: JOIN, OFFERS, START; a call that comes in, 9, `*`."""
    AGREE = "agree"
    """Says yes to the words that were shown: AGREE, key 1, a submitted form."""
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    UNCLEAR = "unclear"
    """May be a wish to be left alone: contact stops, and the person is asked once."""
    KEEP = "keep"
    """Wants to keep what an unclear text put on hold."""
    AFFIRM = "affirm"
    """A yes that agrees to nothing: ok, sure."""
    STATUS = "status"
    """Asks what they have agreed to."""
    HELP = "help"
    CHAT = "chat"
    """A text with no meaning for us."""
    LIFT = "lift"
    """Staff read an unclear text: it was no withdrawal."""
    EXPIRE = "expire"
    """A call ended, or ran out of tries: what was shown in it was not answered."""
    DELIVERY = "delivery"
    """The provider reports what became of a text of ours."""
    PROVE = "prove"
    """Typed back the code that we sent to a number."""
    REPORT = "report"
    """Another system says that they agreed elsewhere."""
    NOTE = "note"
    """Nothing to record, but a repeated request must get the same answer: a silence or a wrong key in a call."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Another meaning of a word, and the rule that finds it."""

    intent: Intent
    rule: str


@dataclass(frozen=True, slots=True)
class Scope:
    """How far a withdrawal goes. `extent` None: as far as the program's stop scope says (RULES C1)."""

    extent: StopScope | None = None
    categories: tuple[str, ...] = ()
    """For extent `category`: which."""
    everything: bool = False
    """The words say so: STOP ALL."""
    contact: tuple[str, ...] = ()
    """These ways of contact alone: "stop calling me"; empty: all."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Who can say that it happened, and what they signed."""

    level: Level
    provider: str | None = None
    provider_id: str | None = None
    request: Mapping[str, str] | None = None
    """`{url, body, signature}` as it arrived."""
    ip: str | None = None
    user_agent: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """The line that was used."""

    id: str
    kind: str
    address: str | None = None
    medium: Medium = "text"
    """How words are given on it."""


@dataclass(frozen=True, slots=True)
class Texting:
    """The text line of a program, as people of its other lines meet it: a form, a call."""

    channel: Channel
    languages: tuple[str, ...]
    """The default first."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, and on whose word."""

    name: str
    result: Literal["pass", "fail", "not_reported"]
    basis: Literal["server", "signed", "client", "staff"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What staff made of a text on the review list."""

    review: str
    """Id of the review, which is that of the act."""
    kind: Literal["withdraw", "lift", "dismiss"]
    reason: str
    by: str
    """The name of the token that was used."""


@dataclass(frozen=True, slots=True)
class Held:
    """A `given` that is on hold: its record, the words it answered, and how sure it was whose number it is."""

    evidence_id: str
    program: str
    language: str
    control: Control
    showing: Showing | None
    told: Told | None = None
    """Instead of a showing, where the words are another system's."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody was answered before their act could be written down."""

    words: Words | None
    """None: nothing."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act on one line. `id` and `showing_id` are fresh UUIDv7s, for the record and for a showing if one is made."""

    id: str
    showing_id: str
    key: str
    """Permanent dedupe key: `twilio:message:AC…:SM…`, `twilio:call:CA…:3`, `web:<token id>`."""
    intent: Intent
    kind: Kind
    value: str
    """What they did, as they did it: `Join!`, `1`, `offers recommendations`."""
    subject: str
    """Canonical `tel:+…`; empty when the caller hides it (then only NOTE is possible)."""
    control: Control
    channel: Channel
    program: Program
    received_at: int
    witness: Witness
    fingerprint: str = ""
    """Where one key may come with different content (a form): hex SHA-256 of the body; another one is a `conflict`."""
    identifiers: tuple[str, ...] = ()
    """Every identifier the provider gave for this person, as it gave them."""
    language: str | None = None
    """Of the word they used, when it belongs to one language only; of the step of a call; of the page."""
    languages: tuple[str, ...] = ()
    """The line's languages, its default first."""
    disclosure: str = "disclosure"
    """The name of the words to show (ASK), or to show again when there is nothing to agree to."""
    record_request: bool = True
    """ASK: whether `requested` is written (a repeat in a call and START write a showing alone)."""
    otherwise: Otherwise | None = None
    """AGREE and DECLINE by a word that answers a question only: what it means where none is open (YES, NO)."""
    showing: str | None = None
    """The showing that is answered, where the request names it (calls); None: the newest open one on this line."""
    thread: str = ""
    """CallSid, or the page token's id; empty for texts."""
    shown: Showing | None = None
    """A page: the `Showing` that its token proves; stored together with the answer."""
    categories: tuple[str, ...] | None = None
    """The boxes that were ticked; None: everything the words name."""
    contact: tuple[str, ...] | None = None
    scope: Scope = Scope()
    held: tuple[Held, ...] = ()
    """LIFT: what may be on hold, as the records say."""
    resolution: Resolution | None = None
    """Of the review that this act settles; written together with what comes of it."""
    reason: str = ""
    """WITHDRAW: why, where somebody told us; empty: the decision says it."""
    rule: str = ""
    """How the act was read (`stop-word`, `keyword`); empty: the decision names its own rule."""
    silent: bool = False
    """The provider answers this by itself (its opt-out handling): we record, and send nothing."""
    grants: bool = True
    """False: a typed number that stays `requested` until the number itself acts (RULES E)."""
    proof: Proof | None = None
    """Of a typed number: how it can be shown to be theirs; its digests belong to the showing that is answered."""
    code: str = ""
    """What stands behind JOIN, or was typed back (PROVE), folded; with a `proof` of mode `code`: the digits to send."""
    slots: Mapping[str, str] = field(default_factory=dict)
    """What the line puts into the slots of the words that answer this: `{"join": "JOIN 7F3K", "number": "…"}`."""
    texting: Texting | None = None
    """Where this person's texts come from, on lines that are no text lines themselves; None: they get none."""
    text_id: str = ""
    """A fresh UUIDv7, for a text that may be sent to them."""
    by_text: bool = False
    """The answer goes out as a text of its own: the request is over, or was never made (a message found later)."""
    answered: Said | None = None
    """It was answered already, while it could only be journalled (`core.leaving`)."""
    sent_at: int | None = None
    """When somebody says that they did it, where that is not now: the provider, or another system."""
    told: Told | None = None
    """REPORT: the words that they were given elsewhere."""
    delivery: tuple[str, str, str] | None = None
    """DELIVERY: the provider's message id, its status, its error code or empty."""
    checks: tuple[Check, ...] = ()
    farewell: str | None = None
    """EXPIRE: the name of the words that the line says with it; None when nobody listens any more."""
    presentation: Mapping[str, str] = field(default_factory=dict)
    """ASK: what stands beside the words in a new showing (the question of a call)."""

"""Rows. The one file that names columns; portable SQL types alone.

No sequences and no server defaults: every value is made by the gateway, so that the same rows could be written
anywhere. Instants are whole milliseconds since the epoch. `subject` is everywhere the look-up token of a person's
address, and `sealed` holds what tells of them (`storage.vault`).
"""

from typing import Any

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String, Text, text
from sqlalchemy.ext.compiler import compiles
from sqlmodel import Column, Field, SQLModel
from sqlmodel.sql.sqltypes import AutoString

SCHEMA_VERSION = 6
"""Grows with every change of a table, which needs a revision in `storage.migrations`."""


@compiles(String, "postgresql")
@compiles(Text, "postgresql")
@compiles(AutoString, "postgresql")
def _by_bytes(_type: Any, _compiler: Any, **_options: Any) -> str:
    """Text is ordered by its bytes, whatever language the server's machine speaks; SQLite knows no other order."""
    return 'TEXT COLLATE "C"'


class SchemaRow(SQLModel, table=True):
    """Which version of the tables this database has: one row."""

    __tablename__ = "schema_version"

    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    keys: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """Nothing, sealed: other keys than those that it was made with do not open it."""


class SubjectRow(SQLModel, table=True):
    """A person's key. Without this row nothing that is sealed under it can be read any more, by anybody."""

    __tablename__ = "subject_key"

    subject: str = Field(primary_key=True)
    wrapped: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    address: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """Sealed."""
    page: str = Field(unique=True)
    """Digest of the token that opens their own page."""
    made_at: int = Field(sa_column=Column(BigInteger, nullable=False))


class FirstAnswer(SQLModel, table=True):
    """Permanent dedupe keys: what the first delivery was answered with. Replays live as long as the evidence.

    `key` and `fingerprint` are look-up tokens, `body` is sealed.
    """

    __tablename__ = "first_answer"

    key: str = Field(primary_key=True)
    fingerprint: str
    status: int
    media_type: str
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    at: int = Field(sa_column=Column(BigInteger, nullable=False))


# Condition of a partial index; queries must repeat it word for word, or the index is not used.
OPEN = text("closed IS NULL")


class ShowingRow(SQLModel, table=True):
    """Words given to one person. `live`: open, or the newest on its line; the only ones that decisions look at."""

    __tablename__ = "showing"
    __table_args__ = (
        Index("showing_subject", "subject", "live"),
        Index("showing_open", "channel", "shown_at", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: str = Field(primary_key=True)
    subject: str
    sender: str
    channel: str
    live: int
    shown_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    closed: str | None = None
    closed_at: int | None = Field(default=None, sa_column=Column(BigInteger))
    nudged: int = 0
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """JSON: thread, program, version, language, prompt, kind, digests, categories, contact, presentation, follows,
    medium, answers, the provider's id and status, and what proves a typed number."""


POSITION = BigInteger().with_variant(Integer, "sqlite")
"""SQLite's own row number, so that a look-up by position needs no index: https://sqlite.org/lang_createtable.html#rowid"""


class EvidenceRow(SQLModel, table=True):
    """One record. `leaf` is what the ledger holds, `sealed` what it commits to (`core.evidence.packed`).

    Never changed and never removed, but for one thing: of an erased person, `subject` becomes empty, and `sealed` a
    stub (`storage.forgotten`).
    """

    __tablename__ = "evidence"
    # One for each filter of the feed: however large the store is, the next record of a kind is found at once.
    __table_args__ = (
        Index("evidence_subject", "subject", "position"),
        Index("evidence_reach", "reach", "position"),
        Index("evidence_event", "event", "position"),
        Index("evidence_channel", "channel", "position"),
    )

    position: int = Field(sa_column=Column(POSITION, primary_key=True, autoincrement=False))
    id: str = Field(unique=True)
    subject: str
    sender: str
    program: str
    reach: str
    """Whom it concerns: the program, or `sender:<id>` for a withdrawal from everything of a sender."""
    event: str
    channel: str
    test: int = 0
    """1: of a program for trials, and concerns no other; it stands in no export and no count."""
    recorded_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    leaf: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    leaf_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class PermissionRow(SQLModel, table=True):
    """Folded evidence of one subject and sender; can be dropped and folded again."""

    __tablename__ = "permission"

    subject: str = Field(primary_key=True)
    sender: str = Field(primary_key=True)
    standing: str = Field(sa_column=Column(Text, nullable=False))


class LedgerHead(SQLModel, table=True):
    """The tree: one row, locked first by whoever appends."""

    __tablename__ = "ledger_head"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    frontier: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    root: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    recorded_at: int = Field(sa_column=Column(BigInteger, nullable=False))


class MessageRow(SQLModel, table=True):
    """A message that is no evidence: START, HELP, chat. `replied`: the name of the words we answered with, or empty."""

    __tablename__ = "message"
    __table_args__ = (Index("message_subject", "subject", "channel"),)

    id: str = Field(primary_key=True)
    subject: str
    sender: str
    program: str
    channel: str
    at: int = Field(sa_column=Column(BigInteger, nullable=False))
    replied: str
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """JSON: what they wrote, and the provider's signed request."""


class ReviewRow(SQLModel, table=True):
    """A text that staff should read. `held`: the record by which it put something on hold, if it did."""

    __tablename__ = "review"
    __table_args__ = (Index("review_resolved", "resolved_at", "id"), Index("review_subject", "subject"))

    id: str = Field(primary_key=True)
    subject: str
    program: str
    channel: str
    at: int = Field(sa_column=Column(BigInteger, nullable=False))
    rule: str
    held: str | None = None
    resolution: str | None = None
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """JSON: what they wrote, and why it was settled as it was."""
    resolved_by: str | None = None
    resolved_at: int | None = Field(default=None, sa_column=Column(BigInteger))


# What an outbox worker looks at; likewise a condition of a partial index.
UNSENT = text("state IN ('waiting', 'sending', 'unknown')")
FAILED = text("state = 'failed'")


class OutboxRow(SQLModel, table=True):
    """A text of ours: written with what it tells of, sent later.

    `state`: `waiting`, `sending`, `unknown` (it may have gone: look for it at the provider first), `sent`, `failed`
    (refused for good), `dropped` (`error` says why).
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("outbox_unsent", "due_at", sqlite_where=UNSENT, postgresql_where=UNSENT),
        Index("outbox_failed", "state", sqlite_where=FAILED, postgresql_where=FAILED),
        Index("outbox_provider", "provider_id"),
        Index("outbox_subject", "subject"),
    )

    id: str = Field(primary_key=True)
    purpose: str
    channel: str
    subject: str
    sender: str
    program: str
    categories: str
    """JSON."""
    name: str
    """Of the words."""
    language: str
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """JSON: the text, its digest, the provider's id. Of purpose `code`: without the text once it is over."""
    made_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    until: int = Field(sa_column=Column(BigInteger, nullable=False))
    state: str
    due_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    """When to send it, to look for it, or (`sending`) to take it that whoever was sending it died."""
    tries: int = 0
    tried_at: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    missed_at: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    """`unknown`: when it was first looked for and not found; 0: not yet."""
    provider_id: str | None = None
    """Look-up token of the provider's id."""
    status: str | None = None
    """The provider's last word on it: `delivered`."""
    error: str | None = None


class CounterRow(SQLModel, table=True):
    """How often something happened within one span of time: limits, refusals, money.

    `key`: `<what>:<of whom or what>:<start of the span, milliseconds>`; people stand in it by look-up tokens.
    """

    __tablename__ = "counter"
    __table_args__ = (Index("counter_over", "ends_at"),)

    key: str = Field(primary_key=True)
    count: int = Field(sa_column=Column(BigInteger, nullable=False))
    ends_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    """When the span is over, and the row may go."""


class OrderRow(SQLModel, table=True):
    """What the command line asks of the running gateway, which alone may write acts."""

    __tablename__ = "work_order"

    id: str = Field(primary_key=True)
    kind: str
    argument: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """Sealed."""
    made_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    taken_at: int | None = Field(default=None, sa_column=Column(BigInteger))
    result: str | None = Field(default=None, sa_column=Column(Text))
    """JSON, once it is done."""


class WordingRow(SQLModel, table=True):
    """Every text that was ever given, by its digest, so that a showing needs to name it only."""

    __tablename__ = "wording"

    sha256: str = Field(primary_key=True)
    text: str = Field(sa_column=Column(Text, nullable=False))


class TokenRow(SQLModel, table=True):
    """An integrator's token. Only its digest is kept, and the beginning by which it is looked up and told apart."""

    __tablename__ = "token"
    __table_args__ = (Index("token_prefix", "prefix"),)

    digest: str = Field(primary_key=True)
    prefix: str
    name: str
    """Whose: at most two valid tokens have one name, while one takes over from the other."""
    scopes: str
    programs: str = ""
    """The programs that it reaches, by blanks; empty: all."""
    per_minute: int | None = None
    """Requests; None: the default."""
    created_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    revoked_at: int | None = Field(default=None, sa_column=Column(BigInteger))
    used_at: int | None = Field(default=None, sa_column=Column(BigInteger))
    """When it was last used, to the minute."""
    seal: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """Sealed nothing, which vouches for every other column but `used_at`: `ledger audit` tells who made or changed a
    token without the keys."""

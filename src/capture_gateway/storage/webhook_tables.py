"""Rows of the webhooks: who hears of changes, who tells them, what became of it. Written by the rules of `tables`."""

from sqlalchemy import BigInteger, Index, LargeBinary, Text, text
from sqlmodel import Column, Field, SQLModel


class WebhookRow(SQLModel, table=True):
    """An endpoint that hears about every change.

    Everything up to its two positions is delivered, or has a row of its own in `webhook_delivery`.
    """

    __tablename__ = "webhook"

    id: str = Field(primary_key=True)
    url: str
    description: str = ""
    secrets: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """Sealed JSON: [[`whsec_…`, when it ends or null], …], the newest first."""
    events: str
    """JSON: which events it hears of; []: all."""
    programs: str
    """JSON: of which programs; []: all."""
    created_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    created_by: str
    state: str
    """`enabled`, `disabled` (`why` says it), `removed`."""
    why: str = ""
    withdrawals_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    """The position up to which withdrawals are dealt with; they go first."""
    others_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    """The same for every other event."""
    failing_since: int | None = Field(default=None, sa_column=Column(BigInteger))
    """When the first of an unbroken row of failures was; None: the last attempt succeeded."""


# What a deliverer looks at; likewise a condition of a partial index.
UNDELIVERED = text("state = 'waiting'")


class DeliveryRow(SQLModel, table=True):
    """One message to one endpoint: delivered, to be tried again, or given up."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        Index("webhook_undelivered", "webhook", "due_at", sqlite_where=UNDELIVERED, postgresql_where=UNDELIVERED),
        Index("webhook_log", "webhook", "at", "message"),
        Index("webhook_over", "at"),
    )

    webhook: str = Field(primary_key=True)
    message: str = Field(primary_key=True)
    """The `webhook-id`: the same for every attempt, and for every endpoint."""
    position: int | None = Field(default=None, sa_column=Column(BigInteger))
    """Of the record; None: a test event."""
    type: str
    """`evidence.withdrawn`, `webhook.test`."""
    state: str
    """`waiting`, `delivered`, `failed`."""
    at: int = Field(sa_column=Column(BigInteger, nullable=False))
    """When it was first tried."""
    due_at: int = Field(sa_column=Column(BigInteger, nullable=False))
    attempts: str = Field(sa_column=Column(Text, nullable=False))
    """JSON: [[when, status or null, what went wrong or "", milliseconds that it took], …]."""


class LeaseRow(SQLModel, table=True):
    """One gateway at a time does what is named."""

    __tablename__ = "lease"

    name: str = Field(primary_key=True)
    holder: str
    """Random id of a process."""
    beat: int = Field(sa_column=Column(BigInteger, nullable=False))
    """Grows while the holder lives."""

"""Everything that is kept of one person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from capture_gateway.core.disclosure import Showing
from capture_gateway.core.permission import Standing
from capture_gateway.storage import messages, outbox, permissions, records, reviews, showings
from capture_gateway.storage.messages import Message
from capture_gateway.storage.outbox import Told
from capture_gateway.storage.reviews import Review


@dataclass(frozen=True, slots=True)
class Kept:
    """What there is of one person; each list is in order of time."""

    size: int
    """How many records the ledger held."""
    root: bytes
    """The root of the tree over them."""
    standings: Mapping[str, Standing]
    """By sender."""
    records: Sequence[Mapping[str, Any]]
    """As they are printed."""
    showings: Sequence[Showing]
    words: Mapping[str, str]
    """Digest -> text, of every showing."""
    messages: Sequence[Message]
    texts: Sequence[Told]
    """Those that we sent, or were to send."""
    reviews: Sequence[Review]


def of(connection: Connection, subject: str, programs: Collection[str] | None) -> Kept:
    """What is kept of `subject`, in the snapshot of this connection. `programs`: of these alone; None: of all."""
    size, root = records.head(connection)
    shown = [one for one in showings.of(connection, subject) if programs is None or one.program in programs]
    return Kept(
        size=size,
        root=root,
        standings={sender: one for (_, sender), one in permissions.load(connection, [subject]).items()},
        records=[*records.read(connection, subject=subject, programs=programs)],
        showings=shown,
        words=showings.texts(connection, {one.sha256 for one in shown}),
        messages=[one for one in messages.of(connection, subject) if programs is None or one.program in programs],
        texts=[one for one in outbox.of(connection, subject) if programs is None or one.text.program in programs],
        reviews=[one for one in reviews.of(connection, subject) if programs is None or one.program in programs],
    )

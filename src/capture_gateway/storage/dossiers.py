"""Everything that is kept of one person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import SQLModel, col

from capture_gateway.core.disclosure import Showing
from capture_gateway.core.permission import Standing
from capture_gateway.storage import permissions, records, showings
from capture_gateway.storage.tables import MessageRow, OutboxRow, ReviewRow


@dataclass(frozen=True, slots=True)
class Kept:
    """What there is of one person. Rows have their columns by name; each list is in order of time."""

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
    messages: Sequence[Mapping[str, Any]]
    texts: Sequence[Mapping[str, Any]]
    """Those that we sent, or were to send."""
    reviews: Sequence[Mapping[str, Any]]


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
        messages=_rows(connection, MessageRow, subject, programs),
        texts=_rows(connection, OutboxRow, subject, programs),
        reviews=_rows(connection, ReviewRow, subject, programs),
    )


def _rows(
    connection: Connection, table: type[SQLModel], subject: str, programs: Collection[str] | None
) -> list[Mapping[str, Any]]:
    columns = [col(getattr(table, name)) for name in table.model_fields]
    query = select(*columns).where(col(table.subject) == subject)  # type: ignore[attr-defined]
    rows = connection.execute(query.order_by(col(table.id))).mappings()  # type: ignore[attr-defined]
    return [dict(row) for row in rows if programs is None or row["program"] in programs]

"""Evidence records and the tree over them: appended in one transaction, read in ledger order, never changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update
from sqlmodel import col

from capture_gateway.core import evidence
from capture_gateway.core.permission import Fact
from capture_gateway.ledger.merkle import Frontier
from capture_gateway.storage import bulk
from capture_gateway.storage.tables import EvidenceRow, LedgerHead

_COLUMNS: tuple[Any, ...] = (EvidenceRow.position, EvidenceRow.recorded_at, EvidenceRow.leaf, EvidenceRow.private)
_HEAD = select(col(LedgerHead.frontier), col(LedgerHead.recorded_at)).where(col(LedgerHead.id) == 1).with_for_update()


@dataclass(frozen=True, slots=True)
class Head:
    """Where the next record goes. `recorded_at` never goes back."""

    frontier: Frontier
    recorded_at: int


def lock_head(connection: Connection) -> Head:
    """The head of the tree, locked until the transaction ends: the first thing that an append does."""
    row = connection.execute(_HEAD).one()
    return Head(Frontier.from_bytes(row[0]), row[1])


def append(connection: Connection, rows: Sequence[Mapping[str, Any]], head: Head, now: int) -> None:
    """Write records whose positions follow `head`, and the new head. `rows` have the columns of `EvidenceRow`."""
    if not rows:
        return
    bulk.insert(connection, EvidenceRow, rows)
    frontier = head.frontier.extend(row["leaf_hash"] for row in rows)
    connection.execute(
        update(LedgerHead).where(col(LedgerHead.id) == 1),
        {"size": frontier.size, "frontier": frontier.to_bytes(), "root": frontier.root(), "recorded_at": now},
    )


def by_id(connection: Connection, identifier: str) -> dict[str, Any] | None:
    """One record as people read it; None when there is none."""
    row = connection.execute(select(*_COLUMNS).where(col(EvidenceRow.id) == identifier)).first()
    return None if row is None else _record(row)


def fields(connection: Connection, identifier: str) -> evidence.Fields:
    """The fields of one record, which must be there."""
    row = connection.execute(select(*_COLUMNS).where(col(EvidenceRow.id) == identifier)).one()
    return evidence.joined(row[2], row[3])


def listed(
    connection: Connection,
    *,
    after: int = -1,
    limit: int = 100,
    subject: str | None = None,
    programs: Sequence[str] | None = None,
    event: str | None = None,
    channel: str | None = None,
) -> list[dict[str, Any]]:
    """Records in ledger order from behind position `after`, at most `limit`, that match every filter given."""
    query = select(*_COLUMNS).where(col(EvidenceRow.position) > after)
    filters = (
        (EvidenceRow.subject, subject),
        (EvidenceRow.event, event),
        (EvidenceRow.channel, channel),
    )
    for column, value in filters:
        if value is not None:
            query = query.where(col(column) == value)
    if programs is not None:
        query = query.where(col(EvidenceRow.program).in_(programs))
    return [_record(row) for row in connection.execute(query.order_by(col(EvidenceRow.position)).limit(limit))]


def facts(
    connection: Connection, *, subject: str | None = None, sender: str | None = None, until: int | None = None
) -> Iterator[tuple[str, str, Fact]]:
    """(subject, sender, fact) of records in ledger order; `until`: appended at this instant or before."""
    columns: tuple[Any, ...] = (*_COLUMNS, EvidenceRow.subject, EvidenceRow.sender)
    query = select(*columns).order_by(col(EvidenceRow.position))
    if subject is not None:
        query = query.where(col(EvidenceRow.subject) == subject)
    if sender is not None:
        query = query.where(col(EvidenceRow.sender) == sender)
    if until is not None:
        query = query.where(col(EvidenceRow.recorded_at) <= until)
    rows: Iterator[Any] = iter(connection.execute(query.execution_options(yield_per=1_000)))
    for row in rows:
        fields = evidence.joined(row[2], row[3])
        yield row[4], row[5], evidence.fact(fields, position=row[0], recorded_at=row[1])


def touch(connection: Connection) -> None:
    """Write without changing anything: whether the store can be written."""
    connection.execute(update(LedgerHead).where(col(LedgerHead.id) == 1).values(size=LedgerHead.size))


def _record(row: Any) -> dict[str, Any]:
    return evidence.nested(evidence.joined(row[2], row[3]), position=row[0], recorded_at=row[1])

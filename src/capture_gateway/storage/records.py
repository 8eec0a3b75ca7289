"""Evidence records and the tree over them: appended in one transaction, read in ledger order, never changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from operator import itemgetter
from typing import Any

import orjson
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
    return _fields(row)


def head(connection: Connection) -> tuple[int, bytes]:
    """How many records there are, and the root of the tree over them."""
    row = connection.execute(select(col(LedgerHead.size), col(LedgerHead.root))).one()
    return row[0], row[1]


def read(  # noqa: PLR0913 - every filter may be left out
    connection: Connection,
    *,
    after: int = -1,
    limit: int | None = None,
    until: int | None = None,
    subject: str | None = None,
    programs: Sequence[str] | None = None,
    event: str | None = None,
    channel: str | None = None,
    tests: bool = True,
) -> Iterator[dict[str, Any]]:
    """Records in ledger order from behind position `after` that match every filter given; at most `limit`.

    `until`: of the first so many of the ledger; `tests`: those of programs for trials too.
    """
    query = select(*_COLUMNS).where(col(EvidenceRow.position) > after).order_by(col(EvidenceRow.position)).limit(limit)
    if until is not None:
        query = query.where(col(EvidenceRow.position) < until)
    if not tests:
        query = query.where(col(EvidenceRow.test) == 0)
    for column, value in ((EvidenceRow.subject, subject), (EvidenceRow.event, event), (EvidenceRow.channel, channel)):
        if value is not None:
            query = query.where(col(column) == value)
    if programs is None:
        rows: Iterator[Any] = iter(connection.execute(query))
    else:  # each in the order of its index, and merged: `IN` would read all that follows, and sort it
        each = [connection.execute(query.where(col(EvidenceRow.program) == program)) for program in programs]
        rows = islice(merge(*each, key=itemgetter(0)), limit)
    return map(_record, rows)


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
        fields = _fields(row)
        yield row[4], row[5], evidence.fact(fields, position=row[0], recorded_at=row[1])


def touch(connection: Connection) -> None:
    """Write without changing anything: whether the store can be written."""
    connection.execute(update(LedgerHead).where(col(LedgerHead.id) == 1).values(size=LedgerHead.size))


def _fields(row: Any) -> evidence.Fields:
    return evidence.joined(orjson.loads(row[2]), orjson.loads(row[3]))


def _record(row: Any) -> dict[str, Any]:
    return evidence.nested(_fields(row), position=row[0], recorded_at=row[1])

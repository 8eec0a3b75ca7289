"""Evidence records and the tree over them: appended in one transaction, read in ledger order, never changed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
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
_FILTERED: tuple[Any, ...] = (EvidenceRow.reach, EvidenceRow.event, EvidenceRow.channel, EvidenceRow.test)
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


def by_id(connection: Connection, identifier: str, programs: Collection[str] | None = None) -> dict[str, Any] | None:
    """One record as people read it; None when there is none, or none that concerns these `programs`."""
    query = select(*_COLUMNS).where(col(EvidenceRow.id) == identifier)
    if programs is not None:
        query = query.where(col(EvidenceRow.reach).in_(_concerned(connection, programs)))
    row = connection.execute(query).first()
    return None if row is None else _record(row)


def fields(connection: Connection, identifier: str) -> evidence.Fields:
    """The fields of one record, which must be there."""
    row = connection.execute(select(*_COLUMNS).where(col(EvidenceRow.id) == identifier)).one()
    return _fields(row)


def head(connection: Connection) -> tuple[int, bytes]:
    """How many records there are, and the root of the tree over them."""
    row = connection.execute(select(col(LedgerHead.size), col(LedgerHead.root))).one()
    return row[0], row[1]


def reach(fields: evidence.Fields) -> tuple[str, int]:
    """Whom a record concerns, and whether it is a trial: the columns `reach` and `test`."""
    if fields.get("decision.extent") == "sender":
        return f"sender:{fields['sender.id']}", 0
    return fields["program.id"], int(fields.get("program.test", False))


def _concerned(connection: Connection, programs: Collection[str]) -> set[str]:
    """What `reach` may be in records that concern these programs: their senders are those of their records."""
    queries = [select(col(EvidenceRow.sender)).where(col(EvidenceRow.reach) == one).limit(1) for one in programs]
    return {*programs, *(f"sender:{one}" for query in queries for one in connection.execute(query).scalars())}


def read(  # noqa: PLR0913 - every filter may be left out
    connection: Connection,
    *,
    after: int = -1,
    limit: int | None = None,
    until: int | None = None,
    subject: str | None = None,
    programs: Collection[str] | None = None,
    event: str | None = None,
    channel: str | None = None,
    tests: bool = True,
) -> Iterator[dict[str, Any]]:
    """Records in ledger order from behind position `after` that match every filter given; at most `limit`.

    `until`: of the first so many of the ledger; `programs`: what concerns these, which a withdrawal from everything of
    their sender does, whatever line it came by; `tests`: those of programs for trials too.
    """
    if programs is not None:
        programs = _concerned(connection, programs)
    query = select(*_COLUMNS).where(col(EvidenceRow.position) > after).order_by(col(EvidenceRow.position))
    if until is not None:
        query = query.where(col(EvidenceRow.position) < until)
    narrowing = {"event": event, "channel": channel, "test": None if tests else 0}
    if subject is not None:  # who has few records, whatever else is asked: no other index may be taken for theirs
        query = query.where(col(EvidenceRow.subject) == subject)
        found = connection.execute(query.add_columns(*_FILTERED))
        rows = islice((row for row in found if _matches(row, programs, narrowing)), limit)
        return map(_record, rows)
    for name, value in narrowing.items():
        if value is not None:
            query = query.where(col(getattr(EvidenceRow, name)) == value)
    query = query.limit(limit)
    if programs is None:
        return map(_record, connection.execute(query).all() if limit else connection.execute(query))
    # Each in the order of its index, and merged: `IN` would read all that follows, and sort it.
    each = [connection.execute(query.where(col(EvidenceRow.reach) == one)) for one in programs]
    return map(_record, islice(merge(*each, key=itemgetter(0)), limit))


def _matches(row: Any, programs: Collection[str] | None, narrowing: Mapping[str, Any]) -> bool:
    return (programs is None or row.reach in programs) and all(
        value is None or getattr(row, name) == value for name, value in narrowing.items()
    )


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

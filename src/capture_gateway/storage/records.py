"""Evidence records and the tree over them: appended in one transaction, read in ledger order, never changed.

1. What a leaf only commits to is sealed under the key of the person, and the sealing vouches for every column that does
   not stand in the leaf (`about`): no column can be changed unnoticed.
2. A record whose person was erased reads as its leaf, and says so: `erased`.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import merge
from itertools import islice
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import Connection, select, update
from sqlmodel import col

from capture_gateway.core import evidence
from capture_gateway.core.permission import Fact
from capture_gateway.ledger.merkle import Frontier, leaf_hash
from capture_gateway.storage import bulk, tree, vault
from capture_gateway.storage.tables import EvidenceRow, LedgerHead, SubjectRow
from capture_gateway.storage.vault import Sealer, Vault

RANDOM_BYTES = 64 * evidence.SALT_BYTES
"""What a record needs of them for its salts."""

_COLUMNS: tuple[Any, ...] = (
    EvidenceRow.position, EvidenceRow.recorded_at, EvidenceRow.leaf, EvidenceRow.leaf_hash, EvidenceRow.sealed,
    EvidenceRow.subject, EvidenceRow.reach, EvidenceRow.test, SubjectRow.wrapped,
)  # fmt: skip
_RECORDS = select(*_COLUMNS).outerjoin(SubjectRow, col(SubjectRow.subject) == col(EvidenceRow.subject))
_PLAIN: tuple[Any, ...] = tuple(
    getattr(EvidenceRow, name) for name in EvidenceRow.model_fields if name not in ("leaf", "leaf_hash", "sealed")
)
_FILTERED: tuple[Any, ...] = (EvidenceRow.event, EvidenceRow.channel)
_HEAD = "SELECT frontier, recorded_at FROM ledger_head WHERE id = 1"


@dataclass(frozen=True, slots=True)
class Head:
    """Where the next record goes. `recorded_at` never goes back."""

    frontier: Frontier
    recorded_at: int


def where(connection: Connection) -> Head:
    """The head of the tree, in a writing transaction: nobody else moves it before that ends (`storage.database` 2)."""
    row = bulk.execute(connection, _HEAD).fetchone()
    return Head(Frontier.from_bytes(row[0]), row[1])


def about(*, position: int, recorded_at: int, subject: str, reach: str, test: int, leaf_hash: bytes) -> bytes:
    """What the sealing of a record vouches for beside what it holds."""
    return f"evidence\0{position}\0{recorded_at}\0{subject}\0{reach}\0{test}\0".encode() + leaf_hash


def row(
    fields: evidence.Fields, *, position: int, recorded_at: int, subject: str, sealer: Sealer, random: bytes
) -> dict[str, Any]:
    """The columns of a new record. `subject`: the person's token; `random`: `RANDOM_BYTES` of them."""
    leaf, private, salts = evidence.split(fields, random)
    hashed = leaf_hash(leaf)
    concerned, test = reach(fields)
    vouched = about(
        position=position, recorded_at=recorded_at, subject=subject, reach=concerned, test=test, leaf_hash=hashed
    )
    return {
        "position": position,
        "id": fields["id"],
        "subject": subject,
        "sender": fields["sender.id"],
        "program": fields["program.id"],
        "reach": concerned,
        "event": fields["event"],
        "channel": fields["channel.id"],
        "test": test,
        "recorded_at": recorded_at,
        "leaf": leaf,
        "leaf_hash": hashed,
        "sealed": sealer.seal(evidence.packed(private, salts), vouched),
    }


def append(connection: Connection, rows: Sequence[Mapping[str, Any]], head: Head, now: int) -> None:
    """Write records whose positions follow `head`, and the new head. `rows` have the columns of `EvidenceRow`."""
    if not rows:
        return
    bulk.insert(connection, EvidenceRow, rows)
    frontier = tree.grow(connection, head.frontier, [row["leaf_hash"] for row in rows])
    mark = bulk.mark(connection.dialect)
    moved = f"size = {mark}, frontier = {mark}, root = {mark}, recorded_at = {mark}"
    values = (frontier.size, frontier.to_bytes(), frontier.root(), now)
    bulk.execute(connection, f"UPDATE ledger_head SET {moved} WHERE id = 1", values)  # noqa: S608 - names of ours


def by_id(connection: Connection, identifier: str, programs: Collection[str] | None = None) -> dict[str, Any] | None:
    """One record as people read it; None when there is none, or none that concerns these `programs`."""
    row = _found(connection, identifier, programs)
    return None if row is None else _record(vault.of(connection), row)


def _found(connection: Connection, identifier: str, programs: Collection[str] | None) -> Any:
    query = _RECORDS.where(col(EvidenceRow.id) == identifier)
    if programs is not None:
        query = query.where(col(EvidenceRow.reach).in_(concerned(connection, programs)))
    return connection.execute(query).first()


def fields(connection: Connection, identifier: str) -> evidence.Fields:
    """The fields of one record, which must be there."""
    row = connection.execute(_RECORDS.where(col(EvidenceRow.id) == identifier)).one()
    return _fields(vault.of(connection), row)


@dataclass(frozen=True, slots=True)
class Opened:
    """One record with everything that its leaf commits to. `private`, `salts` None: the person was erased."""

    position: int
    recorded_at: int
    leaf: bytes
    leaf_hash: bytes
    private: Mapping[str, Any] | None
    """By path."""
    salts: bytes | None
    """16 bytes for each path of `private`, in the order of the sorted paths."""
    record: Mapping[str, Any]
    """As people read it."""


def opened(connection: Connection, identifier: str, programs: Collection[str] | None = None) -> Opened | None:
    """One record as it can be proved; None as `by_id`."""
    row = _found(connection, identifier, programs)
    if row is None:
        return None
    known = vault.of(connection)
    found = None if not row.subject else evidence.unpacked(_unsealed(known, row))
    private, salts = (None, None) if found is None else (orjson.loads(found[0]), found[1])
    return Opened(row.position, row.recorded_at, row.leaf, row.leaf_hash, private, salts, _record(known, row))


def head(connection: Connection) -> tuple[int, bytes]:
    """How many records there are, and the root of the tree over them."""
    row = connection.execute(select(col(LedgerHead.size), col(LedgerHead.root))).one()
    return row[0], row[1]


def reach(fields: evidence.Fields) -> tuple[str, int]:
    """Whom a record concerns, and whether it is a trial: the columns `reach` and `test`."""
    if fields.get("decision.extent") == "sender":
        return f"sender:{fields['sender.id']}", 0
    return fields["program.id"], int(fields.get("program.test", False))


def concerned(connection: Connection, programs: Collection[str]) -> set[str]:
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
        programs = concerned(connection, programs)
    known = vault.of(connection)
    record = partial(_record, known)
    query = _RECORDS.where(col(EvidenceRow.position) > after).order_by(col(EvidenceRow.position))
    if until is not None:
        query = query.where(col(EvidenceRow.position) < until)
    narrowing = {"event": event, "channel": channel, "test": None if tests else 0}
    if subject is not None:  # who has few records, whatever else is asked: no other index may be taken for theirs
        query = query.where(col(EvidenceRow.subject) == known.subject(subject))
        found = connection.execute(query.add_columns(*_FILTERED))
        rows = islice((row for row in found if _matches(row, programs, narrowing)), limit)
        return map(record, rows)
    for name, value in narrowing.items():
        if value is not None:
            query = query.where(col(getattr(EvidenceRow, name)) == value)
    query = query.limit(limit)
    if programs is None:
        return map(record, connection.execute(query).all() if limit else connection.execute(query))
    # Each in the order of its index, and merged: `IN` would read all that follows, and sort it.
    each = [connection.execute(query.where(col(EvidenceRow.reach) == one)) for one in programs]
    return map(record, islice(merge(*each, key=itemgetter(0)), limit))


def newest(connection: Connection, address: str, programs: Collection[str], limit: int) -> list[dict[str, Any]]:
    """The newest records of one person that concern these programs, the newest first; none that says of an erasure."""
    known = vault.of(connection)
    programs = concerned(connection, programs)
    query = _RECORDS.where(col(EvidenceRow.subject) == known.subject(address)).add_columns(*_FILTERED)
    found = connection.execute(query.order_by(col(EvidenceRow.position).desc()))
    rows = (row for row in found if _matches(row, programs, {}) and row.event != "erased")
    return [_record(known, row) for row in islice(rows, limit)]


def _matches(row: Any, programs: Collection[str] | None, narrowing: Mapping[str, Any]) -> bool:
    return (programs is None or row.reach in programs) and all(
        value is None or getattr(row, name) == value for name, value in narrowing.items()
    )


def facts(
    connection: Connection, *, address: str | None = None, sender: str | None = None
) -> Iterator[tuple[str, str, Fact]]:
    """(subject, sender, fact) of records in ledger order, but those of the erased. `subject`: the person's token."""
    known = vault.of(connection)
    query = _RECORDS.add_columns(col(EvidenceRow.sender)).order_by(col(EvidenceRow.position))
    if address is None:
        query = query.where(col(EvidenceRow.subject) != "")
    else:
        query = query.where(col(EvidenceRow.subject) == known.subject(address))
    if sender is not None:
        query = query.where(col(EvidenceRow.sender) == sender)
    if address is None:  # they may be many, and are read in pieces, for which PostgreSQL wants a transaction
        query = query.execution_options(yield_per=1_000)
    rows: Iterator[Any] = iter(connection.execute(query))
    for row in rows:
        fields = _fields(known, row)
        yield row.subject, row.sender, evidence.fact(fields, position=row.position, recorded_at=row.recorded_at)


def columns(connection: Connection, first: int, limit: int) -> list[Mapping[str, Any]]:
    """The next `limit` records from position `first` on, as who waits for some of them is told: nothing is opened."""
    query = select(*_PLAIN).where(col(EvidenceRow.position) >= first).order_by(col(EvidenceRow.position)).limit(limit)
    return [*connection.execute(query).mappings()]


def touch(connection: Connection) -> None:
    """Write without changing anything: whether the store can be written."""
    connection.execute(update(LedgerHead).where(col(LedgerHead.id) == 1).values(size=LedgerHead.size))


def _fields(known: Vault, row: Any) -> evidence.Fields:
    if not row.subject:
        return evidence.joined(orjson.loads(row.leaf), {"erased": True})
    return evidence.joined(orjson.loads(row.leaf), orjson.loads(evidence.unpacked(_unsealed(known, row))[0]))


def _unsealed(known: Vault, row: Any) -> bytes:
    vouched = about(
        position=row.position,
        recorded_at=row.recorded_at,
        subject=row.subject,
        reach=row.reach,
        test=row.test,
        leaf_hash=row.leaf_hash,
    )
    return known.person(row.subject, row.wrapped or b"").open(row.sealed, vouched)


def _record(known: Vault, row: Any) -> dict[str, Any]:
    return evidence.nested(_fields(known, row), position=row.position, recorded_at=row.recorded_at)

"""Erasing a person: the one way in which anything of evidence is ever taken away.

1. One transaction, behind the locked head of the ledger: `erased` records are appended, the person's records are
   forgotten (`storage.triggers`), everything else of theirs is removed, their key last. All of it, or nothing.
2. The leaves stay, so every proof of anybody's holds. Of a forgotten record, `sealed` is a stub that names the `erased`
   record of its program (`storage.forgotten`), which names it.
3. What remains (`core.erasure`) stands under the person's look-up token with a new key that names nobody; where nothing
   does, the `erased` records stand under their own ids, and the token is nowhere.
4. Asked again, there is nothing to do, until the person comes back.
5. Rows are read and written in pieces, so that memory stays bounded but for the ids of one person's records.
6. Nothing is left in free pages: `secure_delete` overwrites what is removed, so no VACUUM is needed (looked for after
   1 500 erasures among 4 000 people, with captures in between). The write-ahead log still holds it as it was until
   `scrub` has emptied it. What PostgreSQL keeps longer is told where it is scrubbed (`storage.postgres`).

For one thread; the transaction is the writer's.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update
from sqlmodel import col

from capture_gateway.core import erasure, identity, limits
from capture_gateway.core.erasure import Cause, Trail
from capture_gateway.core.permission import Standing
from capture_gateway.core.program import Program
from capture_gateway.storage import counters, forgotten, people, permissions, records, vault
from capture_gateway.storage.database import Database
from capture_gateway.storage.tables import (
    EvidenceRow,
    MessageRow,
    OutboxRow,
    PermissionRow,
    ReviewRow,
    ShowingRow,
    SubjectRow,
)  # fmt: skip

PIECE = 1_000
"""Rows that are read, or written, at a time."""
WAIT = 100
"""Milliseconds that emptying the write-ahead log waits for a reader; the writer waits as long."""

_FORGET = (
    update(EvidenceRow).where(col(EvidenceRow.position) == bindparam("at")).values(subject="", sealed=bindparam("stub"))
)
_THEIRS = (ShowingRow, MessageRow, ReviewRow, OutboxRow, PermissionRow, SubjectRow)
"""The key is last: until then, everything could still be read."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What came of it."""

    forgotten: int
    """Records that were emptied."""
    records: Sequence[Mapping[str, Any]]
    """The rows of the `erased` records."""
    remains: bool
    """Whether a withdrawal of theirs stands on."""


def erase(
    connection: Connection,
    address: str,
    cause: Cause,
    programs: Mapping[str, Program],
    *,
    now: int,
    random: Callable[[int], bytes],
) -> Erased:
    """Erase whoever has this address, in this transaction. Refused when a program keeps what there is of them."""
    head = records.where(connection)
    now = max(now, head.recorded_at)
    known = vault.of(connection)
    subject = known.subject(address)
    sealed = connection.execute(select(col(SubjectRow.address)).where(col(SubjectRow.subject) == subject)).scalar()
    standings = {sender: one for (_, sender), one in permissions.load(connection, [address]).items()}
    if sealed is None or people.is_nameless(sealed):
        return Erased(0, (), any(map(erasure.remains, standings.values())))
    trails = [_trail(connection, subject, *where) for where in _where(connection, subject)]
    erasure.refuse(trails, _elsewhere(connection, subject), standings, programs, now)
    left = {sender: found for sender, one in standings.items() if (found := erasure.remains(one)) is not None}
    named = {(trail.sender, trail.program): identity.uuid7(now, random(10)) for trail in trails}
    emptied = _forget(connection, subject, named)
    for table in _THEIRS:
        connection.execute(delete(table).where(col(table.subject) == subject))
    counters.remove(connection, limits.of_person(address))
    rows = _records(
        connection, subject, zip(named.values(), trails, strict=True), left, cause, head=head, now=now, random=random
    )
    records.append(connection, rows, head, now)
    permissions.add(connection, {(subject, sender): one for sender, one in left.items()})
    return Erased(emptied, rows, bool(left))


def scrub(database: Database) -> bool:
    """Remove what the engine itself still holds after the commit, from any thread; whether it is. False: try again.

    The writer waits meanwhile, as for another commit.
    """
    database.vault.forget()
    return database.kind.scrub(database.reader, WAIT)


def _where(connection: Connection, subject: str) -> Sequence[Any]:
    """(sender, program) of each program of which there are records, in a fixed order."""
    columns = (col(EvidenceRow.sender), col(EvidenceRow.program))
    query = select(*columns).where(col(EvidenceRow.subject) == subject).distinct().order_by(*columns)
    return connection.execute(query).all()


def _trail(connection: Connection, subject: str, sender: str, program: str) -> Trail:
    theirs = (
        col(EvidenceRow.subject) == subject,
        col(EvidenceRow.sender) == sender,
        col(EvidenceRow.program) == program,
    )
    ordered = select(col(EvidenceRow.id)).where(*theirs).order_by(col(EvidenceRow.position))
    ids = tuple(connection.execute(ordered).scalars())
    earlier = connection.execute(ordered.where(col(EvidenceRow.event) == "erased")).scalars()
    emptied = [one for identifier in earlier for one in records.fields(connection, identifier)["decision.annuls"]]
    given = select(col(EvidenceRow.id)).where(*theirs, col(EvidenceRow.event) == "given").limit(1)
    return Trail(
        sender=sender,
        program=program,
        records=(*emptied, *ids),
        newest=records.fields(connection, ids[-1]),
        was_given=connection.execute(given).first() is not None,
    )


def _elsewhere(connection: Connection, subject: str) -> set[str]:
    """Programs of which something is kept beside records."""
    tables = (MessageRow, ReviewRow, OutboxRow)
    queries = [select(col(table.program)).where(col(table.subject) == subject).distinct() for table in tables]
    return {name for query in queries for name in connection.execute(query).scalars()}


def _forget(connection: Connection, subject: str, named: Mapping[tuple[str, str], str]) -> int:
    """Empty every record of a person; how many there were. `named`: (sender, program) -> its `erased` record."""
    own = vault.of(connection).own
    columns = (*forgotten.VOUCHED, col(EvidenceRow.sender), col(EvidenceRow.program))
    theirs = select(*columns).where(col(EvidenceRow.subject) == subject)
    first = theirs.order_by(col(EvidenceRow.position)).limit(PIECE)
    count = 0
    while rows := connection.execute(first).all():
        stubs = [{"at": row.position, "stub": forgotten.stub(own, row, named[row.sender, row.program])} for row in rows]
        connection.execute(_FORGET, stubs)
        count += len(rows)
    return count


def _records(  # noqa: PLR0913 - a person's past, what is left of it, and where it goes
    connection: Connection,
    subject: str,
    trails: Iterable[tuple[str, Trail]],
    left: Mapping[str, Standing],
    cause: Cause,
    *,
    head: records.Head,
    now: int,
    random: Callable[[int], bytes],
) -> list[dict[str, Any]]:
    """The rows of the `erased` records, under keys of their own that are written here. `trails`: with their ids."""
    told = dict(left)
    key = people.nameless(connection, subject, now) if left else None
    rows = []
    for position, (identifier, trail) in enumerate(trails, head.frontier.size):
        theirs = key if trail.sender in left else None
        fields = erasure.record(trail, cause, identifier=identifier, left=told.pop(trail.sender, None), now=now)
        rows.append(
            records.row(
                fields,
                position=position,
                recorded_at=now,
                subject=identifier if theirs is None else subject,
                sealer=theirs or people.nameless(connection, identifier, now),
                random=random(records.RANDOM_BYTES),
            )
        )
    return rows

"""Under which names and keys the tree was signed, and its newest signed checkpoint.

1. Names and keys are only ever added; the newest checkpoint only grows. The database itself refuses anything else.
2. Whoever writes does so in the transaction in which the head of the tree was read: no two checkpoints of one size can
   come of two writers.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update
from sqlmodel import col

from capture_gateway.ledger.history import Entry
from capture_gateway.storage.log_tables import CheckpointRow, LogKeyRow, LogRow

_LOGS = select(col(LogRow.origin), col(LogRow.since), col(LogRow.at), col(LogRow.after)).order_by(col(LogRow.number))
_KEYS = select(col(LogKeyRow.vkey), col(LogKeyRow.since), col(LogKeyRow.at), col(LogKeyRow.note)).order_by(
    col(LogKeyRow.number)
)
_NEWEST = select(col(CheckpointRow.size), col(CheckpointRow.note), col(CheckpointRow.at))


@dataclass(frozen=True, slots=True)
class Log:
    """A name under which the tree is signed."""

    origin: str
    since: int
    """Size of the tree from which on it is."""
    at: int
    """Milliseconds since the epoch."""
    after: str
    """The newest signed checkpoint of the name before it; empty for the first."""


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest checkpoint: its size, the signed note, and when it was signed (milliseconds since the epoch)."""

    size: int
    note: str
    at: int


def logs(connection: Connection) -> list[Log]:
    """Every name, the newest last; none before the first start."""
    return [Log(*row) for row in connection.execute(_LOGS)]


def begin(connection: Connection, log: Log) -> None:
    """Sign under another name from now on."""
    number = connection.execute(select(func.count()).select_from(LogRow)).scalar_one()
    values = {"number": number, "origin": log.origin, "since": log.since, "at": log.at, "after": log.after}
    connection.execute(insert(LogRow), values)


def keys(connection: Connection) -> list[Entry]:
    """Every key, the newest last: that is the one to verify with."""
    return [Entry(*row) for row in connection.execute(_KEYS)]


def add_key(connection: Connection, entry: Entry) -> None:
    """Sign with another key from now on."""
    number = connection.execute(select(func.count()).select_from(LogKeyRow)).scalar_one()
    values = {"number": number, "vkey": entry.vkey, "since": entry.since, "at": entry.at, "note": entry.note}
    connection.execute(insert(LogKeyRow), values)


def newest(connection: Connection) -> Newest | None:
    """The newest signed checkpoint; None before the first."""
    row = connection.execute(_NEWEST).first()
    return None if row is None else Newest(*row)


def keep(connection: Connection, checkpoint: Newest) -> None:
    """Make it the newest. IntegrityError when there is a larger one."""
    values = {"size": checkpoint.size, "note": checkpoint.note, "at": checkpoint.at}
    if not connection.execute(update(CheckpointRow).where(col(CheckpointRow.id) == 1).values(**values)).rowcount:
        connection.execute(insert(CheckpointRow), {"id": 1, **values})

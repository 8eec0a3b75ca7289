"""Leases: one gateway at a time does what a lease is named for, without anybody's clock being believed.

1. Its holder raises `beat` every now and then. Who wants the lease looks: the same holder and beat for longer than a
   holder may be silent, by the looker's own stopwatch, is a holder that died.
2. It is taken only from the very holder and beat that were seen: of several who want it one gets it, and a holder that
   woke up in between keeps it. Who lost it learns so from its next beat.
3. A holder that ends well gives it up, so that nobody has to wait.

Writing is a job of the writer, like any other: durable when its transaction commits.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update
from sqlmodel import col

from capture_gateway.storage.webhook_tables import LeaseRow

NOBODY = ""
"""The holder of a lease that was given up."""


@dataclass(frozen=True, slots=True)
class Lease:
    """Who has it, and how often it said so."""

    holder: str
    beat: int


def standing(connection: Connection, name: str) -> Lease | None:
    """As it is now; None: nobody ever had it."""
    query = select(col(LeaseRow.holder), col(LeaseRow.beat)).where(col(LeaseRow.name) == name)
    row = connection.execute(query).first()
    return None if row is None else Lease(*row)


def take(connection: Connection, name: str, holder: str, seen: Lease | None) -> bool:
    """Take it from who had it when it was looked at (`seen`); whether `holder` has it now."""
    if standing(connection, name) != seen:
        return False
    if seen is None:
        connection.execute(insert(LeaseRow), {"name": name, "holder": holder, "beat": 0})
        return True
    return _change(connection, name, seen.holder, holder)


def beat(connection: Connection, name: str, holder: str) -> bool:
    """Say that `holder` lives; whether it still has the lease."""
    return _change(connection, name, holder, holder)


def give_up(connection: Connection, name: str, holder: str) -> bool:
    """Leave it to whoever comes first; whether `holder` had it."""
    return _change(connection, name, holder, NOBODY)


def _change(connection: Connection, name: str, before: str, after: str) -> bool:
    its = (col(LeaseRow.name) == name, col(LeaseRow.holder) == before)
    values = {"holder": after, "beat": LeaseRow.beat + 1}
    return connection.execute(update(LeaseRow).where(*its).values(values)).rowcount == 1

"""What is left of the records of an erased person: a leaf, and a stub in place of what was sealed.

1. The stub is the id of the `erased` record that emptied it, sealed for what the private part was sealed for, but that
   it is nobody's.
2. Who came back and was erased again has two such records, of which the first is empty itself. The second repeats
   whatever the first one named (`core.erasure`), so the newest of them names every record that is empty.
"""

from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import col

from capture_gateway.storage import records, vault
from capture_gateway.storage.tables import EvidenceRow
from capture_gateway.storage.vault import Sealer

VOUCHED: tuple[Any, ...] = (
    EvidenceRow.position, EvidenceRow.recorded_at, EvidenceRow.reach, EvidenceRow.test, EvidenceRow.leaf_hash,
)  # fmt: skip
"""Columns that a stub vouches for."""
_STUB = select(*VOUCHED, col(EvidenceRow.subject), col(EvidenceRow.sealed))


def stub(own: Sealer, row: Any, emptied_by: str) -> bytes:
    """What a record with these columns (`VOUCHED`) holds once it is forgotten."""
    return own.seal(emptied_by.encode(), _about(row))


def emptied_by(connection: Connection, identifier: str) -> str:
    """The id of the record that proves that a forgotten record is one. Unsealable."""
    own = vault.of(connection).own
    while True:
        row = connection.execute(_STUB.where(col(EvidenceRow.id) == identifier)).one()
        if row.subject:
            return identifier
        identifier = own.open(row.sealed, _about(row)).decode()


def _about(row: Any) -> bytes:
    return records.about(
        position=row.position,
        recorded_at=row.recorded_at,
        subject="",
        reach=row.reach,
        test=row.test,
        leaf_hash=row.leaf_hash,
    )

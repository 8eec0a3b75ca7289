"""When people last agreed here: not when another system said so."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, func, select, text
from sqlmodel import col

from capture_gateway.storage import vault
from capture_gateway.storage.prepared import KEYS, ByKeys
from capture_gateway.storage.tables import EvidenceRow

_NEWEST = ByKeys(
    select(col(EvidenceRow.subject), func.max(col(EvidenceRow.position)))
    .where(col(EvidenceRow.subject).in_(bindparam(KEYS, expanding=True)))
    .where(col(EvidenceRow.event) == text("'given'"), col(EvidenceRow.channel) != text("'api'"))
    .group_by(col(EvidenceRow.subject))
)


def newest(connection: Connection, subjects: Collection[str]) -> dict[str, int]:
    """Address -> the position of the newest `given` that a line of ours took; those without one are left out."""
    token = vault.of(connection).subject
    addresses = {token(address): address for address in subjects}
    return {addresses[row[0]]: row[1] for row in _NEWEST.rows(connection, addresses.keys())}

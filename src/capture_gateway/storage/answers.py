"""First answers: what each provider event or form was answered with, for ever."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlmodel import col

from capture_gateway.storage import bulk
from capture_gateway.storage.prepared import KEYS, ByKeys
from capture_gateway.storage.tables import FirstAnswer

_COLUMNS: tuple[Any, ...] = (
    FirstAnswer.key, FirstAnswer.fingerprint, FirstAnswer.status, FirstAnswer.media_type, FirstAnswer.body,
)  # fmt: skip
_FOUND = ByKeys(select(*_COLUMNS).where(col(FirstAnswer.key).in_(bindparam(KEYS, expanding=True))))


@dataclass(frozen=True, slots=True)
class Kept:
    """The answer to the first delivery of one event."""

    fingerprint: str
    status: int
    media_type: str
    body: bytes


def find(connection: Connection, keys: Collection[str]) -> dict[str, Kept]:
    """The kept answers among `keys`."""
    return {row[0]: Kept(*row[1:]) for row in _FOUND.rows(connection, keys)}


def keep(connection: Connection, answers: Mapping[str, Kept], now: int) -> None:
    """Write new answers. IntegrityError when a key is taken already."""
    rows: Sequence[Mapping[str, object]] = [
        {
            "key": key,
            "fingerprint": kept.fingerprint,
            "status": kept.status,
            "media_type": kept.media_type,
            "body": kept.body,
            "at": now,
        }
        for key, kept in answers.items()
    ]
    bulk.insert(connection, FirstAnswer, rows)

"""First answers: what each provider event or form was answered with, for ever.

Keys and fingerprints are kept as look-up tokens. An answer is sealed under the key of the person whom it was given to;
where nothing is kept of anybody, under a key made from the event's own, which nobody but the provider can name again.
Of an erased person it is known that there was one, and no more.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlmodel import col

from capture_gateway.storage import bulk, vault
from capture_gateway.storage.prepared import KEYS, ByKeys
from capture_gateway.storage.tables import FirstAnswer
from capture_gateway.storage.vault import Sealer, Unsealable

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
    sealer: Sealer | None
    """Of the person; None: nothing is kept of anybody."""


@dataclass(frozen=True, slots=True)
class Found:
    """An answer that is kept, and still closed."""

    key: str
    fingerprint: str
    """As a token: compare with `fingerprint`."""
    status: int
    media_type: str
    body: bytes

    def opened(self, connection: Connection, person: Sealer | None) -> bytes | None:
        """The body; None once the person is erased."""
        for sealer in (person, vault.of(connection).nobodys("answer", self.key)):
            if sealer is not None:
                try:
                    return sealer.open(self.body, _about(self.key))
                except Unsealable:
                    continue
        return None


def find(connection: Connection, keys: Collection[str]) -> dict[str, Found]:
    """The kept answers among `keys`."""
    known = vault.of(connection)
    tokens = {known.token("answer", key): key for key in keys}
    return {tokens[row[0]]: Found(tokens[row[0]], *row[1:]) for row in _FOUND.rows(connection, tokens.keys())}


def fingerprint(connection: Connection, value: str) -> str:
    """What is kept of a fingerprint."""
    return vault.of(connection).token("fingerprint", value) if value else ""


def keep(connection: Connection, answers: Mapping[str, Kept], now: int) -> None:
    """Write new answers. IntegrityError when a key is taken already."""
    known = vault.of(connection)
    rows: Sequence[Mapping[str, object]] = [
        {
            "key": known.token("answer", key),
            "fingerprint": fingerprint(connection, kept.fingerprint),
            "status": kept.status,
            "media_type": kept.media_type,
            "body": (kept.sealer or known.nobodys("answer", key)).seal(kept.body, _about(key)),
            "at": now,
        }
        for key, kept in answers.items()
    ]
    bulk.insert(connection, FirstAnswer, rows)


def _about(key: str) -> bytes:
    return b"answer\0" + key.encode()

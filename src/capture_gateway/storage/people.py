"""The keys of people: one row for everybody of whom anything is kept.

1. A key is made in the transaction that first writes something of a person, and destroyed when they are erased.
2. Whoever writes loads the keys inside the transaction that holds the head of the ledger: an erased person's key is
   never written with again.
3. The address of a person's own page is made from their key: nobody can guess it, and it ends with the key.
"""

import base64
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlmodel import col

from capture_gateway.storage import bulk, vault
from capture_gateway.storage.prepared import KEYS, ByKeys
from capture_gateway.storage.tables import SubjectRow
from capture_gateway.storage.vault import Sealer, Vault

_PAGE_BYTES = 16
_FOUND = ByKeys(
    select(col(SubjectRow.subject), col(SubjectRow.wrapped)).where(
        col(SubjectRow.subject).in_(bindparam(KEYS, expanding=True))
    )
)


class People:
    """The keys of those whom one transaction may write of. Used once, by one thread."""

    def __init__(self, connection: Connection, addresses: Collection[str], now: int) -> None:
        self._connection = connection
        self._now = now
        self.vault: Vault = vault.of(connection)
        tokens = {self.vault.subject(address): address for address in addresses if address}
        self._sealers = {
            tokens[row[0]]: self.vault.person(row[0], row[1]) for row in _FOUND.rows(connection, tokens.keys())
        }
        self._new: list[dict[str, Any]] = []

    def known(self, address: str) -> Sealer | None:
        """The sealer of somebody of whom something is kept, or will be once this is written."""
        return self._sealers.get(address)

    def sealer(self, address: str) -> Sealer:
        """The same; whoever has none gets one."""
        found = self._sealers.get(address)
        if found is None:
            subject = self.vault.subject(address)
            found, wrapped = self.vault.made(subject)
            self._sealers[address] = found
            self._new.append(
                {
                    "subject": subject,
                    "wrapped": wrapped,
                    "address": found.seal(address.encode(), _about(subject)),
                    "page": page_digest(page_token(found)),
                    "made_at": self._now,
                }
            )
        return found

    def write(self) -> None:
        """Write the keys that are new."""
        bulk.insert(self._connection, SubjectRow, self._new)
        self._new = []


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of whom something is kept."""

    subject: str
    address: str
    sealer: Sealer


def address(sealer: Sealer, subject: str, sealed: bytes) -> str:
    """Whose token `subject` is. Unsealable."""
    return sealer.open(sealed, _about(subject)).decode()


def by_page(connection: Connection, token: str) -> Person | None:
    """Whose own page this token opens; None: nobody's."""
    columns = (col(SubjectRow.subject), col(SubjectRow.wrapped), col(SubjectRow.address))
    row = connection.execute(select(*columns).where(col(SubjectRow.page) == page_digest(token))).first()
    if row is None:
        return None
    sealer = vault.of(connection).person(row[0], row[1])
    return Person(row[0], address(sealer, row[0], row[2]), sealer)


def page_token(sealer: Sealer) -> str:
    """22 characters of URL-safe base64: what opens the person's own page."""
    return base64.urlsafe_b64encode(sealer.derived("page")[:_PAGE_BYTES]).rstrip(b"=").decode()


def page_digest(token: str) -> str:
    """What is kept of the token: enough to find the person, too little to open the page."""
    return sha256(b"page\0" + token.encode()).hexdigest()[:32]


def _about(subject: str) -> bytes:
    return b"address\0" + subject.encode()

"""The keys of people: one row for everybody of whom anything is kept.

1. A key is made in the transaction that first writes something of a person, and destroyed when they are erased.
2. Whoever writes loads the keys inside the transaction that holds the head of the ledger: an erased person's key is
   never written with again.
3. The address of a person's own page is made from their key: nobody can guess it, and it ends with the key.
4. Where something remains of an erased person, it has a new key that names nobody: it seals an empty address, until the
   person comes back and it seals theirs.
"""

import base64
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlmodel import col

from capture_gateway.storage import bulk, vault
from capture_gateway.storage.prepared import KEYS, ByKeys
from capture_gateway.storage.tables import SubjectRow
from capture_gateway.storage.vault import ADDED, Sealer, Vault

_PAGE_BYTES = 16
_FOUND = ByKeys(
    select(col(SubjectRow.subject), col(SubjectRow.wrapped), col(SubjectRow.address)).where(
        col(SubjectRow.subject).in_(bindparam(KEYS, expanding=True))
    )
)
_NAMED = (
    update(SubjectRow)
    .where(col(SubjectRow.subject) == bindparam("key"))
    .values(address=bindparam("sealed"), made_at=bindparam("at"))
)


class People:
    """The keys of those whom one transaction may write of. Used once, by one thread."""

    def __init__(self, connection: Connection, addresses: Collection[str], now: int) -> None:
        self._connection = connection
        self._now = now
        self.vault: Vault = vault.of(connection)
        tokens = {self.vault.subject(address): address for address in addresses if address}
        rows = _FOUND.rows(connection, tokens.keys())
        self._sealers = {tokens[row[0]]: self.vault.person(row[0], row[1]) for row in rows}
        self._nameless = {tokens[row[0]] for row in rows if is_nameless(row[2])}
        self._new: list[dict[str, Any]] = []
        self._back: list[dict[str, Any]] = []

    def known(self, address: str) -> Sealer | None:
        """The sealer of somebody of whom something is kept, or will be once this is written."""
        return self._sealers.get(address)

    def sealer(self, address: str) -> Sealer:
        """The same; whoever has none gets one."""
        found = self._sealers.get(address)
        if found is None:
            subject = self.vault.subject(address)
            found, row = _made(self.vault, subject, address, self._now)
            self._sealers[address] = found
            self._new.append(row)
        elif address in self._nameless:
            self._nameless.remove(address)
            subject = self.vault.subject(address)
            sealed = found.seal(address.encode(), _about(subject, self._now))
            self._back.append({"key": subject, "sealed": sealed, "at": self._now})
        return found

    def write(self) -> None:
        """Write the keys that are new, and the addresses of those who came back."""
        bulk.insert(self._connection, SubjectRow, self._new)
        if self._back:
            self._connection.execute(_NAMED, self._back)
        self._new, self._back = [], []


def nameless(connection: Connection, subject: str, now: int) -> Sealer:
    """A new key, written, that names nobody: for what remains of an erased person."""
    sealer, row = _made(vault.of(connection), subject, "", now)
    bulk.insert(connection, SubjectRow, [row])
    return sealer


def is_nameless(sealed: bytes) -> bool:
    """Whether an address that is sealed so is empty."""
    return len(sealed) == ADDED


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of whom something is kept."""

    subject: str
    address: str
    sealer: Sealer


def address(sealer: Sealer, subject: str, sealed: bytes, made_at: int) -> str:
    """Whose token `subject` is. Unsealable."""
    return sealer.open(sealed, _about(subject, made_at)).decode()


def by_page(connection: Connection, token: str) -> Person | None:
    """Whose own page this token opens; None: nobody's."""
    columns = (col(SubjectRow.subject), col(SubjectRow.wrapped), col(SubjectRow.address), col(SubjectRow.made_at))
    row = connection.execute(select(*columns).where(col(SubjectRow.page) == page_digest(token))).first()
    if row is None or is_nameless(row[2]):
        return None
    sealer = vault.of(connection).person(row[0], row[1])
    return Person(row[0], address(sealer, row[0], row[2], row[3]), sealer)


def page_token(sealer: Sealer) -> str:
    """22 characters of URL-safe base64: what opens the person's own page."""
    return base64.urlsafe_b64encode(sealer.derived("page")[:_PAGE_BYTES]).rstrip(b"=").decode()


def page_digest(token: str) -> str:
    """What is kept of the token: enough to find the person, too little to open the page."""
    return sha256(b"page\0" + token.encode()).hexdigest()[:32]


def _made(known: Vault, subject: str, address: str, now: int) -> tuple[Sealer, dict[str, Any]]:
    sealer, wrapped = known.made(subject)
    row = {
        "subject": subject,
        "wrapped": wrapped,
        "address": sealer.seal(address.encode(), _about(subject, now)),
        "page": page_digest(page_token(sealer)),
        "made_at": now,
    }
    return sealer, row


def _about(subject: str, made_at: int) -> bytes:
    return vault.about("address", subject, made_at)

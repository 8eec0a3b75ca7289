"""The head of the tree, signed: one job of the writer, which also begins the log and takes a new key into its history.

1. It all happens in the transaction that reads the head, so nothing grows meanwhile. However often it is done, by
   however many, the outcome is the same: an Ed25519 signature has no randomness (RFC 8032), so one head has one note.
2. Before anything is signed, the head must follow from the newest checkpoint, and from the newest that this process
   showed: the consistency proof is made of the stored hashes, and leads to both roots. A head that is smaller, or was
   changed, is never signed; nor is one of a database that was set back while the gateway ran.
3. The log's name is made from the public address on the first start, and stays, wherever the gateway moves.
4. Every key signs, so whoever knows only the old one goes on. Each enters the history before it signs under this name,
   the oldest first, vouched for by the one before it; the key that stands first in the settings is the last there. The
   text of a checkpoint stays what it was, and one signature joins.
5. What another gateway signed is as good as what we sign, when one of our keys is among its signatures, and it follows
   from what we showed. Where another one has put its own key last, we are out of date and sign no more.

A log must not sign what is inconsistent with what it signed before: https://c2sp.org/tlog-checkpoint
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from capture_gateway.core.errors import OperatorError
from capture_gateway.ledger import checkpoint, history, proofs
from capture_gateway.ledger.checkpoint import Checkpoint
from capture_gateway.ledger.history import Entry
from capture_gateway.ledger.note import Key, Refused, Signer
from capture_gateway.storage import log, records, tree
from capture_gateway.storage.log import Log, Newest

PATH = "/ledger"
"""Where the log stands below the public address, and the end of its name."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What may be published."""

    newest: Newest
    logs: Sequence[Log]
    keys: Sequence[Entry]

    @property
    def origin(self) -> str:
        """The name that the log has now."""
        return self.logs[-1].origin


@dataclass(frozen=True, slots=True)
class Broken:
    """The tree is none that may be signed. `why`: one sentence."""

    why: str


def origin(public_url: str) -> str:
    """The name of a log that begins at this address: without the scheme, as the specification advises."""
    parts = urlsplit(public_url)
    host = parts.netloc.rpartition("@")[2].lower()
    return quote(host + parts.path.rstrip("/") + PATH, safe="/:[]%")  # no blanks and no plus: it names keys too


def sign(
    connection: Connection,
    *,
    keys: Sequence[Ed25519PrivateKey],
    public_url: str,
    now: int,
    shown: Signed | None = None,
) -> Signed | Broken:
    """The checkpoint of the head, durable when the transaction commits. `keys`: the newest first.

    `shown`: what this process showed last; None: it begins, and puts its first key last.
    """
    size, root = records.head(connection)
    last = log.newest(connection)
    for before in _different(last, shown):
        if (broken := _broken(connection, before, size, root)) is not None:
            return broken
    logs = log.logs(connection) or _begun(connection, Log(origin(public_url), size, now, ""))
    name = logs[-1].origin
    signers = [Signer(name, key) for key in keys]
    entries = log.keys(connection)
    if shown is not None and entries and entries[-1].vkey != str(signers[0].key):
        return Broken("another gateway signs with a newer key: give this one the same SIGNING_KEY, and restart it.")
    newest = Newest(size, checkpoint.signed(Checkpoint(name, size, root), signers), now)
    if last is not None and last.note == newest.note:
        newest = last
    else:
        log.keep(connection, newest)
    return Signed(newest, logs, _known(connection, entries, signers, size, root, now))


def learned(connection: Connection, *, keys: Sequence[Ed25519PrivateKey], shown: Signed | None) -> Signed | None:
    """What another gateway signed, if it is larger than what this one showed (rule 5); reads alone.

    None: there is none, or none to be trusted.
    """
    newest = log.newest(connection)
    if newest is None or (shown is not None and newest.size <= shown.newest.size):
        return None
    logs, known = log.logs(connection), log.keys(connection)
    try:
        said = checkpoint.opened(newest.note, [Signer(logs[-1].origin, key).key for key in keys])
    except Refused:
        return None
    if shown is not None and _broken(connection, shown.newest, said.size, said.root) is not None:
        return None
    return Signed(newest, logs, known)


def _different(last: Newest | None, shown: Signed | None) -> list[Newest]:
    """What the head must follow from: once, where both are the same."""
    found = [one for one in (last, None if shown is None else shown.newest) if one is not None]
    return list({one.note: one for one in found}.values())


def _broken(connection: Connection, last: Newest, size: int, root: bytes) -> Broken | None:
    """Why the tree of `size` does not follow from `last`; None: it does."""
    try:
        old = checkpoint.said(last.note)
        if old.size <= size and proofs.is_consistent(
            old.size, old.root, size, root, tree.consistency(connection, old.size, size)
        ):
            return None
    except (OperatorError, ValueError) as error:
        return Broken(str(error))
    return Broken(f"the {size} records do not follow from the checkpoint of {old.size}: the database was changed.")


def _begun(connection: Connection, first: Log) -> list[Log]:
    log.begin(connection, first)
    return [first]


def _known(
    connection: Connection, entries: list[Entry], signers: Sequence[Signer], size: int, root: bytes, now: int
) -> Sequence[Entry]:
    """The history of the keys, which was `entries`: every signer's is in it, and the first one's at its end."""
    held = [one.private for one in signers]
    known, newest = {entry.vkey for entry in entries}, signers[0].key
    entering = [one.key for one in reversed(signers) if str(one.key) not in known and one.key != newest]
    if entering or not entries or entries[-1].vkey != str(newest):
        entering.append(newest)
    for key in entering:
        note = history.introduced(key, Key.parse(entries[-1].vkey), held, size, root) if entries else ""
        entries.append(Entry(str(key), size, now, note))
        log.add_key(connection, entries[-1])
    return entries

"""Receipts of stored records.

1. The record's leaf and private fields come from the store as they are; nothing is made again.
2. The proof leads to the newest published checkpoint that covers the record, waited for if there is none yet. So a
   receipt has the same bytes until the next checkpoint is published.
3. The receipt of an erased record holds that of the record that says so, from the same checkpoint.
4. Reading and proving cost the same however large the store is: a few look-ups by key.
"""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, replace
from functools import partial

import anyio.to_thread
import orjson
from sqlalchemy import Connection

from capture_gateway.ledger import checkpoint
from capture_gateway.ledger.checkpoint import Checkpoint
from capture_gateway.ledger.proofs import Proof
from capture_gateway.receipts import receipt
from capture_gateway.receipts.receipt import Disclosed, Receipt
from capture_gateway.storage import forgotten, records, tree
from capture_gateway.storage.database import Database
from capture_gateway.storage.records import Opened

UpTo = Callable[[int], Awaitable[tuple[str, str]]]
"""Position -> a published checkpoint that covers it, and the key to verify it with. Unavailable when there is none."""


@dataclass(frozen=True, slots=True)
class Made:
    """A receipt, and what a page about it needs to know."""

    receipt: Receipt
    checkpoint: Checkpoint


class Receipts:
    """Makes receipts of one gateway's records."""

    def __init__(self, database: Database, up_to: UpTo) -> None:
        self._database = database
        self._up_to = up_to

    async def of(self, identifier: str, programs: Collection[str] | None = None) -> Made | None:
        """The receipt of one record; None when there is none, or none that concerns these `programs`."""
        found, emptied_by = await self._database.read(partial(_opened, identifier, programs))
        if found is None:
            return None
        covered = found.position if emptied_by is None else emptied_by.position
        note, key = await self._up_to(covered)
        return await anyio.to_thread.run_sync(self._made, found, emptied_by, note, key)

    def _made(self, found: Opened, emptied_by: Opened | None, note: str, key: str) -> Made:
        head = checkpoint.said(note)
        with self._database.reading() as connection:
            path = tree.inclusion(connection, found.position, head.size)
            later = () if emptied_by is None else tree.inclusion(connection, emptied_by.position, head.size)
        made = _receipt(found, Proof(found.position, path, note), key, _disclosed(found))
        if emptied_by is not None:
            named = tuple(one for one in _disclosed(emptied_by) if one.name == receipt.ANNULS)
            made = replace(made, erasure=_receipt(emptied_by, Proof(emptied_by.position, later, note), key, named))
        return Made(made, head)


def _opened(
    identifier: str, programs: Collection[str] | None, connection: Connection
) -> tuple[Opened | None, Opened | None]:
    """The record, and the one that emptied it, if one did."""
    found = records.opened(connection, identifier, programs)
    if found is None or found.private is not None:
        return found, None
    return found, records.opened(connection, forgotten.emptied_by(connection, identifier))


def _disclosed(found: Opened) -> tuple[Disclosed, ...]:
    return receipt.disclosed(found.private or {}, found.salts or b"")


def _receipt(found: Opened, proof: Proof, key: str, disclosed: tuple[Disclosed, ...]) -> Receipt:
    record = receipt.record_of(
        orjson.loads(found.leaf), disclosed, position=found.position, recorded_at=found.recorded_at
    )
    return Receipt(found.leaf, proof.text(), key, disclosed, record)

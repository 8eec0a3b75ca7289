"""Receipts of stored records.

1. The record's leaf and private fields come from the store as they are; nothing is made again.
2. The proof leads to the newest published checkpoint that covers the record, waited for if there is none yet. So a
   receipt has the same bytes until the next checkpoint is published.
3. Reading and proving cost the same however large the store is: a few look-ups by key.
"""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

import anyio.to_thread
import orjson

from capture_gateway.ledger.checkpoint import Checkpoint
from capture_gateway.ledger.proofs import Proof
from capture_gateway.receipts import receipt
from capture_gateway.receipts.receipt import Receipt
from capture_gateway.storage import records, tree
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
        with self._database.reading() as connection:
            found = records.opened(connection, identifier, programs)
        if found is None:
            return None
        note, key = await self._up_to(found.position)
        return await anyio.to_thread.run_sync(self._made, found, note, key)

    def _made(self, found: Opened, note: str, key: str) -> Made:
        checkpoint = Checkpoint.parse(note.rpartition("\n\n")[0] + "\n")
        with self._database.reading() as connection:
            path = tree.inclusion(connection, found.position, checkpoint.size)
        proof = Proof(found.position, path, note).text()
        disclosed = receipt.disclosed(found.private or {}, found.salts or b"")
        record = receipt.record_of(
            orjson.loads(found.leaf), disclosed, position=found.position, recorded_at=found.recorded_at
        )
        return Made(Receipt(found.leaf, proof, key, disclosed, record), checkpoint)

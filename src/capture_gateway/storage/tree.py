"""The tree over the records: what appending completes is stored once, and everything else is read from it.

1. The hash of a leaf stands with its record; the root of each complete subtree of 256, 65536, … leaves is written by
   the transaction that completes it, and never changes. Tiles and proofs are these hashes, entry bundles are leaves.
2. What is read at some size stays true however the tree grows, so no reader locks anything, and any number of threads
   may read. A tree of that size must have been committed.
3. One statement reads a tile, by the keys of its rows: the cost does not grow with the store.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlmodel import col

from capture_gateway.core.errors import OperatorError
from capture_gateway.ledger import proofs, tiles
from capture_gateway.ledger.merkle import Frontier
from capture_gateway.ledger.tiles import ENTRIES, Tile
from capture_gateway.storage import bulk
from capture_gateway.storage.log_tables import SubtreeRow
from capture_gateway.storage.tables import EvidenceRow

_POSITIONS = col(EvidenceRow.position) >= bindparam("first"), col(EvidenceRow.position) < bindparam("end")
_LEAVES: Any = select(col(EvidenceRow.leaf)).where(*_POSITIONS).order_by(col(EvidenceRow.position))
_LEAF_HASHES: Any = select(col(EvidenceRow.leaf_hash)).where(*_POSITIONS).order_by(col(EvidenceRow.position))
_SUBTREES: Any = (
    select(col(SubtreeRow.hash))
    .where(col(SubtreeRow.level) == bindparam("level"))
    .where(col(SubtreeRow.number) >= bindparam("first"), col(SubtreeRow.number) < bindparam("end"))
    .order_by(col(SubtreeRow.number))
)
_LOWEST = {ENTRIES: _LEAVES, 0: _LEAF_HASHES}


def grow(connection: Connection, before: Frontier, leaf_hashes: Sequence[bytes]) -> None:
    """Write the subtrees that these leaf hashes complete, in the transaction that appends them to the tree `before`."""
    done = tiles.completed(before, leaf_hashes)
    bulk.insert(connection, SubtreeRow, [{"level": one[0], "number": one[1], "hash": one[2]} for one in done])


def tile(connection: Connection, asked: Tile) -> bytes:
    """The bytes of a tile or an entry bundle, all of which is committed. OperatorError when some of it is missing."""
    if asked.level == ENTRIES:
        return tiles.bundle(_read(connection, ENTRIES, asked.first, asked.width))
    return b"".join(_read(connection, asked.level, asked.first, asked.width))


def root(connection: Connection, size: int) -> bytes:
    """The root of the first `size` records."""
    return proofs.root(_hashes(connection), size)


def inclusion(connection: Connection, index: int, size: int) -> tuple[bytes, ...]:
    """The proof that the record at position `index` is in the tree of the first `size`. IndexError when it is not."""
    return proofs.inclusion(_hashes(connection), index, size)


def consistency(connection: Connection, old: int, new: int) -> tuple[bytes, ...]:
    """The proof that the tree of the first `new` records begins with that of the first `old`. IndexError when not."""
    return proofs.consistency(_hashes(connection), old, new)


def _hashes(connection: Connection) -> proofs.Hashes:
    return lambda level, first, count: _read(connection, level, first, count)


def _read(connection: Connection, level: int, first: int, count: int) -> Sequence[bytes]:
    rows = (
        connection.execute(_LOWEST.get(level, _SUBTREES), {"level": level, "first": first, "end": first + count})
        .scalars()
        .all()
    )
    if len(rows) != count:
        raise OperatorError(
            f"the ledger's level {level} has {len(rows)} of the {count} hashes from {first} on: "
            "the database was damaged. Run `capture-gateway ledger audit`."
        )
    return rows

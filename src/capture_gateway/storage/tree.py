"""The tree over the records: what appending completes is stored once, and everything else is read from it.

1. The hash of a leaf stands with its record; the root of each complete subtree of 16, 256, 4096, … leaves is written by
   the transaction that completes it, and never changes. Tiles and proofs are these hashes, entry bundles are leaves.
2. What is read at some size stays true however the tree grows, so no reader locks anything, and any number of threads
   may read. A tree of that size must have been committed.
3. One statement reads a tile, or all that a proof needs, by the keys of the rows: the store's size costs nothing.
"""

from collections.abc import Sequence
from functools import lru_cache, partial

from sqlalchemy import Connection, select
from sqlmodel import col

from capture_gateway.core.errors import OperatorError
from capture_gateway.ledger import proofs, tiles
from capture_gateway.ledger.merkle import Frontier
from capture_gateway.ledger.proofs import Span
from capture_gateway.ledger.tiles import ENTRIES, Tile
from capture_gateway.storage import bulk
from capture_gateway.storage.log_tables import SubtreeRow
from capture_gateway.storage.tables import EvidenceRow


def grow(connection: Connection, before: Frontier, leaf_hashes: Sequence[bytes]) -> Frontier:
    """The tree with these leaf hashes more; writes the subtrees that they complete, in the transaction that appends."""
    after, completed = before.grown(leaf_hashes)
    rows = [
        {"level": level, "number": number, "hash": one}
        for level, row in enumerate(completed[proofs.BITS :: proofs.BITS], 1)
        for number, one in enumerate(row, before.size >> proofs.BITS * level)
    ]
    bulk.insert(connection, SubtreeRow, rows)
    return after


def tile(connection: Connection, asked: Tile) -> bytes:
    """The bytes of a tile or an entry bundle, all of which is committed. OperatorError when some of it is missing."""
    if asked.level == ENTRIES:
        return tiles.bundle(_leaves(connection, asked.first, asked.width))
    level = asked.level * tiles.BITS // proofs.BITS
    return b"".join(_read(connection, [Span(level, asked.first, asked.width)])[0])


def root(connection: Connection, size: int) -> bytes:
    """The root of the first `size` records."""
    return proofs.root(partial(_read, connection), size)


def inclusion(connection: Connection, index: int, size: int) -> tuple[bytes, ...]:
    """The proof that the record at position `index` is in the tree of the first `size`. IndexError when it is not."""
    return proofs.inclusion(partial(_read, connection), index, size)


def consistency(connection: Connection, old: int, new: int) -> tuple[bytes, ...]:
    """The proof that the tree of the first `new` records begins with that of the first `old`. IndexError when not."""
    return proofs.consistency(partial(_read, connection), old, new)


def _leaves(connection: Connection, first: int, count: int) -> Sequence[bytes]:
    position = col(EvidenceRow.position)
    query = select(col(EvidenceRow.leaf)).where(position >= first, position < first + count).order_by(position)
    found = connection.execute(query).scalars().all()
    if len(found) != count:
        raise _damaged(Span(0, first, count))
    return found


def _read(connection: Connection, spans: Sequence[Span]) -> list[list[bytes]]:
    """The hashes of each span."""
    if not spans:
        return []
    mark = bulk.mark(connection.dialect)
    statement = _statement(tuple([span.level > 0 for span in spans]), mark)
    asked = tuple([value for span in spans for value in (span.level, span.first, span.first + span.width)])
    rows = connection.exec_driver_sql(statement, asked).all()
    found = {(level, number): one for level, number, one in rows}
    try:
        return [[found[level, number] for number in range(first, first + width)] for level, first, width in spans]
    except KeyError as error:
        level, number = error.args[0]
        raise _damaged(Span(level, number, 1)) from error


@lru_cache(maxsize=2_048)
def _statement(above: tuple[bool, ...], mark: str) -> str:
    """One statement for all spans; `above`: for each, whether it is above the leaves."""
    leaves = f"SELECT {mark}, position, leaf_hash FROM evidence WHERE position >= {mark} AND position < {mark}"  # noqa: S608 - names of ours
    subtrees = f"SELECT level, number, hash FROM subtree WHERE level = {mark} AND number >= {mark} AND number < {mark}"  # noqa: S608
    return " UNION ALL ".join([subtrees if is_above else leaves for is_above in above])


def _damaged(missing: Span) -> OperatorError:
    return OperatorError(
        f"the database was damaged: its tree lacks hash {missing.first} of level {missing.level}. "
        "Run `capture-gateway ledger audit`."
    )

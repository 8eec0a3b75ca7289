"""A store whose records are made up, so that there can be many: the tree knows nothing of what is in them."""

from pathlib import Path

from capture_gateway.ledger.merkle import leaf_hash
from capture_gateway.storage import records
from capture_gateway.storage.database import Database
from capture_gateway.testing.keys import KEYS
from tests.postgres import empty

BATCHES = (1, 14, 2, 511, 256, 300, 16)


def leaf(number: int) -> bytes:
    return b'{"id":"%d"}' % number


def grow(path: Path, size: int, first: int = 0) -> Database:
    """The database at `path` with `size` records, of which it has `first`, appended in batches of many sizes.

    It is the caller's to close.
    """
    database = Database(empty(path), KEYS)
    at, turn = first, 0
    while at < size:
        until = min(at + BATCHES[turn % len(BATCHES)], size)
        with database.transaction() as connection:
            rows = [_row(number) for number in range(at, until)]
            records.append(connection, rows, records.where(connection), 1)
        at, turn = until, turn + 1
    return database


def _row(number: int) -> dict[str, object]:
    made = leaf(number)
    texts = dict.fromkeys(("subject", "sender", "program", "reach", "event", "channel"), "")
    rest = {"recorded_at": 1, "test": 0, "leaf": made, "leaf_hash": leaf_hash(made), "sealed": b""}
    return {"position": number, "id": str(number), **texts, **rest}

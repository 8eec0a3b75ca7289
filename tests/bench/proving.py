"""What a proof costs in a large tree: an inclusion proof, a consistency proof, and the receipt of a record.

The records are made up and small, so that a million are soon there; the tree over them is real. BENCH_PROVEN=100000
makes fewer.
"""

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

from rich.console import Console

from capture_gateway.core.act import Intent
from capture_gateway.ledger import checkpoint
from capture_gateway.ledger.checkpoint import Checkpoint
from capture_gateway.ledger.merkle import leaf_hash
from capture_gateway.ledger.proofs import is_consistent, is_included
from capture_gateway.receipts.making import Receipts
from capture_gateway.receipts.verifying import holds, verify
from capture_gateway.storage import records, tree
from capture_gateway.storage.database import Database
from capture_gateway.storage.people import People
from capture_gateway.testing.keys import KEYS
from tests.core.values import NOW, act
from tests.postgres import url_of
from tests.receipts.sample import SIGNER
from tests.storage.filled import fields_of
from tests.storage.filled import row as sealed

RECORDS = int(os.environ.get("BENCH_PROVEN", "1000000"))
PROOFS = 500
_BATCH = 5_000
_LEAF_BYTES = 600
_SEALED_BYTES = 300


def leaf(number: int) -> bytes:
    """Never twice the same."""
    return (b"%d" % number).ljust(_LEAF_BYTES)


def fill(database: Database) -> None:
    """Append so many records."""
    for start in range(0, RECORDS, _BATCH):
        with database.transaction() as connection:
            rows = [_row(number) for number in range(start, min(start + _BATCH, RECORDS))]
            records.append(connection, rows, records.where(connection), start)


def _row(number: int) -> dict[str, object]:
    made = leaf(number)
    texts = dict.fromkeys(("sender", "program", "reach", "event", "channel"), "same")
    rest = {
        "recorded_at": number,
        "test": 0,
        "leaf": made,
        "leaf_hash": leaf_hash(made),
        "sealed": bytes(_SEALED_BYTES),
    }
    return {"position": number, "id": f"{number:032x}", "subject": f"{number // 4:032x}", **texts, **rest}


def spent(work: Callable[[], object]) -> float:
    """Milliseconds of processor time, the median of many."""
    times = []
    for _ in range(PROOFS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return statistics.median(times) * 1e3


def receipt(database: Database) -> float:
    """Of the last record, which is a real one: read, opened, proved and written."""
    with database.transaction() as connection:
        head = records.where(connection)
        fields = fields_of(act(Intent.WITHDRAW))
        people = People(connection, [fields["subject.address"]], NOW)
        records.append(connection, [sealed(people, fields, head.frontier.size)], head, RECORDS)
        people.write()
    with database.reading() as connection:
        signed = checkpoint.signed(Checkpoint(SIGNER.name, *records.head(connection)), [SIGNER])

    async def up_to(_position: int) -> tuple[str, str]:
        return signed, str(SIGNER.key)

    receipts = Receipts(database, up_to)

    async def made() -> float:
        times, raw = [], b""
        for _ in range(PROOFS):
            started = time.process_time()
            found = await receipts.of(fields["id"])
            raw = b"" if found is None else found.receipt.to_bytes()
            times.append(time.process_time() - started)
        if not holds(verify(raw, {SIGNER.key})):
            raise SystemExit("a receipt does not hold")
        return statistics.median(times) * 1e3

    return asyncio.run(made())


def run(folder: Path, console: Console) -> None:
    """Measure, and print."""
    folder.mkdir()
    random = Random(1)
    with closing(Database(url_of(folder / "e.db"), KEYS)) as database:
        fill(database)
        with database.reading() as connection:
            size, root = records.head(connection)
            index, old = random.randrange(size), random.randrange(1, size)
            if not is_included(leaf_hash(leaf(index)), index, size, root, tree.inclusion(connection, index, size)):
                raise SystemExit("an inclusion proof does not hold")
            before = tree.root(connection, old)
            if not is_consistent(old, before, size, root, tree.consistency(connection, old, size)):
                raise SystemExit("a consistency proof does not hold")
            inclusion = spent(lambda: tree.inclusion(connection, random.randrange(size), size))
            consistency = spent(lambda: tree.consistency(connection, random.randrange(1, size), size))
        made = receipt(database)
    console.print(f"inclusion proof in {RECORDS} records      {inclusion:.2f} ms (at most 1)")
    console.print(f"receipt in {RECORDS} records              {made:.2f} ms (at most 5)")
    console.print(f"consistency proof to {RECORDS} records    {consistency:.2f} ms")


def main() -> None:
    """`python -m tests.bench.proving`: this alone."""
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder) / "p", Console(width=120))


if __name__ == "__main__":
    main()

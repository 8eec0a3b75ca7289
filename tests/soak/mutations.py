"""`python -m tests.soak.mutations`: ten thousand changes of a store, each of which must be found.

A change is made to a row of the database, to the checkpoint in the file beside it, to a tile or bundle as it is
served, or to a receipt. The audit judges the first two, whoever reads the tiles the third, the verifier the last.
"""

# ruff: noqa: S608 - names of tables are ours

import os
import random
import sys
import tempfile
import time
from base64 import b64decode
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

import orjson
from rich.console import Console
from rich.progress import track
from sqlmodel import SQLModel

from capture_gateway.ledger import checkpoint
from capture_gateway.ledger.merkle import Frontier, leaf_hash, root_of
from capture_gateway.ledger.note import Refused
from capture_gateway.ledger.tiles import ENTRIES, Tile, entries
from capture_gateway.receipts import verifying
from capture_gateway.storage import triggers
from tests.cluster import cluster
from tests.soak import mutating
from tests.soak.mutated import KEPT, PROMISED, Everything, build
from tests.soak.mutating import Changing, Value

ENGINE = os.environ.get("SOAK_ENGINE", "sqlite")
COUNT = int(os.environ.get("SOAK_MUTATIONS", "10000"))
SEED = int(os.environ.get("SOAK_SEED", str(time.time_ns() % 2**32)))
CONSOLE = Console(highlight=False, markup=False)


class Nothing(Exception):
    """This change cannot be made here, or changes nothing; another one is drawn."""


class Mutations:
    """Draws changes and judges whether they are found. The same for the same seed."""

    def __init__(self, store: Everything, seed: int) -> None:
        self._store = store
        self._draw = random.Random(seed)
        self._ways: tuple[Callable[[Changing], str], ...] = (
            *((self._bit,) * 8), *((self._swap,) * 3),
            self._delete, self._insert, self._reorder, self._type, self._forge, self._rewrite,
        )  # fmt: skip

    def missed(self) -> str | None:
        """Make one change: what it was if nobody finds it; None: it was found."""
        while True:
            try:
                kind = self._draw.random()
                if kind < 0.85:
                    return self._database()
                return self._draw.choice((self._file, self._tile, self._receipt, self._trigger, self._answer))()
            except (Nothing, mutating.Refused):
                continue

    def _database(self) -> str | None:
        with closing(self._store.opened()) as database:
            told = self._draw.choice(self._ways)(database)
            return None if self._store.audited(database, self._store.newest) else told

    def _file(self) -> str | None:
        flipped = self._flipped(self._store.newest.encode()).decode(errors="surrogateescape")
        with closing(self._store.opened()) as database:
            found = self._store.audited(database, flipped)
        return None if found else f"the file: {flipped!r}"

    def _trigger(self) -> str | None:
        with closing(self._store.opened()) as database:
            one = self._draw.choice(sorted(triggers.RULES[database.engine]))
            found = self._store.audited(database, self._store.newest, without=one)
        return None if found else f"the trigger {one} dropped"

    def _answer(self) -> str | None:
        """Of a signed text on record, so that it could be delivered again."""
        with closing(self._store.opened()) as database:
            key = self._draw.choice(self._store.answers)
            database.execute("DELETE FROM first_answer WHERE key = ?", (key,))
            return None if self._store.audited(database, self._store.newest) else f"the first answer {key} deleted"

    def _tile(self) -> str | None:
        one = self._draw.choice([*self._store.served])
        served = dict(self._store.served)
        served[one] = self._flipped(served[one])
        return None if not holds(served, self._store) else f"{one} as served"

    def _receipt(self) -> str | None:
        receipt = self._draw.choice(self._store.receipts)
        flipped = self._flipped(receipt)
        if _proved(flipped) == _proved(receipt):
            raise Nothing
        steps = verifying.verify(flipped, self._store.keys)
        return None if not verifying.holds(steps) else f"a receipt: {flipped!r}"

    def _bit(self, database: Changing) -> str:
        table, column = self._column(tuple(PROMISED))
        rowid, value = self._cell(database, table, column)
        if isinstance(value, int):
            changed: Value = value ^ (1 << self._draw.randrange(20))
        elif not value:
            raise Nothing
        elif isinstance(value, str):
            changed = self._flipped(value.encode("utf-8", "surrogateescape"))
        else:
            changed = self._flipped(value)
        mark = "?"
        if isinstance(value, str) and isinstance(changed, bytes):
            mark, changed = self._text(database, changed)
        database.execute(f"UPDATE {table} SET {column} = {mark} WHERE rowid = ?", (changed, rowid))
        return f"a bit of {table}.{column} in row {rowid}"

    def _text(self, database: Changing, value: bytes) -> tuple[str, Value]:
        """How text of any bytes is written; Nothing where there is none but UTF-8."""
        if database.engine == "sqlite":
            return "CAST(? AS TEXT)", value
        try:
            return "?", value.decode()
        except UnicodeDecodeError:
            raise Nothing from None

    def _type(self, database: Changing) -> str:
        table, column = self._column(tuple(PROMISED))
        rowid, value = self._cell(database, table, column)
        if isinstance(value, int) or not value or database.engine != "sqlite":  # elsewhere a column has one type
            raise Nothing
        other = "TEXT" if isinstance(value, bytes) else "BLOB"
        database.execute(f"UPDATE {table} SET {column} = CAST({column} AS {other}) WHERE rowid = ?", (rowid,))
        return f"the type of {table}.{column} in row {rowid}"

    def _delete(self, database: Changing) -> str:
        table = self._draw.choice(KEPT)
        rowid = self._row(database, table)
        database.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))
        return f"{table}: row {rowid} deleted"

    def _insert(self, database: Changing) -> str:
        """A copy of a row, under keys that are free."""
        table = self._draw.choice([one for one in PROMISED if one != "wording"])
        rowid = self._row(database, table)
        names = [column.name for column in SQLModel.metadata.tables[table].columns]
        (row,) = database.execute(f"SELECT {', '.join(names)} FROM {table} WHERE rowid = ?", (rowid,))
        values = dict(zip(names, row, strict=True))
        fresh = self._draw.randbytes(16).hex()
        for name in ("id", "number", "position", "page"):
            if name in values:
                values[name] = self._draw.randrange(1 << 20) if isinstance(values[name], int) else fresh
        if table == "subject_key":
            values["subject"] = fresh
        if table == "permission":
            values[self._draw.choice(("subject", "sender"))] = fresh
        if table in ("webhook", "work_order") and not values[PROMISED[table][-1]]:
            raise Nothing
        marks = ", ".join("?" * len(names))
        database.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", [values[name] for name in names])
        return f"{table}: a copy of row {rowid}: {values}"

    def _swap(self, database: Changing) -> str:
        """Two rows exchange what they say in one column."""
        table, column = self._column([one for one in PROMISED if one not in ("ledger_head", "checkpoint")])
        first, one = self._cell(database, table, column)
        second, other = self._cell(database, table, column)
        if one == other or not one or not other:
            raise Nothing
        aside: Value = -1 if isinstance(one, int) else "aside" if isinstance(one, str) else b"aside"
        for rowid, value in ((first, aside), (second, one), (first, other)):
            if table == "evidence" and column == "position":  # it is the row's number too
                raise Nothing
            database.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, rowid))
        return f"{table}.{column}: rows {first} and {second} swapped"

    def _reorder(self, database: Changing) -> str:
        """Two records exchange their positions."""
        first, second = self._position(database), self._position(database)
        if first == second:
            raise Nothing
        for old, new in ((first, -7), (second, first), (-7, second)):
            database.execute("UPDATE evidence SET position = ? WHERE position = ?", (new, old))
        return f"evidence: records {first} and {second} exchanged"

    def _forge(self, database: Changing) -> str:
        """A leaf says something else, and its hash follows."""
        position = self._position(database)
        leaf = self._leaf(database, position)
        changed = leaf.replace(b'"given"', b'"refused"').replace(b'"withdrawn"', b'"given"')
        if changed == leaf:
            changed = leaf.replace(b'"schema":1', b'"schema":1,"seal":"x"')
        event = orjson.loads(changed)["event"]
        values = (changed, leaf_hash(changed), event, position)
        database.execute("UPDATE evidence SET leaf = ?, leaf_hash = ?, event = ? WHERE position = ?", values)
        return f"evidence: leaf {position} forged, with its hash"

    def _rewrite(self, database: Changing) -> str:
        """The same, and the whole tree above it is computed again: or the newest records are cut off."""
        told = self._forge(database) + " and the tree"
        if self._draw.random() < 0.3:
            ((size,),) = database.execute("SELECT size FROM ledger_head")
            keep = self._draw.randrange(size)
            database.execute("DELETE FROM evidence WHERE position >= ?", (keep,))
            told = f"evidence: cut off at {keep}, and the tree"
        hashes = [row[0] for row in database.execute("SELECT leaf_hash FROM evidence ORDER BY position")]
        ((at,),) = database.execute("SELECT coalesce(max(recorded_at), 0) FROM evidence")
        database.execute("DELETE FROM subtree")
        level, row = 1, hashes
        while len(row) >= 16:
            row = [root_of(row[start : start + 16]) for start in range(0, len(row) - 15, 16)]
            for number, one in enumerate(row):
                database.execute("INSERT INTO subtree VALUES (?, ?, ?)", (level, number, one))
            level += 1
        frontier = Frontier().extend(hashes)
        head = (frontier.size, frontier.to_bytes(), frontier.root(), at)
        database.execute("UPDATE ledger_head SET size = ?, frontier = ?, root = ?, recorded_at = ?", head)
        return told

    def _leaf(self, database: Changing, position: int) -> bytes:
        ((leaf,),) = database.execute("SELECT leaf FROM evidence WHERE position = ?", (position,))
        return bytes(leaf)

    def _column(self, tables: "list[str] | tuple[str, ...]") -> tuple[str, str]:
        # As often as there are columns, so that each is as likely as any other.
        return self._draw.choice([(table, column) for table in tables for column in PROMISED[table]])

    def _row(self, database: Changing, table: str) -> int:
        rows = [row[0] for row in database.execute(f"SELECT rowid FROM {table} ORDER BY rowid")]
        if not rows:
            raise Nothing
        return int(self._draw.choice(rows))

    def _position(self, database: Changing) -> int:
        (last,) = database.execute("SELECT max(position) FROM evidence")
        return self._draw.randrange(int(last[0]) + 1)

    def _cell(self, database: Changing, table: str, column: str) -> tuple[int, Value]:
        rowid = self._row(database, table)
        ((value,),) = database.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (rowid,))
        return rowid, value

    def _flipped(self, value: bytes) -> bytes:
        changed = bytearray(value)
        changed[self._draw.randrange(len(changed))] ^= 1 << self._draw.randrange(8)
        return bytes(changed)


def holds(served: "dict[Tile, bytes]", store: Everything) -> bool:
    """Whether somebody outside, who trusts the log's keys alone, believes these tiles and bundles."""
    try:
        newest = checkpoint.opened(store.newest, store.keys)
        leaves: list[bytes] = []
        for number in range((newest.size + 255) // 256):
            leaves += entries(next(served[one] for one in served if (one.level, one.number) == (ENTRIES, number)))
    except Refused:
        return False
    rows = {0: [leaf_hash(leaf) for leaf in leaves]}
    rows[1] = [root_of(rows[0][start : start + 256]) for start in range(0, len(rows[0]) - 255, 256)]
    if len(leaves) != newest.size or root_of(rows[0]) != newest.root:
        return False
    return all(
        content == b"".join(rows[one.level][one.first : one.first + one.width])
        for one, content in served.items() if one.level != ENTRIES
    )  # fmt: skip


def _proved(receipt: bytes) -> object:
    """What a receipt proves; the bytes themselves where they are none.

    When the record was recorded stands outside; so do signatures of other keys than its own, which are read over
    (https://c2sp.org/signed-note).
    """
    try:
        told = orjson.loads(receipt)
        del told["record"]["recorded_at"]
        name, digits, _ = told["key"].split("+", 2)
        lines = told["proof"].split("\n")
        sign = f"— {name} ", bytes.fromhex(digits)
        kept = [one for one in lines if not one.startswith("— ") or _is_of(one, *sign)]
    except (ValueError, KeyError, TypeError, AttributeError):
        return receipt
    return {**told, "proof": kept}


def _is_of(line: str, start: str, key: bytes) -> bool:
    return line.startswith(start) and b64decode(line.removeprefix(start))[:4] == key


def main() -> int:
    """As many as were asked for; 1 when one was missed."""
    CONSOLE.print(f"{COUNT} mutations on {ENGINE}, SOAK_SEED={SEED}")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(cluster()).url("mutated") if ENGINE == "postgresql" else None
        mutations = Mutations(stack.enter_context(closing(build(folder, many=280, server=server))), SEED)
        drawn = track(range(COUNT), description="changing", console=CONSOLE)
        missed = [one for _ in drawn if (one := mutations.missed())]
    for one in missed:
        CONSOLE.print(f"MISSED: {one}")
    CONSOLE.print(f"{len(missed)} of {COUNT} missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Somebody who wants to know whether the log is honest, and has nothing but HTTP and what was published."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from capture_gateway.ledger import checkpoint, tiles
from capture_gateway.ledger.checkpoint import Checkpoint
from capture_gateway.ledger.history import Entry
from capture_gateway.ledger.merkle import leaf_hash, root_of
from capture_gateway.ledger.note import Key
from capture_gateway.ledger.proofs import Proof
from capture_gateway.ledger.tiles import ENTRIES, Tile
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import TIMEOUT, over_socket
from tests.judging import Judge
from tests.ledger import by_definition


class Outsider:
    """Follows a log: keeps every leaf that was ever published, and what it saw of the tree, in `folder`."""

    def __init__(self, base: str, judge: Judge, folder: Path) -> None:
        self.base = base
        """Where the gateway is now; it may move."""
        self.judge = judge
        self.folder = folder
        self.leaves: list[bytes] = []
        self.notes: list[str] = []
        """Every checkpoint that was seen, the newest last."""
        self.key = self.fetch("key").decode().strip()
        """The one that was current when they first came; never asked for again."""

    def fetch(self, path: str) -> bytes:
        """What stands below /ledger."""
        answer = over_socket(Request("GET", f"{self.base}/ledger/{path}", (), {}))
        assert answer.status == 200, (path, answer)
        return answer.body

    def history(self) -> list[Entry]:
        """The keys that are published."""
        published: dict[str, Any] = json.loads(self.fetch("keys"))
        return [Entry(one["vkey"], one["since"], 0, one["note"]) for one in published["keys"]]

    def look(self) -> Checkpoint:
        """The newest checkpoint; when it is new, everything that came since the one before is fetched and judged."""
        note = self.fetch("checkpoint").decode()
        found = checkpoint.opened(note, [Key.parse(self.key)])
        if self.notes and note == self.notes[-1]:
            return found
        old = checkpoint.opened(self.notes[-1], [Key.parse(self.key)]) if self.notes else None
        self._fetch_up_to(found.size)
        hashes = [leaf_hash(leaf) for leaf in self.leaves]
        assert root_of(hashes) == found.root, "the leaves are not those of the checkpoint"
        accepted, why = self.judge.checkpoint(self.key, note)
        assert accepted, why
        if old is not None and old.size:
            path = by_definition.proof(old.size, hashes)
            accepted, why = self.judge.consistency(self.key, self.notes[-1], note, path)
            assert accepted, why
        self.notes.append(note)
        return found

    def up_to(self, size: int) -> Checkpoint:
        """The first checkpoint that covers so many records."""
        deadline = time.monotonic() + TIMEOUT
        while (found := self.look()).size < size:
            assert time.monotonic() < deadline, f"nothing covers {size} records"
            time.sleep(0.01)  # it needs the processor more than we do
        return found

    def rebuilt(self) -> tuple[bool, str]:
        """What the judge makes of every file of the log, at the newest checkpoint."""
        found = checkpoint.opened(self.notes[-1], [Key.parse(self.key)])
        self.folder.mkdir(exist_ok=True)
        (self.folder / "checkpoint").write_text(self.notes[-1])
        for tile in self._tiles(found.size):
            file = self.folder / tile.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(self.fetch(tile.path))
        return self.judge.log(self.key, self.folder)

    def proof(self, index: int) -> str:
        """The proof file of one leaf, made of what was fetched."""
        hashes = [leaf_hash(leaf) for leaf in self.leaves]
        return Proof(index, tuple(by_definition.path(index, hashes)), self.notes[-1]).text()

    def _fetch_up_to(self, size: int) -> None:
        while len(self.leaves) < size:
            number, have = divmod(len(self.leaves), tiles.WIDTH)
            width = Tile(ENTRIES, number).widest(size)
            self.leaves += tiles.entries(self.fetch(Tile(ENTRIES, number, width).path))[have:]

    def _tiles(self, size: int) -> Iterator[Tile]:
        for level in (ENTRIES, 0, 1):
            number = 0
            while width := Tile(level, number).widest(size):
                yield Tile(level, number, width)
                number += 1


def token_in(page: bytes) -> str:
    """The token of a form."""
    found = re.search(rb'name="token" value="([^"]+)"', page)
    assert found is not None
    return found[1].decode()

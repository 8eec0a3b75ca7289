"""Tiles and entry bundles: the tree in pieces that never change, in the format of https://c2sp.org/tlog-tiles. Pure.

1. The hash at level l and number k is the root of the complete subtree over the 256**l leaves from k * 256**l on; at
   level 0 it is a leaf's hash. A tile is 256 such hashes in a row, or fewer at the right edge: its path says how many.
2. Where tiles stand below a log's address: `tile/<level>/<number>`, with `.p/<width>` for one of fewer than 256; the
   number in groups of three digits, `x` before all but the last: 1234067 is `x001/x234/067`.
3. An entry bundle, `tile/entries/<number>`, is the leaves themselves of one tile of level 0, each after its length in 2
   bytes, big-endian.
4. In a tree of n leaves, level l has n // 256**l hashes; they are complete, and the tiles of a larger tree begin with
   those of a smaller one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from capture_gateway.ledger.checkpoint import LARGEST
from capture_gateway.ledger.note import Refused

WIDTH = 256
BITS = 8
"""Levels of the tree between two levels of tiles."""
ENTRIES = -1
"""The level of entry bundles."""

_PATH = re.compile(r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Tile:
    """Which `width` hashes (or entries) of a level: those from `number` * 256 on."""

    level: int
    """0 to 63, or `ENTRIES`."""
    number: int
    width: int = WIDTH

    @property
    def first(self) -> int:
        """The number of its first hash in its level, or of its first entry."""
        return self.number * WIDTH

    @property
    def path(self) -> str:
        """Where it stands below the log's address."""
        level = "entries" if self.level == ENTRIES else str(self.level)
        digits = f"{self.number:03}"
        digits = digits.zfill(-len(digits) // 3 * -3)
        groups = [digits[start : start + 3] for start in range(0, len(digits), 3)]
        number = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
        return f"tile/{level}/{number}" + (f".p/{self.width}" if self.width < WIDTH else "")

    @classmethod
    def parse(cls, path: str) -> Self:
        """The tile that stands at `path`. Refused when none can: there is one path to each."""
        found = _PATH.fullmatch(path)
        if found is not None:
            level, number, width = found.groups()
            digits = number.replace("x", "").replace("/", "")
            tile = cls(ENTRIES if level == "entries" else int(level), int(digits), int(width or WIDTH))
            if tile.level <= 63 and tile.first <= LARGEST and tile.path == path:
                return tile
        raise Refused(f"{path!r} is no path of a tile.")

    def widest(self, size: int) -> int:
        """How many of its hashes a tree of `size` leaves has; 0: none."""
        there = size >> BITS * max(self.level, 0)
        return min(max(there - self.first, 0), WIDTH)


def bundle(leaves: Iterable[bytes]) -> bytes:
    """The entry bundle of these leaves. OverflowError when one is longer than its length can say."""
    return b"".join([len(leaf).to_bytes(2, "big") + leaf for leaf in leaves])


def entries(bundled: bytes) -> list[bytes]:
    """The leaves of an entry bundle. Refused when it ends within one."""
    found, at = [], 0
    while at < len(bundled):
        start = at + 2
        at = start + int.from_bytes(bundled[at:start], "big")
        found.append(bundled[start:at])
    if at != len(bundled):
        raise Refused("the entry bundle ends within an entry.")
    return found

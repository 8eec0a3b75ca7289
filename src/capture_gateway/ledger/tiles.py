"""Tiles and entry bundles: the tree in pieces that never change, in the format of https://c2sp.org/tlog-tiles. Pure.

1. The hash at level l and number k is the root of the complete subtree over the 256**l leaves from k * 256**l on; at level
   0 it is a leaf's hash. A tile is 256 such hashes in a row, or fewer at the right edge: then its path says how many.
2. Where tiles stand below a log's address: `tile/<level>/<number>`, with `.p/<width>` for one of fewer than 256; the
   number in groups of three digits, `x` before all but the last: 1234067 is `x001/x234/067`.
3. An entry bundle, `tile/entries/<number>`, is the leaves themselves of one tile of level 0, each after its length in 2
   bytes, big-endian.
4. In a tree of n leaves, level l has n // 256**l hashes; they are complete, and the tiles of a larger tree begin with
   those of a smaller one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched, count
from typing import Self

from capture_gateway.ledger.merkle import Frontier
from capture_gateway.ledger.note import Refused

WIDTH = 256
BITS = 8
"""Levels of the tree between two levels of tiles."""
ENTRIES = -1
"""The level of entry bundles."""
LONGEST_ENTRY = 0xFFFF
"""Bytes."""

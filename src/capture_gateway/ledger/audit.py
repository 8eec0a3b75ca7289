"""The tree, recomputed from its leaves and compared with what is stored of it. Pure; what grows it is other code.

1. Leaf hashes come in order, in two versions: recomputed from the leaves' bytes, and as stored. Where both agree, which
   is everywhere in a sound store, nothing is done twice.
2. 16 hashes of one level have the root of their subtree on the next one; it is compared with the stored one, if any.
   Where it differs, the stored version of the 16 is tried: the one that leads to the stored root is gone on with. So
   one change shows where it was made, and not again in everything above it.
3. The root of any size is folded from the unfinished rows of all levels, at most 15 hashes each: memory grows with the
   levels alone.
4. An unknown hash (of a record that is missing) makes unknown what stands above it; there the stored roots are taken.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from capture_gateway.ledger.merkle import node_hash

WIDTH = 16
"""Subtrees of one level below one of the next: level l has the roots over 16 ** l leaves."""
UNKNOWN = b""

Stored = Callable[[int, int], bytes | None]
"""(level, number) -> the subtree that is stored; None where there is none."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A subtree that is not what its leaves make it; `found` None: it is missing."""

    level: int
    number: int
    expected: bytes
    found: bytes | None


class Recomputed:
    """The tree over the leaves so far. `wanted`: the sizes whose roots are asked for afterwards."""

    def __init__(self, stored: Stored, wanted: Sequence[int] = ()) -> None:
        self._stored = stored
        self._levels: list[_Row] = [_Row()]
        self._wanted = sorted(set(wanted), reverse=True)
        self.size = 0
        self.wrong: list[Wrong] = []
        """What was found since it was last emptied."""
        self._roots: dict[int, tuple[bytes, bytes]] = {}
        self._note_roots()

    def extend(self, computed: Sequence[bytes], stored: Sequence[bytes]) -> None:
        """More leaf hashes, recomputed and as stored."""
        at = 0
        while at < len(computed):
            until = min(len(computed), at + WIDTH - len(self._levels[0].computed))
            if self._wanted:
                until = min(until, at + self._wanted[-1] - self.size)
            self._levels[0].extend(computed[at:until], stored[at:until])
            self.size += until - at
            at = until
            self._note_roots()  # before the row is finished: the tree's shape is the same
            self._finish()

    def roots(self) -> Mapping[int, tuple[bytes, bytes]]:
        """Each wanted size that was reached -> its root: recomputed, and by the stored hashes."""
        return self._roots

    def peaks(self) -> Sequence[tuple[bytes, bytes]]:
        """The roots of the perfect subtrees of today's tree, the largest first: what its frontier holds."""
        return list(self._peaks())

    def _finish(self) -> None:
        level = 0
        while len(self._levels[level].computed) == WIDTH:
            row = self._levels[level]
            number, parent = row.finished, row.parent()
            found = self._stored(level + 1, number)
            if found is None:
                self.wrong.append(Wrong(level + 1, number, parent[0], None))
            elif found != parent[0]:
                if found == parent[1] or parent[0] == UNKNOWN:
                    parent = (found, found)
                else:
                    self.wrong.append(Wrong(level + 1, number, parent[0], found))
            level += 1
            if level == len(self._levels):
                self._levels.append(_Row())
            self._levels[level].extend([parent[0]], [parent[0] if found is None else found])

    def _note_roots(self) -> None:
        while self._wanted and self._wanted[-1] <= self.size:
            self._roots[self._wanted.pop()] = self._root()

    def _root(self) -> tuple[bytes, bytes]:
        *larger, (computed, stored) = [*self._peaks()] or [(sha256().digest(),) * 2]
        for one, other in reversed(larger):
            computed, stored = _node(one, computed), _node(other, stored)
        return computed, stored

    def _peaks(self) -> Iterator[tuple[bytes, bytes]]:
        for row in reversed(self._levels):
            start, count = 0, len(row.computed)
            while start < count:
                width = 1 << (count - start).bit_length() - 1
                end = start + width
                yield perfect(row.computed[start:end]), perfect(row.stored[start:end])
                start = end


class _Row:
    """The unfinished row of one level: fewer than 16 hashes."""

    __slots__ = ("computed", "finished", "stored")

    def __init__(self) -> None:
        self.computed: list[bytes] = []
        self.stored: list[bytes] = []
        self.finished = 0
        """Rows before this one."""

    def extend(self, computed: Sequence[bytes], stored: Sequence[bytes]) -> None:
        self.computed += computed
        self.stored += stored

    def parent(self) -> tuple[bytes, bytes]:
        """The roots over the full row, which begins anew."""
        computed = perfect(self.computed)
        found = computed, computed if self.computed == self.stored else perfect(self.stored)
        self.computed, self.stored = [], []
        self.finished += 1
        return found


def perfect(row: Sequence[bytes]) -> bytes:
    """The root over 2**n hashes; unknown when one is."""
    if UNKNOWN in row:
        return UNKNOWN
    while len(row) > 1:
        pairs = iter(row)
        row = [sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=True)]
    return row[0]


def _node(left: bytes, right: bytes) -> bytes:
    return node_hash(left, right) if left and right else UNKNOWN

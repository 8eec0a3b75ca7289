"""Proofs over the tree: that an entry is in it, and that it only grew. Made and verified; RFC 9162 section 2.1. Pure.

1. An inclusion proof is the roots beside the way from a leaf up to the root, the lowest first (2.1.3.1): at each height
   that of the neighbor, and once, where the tree is ragged at its right edge, that of all to the right of it.
2. A consistency proof is the roots from which both an older root and a newer one can be computed (2.1.4.1).
3. Both are made of the roots of complete subtrees of 1, 16, 256, … leaves, sixteen of a level at a time, all read at
   once: about twice sixteen for each level. So a proof costs the same wherever the leaf stands.
4. They are verified by the RFC's own steps (2.1.3.2, 2.1.4.2), which know nothing of how they were made.
5. A proof file (https://c2sp.org/tlog-proof) is an inclusion proof and the signed checkpoint that it leads to, as text:
   what one entry needs to be verified offline.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, Self

from capture_gateway.ledger.checkpoint import LARGEST
from capture_gateway.ledger.merkle import HASH_SIZE, node_hash, root_of
from capture_gateway.ledger.note import Refused, base64_of

_HEADER = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")
BITS = 4
"""Heights of the tree between two levels whose hashes are stored: what is read for a proof, and hashed, is least so."""
_HIGHEST = 63
"""Hashes that a proof can have at most, in a tree of `LARGEST` leaves."""


class Span(NamedTuple):
    """Hashes in a row: the roots of complete subtrees of 16**`level` leaves, `width` of them from number `first` on."""

    level: int
    first: int
    width: int


class Hashes(Protocol):
    """Where the tree's hashes are read."""

    def __call__(self, spans: Sequence[Span], /) -> Sequence[Sequence[bytes]]:
        """The hashes of each span in order: all of them, or an exception."""


@dataclass(frozen=True, slots=True)
class Proof:
    """An entry's place, the way from its hash to the root, and the signed checkpoint of that root."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: str
    """The published note, verbatim."""

    def text(self) -> str:
        """The proof file."""
        path = [b64encode(one).decode() for one in self.path]
        return "\n".join([_HEADER, f"index {self.index}", *path, "", self.checkpoint])

    @classmethod
    def parse(cls, text: str) -> Self:
        """What a proof file says; its extra line, which nothing vouches for, is read over. Refused when it is none."""
        head, empty, checkpoint = text.partition("\n\n")
        header, *lines = head.split("\n")
        if header != _HEADER or not empty:
            raise Refused(f"it is no proof: it does not begin with {_HEADER}, or has no checkpoint.")
        if lines and lines[0].startswith("extra ") and base64_of(lines.pop(0).removeprefix("extra ")) is None:
            raise Refused("it is no proof: its extra line is no base64.")
        index = _INDEX.fullmatch(lines[0]) if lines else None
        if index is None or int(index[1]) >= LARGEST:
            raise Refused("it is no proof: it does not say the index of an entry.")
        path = tuple([base64_of(line) or b"" for line in lines[1:]])
        if len(path) > _HIGHEST or any(len(one) != HASH_SIZE for one in path):
            raise Refused("it is no proof: what follows the index are no hashes, or too many.")
        return cls(int(index[1]), path, checkpoint)


def root(hashes: Hashes, size: int) -> bytes:
    """The root of the first `size` leaves."""
    return _roots(hashes, size, [(0, size)])[0]


def inclusion(hashes: Hashes, index: int, size: int) -> tuple[bytes, ...]:
    """The proof that leaf `index` is in the tree of the first `size` leaves. IndexError when it is not."""
    if not 0 <= index < size:
        raise IndexError(f"a tree of {size} leaves has no leaf {index}")
    path = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _left(end - start)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    return _roots(hashes, size, path[::-1])


def consistency(hashes: Hashes, old: int, new: int) -> tuple[bytes, ...]:
    """The proof that the tree of `new` leaves begins with that of `old`. IndexError when it has fewer.

    Empty when both are the same, or the old one is empty: there is nothing to prove.
    """
    if not 0 <= old <= new:
        raise IndexError(f"a tree of {new} leaves did not grow from one of {old}")
    if old in {0, new}:
        return ()
    path = []
    start, end = 0, new
    while old != end:
        middle = start + _left(end - start)
        if old <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    if start:  # else the old tree is a complete subtree, whose root the verifier has
        path.append((start, end))
    return _roots(hashes, new, path[::-1])


def is_included(leaf: bytes, index: int, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the entry of this leaf hash stands at `index` in the tree of `size` leaves and this root (2.1.3.2)."""
    if not 0 <= index < size:
        return False
    number, last, found = index, size - 1, leaf
    for one in path:
        if last == 0:
            return False
        if number & 1 or number == last:
            found = node_hash(one, found)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            found = node_hash(found, one)
        number, last = number >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the tree of `new` leaves and its root begins with that of `old` leaves and its root (2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old == new:
        return not path and old_root == new_root
    if old == 0:
        return not path and old_root == root_of(())
    rest = list(reversed(path))
    if old & (old - 1) == 0:
        rest.append(old_root)
    if not rest:
        return False
    number, last = old - 1, new - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    before = after = rest.pop()
    while rest:
        if last == 0:
            return False
        one = rest.pop()
        if number & 1 or number == last:
            before, after = node_hash(one, before), node_hash(one, after)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            after = node_hash(after, one)
        number, last = number >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root


def _roots(hashes: Hashes, size: int, parts: Sequence[tuple[int, int]]) -> tuple[bytes, ...]:
    """The roots over these parts (from leaf, to leaf) of a tree of `size` leaves."""
    places = [[_place(*subtree) for subtree in _subtrees(*part)] for part in parts]
    spans = {
        (level, first): Span(level, first, min((size >> BITS * level) - first, 1 << BITS))
        for part in places
        for level, first, _, _ in part
    }
    read = dict(zip(spans, hashes([*spans.values()]), strict=True))
    found = []
    for part in places:
        roots = [_complete(read[level, first][at : at + count]) for level, first, at, count in part]
        whole = roots.pop() if roots else root_of(())
        while roots:
            whole = node_hash(roots.pop(), whole)
        found.append(whole)
    return tuple(found)


def _subtrees(start: int, end: int) -> Iterator[tuple[int, int]]:
    """(height, number) of the complete subtrees of the leaves from `start` to `end`, largest first."""
    while start < end:
        height = (end - start).bit_length() - 1
        yield height, start >> height
        start += 1 << height


def _place(height: int, number: int) -> tuple[int, int, int, int]:
    """Of which hashes a complete subtree is made: level, first of the 16 that are read, which of them, how many."""
    level, within = divmod(height, BITS)
    number <<= within
    at = number % (1 << BITS)
    return level, number - at, at, 1 << within


def _complete(row: Sequence[bytes]) -> bytes:
    """The root over hashes of one height, as many as a power of two."""
    while len(row) > 1:
        pairs = iter(row)
        row = [node_hash(left, right) for left, right in zip(pairs, pairs, strict=True)]
    return row[0]


def _left(size: int) -> int:
    """The leaves in the left half of a tree of `size` leaves: the largest power of two below it."""
    return 1 << (size - 1).bit_length() - 1

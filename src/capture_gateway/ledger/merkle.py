"""The Merkle tree of RFC 9162 section 2.1 (the tree of RFC 6962, unchanged) with SHA-256. Pure functions of bytes.

1. A leaf's hash is SHA-256(0x00 || leaf bytes); a node's is SHA-256(0x01 || left || right). The prefixes keep a node
   from passing for a leaf (section 2.1.1).
2. The root of no leaves is SHA-256 of nothing, e3b0c442…b855.
3. The root of n > 1 leaves is the node over the root of the first k and the root of the other n - k, where k is the
   largest power of two smaller than n.
4. So n leaves are a row of perfect subtrees, one for every set bit of n, the largest first: the frontier. It is all
   that appending needs (at most 64 hashes), and new leaves join equal neighbors from the right.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

HASH_SIZE = 32
_SIZE_BYTES = 8
# hashlib gives up the interpreter lock for more bytes than this at once, and getting it back costs more than the hash.
_KEEPS_THE_LOCK = 2047


def leaf_hash(leaf: bytes) -> bytes:
    """The 32 byte hash of one entry's bytes."""
    digest = sha256(b"\x00")
    for start in range(0, len(leaf), _KEEPS_THE_LOCK):
        digest.update(leaf[start : start + _KEEPS_THE_LOCK])
    return digest.digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The 32 byte hash of the node over two 32 byte hashes."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """A tree of `size` leaves: the roots of its perfect subtrees, largest first. ValueError when the two disagree."""

    size: int = 0
    subtrees: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        expected = self.size.bit_count()
        if len(self.subtrees) != expected:
            raise ValueError(f"a tree of {self.size} leaves has {expected} perfect subtrees, not {len(self.subtrees)}")

    def append(self, leaf: bytes) -> Self:
        """The tree with one more leaf, given by its leaf hash."""
        return self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> Self:
        """The tree with more leaves, given by their leaf hashes in order. About one node hash a leaf."""
        return self.grown(list(leaves))[0]

    def grown(self, leaves: Sequence[bytes]) -> tuple[Self, list[Sequence[bytes]]]:
        """`extend`, and the roots of the complete subtrees that came to be: of 2**h leaves at index h.

        Subtrees of one height are numbered from the left; the first new one is number `size >> h`.
        """
        waiting = list(self.subtrees)
        rightmost: list[bytes] = []
        rows: list[Sequence[bytes]] = []
        row = leaves
        while row:
            merging = [waiting.pop(), *row] if self.size >> len(rows) & 1 else row
            if len(merging) & 1:
                rightmost.append(merging[-1])
            rows.append(row)
            pairs = iter(merging)
            row = [sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=False)]
        return type(self)(self.size + len(leaves), (*waiting, *reversed(rightmost))), rows

    def root(self) -> bytes:
        """The 32 byte root of the whole tree."""
        if not self.subtrees:
            return sha256().digest()
        *larger, root = self.subtrees
        for subtree in reversed(larger):
            root = node_hash(subtree, root)
        return root

    def to_bytes(self) -> bytes:
        """The size as 8 bytes, big-endian, then the subtrees of 32 bytes each."""
        return self.size.to_bytes(_SIZE_BYTES, "big") + b"".join(self.subtrees)

    @classmethod
    def from_bytes(cls, value: bytes) -> Self:
        """What `to_bytes` wrote. ValueError when it cannot have written this."""
        size, subtrees = value[:_SIZE_BYTES], value[_SIZE_BYTES:]
        if len(size) != _SIZE_BYTES or len(subtrees) % HASH_SIZE:
            raise ValueError(f"{len(value)} bytes are no frontier")
        starts = range(0, len(subtrees), HASH_SIZE)
        return cls(int.from_bytes(size, "big"), tuple(subtrees[start : start + HASH_SIZE] for start in starts))


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaf hashes, in order."""
    return Frontier().extend(leaves).root()

"""The tree and its proofs by the recursive definitions of RFC 6962 section 2.1: slow, and easy to believe."""

import hashlib
from collections.abc import Sequence

from capture_gateway.ledger.merkle import root_of
from capture_gateway.ledger.proofs import Span


def half(size: int) -> int:
    """The largest power of two smaller than `size`."""
    k = 1
    while k * 2 < size:
        k *= 2
    return k


def mth(leaves: Sequence[bytes]) -> bytes:
    """Merkle tree hash of leaf hashes."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = half(len(leaves))
    return hashlib.sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path(m: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH(m, D[n]): the audit path of leaf m."""
    if len(leaves) == 1:
        return []
    k = half(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def proof(m: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PROOF(m, D[n]): that the tree begins with its first m leaves, 0 < m < n."""
    return _subproof(m, leaves, known=True)


def _subproof(m: int, leaves: Sequence[bytes], *, known: bool) -> list[bytes]:
    if m == len(leaves):
        return [] if known else [mth(leaves)]
    k = half(len(leaves))
    if m <= k:
        return [*_subproof(m, leaves[:k], known=known), mth(leaves[k:])]
    return [*_subproof(m - k, leaves[k:], known=False), mth(leaves[:k])]


class Stored:
    """Hashes of a tree in memory, as a store would give them; counts what it was asked for."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._levels = [list(leaves)]
        while len(self._levels[-1]) >= 16:
            row = self._levels[-1]
            self._levels.append([root_of(row[start : start + 16]) for start in range(0, len(row) // 16 * 16, 16)])
        self.asked: list[Sequence[Span]] = []

    def __call__(self, spans: Sequence[Span], /) -> list[list[bytes]]:
        self.asked.append(spans)
        found = [self._levels[level][first : first + width] for level, first, width in spans]
        assert [len(one) for one in found] == [span.width for span in spans], "read beyond the tree"
        return found

"""The tree against known roots, and against the RFC's own recursive definition."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.ledger.merkle import Frontier, leaf_hash, node_hash, root_of
from tests.ledger.by_definition import mth

# The entries and roots that Certificate Transparency's implementations have shared since RFC 6962.
ENTRIES = [
    bytes.fromhex(entry)
    for entry in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

hashes = st.lists(st.binary(min_size=32, max_size=32), max_size=300)


@pytest.mark.parametrize("size", range(len(ROOTS)))
def test_roots_are_those_of_certificate_transparency(size: int) -> None:
    assert root_of(leaf_hash(entry) for entry in ENTRIES[:size]).hex() == ROOTS[size]


def test_a_node_cannot_pass_for_a_leaf() -> None:
    left, right = leaf_hash(b"left"), leaf_hash(b"right")
    assert leaf_hash(left + right) != node_hash(left, right)


@given(hashes)
def test_root_is_the_recursive_definition(leaves: list[bytes]) -> None:
    assert root_of(leaves) == mth(leaves)


@given(hashes, st.lists(st.integers(0, 300), max_size=5))
def test_how_leaves_were_batched_does_not_matter(leaves: list[bytes], cuts: list[int]) -> None:
    edges = [0, *sorted(min(cut, len(leaves)) for cut in cuts), len(leaves)]
    frontier = Frontier()
    for start, end in itertools.pairwise(edges):
        frontier = frontier.extend(leaves[start:end])
    assert frontier == Frontier().extend(leaves)
    assert frontier.size == len(leaves)


@given(hashes)
def test_one_by_one_equals_all_at_once(leaves: list[bytes]) -> None:
    frontier = Frontier()
    for leaf in leaves:
        frontier = frontier.append(leaf)
    assert frontier == Frontier().extend(leaves)


@given(hashes, st.integers(0, 300))
def test_growth_tells_every_subtree_that_it_completes(leaves: list[bytes], cut: int) -> None:
    """Those before and those after are all there are, each once, in order."""
    before, rows = Frontier().grown(leaves[:cut])
    after, more = before.grown(leaves[cut:])
    assert after == Frontier().extend(leaves)
    for height in range(9):
        grown = [*(rows[height] if height < len(rows) else []), *(more[height] if height < len(more) else [])]
        starts = range(0, len(leaves) >> height << height, 1 << height)
        assert grown == [mth(leaves[start : start + (1 << height)]) for start in starts]


def test_extending_leaves_the_old_tree_as_it_was() -> None:
    old = Frontier().extend([leaf_hash(b"a"), leaf_hash(b"b"), leaf_hash(b"c")])
    kept = old.to_bytes()
    assert old.append(leaf_hash(b"d")).size == 4
    assert old.to_bytes() == kept


@given(hashes)
def test_bytes_round_trip(leaves: list[bytes]) -> None:
    frontier = Frontier().extend(leaves)
    assert Frontier.from_bytes(frontier.to_bytes()) == frontier


def test_bytes_are_the_size_and_the_subtrees_largest_first() -> None:
    one, two, three = (leaf_hash(entry) for entry in ENTRIES[:3])
    assert Frontier().extend([one, two, three]).to_bytes() == bytes(7) + b"\x03" + node_hash(one, two) + three


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (b"", "0 bytes are no frontier"),
        (bytes(7), "7 bytes are no frontier"),
        (bytes(7) + b"\x01" + bytes(31), "39 bytes are no frontier"),
        (bytes(7) + b"\x01", "a tree of 1 leaves has 1 perfect subtrees, not 0"),
        (bytes(7) + b"\x02" + bytes(64), "a tree of 2 leaves has 1 perfect subtrees, not 2"),
    ],
)
def test_bytes_that_no_frontier_wrote_are_refused(value: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        Frontier.from_bytes(value)

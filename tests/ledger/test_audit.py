"""The tree recomputed: the same as it was grown, and a change found where it was made."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.ledger.audit import WIDTH, Recomputed, Wrong, perfect
from capture_gateway.ledger.merkle import Frontier, leaf_hash, root_of

SIZES = (0, 1, 2, 15, 16, 17, 31, 255, 256, 257, 4095, 4096, 4100)
LEAVES = [leaf_hash(number.to_bytes(4, "big")) for number in range(max(SIZES))]

Key = tuple[int, int]


def stored(size: int) -> dict[Key, bytes]:
    """Every complete subtree, by another way."""
    found: dict[Key, bytes] = {}
    level, width = 1, WIDTH
    while width <= size:
        for number in range(size // width):
            found[level, number] = root_of(LEAVES[number * width : (number + 1) * width])
        level, width = level + 1, width * WIDTH
    return found


def walked(subtrees: dict[Key, bytes], computed: list[bytes], kept: list[bytes], *wanted: int) -> Recomputed:
    tree = Recomputed(lambda level, number: subtrees.get((level, number)), [*wanted, len(computed)])
    for start in range(0, len(computed), 1_000):
        tree.extend(computed[start : start + 1_000], kept[start : start + 1_000])
    return tree


@pytest.mark.parametrize("size", SIZES)
def test_the_root_and_the_frontier_are_those_of_the_leaves(size: int) -> None:
    tree = walked(stored(size), LEAVES[:size], LEAVES[:size])
    frontier = Frontier().extend(LEAVES[:size])
    assert tree.roots()[size] == (frontier.root(), frontier.root())
    assert tuple(one for one, _ in tree.peaks()) == frontier.subtrees
    assert tree.wrong == []


@given(st.lists(st.integers(0, 300), max_size=8))
def test_the_root_of_every_size_that_was_asked_for_is_known(sizes: list[int]) -> None:
    tree = walked(stored(300), LEAVES[:300], LEAVES[:300], *sizes)
    assert {size: root[0] for size, root in tree.roots().items()} == {
        size: root_of(LEAVES[:size]) for size in {*sizes, 300}
    }


@given(st.integers(0, 599), st.integers(300, 600))
def test_a_changed_leaf_leaves_the_tree_as_it_is_stored(at: int, size: int) -> None:
    """What is wrong is the leaf, whose stored hash tells it; nothing above it is."""
    at %= size
    computed = [*LEAVES[:size]]
    computed[at] = leaf_hash(b"forged")
    tree = walked(stored(size), computed, LEAVES[:size])
    assert tree.wrong == []
    assert root_of(LEAVES[:size]) in tree.roots()[size]


def test_a_leaf_that_was_changed_with_its_hash_is_found_in_the_subtrees_above_it_alone() -> None:
    forged = [*LEAVES[:600]]
    forged[300] = leaf_hash(b"forged")
    tree = walked(stored(600), forged, forged)
    assert [(one.level, one.number) for one in tree.wrong] == [(1, 18)]
    assert root_of(LEAVES[:600]) == tree.roots()[600][1]


@given(st.sampled_from(sorted(stored(300))))
def test_a_changed_subtree_is_found_where_it_is_and_nowhere_else(key: Key) -> None:
    subtrees = stored(300)
    expected, subtrees[key] = subtrees[key], sha256(b"forged").digest()
    tree = walked(subtrees, LEAVES[:300], LEAVES[:300])
    assert tree.wrong == [Wrong(*key, expected, subtrees[key])]
    assert tree.roots()[300][0] == root_of(LEAVES[:300])


def test_a_missing_subtree_is_found() -> None:
    subtrees = stored(300)
    expected = subtrees.pop((1, 7))
    assert walked(subtrees, LEAVES[:300], LEAVES[:300]).wrong == [Wrong(1, 7, expected, None)]


def test_a_missing_leaf_makes_nothing_above_it_wrong() -> None:
    unknown = [*LEAVES[:300]]
    unknown[40] = b""
    tree = walked(stored(300), unknown, unknown)
    assert tree.wrong == []
    assert tree.roots()[300][0] == root_of(LEAVES[:300])


def test_the_root_over_an_unknown_hash_is_unknown() -> None:
    assert perfect([LEAVES[0], b""]) == b""
    assert perfect(LEAVES[:4]) == root_of(LEAVES[:4])

"""Proofs against the RFC's own recursive definitions, and every way to tamper with one."""

import itertools
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from capture_gateway.ledger import proofs
from capture_gateway.ledger.merkle import leaf_hash, root_of
from capture_gateway.ledger.note import Refused
from capture_gateway.ledger.proofs import Proof, is_consistent, is_included
from tests.ledger.by_definition import Stored, mth, path, proof

LEAVES = [leaf_hash(str(number).encode()) for number in range(4400)]
STORED = Stored(LEAVES)
LARGEST = 2**63 - 1

# Each one is slow by definition, and those around powers of 16 are the odd ones.
sizes = st.integers(1, 300) | st.sampled_from([4095, 4096, 4097, 4352, 4368])


@st.composite
def places(draw: st.DrawFn) -> tuple[int, int]:
    """A number, and a size above it."""
    size = draw(sizes)
    return draw(st.integers(0, size - 1)), size


@given(sizes)
@example(0)
def test_the_root_of_any_size_is_that_of_the_definition(size: int) -> None:
    assert proofs.root(STORED, size) == mth(LEAVES[:size])


@settings(max_examples=50)
@given(places())
def test_an_inclusion_proof_is_that_of_the_definition_and_holds(place: tuple[int, int]) -> None:
    index, size = place
    made = proofs.inclusion(STORED, index, size)
    assert list(made) == path(index, LEAVES[:size])
    assert is_included(LEAVES[index], index, size, root_of(LEAVES[:size]), made)


@settings(max_examples=50)
@given(places())
def test_a_consistency_proof_is_that_of_the_definition_and_holds(place: tuple[int, int]) -> None:
    old, new = place
    made = proofs.consistency(STORED, old, new)
    if old:
        assert list(made) == proof(old, LEAVES[:new])
    assert is_consistent(old, root_of(LEAVES[:old]), new, root_of(LEAVES[:new]), made)


def test_every_proof_of_small_trees_holds_and_no_other_does() -> None:
    """Every index and size as claimed against every index and size as made."""
    roots = [root_of(LEAVES[:size]) for size in range(12)]
    for size in range(1, 12):
        for index in range(size):
            made = proofs.inclusion(STORED, index, size)
            for claimed, there in itertools.product(range(-1, 13), range(12)):
                expected = claimed == index and there == size
                assert is_included(LEAVES[index], claimed, there, roots[there], made) == expected
        for old in range(size + 1):
            made = proofs.consistency(STORED, old, size)
            for claimed in range(size + 1):
                assert is_consistent(claimed, roots[old], size, roots[size], made) == (claimed == old)


@settings(max_examples=50)
@given(places(), st.data())
def test_no_changed_proof_holds(place: tuple[int, int], data: st.DataObject) -> None:
    index, size = place
    root, before = root_of(LEAVES[:size]), root_of(LEAVES[:index])
    made = {"inclusion": proofs.inclusion(STORED, index, size), "consistency": proofs.consistency(STORED, index, size)}
    for kind, true in made.items():
        at = data.draw(st.integers(0, len(true)))
        wrong = data.draw(st.sampled_from(["added", "gone", "flipped"]))
        path = [*true]
        if wrong == "added":
            path.insert(at, LEAVES[0])
        elif at == len(true):
            continue
        elif wrong == "gone":
            del path[at]
        else:
            path[at] = bytes([path[at][0] ^ 1]) + path[at][1:]
        if kind == "inclusion":
            assert not is_included(LEAVES[index], index, size, root, path)
        else:
            assert not is_consistent(index, before, size, root, path)


def test_a_path_that_leads_beyond_the_root_proves_nothing() -> None:
    """Even where the claimed root was made for it."""
    left, root, beyond = LEAVES[9], root_of(LEAVES[:4]), root_of([LEAVES[9], root_of(LEAVES[:4])])
    for index in range(4):
        made = proofs.inclusion(STORED, index, 4)
        assert is_included(LEAVES[index], index, 4, root, made)
        assert not is_included(LEAVES[index], index, 4, beyond, (*made, left))
    for old in (1, 2, 3):
        made, before = proofs.consistency(STORED, old, 4), root_of(LEAVES[:old])
        assert is_consistent(old, before, 4, root, made)
        assert not is_consistent(old, before, 4, beyond, (*made, left))
        assert not is_consistent(old, root_of([left, before]), 4, beyond, (*made, left))


@pytest.mark.parametrize("other", [b"", bytes(32)], ids=["short", "zeros"])
def test_other_hashes_are_not_proved(other: bytes) -> None:
    included, grown = proofs.inclusion(STORED, 5, 11), proofs.consistency(STORED, 6, 11)
    old, new = root_of(LEAVES[:6]), root_of(LEAVES[:11])
    assert not is_included(other, 5, 11, new, included)
    assert not is_included(LEAVES[5], 5, 11, other, included)
    assert not is_consistent(6, other, 11, new, grown)
    assert not is_consistent(6, old, 11, other, grown)


def test_a_tree_that_did_not_grow_has_nothing_to_prove_and_still_one_root() -> None:
    root, other = root_of(LEAVES[:4]), root_of(LEAVES[:5])
    assert is_consistent(4, root, 4, root, ())
    assert not is_consistent(4, root, 4, other, ())
    assert not is_consistent(4, root, 4, root, [root])
    assert is_consistent(0, root_of(()), 4, root, ())
    assert not is_consistent(0, root, 4, root, ())
    assert not is_consistent(5, other, 4, root, ())
    assert not is_consistent(3, root_of(LEAVES[:3]), 4, root, ())


@pytest.mark.parametrize(("index", "size"), [(-1, 4), (4, 4), (0, 0)])
def test_there_is_no_proof_of_a_leaf_outside(index: int, size: int) -> None:
    with pytest.raises(IndexError):
        proofs.inclusion(STORED, index, size)


@pytest.mark.parametrize(("old", "new"), [(-1, 4), (5, 4)])
def test_there_is_no_proof_of_a_tree_that_shrank(old: int, new: int) -> None:
    with pytest.raises(IndexError):
        proofs.consistency(STORED, old, new)


@given(places())
def test_a_proof_reads_at_once_and_little(place: tuple[int, int]) -> None:
    """So its cost grows with the levels of the tree, not with the leaves."""
    STORED.asked.clear()
    proofs.inclusion(STORED, *place)
    (spans,) = STORED.asked
    assert len(spans) <= 2 * 4
    assert all(span.width <= 16 and span.first % 16 == 0 for span in spans)


CHECKPOINT = "ex.com/log\n5\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— ex.com/log AAAAAAA=\n"


@given(st.integers(0, LARGEST - 1), st.lists(st.binary(min_size=32, max_size=32), max_size=63))
def test_a_proof_file_reads_back(index: int, path: list[bytes]) -> None:
    made = Proof(index, tuple(path), CHECKPOINT)
    assert Proof.parse(made.text()) == made


def test_a_proof_file_is_that_of_the_specification() -> None:
    made = Proof(3, (bytes(32),), CHECKPOINT)
    hash_line = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    assert made.text() == f"c2sp.org/tlog-proof@v1\nindex 3\n{hash_line}\n\n{CHECKPOINT}"
    assert Proof.parse(made.text().replace("index", "extra AAAA\nindex")) == made


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("proof@v1", "proof@v2", "does not begin with"),
        ("\n\nex", "\nex", "what follows the index"),
        ("\n\n", "\n", "has no checkpoint"),
        ("index 3", "index 03", "the index"),
        ("index 3", "index -3", "the index"),
        ("index 3", "index ٣", "the index"),
        ("index 3", "index  3", "the index"),
        ("index 3", f"index {LARGEST}", "the index"),
        ("index 3", "extra AAAA", "the index"),
        ("index 3", "extra A\nindex 3", "extra line"),
        ("index 3\n", "index 3\nindex 3\n", "no hashes"),
        ("AAA=\n\nex", "AAB=\n\nex", "no hashes"),
        ("AAA=\n\nex", "AAA\n\nex", "no hashes"),
        ("AAA=\n\nex", "AAA= \n\nex", "no hashes"),
        ("AAA=\n\nex", "AAA=" + f"\n{'A' * 43}=" * 63 + "\n\nex", "too many"),
    ],
)  # fmt: skip
def test_what_is_no_proof_file_is_refused(old: str, new: str, message: str) -> None:
    text = Proof(3, (bytes(32),), CHECKPOINT).text()
    assert old in text
    with pytest.raises(Refused, match=re.escape(message)):
        Proof.parse(text.replace(old, new))

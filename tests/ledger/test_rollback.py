"""Yesterday's tree beside today's checkpoint, and everything that only looks like it."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from capture_gateway.ledger import rollback
from capture_gateway.ledger.checkpoint import Checkpoint, signed
from capture_gateway.ledger.merkle import leaf_hash, root_of
from capture_gateway.ledger.note import Signer
from capture_gateway.ledger.rollback import Name, Tree

ORIGIN, NEXT, LOST = "log.example/ledger", "log.example/ledger/2", "log.example/ledger/3"
OLD, NEW, ELSE = (Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in (1, 2, 3))
LEAVES = [leaf_hash(bytes([number])) for number in range(9)]


def root(size: int) -> bytes:
    assert size <= 5
    return root_of(LEAVES[:size])


def seen(size: int, *, origin: str = ORIGIN, by: Ed25519PrivateKey = NEW, leaves: list[bytes] = LEAVES) -> str:
    return signed(Checkpoint(origin, size, root_of(leaves[:size])), [Signer(origin, by)])


def public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


TREE = Tree(5, root, [Name(ORIGIN)], [Signer(ORIGIN, OLD).key], [public(NEW)])
RENAMED = replace(TREE, names=[Name(ORIGIN), Name(NEXT, after=seen(7))])


@pytest.mark.parametrize(
    ("published", "tree", "state", "missing"),
    [
        (None, TREE, "fine", 0),
        (seen(0), TREE, "fine", 0),
        (seen(3), TREE, "fine", 0),
        (seen(5), TREE, "fine", 0),
        (seen(5, by=OLD), TREE, "fine", 0),
        (seen(6), TREE, "behind", 1),
        (seen(9), TREE, "behind", 4),
        (seen(9), replace(TREE, size=0, names=[], keys=[]), "behind", 9),
        (seen(0), replace(TREE, size=0, names=[], keys=[]), "fine", 0),
        (seen(9, by=OLD), replace(TREE, size=0, names=[], keys=[]), "foreign", 0),
        (seen(5, leaves=LEAVES[1:]), TREE, "forked", 0),
        (seen(5, by=ELSE), TREE, "foreign", 0),
        (seen(3, origin="another.example/ledger"), TREE, "behind", 0),
        ("", TREE, "foreign", 0),
        ("not a note\n", TREE, "foreign", 0),
        (seen(5).replace("\n5\n", "\n4\n"), TREE, "foreign", 0),
        (seen(7), RENAMED, "fine", 0),
        (seen(8, origin=LOST), replace(TREE, names=[Name(ORIGIN), Name(NEXT, seen(8, origin=LOST))]), "fine", 0),
        (seen(2), RENAMED, "fine", 0),
        (seen(8), RENAMED, "behind", 1),
        (seen(5, origin=NEXT), RENAMED, "fine", 0),
        (seen(6, origin=NEXT), RENAMED, "behind", 1),
        (seen(6, origin=NEXT), TREE, "behind", 1),
    ],
)
def test_the_verdict(published: str | None, tree: Tree, state: str, missing: int) -> None:
    verdict = rollback.compare(published, tree)
    assert (verdict.state, verdict.missing) == (state, missing)
    assert bool(verdict.why) == (state != "fine")

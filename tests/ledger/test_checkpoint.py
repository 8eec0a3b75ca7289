"""Checkpoints: the specification's own example, what is none, and whose key counts."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.ledger import checkpoint, note
from capture_gateway.ledger.checkpoint import LARGEST, Checkpoint
from capture_gateway.ledger.note import Refused, Signer

# https://c2sp.org/tlog-checkpoint
EXAMPLE = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
ROOT = base64.b64decode("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
HEAD = Checkpoint("example.com/behind-the-sofa", 20852163, ROOT)

OURS, WITNESS = (
    Signer(name, Ed25519PrivateKey.from_private_bytes(name.encode().ljust(32)))
    for name in ("example.com/behind-the-sofa", "witness.example")
)


def test_the_example_of_the_specification() -> None:
    assert HEAD.text() == EXAMPLE
    assert Checkpoint.parse(EXAMPLE) == HEAD


@given(st.integers(0, LARGEST), st.binary(min_size=32, max_size=32))
def test_what_is_signed_is_opened(size: int, root: bytes) -> None:
    head = Checkpoint(OURS.name, size, root)
    assert checkpoint.opened(checkpoint.signed(head, [OURS]), [OURS.key]) == head


def test_extension_lines_are_read_over() -> None:
    made = note.signed(f"{EXAMPLE}something else\nand more\n", [OURS])
    assert checkpoint.opened(made, [OURS.key]) == HEAD


def test_only_a_key_of_the_origins_name_makes_it_a_checkpoint() -> None:
    made = checkpoint.signed(HEAD, [WITNESS])
    with pytest.raises(Refused, match=r"no known key of the log example\.com"):
        checkpoint.opened(made, [OURS.key, WITNESS.key])
    assert checkpoint.opened(checkpoint.signed(HEAD, [WITNESS, OURS]), [OURS.key, WITNESS.key]) == HEAD


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("20852163", "020852163"),
        ("20852163", "-1"),
        ("20852163", "+1"),
        ("20852163", " 1"),
        ("20852163", "1_0"),
        ("20852163", "٣"),
        ("20852163", "1.0"),
        ("20852163", str(LARGEST + 1)),
        ("20852163", "9" * 5_000),
        ("20852163\n", ""),
        ("20852163", ""),
        ("example.com/behind-the-sofa", ""),
        ("q2I=", "q2J="),
        ("q2I=", "q2I"),
        ("q2I=", "qw=="),
        ("q2I=\n", "q2I="),
        ("q2I=\n", "q2I=\n\n"),
        ("q2I=\n", "q2I=\nextension\n\n"),
    ],
)
def test_what_is_no_checkpoint_is_refused(old: str, new: str) -> None:
    assert old in EXAMPLE
    with pytest.raises(Refused, match="no checkpoint"):
        Checkpoint.parse(EXAMPLE.replace(old, new))

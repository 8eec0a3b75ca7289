"""Go's own packages accept what we publish, and refuse whatever was tampered with."""

import copy
import json
import shutil
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from capture_gateway.core import evidence
from capture_gateway.core.act import Intent
from capture_gateway.core.disclosure import digest
from capture_gateway.ledger import checkpoint, tiles
from capture_gateway.ledger.checkpoint import Checkpoint
from capture_gateway.ledger.merkle import leaf_hash, root_of
from capture_gateway.ledger.note import Signer
from capture_gateway.ledger.proofs import Proof, Span
from capture_gateway.ledger.tiles import ENTRIES, Tile
from capture_gateway.storage import tree
from tests.core.values import act
from tests.judging import Judge
from tests.ledger.by_definition import Stored
from tests.receipts import sample
from tests.storage.filled import RANDOM, fields_of
from tests.storage.grown import grow, leaf

ORIGIN = "consent.example/ledger"
OURS, OTHERS, NAMESAKE = (
    Signer(name, Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32))
    for number, name in enumerate((ORIGIN, "other.example/ledger", ORIGIN))
)
KEY = str(OURS.key)
SIZE = 4_400


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    database = grow(tmp_path_factory.mktemp("judged") / "e.db", SIZE)
    with database.reading() as connection:
        yield connection
    database.close()


def signed(size: int, root: bytes, signer: Signer = OURS) -> str:
    return checkpoint.signed(Checkpoint(ORIGIN, size, root), [signer])


def head(connection: Connection, size: int) -> str:
    return signed(size, tree.root(connection, size))


def published(folder: Path, size: int, note: str, read: Callable[[Tile], bytes]) -> Path:
    """All files of a log of `size` entries in `folder`."""
    for level in (ENTRIES, 0, 1, 2):
        number = 0
        while width := (tile := Tile(level, number)).widest(size):
            tile = Tile(level, number, width)
            file = folder / tile.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(read(tile))
            number += 1
    folder.mkdir(exist_ok=True)
    (folder / "checkpoint").write_text(note)
    return folder


def flip(raw: bytes, at: int) -> bytes:
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


def test_a_checkpoint_is_accepted_and_read_as_we_read_it(judge: Judge, connection: Connection) -> None:
    note = head(connection, SIZE)
    assert judge.checkpoint(KEY, note) == (True, f"{SIZE} {b64encode(tree.root(connection, SIZE)).decode()}")


def test_old_and_new_keys_may_sign_one_checkpoint(judge: Judge) -> None:
    note = checkpoint.signed(Checkpoint(ORIGIN, 5, bytes(32)), [NAMESAKE, OURS, OTHERS])
    assert judge.checkpoint(KEY, note)[0]
    assert judge.checkpoint(str(NAMESAKE.key), note)[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("4400", "4401"),
        ("4400", "04400"),
        ("4400", "-4400"),
        (ORIGIN + "\n", ORIGIN + "2\n"),
        ("=\n\n", "=\nmore\n\n"),
        ("— consent", "— content"),
        ("\n\n—", "\n—"),
    ],
)
def test_a_changed_checkpoint_is_refused(judge: Judge, connection: Connection, old: str, new: str) -> None:
    note = head(connection, SIZE)
    assert old in note
    assert not judge.checkpoint(KEY, note.replace(old, new))[0]


def test_a_checkpoint_of_another_key_is_refused(judge: Judge) -> None:
    assert not judge.checkpoint(KEY, signed(5, bytes(32), NAMESAKE))[0]
    assert not judge.checkpoint(str(OTHERS.key), signed(5, bytes(32), OTHERS))[0], "of another log"


@pytest.mark.parametrize(("index", "size"), [(0, 1), (0, SIZE), (4_095, 4_097), (4_399, SIZE), (256, 300)])
def test_inclusion_is_accepted(judge: Judge, connection: Connection, index: int, size: int) -> None:
    proof = Proof(index, tree.inclusion(connection, index, size), head(connection, size)).text()
    assert judge.inclusion(KEY, proof, leaf(index))[0]
    assert not judge.inclusion(KEY, proof, leaf(index + 1))[0]


def test_a_changed_proof_is_refused(judge: Judge, connection: Connection) -> None:
    index, size = 1_234, SIZE
    path, note = tree.inclusion(connection, index, size), head(connection, size)
    wrong = [
        Proof(index + 1, path, note),
        Proof(index, path[1:], note),
        Proof(index, (*path, path[0]), note),
        Proof(index, (*path[:3], flip(path[3], 0), *path[4:]), note),
        Proof(index, (path[1], path[0], *path[2:]), note),
        Proof(index, path, head(connection, size - 1)),
        Proof(index, path, signed(size, root_of([leaf_hash(leaf(index))]))),
        Proof(index, path, signed(size, tree.root(connection, size), NAMESAKE)),
    ]
    assert judge.inclusion(KEY, Proof(index, path, note).text(), leaf(index))[0]
    for proof in wrong:
        assert not judge.inclusion(KEY, proof.text(), leaf(index))[0]


@pytest.mark.parametrize(("old", "new"), [(1, 2), (16, 17), (255, 4_097), (4_096, SIZE), (3_333, SIZE), (7, 7)])
def test_growth_is_accepted_and_a_fork_refused(judge: Judge, connection: Connection, old: int, new: int) -> None:
    path, before, after = tree.consistency(connection, old, new), head(connection, old), head(connection, new)
    assert judge.consistency(KEY, before, after, path)[0]
    fork = signed(old, flip(tree.root(connection, old), 31))
    assert not judge.consistency(KEY, fork, after, path)[0]
    assert not judge.consistency(KEY, after, before, path)[0] or old == new
    assert not judge.consistency(KEY, before, after, (*path, bytes(32)))[0]
    if path:
        assert not judge.consistency(KEY, before, after, (flip(path[0], 0), *path[1:]))[0]
        assert not judge.consistency(KEY, before, after, path[:-1])[0]


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 4_096, SIZE])
def test_the_whole_log_is_accepted(judge: Judge, connection: Connection, tmp_path: Path, size: int) -> None:
    note = head(connection, size)
    folder = published(tmp_path / "log", size, note, lambda tile: tree.tile(connection, tile))
    assert judge.log(KEY, folder) == (True, f"{size} {note.splitlines()[2]}")


def test_a_log_of_seventy_thousand_has_tiles_of_three_levels(judge: Judge, tmp_path: Path) -> None:
    """The example of https://c2sp.org/tlog-tiles."""
    size = 70_000
    leaves = [b"%d" % number for number in range(size)]
    hashes = [leaf_hash(one) for one in leaves]
    stored = Stored(hashes)

    def read(tile: Tile) -> bytes:
        if tile.level == ENTRIES:
            return tiles.bundle(leaves[tile.first : tile.first + tile.width])
        return b"".join(stored([Span(2 * tile.level, tile.first, tile.width)])[0])

    folder = published(tmp_path / "log", size, signed(size, root_of(hashes)), read)
    assert judge.log(KEY, folder)[0]
    (folder / "tile/1/001.p/17").write_bytes(flip((folder / "tile/1/001.p/17").read_bytes(), 0))
    assert not judge.log(KEY, folder)[0]


@pytest.mark.parametrize(
    "file",
    ["tile/0/000", "tile/0/017.p/48", "tile/1/000.p/17", "tile/entries/000", "tile/entries/017.p/48"],
)
def test_a_changed_file_of_the_log_is_refused(judge: Judge, connection: Connection, tmp_path: Path, file: str) -> None:
    note = head(connection, SIZE)
    folder = published(tmp_path / "log", SIZE, note, lambda tile: tree.tile(connection, tile))
    raw = (folder / file).read_bytes()
    for wrong in (flip(raw, 5), flip(raw, len(raw) - 1), raw[:-32], raw + raw[-32:], b""):
        (folder / file).write_bytes(wrong)
        assert not judge.log(KEY, folder)[0]
    (folder / file).unlink()
    assert not judge.log(KEY, folder)[0]
    shutil.rmtree(folder)


# Everything that JSON writes in a way of its own, and what other encoders escape.
WORDS = 'Zeile\none\t“two”\\ \b\f\r\x01\x7f\u2028 </script> & "é" 😀'


@pytest.fixture(scope="module")
def receipt() -> dict[str, Any]:
    """That of the second of three records, made here by hand."""
    fields = fields_of(act(Intent.ASK), WORDS)
    fields |= {"disclosure.sha256": digest(WORDS), "disclosure.text": WORDS}
    made, private, salts = evidence.split(fields, RANDOM)
    leaves = [leaf_hash(b"{}"), leaf_hash(made), leaf_hash(b"{}")]
    proof = Proof(1, (leaves[0], leaves[2]), signed(3, root_of(leaves)))
    known = json.loads(private)
    disclosed = [
        {"name": name, "value": known[name], "salt": salts[16 * at : 16 * at + 16].hex()}
        for at, name in enumerate(sorted(known))
    ]
    return {
        "schema": "capture-gateway/receipt/1",
        "leaf": b64encode(made).decode(),
        "proof": proof.text(),
        "key": KEY,
        "disclosed": disclosed,
        "record": evidence.nested(fields, position=1, recorded_at=1),
    }


def test_a_receipt_is_accepted(judge: Judge, receipt: dict[str, Any]) -> None:
    assert judge.receipt(KEY, receipt) == (True, f"entry 1, {len(receipt['disclosed'])} values disclosed")


def test_a_receipt_may_disclose_less(judge: Judge, receipt: dict[str, Any]) -> None:
    less = copy.deepcopy(receipt)
    less["disclosed"] = [one for one in less["disclosed"] if one["name"] == "subject.address"]
    leaf = json.loads(b64decode(less["leaf"]))
    del leaf["commitments"]
    leaf["subject"] = {"address": less["disclosed"][0]["value"]}
    less["record"] = leaf | {"position": 1, "erased": True}
    assert not judge.receipt(KEY, less)[0], "who is named was not erased"
    del less["record"]["erased"]
    assert judge.receipt(KEY, less)[0]


def test_that_a_record_was_erased_is_accepted_where_it_is_proved(judge: Judge) -> None:
    gone = json.loads(sample.of(is_erased=True).to_bytes())
    key = gone["key"]
    assert judge.receipt(key, gone) == (True, "entry 5, 0 values disclosed")
    other = json.loads(sample.of(is_erased=True, erasing={"decision.annuls": ["another"]}).to_bytes())
    assert judge.receipt(key, other) == (False, "refused: it was not erased: the proof does not name it")
    assert not judge.receipt(key, gone | {"erasure": None})[0]
    assert not judge.receipt(key, gone | {"erasure": other["erasure"]})[0]
    for name in sorted(gone["erasure"]):
        assert (
            not judge.receipt(key, gone | {"erasure": gone["erasure"] | {name: gone[name]}})[0] or name in "schema key"
        )


GONE = object()
Change = tuple[tuple[str | int, ...], Any]
"""Where in a receipt, and what stands there then."""


def test_every_changed_value_of_a_receipt_is_refused(judge: Judge, receipt: dict[str, Any]) -> None:
    """Of `recorded_at` nothing is proved: it is the ledger's own, and stands in no leaf."""
    tried = 0
    for way, value in changes(receipt):
        wrong = copy.deepcopy(receipt)
        target: Any = wrong
        for step in way[:-1]:
            target = target[step]
        if value is GONE:
            del target[way[-1]]
        else:
            target[way[-1]] = value
        assert wrong != receipt
        assert not judge.receipt(KEY, wrong)[0], way
        tried += 1
    assert tried > 80


def changes(receipt: dict[str, Any]) -> Iterator[Change]:
    """One for everything that a receipt says."""
    spaced = b64decode(receipt["leaf"]).replace(b'":', b'": ', 1)
    yield from (((name,), GONE) for name in receipt)
    yield from (((name,), receipt[name].replace("e", "f", 1)) for name in ("schema", "leaf", "proof", "key"))
    yield ("leaf",), b64encode(spaced).decode()
    yield ("record", "position"), 2
    yield ("record", "more"), "said"
    yield ("record", "subject", "more"), "said"
    yield ("record", "sender"), {}
    yield ("disclosed",), [*receipt["disclosed"], receipt["disclosed"][0]]
    for at in range(len(receipt["disclosed"])):
        yield ("disclosed", at), GONE
        yield ("disclosed", at, "salt"), "0" * 32
        yield ("disclosed", at, "value"), ["another"]
        yield ("disclosed", at, "name"), "another"
    for outer, value in receipt["record"].items():
        yield from ((("record", outer, inner), "another") for inner in (value if isinstance(value, dict) else ()))
        if outer not in {"position", "recorded_at"}:
            yield ("record", outer), "another"


def test_words_are_those_of_their_digest(judge: Judge) -> None:
    """A record that says so of other words, though all of it is in the log."""
    fields = fields_of(act(Intent.ASK), WORDS) | {"disclosure.sha256": digest("other words")}
    made, private, salts = evidence.split(fields, RANDOM)
    known = json.loads(private)
    wrong = {
        "schema": "capture-gateway/receipt/1",
        "leaf": b64encode(made).decode(),
        "proof": Proof(0, (), signed(1, leaf_hash(made))).text(),
        "key": KEY,
        "disclosed": [
            {"name": name, "value": known[name], "salt": salts[16 * at : 16 * at + 16].hex()}
            for at, name in enumerate(sorted(known))
        ],
        "record": evidence.nested(fields, position=0, recorded_at=1),
    }
    assert judge.receipt(KEY, wrong) == (False, "refused: disclosure.sha256 is not that of the text")

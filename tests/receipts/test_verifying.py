"""Each step by a receipt that fails exactly there; then whatever else can be changed."""

import json
import re
from base64 import b64decode, b64encode
from dataclasses import replace
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from capture_gateway.core import evidence
from capture_gateway.ledger.note import Signer
from capture_gateway.receipts import strict, verifying
from capture_gateway.receipts.receipt import Disclosed, Receipt
from capture_gateway.receipts.verifying import Step, holds, verify
from tests.receipts import sample
from tests.receipts.sample import FIELDS, SIGNER, STRANGER

TRUSTED = frozenset({SIGNER.key})
RECEIPT = sample.of()
GONE = sample.of(is_erased=True)


def failed(receipt: Receipt | bytes) -> list[int]:
    """Numbers of the steps that do not hold, checked or not."""
    raw = receipt if isinstance(receipt, bytes) else receipt.to_bytes()
    return [step.number for step in verify(raw, TRUSTED) if step.outcome != "ok"]


def first(receipt: Receipt | bytes) -> Step:
    raw = receipt if isinstance(receipt, bytes) else receipt.to_bytes()
    return next(step for step in verify(raw, TRUSTED) if step.outcome == "failed")


def leaf(**change: Any) -> bytes:
    """The leaf of the sample's record, with other members; None: without."""
    told = json.loads(RECEIPT.leaf) | change
    return rfc8785.dumps({name: value for name, value in told.items() if value is not None})


def words(receipt: Receipt, text: str) -> Receipt:
    """The same receipt with other words of the disclosure in what it discloses."""
    told = [replace(one, value=text) if one.name == "disclosure.text" else one for one in receipt.disclosed]
    return replace(receipt, disclosed=tuple(told))


def test_a_receipt_holds_in_every_step() -> None:
    steps = verify(RECEIPT.to_bytes(), TRUSTED)
    assert [step.number for step in steps] == [*range(1, 12)]
    assert holds(steps), steps


def test_the_steps_are_those_of_the_docstring() -> None:
    numbers = re.findall(r"^ ?(\d+)\. ", verifying.__doc__ or "", re.MULTILINE)
    assert numbers == [str(step.number) for step in verify(b"")]


def test_an_erased_record_is_still_in_the_ledger() -> None:
    steps = verify(sample.of(is_erased=True).to_bytes(), TRUSTED)
    assert holds(steps), steps
    assert "The record at 6 says that this one was erased." in steps[8].found


def test_9_nobody_makes_a_live_record_an_erased_one_by_leaving_out_what_it_tells() -> None:
    """Of whoever's receipt one has: that a record says so is no proof."""
    told = json.loads(RECEIPT.to_bytes())
    public = evidence.joined(json.loads(RECEIPT.leaf), {"erased": True})
    told |= {"disclosed": [], "record": evidence.nested(public, position=5, recorded_at=0)}
    step = first(json.dumps(told).encode())
    assert (step.number, "nothing proves that" in step.found) == (9, True)
    assert first(json.dumps(told | {"erasure": json.loads(GONE.to_bytes())["erasure"]}).encode()).number == 9


ANOTHER = sample.of(is_erased=True)
PROOF = GONE.erasure
assert PROOF is not None


@pytest.mark.parametrize(
    ("receipt", "why"),
    [
        (sample.of(is_erased=True, erasing={"decision.annuls": ["019371a0-0000-7000-8000-000000000000"]}), "not name"),
        (sample.of(is_erased=True, erasing={"decision.annuls": FIELDS["id"]}), "not name"),
        (sample.of(is_erased=True, erasing={"event": "invalidated"}), "not `erased`"),
        (replace(GONE, erasure=ANOTHER.erasure), "another checkpoint"),
        (replace(GONE, erasure=replace(PROOF, key=str(STRANGER.key))), "another key"),
        (replace(GONE, erasure=replace(PROOF, leaf=RECEIPT.leaf)), "not at index 6"),
        (replace(GONE, erasure=replace(PROOF, disclosed=())), "something else"),
        (replace(GONE, erasure=replace(PROOF, disclosed=PROOF.disclosed * 2)), "something else"),
        (replace(GONE, erasure=replace(PROOF, disclosed=(replace(PROOF.disclosed[0], value=[FIELDS["id"]]),))), "leaf"),
        (replace(GONE, erasure=replace(PROOF, record={**PROOF.record, "event": "given"})), "'event'"),
        (replace(GONE, erasure=replace(GONE, erasure=None)), "stand later"),
    ],
)
def test_9_an_erasure_that_does_not_prove_it(receipt: Receipt, why: str) -> None:
    step = first(receipt)
    assert (step.number, why in step.found) == (9, True), step


def test_8_what_was_erased_is_not_told() -> None:
    assert first(replace(RECEIPT, erasure=PROOF)).number == 8


def test_without_a_key_of_ones_own_nobody_vouches_for_the_receipts() -> None:
    steps = verify(RECEIPT.to_bytes())
    assert [step.number for step in steps if step.outcome == "not checked"] == [3]
    assert "NOT CHECKED" in steps[2].found
    assert not holds(steps)


def test_1_what_is_no_receipt() -> None:
    assert failed(b"[]") == [*range(1, 12)]
    assert {step.outcome for step in verify(b"[]", TRUSTED)[1:]} == {"not checked"}


def test_2_a_key_that_is_none() -> None:
    assert first(replace(RECEIPT, key=RECEIPT.key[:-1] + "A")).number == 2


def test_3_a_key_that_nobody_trusts() -> None:
    assert failed(sample.of(signers=(STRANGER,))) == [3]


def test_3_a_trusted_key_signed_the_same_checkpoint() -> None:
    both = sample.of(signers=(STRANGER, SIGNER))
    assert failed(both) == []
    assert "the same checkpoint" in verify(both.to_bytes(), TRUSTED)[2].found


def test_3_a_trusted_key_of_another_log_vouches_for_nothing() -> None:
    elsewhere = Signer("another.example/ledger", SIGNER.private)
    made = sample.of(signers=(STRANGER, elsewhere))
    assert verify(made.to_bytes(), {elsewhere.key})[2].outcome == "failed"


def test_4_a_checkpoint_that_the_key_did_not_sign() -> None:
    other = sample.of(signers=(STRANGER,))
    assert first(replace(RECEIPT, proof=other.proof)).number == 4
    head, _, tail = RECEIPT.proof.rpartition("\n7\n")
    assert failed(replace(RECEIPT, proof=f"{head}\n8\n{tail}")) == [4, 5, 6, 9, 10, 11]


def test_5_a_checkpoint_of_another_log() -> None:
    assert failed(sample.of(origin="another.example/ledger")) == [5]


def test_6_a_leaf_that_is_not_in_the_tree() -> None:
    assert failed(replace(RECEIPT, leaf=leaf(event="refused"))) == [6, 9, 10, 11]
    assert first(replace(RECEIPT, proof=RECEIPT.proof.replace("index 5", "index 4"))).number == 6


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (RECEIPT.leaf.replace(b",", b", ", 1), "RFC 8785"),
        (RECEIPT.leaf + b"\n", "RFC 8785"),
        (RECEIPT.leaf.replace(b'"event"', b'"\\u0065vent"'), "RFC 8785"),
        (b"[]", "RFC 8785"),
        (leaf(commitments=None), "commitments"),
        (leaf(commitments=[1]), "commitments"),
        (leaf(commitments=["a" * 64, "a" * 64]), "twice"),
        (leaf(commitments=["b" * 64, "a" * 64]), "sorted"),
        (leaf(schema=2), "schema 1"),
        (leaf(schema=True), "schema 1"),
        (leaf(address="+14155550123"), "no public field"),
        (leaf(act={"kind": "reply", "value": "x"}), "no public field"),
        (leaf(act={"kind": {"x": 1}}), "another type"),
        (leaf(act={}), "no public field"),
        (leaf(categories="offers"), "another type"),
        (leaf(contact=[["sms"]]), "another type"),
    ],
)
def test_7_a_leaf_that_is_no_record_even_if_a_log_holds_it(other: bytes, why: str) -> None:
    step = first(sample.of(leaf=other))
    assert step.number == 7
    assert why in step.found


def test_8_one_byte_of_the_words() -> None:
    step = first(words(RECEIPT, sample.TEXT.replace("AGREE", "AGREe")))
    assert (step.number, "'disclosure.text'" in step.found) == (8, True)


@pytest.mark.parametrize(
    "disclosed",
    [
        RECEIPT.disclosed[1:],
        (*RECEIPT.disclosed, RECEIPT.disclosed[0]),
        (RECEIPT.disclosed[1], *RECEIPT.disclosed[1:]),
        (replace(RECEIPT.disclosed[0], salt="0" * 32), *RECEIPT.disclosed[1:]),
        (replace(RECEIPT.disclosed[0], salt=RECEIPT.disclosed[0].salt.upper() + "0"), *RECEIPT.disclosed[1:]),
        (replace(RECEIPT.disclosed[0], name="event"), *RECEIPT.disclosed[1:]),
        (replace(RECEIPT.disclosed[0], name="disclosure"), *RECEIPT.disclosed[1:]),
        (replace(RECEIPT.disclosed[0], name='a","b'), *RECEIPT.disclosed[1:]),
        (replace(RECEIPT.disclosed[0], value=True), *RECEIPT.disclosed[1:]),
        (),
    ],
)
def test_8_what_is_disclosed_is_all_that_was_committed_to_and_no_more(disclosed: tuple[Disclosed, ...]) -> None:
    assert failed(replace(RECEIPT, disclosed=disclosed)) == [8, 9, 10, 11]


@pytest.mark.parametrize("name", ["event.x", "sender", "categories.x", "commitments", "position", "erased"])
def test_8_a_log_cannot_hide_a_public_field_behind_a_private_one(name: str) -> None:
    fields = {**FIELDS, name: "x"}
    made, private, salts = evidence.split(fields, bytes(1_024))
    told = tuple(
        Disclosed(path, json.loads(private)[path], salts[at * 16 : at * 16 + 16].hex())
        for at, path in enumerate(sorted(json.loads(private)))
    )
    hiding = replace(sample.of(leaf=rfc8785.dumps(json.loads(sample.of().leaf) | {
        "commitments": json.loads(made)["commitments"]
    })), disclosed=told)  # fmt: skip
    assert first(hiding).number == 8


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("disclosure", "text"), sample.TEXT + " "),
        (("subject", "address"), "tel:+14155550124"),
        (("event",), "refused"),
        (("schema",), True),
        (("position",), 6),
        (("recorded_at",), "2026-11-22"),
        (("recorded_at",), "2026-13-22T10:00:00.123Z"),
        (("recorded_at",), None),
        (("extra",), 1),
        (("erased",), True),
        (("reply",), None),
    ],
)
def test_9_a_record_that_says_something_else(path: tuple[str, ...], value: object) -> None:
    told = json.loads(RECEIPT.to_bytes())
    place = told["record"]
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    assert failed(json.dumps(told).encode()) == [9, 10, 11]


def test_9_the_place_is_named() -> None:
    told = json.loads(RECEIPT.to_bytes())
    told["record"]["disclosure"]["text"] += "."
    assert "'disclosure.text'" in first(json.dumps(told).encode()).found


@pytest.mark.parametrize("name", ["disclosure.sha256", "reply.sha256"])
def test_10_a_log_that_lies_about_the_digest_of_words(name: str) -> None:
    assert failed(sample.of({**FIELDS, name: "0" * 64})) == [10]
    assert failed(sample.of({**FIELDS, name: "0" * 63})) == [10]


@pytest.mark.parametrize(
    ("change", "without"),
    [
        ({}, "disclosure."),
        ({}, "disclosure.showing"),
        ({}, "subject.address"),
        ({"event": "agreed"}, " "),
        ({"categories": []}, " "),
        ({"contact": []}, " "),
        ({"witness.level": "hearsay"}, " "),
        ({"times.received_at": "yesterday"}, " "),
    ],
)
def test_11_a_log_that_holds_nonsense(change: dict[str, Any], without: str) -> None:
    fields = {name: value for name, value in FIELDS.items() if not name.startswith(without)} | change
    assert failed(sample.of(fields)) == [11]


def test_11_words_that_another_system_gave() -> None:
    told = {name: value for name, value in FIELDS.items() if name not in {"disclosure.showing", "disclosure.shown_at"}}
    assert failed(sample.of({**told, "witness.level": "integrator-asserted"})) == []


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value in it."""
    found = [path]
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        found += places(inner, (*path, key))
    return found


TOLD = json.loads(RECEIPT.to_bytes())
PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=20)
ANY = st.recursive(PLAIN, lambda one: st.lists(one) | st.dictionaries(st.text(), one), max_leaves=10)


@settings(max_examples=80)
@given(
    place=st.sampled_from(places(TOLD)[1:]),
    value=PLAIN | st.just([]) | st.just({}),
    is_gone=st.booleans(),
    letter=st.characters(codec="utf-8"),
)
def test_no_value_can_be_changed(place: tuple[Any, ...], value: Any, is_gone: bool, letter: str) -> None:
    """Replaced by anything, by itself with one letter changed, or removed; `recorded_at` is only told."""
    told = json.loads(RECEIPT.to_bytes())
    inner = told
    for key in place[:-1]:
        inner = inner[key]
    before = inner[place[-1]]
    if isinstance(before, str) and before and not is_gone and value is None:
        value = before[: len(before) // 2] + letter + before[len(before) // 2 + 1 :]
    if is_gone:
        del inner[place[-1]]
    else:
        inner[place[-1]] = value
    if told == TOLD and rfc8785.dumps(told) == rfc8785.dumps(TOLD):
        return
    steps = verify(json.dumps(told).encode(), TRUSTED)
    assert not holds(steps) or place == ("record", "recorded_at")


@settings(max_examples=40)
@given(place=st.sampled_from(places(json.loads(GONE.to_bytes()))[1:]), value=PLAIN)
def test_no_value_of_what_was_erased_can_be_changed(place: tuple[Any, ...], value: Any) -> None:
    told = json.loads(GONE.to_bytes())
    inner = told
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    if json.dumps(told) != json.dumps(json.loads(GONE.to_bytes())):
        assert not holds(verify(json.dumps(told).encode(), TRUSTED)) or place[-1] == "recorded_at"


@settings(max_examples=100)
@given(at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_no_bit_can_be_flipped(at: int, bit: int) -> None:
    raw = bytearray(RECEIPT.to_bytes())
    at %= len(raw)
    raw[at] ^= 1 << bit
    steps = verify(bytes(raw), TRUSTED)
    told_at = RECEIPT.to_bytes().index(b'"recorded_at"')
    assert not holds(steps) or told_at < at < told_at + 45


@settings(max_examples=50)
@given(st.binary() | ANY.map(lambda value: json.dumps(value).encode()))
def test_whatever_comes_nothing_is_raised(raw: bytes) -> None:
    assert not holds(verify(raw, TRUSTED))
    hostile = TOLD | {"leaf": b64encode(raw).decode()}
    assert not holds(verify(json.dumps(hostile).encode(), TRUSTED))


OUTER = sorted({name.partition(".")[0] for name in FIELDS} - {"disclosure", "call_to_action", "reply"})


@settings(max_examples=50)
@given(
    gone=st.sets(st.sampled_from(sorted(FIELDS)), max_size=2),
    plain=st.dictionaries(st.sampled_from(OUTER), st.integers(0, 9) | ANY, min_size=1, max_size=2),
)
def test_whatever_a_log_holds_nothing_is_raised(gone: set[str], plain: dict[str, Any]) -> None:
    """A log may be hostile too: it signs what it likes."""
    names = {one.partition(".")[0] for one in plain}
    fields = {name: value for name, value in FIELDS.items() if name not in gone and name.partition(".")[0] not in names}
    verify(sample.of(fields | plain).to_bytes(), TRUSTED)


def test_a_hostile_receipt_fills_no_terminal() -> None:
    hostile = TOLD | {"key": "x" * 1_000_000}
    assert max(len(step.found) for step in verify(json.dumps(hostile).encode(), TRUSTED)) < 400
    assert verify(b" " * (strict.LARGEST + 1))[0].outcome == "failed"


def test_the_leaf_is_what_another_library_writes() -> None:
    assert b64decode(TOLD["leaf"]) == rfc8785.dumps(json.loads(b64decode(TOLD["leaf"])))

"""Verifying a receipt, offline: the numbered steps, in this order.

 1. The receipt is well-formed: strict JSON of its schema (`receipts.strict`), nothing missing, nothing unknown.
 2. Its key is a verifier key of https://c2sp.org/signed-note, whose id is that of its name and bytes.
 3. The key is trusted: the verifier knows it from elsewhere; or a key that it knows signed the very same checkpoint.
 4. The checkpoint in the proof is a signed note, and the key signed it.
 5. The checkpoint's origin is the name of the key: it is of the log that the key speaks for.
 6. The leaf stands in the tree of that checkpoint, at the index that the proof says (RFC 9162 section 2.1.3.2).
 7. The leaf is RFC 8785 JSON of a record's public fields, schema 1, and of its commitments, sorted.
 8. Every commitment is opened by exactly one disclosed field: it is the SHA-256 of RFC 8785 JSON [salt, name, value].
    Or nothing at all is disclosed: then the record says that it was erased, and everything below is about the leaf.
 9. The record is what follows from the leaf and the disclosed fields, in every field, and has no other. Its position is
    the index of the proof; `recorded_at`, which stands outside of the leaf, is an instant. If it was erased, `erasure`
    proves it: a receipt of the same key and checkpoint, for which steps 6, 7 and 9 hold; its record stands later, is
    `erased`, and has this one's id in its `decision.annuls`, which its leaf commits to and which alone is disclosed.
10. Every digest is that of its text: of the words, of what came before them, and of the answer.
11. The record makes sense: what was `given` names words, and for what and by which ways; words that nobody here showed
    were told by somebody else.

A step that needs another one which does not hold is not checked. All are of a receipt alone: none asks anybody, reads a
clock or a file. Whatever the bytes are, nothing is raised, and the work is bounded by their number.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from capture_gateway.ledger import note
from capture_gateway.ledger.checkpoint import Checkpoint
from capture_gateway.ledger.merkle import leaf_hash
from capture_gateway.ledger.note import Key, Refused
from capture_gateway.ledger.proofs import Proof, is_included
from capture_gateway.receipts import claims, receipt
from capture_gateway.receipts.receipt import Receipt

Outcome = Literal["ok", "failed", "not checked"]

_LONGEST = 300
"""Characters of what was found: a hostile receipt fills no terminal."""


@dataclass(frozen=True, slots=True)
class Step:
    """One numbered check."""

    number: int
    name: str
    outcome: Outcome
    found: str
    """A sentence: what holds, what does not, or why it was not checked."""


@dataclass(slots=True)
class _Case:
    """A receipt under examination: what each step found is there for those after it."""

    raw: bytes
    trusted: Collection[Key] | None
    receipt: Receipt = field(init=False)
    key: Key = field(init=False)
    proof: Proof = field(init=False)
    checkpoint: Checkpoint = field(init=False)
    leaf: Mapping[str, Any] = field(init=False)


class _NotChecked(Exception):
    """The step cannot be taken; the text says what it would need."""


def verify(raw: bytes, trusted: Collection[Key] | None = None) -> list[Step]:
    """Every step, in order. `trusted`: the keys that the verifier knows; None: it knows none, and step 3 is open."""
    case, steps = _Case(raw, trusted), list[Step]()
    for number, (name, needs, check) in enumerate(_STEPS, start=1):
        lacking = [need for need in needs if steps[need - 1].outcome != "ok"]
        outcome: Outcome = "not checked"
        if lacking:
            found = f"Needs step {lacking[0]}."
        else:
            outcome, found = _outcome(check, case)
        steps.append(Step(number, name, outcome, found if len(found) <= _LONGEST else found[:_LONGEST] + "…"))
    return steps


def holds(steps: Collection[Step]) -> bool:
    """Whether every step was taken and holds."""
    return all(step.outcome == "ok" for step in steps)


def _outcome(check: Callable[[_Case], str], case: _Case) -> tuple[Outcome, str]:
    try:
        return "ok", check(case)
    except _NotChecked as why:
        return "not checked", str(why)
    except Refused as why:
        return "failed", str(why)[:1].upper() + str(why)[1:]


def _well_formed(case: _Case) -> str:
    case.receipt = Receipt.from_bytes(case.raw)
    return f"{len(case.raw)} bytes of {receipt.SCHEMA}."


def _key(case: _Case) -> str:
    case.key = Key.parse(case.receipt.key)
    return case.receipt.key


def _trusted(case: _Case) -> str:
    if case.trusted is None:
        raise _NotChecked("NOT CHECKED: give the log's key, known from elsewhere than the receipt, with --key.")
    if case.key in case.trusted:
        return "It is one that you gave."
    try:
        opened = note.opened(Proof.parse(case.receipt.proof).checkpoint, case.trusted)
    except Refused as error:
        raise Refused("it is none that you gave, and none of those signed the checkpoint.") from error
    origin = Checkpoint.parse(opened.text).origin
    for one in opened.keys:
        if one.name == origin:
            return f"You gave {one}, which signed the same checkpoint."
    raise Refused("it is none that you gave, and those speak for another log.")


def _signed(case: _Case) -> str:
    case.proof = Proof.parse(case.receipt.proof)
    opened = note.opened(case.proof.checkpoint, (case.key,))
    case.checkpoint = Checkpoint.parse(opened.text)
    return f"It signed a tree of {case.checkpoint.size} records."


def _origin(case: _Case) -> str:
    if case.checkpoint.origin != case.key.name:
        raise Refused(f"the checkpoint is of {case.checkpoint.origin!r}, the key speaks for {case.key.name!r}.")
    return case.checkpoint.origin


def _included(case: _Case) -> str:
    proof, checkpoint = case.proof, case.checkpoint
    hashed = leaf_hash(case.receipt.leaf)
    if not is_included(hashed, proof.index, checkpoint.size, checkpoint.root, proof.path):
        raise Refused(f"the leaf {hashed.hex()} is not at index {proof.index} of the tree that was signed.")
    return f"The leaf {hashed.hex()} is at index {proof.index}."


def _canonical(case: _Case) -> str:
    case.leaf = claims.leaf_of(case.receipt.leaf)
    return f"{len(case.receipt.leaf)} bytes, {len(case.leaf['commitments'])} commitments."


def _follows(case: _Case) -> str:
    found = claims.follows(case.leaf, case.receipt, case.proof.index)
    if case.receipt.disclosed:
        return found
    if case.receipt.erasure is None:
        raise Refused("the record says that it was erased, and nothing proves that: the receipt has no `erasure`.")
    try:
        return f"{_erased(case, case.receipt.erasure)} {found}"
    except Refused as why:
        raise Refused(f"the record says that it was erased, and `erasure` does not prove that: {why}") from why


def _erased(case: _Case, erasure: Receipt) -> str:
    by = _Case(b"", case.trusted)
    by.receipt, by.key, by.proof, by.checkpoint = erasure, case.key, Proof.parse(erasure.proof), case.checkpoint
    # Whoever is trusted may have signed this one checkpoint and no other (step 3).
    if erasure.key != case.receipt.key or by.proof.checkpoint != case.proof.checkpoint:
        raise Refused("it is of another key or another checkpoint.")
    _included(by)
    _canonical(by)
    if by.proof.index <= case.proof.index:
        raise Refused("it does not stand later.")
    return claims.erases(by.leaf, erasure, by.proof.index, case.leaf)


_STEPS: tuple[tuple[str, tuple[int, ...], Callable[[_Case], str]], ...] = (
    ("receipt well-formed", (), _well_formed),
    ("key well-formed", (1,), _key),
    ("key trusted", (2,), _trusted),
    ("checkpoint signed by the key", (2,), _signed),
    ("checkpoint of the key's log", (4,), _origin),
    ("leaf included in the tree", (4,), _included),
    ("leaf canonical", (1,), _canonical),
    ("private fields committed to", (7,), lambda case: claims.opened(case.leaf, case.receipt)),
    ("record follows", (4, 8), _follows),
    ("digests of the words", (9,), lambda case: claims.digests(case.receipt)),
    ("record makes sense", (9,), lambda case: claims.makes_sense(case.leaf, case.receipt)),
)

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
    the index of the proof; `recorded_at`, which stands outside of the leaf, is an instant.
10. Every digest is that of its text: of the words, of what came before them, and of the answer.
11. The record makes sense: what was `given` names words, and for what and by which ways; words that nobody here showed
    were told by somebody else.

A step that needs another one which does not hold is not checked. All are of a receipt alone: none asks anybody, reads a
clock or a file. Whatever the bytes are, nothing is raised, and the work is bounded by their number.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal, get_args

from capture_gateway.core import evidence, instant
from capture_gateway.core.act import Level
from capture_gateway.core.permission import Event
from capture_gateway.ledger import note
from capture_gateway.ledger.checkpoint import Checkpoint
from capture_gateway.ledger.merkle import leaf_hash
from capture_gateway.ledger.note import Key, Note, Refused
from capture_gateway.ledger.proofs import Proof, is_included
from capture_gateway.receipts import receipt, strict
from capture_gateway.receipts.receipt import Receipt

Outcome = Literal["ok", "failed", "not checked"]

_HASH = re.compile("[0-9a-f]{64}")
_SALT = re.compile(f"[0-9a-f]{{{2 * evidence.SALT_BYTES}}}")
_PATH = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
_TEXTS = ("disclosure", "call_to_action", "reply")
_LISTS = ("categories", "contact")
# What stands beside the fields, or always has parts: no field can have such a name.
_TAKEN = {"position", "recorded_at", "erased", "commitments", *_TEXTS}
_ERASED = "erased"
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
    return f"{case.receipt.key}"


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
    opened: Note = note.opened(case.proof.checkpoint, (case.key,))
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
    raw = case.receipt.leaf
    leaf = strict.read(raw)
    if not isinstance(leaf, dict) or evidence.canonical(leaf).encode() != raw:
        raise Refused("the leaf is no JSON object as RFC 8785 writes it.")
    commitments = leaf.get("commitments")
    if not isinstance(commitments, list) or not all(_HASH.fullmatch(str(one)) for one in commitments):
        raise Refused("the leaf has no list of commitments: 64 hexadecimal digits each.")
    if commitments != sorted(set(commitments)):
        raise Refused("the leaf's commitments are not sorted, or one stands twice.")
    names = list(_paths(leaf))
    unknown = sorted({name for name in names if name not in evidence.PUBLIC})
    if unknown:
        raise Refused(f"the leaf has {unknown[0]!r}, which is no public field.")
    fields = evidence.joined(leaf, {})
    if type(fields.get("schema")) is not int or fields["schema"] != evidence.SCHEMA:
        raise Refused(f"the leaf is not of schema {evidence.SCHEMA}.")
    for name in sorted(evidence.PUBLIC & fields.keys() - {"schema"}):
        value = fields[name]
        many = name in _LISTS and isinstance(value, list) and all(isinstance(one, str) for one in value)
        if not many and (name in _LISTS or not isinstance(value, str)):
            raise Refused(f"the leaf's {name!r} is of another type.")
    case.leaf = leaf
    return f"{len(raw)} bytes, {len(names)} public fields, {len(commitments)} commitments."


def _paths(leaf: Mapping[str, Any]) -> list[str]:
    found: list[str] = []
    for name, value in leaf.items():
        if isinstance(value, dict):
            found += [f"{name}.{inner}" for inner in value] or [name]
        elif name != "commitments":
            found.append(name)
    return found


def _opened(case: _Case) -> str:
    commitments = case.leaf["commitments"]
    told = case.receipt.disclosed
    if not told:
        if case.receipt.record.get(_ERASED) is not True:
            raise Refused("nothing is disclosed, and the record does not say that it was erased.")
        return f"Nothing is disclosed: the record was erased. Its {len(commitments)} private fields cannot be known."
    if len(told) != len(commitments):
        raise Refused(f"{len(told)} fields are disclosed, and the leaf commits to {len(commitments)}.")
    left, names = set(commitments), {*_paths(case.leaf)}
    for one in told:
        name = one.name
        if not _PATH.fullmatch(name) or name in evidence.PUBLIC | _TAKEN | names:
            raise Refused(f"{name[:80]!r} is not the name of a private field, or is disclosed twice.")
        if not _SALT.fullmatch(one.salt):
            raise Refused(f"the salt of {name!r} is not {2 * evidence.SALT_BYTES} hexadecimal digits.")
        text = f'["{one.salt}","{name}",{evidence.canonical(one.value)}]'
        commitment = sha256(text.encode()).hexdigest()
        if commitment not in left:
            raise Refused(f"{name!r} is not what the leaf commits to: its value or its salt is another one.")
        left.remove(commitment)
        names.add(name)
    for name in sorted(names & {one.partition(".")[0] for one in names if "." in one}):
        raise Refused(f"{name!r} is a value, and has parts.")
    return f"All {len(commitments)} private fields are what the leaf commits to."


def _follows(case: _Case) -> str:
    told = dict(case.receipt.record)
    recorded_at = told.get("recorded_at")
    if not isinstance(recorded_at, str) or not _is_instant(recorded_at):
        raise Refused("the record does not say when it was written, as `2026-11-22T10:00:00.123Z`.")
    expected = receipt.record_of(
        case.leaf, case.receipt.disclosed, position=case.proof.index, recorded_at=instant.parse(recorded_at)
    )
    if difference := _difference(told, expected):
        raise Refused(f"{difference!r} of the record does not follow from the leaf and what is disclosed.")
    return f"Every field follows, but {recorded_at} as the time of writing, which is only told."


def _difference(told: Any, expected: Any, path: str = "") -> str:
    """The first path at which two JSON values differ; empty where none does. `true` is not 1."""
    if isinstance(told, dict) and isinstance(expected, dict):
        for name in sorted(told.keys() | expected.keys()):
            inner = f"{path}.{name}" if path else name
            if name not in told or name not in expected:
                return inner
            if found := _difference(told[name], expected[name], inner):
                return found
        return ""
    return "" if evidence.canonical(told) == evidence.canonical(expected) else path


def _is_instant(text: str) -> bool:
    try:
        return bool(_INSTANT.fullmatch(text)) and instant.text(instant.parse(text)) == text
    except (ValueError, OverflowError):
        return False


def _digests(case: _Case) -> str:
    checked = []
    for part in _TEXTS:
        words = case.receipt.record[part]
        if words is None:
            continue
        if not _HASH.fullmatch(str(words.get("sha256"))):
            raise Refused(f"{part!r} has no digest.")
        text = words.get("text")
        if not isinstance(text, str):
            if case.receipt.disclosed:
                raise Refused(f"{part!r} has no text.")
            continue
        found = sha256(text.encode()).hexdigest()
        if found != words["sha256"]:
            raise Refused(f"the text of {part!r} has the digest {found}, not that of the record.")
        checked.append(f"{part} {found}")
    return "; ".join(checked) + "." if checked else "There is no text to check."


def _makes_sense(case: _Case) -> str:
    record = case.receipt.record
    event, level = record.get("event"), (record.get("witness") or {}).get("level")
    if event not in (*get_args(Event), _ERASED):
        raise Refused(f"{event!r} is no event.")
    if level not in get_args(Level):
        raise Refused(f"{level!r} is no level of witness.")
    if not _is_instant(str((record.get("times") or {}).get("received_at"))):
        raise Refused("the record does not say when it was received.")
    words = record["disclosure"]
    if event == "given":
        if not words or not record.get("categories") or not record.get("contact"):
            raise Refused("consent was given without words, or for nothing, or by no way of contact.")
        if case.receipt.disclosed and words["showing"] is None and level != "integrator-asserted":
            raise Refused("consent was given to words that nobody showed, and nobody else told of.")
    if case.receipt.disclosed and event != _ERASED and not (record.get("subject") or {}).get("address"):
        raise Refused("the record does not say whom it is about.")
    return f"`{event}`, told by a witness of the level `{level}`."


_STEPS: tuple[tuple[str, tuple[int, ...], Callable[[_Case], str]], ...] = (
    ("receipt well-formed", (), _well_formed),
    ("key well-formed", (1,), _key),
    ("key trusted", (2,), _trusted),
    ("checkpoint signed by the key", (2,), _signed),
    ("checkpoint of the key's log", (4,), _origin),
    ("leaf included in the tree", (4,), _included),
    ("leaf canonical", (1,), _canonical),
    ("private fields committed to", (7,), _opened),
    ("record follows", (4, 8), _follows),
    ("digests of the words", (9,), _digests),
    ("record makes sense", (9,), _makes_sense),
)

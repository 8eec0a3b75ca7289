"""What a receipt claims of its record: steps 7 to 11 of verifying it (`receipts.verifying`). Pure.

Each looks at values of whoever handed in the receipt, after those before it held.
"""

import re
from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Any, get_args

from capture_gateway.core import evidence, instant
from capture_gateway.core.act import Level
from capture_gateway.core.permission import Event
from capture_gateway.ledger.note import Refused
from capture_gateway.receipts import strict
from capture_gateway.receipts.receipt import ANNULS, Disclosed, Receipt, record_of

_HASH = re.compile("[0-9a-f]{64}")
_SALT = re.compile(f"[0-9a-f]{{{2 * evidence.SALT_BYTES}}}")
_PATH = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
_TEXTS = ("disclosure", "call_to_action", "reply")
_LISTS = ("categories", "contact")
# What stands beside the fields, or always has parts: no field can have such a name.
_TAKEN = {"position", "recorded_at", "erased", "commitments", *_TEXTS}
_ERASED = "erased"
_TOLD = {"integrator-asserted", "staff-transcribed"}
"""Levels of those who may tell of words that they gave."""


def leaf_of(raw: bytes) -> Mapping[str, Any]:
    """Step 7: what the leaf says. Refused."""
    leaf = strict.read(raw)
    if not isinstance(leaf, dict) or evidence.canonical(leaf).encode() != raw:
        raise Refused("the leaf is no JSON object as RFC 8785 writes it.")
    commitments = leaf.get("commitments")
    if not isinstance(commitments, list) or not all(_HASH.fullmatch(str(one)) for one in commitments):
        raise Refused("the leaf has no list of commitments: 64 hexadecimal digits each.")
    if commitments != sorted(set(commitments)):
        raise Refused("the leaf's commitments are not sorted, or one stands twice.")
    for unknown in sorted({*_paths(leaf)} - evidence.PUBLIC):
        raise Refused(f"the leaf has {unknown!r}, which is no public field.")
    fields = evidence.joined(leaf, {})
    if type(fields.get("schema")) is not int or fields["schema"] != evidence.SCHEMA:
        raise Refused(f"the leaf is not of schema {evidence.SCHEMA}.")
    for name in sorted(evidence.PUBLIC & fields.keys() - {"schema"}):
        value = fields[name]
        many = name in _LISTS and isinstance(value, list) and all(isinstance(one, str) for one in value)
        if not many and (name in _LISTS or not isinstance(value, str)):
            raise Refused(f"the leaf's {name!r} is of another type.")
    return leaf


def _paths(leaf: Mapping[str, Any]) -> list[str]:
    found: list[str] = []
    for name, value in leaf.items():
        if isinstance(value, dict):
            found += [f"{name}.{inner}" for inner in value] or [name]
        elif name != "commitments":
            found.append(name)
    return found


def opened(leaf: Mapping[str, Any], receipt: Receipt) -> str:
    """Step 8. Refused."""
    commitments, told = leaf["commitments"], receipt.disclosed
    if not told:
        if receipt.record.get(_ERASED) is not True:
            raise Refused("nothing is disclosed, and the record does not say that it was erased.")
        return f"Nothing is disclosed of {len(commitments)} private fields, as of what was erased: see step 9."
    if receipt.erasure is not None:
        raise Refused("private fields are disclosed, and there is a proof that they were erased.")
    if len(told) != len(commitments):
        raise Refused(f"{len(told)} fields are disclosed, and the leaf commits to {len(commitments)}.")
    _open(leaf, told)
    return f"All {len(commitments)} private fields are what the leaf commits to."


def _open(leaf: Mapping[str, Any], told: Collection[Disclosed]) -> None:
    left, names = set(leaf["commitments"]), {*_paths(leaf)}
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


def erases(leaf: Mapping[str, Any], erasure: Receipt, position: int, emptied: Mapping[str, Any]) -> str:
    """Of step 9: that the record of `erasure` says that the record of another leaf is empty. Refused.

    `leaf`, `position`: of `erasure`; `emptied`: the other leaf.
    """
    if [one.name for one in erasure.disclosed] != [ANNULS]:
        raise Refused(f"it discloses something else than {ANNULS!r}.")
    _open(leaf, erasure.disclosed)
    follows(leaf, erasure, position)
    if leaf.get("event") != _ERASED:
        raise Refused("its event is not `erased`.")
    named = erasure.disclosed[0].value
    if not isinstance(named, list) or emptied.get("id") is None or emptied["id"] not in named:
        raise Refused("it does not name this record.")
    return f"The record at {position} says that this one was erased."


def follows(leaf: Mapping[str, Any], receipt: Receipt, position: int) -> str:
    """Step 9. Refused."""
    told = dict(receipt.record)
    recorded_at = told.get("recorded_at")
    if not isinstance(recorded_at, str) or not _is_instant(recorded_at):
        raise Refused("the record does not say when it was written, as `2026-11-22T10:00:00.123Z`.")
    expected = record_of(leaf, receipt.disclosed, position=position, recorded_at=instant.parse(recorded_at))
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


def digests(receipt: Receipt) -> str:
    """Step 10. Refused."""
    checked = []
    for part in _TEXTS:
        words = receipt.record[part]
        if words is None:
            continue
        if not _HASH.fullmatch(str(words.get("sha256"))):
            raise Refused(f"{part!r} has no digest.")
        text = words.get("text")
        if not isinstance(text, str):
            if receipt.disclosed:
                raise Refused(f"{part!r} has no text.")
            continue
        found = sha256(text.encode()).hexdigest()
        if found != words["sha256"]:
            raise Refused(f"the text of {part!r} has the digest {found}, not that of the record.")
        checked.append(f"{part} {found}")
    return "; ".join(checked) + "." if checked else "There is no text to check."


def makes_sense(leaf: Mapping[str, Any], receipt: Receipt) -> str:
    """Step 11. Refused."""
    fields = evidence.joined(leaf, {one.name: one.value for one in receipt.disclosed})
    event, level = fields.get("event"), fields.get("witness.level")
    if event not in get_args(Event):
        raise Refused(f"{event!r} is no event.")
    if level not in get_args(Level):
        raise Refused(f"{level!r} is no level of witness.")
    if not _is_instant(str(fields.get("times.received_at"))):
        raise Refused("the record does not say when it was received.")
    if event == "given":
        if not all(fields.get(name) for name in ("disclosure.sha256", "categories", "contact")):
            raise Refused("consent was given without words, or for nothing, or by no way of contact.")
        if receipt.disclosed and "disclosure.showing" not in fields and level not in _TOLD:
            raise Refused("consent was given to words that nobody showed, and nobody else told of.")
    if receipt.disclosed and event != _ERASED and not fields.get("subject.address"):
        raise Refused("the record does not say whom it is about.")
    return f"`{event}`, told by a witness of the level `{level}`."

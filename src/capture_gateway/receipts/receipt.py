"""A receipt: one record, and what proves that it stands in the ledger as it is. Pure.

1. It holds the leaf's bytes, a C2SP proof (https://c2sp.org/tlog-proof) that they are in the tree of a signed
   checkpoint, the key that signed it, every private field of the record with its salt, and the record as people read
   it.
2. The private fields are all there, in the order of their names, or, of an erased record, none. Then there is the
   receipt of the record that says so, of which `decision.annuls` is disclosed, which names this one, and nothing else.
3. The record follows from the leaf and the private fields; so it is made of them here, by who makes a receipt and by
   who verifies one alike. Its position is that of the proof; `recorded_at` alone is only told.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from capture_gateway.core import evidence
from capture_gateway.ledger.note import Refused, base64_of
from capture_gateway.receipts import strict

SCHEMA = "capture-gateway/receipt/1"
MEDIA_TYPE = "application/json"
ANNULS = "decision.annuls"
"""The field of an `erased` record that names what it empties."""
_MEMBERS = {"schema": str, "leaf": str, "proof": str, "key": str, "disclosed": list, "record": dict}


@dataclass(frozen=True, slots=True)
class Disclosed:
    """A private field of the record, and what its commitment was made with."""

    name: str
    """Path: `disclosure.text`."""
    value: Any
    salt: str
    """32 hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """All of it, as it was handed on."""

    leaf: bytes
    proof: str
    key: str
    disclosed: tuple[Disclosed, ...]
    record: Mapping[str, Any]
    erasure: "Receipt | None" = None
    """Of the record that says that this one is empty; it has none itself."""

    def to_bytes(self) -> bytes:
        """The file: JSON in UTF-8. The same receipt has the same bytes."""
        return json.dumps(self.to_json(), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()

    def to_json(self) -> dict[str, Any]:
        """What the file says."""
        told: dict[str, Any] = {
            "schema": SCHEMA,
            "leaf": b64encode(self.leaf).decode(),
            "proof": self.proof,
            "key": self.key,
            "disclosed": [{"name": one.name, "value": one.value, "salt": one.salt} for one in self.disclosed],
            "record": self.record,
        }
        return told if self.erasure is None else told | {"erasure": self.erasure.to_json()}

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """What a file says, whether or not it is true. Refused when it is no receipt."""
        told = strict.read(raw)
        if not isinstance(told, dict) or "erasure" not in told:
            return cls._read(told, None, "the receipt")
        if not isinstance(told["erasure"], dict):
            raise Refused("'erasure' of the receipt is of another type.")
        told = dict(told)
        return cls._read(told, cls._read(told.pop("erasure"), None, "the erasure"), "the receipt")

    @classmethod
    def _read(cls, told: Any, erasure: "Receipt | None", what: str) -> Self:
        if not isinstance(told, dict) or told.get("schema") != SCHEMA:
            raise Refused(f"{what} is no receipt: it does not say that its schema is {SCHEMA}.")
        _have(told, _MEMBERS, what)
        leaf = base64_of(told["leaf"])
        if leaf is None:
            raise Refused(f"the leaf of {what} is no base64.")
        disclosed = tuple(map(_disclosed, told["disclosed"]))
        return cls(leaf, told["proof"], told["key"], disclosed, told["record"], erasure)


def disclosed(private: Mapping[str, Any], salts: bytes) -> tuple[Disclosed, ...]:
    """Every private field with its salt (`core.evidence`, rule 3)."""
    size = evidence.SALT_BYTES
    each = zip(range(0, len(salts), size), sorted(private), strict=True)
    return tuple([Disclosed(name, private[name], salts[at : at + size].hex()) for at, name in each])


def record_of(
    leaf: Mapping[str, Any], fields: Iterable[Disclosed], *, position: int, recorded_at: int
) -> dict[str, Any]:
    """The record as people read it; one of which nothing is disclosed was erased."""
    private = {one.name: one.value for one in fields} or {"erased": True}
    return evidence.nested(evidence.joined(leaf, private), position=position, recorded_at=recorded_at)


def _disclosed(told: Any) -> Disclosed:
    if not isinstance(told, dict):
        raise Refused("what is disclosed is no list of objects.")
    _have(told, {"name": str, "value": object, "salt": str}, "what is disclosed")
    return Disclosed(told["name"], told["value"], told["salt"])


def _have(told: Mapping[str, Any], members: Mapping[str, type], what: str) -> None:
    """Refused when there are other members, or of other types."""
    for name in sorted(told.keys() ^ members.keys()):
        raise Refused(f"{what} {'lacks' if name in members else 'has an unknown'} {name[:40]!r}.")
    for name, kind in members.items():
        if not isinstance(told[name], kind):
            raise Refused(f"{name!r} of {what} is of another type.")

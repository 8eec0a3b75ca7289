"""The evidence record, schema 1: its fields, and the bytes that go into the ledger.

1. A record is a flat mapping of field paths (`disclosure.text`) to plain values; `nested` prints it as people read it.
2. The leaf is RFC 8785 JSON of the public fields and of one salted commitment for each other field that has a value:
   hex SHA-256 of RFC 8785 JSON `[salt, name, value]`, sorted. It holds no personal data.
3. What the leaf does not hold is the private part: the same paths and values, and one salt of 16 bytes for each, in the
   order of the sorted paths. The leaf's bytes are stored and never made again.
4. There are no floats, and field names are ASCII; so JSON with sorted keys, no spaces and no escapes beyond the
   required ones is RFC 8785 JSON.
5. Position and `recorded_at` belong to the ledger and stand outside the leaf.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from hashlib import sha256
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from capture_gateway.core import instant
from capture_gateway.core.act import Act, Check
from capture_gateway.core.disclosure import Showing, Told, Words, digest
from capture_gateway.core.permission import Fact, from_json
from capture_gateway.core.state import Draft

SCHEMA = 1
SALT_BYTES = 16

# Field paths that stand in the leaf as they are; every other path is committed to.
PUBLIC = frozenset({
    "schema", "id", "event", "sender.id", "program.id", "program.version", "categories", "contact", "language",
    "channel.id", "channel.kind", "disclosure.prompt", "disclosure.version", "disclosure.sha256",
    "disclosure.template_sha256", "disclosure.medium", "act.kind", "witness.level", "decision.rule",
    "times.received_at",
})  # fmt: skip

# The order in which people read a record; what is absent here follows.
_ORDER = (
    "schema", "id", "event", "position", "recorded_at", "subject", "sender", "program", "categories", "contact",
    "language", "channel", "disclosure", "reply", "call_to_action", "act", "witness", "times", "decision", "checks",
)  # fmt: skip
_NULLABLE = ("disclosure", "reply", "call_to_action")

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode

Fields = dict[str, Any]


def canonical(value: Any) -> str:
    """RFC 8785 JSON of a value without floats and with ASCII keys."""
    kind = type(value)
    if kind is str:
        return encode_basestring(value)
    # Small values: starting the encoder would cost more than they do.
    if kind is list:
        return "[" + ",".join([canonical(one) for one in value]) + "]"
    if kind is dict:
        return "{" + ",".join([f"{encode_basestring(key)}:{canonical(value[key])}" for key in sorted(value)]) + "}"
    if kind is int:
        return str(value)
    return _encode(value)


def compose(
    act: Act,
    draft: Draft,
    *,
    identifier: str,
    texts: Mapping[str, str],
    reply: Words | None,
    checks: Sequence[Check] = (),
) -> Fields:
    """The fields of one record; those without a value are left out.

    `texts`: digest -> text of all words; `checks`: beside the act's own.
    """
    program, sender, witness = act.program, act.program.sender, act.witness
    received_at = instant.text(act.received_at)
    claimed_at = None if act.sent_at is None else instant.text(act.sent_at)
    fields: Fields = {
        "schema": SCHEMA,
        "id": identifier,
        "event": draft.event,
        "subject.address": act.subject,
        "subject.identifiers": list(act.identifiers),
        "subject.control": draft.control or act.control,
        "sender.id": sender.id,
        "sender.name": sender.name,
        "sender.legal_name": sender.legal_name,
        "sender.address": sender.address,
        "sender.contact": sender.contact,
        "sender.on_behalf_of": sender.on_behalf_of,
        "program.id": program.id,
        "program.version": program.current if draft.showing is None else draft.showing.version,
        "program.test": True if program.is_test else None,
        "categories": list(draft.categories),
        "contact": list(draft.contact),
        "language": draft.language,
        "channel.id": act.channel.id,
        "channel.kind": act.channel.kind,
        "channel.address": act.channel.address,
        "act.kind": act.kind,
        "act.value": act.value,
        "act.at": received_at if act.told is None else claimed_at,
        "witness.level": witness.level,
        "witness.provider": witness.provider,
        "witness.provider_id": witness.provider_id,
        "witness.request": witness.request and dict(witness.request),
        "witness.ip": witness.ip,
        "witness.user_agent": witness.user_agent,
        "witness.page": witness.page,
        "times.received_at": received_at,
        "times.claimed_at": claimed_at,
        "decision.rule": draft.rule,
        "decision.reason": draft.reason,
        "decision.follows": draft.follows,
        "decision.extent": draft.extent,
        "decision.annuls": list(draft.annuls) or None,
        "checks": [asdict(check) for check in (*act.checks, *checks)],
    }
    if draft.showing is not None:
        fields |= _shown("disclosure", draft.showing, texts)
    if draft.told is not None:
        fields |= _told(draft.told)
    if draft.call_to_action is not None:
        fields |= _shown("call_to_action", draft.call_to_action, texts)
    if reply is not None:
        fields |= {
            "reply.name": reply.name,
            "reply.version": reply.version,
            "reply.language": reply.language,
            "reply.text": reply.text,
            "reply.sha256": reply.sha256,
        }
    return {name: value for name, value in fields.items() if value is not None}


def _told(told: Told) -> Fields:
    return {
        "disclosure.prompt": "reported",
        "disclosure.version": told.version,
        "disclosure.language": told.language,
        "disclosure.text": told.text,
        "disclosure.sha256": digest(told.text),
        "disclosure.medium": told.medium,
        "disclosure.presentation": {},
    }


def _shown(part: str, showing: Showing, texts: Mapping[str, str]) -> Fields:
    delivery = showing.delivery
    fields: Fields = {
        "disclosure.showing": showing.id,
        "disclosure.prompt": showing.prompt,
        "disclosure.version": showing.version,
        "disclosure.language": showing.language,
        "disclosure.text": texts[showing.sha256],
        "disclosure.sha256": showing.sha256,
        "disclosure.template_sha256": showing.template_sha256,
        "disclosure.medium": showing.medium,
        "disclosure.shown_at": instant.text(showing.shown_at),
        "disclosure.delivery": delivery and {"provider_id": delivery.provider_id, "status": delivery.status},
        "disclosure.presentation": dict(showing.presentation),
    }
    return fields if part == "disclosure" else {name.replace("disclosure", part): one for name, one in fields.items()}


def split(fields: Fields, random: bytes) -> tuple[bytes, str, bytes]:
    """Leaf bytes, private part (RFC 8785 JSON, by path), salts.

    `random`: at least 16 bytes for each private field; 64 fields are enough for every record.
    """
    plan = _plan(tuple(fields))
    salts = random[: SALT_BYTES * len(plan.private)]
    if len(salts) != SALT_BYTES * len(plan.private):
        raise ValueError("too few random bytes for the salts of this record")
    # Most are texts: what `canonical` does with those stands here, without a call for each.
    texts = [encode_basestring(one) if type(one := fields[name]) is str else canonical(one) for name in plan.private]
    digits = salts.hex()
    salted = [""] * (2 * len(texts))
    salted[0::2] = [digits[at : at + 2 * SALT_BYTES] for at in range(0, len(digits), 2 * SALT_BYTES)]
    salted[1::2] = texts
    committed = (plan.commitments % tuple(salted)).encode().splitlines()  # no JSON has a line break in it
    hashes = '["' + '","'.join(sorted([sha256(one).hexdigest() for one in committed])) + '"]' if committed else "[]"
    leaf = plan.leaf % tuple([canonical(fields[name]) if name else hashes for name in plan.public])
    return leaf.encode(), plan.inside % tuple(texts), salts


class _Plan(NamedTuple):
    """How records of one kind are written: every `%s` takes the JSON of one value."""

    private: tuple[str, ...]
    public: tuple[str, ...]
    """The paths in the leaf, in order; empty: the commitments."""
    commitments: str
    """What is hashed for each private path, a line each: takes its salt and its value."""
    inside: str
    leaf: str


@lru_cache(maxsize=1_024)
def _plan(paths: tuple[str, ...]) -> _Plan:
    """Worked out once for all records with these fields: there are few kinds, and many records."""
    tree: dict[str, Any] = {"commitments": ""}
    for path in paths:
        if path in PUBLIC:
            outer, separator, inner = path.partition(".")
            if separator:
                tree.setdefault(outer, {})[inner] = path
            else:
                tree[outer] = path
    private, public, leaf = tuple(sorted(set(paths) - PUBLIC)), list[str](), list[str]()
    for outer, inside in sorted(tree.items()):
        parts = sorted(inside.items()) if isinstance(inside, dict) else [("", inside)]
        public += [path for _, path in parts]
        named = _template([inner for inner, _ in parts]) if isinstance(inside, dict) else "%s"
        leaf.append(f'"{outer}":{named}')
    commitments = "\n".join([f'["%s","{name}",%s]' for name in private])
    return _Plan(private, tuple(public), commitments, _template(private), "{" + ",".join(leaf) + "}")


def _template(names: Sequence[str]) -> str:
    return "{" + ",".join([f'"{name}":%s' for name in names]) + "}"


def packed(private: str, salts: bytes) -> bytes:
    """The private part and its salts as what is sealed: one byte that counts the salts, the salts, the JSON."""
    return bytes((len(salts) // SALT_BYTES,)) + salts + private.encode()


def unpacked(value: bytes) -> tuple[bytes, bytes]:
    """The inverse of `packed`; the private part as the UTF-8 bytes of its JSON."""
    end = 1 + value[0] * SALT_BYTES
    return value[end:], value[1:end]


def joined(public: Mapping[str, Any], private: Mapping[str, Any]) -> Fields:
    """The fields of a stored record again: of its leaf and its private part, both read as JSON."""
    fields: Fields = {**private}
    for name, value in public.items():
        if type(value) is dict:
            for inner, part in value.items():
                fields[f"{name}.{inner}"] = part
        elif name != "commitments":
            fields[name] = value
    return fields


def nested(fields: Fields, *, position: int, recorded_at: int) -> dict[str, Any]:
    """The record as integrators and people read it."""
    known = fields | {"position": position, "recorded_at": instant.text(recorded_at)}
    record = {
        name: {inner: known[path] for inner, path in parts} if parts else known.get(name)
        for name, parts in _layout(tuple(known))
    }
    shown = record["disclosure"]
    if shown is not None and "showing" not in shown:
        shown |= {"showing": None, "shown_at": None}
    return record


@lru_cache(maxsize=1_024)
def _layout(paths: tuple[str, ...]) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """How a record with these fields reads: its names in order, each with its (inner name, path)s if it has parts.

    Worked out once for each kind of record: there are few.
    """
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in _NULLABLE}
    for path in sorted(paths):
        outer, separator, inner = path.partition(".")
        parts = found.setdefault(outer, [])
        if separator:
            parts.append((inner, path))
    names = (*(name for name in _ORDER if name in found), *sorted(found.keys() - set(_ORDER)))
    return tuple((name, tuple(found[name])) for name in names)


def fact(fields: Mapping[str, Any], *, position: int, recorded_at: int) -> Fact:
    """What permission needs of a record. Words that are not ours have no version here."""
    shown_at = fields.get("disclosure.shown_at")
    return Fact(
        id=fields["id"],
        position=position,
        recorded_at=recorded_at,
        received_at=instant.parse(fields["times.received_at"]),
        event=fields["event"],
        program=fields["program.id"],
        version="" if shown_at is None and "disclosure.text" in fields else fields["program.version"],
        categories=tuple(fields["categories"]),
        contact=tuple(fields["contact"]),
        control=fields.get("subject.control", "asserted"),
        level=fields["witness.level"],
        shown_at=None if shown_at is None else instant.parse(shown_at),
        extent=fields.get("decision.extent"),
        answered="reply.sha256" in fields,
        rule=fields["decision.rule"],
        follows=fields.get("decision.follows"),
        remains=from_json(fields["decision.remains"]) if "decision.remains" in fields else None,
    )

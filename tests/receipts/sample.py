"""Receipts of a small log, made without a database; the tree's path by RFC 6962's own recursive definition."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from capture_gateway.core import evidence, instant
from capture_gateway.core.disclosure import digest
from capture_gateway.ledger import checkpoint
from capture_gateway.ledger.checkpoint import Checkpoint
from capture_gateway.ledger.merkle import leaf_hash, root_of
from capture_gateway.ledger.note import Signer
from capture_gateway.ledger.proofs import Proof
from capture_gateway.receipts import receipt
from capture_gateway.receipts.receipt import Disclosed, Receipt

ORIGIN = "consent.example/ledger"
SIGNER = Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
STRANGER = Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))))
AT = "2026-11-22T10:00:00.123Z"
TEXT = "Bluebird Grocers: ¿Sí?\nReply AGREE to get “offers” 🐦."
REPLY = "You are in."
FIELDS: Mapping[str, Any] = {
    "schema": 1,
    "id": "019371a0-0000-7000-8000-000000000001",
    "event": "given",
    "subject.address": "tel:+14155550123",
    "subject.identifiers": ["tel:+14155550123"],
    "subject.control": "reply",
    "sender.id": "bluebird",
    "sender.name": "Bluebird Grocers",
    "program.id": "bluebird-updates",
    "program.version": "v1",
    "categories": ["offers", "order-updates"],
    "contact": ["sms"],
    "language": "en",
    "channel.id": "sms",
    "channel.kind": "sms",
    "disclosure.showing": "019371a0-0000-7000-8000-000000000002",
    "disclosure.prompt": "disclosure",
    "disclosure.version": "v1",
    "disclosure.language": "en",
    "disclosure.text": TEXT,
    "disclosure.sha256": digest(TEXT),
    "disclosure.template_sha256": digest("template"),
    "disclosure.medium": "text",
    "disclosure.shown_at": AT,
    "disclosure.presentation": {},
    "reply.name": "confirmation",
    "reply.text": REPLY,
    "reply.sha256": digest(REPLY),
    "act.kind": "reply",
    "act.value": 'AGREE \u202e"\\',
    "witness.level": "provider-signed",
    "witness.request": {"body": "Body=AGREE", "signature": "x", "url": "https://consent.example/c/sms/message"},
    "times.received_at": AT,
    "decision.rule": "agreed",
    "decision.reason": "agreed to the words that were shown",
    "checks": [],
}


ERASED: Mapping[str, Any] = {
    "schema": 1,
    "id": "019371a0-0000-7000-8000-000000000009",
    "event": "erased",
    "sender.id": "bluebird",
    "program.id": "bluebird-updates",
    "program.version": "v1",
    "categories": [],
    "contact": [],
    "language": "en",
    "channel.id": "api",
    "channel.kind": "api",
    "act.kind": "api",
    "act.value": "erase",
    "act.at": AT,
    "witness.level": "integrator-asserted",
    "times.received_at": AT,
    "decision.rule": "erasure",
    "decision.reason": "asked for by letter",
    "decision.annuls": ["019371a0-0000-7000-8000-000000000000", FIELDS["id"]],
    "checks": [],
}


def of(
    fields: Mapping[str, Any] = FIELDS,
    *,
    leaf: bytes | None = None,
    signers: Sequence[Signer] = (SIGNER,),
    origin: str = ORIGIN,
    is_erased: bool = False,
    erasing: Mapping[str, Any] | None = None,
) -> Receipt:
    """The receipt of the record with these fields, the sixth of seven. `leaf`: other bytes in its place.

    `is_erased`: the seventh says so; `erasing`: other fields of that one.
    """
    made, private, salts = evidence.split(dict(fields), os.urandom(1_024))
    last, named, last_salts = evidence.split({**ERASED, **(erasing or {})}, os.urandom(1_024))
    leaf = leaf or made
    hashes = [leaf_hash(b"%d" % number) for number in range(7)]
    hashes[5], hashes[6] = leaf_hash(leaf), leaf_hash(last)
    note = checkpoint.signed(Checkpoint(origin, 7, root_of(hashes)), signers)

    def proved(position: int, raw: bytes, shown: bytes, told: tuple[Disclosed, ...]) -> Receipt:
        record = receipt.record_of(orjson.loads(shown), told, position=position, recorded_at=instant.parse(AT))
        proof = Proof(position, _path(position, hashes), note)
        return Receipt(raw, proof.text(), str(signers[0].key), told, record)

    if not is_erased:
        return proved(5, leaf, made, receipt.disclosed(orjson.loads(private), salts))
    told = receipt.disclosed(orjson.loads(named), last_salts)
    erasure = proved(6, last, last, tuple(one for one in told if one.name == "decision.annuls"))
    return replace(proved(5, leaf, made, ()), erasure=erasure)


def _path(index: int, hashes: Sequence[bytes]) -> tuple[bytes, ...]:
    if len(hashes) == 1:
        return ()
    left = 1 << (len(hashes) - 1).bit_length() - 1
    if index < left:
        return (*_path(index, hashes[:left]), root_of(hashes[left:]))
    return (*_path(index - left, hashes[left:]), root_of(hashes[:left]))

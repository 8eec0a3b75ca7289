"""What belongs to nobody in particular: words, secrets of webhooks, orders, tokens, first answers.

1. The words of every showing are kept, and each text has the digest by which it is kept.
2. Secrets of webhooks, and orders, as long as they are kept, open under the deployment's own key, for the row that
   they stand in.
3. First answers are asked for with an id that is kept nowhere, so they are opened when the provider names it again, and
   not here; they have the form that they must have, and those of signed texts are there (`deliveries`).
4. The seal of a token opens for every column but when it was last used.
"""

import re
from hashlib import sha256

import orjson

from capture_gateway.auditing.findings import Findings
from capture_gateway.auditing.reading import Reading
from capture_gateway.storage.vault import NONCE_SIZE, Unsealable, Vault

_OWN = {
    "webhook": ("webhook", "id", "secrets", "state = 'removed'"),
    "work_order": ("order", "id, kind", "argument", "result IS NOT NULL"),
}
"""Table -> what its sealing is about, the sealed column, and when that is empty."""
_TOKENS = "SELECT digest, prefix, name, scopes, programs, per_minute, created_at, revoked_at, seal FROM token"
_TOKEN = re.compile(r"[0-9a-f]{32}", re.ASCII)
_LEAST = NONCE_SIZE + 16
"""Bytes of sealed nothing."""


def judge_words(reading: Reading, findings: Findings) -> set[str]:
    """The digests of all words."""
    known: set[str] = set()
    for digest, text in reading.stream("SELECT sha256, text FROM wording"):
        if not isinstance(text, str) or sha256(text.encode("utf-8", "surrogateescape")).hexdigest() != digest:
            findings.add("wording", digest, "is not the digest of its text")
        known.add(str(digest))
    return known


def judge_sealed(reading: Reading, vault: Vault, findings: Findings) -> None:
    """Webhooks, orders, tokens and first answers."""
    for table, (what, places, column, is_over) in _OWN.items():
        query = f"SELECT {column}, {places} FROM {table} WHERE NOT ({is_over} AND length({column}) = 0)"  # noqa: S608 - names of ours
        for sealed, *place in reading.rows(query):
            try:
                vault.own.open(sealed, "\0".join([what, *place]).encode())
            except (Unsealable, TypeError, UnicodeEncodeError):
                findings.add(table, place[0], "its sealed part does not open")
    for *columns, seal in reading.rows(_TOKENS):
        try:
            vault.own.open(seal, orjson.dumps(["token", *columns]))
        except (Unsealable, TypeError):
            findings.add("token", columns[1], "its seal does not open: a column was changed, or it is not of ours")
    answers = "SELECT key, fingerprint, status, body FROM first_answer"
    for key, fingerprint, status, body in reading.stream(answers):
        tokens = [key, fingerprint or "0" * 32]
        is_sound = all(isinstance(one, str) and _TOKEN.fullmatch(one) for one in tokens)
        is_sound = is_sound and type(body) is bytes and len(body) >= _LEAST and type(status) is int
        if not is_sound:
            findings.add("first_answer", key, "has not the form of a first answer")

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from capture_gateway.ledger import history
from capture_gateway.ledger.note import Refused, Signer
from capture_gateway.receipts import trust
from tests.receipts.sample import AT, ORIGIN, SIGNER, STRANGER

THREE = [Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)) for number in (1, 2, 3)]
FIRST, SECOND, THIRD = (one.key for one in THREE)


def entry(number: int) -> dict[str, Any]:
    """How the key of this number entered the history."""
    key, before = THREE[number].key, THREE[number - 1].key
    held = [one.private for one in THREE]
    note = history.introduced(key, before, held, 10 * number, bytes(32)) if number else ""
    return {"vkey": str(key), "since": 10 * number, "at": AT, "note": note}


def published(*entries: dict[str, Any]) -> str:
    return json.dumps({"origin": ORIGIN, "logs": [], "keys": entries})


HISTORY = published(*map(entry, range(3)))


def test_keys_stand_a_line_each() -> None:
    assert trust.keys([f"{SIGNER.key}"]) == {SIGNER.key}
    assert trust.keys([f"{SIGNER.key}\r\n\n  {STRANGER.key}\n", str(SIGNER.key)]) == {SIGNER.key, STRANGER.key}
    assert trust.keys([]) == frozenset()


def test_a_history_leads_from_a_key_to_all_others() -> None:
    assert trust.keys([str(FIRST), HISTORY]) == {FIRST, SECOND, THIRD}
    assert trust.keys([HISTORY, str(THIRD)]) == {FIRST, SECOND, THIRD}
    assert trust.keys([HISTORY]) == {FIRST, SECOND, THIRD}


def test_a_history_vouches_for_nobody_who_was_not_given() -> None:
    assert trust.keys([str(STRANGER.key), HISTORY]) == {STRANGER.key}


def test_it_leads_no_further_than_it_is_signed() -> None:
    forged = published(entry(0), entry(1) | {"note": ""}, entry(2))
    assert trust.keys([str(FIRST), forged]) == {FIRST}
    assert trust.keys([str(THIRD), forged]) == {SECOND, THIRD}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "what",
        f"{SIGNER.key}x",
        f"{SIGNER.key}\nwhat",
        "{",
        "{}",
        published(),
        published({}),
        published(entry(0) | {"since": True}),
        published(entry(0) | {"at": "then"}),
        published(entry(0) | {"vkey": "what"}),
        published(entry(0) | {"more": 1}),
        published(*[entry(0)] * (trust.MOST + 1)),
    ],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        trust.keys([text])

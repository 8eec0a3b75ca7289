"""Schema 1 is frozen: receipts that were given out on 22 November 2026 hold for ever, and are made to the same bytes.

Nothing in `golden/` ever changes. A later schema gets files of its own beside these.
"""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from capture_gateway.core import evidence
from capture_gateway.core.keys import Keys
from capture_gateway.receipts.trust import keys
from capture_gateway.receipts.verifying import holds, verify
from capture_gateway.storage.vault import Vault
from capture_gateway.testing.keys import KEYS

GOLDEN = Path(__file__).with_name("golden")
TRUSTED = keys([(GOLDEN / "key.txt").read_text()])
FILES = sorted(GOLDEN.glob("*.json"))


def told(file: Path) -> dict[str, Any]:
    receipt: dict[str, Any] = json.loads(file.read_bytes())
    return receipt


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_receipt_holds_for_ever(file: Path) -> None:
    assert holds(verify(file.read_bytes(), TRUSTED))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_same_record_makes_the_same_bytes_for_ever(file: Path) -> None:
    receipt = told(file)
    leaf = base64.b64decode(receipt["leaf"])
    disclosed = sorted(receipt["disclosed"], key=lambda one: one["name"])
    fields = evidence.joined(json.loads(leaf), {one["name"]: one["value"] for one in disclosed})
    salts = bytes.fromhex("".join(one["salt"] for one in disclosed))
    if receipt["record"].get("erased"):
        assert not disclosed
        return
    made, private, used = evidence.split(fields, salts)
    assert made == leaf
    assert used == salts
    assert evidence.unpacked(evidence.packed(private, salts)) == (private.encode(), salts)
    printed = evidence.nested(fields, position=7, recorded_at=0)
    assert printed | {"position": 0, "recorded_at": ""} == receipt["record"] | {"position": 0, "recorded_at": ""}


def test_what_was_erased_is_proved_by_the_newest_record_that_says_so() -> None:
    """Of somebody who was erased twice too: the first of these records is empty itself."""
    proofs = {file.stem: told(file)["erasure"]["record"]["id"] for file in FILES if file.stem.endswith("-erased")}
    newest = told(GOLDEN / "erased-api-api.json")["record"]["id"]
    assert proofs["erased-api-api-erased"] == proofs["requested-sms-keyword-erased"] == newest
    assert len({*proofs.values()}) > 1


def test_every_channel_and_event_of_today_is_among_them() -> None:
    records = [told(file)["record"] for file in FILES]
    assert {record["channel"]["id"] for record in records} == {"sms", "voice", "web", "api", "page"}
    assert {record["event"] for record in records} == {
        "requested", "given", "refused", "withdrawn", "invalidated", "expired", "erased",
    }  # fmt: skip


def test_what_was_sealed_opens_and_is_found_for_ever() -> None:
    vault = Vault(KEYS)
    assert vault.subject("tel:+14155550123") == "847b57514d6f2b2b8e506f78d4bc8e3b"
    assert vault.token("answer", "twilio:message:AC1:SM1") == "fe839f75562189669954de3dc88a16cb"
    sealed = bytes.fromhex("7bb47d1f9acd1089f98b96a42f9c61960b8cc3e6e5ae602e1c2bf6855ac8021ad86c281de99289ec32")
    assert vault.own.open(sealed, b"about") == b"what it holds"
    wrapped = bytes.fromhex(
        "bdeb2fdb8dce951f661ff319c1a7b0f49dc25b68588555618d3ab53b64c0af5c9cab5aab40206e5b67d26a864cf935b584f943d4260bd2b298f5c7d4"
    )
    person = vault.person("5" * 32, wrapped)
    assert (
        person.open(
            bytes.fromhex("146432a782c94b8077a3efdba828c435c0f16712a3f89e98b3bc948e23a005268b920810c1c1f7c3a4"),
            b"about",
        )
        == b"what it holds"
    )


def test_other_keys_open_nothing() -> None:
    other = Vault(Keys(bytes(32), bytes(32)))
    assert other.subject("tel:+14155550123") != Vault(KEYS).subject("tel:+14155550123")

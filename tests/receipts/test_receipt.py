import json
from typing import Any

import pytest

from capture_gateway.ledger.note import Refused
from capture_gateway.receipts.receipt import Receipt
from tests.receipts import sample


def test_what_is_written_is_read() -> None:
    made = sample.of()
    assert Receipt.from_bytes(made.to_bytes()) == made
    assert made.to_bytes() == made.to_bytes()


def test_it_has_the_members_of_the_contract() -> None:
    told = json.loads(sample.of().to_bytes())
    assert [*told] == ["schema", "leaf", "proof", "key", "disclosed", "record"]
    assert told["schema"] == "capture-gateway/receipt/1"
    assert {frozenset(one) for one in told["disclosed"]} == {frozenset({"name", "value", "salt"})}
    names = [one["name"] for one in told["disclosed"]]
    assert names == sorted(names)
    assert "disclosure.text" in names


def test_an_erased_record_discloses_nothing_and_says_so() -> None:
    told = json.loads(sample.of(is_erased=True).to_bytes())
    assert (told["disclosed"], told["record"]["erased"]) == ([], True)
    assert "subject" not in told["record"]
    assert [*told["erasure"]] == ["schema", "leaf", "proof", "key", "disclosed", "record"]
    assert [one["name"] for one in told["erasure"]["disclosed"]] == ["decision.annuls"]


def test_the_proof_of_an_erasure_is_read_as_it_was_written_and_has_none_itself() -> None:
    made = sample.of(is_erased=True)
    assert Receipt.from_bytes(made.to_bytes()) == made
    told = json.loads(made.to_bytes())
    wrong: object
    for wrong in (None, [], {}, told["erasure"] | {"erasure": told["erasure"]}, told["erasure"] | {"leaf": "eyJ"}):
        with pytest.raises(Refused):
            Receipt.from_bytes(json.dumps(told | {"erasure": wrong}).encode())


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"schema": "capture-gateway/receipt/2"}, "schema"),
        ({"leaf": "eyJ"}, "base64"),
        ({"leaf": "eyJ9Cg=="[:-1]}, "base64"),
        ({"leaf": None}, "another type"),
        ({"proof": ["x"]}, "another type"),
        ({"record": []}, "another type"),
        ({"disclosed": {}}, "another type"),
        ({"disclosed": ["x"]}, "list of objects"),
        ({"disclosed": [{"name": "a", "value": 1}]}, "lacks 'salt'"),
        ({"disclosed": [{"name": 1, "value": 1, "salt": ""}]}, "another type"),
        ({"more": 1}, "unknown 'more'"),
    ],
)
def test_what_is_no_receipt_is_refused(change: dict[str, Any], why: str) -> None:
    told = json.loads(sample.of().to_bytes()) | change
    with pytest.raises(Refused, match=why):
        Receipt.from_bytes(json.dumps(told).encode())


def test_what_lacks_something_is_refused() -> None:
    told = json.loads(sample.of().to_bytes())
    for name in sorted(told):
        with pytest.raises(Refused):
            Receipt.from_bytes(json.dumps({key: value for key, value in told.items() if key != name}).encode())

"""`POST /v1/erasures` (RULES F8; CONTRACT 5), and erased records as integrators read them."""

import json
from contextlib import closing
from typing import Any

import pytest

from capture_gateway.core import instant
from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import GatewayUnderTest, _exchange

WHY = "asked for by letter"


def erase(gateway: GatewayUnderTest, body: Any, token: str = "", **headers: str) -> tuple[int, Any, Any]:
    known = {"authorization": f"Bearer {token or gateway.api_token}", "content-type": "application/json", **headers}
    answer = _exchange("POST", f"{gateway.base}/v1/erasures", json.dumps(body).encode(), known)
    return answer.status, json.loads(answer.body), answer.content_type


def token(gateway: GatewayUnderTest, name: str, scopes: list[str], programs: list[str]) -> str:
    with closing(Database(gateway.settings.database, KEYS)) as database, database.transaction() as connection:
        tokens.create(connection, name, scopes, f"cg_{name}", gateway.now(), programs=programs)
    return f"cg_{name}"


def read(gateway: GatewayUnderTest, path: str, accept: str) -> tuple[int, str]:
    headers = {"authorization": f"Bearer {gateway.api_token}", "accept": accept}
    answer = gateway.send(Request("GET", gateway.base + path, (), headers))
    return answer.status, answer.body.decode()


def test_f8_a_record_by_id_has_its_leaf_fields_and_stays_in_the_feed(gateway: GatewayUnderTest, customer: str) -> None:
    before = gateway.evidence(customer)
    status, answer, _ = erase(gateway, {"address": customer, "reason": WHY})
    (told,) = answer["records"]
    assert (status, answer) == (200, {"erased": 2, "records": [told], "remains": False})
    assert gateway.evidence(customer) == []
    for record in before:
        status, found = gateway.get(f"/v1/evidence/{record['id']}")
        assert (status, found["erased"], found["event"]) == (200, True, record["event"])
        assert found["disclosure"]["sha256"] == record["disclosure"]["sha256"]
        assert "text" not in found["disclosure"]
        assert "subject" not in found
        (same,) = gateway.get("/v1/evidence", after=str(record["position"] - 1), limit="1")[1]["items"]
        assert same == found
    status, found = gateway.get(f"/v1/evidence/{told}")
    assert (found["event"], found["decision"]["reason"]) == ("erased", WHY)
    assert found["decision"]["annuls"] == [record["id"] for record in before]
    assert found in gateway.evidence(event="erased")


def test_the_erased_can_be_read_in_every_form(gateway: GatewayUnderTest, customer: str) -> None:
    gateway.text(customer, "STOP")
    ids = [record["id"] for record in gateway.evidence(customer)]
    ids += erase(gateway, {"address": customer, "reason": WHY})[1]["records"]
    number = customer.removeprefix("+1")
    for path in (path for one in ids for path in (f"/v1/evidence/{one}", f"/v1/evidence/{one}/receipt")):
        for accept in ("application/json", "application/ld+json"):
            status, body = read(gateway, path, accept)
            assert (status, number in body) == (200, False), path
    for one in ids:
        status, body = read(gateway, f"/v1/evidence/{one}/certificate", "text/html")
        assert (status, number in body) == (200, False)
    status, dossier = gateway.post("/v1/dossiers", {"address": customer})
    assert [item["record"]["event"] for item in dossier["items"]] == ["erased"]
    headers = {"authorization": f"Bearer {gateway.api_token}", "accept": "text/html"}
    answer = _exchange("POST", f"{gateway.base}/v1/dossiers", json.dumps({"address": customer}).encode(), headers)
    assert answer.status == 200
    assert "was removed, 3 records among it" in answer.body.decode()


def test_a_stop_stands_on_and_nobody_is_nothing(gateway: GatewayUnderTest) -> None:
    person = somebody()
    assert erase(gateway, {"address": person, "reason": WHY})[1] == {"erased": 0, "records": [], "remains": False}
    gateway.text(person, "STOP")
    assert erase(gateway, {"address": person, "reason": WHY})[1]["remains"] is True
    question = {"address": person, "program": "bluebird-updates", "category": "offers", "contact": "voice"}
    assert gateway.get("/v1/permission", **question)[1]["state"] == "withdrawn"


def test_f8_a5_between_a_stop_and_the_erasure_it_was_withdrawn(gateway: GatewayUnderTest) -> None:
    person = somebody()
    gateway.text(person, "STOP")
    (stop,) = gateway.evidence(person)
    erase(gateway, {"address": person, "reason": WHY})
    question = {"address": person, "program": "bluebird-updates", "category": "offers", "contact": "voice"}
    before = instant.text(instant.parse(stop["recorded_at"]) - 1)
    told = [gateway.get("/v1/permission", **question, at=at)[1] for at in (before, stop["recorded_at"])]
    assert [one["state"] for one in told] == ["none", "withdrawn"]
    assert (told[1]["since"], told[1]["evidence_id"]) == (stop["recorded_at"], stop["id"])
    _, many = gateway.post("/v1/permissions/check", {"items": [question], "at": stop["recorded_at"]})
    assert many["items"] == told[1:]


def test_the_same_key_gets_the_same_answer(gateway: GatewayUnderTest, customer: str) -> None:
    body, key = {"address": customer, "reason": WHY}, {"idempotency-key": f"erase-{customer}"}
    first = erase(gateway, body, **key)
    gateway.text(customer, "JOIN")
    assert erase(gateway, body, **key) == first
    assert len(gateway.evidence(customer)) == 1
    status, problem, _ = erase(gateway, {**body, "reason": "another"}, **key)
    assert (status, problem["code"]) == (422, "idempotency-key-reused")


def test_it_takes_the_scope_and_a_token_of_every_program(gateway: GatewayUnderTest, customer: str) -> None:
    body = {"address": customer, "reason": WHY}
    reader = token(gateway, f"reader-{customer[-4:]}", ["evidence:read", "withdrawals:write"], [])
    other = token(gateway, f"other-{customer[-4:]}", ["erasures"], ["of-another-program"])
    assert erase(gateway, body, reader)[0] == erase(gateway, body, other)[0] == 403
    assert len(gateway.evidence(customer)) == 2
    ours = token(gateway, f"ours-{customer[-4:]}", ["erasures"], ["bluebird-updates", "of-another-program"])
    assert erase(gateway, body, ours)[0] == 200


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("address", {"address": "nobody"}), ("address", {"address": None}), ("reason", {"reason": ""}),
        ("reason", {"reason": "x" * 401}), ("program", {"program": "bluebird-updates"}),
    ],
)  # fmt: skip
def test_what_cannot_be_right_names_its_field(gateway: GatewayUnderTest, field: str, change: dict[str, Any]) -> None:
    status, problem, media_type = erase(gateway, {"address": somebody(), "reason": WHY, **change})
    assert (status, media_type) == (422, "application/problem+json")
    assert problem["errors"][0]["field"] == field

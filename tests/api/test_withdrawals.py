"""Withdrawals that reached the business by e-mail or voice (RULES C1; CONTRACT 5, 8)."""

from typing import Any

import pytest

from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import GatewayUnderTest

TOLD = {"reason": "Please take me off your list.", "source": "email"}


def told(gateway: GatewayUnderTest, address: str, **changes: Any) -> tuple[int, Any]:
    return gateway.post("/v1/withdrawals", {"address": address, **TOLD, **changes})


def state(gateway: GatewayUnderTest, address: str, category: str = "offers", contact: str = "sms") -> str:
    _, answer = gateway.get(
        "/v1/permission", address=address, program="bluebird-updates", category=category, contact=contact
    )
    return str(answer["state"])


def test_c1_without_a_program_it_withdraws_for_the_sender_and_is_durable_when_answered(
    gateway: GatewayUnderTest, customer: str
) -> None:
    status, answer = told(gateway, customer)
    assert status == 201
    (record,) = answer["items"]
    assert record == gateway.evidence(customer)[-1]
    assert (record["event"], record["decision"]["extent"]) == ("withdrawn", "sender")
    assert record["act"]["kind"] == "api"
    assert record["act"]["value"] == TOLD["reason"]
    assert "email" in record["decision"]["reason"]
    assert record["witness"]["level"] == "integrator-asserted"
    assert record["witness"]["provider"].startswith("test-")
    assert (record["subject"]["control"], record["channel"]["id"], record["reply"]) == ("asserted", "api", None)
    assert state(gateway, customer) == state(gateway, customer, contact="voice") == "withdrawn"
    assert gateway.evidence(customer, channel="api") == [record]


def test_c1_of_a_stranger_too_in_any_writing_of_the_number(gateway: GatewayUnderTest) -> None:
    person = somebody()
    national = f"({person[2:5]}) {person[5:8]}-{person[8:]}"
    status, answer = told(gateway, national)
    assert (status, answer["items"][0]["subject"]["address"]) == (201, f"tel:{person}")
    assert state(gateway, person) == "withdrawn"


def test_c1_of_a_program_of_a_category_of_a_way_of_contact(gateway: GatewayUnderTest, customer: str) -> None:
    told(gateway, customer, program="bluebird-updates", category="offers", contact="whatsapp")
    assert state(gateway, customer, "offers", "whatsapp") == "withdrawn"
    assert state(gateway, customer, "offers", "sms") == "given"
    told(gateway, customer, program="bluebird-updates", category="offers")
    assert state(gateway, customer, "offers", "sms") == "withdrawn"
    assert state(gateway, customer, "order-updates", "sms") == "given"
    told(gateway, customer, contact="sms")
    assert state(gateway, customer, "order-updates", "sms") == "withdrawn"
    assert state(gateway, customer, "order-updates", "whatsapp") == "given"
    _, answer = told(gateway, customer, program="bluebird-updates")
    assert answer["items"][0]["decision"]["extent"] == "program"
    assert state(gateway, customer, "order-updates", "whatsapp") == "withdrawn"


def test_a_consent_that_is_asserted_never_ends_it_but_words_do(gateway: GatewayUnderTest, customer: str) -> None:
    told(gateway, customer)
    gateway.text(customer, "AGREE")
    assert state(gateway, customer) == "withdrawn"
    gateway.text(customer, "AGREE")
    assert state(gateway, customer) == "given"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"address": "tomorrow"}, "address"),
        ({"address": ""}, "address"),
        ({"address": None}, "address"),
        ({"program": "redbird"}, "program"),
        ({"program": "bluebird-updates", "category": "prizes"}, "category"),
        ({"category": "offers"}, "program"),
        ({"contact": "fax"}, "contact"),
        ({"reason": ""}, "reason"),
        ({"reason": "x" * 1_601}, "reason"),
        ({"source": 7}, "source"),
        ({"colour": "blue"}, "colour"),
    ],
)
def test_8_a_bad_value_is_422_naming_its_field(gateway: GatewayUnderTest, changes: Any, field: str) -> None:
    status, problem = gateway.post("/v1/withdrawals", {"address": "+14155550199", **TOLD, **changes})
    assert (status, problem["errors"][0]["field"]) == (422, field)
    assert gateway.evidence("+14155550199") == []


@pytest.mark.parametrize("body", [[], "text", 7, None])
def test_8_what_is_no_object_is_400(gateway: GatewayUnderTest, body: Any) -> None:
    assert gateway.post("/v1/withdrawals", body)[0] == 400


def test_8_a_body_over_1_mib_is_413_with_a_problem(gateway: GatewayUnderTest) -> None:
    status, problem = gateway.post("/v1/withdrawals", {"address": "x" * (1024 * 1024)})
    assert (status, problem["status"]) == (413, 413)


def test_8_a_store_that_cannot_be_written_is_503_with_a_problem(gateway: GatewayUnderTest) -> None:
    with gateway.no_evidence_can_be_written():
        status, problem = told(gateway, "+14155550199")
    assert (status, problem["status"]) == (503, 503)


def test_8_a_missing_scope_is_403_and_a_missing_token_401(gateway: GatewayUnderTest) -> None:
    database = Database(gateway.settings.database, KEYS)
    with database.transaction() as connection:
        tokens.create(connection, "reads-only", ["permission:read", "evidence:read"], "reads-only-secret", 1)
    database.close()
    for path in ("/v1/withdrawals", "/v1/reviews/any"):
        for header, status in (({"authorization": "Bearer reads-only-secret"}, 403), ({}, 401)):
            assert gateway.send(Request("POST", gateway.base + path, (), header)).status == status

"""`Idempotency-Key`: sent again, nothing is made twice."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from starlette.datastructures import Headers

from capture_gateway.api.bearers import Bearer
from capture_gateway.api.endpoint import Asked
from capture_gateway.api.idempotency import keyed
from capture_gateway.core.act import Intent
from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.running import TIMEOUT, GatewayUnderTest
from tests.core.values import act

REPLAYED = "Idempotency-Replayed"


def post(
    gateway: GatewayUnderTest, path: str, body: dict[str, Any], key: str | None, token: str = ""
) -> requests.Response:
    headers = {"Authorization": f"Bearer {token or gateway.api_token}"} | (
        {} if key is None else {"Idempotency-Key": key}
    )
    return requests.post(gateway.base + path, json=body, headers=headers, timeout=TIMEOUT)


def consent(person: str, **changes: Any) -> dict[str, Any]:
    return {
        "address": person,
        "program": "bluebird-updates",
        "categories": ["offers"],
        "contact": ["sms"],
        "disclosure": {"text": "I agree to weekly offers."},
        "source": "old-crm",
        **changes,
    }


def withdrawal(person: str, **changes: Any) -> dict[str, Any]:
    return {"address": person, "reason": "please stop", "source": "email", **changes}


WAYS = [("/v1/evidence", consent), ("/v1/withdrawals", withdrawal)]


@pytest.mark.parametrize(("path", "body"), WAYS)
def test_the_same_again_has_the_first_answer_and_says_so(gateway: GatewayUnderTest, path: str, body: Any) -> None:
    person, key = somebody(), f'"key-of-{path},~!"'
    first, again = (post(gateway, path, body(person), key) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert (first.headers.get(REPLAYED), again.headers.get(REPLAYED)) == (None, "true")
    assert first.headers.get("Location") == again.headers.get("Location")
    assert len(gateway.evidence(person)) == 1


@pytest.mark.parametrize(("path", "body"), WAYS)
def test_without_a_key_everything_is_new(gateway: GatewayUnderTest, path: str, body: Any) -> None:
    person = somebody()
    answers = [post(gateway, path, body(person), None) for _ in range(2)]
    assert [one.headers.get(REPLAYED) for one in answers] == [None, None]
    assert len(gateway.evidence(person)) == 2


@pytest.mark.parametrize(("path", "body"), WAYS)
def test_the_same_key_with_another_body_is_422_and_makes_nothing(
    gateway: GatewayUnderTest, path: str, body: Any
) -> None:
    person, other = somebody(), somebody()
    post(gateway, path, body(person), f"first-of-{path}")
    refused = post(gateway, path, body(other), f"first-of-{path}")
    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency-key-reused")
    assert refused.json()["errors"][0]["field"] == "Idempotency-Key"
    assert gateway.evidence(other) == []
    assert post(gateway, path, body(person), f"first-of-{path}").headers[REPLAYED] == "true"


def test_a_key_stands_for_the_operation_and_every_byte_of_the_body() -> None:
    def fingerprint(operation: str, body: bytes) -> str:
        headers = Headers({"idempotency-key": "k"})
        asked: Asked[None, None] = Asked(Bearer("crm", frozenset()), None, None, {}, headers, body)
        return keyed(act(Intent.REPORT), asked, operation).fingerprint

    sent = [("report", b"{}"), ("report", b"{} "), ("withdraw", b"{}")]
    assert len({fingerprint(*one) for one in sent}) == len(sent)
    assert fingerprint(*sent[0]) == fingerprint(*sent[0])


def test_a_key_belongs_to_one_operation(gateway: GatewayUnderTest) -> None:
    person = somebody()
    post(gateway, "/v1/evidence", consent(person), "of-a-consent")
    assert post(gateway, "/v1/withdrawals", withdrawal(person), "of-a-consent").status_code == 422
    assert len(gateway.evidence(person)) == 1


def test_a_key_belongs_to_one_token(gateway: GatewayUnderTest) -> None:
    database = Database(gateway.settings.database, KEYS)
    with database.transaction() as connection:
        tokens.create(connection, "another-crm", ["evidence:write"], "another-crm-secret", 1)
    database.close()
    person = somebody()
    post(gateway, "/v1/evidence", consent(person), "of-two")
    other = post(gateway, "/v1/evidence", consent(person), "of-two", "another-crm-secret")
    assert (other.status_code, other.headers.get(REPLAYED)) == (201, None)
    assert len(gateway.evidence(person)) == 2


def test_many_at_the_same_time_make_one_record(gateway: GatewayUnderTest) -> None:
    person = somebody()
    with ThreadPoolExecutor(8) as threads:
        sent = [threads.submit(post, gateway, "/v1/evidence", consent(person), "at-once") for _ in range(16)]
    answers = [one.result() for one in sent]
    assert {one.status_code for one in answers} == {201}
    assert len({one.json()["id"] for one in answers}) == 1
    assert sorted(one.headers.get(REPLAYED, "") for one in answers) == ["", *["true"] * 15]
    assert len(gateway.evidence(person)) == 1


def test_a_withdrawal_is_answered_again_after_the_person_came_back_and_does_not_stop_them(
    gateway: GatewayUnderTest, customer: str
) -> None:
    first = post(gateway, "/v1/withdrawals", withdrawal(customer), "once")
    gateway.text(customer, "JOIN")
    gateway.text(customer, "AGREE")
    assert post(gateway, "/v1/withdrawals", withdrawal(customer), "once").json() == first.json()
    assert gateway.permitted(customer)


def test_what_was_not_written_is_not_remembered(gateway: GatewayUnderTest) -> None:
    person = somebody()
    with gateway.no_evidence_can_be_written():
        assert post(gateway, "/v1/evidence", consent(person), "unlucky").status_code == 503
    answer = post(gateway, "/v1/evidence", consent(person), "unlucky")
    assert (answer.status_code, answer.headers.get(REPLAYED)) == (201, None)


def test_a_body_that_is_refused_does_not_use_the_key_up(gateway: GatewayUnderTest) -> None:
    person = somebody()
    assert post(gateway, "/v1/evidence", consent(person, disclosure={"text": ""}), "corrected").status_code == 422
    assert post(gateway, "/v1/evidence", consent(person), "corrected").status_code == 201


@pytest.mark.parametrize("key", ["", "a key", "x" * 256, "caf\xe9", "a\tb"])
@pytest.mark.parametrize(("path", "body"), WAYS)
def test_a_bad_key_is_422_and_nothing_is_made(gateway: GatewayUnderTest, path: str, body: Any, key: str) -> None:
    person = somebody()
    answer = post(gateway, path, body(person), key)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "Idempotency-Key")
    assert gateway.evidence(person) == []


def test_the_longest_key_is_taken(gateway: GatewayUnderTest) -> None:
    person = somebody()
    answers = [post(gateway, "/v1/evidence", consent(person), "~" * 255) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert len(gateway.evidence(person)) == 1

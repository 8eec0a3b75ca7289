"""What every operation has in common: who may ask, what is refused, and in which order."""

import json
from typing import Any

import pytest
from starlette.datastructures import Headers

from capture_gateway.api.bearers import Bearer
from capture_gateway.api.endpoint import JSON, Asked, accepts
from capture_gateway.api.values import BODY_LIMIT
from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.phone import Request
from capture_gateway.testing.running import GatewayUnderTest, _exchange

QUESTION = {"program": "bluebird-updates", "category": "offers", "contact": "sms"}
CHECK = "/v1/permissions/check"


def post(gateway: GatewayUnderTest, body: bytes, token: str) -> tuple[int, Any]:
    answer = _exchange("POST", gateway.base + CHECK, body, {"authorization": f"Bearer {token}"})
    return answer.status, json.loads(answer.body)


@pytest.mark.parametrize("path", ["/v1/permission", "/v1/evidence", "/v1/evidence/some-id"])
@pytest.mark.parametrize("header", ["", "Bearer wrong", "Basic abc", "Bearer", "Bearer  "])
def test_a_bad_token_is_401_before_anything_else(gateway: GatewayUnderTest, path: str, header: str) -> None:
    headers = {"authorization": header} if header else {}
    answer = gateway.send(Request("GET", gateway.base + path, (), headers))
    assert (answer.status, answer.content_type) == (401, "application/problem+json")


def test_a_token_without_the_scope_is_403_and_a_revoked_one_401(gateway: GatewayUnderTest) -> None:
    database = Database(gateway.settings.database, KEYS)
    with database.transaction() as connection:
        tokens.create(connection, "reader", ["permission:read"], "reader-secret", 1)
        tokens.create(connection, "gone", ["permission:read"], "gone-secret", 1)
        assert tokens.revoke(connection, "gone", 2)
        assert not tokens.revoke(connection, "gone", 3)
    database.close()
    for secret, status in (("reader-secret", 403), ("gone-secret", 401)):
        answer = gateway.send(Request("GET", f"{gateway.base}/v1/evidence", (), {"authorization": f"Bearer {secret}"}))
        assert answer.status == status
        assert json.loads(answer.body)["status"] == status


def test_a_problem_for_what_does_not_exist(gateway: GatewayUnderTest) -> None:
    for path in ("/v1/nothing", "/v1/evidence/nothing"):
        status, problem = gateway.get(path)
        assert (status, problem["status"]) == (404, 404)


def test_a_parameter_given_twice_has_no_answer(gateway: GatewayUnderTest) -> None:
    other = somebody()
    headers = {"authorization": f"Bearer {gateway.api_token}"}
    for path in ("permission", "evidence"):
        url = f"{gateway.base}/v1/{path}?address=%2B14155550199&address={other}"
        assert gateway.send(Request("GET", url, (), headers)).status == 422


def test_answers_are_never_stored_by_caches(gateway: GatewayUnderTest) -> None:
    import urllib.request

    query = "&".join(f"{name}={value}" for name, value in QUESTION.items())
    url = f"{gateway.base}/v1/permission?address=%2B14155550199&{query}"
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {gateway.api_token}"})
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_parameter_that_nobody_knows_is_no_typing_error_that_goes_unnoticed(gateway: GatewayUnderTest) -> None:
    status, problem = gateway.get("/v1/permission", address="+14155550199", min_controll="reply", **QUESTION)
    assert (status, problem["code"]) == (422, "unprocessable-content")
    assert gateway.get("/v1/evidence/some-id", fields="x")[0] == 422


def test_a_body_is_refused_in_the_order_of_the_contract(gateway: GatewayUnderTest) -> None:
    huge = b"{" + b" " * BODY_LIMIT
    assert post(gateway, huge, "wrong")[0] == 413
    assert post(gateway, b"no json", "wrong")[0] == 401
    status, problem = post(gateway, b"no json", gateway.api_token)
    assert (status, problem["code"]) == (400, "bad-request")
    assert post(gateway, b"[]", gateway.api_token)[0] == 400
    assert post(gateway, b'{"items": [], "items": ' + b"[" * 100_000, gateway.api_token)[0] == 400
    status, problem = post(gateway, b'{"items": [{}]}', gateway.api_token)
    assert (status, {one["field"] for one in problem["errors"]}) == (
        422, {f"items.0.{name}" for name in ("address", "program", "category", "contact")},
    )  # fmt: skip


def test_a_field_that_is_given_twice_has_no_answer_wherever_it_stands(gateway: GatewayUnderTest) -> None:
    question = json.dumps({"address": "+14155550199", **QUESTION})
    assert post(gateway, b'{"items": [%s]}' % question.encode(), gateway.api_token)[0] == 200
    twice = question[:-1] + ', "address": "+14155550198"}'
    for body in (f'{{"items": [{question}, {twice}]}}', f'{{"items": [], "items": [{question}]}}'):
        status, problem = post(gateway, body.encode(), gateway.api_token)
        assert (status, problem["code"]) == (400, "bad-request")
        assert "given twice" in problem["detail"]


LD = "application/ld+json"


@pytest.mark.parametrize(
    ("header", "is_wanted"),
    [
        (LD, True),
        ("APPLICATION/LD+JSON", True),
        (f"{LD} ; profile=x; Q=0.001", True),
        (f"{JSON}, {LD}", True),
        (f"{JSON};q=0.5, {LD};q=0.9", True),
        (f"{JSON}, {LD};q=0.9", False),
        (f"{LD};q=0, {JSON}", False),
        (f"{LD};q=0.000", False),
        (f"{LD};q=many", True),
        ("*/*", False),
        ("", False),
        (";,=,;q", False),
    ],
)
def test_accept_is_weighed_and_has_no_case(header: str, is_wanted: bool) -> None:
    asked: Asked[None, None] = Asked(Bearer("one", frozenset()), None, None, {}, Headers({"accept": header}), b"")
    assert accepts(asked, LD) is is_wanted

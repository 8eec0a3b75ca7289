"""What integrators read (RULES A3-A5, E; the permission answer; cursors) over real HTTP."""

import json
from typing import Any

import pytest

from capture_gateway.core import instant
from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.phone import Request
from capture_gateway.testing.running import GatewayUnderTest

QUESTION = {"program": "bluebird-updates", "category": "offers", "contact": "sms"}


@pytest.fixture(scope="module")
def agreed(gateway: GatewayUnderTest) -> str:
    person = somebody()
    gateway.text(person, "JOIN")
    gateway.text(person, "AGREE")
    return person


def ask(gateway: GatewayUnderTest, address: str, **changes: str) -> tuple[int, Any]:
    return gateway.get("/v1/permission", address=address, **(QUESTION | changes))


def test_the_answer_has_every_field_of_the_contract(gateway: GatewayUnderTest, agreed: str) -> None:
    status, answer = ask(gateway, agreed)
    record = gateway.evidence(agreed)[-1]
    assert status == 200
    assert list(answer) == [
        "permitted", "state", "reason", "address", "program", "category", "contact", "since", "evidence_id", "position",
        "control", "as_of",
    ]  # fmt: skip
    assert answer | {"as_of": ""} == {
        "permitted": True, "state": "given", "reason": "given", "address": f"tel:{agreed}", **QUESTION,
        "since": record["recorded_at"], "evidence_id": record["id"], "position": record["position"], "control": "reply",
        "as_of": "",
    }  # fmt: skip


def test_a3_a_stranger_is_200_none_and_nulls(gateway: GatewayUnderTest) -> None:
    status, answer = ask(gateway, "+14155550199")
    assert (status, answer["permitted"], answer["state"], answer["reason"]) == (200, False, "none", "none")
    assert [answer[name] for name in ("since", "evidence_id", "position", "control")] == [None] * 4


@pytest.mark.parametrize("missing", ["address", "program", "category", "contact"])
def test_a3_all_four_are_required(gateway: GatewayUnderTest, missing: str) -> None:
    question = {name: value for name, value in {"address": "+14155550199", **QUESTION}.items() if name != missing}
    status, problem = gateway.get("/v1/permission", **question)
    assert status == 422
    assert problem["errors"][0]["field"] == missing


@pytest.mark.parametrize("field", ["program", "category", "contact"])
def test_a3_an_unknown_name_is_422_and_lists_the_known_ones(gateway: GatewayUnderTest, field: str) -> None:
    status, problem = ask(gateway, "+14155550199", **{field: "nonsense"})
    assert status == 422
    assert problem["errors"][0]["field"] == field
    assert set(QUESTION[field].split()) <= set(
        problem["errors"][0]["detail"].replace(",", " ").replace(".", " ").split()
    )


@pytest.mark.parametrize("address", ["nonsense", "+15551230000", "mailto:a@b.example", "911", "tel:4155550123"])
def test_a3_a_bad_address_is_422(gateway: GatewayUnderTest, address: str) -> None:
    status, problem = ask(gateway, address)
    assert (status, problem["errors"][0]["field"]) == (422, "address")


def test_a4_every_way_of_writing_the_number(gateway: GatewayUnderTest, agreed: str) -> None:
    digits = agreed.removeprefix("+1")
    written = [
        agreed,
        f"tel:{agreed}",
        f" 1{digits}",
        f"({digits[:3]}) {digits[3:6]}-{digits[6:]}",
        f"whatsapp:{agreed}",
    ]
    assert all(ask(gateway, one)[1]["permitted"] for one in written)
    headers = {"authorization": f"Bearer {gateway.api_token}"}
    query = "&".join(f"{name}={value}" for name, value in QUESTION.items())
    raw = gateway.send(Request("GET", f"{gateway.base}/v1/permission?address={agreed}&{query}", (), headers))
    assert json.loads(raw.body)["permitted"]


def test_a5_at_answers_for_a_past_instant_by_append_time(gateway: GatewayUnderTest) -> None:
    person = somebody()
    for body in ("JOIN", "AGREE", "STOP"):
        gateway.text(person, body)
    requested, given, withdrawn = (record["recorded_at"] for record in gateway.evidence(person))
    before = instant.text(instant.parse(requested) - 1)
    assert ask(gateway, person, at=before)[1]["state"] == "none"
    assert ask(gateway, person, at=requested)[1]["state"] == "requested"
    answer = ask(gateway, person, at=given)[1]
    assert (answer["state"], answer["permitted"], answer["as_of"]) == ("given", True, given)
    assert ask(gateway, person, at=withdrawn)[1]["state"] == "withdrawn"
    assert ask(gateway, person, at=given.replace("Z", "+00:00"))[1]["state"] == "given"


@pytest.mark.parametrize("at", ["2999-01-01T00:00:00Z", "yesterday", "2026-11-22", ""])
def test_a3_a_future_or_unreadable_instant_is_422(gateway: GatewayUnderTest, at: str) -> None:
    status, problem = ask(gateway, "+14155550199", at=at)
    assert (status, problem["errors"][0]["field"]) == (422, "at")


def test_e_min_control(gateway: GatewayUnderTest, agreed: str) -> None:
    assert ask(gateway, agreed, min_control="reply")[1]["permitted"]
    assert ask(gateway, agreed, min_control="strong")[0] == 422


@pytest.mark.parametrize("path", ["/v1/permission", "/v1/evidence", "/v1/evidence/some-id"])
@pytest.mark.parametrize("header", ["", "Bearer wrong", "Basic abc", "Bearer", "Bearer  "])
def test_a_bad_token_is_401_before_anything_else(gateway: GatewayUnderTest, path: str, header: str) -> None:
    headers = {"authorization": header} if header else {}
    answer = gateway.send(Request("GET", gateway.base + path, (), headers))
    assert (answer.status, answer.content_type) == (401, "application/problem+json")


def test_a_token_without_the_scope_is_403_and_a_revoked_one_401(gateway: GatewayUnderTest) -> None:
    database = Database(gateway.settings.database_path)
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


def test_evidence_goes_on_after_next_until_it_is_empty(gateway: GatewayUnderTest, agreed: str) -> None:
    everything = gateway.evidence()
    assert [record["position"] for record in everything] == list(range(len(everything)))
    seen: list[dict[str, Any]] = []
    after: dict[str, str] = {}
    while True:
        _, page = gateway.get("/v1/evidence", limit="1", **after)
        if not page["items"]:
            assert page["next"] is None
            break
        seen += page["items"]
        assert page["next"] == page["items"][-1]["position"]
        after = {"after": str(page["next"])}
    assert seen == everything
    status, one = gateway.get(f"/v1/evidence/{everything[0]['id']}")
    assert (status, one) == (200, everything[0])


def test_evidence_filters(gateway: GatewayUnderTest, agreed: str) -> None:
    assert [r["event"] for r in gateway.evidence(agreed)] == ["requested", "given"]
    assert {r["event"] for r in gateway.evidence(event="given")} == {"given"}
    assert {r["channel"]["id"] for r in gateway.evidence(channel="sms")} == {"sms"}
    assert gateway.evidence(agreed, channel="voice") == []
    assert gateway.evidence(agreed, program="bluebird-updates") == gateway.evidence(agreed)


@pytest.mark.parametrize(
    ("field", "value"),
    [("limit", "0"), ("limit", "1001"), ("limit", "x"), ("after", "-2"), ("event", "granted"), ("channel", "fax"),
     ("program", "x"), ("address", "x")],
)  # fmt: skip
def test_a_bad_filter_is_422_naming_it(gateway: GatewayUnderTest, field: str, value: str) -> None:
    status, problem = gateway.get("/v1/evidence", **{field: value})
    assert (status, problem["errors"][0]["field"]) == (422, field)


def test_a_parameter_given_twice_has_no_answer(gateway: GatewayUnderTest, agreed: str) -> None:
    headers = {"authorization": f"Bearer {gateway.api_token}"}
    for path in ("permission", "evidence"):
        url = f"{gateway.base}/v1/{path}?address=%2B14155550199&address={agreed}"
        assert gateway.send(Request("GET", url, (), headers)).status == 422


def test_a_store_that_cannot_answer_says_no(gateway: GatewayUnderTest, agreed: str) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(gateway.settings.database_path, isolation_level=None)) as connection:
        connection.execute("ALTER TABLE permission RENAME TO permission_gone")
        try:
            status, problem = ask(gateway, agreed)
        finally:
            connection.execute("ALTER TABLE permission_gone RENAME TO permission")
    assert (status, problem["permitted"], problem["reason"]) == (503, False, "unavailable")
    assert ask(gateway, agreed)[1]["permitted"]


def test_answers_are_never_stored_by_caches(gateway: GatewayUnderTest) -> None:
    import urllib.request

    query = "&".join(f"{name}={value}" for name, value in QUESTION.items())
    url = f"{gateway.base}/v1/permission?address=%2B14155550199&{query}"
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {gateway.api_token}"})
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["Cache-Control"] == "no-store"

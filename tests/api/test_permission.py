"""May I contact this person? (RULES A3-A5, E) over real HTTP."""

import json
from pathlib import Path
from typing import Any

import pytest

from capture_gateway.core import instant
from capture_gateway.testing import sample
from capture_gateway.testing.clock import Clock
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.phone import Request
from capture_gateway.testing.running import GatewayUnderTest, running
from tests.postgres import raw

QUESTION = {"program": "bluebird-updates", "category": "offers", "contact": "sms"}


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


def test_a5_whoever_is_out_is_out_now_whatever_a_fast_clock_wrote(tmp_path: Path) -> None:
    person, clock = somebody(), Clock()
    with running(sample.copy(tmp_path / "project"), now=clock) as gateway:
        for body in ("JOIN", "AGREE"):
            gateway.text(person, body)
        clock.now += instant.HOUR
        gateway.text(somebody(), "JOIN")
        clock.now -= instant.HOUR
        given = instant.text(clock.now)
        clock.now += 1_000
        gateway.text(person, "STOP")
        now = instant.text(clock.now)
        assert instant.parse(gateway.evidence(person)[-1]["recorded_at"]) > clock.now
        assert [ask(gateway, person, at=at)[1]["state"] for at in (given, now)] == ["given", "withdrawn"]
        many = check(gateway, QUESTION | {"address": person}, at=now)[1]["items"]
        assert [one["permitted"] for one in many] == [False]


@pytest.mark.parametrize("at", ["2999-01-01T00:00:00Z", "yesterday", "2026-11-22", "", "0001-01-01T00:00:00+14:00"])
def test_a3_a_future_or_unreadable_instant_is_422(gateway: GatewayUnderTest, at: str) -> None:
    status, problem = ask(gateway, "+14155550199", at=at)
    assert (status, problem["errors"][0]["field"]) == (422, "at")


def test_e_min_control(gateway: GatewayUnderTest, agreed: str) -> None:
    assert ask(gateway, agreed, min_control="reply")[1]["permitted"]
    assert ask(gateway, agreed, min_control="strong")[0] == 422


def test_a_store_that_cannot_answer_says_no(gateway: GatewayUnderTest, agreed: str) -> None:

    with raw(gateway.settings.database) as connection:
        connection.execute("ALTER TABLE permission RENAME TO permission_gone")
        try:
            status, problem = ask(gateway, agreed)
        finally:
            connection.execute("ALTER TABLE permission_gone RENAME TO permission")
    assert (status, problem["permitted"], problem["reason"]) == (503, False, "unavailable")
    assert ask(gateway, agreed)[1]["permitted"]


def check(gateway: GatewayUnderTest, *items: dict[str, str], **more: object) -> tuple[int, Any]:
    return gateway.post("/v1/permissions/check", {"items": list(items), **more})


def test_many_questions_have_their_answers_in_order(gateway: GatewayUnderTest, agreed: str) -> None:
    people = [somebody() for _ in range(3)]
    numbers = [people[0], agreed, people[1], f"tel:{agreed}", people[2], agreed]
    status, body = check(gateway, *(QUESTION | {"address": number} for number in numbers))
    assert status == 200
    assert [one["permitted"] for one in body["items"]] == [False, True, False, True, False, True]
    single = ask(gateway, agreed)[1]
    assert body["items"][1] | {"as_of": ""} == single | {"as_of": ""}
    assert check(gateway) == (200, {"items": []})


def test_every_question_that_cannot_be_right_is_named(gateway: GatewayUnderTest, agreed: str) -> None:
    good = QUESTION | {"address": agreed}
    status, problem = check(gateway, good, good | {"category": "x"}, good, good | {"address": "12"})
    assert status == 422
    assert [error["field"] for error in problem["errors"]] == ["items.1.category", "items.3.address"]
    status, problem = check(gateway, good, {**good, "contact": "", "more": "1"})
    assert status == 422
    assert {error["field"] for error in problem["errors"]} == {"items.1.contact", "items.1.more"}


def test_a_thousand_questions_and_no_more(gateway: GatewayUnderTest) -> None:
    one = QUESTION | {"address": "+14155550199"}
    status, body = check(gateway, *[one] * 1_000)
    assert (status, len(body["items"])) == (200, 1_000)
    assert check(gateway, *[one] * 1_001)[0] == 422


def test_many_questions_about_a_past_instant_and_by_a_stronger_control(gateway: GatewayUnderTest) -> None:
    person = somebody()
    for body in ("JOIN", "AGREE", "STOP"):
        gateway.text(person, body)
    _, given, _ = (record["recorded_at"] for record in gateway.evidence(person))
    question = QUESTION | {"address": person}
    assert check(gateway, question)[1]["items"][0]["state"] == "withdrawn"
    then = check(gateway, question, at=given, min_control="reply")[1]["items"][0]
    assert (then["state"], then["permitted"], then["as_of"]) == ("given", True, given)
    assert check(gateway, question, at="2999-01-01T00:00:00Z")[1]["errors"][0]["field"] == "at"


def test_permitted_alone_tells_nothing_else_of_anybody(gateway: GatewayUnderTest, agreed: str) -> None:
    assert ask(gateway, agreed, fields="permitted") == (200, {"permitted": True})
    assert ask(gateway, somebody(), fields="permitted") == (200, {"permitted": False})
    _, body = check(gateway, QUESTION | {"address": agreed}, QUESTION | {"address": somebody()}, fields="permitted")
    assert body == {"items": [{"permitted": True}, {"permitted": False}]}
    assert ask(gateway, agreed, fields="state")[0] == 422

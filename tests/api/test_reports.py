"""Consents that other systems took (RULES A1, A2; CONTRACT 5-8; DESIGN 5.1)."""

import hashlib
from typing import Any

import pytest

from capture_gateway.core import instant
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.running import GatewayUnderTest

PROGRAM = "bluebird-updates"
WORDS = "Sí, quiero las ofertas de Bluebird Grocers por mensaje de texto. \U0001f426"
CLAIMED = "2024-05-01T09:30:00.000Z"


def report(gateway: GatewayUnderTest, address: str, /, **changes: Any) -> tuple[int, Any]:
    body: dict[str, Any] = {
        "address": address,
        "program": PROGRAM,
        "categories": ["offers"],
        "contact": ["sms"],
        "disclosure": {"text": WORDS, "language": "es", "version": "spring"},
        "act": {"kind": "tick", "value": "ofertas"},
        "claimed_at": CLAIMED,
        "source": "old-crm",
        "reference": "contact-4711",
    }
    return gateway.post("/v1/evidence", body | changes)


def permission(gateway: GatewayUnderTest, address: str, **changes: str) -> dict[str, Any]:
    question = {"address": address, "program": PROGRAM, "category": "offers", "contact": "sms"}
    _, answer = gateway.get("/v1/permission", **question | changes)
    return dict(answer)


def test_the_record_tells_what_was_said_by_whom_and_that_nobody_here_saw_it(gateway: GatewayUnderTest) -> None:
    person = somebody()
    before = gateway.now()
    status, record = report(gateway, person, ip="192.0.2.7", user_agent="Browser", page="https://shop.example/join")
    assert status == 201
    assert gateway.evidence(person) == [record]
    assert (record["event"], record["categories"], record["contact"]) == ("given", ["offers"], ["sms"])
    assert record["disclosure"] == {
        "showing": None,
        "prompt": "reported",
        "version": "spring",
        "language": "es",
        "text": WORDS,
        "sha256": hashlib.sha256(WORDS.encode()).hexdigest(),
        "medium": "page",
        "shown_at": None,
        "presentation": {},
    }
    assert record["act"] == {"kind": "tick", "value": "ofertas", "at": CLAIMED}
    assert record["times"]["claimed_at"] == CLAIMED
    assert instant.parse(record["times"]["received_at"]) >= before
    witness = record["witness"]
    assert (witness["level"], witness["provider_id"]) == ("integrator-asserted", "contact-4711")
    assert witness["provider"].startswith("test-")
    assert (witness["ip"], witness["user_agent"], witness["page"]) == (
        "192.0.2.7",
        "Browser",
        "https://shop.example/join",
    )
    assert record["decision"] == {"rule": "reported", "reason": "agreed elsewhere, as old-crm says"}
    assert (record["subject"]["control"], record["subject"]["identifiers"]) == ("asserted", [person])
    assert (record["channel"]["id"], record["language"], record["reply"]) == ("api", "es", None)


def test_it_is_permitted_by_an_asserted_control_alone(gateway: GatewayUnderTest) -> None:
    person = somebody()
    _, record = report(gateway, person)
    answer = permission(gateway, person)
    assert (answer["permitted"], answer["control"], answer["evidence_id"]) == (True, "asserted", record["id"])
    assert answer["since"] == record["recorded_at"], "since we were told, not since it is said to have happened"
    assert permission(gateway, person, min_control="carrier")["reason"] == "control"
    assert permission(gateway, person, category="recommendations")["state"] == "none"
    assert gateway.text(person, "STATUS").texts != gateway.text(somebody(), "STATUS").texts


def test_the_least_that_is_needed(gateway: GatewayUnderTest) -> None:
    person = somebody()
    body = {
        "address": f"({person[2:5]}) {person[5:8]}-{person[8:]}",
        "program": PROGRAM,
        "categories": ["offers", "offers"],
        "contact": ["sms"],
        "disclosure": {"text": "Yes"},
        "source": "paper",
    }
    status, record = gateway.post("/v1/evidence", body)
    assert (status, record["subject"]["address"], record["categories"]) == (201, f"tel:{person}", ["offers"])
    assert (record["language"], record["disclosure"]["version"]) == ("und", "elsewhere")
    assert "claimed_at" not in record["times"]
    assert "at" not in record["act"]


@pytest.mark.parametrize("reach", [{}, {"program": PROGRAM}, {"program": PROGRAM, "category": "offers"}])
@pytest.mark.parametrize("claimed", [CLAIMED, None])
def test_a2_it_never_lifts_a_withdrawal_and_words_of_ours_still_do(
    gateway: GatewayUnderTest, reach: dict[str, str], claimed: str | None
) -> None:
    person = somebody()
    gateway.post("/v1/withdrawals", {"address": person, "reason": "stop", "source": "email", **reach})
    assert report(gateway, person, claimed_at=claimed)[0] == 201
    assert permission(gateway, person)["state"] == "withdrawn"
    gateway.text(person, "JOIN")
    gateway.text(person, "AGREE")
    assert (permission(gateway, person)["state"], permission(gateway, person)["control"]) == ("given", "reply")


def test_a2_nor_a_stop_a_refusal_a_wrong_number_or_a_hold(gateway: GatewayUnderTest) -> None:
    for texts, state in (
        (["STOP"], "withdrawn"),
        (["JOIN", "NO"], "refused"),
        (["JOIN", "AGREE", "wrong number"], "withdrawn"),
        (["JOIN", "AGREE", "not interested"], "withdrawn"),
    ):
        person = somebody()
        for text in texts:
            gateway.text(person, text)
        assert permission(gateway, person)["state"] == state
        report(gateway, person, claimed_at=instant.text(gateway.now()))
        assert permission(gateway, person)["state"] == state, texts


def test_it_takes_no_place_of_what_was_given_here(gateway: GatewayUnderTest, customer: str) -> None:
    witnessed = permission(gateway, customer)
    assert report(gateway, customer)[0] == 201
    assert permission(gateway, customer) | {"as_of": ""} == witnessed | {"as_of": ""}


def test_b1_who_is_only_said_to_have_agreed_is_shown_the_words(gateway: GatewayUnderTest) -> None:
    person = somebody()
    version = gateway.deployment.catalogue.programs[PROGRAM].current
    everything = ["order-updates", "offers", "recommendations"]
    report(
        gateway, person, categories=everything, contact=["sms", "whatsapp"],
        disclosure={"text": WORDS, "version": version},
    )  # fmt: skip
    gateway.text(person, "JOIN")
    gateway.text(person, "AGREE")
    assert permission(gateway, person)["control"] == "reply"
    assert [one["event"] for one in gateway.evidence(person)] == ["given", "requested", "given"]


def test_c1_stop_ends_it(gateway: GatewayUnderTest) -> None:
    person = somebody()
    report(gateway, person)
    assert len(gateway.text(person, "STOP").texts) == 1
    assert permission(gateway, person)["state"] == "withdrawn"


def test_c2_a_review_gives_back_what_was_held_with_the_words_that_were_told(gateway: GatewayUnderTest) -> None:
    person = somebody()
    _, told = report(gateway, person)
    gateway.text(person, "not interested")
    _, page = gateway.get("/v1/reviews", state="open", limit="1000")
    (review,) = [one for one in page["items"] if one["address"] == f"tel:{person}"]
    status, _ = gateway.post(f"/v1/reviews/{review['id']}", {"resolution": "lift", "reason": "a joke"})
    lifted = gateway.evidence(person)[-1]
    assert (status, lifted["event"], lifted["decision"]["follows"]) == (200, "given", told["id"])
    assert lifted["disclosure"] == told["disclosure"]
    assert (lifted["witness"]["level"], lifted["act"]["at"]) == (
        "staff-transcribed",
        lifted["times"]["received_at"],
    )
    assert gateway.permitted(person)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"address": "tomorrow"}, "address"),
        ({"program": "redbird"}, "program"),
        ({"categories": ["prizes"]}, "categories"),
        ({"categories": []}, "categories"),
        ({"categories": "offers"}, "categories"),
        ({"contact": ["sms", "fax"]}, "contact"),
        ({"disclosure": None}, "disclosure"),
        ({"disclosure": {}}, "disclosure.text"),
        ({"disclosure": {"text": ""}}, "disclosure.text"),
        ({"disclosure": {"text": " \n "}}, "disclosure.text"),
        ({"disclosure": {"text": "\u200b…\x1c"}}, "disclosure.text"),
        ({"disclosure": {"text": "x" * 20_001}}, "disclosure.text"),
        ({"disclosure": {"text": "Yes", "language": "a language"}}, "disclosure.language"),
        ({"disclosure": {"text": "I, (415) 555-0198, agree."}}, "disclosure.text"),
        ({"disclosure": {"text": "Yes", "version": "415-555-0198"}}, "disclosure.version"),
        ({"disclosure": {"text": "Yes", "version": "crm_4711999"}}, "disclosure.version"),
        ({"disclosure": {"text": "Yes", "version": "Ana Lopez"}}, "disclosure.version"),
        ({"disclosure": {"text": "Yes", "version": "ana@example.com"}}, "disclosure.version"),
        ({"disclosure": {"text": "Yes", "version": ""}}, "disclosure.version"),
        ({"disclosure": {"text": "Yes", "version": "v" * 41}}, "disclosure.version"),
        ({"disclosure": {"text": "Yes", "language": "en-4155550-198"}}, "disclosure.language"),
        ({"disclosure": {"text": "Yes", "medium": "carrier pigeon"}}, "disclosure.medium"),
        ({"act": {"kind": "delivery-error"}}, "act.kind"),
        ({"claimed_at": "2999-01-01T00:00:00Z"}, "claimed_at"),
        ({"claimed_at": "1969-12-31T23:59:59Z"}, "claimed_at"),
        ({"claimed_at": "0001-01-01T00:00:00+14:00"}, "claimed_at"),
        ({"claimed_at": "2024-05-01T09:30:00"}, "claimed_at"),
        ({"claimed_at": "yesterday"}, "claimed_at"),
        ({"claimed_at": 7}, "claimed_at"),
        ({"source": ""}, "source"),
        ({"source": "a\nb"}, "source"),
        ({"reference": ""}, "reference"),
        ({"event": "given"}, "event"),
        ({"showing": "mine"}, "showing"),
    ],
)
def test_8_a_bad_value_is_422_naming_its_field_and_nothing_is_kept(
    gateway: GatewayUnderTest, changes: dict[str, Any], field: str
) -> None:
    status, problem = report(gateway, "+14155550198", **changes)
    assert (status, problem["errors"][0]["field"]) == (422, field)
    assert gateway.evidence("+14155550198") == []


def test_what_the_ledger_tells_for_good_has_none_of_the_reporters_words(gateway: GatewayUnderTest) -> None:
    person = somebody()
    called = "2024-05.spring_v2-abcdefghijklmnopqrstuv"
    status, record = report(gateway, person, disclosure={"text": WORDS, "version": called})
    current = gateway.deployment.catalogue.programs[PROGRAM].current
    assert (status, record["program"]["version"], record["disclosure"]["version"]) == (201, current, called)
    status, problem = report(gateway, person, disclosure={"text": f"I agree, {person[2:]}."})
    assert (status, person[2:] in str(problem)) == (422, False)


def test_8_a_store_that_cannot_be_written_is_503(gateway: GatewayUnderTest) -> None:
    with gateway.no_evidence_can_be_written():
        status, problem = report(gateway, "+14155550198")
    assert (status, problem["status"]) == (503, 503)

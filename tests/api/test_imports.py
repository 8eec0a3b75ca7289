"""Many consents and withdrawals of another system at once (RULES A2, C6; CONTRACT 5, 8)."""

from dataclasses import replace
from typing import Any

import pytest

from capture_gateway.api.imports import MOST, PIECE
from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import GatewayUnderTest

PROGRAM = "bluebird-updates"


def consent(person: str, **changes: Any) -> dict[str, Any]:
    return {
        "address": person,
        "program": PROGRAM,
        "categories": ["offers"],
        "contact": ["sms"],
        "disclosure": {"text": "I agree to weekly offers."},
        "source": "old-crm",
        **changes,
    }


def withdrawal(person: str, **changes: Any) -> dict[str, Any]:
    return {"event": "withdrawn", "address": person, "source": "old-crm", **changes}


def imported(gateway: GatewayUnderTest, *items: Any, **more: Any) -> list[dict[str, Any]]:
    status, answer = gateway.post("/v1/evidence/import", {"items": items, **more})
    assert status == 200, answer
    return list(answer["items"])


def statuses(gateway: GatewayUnderTest, *items: Any, **more: Any) -> list[str]:
    return [one["status"] for one in imported(gateway, *items, **more)]


def state(gateway: GatewayUnderTest, person: str, category: str = "offers", contact: str = "sms") -> str:
    question = {"address": person, "program": PROGRAM, "category": category, "contact": contact}
    return str(gateway.get("/v1/permission", **question)[1]["state"])


def test_each_item_is_taken_or_refused_by_itself_in_order(gateway: GatewayUnderTest) -> None:
    ana, ben = somebody(), somebody()
    answers = imported(gateway, consent(ana), consent(ana, program="redbird"), withdrawal(ben), {"event": "forgotten"})
    assert [one["status"] for one in answers] == ["recorded", "refused", "recorded", "refused"]
    assert answers[1]["errors"][0]["field"] == "program"
    assert {"address", "event"} <= {one["field"] for one in answers[3]["errors"]}
    assert [answers[0]["id"], answers[2]["id"]] == [gateway.evidence(who)[0]["id"] for who in (ana, ben)]
    assert (state(gateway, ana), state(gateway, ben)) == ("given", "withdrawn")


def test_words_that_hold_the_persons_own_number_are_refused_and_nothing_else_is(gateway: GatewayUnderTest) -> None:
    ana, ben = somebody(), somebody()
    words = {"text": f"I, {ana[2:5]}-{ana[5:8]}-{ana[8:]}, agree."}
    first, second = imported(gateway, consent(ana, disclosure=words), consent(ben, disclosure=words))
    assert (first["status"], first["errors"][0]["field"]) == ("refused", "disclosure.text")
    assert second["status"] == "recorded"


def test_the_records_are_as_those_of_single_reports(gateway: GatewayUnderTest) -> None:
    person = somebody()
    item = consent(person, reference=f"of {person}", claimed_at="2024-05-01T09:30:00Z")
    imported(gateway, item)
    gateway.post("/v1/evidence", item)
    one, other = gateway.evidence(person)
    for record in (one, other):
        for name in ("id", "position", "recorded_at", "times"):
            del record[name]
    assert one == other


def test_running_it_twice_makes_nothing_twice(gateway: GatewayUnderTest) -> None:
    people = [somebody() for _ in range(3)]
    items = [
        consent(people[0]),
        consent(people[1], reference=f"contact of {people[1]}"),
        withdrawal(people[2], program=PROGRAM, claimed_at="2024-05-01T09:30:00Z"),
        withdrawal(people[2]),
    ]
    first, again = imported(gateway, *items), imported(gateway, *items)
    assert [one["status"] for one in first] == ["recorded"] * 4
    assert [one["status"] for one in again] == ["repeated"] * 4
    assert [one["id"] for one in first] == [one["id"] for one in again]
    assert [len(gateway.evidence(person)) for person in people] == [1, 1, 2]


def test_the_same_item_twice_in_one_import_is_one(gateway: GatewayUnderTest) -> None:
    person = somebody()
    assert statuses(gateway, consent(person), consent(person), withdrawal(person), withdrawal(person)) == [
        "recorded",
        "repeated",
        "recorded",
        "repeated",
    ]


def test_a_reference_that_says_something_else_is_refused_and_a_withdrawal_never_is(gateway: GatewayUnderTest) -> None:
    person, other = somebody(), somebody()
    reference = f"contact of {person}"
    imported(gateway, consent(person, reference=reference))
    (answer,) = imported(gateway, consent(other, reference=reference))
    assert (answer["status"], answer["errors"][0]["field"]) == ("refused", "reference")
    assert statuses(gateway, consent(other, reference=reference, source="newer-crm")) == ["recorded"]
    assert statuses(gateway, withdrawal(person, reference=reference), withdrawal(other, reference=reference)) == [
        "recorded",
        "recorded",
    ]


def test_c6_a_withdrawal_that_looks_like_an_older_one_counts_after_the_person_agreed_here_again(
    gateway: GatewayUnderTest, customer: str
) -> None:
    assert statuses(gateway, withdrawal(customer)) == ["recorded"]
    gateway.text(customer, "JOIN")
    gateway.text(customer, "AGREE")
    assert state(gateway, customer) == "given"
    assert statuses(gateway, withdrawal(customer)) == ["recorded"]
    assert state(gateway, customer) == "withdrawn"
    assert statuses(gateway, withdrawal(customer)) == ["repeated"]


def test_c6_withdrawals_of_a_request_go_before_everything_else_in_it(gateway: GatewayUnderTest) -> None:
    people = [somebody() for _ in range(PIECE + 1)]
    imported(gateway, *(consent(person) for person in people), withdrawal(people[0], program=PROGRAM))
    left, given = gateway.evidence(people[0])
    assert (left["event"], given["event"]) == ("withdrawn", "given")
    assert left["position"] < min(gateway.evidence(person)[0]["position"] for person in people[1:3])


@pytest.mark.parametrize("is_first", [True, False])
def test_a2_of_one_person_a_withdrawal_wins_wherever_it_stands(gateway: GatewayUnderTest, is_first: bool) -> None:
    person = somebody()
    given = consent(person, claimed_at="2025-05-01T00:00:00Z")
    left = withdrawal(person, claimed_at="2024-05-01T00:00:00Z", reason="genug")
    imported(gateway, *((left, given) if is_first else (given, left)))
    assert [one["event"] for one in gateway.evidence(person)] == ["withdrawn", "given"]
    assert state(gateway, person) == "withdrawn"
    record = gateway.evidence(person)[0]
    assert (record["act"]["value"], record["times"]["claimed_at"]) == ("genug", "2024-05-01T00:00:00.000Z")


def test_c1_a_withdrawal_reaches_what_it_names(gateway: GatewayUnderTest) -> None:
    person = somebody()
    everything = {"categories": ["offers", "order-updates"], "contact": ["sms", "whatsapp", "voice"]}
    imported(gateway, consent(person, **everything))
    imported(gateway, withdrawal(person, program=PROGRAM, categories=["offers"], contact=["sms", "voice"]))
    assert [state(gateway, person, contact=way) for way in everything["contact"]] == ["withdrawn", "given", "withdrawn"]
    imported(gateway, withdrawal(person, contact=["sms"]))
    assert state(gateway, person, "order-updates") == "withdrawn"
    assert state(gateway, person, "order-updates", "voice") == "given"
    imported(gateway, withdrawal(person, program=PROGRAM))
    assert state(gateway, person, "recommendations", "whatsapp") == "withdrawn"


@pytest.mark.parametrize(
    ("item", "field"),
    [
        ({"event": "requested"}, "event"),
        ({"event": 7}, "event"),
        ({"event": []}, "event"),
        ({"disclosure": {"text": "…"}}, "disclosure.text"),
        ({"address": "nobody"}, "address"),
        ({"categories": ["prizes"]}, "categories"),
        ({"reason": "of a withdrawal"}, "reason"),
        ({"claimed_at": 2**80}, "claimed_at"),
        ({"event": "withdrawn", "contact": ["fax"]}, "contact"),
        ({"event": "withdrawn", "program": None, "categories": ["offers"]}, "program"),
        ({"event": "withdrawn", "claimed_at": "2999-01-01T00:00:00Z"}, "claimed_at"),
        ({"event": "withdrawn", "disclosure": {"text": "Yes"}}, "disclosure"),
    ],
)
def test_8_what_is_wrong_in_an_item_is_named(gateway: GatewayUnderTest, item: Any, field: str) -> None:
    base = consent("+14155550197")
    if item.get("event") == "withdrawn":
        base = withdrawal("+14155550197", program=PROGRAM)
    (answer,) = imported(gateway, base | item)
    assert (answer["status"], answer["errors"][0]["field"]) == ("refused", field)
    assert gateway.evidence("+14155550197") == []


def test_a_dry_run_tells_and_records_nothing(gateway: GatewayUnderTest) -> None:
    person = somebody()
    assert statuses(gateway, consent(person), consent(person, program="x"), dry_run=True) == ["valid", "refused"]
    assert gateway.evidence(person) == []


@pytest.mark.parametrize("body", [{}, {"items": []}, {"items": ["text"]}, {"items": [{}] * (MOST + 1)}, {"item": []}])
def test_8_what_is_no_list_of_up_to_500_items_is_422(gateway: GatewayUnderTest, body: Any) -> None:
    assert gateway.post("/v1/evidence/import", body)[0] == 422


def test_500_at_once(gateway: GatewayUnderTest) -> None:
    people = [f"+1415557{number:04d}" for number in range(MOST)]
    items = [consent(person) for person in people]
    first, again = imported(gateway, *items), imported(gateway, *items)
    assert {one["status"] for one in first} == {"recorded"}
    assert {one["status"] for one in again} == {"repeated"}
    assert [one["id"] for one in first] == [one["id"] for one in again]
    assert gateway.evidence(people[-1])[0]["id"] == first[-1]["id"]


def test_8_a_token_without_the_scope_of_withdrawals_imports_consents_alone(gateway: GatewayUnderTest) -> None:
    secret = f"consents-alone-{somebody()}"
    database = Database(gateway.settings.database, KEYS)
    with database.transaction() as connection:
        tokens.create(connection, secret, ["evidence:write"], secret, 1)
    database.close()
    limited = replace(gateway, api_token=secret)
    person = somebody()
    answers = imported(limited, consent(person), withdrawal(person))
    assert [one["status"] for one in answers] == ["recorded", "refused"]
    assert answers[1]["errors"][0]["field"] == "event"
    assert gateway.send(Request("POST", gateway.base + "/v1/evidence/import", (), {})).status == 401


def test_8_consents_count_for_the_rate_limit_and_withdrawals_never_do(gateway: GatewayUnderTest) -> None:
    person, secret = somebody(), f"one-a-minute-{somebody()}"
    database = Database(gateway.settings.database, KEYS)
    with database.transaction() as connection:
        tokens.create(connection, secret, ["evidence:write", "withdrawals:write"], secret, 1, per_minute=1)
    database.close()
    limited = replace(gateway, api_token=secret)
    assert statuses(limited, withdrawal(person)) == ["recorded"]
    assert statuses(limited, consent(person), withdrawal(person)) == ["recorded", "repeated"]
    for items in ([consent(person)], [withdrawal(person), consent(person)], [consent(person, event="given")]):
        status, problem = limited.post("/v1/evidence/import", {"items": items})
        assert (status, problem["code"]) == (429, "too-many-requests")
    assert statuses(limited, *[withdrawal(person)] * 3) == ["repeated"] * 3


def test_8_a_store_that_cannot_be_written_is_503_and_the_same_again_works(gateway: GatewayUnderTest) -> None:
    person = somebody()
    with gateway.no_evidence_can_be_written():
        status, problem = gateway.post("/v1/evidence/import", {"items": [consent(person)]})
    assert (status, problem["status"]) == (503, 503)
    assert statuses(gateway, consent(person)) == ["recorded"]

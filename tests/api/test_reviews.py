"""The review list (RULES C2): staff read what may have been a wish to be left alone."""

from contextlib import closing
from typing import Any

import pytest

from capture_gateway.storage.database import Database
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.running import GatewayUnderTest
from tests.intake.running import check_from_outside

UNCLEAR = "not interested"


def review_of(gateway: GatewayUnderTest, person: str, state: str = "open") -> dict[str, Any]:
    status, page = gateway.get("/v1/reviews", state=state, limit="1000")
    assert status == 200
    (found,) = [one for one in page["items"] if one["address"] == f"tel:{person}"]
    return dict(found)


def settle(gateway: GatewayUnderTest, review: dict[str, Any], resolution: str, reason: str = "read it") -> Any:
    return gateway.post(f"/v1/reviews/{review['id']}", {"resolution": resolution, "reason": reason})


def test_c2_a_review_says_who_wrote_what_and_what_it_holds(gateway: GatewayUnderTest, customer: str) -> None:
    gateway.text(customer, UNCLEAR)
    held = gateway.evidence(customer)[-1]
    assert review_of(gateway, customer) == {
        "id": held["id"],
        "received_at": held["recorded_at"],
        "address": f"tel:{customer}",
        "program": "bluebird-updates",
        "channel": "sms",
        "text": UNCLEAR,
        "rule": "unclear-phrase",
        "held": held["id"],
        "resolution": None,
        "reason": None,
        "resolved_by": None,
        "resolved_at": None,
    }


def test_c2_lifting_gives_what_was_held_with_the_words_that_were_agreed_to(
    gateway: GatewayUnderTest, customer: str
) -> None:
    gateway.text(customer, UNCLEAR)
    _, given, _ = gateway.evidence(customer)
    status, review = settle(gateway, review_of(gateway, customer), "lift", "asked about a booking")
    assert (status, review["resolution"], review["reason"]) == (200, "lift", "asked about a booking")
    assert review["resolved_by"].startswith("test-")
    assert gateway.permitted(customer)
    assert not gateway.permitted(customer, contact="voice")
    lifted = gateway.evidence(customer)[-1]
    assert (lifted["event"], lifted["decision"]["rule"]) == ("given", "review-lift")
    assert lifted["decision"]["follows"] == given["id"]
    assert lifted["disclosure"] == given["disclosure"]
    assert (lifted["act"]["kind"], lifted["witness"]["level"]) == ("api", "staff-transcribed")
    assert lifted["subject"]["control"] == given["subject"]["control"] == "reply"
    assert review_of(gateway, customer, "resolved") == review


def test_c2_a_real_withdrawal_is_never_lifted(gateway: GatewayUnderTest, customer: str) -> None:
    gateway.text(customer, UNCLEAR)
    gateway.text(customer, "STOP")
    review = review_of(gateway, customer)
    status, problem = settle(gateway, review, "lift")
    assert (status, problem["status"]) == (409, 409)
    assert not gateway.permitted(customer)
    assert settle(gateway, review, "withdraw")[0] == 200


def test_c2_nothing_is_lifted_twice_or_settled_otherwise(gateway: GatewayUnderTest, customer: str) -> None:
    gateway.text(customer, UNCLEAR)
    review = review_of(gateway, customer)
    first = settle(gateway, review, "lift", "a booking")
    assert settle(gateway, review, "lift", "a booking") == first
    assert settle(gateway, review, "lift", "something else")[0] == 409
    assert settle(gateway, review, "withdraw")[0] == 409
    assert [record["event"] for record in gateway.evidence(customer)] == ["requested", "given", "withdrawn", "given"]


def test_c2_keep_needs_no_review_any_more(gateway: GatewayUnderTest, customer: str) -> None:
    gateway.text(customer, UNCLEAR)
    gateway.text(customer, "KEEP")
    review = review_of(gateway, customer)
    assert settle(gateway, review, "lift")[0] == 409
    assert settle(gateway, review, "dismiss")[0] == 200
    assert gateway.permitted(customer)


def test_c2_a_stranger_of_whom_a_review_finds_that_they_meant_stop(gateway: GatewayUnderTest) -> None:
    person = somebody()
    gateway.text(person, UNCLEAR)
    review = review_of(gateway, person)
    assert review["held"] is None
    assert settle(gateway, review, "lift")[0] == 409
    assert settle(gateway, review, "withdraw", "they meant it")[0] == 200
    (record,) = gateway.evidence(person)
    assert (record["event"], record["decision"]["rule"]) == ("withdrawn", "review-withdrawal")
    assert record["reply"] is None


def test_c2_dismissing_leaves_the_hold(gateway: GatewayUnderTest, customer: str) -> None:
    gateway.text(customer, UNCLEAR)
    assert settle(gateway, review_of(gateway, customer), "dismiss")[0] == 200
    assert len(gateway.evidence(customer)) == 3
    assert not gateway.permitted(customer)


def test_reviews_go_on_after_next(gateway: GatewayUnderTest) -> None:
    for _ in range(3):
        gateway.text(somebody(), UNCLEAR)
    _, everything = gateway.get("/v1/reviews", state="all", limit="1000")
    seen: list[Any] = []
    after: dict[str, str] = {}
    while (page := gateway.get("/v1/reviews", state="all", limit="2", **after)[1])["items"]:
        seen += page["items"]
        after = {"after": page["next"]}
    assert page["next"] is None
    assert seen == everything["items"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"resolution": "ignore", "reason": "x"}, "resolution"),
        ({"resolution": "lift"}, "reason"),
        ({"resolution": "lift", "reason": " "}, "reason"),
    ],
)
def test_8_a_bad_value_is_422_naming_its_field(
    gateway: GatewayUnderTest, customer: str, body: dict[str, str], field: str
) -> None:
    gateway.text(customer, UNCLEAR)
    status, problem = gateway.post(f"/v1/reviews/{review_of(gateway, customer)['id']}", body)
    assert (status, problem["errors"][0]["field"]) == (422, field)


def test_8_an_unknown_review_is_404_and_an_unknown_state_422(gateway: GatewayUnderTest) -> None:
    assert gateway.post("/v1/reviews/none", {"resolution": "dismiss", "reason": "x"})[0] == 404
    assert gateway.get("/v1/reviews", state="new")[0] == 422


def test_the_store_is_in_order_after_all_of_it(gateway: GatewayUnderTest) -> None:
    with closing(Database(gateway.settings.database, KEYS)) as database:
        check_from_outside(database)

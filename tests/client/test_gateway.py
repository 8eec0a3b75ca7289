"""What a backend asks and tells, against a real gateway; and against a broken one."""

import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest

from capture_gateway.client import (
    CaptureGateway,
    Consent,
    Forbidden,
    Invalid,
    NotFound,
    Permission,
    Question,
    Record,
    Unauthorized,
    Unavailable,
)
from capture_gateway.receipts.verifying import verify
from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.running import GatewayUnderTest
from tests.client.scripted import Says, Waited, scripted

PROGRAM = "bluebird-updates"


def ask(client: CaptureGateway, person: str, category: str = "offers", contact: str = "sms") -> Permission:
    return client.may_contact(person, program=PROGRAM, category=category, contact=contact)


def test_who_agreed_may_be_contacted_and_nobody_else(client: CaptureGateway, customer: str) -> None:
    permission = ask(client, customer)
    assert permission
    assert (permission.state, permission.control, permission.address) == ("given", "reply", f"tel:{customer}")
    assert permission.evidence_id is not None
    assert client.evidence(permission.evidence_id).json["act"]["value"] == "AGREE"
    assert not ask(client, customer, contact="voice")
    assert ask(client, somebody()).state == "none"


def test_a_receipt_is_a_file_that_proves_its_record(client: CaptureGateway, customer: str) -> None:
    identifier = ask(client, customer).evidence_id
    assert identifier is not None
    told = json.loads(raw := client.receipt(identifier))
    assert (told["record"]["id"], raw.decode()[:1]) == (identifier, "{")
    assert {step.number for step in verify(raw) if step.outcome != "ok"} == {3}
    with pytest.raises(NotFound):
        client.receipt("../receipt")


def test_a_past_instant_and_a_stronger_proof(client: CaptureGateway, gateway: GatewayUnderTest) -> None:
    before, person = datetime.now(UTC), somebody()
    gateway.call(person, "1")
    options = {"program": PROGRAM, "category": "offers", "contact": "sms"}
    assert client.may_contact(person, **options)  # type: ignore[arg-type]
    assert client.may_contact(person, **options, at=before - timedelta(seconds=1)).state == "none"  # type: ignore[arg-type]
    weak = client.may_contact(person, **options, min_control="reply")  # type: ignore[arg-type]
    assert (bool(weak), weak.reason, weak.state) == (False, "control", "given")


def test_many_questions_come_back_in_their_order(client: CaptureGateway, customer: str) -> None:
    questions = [
        Question(customer if number % 7 == 0 else "+14155550188", PROGRAM, "offers", "sms") for number in range(2_001)
    ]
    assert [bool(answer) for answer in client.check(questions)] == [number % 7 == 0 for number in range(2_001)]
    assert client.check([]) == []


def test_a_question_that_cannot_be_right_is_named_by_its_own_number(client: CaptureGateway) -> None:
    questions = [Question("+14155550188", PROGRAM, "offers", "sms")] * 1_003
    questions += [Question("+14155550188", PROGRAM, "prizes", "sms"), Question("12", PROGRAM, "offers", "sms")]
    with pytest.raises(Invalid) as caught:
        client.check(questions)
    assert [field for field, _ in caught.value.errors] == ["items.1003.category", "items.1004.address"]


def test_a_mistake_is_never_a_silent_no(client: CaptureGateway, gateway: GatewayUnderTest) -> None:
    with pytest.raises(Invalid, match="Known: bluebird-updates"):
        client.may_contact("+14155550188", program="redbird", category="offers", contact="sms")
    with CaptureGateway(gateway.base, "cg_wrong") as other, pytest.raises(Unauthorized):
        ask(other, "+14155550188")
    with closing(Database(gateway.settings.database, KEYS)) as database, database.transaction() as connection:
        tokens.create(connection, "reads-evidence", ["evidence:read"], "only-reads-evidence", 1)
    with CaptureGateway(gateway.base, "only-reads-evidence") as other, pytest.raises(Forbidden):
        ask(other, "+14155550188")
    with CaptureGateway(gateway.base + "/elsewhere", gateway.api_token) as other, pytest.raises(NotFound):
        ask(other, "+14155550188")


def test_without_an_answer_nobody_may_be_contacted(caplog: pytest.LogCaptureFixture) -> None:
    one = Question("+14155550188", "p", "c", "sms")
    yes = {"permitted": True, "reason": "given", "program": "p", "category": "c", "contact": "sms"}
    rest: dict[str, str | None] = dict.fromkeys(("since", "evidence_id", "position", "control", "as_of"))
    rest |= {"state": "given", "address": "tel:+14155550188"}
    for says in (
        Says(500),
        Says(200, b"<html>"),
        Says(200, {"items": []}),
        Says(200, {"items": [yes | rest] * 2}),
        Says(200, {"items": [yes]}),
        Says(200, {"items": [yes | rest | {"category": "other"}]}),
        Says(200, {"items": [yes | rest | {"address": "tel:+14155550189"}]}),
        Says(200, {"items": [yes | rest | {"state": "withdrawn"}]}),
        Says(200, [yes | rest]),
    ):
        with scripted(says) as server:
            (answer,) = CaptureGateway(server.url, "token", pace=Waited().pace).check([one])
        assert (bool(answer), answer.reason, answer.state) == (False, "unavailable", None)
    assert {record.levelno for record in caplog.records} == {logging.WARNING}
    with scripted(Says(200, {"items": [yes | rest]})) as server:
        assert CaptureGateway(server.url, "token", pace=Waited().pace).check([one])[0]


def test_what_came_before_an_outage_stands_and_the_rest_is_not_waited_for() -> None:
    one = Question("+14155550188", "p", "c", "sms")
    yes = {"permitted": True, "reason": "given", "program": "p", "category": "c", "contact": "sms"}
    yes |= dict.fromkeys(("since", "evidence_id", "position", "control", "as_of"))
    yes |= {"state": "given", "address": "tel:+14155550188"}
    with scripted(Says(200, {"items": [yes] * 1_000}), Says(500)) as server:
        answers = CaptureGateway(server.url, "token", pace=Waited().pace).check([one] * 3_500)
        assert len(server.came) == 2
    assert [bool(answer) for answer in answers] == [True] * 1_000 + [False] * 2_500


def test_a_store_that_cannot_answer_is_a_no(gateway: GatewayUnderTest, customer: str) -> None:
    waited = Waited()
    with CaptureGateway(gateway.base, gateway.api_token, pace=waited.pace, timeout=4) as client:
        with gateway.no_evidence_can_be_written(), pytest.raises(Unavailable):
            client.withdraw(customer, reason="stop", source="email")
        assert waited.pauses == [1.0, 1.0, 1.0]  # its Retry-After
        assert ask(client, customer)


def test_a_withdrawal_is_answered_by_every_question_once_it_returns(client: CaptureGateway, customer: str) -> None:
    (record,) = client.withdraw(customer, reason="no more offers", source="email", program=PROGRAM, category="offers")
    assert (record.event, record.categories, record.address) == ("withdrawn", ("offers",), f"tel:{customer}")
    permission = ask(client, customer)
    assert (bool(permission), permission.reason, permission.evidence_id) == (False, "withdrawn", record.id)
    assert ask(client, customer, category="order-updates")


def test_a_withdrawal_that_is_tried_again_has_the_same_key() -> None:
    with scripted("drop", Says(503), Says(201, {"items": []}), Says(201, {"items": []})) as server:
        client = CaptureGateway(server.url, "token", pace=Waited().pace)
        client.withdraw("+14155550188", reason="stop", source="email")
        client.withdraw("+14155550188", reason="stop", source="email", key="ticket-7")
    keys = [came.headers["idempotency-key"] for came in server.came]
    assert len(keys[0]) == 36
    assert keys == [keys[0]] * 3 + ["ticket-7"]


def test_records_come_in_order_from_any_position(client: CaptureGateway, customer: str) -> None:
    records = list(client.records())
    assert [record.position for record in records] == list(range(len(records)))
    assert [(one.event, one.address) for one in records[-2:]] == [
        ("requested", f"tel:{customer}"),
        ("given", f"tel:{customer}"),
    ]
    assert list(client.records(after=records[-2].position)) == records[-1:]
    assert list(client.records(after=records[-1].position)) == []
    assert {record.event for record in client.records(event="given", channel="sms", program=PROGRAM)} == {"given"}
    with pytest.raises(Invalid):
        next(client.records(program="redbird"))


def test_a_feed_hears_of_the_next_record_when_it_is_written(
    client: CaptureGateway, gateway: GatewayUnderTest, customer: str
) -> None:
    last = list(client.records())[-1].position
    feed = client.records(after=last, wait=20)
    with ThreadPoolExecutor(1) as pool:
        heard = pool.submit(next, feed)
        gateway.text(customer, "STOP")
        assert (heard.result().event, heard.result().position) == ("withdrawn", last + 1)


def test_a_feed_outlives_an_outage_and_a_listing_does_not() -> None:
    waited = Waited()
    record = {
        "id": "1", "event": "given", "position": 4, "recorded_at": "2026-11-22T10:00:00.000Z",
        "program": {"id": "p"}, "categories": [], "contact": [], "subject": {"address": "tel:+14155550123"},
    }  # fmt: skip
    nothing = Says(200, {"items": [], "next": None})
    page = Says(200, {"items": [record], "next": 4})
    with scripted(nothing, Says(500), "drop", page, nothing, page) as server:
        client = CaptureGateway(server.url, "token", pace=waited.pace)
        heard: Iterator[Record] = islice(client.records(after=2, wait=30), 2)
        assert [one.position for one in heard] == [4, 4]
        targets = [came.target for came in server.came]
    assert targets == ["/v1/evidence?after=2&limit=1000&wait=30"] * 4 + ["/v1/evidence?after=4&limit=1000&wait=30"] * 2
    assert waited.pauses == [1.0, 0.2, 0.1, 1.0]  # an empty page that comes at once is not asked for again at once
    with scripted(Says(500)) as server, pytest.raises(Unavailable):
        next(CaptureGateway(server.url, "token").records())


def test_an_unknown_record_is_not_found(client: CaptureGateway) -> None:
    for identifier in ("no-such-record", "../permission", "a/b?c=d#e"):
        with pytest.raises(NotFound):
            client.evidence(identifier)


def test_one_client_serves_many_threads(client: CaptureGateway, customer: str) -> None:
    people = [customer if number % 3 == 0 else somebody() for number in range(60)]
    with ThreadPoolExecutor(8) as pool:
        assert [bool(one) for one in pool.map(lambda person: ask(client, person), people)] == [
            person == customer for person in people
        ]


def test_a_consent_of_another_system_fills_a_gap_and_lifts_no_withdrawal(client: CaptureGateway) -> None:
    at = datetime(2024, 5, 1, 9, 30, tzinfo=UTC)
    person = somebody()
    consent = Consent(
        person, PROGRAM, ["offers"], ["sms"], "I agree to texts.", "old-crm",
        reference="4711", claimed_at=at, language="en", medium="page", act_kind="tick", act_value="on",
    )  # fmt: skip
    record = client.report(consent, key=f"consent-{person[2:]}")
    assert (record.event, record.json["disclosure"]["text"], record.json["act"]["kind"]) == (
        "given",
        "I agree to texts.",
        "tick",
    )
    assert record.json["times"]["claimed_at"] == "2024-05-01T09:30:00.000Z"
    assert ask(client, person).evidence_id == record.id
    assert client.report(consent, key=f"consent-{person[2:]}").id == record.id
    client.withdraw(person, reason="stop", source="email")
    client.report(consent)
    assert ask(client, person).state == "withdrawn"


def test_a_withdrawal_with_the_same_key_is_one_withdrawal(client: CaptureGateway, gateway: GatewayUnderTest) -> None:
    person = somebody()
    key = f"ticket-{person[2:]}"
    first, again = (client.withdraw(person, reason="stop", source="email", key=key) for _ in range(2))
    assert [one.id for one in first] == [one.id for one in again]
    assert len(gateway.evidence(person)) == 1
    with pytest.raises(Invalid):
        client.withdraw(person, reason="another reason", source="email", key=key)


def test_everything_of_one_person_comes_as_json_and_as_a_page_that_prints(
    client: CaptureGateway, customer: str
) -> None:
    told = client.dossier(customer)
    assert told["address"] == f"tel:{customer}"
    page = client.dossier(customer, "html", program=PROGRAM)
    assert page.lstrip().lower().startswith("<!doctype html")
    assert customer in page

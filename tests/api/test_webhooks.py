"""Webhook endpoints by the API: made, read, rotated, replayed, removed. What is delivered is told elsewhere."""

import base64
import json
import secrets as random
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import Connection, insert, select
from sqlmodel import col

from capture_gateway.machine import clock
from capture_gateway.storage import tokens, webhooks
from capture_gateway.storage.database import Database
from capture_gateway.storage.webhook_tables import DeliveryRow, WebhookRow
from capture_gateway.storage.webhooks import NotPossible, NotThere, NotYet, Wanted, Webhook
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import GatewayUnderTest
from tests.postgres import url_of

URL = "https://receiver.example/consent"
PROGRAM = "bluebird-updates"

Make = Callable[..., dict[str, Any]]


@pytest.fixture
def make(gateway: GatewayUnderTest) -> Iterator[Make]:
    """Makes endpoints, and removes them when the test is over."""
    made: list[str] = []

    def make(**body: object) -> dict[str, Any]:
        status, webhook = gateway.post("/v1/webhooks", {"url": URL, **body})
        assert status == 201, webhook
        made.append(webhook["id"])
        return dict(webhook)

    yield make
    for identifier in made:
        delete(gateway, identifier)


def delete(gateway: GatewayUnderTest, identifier: str, token: str = "") -> int:
    headers = {"authorization": f"Bearer {token or gateway.api_token}"}
    return gateway.send(Request("DELETE", f"{gateway.base}/v1/webhooks/{identifier}", (), headers)).status


def listed(gateway: GatewayUnderTest) -> list[dict[str, Any]]:
    status, page = gateway.get("/v1/webhooks")
    assert status == 200
    return list(page["items"])


def in_store(gateway: GatewayUnderTest, identifier: str) -> Webhook:
    with closing(Database(gateway.settings.database, KEYS)) as database, database.reading() as connection:
        return webhooks.by_id(connection, identifier)


def test_an_endpoint_is_made_and_its_secret_is_shown_this_once(gateway: GatewayUnderTest, make: Make) -> None:
    made = make(events=["withdrawn", "given", "withdrawn"], description="  CRM  ")
    secret = made.pop("secret")
    assert secret.startswith("whsec_")
    assert len(base64.b64decode(secret.removeprefix("whsec_"), validate=True)) == 32
    assert made["url"] == URL
    assert (made["events"], made["programs"], made["description"]) == (["withdrawn", "given"], [], "CRM")
    assert (made["state"], made["why"], made["failing_since"], made["secrets"]) == (
        "enabled", None, None, [{"ends_at": None}],
    )  # fmt: skip
    assert made["created_by"].startswith("test-")
    assert listed(gateway)[-1] == made
    assert gateway.get(f"/v1/webhooks/{made['id']}") == (200, made)


def test_it_hears_from_now_on_or_from_a_position(gateway: GatewayUnderTest, make: Make) -> None:
    gateway.text(somebody(), "STOP")
    newest = gateway.evidence()[-1]["position"]
    assert make()["position"] == newest
    assert make(after=-1)["position"] == -1
    assert make(after=newest)["position"] == newest
    status, problem = gateway.post("/v1/webhooks", {"url": URL, "after": newest + 1})
    assert (status, problem["errors"]) == (
        422, [{"field": "after", "detail": f"The newest record has position {newest}."}],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"url": "https://10.0.0.1/"}, "url"),
        ({"url": "http://8.8.8.8/"}, "url"),
        ({"url": "https://user:secret@example.com/"}, "url"),
        ({"url": "https://example.com:22/"}, "url"),
        ({"url": "https://example.com/#here"}, "url"),
        ({"url": "https://example.com/" + "a" * 2_000}, "url"),
        ({"url": ""}, "url"),
        ({}, "url"),
        ({"url": URL, "events": ["opened"]}, "events.0"),
        ({"url": URL, "programs": [PROGRAM, "another"]}, "programs.1"),
        ({"url": URL, "after": -2}, "after"),
        ({"url": URL, "after": "now"}, "after"),
        ({"url": URL, "secret": "whsec_mine"}, "secret"),
        ({"url": URL, "description": "a" * 201}, "description"),
    ],
)
def test_8_a_bad_value_is_422_naming_its_field(gateway: GatewayUnderTest, body: dict[str, Any], field: str) -> None:
    before = listed(gateway)
    status, problem = gateway.post("/v1/webhooks", body)
    assert (status, problem["errors"][0]["field"]) == (422, field)
    assert "secret@" not in json.dumps(problem)
    assert listed(gateway) == before


def test_the_gateway_is_no_target_of_its_own(gateway: GatewayUnderTest) -> None:
    status, problem = gateway.post("/v1/webhooks", {"url": gateway.base.replace("http://", "https://")})
    assert (status, problem["errors"][0]["field"]) == (422, "url")


def test_what_is_removed_is_not_there_any_more(gateway: GatewayUnderTest, make: Make) -> None:
    made = make()
    assert delete(gateway, made["id"]) == 204
    assert delete(gateway, made["id"]) == 404
    assert made["id"] not in [one["id"] for one in listed(gateway)]
    for path in ("", "/deliveries"):
        assert gateway.get(f"/v1/webhooks/{made['id']}{path}")[0] == 404
    for path, body in {"test": {}, "enable": {}, "rotate": {}, "replay": {"after": -1}}.items():
        assert gateway.post(f"/v1/webhooks/{made['id']}/{path}", body)[0] == 404


def test_a_new_secret_signs_and_the_old_one_too_for_a_while(gateway: GatewayUnderTest, make: Make) -> None:
    made = make()
    status, rotated = gateway.post(f"/v1/webhooks/{made['id']}/rotate", {"keep_seconds": 60})
    assert status == 200
    assert rotated["secret"] != made["secret"]
    new, old = rotated["secrets"]
    assert (new["ends_at"], old["ends_at"] > rotated["created_at"]) == (None, True)
    assert [one.value for one in in_store(gateway, made["id"]).secrets] == [rotated["secret"], made["secret"]]
    status, again = gateway.post(f"/v1/webhooks/{made['id']}/rotate", {"keep_seconds": 0})
    assert (status, again["secrets"]) == (200, [{"ends_at": None}])
    assert [one.value for one in in_store(gateway, made["id"]).secrets] == [again["secret"]]
    assert gateway.post(f"/v1/webhooks/{made['id']}/rotate", {"keep_seconds": 8 * 86_400})[0] == 422


def test_a_test_has_its_place_in_the_log(gateway: GatewayUnderTest, make: Make) -> None:
    made = make()
    messages = []
    for _ in range(3):
        status, sent = gateway.post(f"/v1/webhooks/{made['id']}/test", {})
        assert status == 202
        messages.append(sent["message"])
    assert all(message.startswith("msg_") for message in messages)
    status, page = gateway.get(f"/v1/webhooks/{made['id']}/deliveries", limit="2")
    assert [one["message"] for one in page["items"]] == messages[:0:-1], "the newest first"
    assert {(one["type"], one["position"]) for one in page["items"]} == {("webhook.test", None)}
    status, page = gateway.get(f"/v1/webhooks/{made['id']}/deliveries", after=page["next"])
    assert [one["message"] for one in page["items"]] == messages[:1]
    status, page = gateway.get(f"/v1/webhooks/{made['id']}/deliveries", after=page["next"])
    assert (status, page) == (200, {"items": [], "next": None})


def test_the_log_says_what_became_of_each_attempt(gateway: GatewayUnderTest, make: Make) -> None:
    made = make()
    at = clock() - 60_000
    rows = [
        delivery(
            made["id"], "msg_0b", at, "delivered", [[at, 500, "an answer that is not 2xx", 12], [at + 5, 204, "", 9]]
        ),
        delivery(made["id"], "msg_0a", at, "failed", [[at, None, "no answer in time", 15_000]]),
    ]
    with closing(Database(gateway.settings.database, KEYS)) as database, database.transaction() as connection:
        connection.execute(insert(DeliveryRow), rows)
    _, page = gateway.get(f"/v1/webhooks/{made['id']}/deliveries")
    assert [one["message"] for one in page["items"]] == ["msg_0b", "msg_0a"]
    assert [one["due_at"] for one in page["items"]] == [None, None]
    first, second = page["items"][0]["attempts"]
    assert (first["status"], first["error"], first["milliseconds"]) == (500, "an answer that is not 2xx", 12)
    assert (second["status"], second["error"]) == (204, None)
    _, page = gateway.get(f"/v1/webhooks/{made['id']}/deliveries", state="failed")
    assert [one["attempts"][0]["status"] for one in page["items"]] == [None]
    assert gateway.get(f"/v1/webhooks/{made['id']}/deliveries", state="lost")[0] == 422
    assert gateway.get(f"/v1/webhooks/{made['id']}/deliveries", after="x")[0] == 422


def test_replaying_goes_back_and_never_on(gateway: GatewayUnderTest, make: Make) -> None:
    gateway.text(somebody(), "STOP")
    newest = gateway.evidence()[-1]["position"]
    made = make(events=["expired"])
    for after in (newest, -1, newest):
        status, told = gateway.post(f"/v1/webhooks/{made['id']}/replay", {"after": after})
        assert (status, told["id"]) == (202, made["id"])
    assert gateway.post(f"/v1/webhooks/{made['id']}/replay", {"after": newest + 1})[0] == 422
    assert gateway.post(f"/v1/webhooks/{made['id']}/replay", {})[0] == 422


def test_a_token_of_some_programs_makes_and_sees_endpoints_of_these_alone(
    gateway: GatewayUnderTest, make: Make
) -> None:
    everything = make()
    limited, stranger = token(gateway, PROGRAM), token(gateway, "another-program")
    status, mine = send(gateway, limited, "POST", "/v1/webhooks", {"url": URL})
    assert (status, mine["programs"]) == (201, [PROGRAM])
    assert [one["id"] for one in send(gateway, limited, "GET", "/v1/webhooks")[1]["items"]] == [mine["id"]]
    assert mine["id"] in [one["id"] for one in listed(gateway)]
    assert send(gateway, limited, "GET", f"/v1/webhooks/{everything['id']}")[0] == 404
    assert send(gateway, limited, "POST", f"/v1/webhooks/{everything['id']}/rotate", {})[0] == 404
    assert delete(gateway, everything["id"], limited) == 404
    assert send(gateway, stranger, "GET", f"/v1/webhooks/{mine['id']}")[0] == 404
    assert send(gateway, stranger, "POST", "/v1/webhooks", {"url": URL})[0] == 409
    assert send(gateway, stranger, "POST", "/v1/webhooks", {"url": URL, "programs": [PROGRAM]})[0] == 403
    assert delete(gateway, mine["id"], limited) == 204


def test_another_scope_does_not_do(gateway: GatewayUnderTest) -> None:
    reader = token(gateway, scopes=("evidence:read",))
    assert send(gateway, reader, "GET", "/v1/webhooks")[0] == 403
    assert send(gateway, reader, "POST", "/v1/webhooks", {"url": URL})[0] == 403


def token(gateway: GatewayUnderTest, *programs: str, scopes: tuple[str, ...] = ("webhooks",)) -> str:
    secret = random.token_urlsafe(24)
    with closing(Database(gateway.settings.database, KEYS)) as database, database.transaction() as connection:
        tokens.create(connection, f"test-{secret[:8]}", scopes, secret, clock(), programs=programs)
    return secret


def send(gateway: GatewayUnderTest, token: str, method: str, path: str, body: object = None) -> tuple[int, Any]:
    headers = {"authorization": f"Bearer {token}"}
    answer = requests.request(method, gateway.base + path, json=body, headers=headers, timeout=30)
    return answer.status_code, answer.json()


# --- The store, alone ---


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Connection]:
    with closing(Database(url_of(tmp_path / "evidence.db"), KEYS)) as database, database.transaction() as connection:
        yield connection


def made(store: Connection, name: str = "0001", **wanted: Any) -> Webhook:
    return webhooks.made(store, Wanted(URL, **wanted), "whsec_one", identifier=name, by="crm", now=1_000)


def delivery(webhook: str, message: str, at: int, state: str, attempts: list[Any], due_at: int = 0) -> dict[str, Any]:
    return {
        "webhook": webhook, "message": message, "position": None, "type": "webhook.test", "state": state, "at": at,
        "due_at": due_at, "attempts": json.dumps(attempts),
    }  # fmt: skip


def test_there_are_at_most_so_many_endpoints(store: Connection) -> None:
    for number in range(webhooks.MOST):
        made(store, f"{number:04}")
    with pytest.raises(NotPossible, match="remove one"):
        made(store, "9999")
    webhooks.remove(store, "0007")
    made(store, "9999")
    assert len(webhooks.listed(store)) == webhooks.MOST


def test_secrets_are_kept_until_their_end_and_not_longer(store: Connection) -> None:
    made(store)
    webhooks.rotate(store, "0001", "whsec_two", now=2_000, keep=500)
    found = webhooks.rotate(store, "0001", "whsec_three", now=2_100, keep=9_000)
    assert [(one.value, one.ends_at) for one in found.secrets] == [
        ("whsec_three", None), ("whsec_two", 11_100), ("whsec_one", 2_500),
    ]  # fmt: skip
    assert [one.value for one in found.valid_secrets(2_499)] == ["whsec_three", "whsec_two", "whsec_one"]
    assert [one.value for one in found.valid_secrets(2_500)] == ["whsec_three", "whsec_two"]
    found = webhooks.rotate(store, "0001", "whsec_four", now=11_100, keep=1)
    assert [one.value for one in found.secrets] == ["whsec_four", "whsec_three"]


def test_so_many_secrets_and_no_more_sign_at_a_time(store: Connection) -> None:
    made(store)
    for number in range(webhooks.MOST_SECRETS - 1):
        webhooks.rotate(store, "0001", f"whsec_{number}", now=2_000, keep=1_000)
    with pytest.raises(NotPossible, match="wait until one ends"):
        webhooks.rotate(store, "0001", "whsec_more", now=2_000, keep=1_000)
    assert len(webhooks.rotate(store, "0001", "whsec_more", now=2_000, keep=0).secrets) == 1


def test_enabling_goes_on_at_once_where_it_was(store: Connection) -> None:
    made(store)
    webhooks._change(store, "0001", state="disabled", why="410", failing_since=5)
    with pytest.raises(NotPossible, match="enable it first"):
        webhooks.test(store, "0001", "msg_1", now=3_000)
    rows = [
        delivery("0001", "msg_2", 1, "waiting", [], due_at=99_000),
        delivery("0001", "msg_3", 1, "failed", [], due_at=99_000),
        delivery("0002", "msg_2", 1, "waiting", [], due_at=99_000),
    ]
    store.execute(insert(DeliveryRow), rows)
    found = webhooks.enable(store, "0001", now=4_000)
    assert (found.state, found.why, found.failing_since) == ("enabled", "", None)
    due = {one.message: one.due_at for one in webhooks.deliveries(store, "0001")}
    assert due == {"msg_2": 4_000, "msg_3": 99_000}
    assert webhooks.deliveries(store, "0002")[0].due_at == 99_000


def test_removing_takes_the_log_and_the_secrets_of_this_one(store: Connection) -> None:
    made(store)
    made(store, "0002")
    for name in ("0001", "0002"):
        webhooks.test(store, name, "msg_1", now=2_000)
    webhooks.remove(store, "0001")
    assert "whsec" not in str(store.execute(select(WebhookRow).where(col(WebhookRow.id) == "0001")).one())
    with pytest.raises(NotThere):
        webhooks.by_id(store, "0001")
    assert [one.id for one in webhooks.listed(store)] == ["0002"]
    assert (len(webhooks.deliveries(store, "0001")), len(webhooks.deliveries(store, "0002"))) == (0, 1)


def test_an_empty_ledger_has_no_position(store: Connection) -> None:
    assert (made(store).others_at, made(store, "0002", after=-1).others_at) == (-1, -1)
    with pytest.raises(NotYet, match="no record yet"):
        webhooks.replay(store, "0001", after=0)

"""What receivers do with our messages: the reference libraries of Standard Webhooks, from PyPI and from npm, verify."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from capture_gateway.core import instant
from capture_gateway.machine import clock
from capture_gateway.outbox.webhooks import message
from capture_gateway.outbox.webhooks.message import Message
from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.running import running
from tests import npm
from tests.receiver import Received, receiving

VERIFY = """
const { Webhook } = require("standardwebhooks");
const cases = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(cases.map(({ secret, headers, body }) => {
  try { return new Webhook(secret).verify(body, headers); } catch (error) { return error.constructor.name; }
})));
"""
REFUSED = "WebhookVerificationError"


@dataclass(frozen=True, slots=True)
class Told:
    """What a receiver got, and which secrets it was given."""

    first: Received
    """Signed by one secret."""
    second: Received
    """While secrets are rotated."""
    old: str
    new: str


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    with running(sample.copy(tmp_path_factory.mktemp("project"))) as gateway, receiving() as receiver:
        _, made = gateway.post("/v1/webhooks", {"url": receiver.url, "events": ["withdrawn"]})
        gateway.text(somebody(), "STOP 🛑 ¡por favor, no más! \u2028")
        first = receiver.until(lambda _: True)
        _, rotated = gateway.post(f"/v1/webhooks/{made['id']}/rotate", {})
        gateway.text(somebody(), "STOP")
        second = receiver.until(lambda one: one.id != first.id)
        yield Told(first, second, made["secret"], rotated["secret"])


def cases(told: Told) -> Iterator[tuple[str, Received, str, bool]]:
    """(what, message, secret, whether it is to be believed)."""
    yield "as it came", told.first, told.old, True
    yield "by a secret that did not exist", told.first, told.new, False
    yield "while rotating, by the old secret", told.second, told.old, True
    yield "while rotating, by the new secret", told.second, told.new, True
    yield (
        "one byte is another one",
        replace(told.first, body=told.first.body.replace(b"withdrawn", b"withdrawm", 1)),
        told.old,
        False,
    )
    yield "a byte more", replace(told.first, body=told.first.body + b" "), told.old, False
    yield "under another id", changed(told.first, "webhook-id", told.second.id), told.old, False
    yield "without its signature", changed(told.first, "webhook-signature", ""), told.old, False
    for minutes, is_believed in ((4, True), (6, False), (-6, False)):
        yield f"{minutes} minutes old", signed(told, minutes), told.new, is_believed


def with_body(received: Received, body: bytes) -> Received:
    return replace(received, body=body)


def changed(received: Received, header: str, value: str) -> Received:
    return replace(received, headers={**received.headers, header: value})


def signed(told: Told, minutes: int) -> Received:
    """The second message as if it had been sent so long ago."""
    made = Message(told.second.id, message.WITHDRAWN, 1, told.second.body)
    headers = message.headers(made, [(told.new, None), (told.old, None)], clock() - minutes * instant.MINUTE)
    return Received(headers, told.second.body)


def in_python(secret: str, headers: Mapping[str, str], body: bytes) -> Any:
    try:
        return Webhook(secret).verify(body, dict(headers))
    except WebhookVerificationError:
        return REFUSED


def test_the_library_of_pypi_believes_what_is_ours_and_nothing_else(told: Told) -> None:
    for what, received, secret, is_believed in cases(told):
        found = in_python(secret, received.headers, received.body)
        assert found == (json.loads(received.body) if is_believed else REFUSED), what


def test_the_library_of_npm_believes_what_is_ours_and_nothing_else(told: Told) -> None:
    given = list(cases(told))
    sent = [
        {"secret": secret, "headers": dict(received.headers), "body": received.body.decode()}
        for _, received, secret, _ in given
    ]
    for (what, received, _, is_believed), found in zip(
        given, json.loads(npm.run(VERIFY, json.dumps(sent))), strict=True
    ):
        assert found == (json.loads(received.body) if is_believed else REFUSED), what


def test_a_message_says_what_happened_and_not_who_asked_how(told: Told) -> None:
    body = json.loads(told.first.body)
    assert body["type"] == "evidence.withdrawn"
    assert body["timestamp"] == body["data"]["recorded_at"]
    assert told.first.id == f"msg_{body['data']['id']}"
    assert body["data"]["act"]["value"] == "STOP 🛑 ¡por favor, no más! \u2028"
    assert not body["data"]["witness"].keys() & {"request", "ip", "user_agent", "page"}
    assert told.first.headers["content-type"] == "application/json"
    assert len(told.first.headers["webhook-signature"].split()) == 1
    assert len(told.second.headers["webhook-signature"].split()) == 2

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from capture_gateway.outbox.webhooks import message
from capture_gateway.storage.webhooks import fresh_secret

OLD, NEW = fresh_secret(b"o" * 32), fresh_secret(b"n" * 32)
RECORD: dict[str, Any] = {
    "id": "01a0",
    "event": "given",
    "position": 41,
    "recorded_at": "2026-11-22T10:00:00.123Z",
    "disclosure": {"text": "¿Sí? ✓"},
    "witness": {
        "level": "provider-signed",
        "provider": "twilio",
        "provider_id": "SM1",
        "request": {"url": "u", "body": "b", "signature": "s"},
        "ip": "192.0.2.1",
        "user_agent": "x",
        "page": "https://shop.example/",
    },
}


def now() -> int:
    """Of the machine: the reference library looks at it."""
    return int(datetime.now(UTC).timestamp() * 1000)


def test_a_message_holds_the_record_without_what_came_with_the_request() -> None:
    sent = message.of_record(RECORD)
    assert (sent.id, sent.type, sent.position) == ("msg_01a0", "evidence.given", 41)
    body = json.loads(sent.body)
    assert (body["type"], body["timestamp"]) == ("evidence.given", RECORD["recorded_at"])
    assert body["data"] == {
        **RECORD,
        "witness": {"level": "provider-signed", "provider": "twilio", "provider_id": "SM1"},
    }
    assert "request" in RECORD["witness"]  # the record itself stays as it is


@pytest.mark.parametrize("secret", [NEW, OLD])
def test_every_valid_secret_signs_and_the_reference_library_agrees(secret: str) -> None:
    sent, at = message.of_record(RECORD), now()
    headers = message.headers(sent, [(NEW, None), (OLD, at + 1)], at)
    assert Webhook(secret).verify(sent.body, headers)["type"] == "evidence.given"
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(sent.body + b" ", headers)


def test_a_secret_signs_no_longer_than_until_its_end() -> None:
    sent, at = message.of_record(RECORD), now()
    headers = message.headers(sent, [(NEW, None), (OLD, at)], at)
    with pytest.raises(WebhookVerificationError):
        Webhook(OLD).verify(sent.body, headers)


def test_the_time_is_that_of_the_attempt() -> None:
    sent = message.of_record(RECORD)
    with pytest.raises(WebhookVerificationError):
        Webhook(NEW).verify(sent.body, message.headers(sent, [(NEW, None)], now() - 301_000))


def test_a_test_says_nothing_but_where_it_goes() -> None:
    sent = message.of_test("msg_1", "hook", 1_795_341_600_000)
    assert json.loads(sent.body) == {
        "type": "webhook.test",
        "timestamp": "2026-11-22T10:00:00.000Z",
        "data": {"webhook": "hook"},
    }

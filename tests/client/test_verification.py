"""Messages that are believed, and those that are not (https://www.standardwebhooks.com)."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook

from capture_gateway.client import BadSignature, verify_webhook

SECRET = "whsec_" + "A" * 43 + "="
OTHER = "whsec_" + "B" * 43 + "="
RECORD = {
    "id": "0192",
    "event": "withdrawn",
    "position": 7,
    "recorded_at": "2026-11-22T10:00:00.123Z",
    "program": {"id": "bluebird-updates", "version": "v1"},
    "categories": ["offers"],
    "contact": ["sms"],
    "subject": {"address": "tel:+14155550123"},
}
TOLD = {"type": "evidence.withdrawn", "timestamp": "2026-11-22T10:00:00.123Z", "data": RECORD}


def message(told: Any = None, *, secret: str = SECRET, age: int = 0) -> tuple[dict[str, str], bytes]:
    body = json.dumps(TOLD if told is None else told)
    at = datetime.now(UTC) - timedelta(seconds=age)
    signature = Webhook(secret).sign("msg_0192", at, body)
    headers = {"Webhook-Id": "msg_0192", "webhook-timestamp": str(int(at.timestamp())), "Webhook-Signature": signature}
    return headers, body.encode()


def test_a_message_of_ours_is_an_event() -> None:
    event = verify_webhook(SECRET, *message())
    assert (event.id, event.type) == ("msg_0192", "evidence.withdrawn")
    assert event.timestamp == datetime(2026, 11, 22, 10, 0, 0, 123_000, UTC)
    assert event.record is not None
    assert (event.record.position, event.record.address, event.record.categories) == (
        7,
        "tel:+14155550123",
        ("offers",),
    )
    assert "555" not in repr(event)


def test_while_secrets_rotate_either_verifies() -> None:
    assert verify_webhook([OTHER, SECRET], *message()).id == "msg_0192"
    headers, body = message()
    headers["Webhook-Signature"] += " " + message(secret=OTHER)[0]["Webhook-Signature"] + " v1a,AAAA"
    assert verify_webhook(OTHER, headers, body).id == "msg_0192"


def test_a_message_without_a_record() -> None:
    event = verify_webhook(SECRET, *message({"type": "webhook.test", "timestamp": TOLD["timestamp"], "data": {}}))
    assert (event.type, event.record) == ("webhook.test", None)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, None),
        ({"Webhook-Id": "msg_other"}, None),
        ({"Webhook-Signature": ""}, None),
        ({"Webhook-Signature": "v1"}, None),
        ({"Webhook-Signature": "v1,not base64"}, None),
        ({"Webhook-Signature": "v2,AAAA"}, None),
        ({"webhook-timestamp": "soon"}, None),
        ({}, b'{"type": "evidence.given"}'),
        ({}, b"\xff"),
    ],
)
def test_what_is_altered_is_refused(headers: dict[str, str], body: bytes | None) -> None:
    right, told = message()
    wrong = {} if not headers and body is None else right | headers
    with pytest.raises(BadSignature):
        verify_webhook(SECRET, wrong, told if body is None else body)


@pytest.mark.parametrize("age", [301, -302])
def test_what_is_too_old_or_too_new_is_refused(age: int) -> None:
    with pytest.raises(BadSignature):
        verify_webhook(SECRET, *message(age=age))


@pytest.mark.parametrize("secrets", ["", "whsec_", "whsec_*", ["whsec_!"]])
def test_a_secret_that_is_none_is_a_mistake_of_ours_and_not_theirs(secrets: str | list[str]) -> None:
    with pytest.raises(ValueError, match="whsec_…"):
        verify_webhook(secrets, *message())


def test_without_a_secret_nothing_is_believed() -> None:
    with pytest.raises(ValueError, match="whsec_…"):
        verify_webhook([], *message())

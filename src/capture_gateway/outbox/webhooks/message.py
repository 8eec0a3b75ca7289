"""What is sent: one message for one record, the same bytes for every endpoint and every attempt; and its signatures.

1. The body is JSON: `type` (`evidence.<event>`), `timestamp` (when the ledger took the record), `data` (the record as
   integrators read it, without what a provider or a browser sent besides: it is large, and theirs).
2. `webhook-id` is made of the record's id: whoever gets a message twice can tell.
3. `webhook-signature` has a `v1` signature (HMAC-SHA256 of `id.timestamp.body`) by every secret that is valid, with a
   blank between them, so that a receiver may change to the new secret when it likes.
4. `webhook-timestamp` is that of the attempt: receivers refuse what is older than five minutes.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson

from capture_gateway.core import instant

PREFIX = "whsec_"
WITHDRAWN = "evidence.withdrawn"
TEST = "webhook.test"
_LEFT_OUT = frozenset({"request", "ip", "user_agent", "page"})


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `position`: of the record; None: a test."""

    id: str
    type: str
    position: int | None
    body: bytes


def of_record(record: Mapping[str, Any]) -> Message:
    """The message about a record, as `storage.records` reads it."""
    witness = {name: value for name, value in record["witness"].items() if name not in _LEFT_OUT}
    kind = f"evidence.{record['event']}"
    body = orjson.dumps({"type": kind, "timestamp": record["recorded_at"], "data": {**record, "witness": witness}})
    return Message(f"msg_{record['id']}", kind, record["position"], body)


def of_test(identifier: str, webhook: str, at: int) -> Message:
    """A message that says nothing but which endpoint is tried."""
    body = orjson.dumps({"type": TEST, "timestamp": instant.text(at), "data": {"webhook": webhook}})
    return Message(identifier, TEST, None, body)


def headers(message: Message, secrets: Sequence[tuple[str, int | None]], now: int) -> dict[str, str]:
    """The headers of an attempt at `now`. `secrets`: each with when it ends, or None."""
    seconds = str(now // 1000)
    signed = f"{message.id}.{seconds}.".encode() + message.body
    signatures = [
        "v1," + base64.b64encode(hmac.digest(_key(secret), signed, "sha256")).decode()
        for secret, ends_at in secrets
        if ends_at is None or now < ends_at
    ]
    return {
        "content-type": "application/json",
        "user-agent": "Capture-Gateway",
        "webhook-id": message.id,
        "webhook-timestamp": seconds,
        "webhook-signature": " ".join(signatures),
    }


@lru_cache(maxsize=256)
def _key(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix(PREFIX))

"""Messages that a gateway sent to your webhook: verified before anything of them is believed.

Standard Webhooks (https://www.standardwebhooks.com): HMAC-SHA256 over id, time and the body as it came, `v1`. A message
that is older or newer than five minutes is refused, so that a stolen one is worth nothing later.
"""

import binascii
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from standardwebhooks.webhooks import EmptyWebhookSecretError, WebhookVerificationError
from standardwebhooks.webhooks import Webhook as Standard

from capture_gateway.client.errors import BadSignature
from capture_gateway.client.values import Event, Record


class Headers(Protocol):
    """A mapping, or whatever your web framework calls the headers of a request."""

    def items(self) -> Iterable[tuple[str, str]]:
        """Name and value of each."""
        ...


def verify_webhook(secrets: str | Iterable[str], headers: Headers, body: bytes | str) -> Event:
    """The message. BadSignature when it is none of ours.

    `secrets`: `whsec_…`, or several while one takes over from another. `body`: as it came, not parsed and written
    again. ValueError when a secret is none.
    """
    given = [secrets] if isinstance(secrets, str) else list(secrets)
    try:
        verifiers = [Standard(secret) for secret in given or [""]]
    except (binascii.Error, EmptyWebhookSecretError):
        raise ValueError("a webhook's secret is like whsec_…, as it was shown when the webhook was made") from None
    plain = dict(headers.items())
    if not any(_holds(verifier, plain, body) for verifier in verifiers):
        raise BadSignature("the signature is wrong, or the message is too old")
    told = json.loads(body)
    names = {name.lower(): value for name, value in plain.items()}
    record = Record.of(told["data"]) if told["type"].startswith("evidence.") else None
    return Event(
        id=names["webhook-id"],
        type=told["type"],
        timestamp=datetime.fromisoformat(told["timestamp"]),
        record=record,
        data=told["data"],
    )


def _holds(verifier: Standard, headers: dict[str, str], body: bytes | str) -> bool:
    try:
        verifier.verify(body, headers, json_parse=False)
    except (WebhookVerificationError, ValueError):  # ValueError: what is no base64, no UTF-8, or has no comma
        return False
    return True

"""What a backend needs to ask a Capture Gateway, to write to it, and to hear of changes. Typed; `requests` alone below.

    from capture_gateway.client import CaptureGateway

    with CaptureGateway("https://consent.example", token) as gateway:
        if gateway.may_contact("+14155550123", program="bluebird-updates", category="offers", contact="sms"):
            ...

1. It fails closed: without an answer, nobody may be contacted (`permission.reason == "unavailable"`). A mistake in how
   it is used (401, 403, 422, a wrong address of the gateway) is an exception, never a "no" that nobody notices.
2. It tries again where a repeat is harmless, within the deadline of the call, and no sooner than it was told to.
3. One `CaptureGateway` serves every thread of a process, and the processes that are forked from it.
4. No token and no telephone number stands in an exception, in a log line, in the `repr` of a value, or in a URL.
"""

from capture_gateway.client.errors import (
    BadSignature,
    CaptureGatewayError,
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    Refused,
    Unauthorized,
    Unavailable,
)
from capture_gateway.client.gateway import CaptureGateway
from capture_gateway.client.values import Consent, Control, Event, Permission, Question, Record
from capture_gateway.client.verification import verify_webhook
from capture_gateway.client.webhooks import Webhook

__all__ = [
    "BadSignature",
    "CaptureGateway",
    "CaptureGatewayError",
    "Conflict",
    "Consent",
    "Control",
    "Event",
    "Forbidden",
    "Invalid",
    "NotFound",
    "Permission",
    "Question",
    "Record",
    "Refused",
    "Unauthorized",
    "Unavailable",
    "Webhook",
    "verify_webhook",
]

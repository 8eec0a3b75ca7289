"""Messages over Twilio's REST API: https://www.twilio.com/docs/messaging/api/message-resource."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """One message as the provider lists it."""

    sid: str
    account: str
    sender: str
    """`From`, as the provider writes it."""
    recipient: str
    body: str
    sent_at: int
    """Milliseconds since the epoch; the provider gives whole seconds."""

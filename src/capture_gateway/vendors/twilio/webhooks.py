"""What Twilio must be told so that it calls us: one row for each address of a line.

Twilio asks again at the fallback address when the first one failed. Ours is the same address: a message or a turn that
was recorded the first time is answered the same way again. https://www.twilio.com/docs/usage/webhooks
"""

from dataclasses import dataclass
from typing import Literal

# Twilio tries again, up to three times, when we cannot be reached or answer 5xx; by default it would not.
# https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
RETRY = "#rc=3&rp=ct,rt,5xx"


@dataclass(frozen=True, slots=True)
class Webhook:
    """One address of a line, and where it is set at Twilio."""

    setting: Literal["sms", "sms_fallback", "voice", "voice_fallback", "status_callback"]
    """The property of an IncomingPhoneNumber, without `_url`: https://www.twilio.com/docs/phone-numbers/api"""
    label: str
    """What the console calls it."""
    path: str
    """Below the line's own address."""

    def url(self, base: str) -> str:
        """What is pasted at Twilio. `base`: `https://…/c/<line>`."""
        return f"{base}{self.path}{RETRY}"


MESSAGES = (
    Webhook("sms", "A message comes in", "/message"),
    Webhook("sms_fallback", "Primary handler fails", "/message"),
)
CALLS = (
    Webhook("voice", "A call comes in", "/call"),
    Webhook("voice_fallback", "Primary handler fails", "/call"),
    Webhook("status_callback", "Call status changes", "/call-status"),
)

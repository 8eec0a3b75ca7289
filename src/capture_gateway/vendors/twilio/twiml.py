"""TwiML for messages, with Twilio's own builder: https://www.twilio.com/docs/messaging/twiml."""

from twilio.twiml.messaging_response import MessagingResponse

MEDIA_TYPE = "text/xml"

EMPTY = b'<?xml version="1.0" encoding="UTF-8"?><Response />'
"""No reply."""


def message(text: str, action: str) -> bytes:
    """A document that sends `text`; reports of its delivery are posted to `action`."""
    response = MessagingResponse()
    response.message(text, action=action, method="POST")
    return str(response).encode()

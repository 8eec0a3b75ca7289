"""TwiML for messages, with Twilio's own builder: https://www.twilio.com/docs/messaging/twiml."""

from functools import lru_cache
from xml.sax.saxutils import escape

from twilio.twiml.messaging_response import MessagingResponse

MEDIA_TYPE = "text/xml"

EMPTY = b'<?xml version="1.0" encoding="UTF-8"?><Response />'
"""No reply."""


_ACTION = "⟦action⟧"


def message(text: str, action: str) -> bytes:
    """A document that sends `text`; reports of its delivery are posted to `action`, a URL without quotes."""
    return _template(text).replace(_ACTION, escape(action)).encode()


@lru_cache(maxsize=1_024)
def _template(text: str) -> str:
    """The document around one of the deployment's few texts; only the URL differs from person to person."""
    response = MessagingResponse()
    response.message(text, action=_ACTION, method="POST")
    return str(response)

import logging
import os

from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from capture_gateway.client import CaptureGateway

gateway = CaptureGateway(os.environ["CAPTURE_GATEWAY_URL"], os.environ["CAPTURE_GATEWAY_TOKEN"])
client = Client(os.environ["TWILIO_ACCOUNT_SID"], os.environ["TWILIO_AUTH_TOKEN"])


def send_offer(to: str, body: str) -> str | None:
    """The message's sid; None when the person did not agree, or nobody can say whether they did."""
    permission = gateway.may_contact(to, program="bluebird-updates", category="offers", contact="sms")
    if not permission:
        logging.warning("not sent: %s, evidence %s", permission.reason, permission.evidence_id)
        return None
    try:
        return str(client.messages.create(to=to, from_="+14155550100", body=body).sid)
    except TwilioRestException as error:
        if error.code == 21610:  # in the meantime they told Twilio to stop
            gateway.withdraw(to, reason="Twilio refused: 21610", source="twilio")
        raise

"""Texts travel as at Twilio: https://www.twilio.com/docs/messaging/twiml/message."""

import pytest

from capture_gateway.testing.phone import PhoneError, run
from capture_gateway.testing.texting import Unsendable
from tests.testing.conftest import ACCOUNT, LINE, PERSON, Documents


def test_the_person_reads_the_messages_in_order_as_they_were_sent(gateway: Documents) -> None:
    gateway.serve("/message", "<Message>One &amp; 1\nline 2</Message><Message><Body> Dos: ñ 🐦 </Body></Message>")
    assert gateway.text("JOIN").texts == ["One & 1\nline 2", " Dos: ñ 🐦 "]


def test_an_empty_response_is_no_reply(gateway: Documents) -> None:
    gateway.serve("/message", "")
    assert gateway.text("hello").texts == []


def test_the_webhook_has_what_twilio_sends(gateway: Documents) -> None:
    gateway.serve("/message", "")
    exchange = gateway.text("¿Sí? 🐦 אמת")
    fields = gateway.asked[0][2]
    assert (fields["From"], fields["To"], fields["Body"]) == (PERSON, LINE, "¿Sí? 🐦 אמת")
    assert fields["MessageSid"] == fields["SmsSid"] == fields["SmsMessageSid"] == exchange.sid
    assert fields["AccountSid"] == ACCOUNT.sid
    assert fields["SmsStatus"] == "received"
    assert gateway.headers[0]["user-agent"] == "TwilioProxy/1.1"
    assert gateway.headers[0]["i-twilio-idempotency-token"]


def test_extra_fields_are_added_and_replace(gateway: Documents) -> None:
    gateway.serve("/message", "")
    assert gateway.text("x", MessageSid="SM1", NewIn2030="yes").sid == "SM1"
    assert gateway.asked[0][2]["NewIn2030"] == "yes"


def test_every_report_goes_to_the_action_of_its_message(gateway: Documents) -> None:
    gateway.serve("/message", '<Message action="report?s=1">Hi</Message>')
    sent = gateway.text("JOIN").sent[0]
    reports = [fields for _, path, fields in gateway.asked if path == "/report"]
    assert [fields["MessageStatus"] for fields in reports] == ["queued", "sent", "delivered"]
    assert {fields["MessageSid"] for fields in reports} == {sent.sid}
    assert (reports[0]["From"], reports[0]["To"]) == (LINE, PERSON)


def test_a_text_that_does_not_arrive_is_reported_and_not_read(gateway: Documents) -> None:
    gateway.serve("/message", '<Message action="report">Hi</Message>')
    texter = gateway.texter()
    texter.reports = (("sent", ""), ("undelivered", "30003"))
    exchange = run(texter.text("JOIN"), gateway.send)
    assert exchange.texts == []
    assert gateway.asked[-1][2]["ErrorCode"] == "30003"


def test_a_redirect_goes_on_with_the_same_message(gateway: Documents) -> None:
    gateway.serve("/message", "<Message>One</Message><Redirect>other</Redirect>")
    gateway.serve("/other", "<Message>Two</Message>")
    exchange = gateway.text("JOIN")
    assert exchange.texts == ["One", "Two"]
    assert gateway.asked[1][2]["MessageSid"] == exchange.sid


def test_redirects_for_ever_are_refused(gateway: Documents) -> None:
    gateway.serve("/message", "<Redirect/>")
    with pytest.raises(PhoneError, match="more than 10 requests"):
        gateway.text("JOIN")


def test_a_text_longer_than_twilio_takes_is_refused(gateway: Documents) -> None:
    with pytest.raises(Unsendable, match="at most 1,600"):
        gateway.text("x" * 1601)


def test_a_whatsapp_sender_has_its_own_fields(gateway: Documents) -> None:
    gateway.serve("/message", "")
    run(gateway.texter(number="whatsapp:+14155550123").text("JOIN"), gateway.send)
    fields = gateway.asked[0][2]
    assert (fields["From"], fields["WaId"]) == ("whatsapp:+14155550123", "14155550123")
    assert "FromCity" not in fields

"""Texts travel as at Twilio: https://www.twilio.com/docs/messaging/twiml/message."""

import pytest

from capture_gateway.testing import company
from capture_gateway.testing.phone import PhoneError, run, twice
from tests.testing.conftest import ACCOUNT, LINE, PERSON, PUBLIC, Documents


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
    with pytest.raises(PhoneError, match="at most 1,600"):
        gateway.text("x" * 1601)


def test_a_whatsapp_sender_has_its_own_fields(gateway: Documents) -> None:
    gateway.serve("/message", "")
    run(gateway.texter(number="whatsapp:+14155550123").text("JOIN"), gateway.send)
    fields = gateway.asked[0][2]
    assert (fields["From"], fields["WaId"]) == ("whatsapp:+14155550123", "14155550123")
    assert "FromCity" not in fields


@pytest.mark.parametrize("word", ["STOP", "stop", " Unsubscribe ", "QUIT", "optout"])
def test_twilio_mode_answers_stop_by_itself_and_blocks(gateway: Documents, word: str) -> None:
    gateway.serve("/message", '<Message action="report">Ours</Message>')
    assert gateway.text(word, "twilio").texts == [company.STOPPED]
    fields = gateway.asked[0][2]
    assert fields["Body"] == word
    assert "OptOutType" not in fields
    failed = gateway.asked[-1][2]
    assert (failed["MessageStatus"], failed["ErrorCode"]) == ("failed", "21610")
    assert gateway.text("hello", "twilio").texts == []


@pytest.mark.parametrize("word", ["START", "unstop", "Yes"])
def test_twilio_mode_unblocks_by_its_own_words(gateway: Documents, word: str) -> None:
    gateway.serve("/message", "<Message>Ours</Message>")
    gateway.text("STOP", "twilio")
    assert gateway.text(word, "twilio").texts == [company.STARTED, "Ours"]


def test_twilio_mode_knows_nothing_but_its_whole_words(gateway: Documents) -> None:
    gateway.serve("/message", "<Message>Ours</Message>")
    for text in ("STOP PLEASE", "Stop.", "YES", "JOIN"):
        assert gateway.text(text, "twilio").texts == ["Ours"]


def test_twilio_mode_answers_help_but_not_for_the_blocked(gateway: Documents) -> None:
    gateway.serve("/message", "")
    assert gateway.text("help", "twilio").texts == [company.HELPED]
    gateway.text("STOP", "twilio")
    assert gateway.text("HELP", "twilio").texts == []


def test_advanced_mode_says_so_in_opt_out_type(gateway: Documents) -> None:
    gateway.serve("/message", "")
    for word in ("STOP", "START", "HELP", "JOIN"):
        gateway.text(word, "advanced")
    assert [fields.get("OptOutType") for _, _, fields in gateway.asked] == ["STOP", "START", "HELP", None]


def test_gateway_mode_leaves_everything_to_the_gateway(gateway: Documents) -> None:
    gateway.serve("/message", "<Message>Ours</Message>")
    assert gateway.text("STOP").texts == ["Ours"]
    assert gateway.text("START").texts == ["Ours"]


def test_who_is_blocked_on_one_line_is_not_on_another(gateway: Documents) -> None:
    gateway.serve("/message", "<Message>Ours</Message>")
    gateway.text("STOP", "twilio")
    other = gateway.texter("twilio")
    other.line = "+14155550199"
    assert run(other.text("hello"), gateway.send).texts == ["Ours"]


def test_twice_delivers_everything_two_times(gateway: Documents) -> None:
    gateway.serve("/message", '<Message action="report">Hi</Message>')
    assert run(twice(gateway.texter().text("JOIN")), gateway.send).texts == ["Hi"]
    assert gateway.paths == ["POST /message"] * 2 + ["POST /report"] * 6


def test_twice_refuses_another_answer(gateway: Documents) -> None:
    gateway.serve("/message", "<Message>Hi</Message>")
    talk = twice(gateway.texter().text("JOIN"))
    first = next(talk)
    assert talk.send(gateway.send(first)) is first
    gateway.serve("/message", "<Message>Other</Message>")
    with pytest.raises(PhoneError, match="not answered as the first one"):
        talk.send(gateway.send(first))


def test_nothing_outside_the_gateway_is_asked(gateway: Documents) -> None:
    gateway.serve("/message", "<Redirect>https://example.org/</Redirect>")
    with pytest.raises(PhoneError, match=f"not below {PUBLIC}"):
        gateway.text("JOIN")

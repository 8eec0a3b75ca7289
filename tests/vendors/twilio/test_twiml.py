"""Replies to texts: the document that the provider reads is the text, whole, and an address for reports."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from twilio.twiml.messaging_response import MessagingResponse

from capture_gateway.vendors.twilio.twiml import EMPTY, message

# What XML 1.0 can hold at all (section 2.2), without the carriage return, which every XML reader turns into a newline.
readable = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.just("\n")).map(
    lambda text: text.replace("\ufffe", "").replace("\uffff", "")
)


def test_the_empty_reply_is_twilios_own() -> None:
    assert str(MessagingResponse()).encode() == EMPTY


def test_a_reply_is_what_twilios_builder_writes() -> None:
    theirs = MessagingResponse()
    theirs.message("Sí & <no>", action="https://e.example/c/sms/message-status?showing=1&turn=2", method="POST")
    ours = message("Sí & <no>", "https://e.example/c/sms/message-status?showing=1&turn=2")
    assert ours == str(theirs).encode()


@given(readable, st.uuids())
def test_the_text_arrives_whole_and_the_address_is_each_persons_own(text: str, showing: object) -> None:
    action = f"https://consent.example.com/c/sms/message-status?showing={showing}&a=b"
    (sent,) = ET.fromstring(message(text, action))
    assert (sent.tag, sent.text or "", sent.attrib) == ("Message", text, {"action": action, "method": "POST"})

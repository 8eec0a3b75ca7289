"""Texts: a keyword, the words, AGREE."""

from capture_gateway.channels import Kind
from capture_gateway.channels.sms.definition import join_words, read
from capture_gateway.channels.sms.way_in import way_in
from capture_gateway.channels.sms.webhook import fetched, routes
from capture_gateway.vendors.twilio.webhooks import MESSAGES

KIND = Kind(
    name="sms",
    read=read,
    routes=routes,
    way_in=way_in,
    webhooks=MESSAGES,
    join_words=join_words,
    fetched=fetched,
)

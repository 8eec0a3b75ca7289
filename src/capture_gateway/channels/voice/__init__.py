"""Telephone lines: the words are spoken in full, then a key answers them."""

from capture_gateway.channels import Kind
from capture_gateway.channels.voice.definition import read
from capture_gateway.channels.voice.sweep import sweep
from capture_gateway.channels.voice.way_in import way_in
from capture_gateway.channels.voice.webhook import routes
from capture_gateway.vendors.twilio.webhooks import CALLS

KIND = Kind(name="voice", read=read, routes=routes, sweep=sweep, way_in=way_in, webhooks=CALLS)

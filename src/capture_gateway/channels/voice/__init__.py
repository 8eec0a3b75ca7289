"""Telephone lines: the words are spoken in full, then a key answers them."""

from capture_gateway.channels import Kind
from capture_gateway.channels.voice.definition import read
from capture_gateway.channels.voice.sweep import sweep
from capture_gateway.channels.voice.webhook import routes

KIND = Kind(name="voice", read=read, routes=routes, sweep=sweep)

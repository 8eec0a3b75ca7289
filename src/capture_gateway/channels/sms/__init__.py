"""Texts: a keyword, the words, AGREE."""

from capture_gateway.channels import Kind
from capture_gateway.channels.sms.definition import read
from capture_gateway.channels.sms.webhook import routes

KIND = Kind(name="sms", read=read, routes=routes)

"""A person whose dossier has one of everything: a form with their number, a call, texts in two alphabets, STOP."""

import html
import re
import urllib.request

from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import GatewayUnderTest

HOSTILE = '</bdi></td><script>alert("1")</script> \u202eevil\u202c & {{ 7*7 }}'
ARABIC = "مرحبا، متى يصل طلبي؟"


def live(gateway: GatewayUnderTest, person: str) -> None:
    """Everything, in order."""
    gateway.text(person, "JOIN")
    gateway.text(person, ARABIC)
    gateway.text(person, HOSTILE)
    gateway.text(person, "AGREE")
    gateway.call(person, "9", "1")
    fill_in(gateway, person)
    gateway.text(person, "please no more calls, I am not sure about the rest")
    gateway.text(person, "STOP")
    gateway.received(person)


def fill_in(gateway: GatewayUnderTest, person: str) -> None:
    """The form with a typed number, every box ticked."""
    url = f"{gateway.base}/c/web/form"
    with urllib.request.urlopen(url) as answer:
        token = re.search(r'name="token" value="([^"]+)"', answer.read().decode())
    assert token
    pairs = (
        ("token", html.unescape(token[1])), ("tel", person), ("website", ""),
        *(("category", each) for each in ("order-updates", "offers", "recommendations")),
        *(("contact", each) for each in ("sms", "whatsapp", "voice")),
    )  # fmt: skip
    headers = {"content-type": "application/x-www-form-urlencoded", "user-agent": "Mozilla/5.0 (A test)"}
    assert gateway.send(Request("POST", url, pairs, headers)).status == 200

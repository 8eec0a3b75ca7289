"""Somebody who agreed by text, and what a browser asks of their page."""

import http.client
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from capture_gateway.testing.contract import somebody
from capture_gateway.testing.running import GatewayUnderTest
from capture_gateway.testing.texting import parted

FORM = {"content_type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Seen:
    """One answer."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def form(self) -> str:
        """What the buttons of the page send."""
        found = re.search(r'name="form" value="([^"]+)"', self.text)
        assert found, "the page has no form"
        return found[1]

    @property
    def buttons(self) -> list[str]:
        """The values of the buttons."""
        return re.findall(r'<button[^>]* value="([^"]+)"', self.text)

    @property
    def receipts(self) -> list[str]:
        """The relative addresses of the receipts, the newest first."""
        return re.findall(r'href="([^"]+/receipt/[^"]+)"', self.text)

    @property
    def told(self) -> str:
        """What the page says of a press; empty where there was none."""
        found = re.search(r'role="status">(.*?)</div>', self.text, re.DOTALL)
        return "" if found is None else " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


def agreed(gateway: GatewayUnderTest, join: str = "JOIN", agree: str = "AGREE") -> tuple[str, str]:
    """A new person who agreed: their number, and the path of their page."""
    person = somebody()
    gateway.text(person, join)
    (confirmed,) = gateway.text(person, agree).texts
    return person, urlsplit(parted(confirmed)[1]).path


def ask(gateway: GatewayUnderTest, method: str, path: str, body: str | bytes = b"", **headers: str) -> Seen:
    """One request, followed nowhere."""
    connection = http.client.HTTPConnection(urlsplit(gateway.base).netloc, timeout=30)
    connection.request(method, path, body or None, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    seen = Seen(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode())
    connection.close()
    return seen


def press(gateway: GatewayUnderTest, path: str, stop: str, form: str = "", **headers: Any) -> Seen:
    """Press a button, on the page as it is now or on one that was read before."""
    form = form or ask(gateway, "GET", path).form
    return ask(gateway, "POST", path, urlencode({"form": form, "stop": stop}), **FORM, **headers)

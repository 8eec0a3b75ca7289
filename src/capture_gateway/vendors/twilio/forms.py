"""Twilio's form posts, read in the order that keeps us honest: 413, 403, then 400.

1. The signature covers the URL and every field, sorted and de-duplicated; so a field given twice proves nothing about
   which value comes first, and is refused.
2. `AccountSid` and `To` must be the line's own: a signature by the same token for another number is not for this line.
3. Values are kept as they arrive: no stripping, blanks kept.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import unquote_plus

from starlette.requests import Request

from capture_gateway.core.address import line_address
from capture_gateway.core.errors import Malformed, NotAuthentic
from capture_gateway.vendors.twilio import signature

MAX_FIELDS = 1_000


class Account(Protocol):
    """What is trusted: the settings have this shape."""

    @property
    def public_url(self) -> str:
        """The base of the URLs that the provider signs."""

    @property
    def twilio_account_sid(self) -> str:
        """Whose requests are ours."""

    @property
    def twilio_tokens(self) -> tuple[str, ...]:
        """What may have signed."""


@dataclass(frozen=True, slots=True)
class Form:
    """An authentic post: its fields, and what is kept to prove it."""

    fields: Mapping[str, str]
    url: str
    """The URL that was signed."""
    body: str
    signature: str

    def get(self, name: str) -> str:
        """The field's value, or empty."""
        return self.fields.get(name, "")

    @property
    def request(self) -> dict[str, str]:
        """The signed request as evidence."""
        return {"url": self.url, "body": self.body, "signature": self.signature}


def signed_url(request: Request, public_url: str) -> str:
    """`PUBLIC_URL` + raw path + raw query: what the provider signed, whatever proxies did to the host."""
    query = request.scope["query_string"].decode("latin-1")
    path = request.scope["raw_path"].decode("latin-1")
    return f"{public_url}{path}?{query}" if query else public_url + path


def authentic(request: Request, body: bytes, *, address: str, settings: Account, ours: str = "To") -> Form:
    """The form in `body`, once it is proved to be Twilio's, our account's and this line's.

    `address`: the line's, as in its file (`tel:+1…`); `ours`: the field that names the line (`From` in a report of a
    text that we sent). NotAuthentic (403) or Malformed (400) otherwise.
    """
    try:
        raw = body.decode()
        pairs = fields_of(raw)
    except ValueError:
        raise NotAuthentic("the body is no form that Twilio could have signed") from None
    url = signed_url(request, settings.public_url)
    header = request.headers.get("x-twilio-signature", "")
    signature.check(url=url, pairs=pairs, signature=header, tokens=settings.twilio_tokens)
    fields = dict(pairs)
    if fields.get("AccountSid") != settings.twilio_account_sid:
        raise NotAuthentic("another account")
    if line_address(fields.get(ours, "")) != address:
        raise NotAuthentic("another line")
    if len(fields) != len(pairs):
        raise Malformed("a field is given twice")
    return Form(fields=fields, url=url, body=raw, signature=header)


def fields_of(raw: str) -> list[tuple[str, str]]:
    """The fields of a form, as `urllib.parse.parse_qsl` reads them, blanks kept. ValueError for more than MAX_FIELDS.

    Most of what the provider sends needs no decoding, and then it is not asked for: that takes a tenth of the time.
    """
    parts = raw.split("&")
    if len(parts) > MAX_FIELDS:
        raise ValueError("too many fields")
    pairs = []
    for part in parts:
        name, _, value = part.partition("=")
        if "%" in part or "+" in part:
            pairs.append((unquote_plus(name, errors="strict"), unquote_plus(value, errors="strict")))
        elif part:
            pairs.append((name, value))
    return pairs


_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def shown(text: str) -> str:
    """`text` with U+FFFD for what XML 1.0 section 2.2 forbids; the raw body keeps what was sent."""
    return _FORBIDDEN.sub("\ufffd", text)

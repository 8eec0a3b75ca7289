"""Whose number is it? What a form asks of a person who typed one, and the handle of the page that follows it.

1. Every page tells the join code (`core.possession`); with `reply` and `code` we may send one text besides.
2. The pages that follow a form are found by a handle: the showing's id and an HMAC of it. Nobody can make one, and they
   show nothing of the person.
3. The link that writes the message for the person, and the QR code of it, are a setting (`sms_link`).
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from capture_gateway.channels import Joining
from capture_gateway.core import possession
from capture_gateway.core.address import dialed
from capture_gateway.core.disclosure import Possession, Proof, Words
from capture_gateway.core.possession import PENDING

_MAC_BYTES = 16


@dataclass(frozen=True, slots=True)
class Proving:
    """How one form finds out whose number was typed."""

    channel: str
    mode: Possession | None
    joining: Joining | None
    """The text line that people of the form text to."""
    region: str
    """Whose numbers are written without a country code."""
    secret: bytes
    sms_link: bool

    @property
    def words(self) -> str | None:
        """The name of the words that tell what to do."""
        return PENDING.get(self.mode)

    @property
    def asks_code(self) -> bool:
        """Whether digits are typed back."""
        return self.mode == "code"

    def slots(self, showing: str, language: str) -> Mapping[str, str]:
        """What stands in those words: `{"join": "JOIN 7F3K", "number": "(415) 555-0100"}`."""
        if self.joining is None or self.mode in (None, "none"):
            return {}
        join = f"{self.joining.word(language)} {possession.join_code(self.secret, showing)}"
        return {"join": join, "number": dialed(self.joining.line.address or "", self.region)}

    def filled(self, words: Words, showing: str) -> Words:
        """The words that tell what to do, for one showing."""
        return words.filled(**self.slots(showing, words.language)) if words.slots else words

    def proof(self, showing: str, digits: str, now: int) -> Proof | None:
        """What is kept of it; `digits`: those that are texted, empty where none are."""
        if self.mode is None or self.mode == "none":
            return None
        code = possession.digest(showing, digits) if digits else ""
        join = possession.digest(showing, possession.join_code(self.secret, showing))
        return Proof(self.mode, join=join, code=code, made_at=now)

    def link(self, showing: str, language: str) -> str | None:
        """A link that writes the message (RFC 5724); None where the form has none."""
        slots = self.slots(showing, language)
        if not self.sms_link or not slots or self.joining is None:
            return None
        number = (self.joining.line.address or "").partition(":")[2]
        return f"sms:{number}?body={quote(slots['join'])}"

    def handle(self, showing: str) -> str:
        """What the pages after the form are found by."""
        return f"{showing}.{base64.urlsafe_b64encode(self._mac(showing)).rstrip(b'=').decode('ascii')}"

    def showing_of(self, handle: str) -> str | None:
        """The showing that a handle is of; None when we never gave it out."""
        showing = handle.partition(".")[0]
        return showing if hmac.compare_digest(self.handle(showing).encode(), handle.encode()) else None

    def _mac(self, showing: str) -> bytes:
        named = f"handle:{self.channel}:{showing}".encode()
        return hmac.digest(self.secret, named, hashlib.sha256)[:_MAC_BYTES]


def qr(link: str) -> str:
    """A QR code as SVG, which needs neither a style nor a script."""
    import segno  # noqa: PLC0415 - most forms have none

    return str(segno.make(link, error="m", micro=False).svg_inline(scale=4, border=4, light="#fff", dark="#000"))

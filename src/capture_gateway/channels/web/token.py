"""The showing token: signed proof that we put these words on a page at this instant, carried by the page itself.

1. Asking for the form stores nothing. The token is the showing; it is stored together with the answer.
2. `base64url(JSON) . base64url(Ed25519 signature)`, unpadded (RFC 4648 section 5, RFC 8032). The signature covers
   `capture-gateway/showing/1`, a line feed and the JSON, so that nothing else this key signs can pass for a token.
3. Each showing has one spelling: bits that base64 would ignore must be zero, so a flipped byte is always refused.
4. It is valid for 24 hours, so that nobody has to hurry (WCAG 2.2, success criterion 2.2.1, exempts limits over 20
   hours). A page that stays open longer gets a new one, without a word, as long as its words are current: `renewed`.
   That it is used once is the intake's business, by its id.
5. It is bound to the registered site whose page framed ours, and says whether there was a frame at all.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from capture_gateway.core import instant

LIFE = instant.DAY
RENEWABLE = LIFE + 7 * instant.DAY
"""For so long it can be exchanged for a new one."""
MAX_LENGTH = 1_024
"""Characters; ours are about 600."""

_CLOCK_STEP = instant.MINUTE
_DOMAIN = b"capture-gateway/showing/1\n"
_SIGNATURE_LENGTH = 64

Refusal = Literal["expired", "altered"]
Mode = Literal["frame", "hosted"]
"""Where the page was: inside another one, or by itself."""


@dataclass(frozen=True, slots=True)
class Token:
    """One showing on one page."""

    jti: str
    """UUID version 7: the id of the showing."""
    channel: str
    program: str
    version: str
    language: str
    prompt: str
    sha256: str
    template_sha256: str
    issued_at: int
    """Milliseconds since the epoch: when the words were shown."""
    site: str | None = None
    """The registered site that the page was asked for from, by the `Referer` of the request; None: there was none."""
    mode: Mode = "hosted"
    opened_at: int | None = None
    """When the page was served, where this token is a renewed one; else it is `issued_at`."""

    @property
    def served_at(self) -> int:
        """When the page was served."""
        return self.issued_at if self.opened_at is None else self.opened_at

    def renewed(self, jti: str, now: int) -> "Token":
        """A new showing of the same words on the same page, which is still open."""
        return replace(self, jti=jti, issued_at=now, opened_at=self.served_at)


def issue(token: Token, key: Ed25519PrivateKey) -> str:
    """The text that travels in the page."""
    payload = json.dumps(asdict(token), separators=(",", ":")).encode()
    return f"{_encoded(payload)}.{_encoded(key.sign(_DOMAIN + payload))}"


def read(text: str, keys: Sequence[Ed25519PublicKey], now: int, life: int = LIFE) -> Token | Refusal:
    """The showing that `text` proves at `now`; `altered` when none of `keys` signed it, `expired` after `life`."""
    if len(text) > MAX_LENGTH:
        return "altered"
    first, _, second = text.partition(".")
    payload, signature = _decoded(first), _decoded(second)
    if payload is None or signature is None or len(signature) != _SIGNATURE_LENGTH:
        return "altered"
    if not any(_is_signed(_DOMAIN + payload, signature, key) for key in keys):
        return "altered"
    values = json.loads(payload)
    if set(values) != {field.name for field in fields(Token)}:
        # Signed by another version of this program: the words must be shown again.
        return "expired"
    token = Token(**values)
    return token if -_CLOCK_STEP <= now - token.issued_at <= life else "expired"


def _is_signed(message: bytes, signature: bytes, key: Ed25519PublicKey) -> bool:
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _decoded(text: str) -> bytes | None:
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return None
    return data if _encoded(data) == text else None

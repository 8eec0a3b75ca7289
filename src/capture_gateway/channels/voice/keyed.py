"""Numbers that callers key: what the keys mean, and how a number travels in an address that others may read.

1. `4155550123` is a number of the program's region, `447400123456` one with its country code; what cannot exist, or
   was never assigned, is none.
2. Where a call stands is in the address that its keys are posted to, and addresses stand in the logs of proxies: a
   number is sealed there, for one call alone (AES-SIV, RFC 5297). The same number in the same call gives the same
   bytes, so that a repeated request gets the same answer.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from capture_gateway.core.address import BadAddress, parse
from capture_gateway.core.errors import Malformed

MOST_DIGITS = 15
"""Of a number with its country code (ITU-T E.164 section 6)."""
_CONFIRMED = "!"


@dataclass(frozen=True, slots=True)
class Keyed:
    """The number that a caller keyed."""

    subject: str
    """`tel:+14155550123`."""
    is_confirmed: bool = False
    """They heard it, and said that it is right."""


def number_of(digits: str, region: str) -> str | None:
    """The subject whose number was keyed; None when it is no number that can be reached."""
    if not (digits.isascii() and digits.isdigit()) or len(digits) > MOST_DIGITS:
        return None
    for written, where in ((digits, region), (f"+{digits}", None)):
        try:
            return parse(written, where)
        except BadAddress:
            continue
    return None


@dataclass(frozen=True, slots=True)
class Seal:
    """Seals numbers for the addresses of one call."""

    secret: bytes
    call: str
    """The provider's id of the call."""

    def close(self, keyed: Keyed) -> str:
        """`keyed`, as it may stand in an address."""
        plain = keyed.subject + (_CONFIRMED if keyed.is_confirmed else "")
        return urlsafe_b64encode(self._cipher().encrypt(plain.encode(), [self.call.encode()])).decode().rstrip("=")

    def open(self, sealed: str) -> Keyed:
        """What was sealed. Malformed when it was not, or for another call."""
        try:
            raw = urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
            plain = self._cipher().decrypt(raw, [self.call.encode()]).decode()
        except (InvalidTag, NotBase64, ValueError) as error:
            raise Malformed("the number in the address was not sealed by this gateway for this call") from error
        return Keyed(plain.removesuffix(_CONFIRMED), plain.endswith(_CONFIRMED))

    def _cipher(self) -> AESSIV:
        return AESSIV(hmac.digest(self.secret, b"capture-gateway/keyed-number/1", "sha256"))

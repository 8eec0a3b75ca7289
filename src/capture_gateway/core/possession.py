"""Whose number is it? What a person with a typed number must do before it counts (RULES E).

1. A join code (`7F3K`) stands on the page, or is spoken in the call; a text `JOIN 7F3K` from the typed number itself is
   the proof. From any other number it is a plain JOIN. It is made from the showing's id and a secret, so nothing needs
   to be kept before somebody answers, and the same page has the same code.
2. A code of six digits is sent to the number and typed back on the page, within 10 minutes and 5 tries.
3. Only digests are kept, each over the showing's id too: a code proves nothing for another showing.
"""

import hashlib
import hmac
from collections.abc import Mapping

from capture_gateway.core import instant
from capture_gateway.core.disclosure import Possession

PENDING: Mapping[Possession | None, str] = {
    None: "pending",
    "text-to-join": "pending-join",
    "reply": "pending-reply",
    "code": "pending-code",
}
"""How a typed number is proved -> the words that say what to do now; none where nothing is asked."""

CODE_LIFE = 10 * instant.MINUTE
TRIES = 5

_DIGITS = "23456789"  # no 0 and 1, which read as letters
_LETTERS = "CDFGHJKMNPQRTVWXY"  # no vowels, so that no word comes out; no B, L, S, Z, which read as digits


def join_code(secret: bytes, showing: str) -> str:
    """The code behind JOIN for a showing: digit, letter, digit, letter, as `7F3K`."""
    chosen = hmac.digest(secret, b"join:" + showing.encode(), "sha256")
    return "".join(
        alphabet[int.from_bytes(chosen[2 * at : 2 * at + 2]) % len(alphabet)]
        for at, alphabet in enumerate((_DIGITS, _LETTERS, _DIGITS, _LETTERS))
    )


def spoken_code(secret: bytes, showing: str) -> str:
    """The same for the ear: four digits, as `4829`."""
    chosen = hmac.digest(secret, b"speak:" + showing.encode(), "sha256")
    return "".join(_DIGITS[byte % len(_DIGITS)] for byte in chosen[:4])


def six_digits(random: bytes) -> str:
    """Six digits out of at least 8 unpredictable bytes."""
    return f"{int.from_bytes(random[:8]) % 1_000_000:06}"


def digest(showing: str, code: str) -> str:
    """What is kept of a code: hex SHA-256 of `<showing>:<code in small letters>`."""
    return hashlib.sha256(f"{showing}:{code.lower()}".encode()).hexdigest()


def is_code(showing: str, code: str, kept: str) -> bool:
    """Whether `code` is the one whose digest was kept for this showing."""
    return bool(kept) and hmac.compare_digest(digest(showing, code), kept)

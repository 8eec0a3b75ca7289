"""Where text could hide in bytes: as it is, escaped, encoded, or behind a digest that anybody can compute."""

import base64
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

SHORTEST = 8
"""Bytes of a spelling: shorter ones may come by chance."""


def spellings(text: str) -> Iterator[bytes]:
    """Every way in which `text` may stand in a file, wherever it begins."""
    plain = text.encode()
    yield plain
    yield text.encode("utf-16-le")
    for escaped in ("".join(f"\\u{ord(one):04x}" for one in text), "".join(f"%{one:02x}" for one in plain)):
        yield escaped.encode()
        yield escaped.upper().replace("\\U", "\\u").encode()
    yield plain.hex().encode()
    yield plain.hex().upper().encode()
    for before in range(3):  # a group of base64 is three bytes: the outermost ones hold something of their neighbors
        encoded = base64.b64encode(bytes(before) + plain)[4 * bool(before) :]
        inner = encoded[: len(encoded) // 4 * 4 - 4]
        yield inner
        yield inner.translate(bytes.maketrans(b"+/", b"-_"))


def numbers(number: str) -> Iterator[str]:
    """A number as it may be written."""
    yield number.removeprefix("+1")
    for prefix in ("", "tel:", "whatsapp:"):
        yield prefix + number


def digests(text: str) -> Iterator[bytes]:
    """Its SHA-256, or the beginning of it: no secret, for there are few numbers."""
    digest = sha256(text.encode())
    yield digest.digest()[:16]
    yield digest.hexdigest()[:32].encode()
    yield base64.b64encode(digest.digest())[:20]


def searching(texts: Iterable[str], people: Iterable[str]) -> re.Pattern[bytes]:
    """What finds any of these texts, or of these people's numbers, in bytes."""
    written = [written for number in people for written in numbers(number)]
    found = {one for text in (*texts, *written) for one in spellings(text) if len(one) >= SHORTEST}
    found |= {one for text in written for one in digests(text)}
    return re.compile(b"|".join(re.escape(one) for one in sorted(found)))

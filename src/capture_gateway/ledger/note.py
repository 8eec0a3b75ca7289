"""Signed notes: text that one or more keys signed, in the format of https://c2sp.org/signed-note. Pure functions.

1. A note is text that ends with a newline, an empty line, and one line for each signature: an em dash, a blank, the
   key's name, a blank, and the base64 of the key's 4 byte id and the signature, an Ed25519 one (RFC 8032) of the text.
2. It is UTF-8 and holds no control characters but newlines. What is longer than 1 MB, or signed more than 100 times, is
   not read.
3. A key has a name without blanks and plus signs. Its id is the beginning of SHA-256(name || newline || 0x01 || public
   key). It is handed on as `name+id+base64`, the id in 8 hexadecimal digits, the base64 of 0x01 || public key.
4. Who opens a note says which keys are known. Signatures of other keys are ignored, whatever they share with a known
   one; a bad signature of a known key refuses the note, and so does the lack of a good one.
5. There is one way to write each value: base64 whose unused bits are set, and digits in another case, are refused. So
   no byte of a note can change unnoticed, unless it belongs to a signature that is ignored.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LONGEST = 1_000_000
"""Bytes of a note, its signatures among them."""
MOST = 100
"""Signatures of a note."""

_ED25519 = b"\x01"
_ID_BYTES = 4
_DASH = "— "


class Refused(ValueError):
    """What was read does not hold; the text is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Key:
    """A public key that a verifier knows. Refused when the name or the key cannot be one."""

    name: str
    public: bytes
    """32 bytes, as RFC 8032 writes them."""

    def __post_init__(self) -> None:
        if not _is_name(self.name):
            raise Refused(f"{self.name!r} cannot be the name of a key: it is empty, or has blanks or plus signs.")
        if len(self.public) != 32:
            raise Refused(f"a public key of Ed25519 has 32 bytes, not {len(self.public)}.")

    @property
    def id(self) -> bytes:
        """The 4 bytes by which a signature says whose it is."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:_ID_BYTES]

    def __str__(self) -> str:
        """As it is handed on (rule 3)."""
        return f"{self.name}+{self.id.hex()}+{b64encode(_ED25519 + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The key that `str` wrote. Refused when it did not."""
        name, _, rest = text.partition("+")
        encoded = base64_of(rest.partition("+")[2])
        if encoded is None or encoded[:1] != _ED25519:
            raise Refused(f"{text!r} is no verifier key for Ed25519: name+id+base64.")
        key = cls(name, encoded[1:])
        if str(key) != text:
            raise Refused(f"the id in the verifier key {text!r} is not that of its name and key.")
        return key


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key, and the name under which it signs."""

    name: str
    private: Ed25519PrivateKey

    @property
    def key(self) -> Key:
        """What others verify its signatures with."""
        return Key(self.name, self.private.public_key().public_bytes_raw())

    def line(self, text: str) -> str:
        """Its signature line under `text`, with its newline."""
        signature = self.key.id + self.private.sign(text.encode())
        return f"{_DASH}{self.name} {b64encode(signature).decode()}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """What was opened: the text, and the known keys that signed it, in the order of their lines."""

    text: str
    keys: tuple[Key, ...]


def signed(text: str, signers: Iterable[Signer]) -> str:
    """The note of `text`, signed by each. Refused when no note can hold the text."""
    if not text.endswith("\n") or not _is_plain(text):
        raise Refused("the text of a note ends with a newline, and has no other control characters.")
    return text + "\n" + "".join(signer.line(text) for signer in signers)


def opened(note: str, known: Iterable[Key]) -> Note:
    """The text of `note` and who signed it. Refused where a rule does not hold."""
    if not _is_plain(note):
        raise Refused("it is no note: it is too long, or holds control characters.")
    text, empty, last = note.rpartition("\n\n")
    lines = last.split("\n")
    if not empty or len(lines) < 2 or lines.pop():
        raise Refused("it is no note: it does not end with an empty line and signatures.")
    if len(lines) > MOST:
        raise Refused(f"the note has {len(lines)} signatures, and more than {MOST} are not read.")
    text += "\n"
    return Note(text, _verified(text, lines, {(key.name, key.id): key for key in known}))


def _verified(text: str, lines: Sequence[str], known: dict[tuple[str, bytes], Key]) -> tuple[Key, ...]:
    """The known keys that signed. Refused when there is none, or when a signature of one is bad."""
    found: dict[Key, None] = {}
    for line in lines:
        name, _, encoded = line.removeprefix(_DASH).partition(" ")
        value = base64_of(encoded)
        if not line.startswith(_DASH) or not _is_name(name) or value is None or len(value) <= _ID_BYTES:
            raise Refused(f"it is no note: {line!r} is no signature.")
        key = known.get((name, value[:_ID_BYTES]))
        if key is None:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(key.public).verify(value[_ID_BYTES:], text.encode())
        except InvalidSignature as error:
            raise Refused(f"the signature of {name} does not match the text.") from error
        found[key] = None
    if not found:
        raise Refused("no known key signed the note.")
    return tuple(found)


def base64_of(text: str) -> bytes | None:
    """The bytes of base64 (RFC 4648 section 4) in the one way to write them; None when it is not that."""
    try:
        value = b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return value if b64encode(value).decode() == text else None


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(character.isspace() for character in name)


def _is_plain(text: str) -> bool:
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        return False
    return len(encoded) <= LONGEST and not any(byte < 0x20 and byte != 0x0A for byte in set(encoded))

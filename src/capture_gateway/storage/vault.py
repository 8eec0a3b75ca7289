"""Sealing: what tells of a person can be neither read nor looked up in the database without the deployment's keys.

1. What tells of a person (address, words, provider's ids, requests) is sealed with AES-256-GCM (NIST SP 800-38D) under
   that person's own key. Sealed bytes are a nonce of 12 random bytes, the ciphertext, its tag of 16.
2. Each sealing names what it is about, as associated data: bytes that are moved to another place, or stand beside
   columns that were changed since, do not open there.
3. A person's key is random, kept beside what it opens, and wrapped by DATA_KEY, which is kept elsewhere. Destroying the
   wrapped key erases the person, whatever copies of sealed bytes there are.
4. Addresses and ids are looked up by a token: HMAC-SHA256 under LOOKUP_KEY, cut to 128 bits. A digest without a key
   would hide nothing: there are few telephone numbers.
5. What belongs to nobody in particular (secrets of webhooks, orders) is sealed under a key made from DATA_KEY; what can
   only be asked for with an id that we do not keep, under a key made from that id.

Safe from several threads.
"""

import os
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from typing import cast

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from sqlalchemy import Connection

from capture_gateway.core.keys import KEY_SIZE, Keys

NONCE_SIZE = 12
ADDED = NONCE_SIZE + 16
"""Bytes that sealing adds: the nonce and the tag."""
TOKEN_SIZE = 16
INFO = "vault"
"""Where a connection carries its vault: `connection.info`."""
KEPT = 4_096
"""People whose keys and tokens are kept at hand."""

_INNER, _OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))

Random = Callable[[int], bytes]


class Unsealable(Exception):
    """The bytes were changed, moved, or sealed under another key."""


class Sealer:
    """Seals and opens under one key."""

    __slots__ = ("_cipher", "_key", "_random")

    def __init__(self, key: bytes, random: Random) -> None:
        self._key = key
        self._cipher = AESGCM(key)
        self._random = random

    def seal(self, plain: bytes, about: bytes) -> bytes:
        """`plain`, unreadable; it opens only for the same `about`."""
        nonce = self._random(NONCE_SIZE)
        return nonce + self._cipher.encrypt(nonce, plain, about)

    def open(self, sealed: bytes, about: bytes) -> bytes:
        """What was sealed. Unsealable."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_SIZE], sealed[NONCE_SIZE:], about)
        except (InvalidTag, ValueError) as error:
            raise Unsealable from error

    def derived(self, what: str) -> bytes:
        """32 bytes that follow from the key, and tell nothing of it."""
        return hmac(self._key, what.encode())


class Vault:
    """What the keys of a deployment open. `random`: unpredictable bytes, from any thread."""

    def __init__(self, keys: Keys, random: Random = os.urandom) -> None:
        self._lookup = HMAC(keys.lookup, SHA256())
        self._random = random
        self._wrapping = AESGCM(keys.data)
        self._own_key = hmac(keys.data, b"own")
        self.own = Sealer(self._own_key, random)
        """For what belongs to nobody in particular."""
        self.subject = lru_cache(maxsize=KEPT)(self._subject)
        """Address -> the token that stands for it in every table."""
        self.person = lru_cache(maxsize=KEPT)(self._person)
        """(token, wrapped key) -> the sealer of this person. Unsealable."""

    def forget(self) -> None:
        """Keep no person's key or token at hand any more."""
        self.subject.cache_clear()
        self.person.cache_clear()

    def token(self, kind: str, value: str) -> str:
        """32 hex digits that stand for `value` in look-ups of one kind."""
        token = self._lookup.copy()  # setting one up costs several times what it is used for
        token.update(f"{kind}\0{value}".encode())
        return token.finalize()[:TOKEN_SIZE].hex()

    def _subject(self, address: str) -> str:
        return self.token("subject", address)

    def made(self, subject: str) -> tuple[Sealer, bytes]:
        """A new person's sealer, and the wrapped key to be kept."""
        random = self._random(KEY_SIZE + NONCE_SIZE)
        key, nonce = random[:KEY_SIZE], random[KEY_SIZE:]
        return Sealer(key, self._random), nonce + self._wrapping.encrypt(nonce, key, _wrapping(subject))

    def _person(self, subject: str, wrapped: bytes) -> Sealer:
        try:
            key = self._wrapping.decrypt(wrapped[:NONCE_SIZE], wrapped[NONCE_SIZE:], _wrapping(subject))
        except (InvalidTag, ValueError) as error:
            raise Unsealable from error
        return Sealer(key, self._random)

    def nobodys(self, kind: str, identifier: str) -> Sealer:
        """For what can only be asked for with an id that is kept nowhere."""
        return Sealer(hmac(self._own_key, f"{kind}\0{identifier}".encode()), self._random)


def hmac(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA256 (RFC 2104) under a key of at most 64 bytes.

    Every new person needs one under a key of their own, and OpenSSL looks up its implementation for each: that takes
    four times as long as this.
    """
    inner, outer = sha256(key.ljust(64, b"\0").translate(_INNER)), sha256(key.ljust(64, b"\0").translate(_OUTER))
    inner.update(message)
    outer.update(inner.digest())
    return outer.digest()


def _wrapping(subject: str) -> bytes:
    return b"subject_key\0" + subject.encode()


def about(what: str, *columns: object) -> bytes:
    """Associated data that vouches for these columns beside what is sealed."""
    return orjson.dumps([what, *columns])


def of(connection: Connection) -> Vault:
    """The vault of a connection of an opened database."""
    return cast("Vault", connection.info[INFO])

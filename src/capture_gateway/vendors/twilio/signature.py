"""Is this request Twilio's? Checked with Twilio's own validator before anything in it is read.

https://www.twilio.com/docs/usage/webhooks/webhooks-security

1. The signed URL is the configured public one plus the raw path and raw query, never what the request claims as its
   host.
2. Any of the configured tokens may have signed (two are valid while one is being replaced).
3. A missing signature, or one the validator cannot even compute (an odd port, a lone surrogate), is no signature.
4. The validator signs the URL with its port and without, and takes either. Most requests bear what it makes of the URL
   as it is configured, where that is one of the two; so that one is made first, at a fraction of the cost, and whatever
   is not equal to it is for the validator to judge.
"""

import base64
from collections.abc import Sequence
from functools import lru_cache
from hmac import compare_digest
from urllib.parse import urlparse

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.hmac import HMAC
from twilio.request_validator import RequestValidator, add_port, remove_port

from capture_gateway.core.errors import NotAuthentic


class Params:
    """Form fields in the shape that the validator reads without copying: `getall` is what it probes first."""

    __slots__ = ("_values",)

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self._values = {name: [value] for name, value in pairs}
        if len(self._values) != len(pairs):
            self._values = {}
            for name, value in pairs:
                self._values.setdefault(name, []).append(value)

    def getall(self, name: str) -> list[str]:
        """Every value of one field."""
        return self._values[name]

    def keys(self) -> list[str]:
        """The names of the fields."""
        return list(self._values)

    def __iter__(self) -> "object":
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __bool__(self) -> bool:
        return bool(self._values)


def check(*, url: str, pairs: Sequence[tuple[str, str]], signature: str, tokens: Sequence[str]) -> None:
    """Return when one of `tokens` signed `url` and the fields `pairs`; NotAuthentic otherwise."""
    if not signature:
        raise NotAuthentic("no signature")
    for token in tokens:
        try:
            if _is_usual(url, pairs, signature, token):
                return
            if RequestValidator(token).validate(url, Params(pairs), signature):
                return
        except Exception:  # noqa: BLE001, S112 - whatever the library cannot digest is not signed by Twilio
            continue
    raise NotAuthentic("no token of ours made this signature")


def _is_usual(url: str, pairs: Sequence[tuple[str, str]], signature: str, token: str) -> bool:
    """Rule 4."""
    if url not in _forms(url):
        return False
    # Every field by its name, one given twice by its values too, none twice that is the same.
    fields = "".join([name + value for name, value in sorted(set(pairs))])
    made = _keyed(token).copy()
    made.update((url + fields).encode())
    return compare_digest(base64.b64encode(made.finalize()), signature.encode())


@lru_cache(maxsize=8)
def _keyed(token: str) -> HMAC:
    """To be copied: setting it up costs several times what it is used for."""
    return HMAC(token.encode(), SHA1())  # noqa: S303 - it is Twilio's choice


@lru_cache(maxsize=1_024)
def _forms(url: str) -> tuple[str, str]:
    """What the validator signs in the place of `url`. ValueError when it is no URL."""
    parsed = urlparse(url)
    return remove_port(parsed), add_port(parsed)

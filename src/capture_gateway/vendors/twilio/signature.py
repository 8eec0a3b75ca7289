"""Is this request Twilio's? Checked with Twilio's own validator before anything in it is read.

https://www.twilio.com/docs/usage/webhooks/webhooks-security

1. The signed URL is the configured public one plus the raw path and raw query, never what the request claims as its
   host.
2. Any of the configured tokens may have signed (two are valid while one is being replaced).
3. A missing signature, or one the validator cannot even compute (an odd port, a lone surrogate), is no signature.
"""

from collections.abc import Sequence

from twilio.request_validator import RequestValidator

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


def check(*, url: str, params: Params, signature: str, tokens: Sequence[str]) -> None:
    """Return when one of `tokens` signed `url` and `params`; NotAuthentic otherwise."""
    if not signature:
        raise NotAuthentic("no signature")
    for token in tokens:
        try:
            if RequestValidator(token).validate(url, params, signature):
                return
        except Exception:  # noqa: BLE001, S112 - whatever the library cannot digest is not signed by Twilio
            continue
    raise NotAuthentic("no token of ours made this signature")

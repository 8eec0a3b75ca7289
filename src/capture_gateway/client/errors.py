"""What can go wrong, as exceptions. Their texts hold no telephone number and no secret.

`Unavailable`: later it may work. `Refused`: it will not, until something is changed here or there.
"""

import re
from collections.abc import Sequence

# Seven digits and more, however they are written; a date and time is left.
_NUMBER = re.compile(r"(?<!\d)(?!\d{4}-\d\d-\d\dT)\+?\d(?:[ ().-]{0,2}\d){6,}")


class CaptureGatewayError(Exception):
    """Everything that this client raises of its own accord."""


class Unavailable(CaptureGatewayError):
    """The gateway did not answer in time, or cannot answer now."""


class BadSignature(CaptureGatewayError):
    """No message of ours: forged, altered, or too old."""


class Refused(CaptureGatewayError):
    """The gateway answered, and will answer the same again.

    `errors`: what cannot be right, as (field, why); the fields of `check` are numbered: `items.3.address`.
    """

    def __init__(self, status: int, code: str, detail: str, errors: Sequence[tuple[str, str]] = ()) -> None:
        self.status = status
        self.code = code
        self.detail = without_numbers(detail)
        self.errors = [(field, without_numbers(why)) for field, why in errors]
        named = "; ".join(f"{field}: {why}" for field, why in self.errors[:5])
        super().__init__(f"{status} {code}: {named or self.detail}")


class Unauthorized(Refused):
    """401: no token of theirs."""


class Forbidden(Refused):
    """403: the token lacks a scope, or does not reach the program."""


class NotFound(Refused):
    """404: nothing of this id; or the address is not a gateway's."""


class Conflict(Refused):
    """409: it does not fit what is there."""


class Invalid(Refused):
    """400, 413, 422: a value that cannot be right; `errors` names it."""


_BY_STATUS: dict[int, type[Refused]] = {
    400: Invalid,
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    413: Invalid,
    422: Invalid,
}


def refused(status: int, code: str, detail: str, errors: Sequence[tuple[str, str]] = ()) -> Refused:
    """The exception of this status."""
    return _BY_STATUS.get(status, Refused)(status, code, detail, errors)


def without_numbers(text: str) -> str:
    """`text` with every telephone number taken out."""
    return _NUMBER.sub("…", text)

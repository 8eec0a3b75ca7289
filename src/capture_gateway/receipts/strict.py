"""JSON of whoever hands it in: read in one way only, with bounded work, or refused.

1. It is UTF-8 and no longer than LARGEST bytes; lists and objects are nested no deeper than DEEPEST.
2. No object has a name twice: programs differ in which of the two they see. Names are printable ASCII.
3. Numbers are whole, and small enough for every program to read them alike (RFC 8785 section 3.2.2.3): there are no
   fractions, no exponents, no NaN.
4. Strings have no lone surrogates: they are no Unicode, and cannot be hashed.
"""

import json
from collections.abc import Sequence
from typing import Any, NoReturn

from capture_gateway.ledger.note import Refused

LARGEST = 4 * 2**20
"""Bytes."""
DEEPEST = 16
_DIGITS = len("-9007199254740991")
_GREATEST = 2**53 - 1


def read(raw: bytes) -> Any:
    """The value. Refused where a rule does not hold."""
    if len(raw) > LARGEST:
        raise Refused(f"it has more than {LARGEST} bytes.")
    try:
        value = json.loads(
            raw.decode(), object_pairs_hook=_object, parse_int=_whole, parse_float=_fraction, parse_constant=_fraction
        )
    except Refused:
        raise
    except RecursionError as error:
        raise Refused(f"it is nested deeper than {DEEPEST} times.") from error
    except ValueError as error:
        raise Refused("it is no JSON in UTF-8.") from error
    _check(value, DEEPEST)
    return value


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("an object has a name twice.")
    if not all(name.isascii() and name.isprintable() for name in found):
        raise Refused("the name of a member is not of printable ASCII.")
    return found


def _whole(digits: str) -> int:
    if len(digits) > _DIGITS or abs(int(digits)) > _GREATEST:
        raise Refused("a number is too large.")
    return int(digits)


def _fraction(digits: str) -> NoReturn:
    raise Refused(f"{digits[:20]} is no whole number.")


def _check(value: Any, levels: int) -> None:
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise Refused("a text is no Unicode: it has half a character.") from error
    elif isinstance(value, list | dict):
        if not levels:
            raise Refused(f"it is nested deeper than {DEEPEST} times.")
        for one in value.values() if isinstance(value, dict) else value:
            _check(one, levels - 1)

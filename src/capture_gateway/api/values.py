"""Values in requests: each is returned as we use it, or refused with 422 that names its field."""

import json
import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Annotated, Any, TypeVar
from urllib.parse import unquote_plus

from pydantic import BaseModel, BeforeValidator, ValidationError

from capture_gateway.api import problems
from capture_gateway.core import address, instant
from capture_gateway.core.address import BadAddress

Model = TypeVar("Model", bound=BaseModel)

_NAME = re.compile(r"[A-Za-z_-]{0,60}[0-9]{0,4}")
"""Of a field, or a place in a list: letters, and few digits."""

BODY_LIMIT = 1024 * 1024
"""Bytes that an integrator may send."""

SAYS_SOMETHING = r"[^\s\u0085\ufeff]"
"""A pattern: not all is white space, whether JavaScript's (OpenAPI) or Unicode's (ours)."""

Whole = Annotated[
    int, BeforeValidator(lambda value: int(value) if isinstance(value, float) and value.is_integer() else value)
]
"""A whole number in a body: for JSON, 5.0 is one too."""


def body(raw: bytes, model: type[Model]) -> Model:
    """The JSON body as `model`. Problem 400 when it is no JSON object, or has a field twice; 422 for what is wrong."""
    try:
        found: Model = model.__pydantic_validator__.validate_json(raw, strict=True)
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False)
        if any(not one["loc"] or one["type"] == "json_invalid" for one in wrong):
            raise problems.bad_request("Send one JSON object.") from error
        raise problems.wrong(_named(wrong)) from error
    # Parsers keep the last of two fields of one name: who sends both means one of them (RFC 8259 section 4).
    try:
        json.loads(raw, object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as error:
        raise problems.bad_request("Send one JSON object.") from error
    return found


def _each_once(fields: Sequence[tuple[str, Any]]) -> None:
    if len(dict(fields)) < len(fields):
        ((name, _),) = Counter(name for name, _ in fields).most_common(1)
        raise problems.bad_request(f"The field {shown(name)} is given twice.")


def checked(value: object, model: type[Model]) -> Model:
    """What JSON held, as `model`. Problem 422 for what is wrong in it."""
    try:
        return model.__pydantic_validator__.validate_python(value, strict=True)  # type: ignore[no-any-return]
    except ValidationError as error:
        raise problems.wrong(_named(error.errors(include_input=False, include_url=False))) from error


def query(raw: bytes, model: type[BaseModel] | None) -> Any:
    """The parameters of a query string as `model`. A parameter that is given twice has no answer."""
    if model is None and not raw:
        return None
    values: dict[str, str] = {}
    for part in raw.decode("latin-1").split("&"):
        name, _, value = part.partition("=")
        name = _plain(name)
        if name in values:
            raise problems.unprocessable(shown(name), "The parameter is given twice.")
        if part:
            values[name] = _plain(value)
    if model is None:
        name = next(iter(values), "")
        raise problems.unprocessable(shown(name), "There is no such parameter here.")
    try:
        return model.__pydantic_validator__.validate_python(values)
    except ValidationError as error:
        raise problems.wrong(_named(error.errors(include_input=False, include_url=False))) from error


def _plain(text: str) -> str:
    """`application/x-www-form-urlencoded` decoded: most values are as they look, and `parse_qsl` asks each of them."""
    return searchable(unquote_plus(text)) if "%" in text or "+" in text else text


def searchable(text: str) -> str:
    """What can be looked for in any database: PostgreSQL takes no NUL in a text, so there it stands in none.

    https://www.postgresql.org/docs/current/datatype-character.html
    """
    return text.replace("\0", "\ufffd")


def _named(found: Collection[Any]) -> list[dict[str, str]]:
    return [{"field": ".".join(shown(str(part)) for part in one["loc"]), "detail": one["msg"]} for one in found]


def shown(name: str) -> str:
    """A field's name as an error may repeat it: one that nobody knows may be a number, or anything else."""
    return name if _NAME.fullmatch(name) else "…"


def known(field: str, value: str, there: Collection[str]) -> str:
    """One of those that there are; a typing error is told which these are."""
    if value not in there:
        raise problems.unprocessable(field, f"Unknown {field}. Known: {', '.join(there)}.", known=list(there))
    return value


def subject(value: str, region: str | None, field: str = "address") -> str:
    """A person's address, canonical; `region`: of numbers without a country code."""
    try:
        return address.parse(value, region)
    except BadAddress as error:
        raise problems.unprocessable(field, f"Not an address: {error}.") from error


def past(field: str, value: str) -> int:
    """An instant, in milliseconds."""
    try:
        return instant.parse(value)
    except (ValueError, OverflowError) as error:
        raise problems.unprocessable(field, "Write an instant such as 2026-11-22T10:00:00Z.") from error

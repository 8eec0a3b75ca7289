"""Values in requests: each is returned as we use it, or refused with 422 that names its field."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from starlette.datastructures import QueryParams
from starlette.requests import Request

from capture_gateway.api import problems
from capture_gateway.bodies import body_of
from capture_gateway.core import address, instant
from capture_gateway.core.address import BadAddress

Model = TypeVar("Model", bound=BaseModel)

BODY_LIMIT = 1024 * 1024
"""Bytes that an integrator may send."""


async def body(request: Request, model: type[Model]) -> Model:
    """The JSON body as `model`. Problem 400 when it is no JSON object, 422 for what is wrong in it."""
    raw = await body_of(request, BODY_LIMIT)
    try:
        return model.model_validate_json(raw, strict=True)
    except ValidationError as error:
        found = [(".".join(str(part) for part in one["loc"]), one["msg"], one["type"]) for one in error.errors()]
        if any(not field or kind == "json_invalid" for field, _, kind in found):
            raise problems.Problem(400, "Bad request", "Send one JSON object.") from error
        raise problems.unprocessable(*found[0][:2]) from error


def once(query: QueryParams) -> QueryParams:
    """A parameter that is given twice has no answer."""
    names = [name for name, _ in query.multi_items()]
    if len(names) != len(query):
        twice = next(name for name in names if names.count(name) > 1)
        raise problems.unprocessable(twice, f"The parameter {twice} is given twice.")
    return query


def required(query: Mapping[str, str], field: str) -> str:
    """A parameter that must be there."""
    value = query.get(field, "")
    if not value:
        raise problems.unprocessable(field, f"The parameter {field} is missing.")
    return value


def known(field: str, value: str, there: Collection[str]) -> str:
    """One of those that there are; a typing error is told which these are."""
    if value not in there:
        raise problems.unprocessable(field, f"Unknown {field}. Known: {', '.join(there)}.", known=list(there))
    return value


def subject(value: str, region: str | None) -> str:
    """A person's address, canonical; `region`: of numbers without a country code."""
    try:
        return address.parse(value, region)
    except BadAddress as error:
        raise problems.unprocessable("address", f"Not an address: {error}.") from error


def past(field: str, value: str) -> int:
    """An instant, in milliseconds."""
    try:
        return instant.parse(value)
    except (ValueError, OverflowError) as error:
        raise problems.unprocessable(field, "Write an instant such as 2026-11-22T10:00:00Z.") from error


def integer(field: str, value: str, least: int, most: int) -> int:
    """A whole number within its bounds."""
    try:
        number = int(value)
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        raise problems.unprocessable(field, f"{field} is a whole number from {least} to {most}.")
    return number

"""Problems: RFC 9457 `application/problem+json`, for everything below /v1."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"


class Wrong(BaseModel):
    """One value that cannot be right."""

    field: str
    """Where it stands: `address`, `items.3.category`."""
    detail: str


class ProblemDetails(BaseModel):
    """RFC 9457. A 422 names every wrong value; where a name is unknown, `known` lists the right ones."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str
    """For programs: `unprocessable`, `unauthorized`, …"""
    errors: list[Wrong] | None = None


class Problem(Exception):
    """An answer that is no success. `more`: members beside the standard ones, such as the `errors` of a 422."""

    def __init__(
        self, status: int, title: str, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(title)
        self.status = status
        code = title.lower().replace(" ", "-")
        self.body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code, **more}
        self.headers = dict(headers or {})

    def response(self) -> Response:
        """As it is sent."""
        return Response(json.dumps(self.body), self.status, self.headers, MEDIA_TYPE)


def unauthorized() -> Problem:
    """No token, or none of ours."""
    detail = "Send a valid token as `Authorization: Bearer …`."
    return Problem(401, "Unauthorized", detail, headers={"WWW-Authenticate": 'Bearer realm="capture-gateway"'})


def forbidden(scope: str) -> Problem:
    """A good token that may not do this."""
    return Problem(403, "Forbidden", f"This token does not have the scope {scope}.", scope=scope)


def out_of_reach(program: str) -> Problem:
    """A good token of other programs."""
    return Problem(403, "Forbidden", f"This token does not reach the program {program}.", program=program)


def too_many(seconds: int, per_minute: int) -> Problem:
    """More requests than the token may make; after so many seconds it may again (RFC 6585).

    Its headers: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
    """
    detail = f"This token may ask {per_minute} times a minute; try again in {seconds} s."
    headers = {
        "Retry-After": str(seconds),
        "RateLimit-Policy": f'"token";q={per_minute};w=60',
        "RateLimit": f'"token";r=0;t={seconds}',
    }
    return Problem(429, "Too many requests", detail, headers=headers)


def bad_request(detail: str) -> Problem:
    """Nothing that can be read."""
    return Problem(400, "Bad request", detail)


def unprocessable(field: str, detail: str, **more: Any) -> Problem:
    """A value that cannot be right, by the name of its field."""
    return wrong([{"field": field, "detail": detail}], **more)


def wrong(errors: Sequence[Mapping[str, Any]], **more: Any) -> Problem:
    """Several such values."""
    return Problem(422, "Unprocessable content", errors[0]["detail"], errors=[dict(one) for one in errors], **more)


def not_found(what: str) -> Problem:
    """Nothing of this id."""
    return Problem(404, "Not found", f"There is no {what} with this id.")


def conflict(detail: str) -> Problem:
    """What is asked for does not fit what is there."""
    return Problem(409, "Conflict", detail)


def unavailable(**more: Any) -> Problem:
    """The store cannot answer now."""
    return Problem(503, "Unavailable", "The store cannot answer now; try again.", headers={"Retry-After": "1"}, **more)

"""Problems: RFC 9457 `application/problem+json`, for everything below /v1."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """An answer that is no success. `more`: members beside the standard ones, such as the `errors` of a 422."""

    def __init__(
        self, status: int, title: str, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(title)
        self.status = status
        self.body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
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


def unprocessable(field: str, detail: str, **more: Any) -> Problem:
    """A value that cannot be right, by the name of its field."""
    return Problem(422, "Unprocessable content", detail, errors=[{"field": field, "detail": detail}], **more)


def not_found(what: str) -> Problem:
    """Nothing of this id."""
    return Problem(404, "Not found", f"There is no {what} with this id.")


def conflict(detail: str) -> Problem:
    """What is asked for does not fit what is there."""
    return Problem(409, "Conflict", detail)


def unavailable(**more: Any) -> Problem:
    """The store cannot answer now."""
    return Problem(503, "Unavailable", "The store cannot answer now; try again.", headers={"Retry-After": "1"}, **more)

"""Errors as HTTP, in one table.

1. Integrators get problem+json, everybody else a line of text; a provider of ours that is to try again reads so.
2. Why something was refused stands in the line of the log about it (`api.request_log`).
"""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from capture_gateway.api import problems
from capture_gateway.api.request_log import because
from capture_gateway.bodies import TooLarge
from capture_gateway.core.errors import Failed, Malformed, NotAuthentic, Unavailable


def _is_api(request: Request) -> bool:
    return request.url.path.startswith("/v1/")


async def _not_authentic(request: Request, error: Exception) -> Response:
    request.app.state.metrics.refuse(request.scope["path"])
    because(request.scope, error)
    return Response(status_code=403)


async def _malformed(request: Request, error: Exception) -> Response:
    because(request.scope, error)
    return PlainTextResponse(f"{error}\n", 400)


async def _too_large(request: Request, _error: Exception) -> Response:
    because(request.scope, "its body is over the limit")
    if _is_api(request):
        return problems.Problem(413, "Content too large", "The body is over its limit.").response()
    return Response(status_code=413)


async def _unavailable(request: Request, error: Exception) -> Response:
    because(request.scope, error)
    if _is_api(request):
        return problems.unavailable().response()
    return PlainTextResponse("try again\n", 503, {"Retry-After": "1"})


async def _gone(request: Request, _error: Exception) -> Response:
    """Nobody reads it."""
    because(request.scope, "they went away before they had asked in full")
    return Response(status_code=499)


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, problems.Problem)  # noqa: S101 - registered for this class alone
    because(request.scope, str(error.body["detail"]).removesuffix("."))
    return error.response()


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class alone
    if _is_api(request):
        return problems.Problem(error.status_code, error.detail, error.detail, headers=error.headers).response()
    return PlainTextResponse(error.detail, error.status_code, error.headers)


async def _failed(request: Request, _error: Exception) -> Response:
    if _is_api(request):
        return problems.Problem(500, "Internal error", "Something failed here; it was logged.").response()
    return PlainTextResponse("something failed here; it was logged\n", 500)


HANDLERS: dict[Any, Any] = {
    NotAuthentic: _not_authentic,
    Malformed: _malformed,
    TooLarge: _too_large,
    Unavailable: _unavailable,
    ClientDisconnect: _gone,
    Failed: _failed,
    problems.Problem: _problem,
    HTTPException: _http,
    Exception: _failed,
}

"""One operation of the API, declared once: what is served, validated and documented comes from the same values.

1. A handler is a method with `@operation(…)` and one argument `asked: Asked[Query, Body]`; both are pydantic models,
   or None where nothing is sent. It returns a response made by `answer` or by itself.
2. In order: 413 (a body over its limit), 401 (no valid token), 403 (scope), 429 (too many), 400 (no JSON), 422 (a
   value, naming its field). A parameter that is given twice or that nobody knows is 422: a typing error must not go
   unnoticed.
3. A store that cannot answer is 503, with what the operation adds to it.
"""

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar, get_args, get_type_hints

from pydantic import BaseModel
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from capture_gateway.api import problems, values
from capture_gateway.api.bearers import Bearer, Bearers
from capture_gateway.bodies import TooLarge, body_of
from capture_gateway.core.errors import Unavailable
from capture_gateway.storage.database import STORE_ERRORS

Query = TypeVar("Query", bound=BaseModel | None)
Body = TypeVar("Body", bound=BaseModel | None)

JSON = "application/json"
_WEIGHT = re.compile(r"q=([01](?:\.\d{0,3})?)")
NO_STORE = {"Cache-Control": "no-store"}
_JSON_HEADERS = [(b"content-type", JSON.encode()), (b"cache-control", b"no-store")]


@dataclass(frozen=True, slots=True)
class Asked(Generic[Query, Body]):
    """A request that was let in; its values are checked."""

    bearer: Bearer
    query: Query
    body: Body
    path: Mapping[str, str]
    headers: Headers
    raw: bytes
    """The body as it came."""


Handler = Callable[[Asked[Any, Any]], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Example:
    """A request that works in the sample deployment. Values may be `{name}`s, which who runs it fills in."""

    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """What a client may do next with an answer (OpenAPI link): parameter -> runtime expression."""

    to: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Operation:
    """What everybody may know of an operation."""

    name: str
    """The method's name: the OpenAPI operationId."""
    method: Literal["GET", "POST", "DELETE"]
    path: str
    """Below /v1: `/evidence/{id}`."""
    scope: str
    tag: str
    """The chapter of the reference: `permission`, `evidence`, `withdrawals`, `reviews`, `webhooks`, `dossiers`."""
    summary: str
    """The first line of the docstring."""
    description: str
    """The rest of it."""
    query: type[BaseModel] | None
    body: type[BaseModel] | None
    gives: type[BaseModel] | None
    """The JSON answer; None: nothing (204), or only what `also` says."""
    status: int = 200
    also: Mapping[str, str] = field(default_factory=dict)
    """Other media types that `Accept` can ask for -> what they are, in a few words."""
    refuses: tuple[int, ...] = ()
    """Beside those that every operation has: 404, 409, 422 for its path."""
    example: Example = Example()
    links: Mapping[str, Link] = field(default_factory=dict)
    unavailable: Mapping[str, Any] = field(default_factory=dict)
    """What a 503 also carries."""
    is_limited: bool = True
    """Whether rate limits count it."""
    is_idempotent: bool = False
    """Whether it takes an `Idempotency-Key`."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An operation and who answers it."""

    operation: Operation
    handler: Handler
    answered: Counter[int] = field(default_factory=Counter)
    """Status -> requests."""

    def served(self, bearers: Bearers) -> ASGIApp:
        """What answers its requests."""
        return _Served(self, bearers)


def operation(
    method: Literal["GET", "POST", "DELETE"],
    path: str,
    *,
    scope: str,
    tag: str,
    gives: type[BaseModel] | None,
    **more: Any,
) -> Callable[[Callable[..., Awaitable[Response]]], Callable[..., Awaitable[Response]]]:
    """Declare a handler. `more`: fields of `Operation`."""

    def declare(function: Callable[..., Awaitable[Response]]) -> Callable[..., Awaitable[Response]]:
        query, body = get_args(get_type_hints(function)["asked"])
        summary, _, description = (function.__doc__ or "").partition("\n")
        lines = [line.strip() for line in description.strip().splitlines()]
        declared = Operation(
            name=function.__name__,
            method=method,
            path=path,
            scope=scope,
            tag=tag,
            summary=summary.strip(),
            description="\n".join(lines),
            query=None if query is type(None) else query,
            body=None if body is type(None) else body,
            gives=gives,
            **more,
        )
        function.__operation__ = declared  # type: ignore[attr-defined]
        return function

    return declare


def endpoints(part: object) -> list[Endpoint]:
    """Every declared operation of `part`, in the order of its class."""
    found = []
    for name, member in vars(type(part)).items():
        declared = getattr(member, "__operation__", None)
        if declared is not None:
            found.append(Endpoint(declared, getattr(part, name)))
    return found


def answer(model: BaseModel, status: int = 200) -> Response:
    """`model` as JSON."""
    return Response(model.__pydantic_serializer__.to_json(model), status, NO_STORE, JSON)


class Json(Response):
    """200 with JSON that nobody keeps; made without what Starlette looks at for other responses."""

    def __init__(self, body: bytes) -> None:
        self.status_code = 200
        self.background = None
        self.body = body
        self.raw_headers = [*_JSON_HEADERS, (b"content-length", b"%d" % len(body))]


def accepts(asked: Asked[Any, Any], media: str) -> bool:
    """Whether `Accept` names this media type, and does not prefer JSON (RFC 9110 section 12.5.1)."""
    weights = dict.fromkeys((media, JSON), 0.0)
    for part in asked.headers.get("accept", "").lower().split(","):
        name, *parameters = (each.strip() for each in part.split(";"))
        weighed = [_WEIGHT.fullmatch(each) for each in parameters]
        weights[name] = next((float(found[1]) for found in weighed if found), 1.0)
    return 0 < weights[media] >= weights[JSON]


class _Served:
    """ASGI, without what Starlette wraps around functions: this is the hot path of integrators."""

    def __init__(self, endpoint: Endpoint, bearers: Bearers) -> None:
        self._operation = endpoint.operation
        self._handler = endpoint.handler
        self._answered = endpoint.answered
        self._bearers = bearers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = await self._answer(scope, receive)
        except Exception as error:
            self._answered[_status(error)] += 1
            raise
        self._answered[response.status_code] += 1
        await response(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Response:
        request = Request(scope, receive)
        declared = self._operation
        raw = await body_of(request, values.BODY_LIMIT) if declared.body is not None else b""
        try:
            bearer = await self._bearers.allow(
                request.headers.get("authorization"), declared.scope, is_limited=declared.is_limited
            )
            asked: Asked[Any, Any] = Asked(
                bearer,
                values.query(scope["query_string"], declared.query),
                None if declared.body is None else values.body(raw, declared.body),
                {name: values.searchable(value) for name, value in request.path_params.items()},
                request.headers,
                raw,
            )
            return await self._handler(asked)
        except STORE_ERRORS as error:
            raise problems.unavailable(**declared.unavailable) from error


_STATUSES: Mapping[type[Exception], int] = {TooLarge: 413, ClientDisconnect: 499, Unavailable: 503}


def _status(error: Exception) -> int:
    """What an operation that raised this is answered with; 499 is nobody's answer."""
    return error.status if isinstance(error, problems.Problem) else _STATUSES.get(type(error), 500)

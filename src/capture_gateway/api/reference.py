"""`GET /openapi.json` and `GET /docs`: what the API is, for programs and for people. Neither needs a token.

Both are made when they are first asked for, once; a cache asks again whether they are still the same (ETag).
"""

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from capture_gateway.api import docs, openapi
from capture_gateway.api.endpoint import JSON, Operation

HTML = "text/html; charset=utf-8"
CSS = "text/css; charset=utf-8"
_POLICY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}


class Reference:
    """The document of these operations, and its page."""

    def __init__(self, operations: Sequence[Operation], *, public_url: str, version: str) -> None:
        self._operations = operations
        self._public_url = public_url
        self._version = version

    @cached_property
    def _document(self) -> openapi.Json:
        return openapi.document(self._operations, public_url=self._public_url, version=self._version)

    @cached_property
    def _json(self) -> bytes:
        return json.dumps(self._document, ensure_ascii=False, indent=1).encode()

    @cached_property
    def _page(self) -> bytes:
        return docs.render(self._document).encode()

    def routes(self) -> list[Route]:
        """To be served at the root."""

        async def document(request: Request) -> Response:
            return _kept(request, self._json, JSON)

        async def page(request: Request) -> Response:
            return _kept(request, self._page, HTML, **_POLICY)

        async def style(request: Request) -> Response:
            return _kept(request, docs.STYLE, CSS)

        return [
            Route("/openapi.json", document, methods=["GET"]),
            Route("/docs", page, methods=["GET"]),
            Route(f"/{docs.STYLE_NAME}", style, methods=["GET"]),
        ]


def _kept(request: Request, body: bytes, media_type: str, **headers: str) -> Response:
    """`body`, or 304 where the client has it."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    headers |= {"ETag": tag, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(None, 304, headers)
    return Response(body, 200, headers, media_type)

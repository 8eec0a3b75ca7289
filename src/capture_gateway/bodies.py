"""Bodies of requests, read within a limit."""

from starlette.requests import Request

BODY_LIMIT = 64 * 1024
"""Bytes that a provider or a visitor may send."""


class TooLarge(Exception):
    """The body is over its limit: 413."""


async def body_of(request: Request, limit: int = BODY_LIMIT) -> bytes:
    """The raw body. TooLarge as soon as it is over `limit` bytes, whatever its Content-Length claimed."""
    if int(request.headers.get("content-length") or 0) > limit:
        raise TooLarge
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > limit:
            raise TooLarge
    return bytes(received)

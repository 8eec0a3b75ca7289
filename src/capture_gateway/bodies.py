"""Bodies: of requests, read within a limit; of answers, compressed for those who take that."""

from starlette.requests import ClientDisconnect, Request

BODY_LIMIT = 64 * 1024
"""Bytes that a provider or a visitor may send."""


class TooLarge(Exception):
    """The body is over its limit: 413."""


async def body_of(request: Request, limit: int = BODY_LIMIT) -> bytes:
    """The raw body. TooLarge as soon as it is over `limit` bytes, whatever its Content-Length claimed."""
    if int(request.headers.get("content-length") or 0) > limit:
        raise TooLarge
    received = bytearray()
    is_all = False
    while not is_all:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        received += message.get("body", b"")
        if len(received) > limit:
            raise TooLarge
        is_all = not message.get("more_body", False)
    return bytes(received)


def takes_gzip(request: Request) -> bool:
    """Whether `Accept-Encoding` names it (RFC 9110 section 12.5.3); a weight of zero is a refusal."""
    for part in request.headers.get("accept-encoding", "").lower().replace(" ", "").split(","):
        coding, _, weight = part.partition(";q=")
        if coding == "gzip":
            return weight.strip("0.") != "" or not weight
    return False

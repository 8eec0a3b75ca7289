"""`/ledger/…`: the log, for anybody. No login; a leaf holds nothing of a person.

    GET /ledger/checkpoint                        the newest signed checkpoint (https://c2sp.org/tlog-checkpoint)
    GET /ledger/tile/<L>/<N>[.p/<W>]              hashes of the tree, 256 to a tile (https://c2sp.org/tlog-tiles)
    GET /ledger/tile/entries/<N>[.p/<W>]          the leaves themselves
    GET /ledger/key                               the key to verify with, `name+id+base64`
    GET /ledger/keys                              every name and key that the log ever had, and who vouched for it

1. Nothing is served that no published checkpoint covers: what a checkpoint does not vouch for is not public yet.
2. A tile never changes, and is cached for ever; every width up to what is covered is there, so that a checkpoint of any
   size can be verified at any time. The checkpoint is asked for again after a second.
3. Tiles are read by a few threads; who comes when too many wait is asked to come back.
4. Any web page may read all of it.
"""

import gzip
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256

import anyio
import anyio.to_thread
import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from capture_gateway.bodies import takes_gzip
from capture_gateway.core import instant
from capture_gateway.core.errors import OperatorError
from capture_gateway.ledger.note import Refused
from capture_gateway.ledger.tiles import ENTRIES, Tile
from capture_gateway.storage import tree
from capture_gateway.storage.database import STORE_ERRORS, Database
from capture_gateway.transparency.publisher import Publisher
from capture_gateway.transparency.signing import PATH, Signed

log = logging.getLogger(__name__)

AT_ONCE = 2
"""Tiles that are read at a time."""
MOST_WAITING = 64
"""Requests that wait for their turn."""

_ANYBODY = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "X-Content-Type-Options": "nosniff",
}
_FOREVER = "public, max-age=31536000, immutable"
_A_SECOND = "public, max-age=1"
_A_MINUTE = "public, max-age=60"
_TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Content:
    """What a path stands for: bytes, their type, and how long they may be kept."""

    body: bytes
    media_type: str
    cache: str
    zipped: bool = False


class Ledger:
    """The public log of one gateway. For one event loop."""

    def __init__(self, database: Database, publisher: Publisher) -> None:
        self._database = database
        self._publisher = publisher
        self._turns = anyio.CapacityLimiter(AT_ONCE)

    def routes(self) -> list[Route]:
        """To be served at the root."""
        return [
            Route(f"{PATH}/checkpoint", self._of(_checkpoint), methods=["GET"]),
            Route(f"{PATH}/tile/{{path:path}}", self._tile, methods=["GET"]),
            Route(f"{PATH}/key", self._of(_key), methods=["GET"]),
            Route(f"{PATH}/keys", self._of(_keys), methods=["GET"]),
        ]

    def _of(self, content: Callable[[Signed], Content]) -> Callable[[Request], Awaitable[Response]]:
        """What is made of the newest publication, whichever that is when somebody asks."""

        async def answer(request: Request) -> Response:
            published = await self._publisher.newest()
            return _unavailable() if published is None else _response(request, content(published))

        return answer

    async def _tile(self, request: Request) -> Response:
        try:
            tile = Tile.parse(f"tile/{request.path_params['path']}")
        except Refused:
            return _error(404, "no tile stands here")
        published = self._publisher.published
        if published is None or tile.width > tile.widest(published.newest.size):
            published = await self._publisher.newest()  # another gateway may have shown more
        if published is None:
            return _unavailable()
        if tile.width > tile.widest(published.newest.size):
            return _error(404, "no published checkpoint covers this yet")
        if self._turns.statistics().tasks_waiting >= MOST_WAITING:
            return _unavailable()
        zipped = tile.level == ENTRIES and takes_gzip(request)
        try:
            body = await anyio.to_thread.run_sync(self._read, tile, zipped, limiter=self._turns)
        except STORE_ERRORS:
            return _unavailable()
        except OperatorError as error:
            log.error("the log cannot be read: %s", error)  # noqa: TRY400 - the sentence says it all
            return _error(500, "this part of the log cannot be read")
        return _response(request, Content(body, "application/octet-stream", _FOREVER, zipped=zipped))

    def _read(self, tile: Tile, zipped: bool) -> bytes:  # noqa: FBT001 - called by a thread
        with self._database.reading() as connection:
            body = tree.tile(connection, tile)
        return gzip.compress(body, 6, mtime=0) if zipped else body


def _checkpoint(published: Signed) -> Content:
    return Content(published.newest.note.encode(), _TEXT, _A_SECOND)


def _key(published: Signed) -> Content:
    return Content(f"{published.keys[-1].vkey}\n".encode(), _TEXT, _A_MINUTE)


def _keys(published: Signed) -> Content:
    return Content(history_of(published), "application/json", _A_MINUTE)


def history_of(published: Signed) -> bytes:
    """JSON: `origin`, `logs` (names) and `keys`, the newest last; a `note` is read by `ledger.history`."""
    return orjson.dumps(
        {
            "origin": published.origin,
            "logs": [
                {"origin": one.origin, "since": one.since, "at": instant.text(one.at), "after": one.after}
                for one in published.logs
            ],
            "keys": [
                {"vkey": one.vkey, "since": one.since, "at": instant.text(one.at), "note": one.note}
                for one in published.keys
            ],
        },
        option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE,
    )


def _response(request: Request, content: Content) -> Response:
    tag = f'"{sha256(content.body).hexdigest()[:32]}"'
    headers = {
        **_ANYBODY,
        "ETag": tag,
        "Cache-Control": content.cache,
        "Vary": "Accept-Encoding",
        **({"Content-Encoding": "gzip"} if content.zipped else {}),
    }
    if tag in [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]:
        return Response(None, 304, headers)
    return Response(content.body, 200, {**headers, "Content-Type": content.media_type})


def _unavailable() -> Response:
    return Response(
        b"no checkpoint is published now\n",
        503,
        {**_ANYBODY, "Content-Type": _TEXT, "Retry-After": "1", "Cache-Control": "no-store"},
    )


def _error(status: int, why: str) -> Response:
    return Response(f"{why}\n".encode(), status, {**_ANYBODY, "Content-Type": _TEXT, "Cache-Control": "no-store"})

"""The script that puts a form into any page, `<optin-form>`, and every version of it that was ever released.

1. `/embed/{hash}.js` is immutable: a site that pinned it by its hash (Subresource Integrity, https://www.w3.org/TR/sri-2/)
   gets the same bytes for ever. Releasing adds a file to `scripts/released/`; nothing is ever taken away from there.
2. `/embed.js` is the newest, for sites that do not pin.
3. `Access-Control-Allow-Origin: *`, without which a browser checks no hash of another origin's script.
"""

import base64
import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from capture_gateway.bodies import takes_gzip

_SCRIPTS = Path(__file__).parent / "scripts"

_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Encoding",
}
_FOREVER = "public, max-age=31536000, immutable"
_FIVE_MINUTES = "public, max-age=300"


@dataclass(frozen=True, slots=True)
class Script:
    """One version of the script."""

    content: bytes
    zipped: bytes
    """The same, gzip."""

    @property
    def hash(self) -> str:
        """The first 16 hex digits of its SHA-256: its name."""
        return hashlib.sha256(self.content).hexdigest()[:16]

    @property
    def path(self) -> str:
        """Where it is served for ever."""
        return f"/embed/{self.hash}.js"

    @property
    def integrity(self) -> str:
        """What a page pins it by: `sha384-…`."""
        return f"sha384-{base64.b64encode(hashlib.sha384(self.content).digest()).decode()}"


def _read(file: Path) -> Script:
    content = file.read_bytes()
    return Script(content, gzip.compress(content, 9, mtime=0))


NEWEST = _read(_SCRIPTS / "optin-form.js")
RELEASED: Mapping[str, Script] = {file.stem: _read(file) for file in sorted((_SCRIPTS / "released").glob("*.js"))}
"""Hash -> script."""


async def _newest(request: Request) -> Response:
    return _answer(request, NEWEST, _FIVE_MINUTES)


async def _pinned(request: Request) -> Response:
    script = RELEASED.get(request.path_params["hash"])
    if script is None:
        return PlainTextResponse("not found\n", 404, {"Access-Control-Allow-Origin": "*"})
    return _answer(request, script, _FOREVER)


def _answer(request: Request, script: Script, caching: str) -> Response:
    headers, content = {**_HEADERS, "Cache-Control": caching}, script.content
    if takes_gzip(request):
        headers, content = {**headers, "Content-Encoding": "gzip"}, script.zipped
    return Response(content, headers=headers, media_type="text/javascript")


AT_ROOT: tuple[BaseRoute, ...] = (
    Route("/embed.js", _newest, methods=["GET"]),
    Route("/embed/{hash}.js", _pinned, methods=["GET"]),
)

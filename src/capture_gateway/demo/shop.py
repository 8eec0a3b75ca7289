"""A site of the sender's own at `/shop`: Bluebird Grocers' shop, which has pasted the form into a page of its.

It stands on another origin than the gateway, as a real one does: http://localhost beside http://127.0.0.1. Its policy
allows the gateway's script and frame and nothing else of anybody's, and its old style sheet shouts at every element:
what such a page does to a form is what the form must withstand.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from capture_gateway import pages
from capture_gateway.channels.web.pasted import Pasted, pasted
from capture_gateway.definitions import Deployment, Line
from capture_gateway.pages import language
from capture_gateway.prompts.catalogue import Catalogue

_HERE = Path(__file__).parent / "shop"
_WORDS: Mapping[str, Mapping[str, str]] = tomllib.loads((_HERE / "words.toml").read_text(encoding="utf-8"))
_MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript"}
_LOOK = ' color="#1f5130" radius="14" scheme="light" '
"""The shop's own green and corners; it has no dark colors."""
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_POLICY = (
    "default-src 'none'; script-src 'self' {gateway}; frame-src {gateway}; style-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


def origin(gateway: str) -> str:
    """Where the shop stands, beside a gateway at `http://127.0.0.1:…`."""
    return gateway.replace("127.0.0.1", "localhost")


def allowed(deployment: Deployment, shop: str) -> Deployment:
    """The deployment whose forms may stand in the pages of `shop`, an origin, too."""
    lines = {
        id_: replace(line, options=replace(line.options, sites=(*line.options.sites, shop)))
        if line.kind == "web"
        else line
        for id_, line in deployment.lines.items()
    }
    return replace(deployment, lines=lines)


@dataclass(frozen=True, slots=True)
class Shop:
    """The shop, with one form in it."""

    line: Line
    catalogue: Catalogue
    gateway: str
    """The gateway's public address."""

    def routes(self) -> list[BaseRoute]:
        """To be added to the gateway's own."""
        return [
            Route("/shop", self._page, methods=["GET"]),
            Route("/shop/{name}", self._asset, methods=["GET"]),
        ]

    async def _page(self, request: Request) -> Response:
        here = origin(self.gateway)
        if f"http://{request.headers['host']}" != here:
            return RedirectResponse(f"{here}/shop?{request.url.query}", 307, _HEADERS)
        offered = [one for one in self.line.languages if one in _WORDS] or [*_WORDS]
        spoken = language.choose(request.query_params.get("lang"), request.headers.get("accept-language", ""), offered)
        html = _page.render(
            spoken=spoken,
            others=[one for one in offered if one != spoken],
            words=_WORDS[spoken],
            names={one: words["language"] for one, words in _WORDS.items()},
            sender=self.line.program.sender,
            script=self._pasted.script,
            form=(self._pasted.elements.get(spoken) or next(iter(self._pasted.elements.values()))).replace(
                " ", _LOOK, 1
            ),
        )
        policy = {"Content-Security-Policy": _POLICY.format(gateway=self.gateway)}
        return Response(html, headers={**_HEADERS, **policy}, media_type="text/html")

    async def _asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        media_type = _MEDIA_TYPES.get(PurePath(name).suffix)
        if media_type is None or name not in {file.name for file in _HERE.iterdir()}:
            return PlainTextResponse("not found\n", 404)
        content = (_HERE / name).read_text(encoding="utf-8")
        if name == "shop.css":
            content += self._pasted.style + "\n"
        return Response(content, headers=_HEADERS, media_type=media_type)

    @property
    def _pasted(self) -> Pasted:
        return pasted(self.line, self.catalogue, self.gateway)


_page = pages.templates(_HERE).get_template("index.html")

"""The page at `/`, and what its script asks for below `/demo`."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePath
from typing import Any

from aiohttp import ClientError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from capture_gateway.core import address
from capture_gateway.core.address import BadAddress
from capture_gateway.core.program import Program
from capture_gateway.demo.calls import Calls, Open
from capture_gateway.demo.reading import Reading
from capture_gateway.demo.threads import Threads
from capture_gateway.testing.phone import PhoneError
from capture_gateway.testing.texting import Unsendable

PAGE = files(__package__) / "page"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
BODY_LIMIT = 16 * 1024


class Refused(Exception):
    """What the page asked for cannot be done; the sentence is shown to the person."""

    def __init__(self, sentence: str, status: int = 422) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True, slots=True)
class Demo:
    """Everything that the page drives. A line that the deployment does not have is None."""

    program: Program
    lines: dict[str, dict[str, str]]
    """Kind -> what the page shows of the line: `number`, `readable`; for the form its `path`."""
    threads: Threads | None
    calls: Calls | None
    reading: Reading

    def routes(self) -> list[BaseRoute]:
        """To be added to the gateway's own."""
        posts = {
            "/demo/text": self.text,
            "/demo/call": self.dial,
            "/demo/call/{id}/next": self.go_on,
            "/demo/call/{id}/key": self.press,
            "/demo/call/{id}/hangup": self.hang_up,
        }
        return [
            Route("/", _page, methods=["GET"]),
            Route("/demo/state", _answering(self.state), methods=["GET"]),
            *(Route(path, _answering(handler), methods=["POST"]) for path, handler in posts.items()),
            Route("/demo/page/{name}", _asset, methods=["GET"]),
        ]

    async def state(self, request: Request) -> dict[str, Any]:
        """Everything that is to be seen for one person; records after a position only."""
        after = request.query_params.get("after", "-1")
        try:
            subject = self._person(request.query_params.get("person", ""))
        except Refused as refused:
            return {"problem": str(refused)}  # no failure: somebody is still typing
        number = subject.removeprefix("tel:")
        records = await self.reading.records(int(after) if after.isascii() and after.isdecimal() else -1)
        program = self.program
        return {
            "person": {"number": number, "readable": address.readable(subject)},
            "lines": self.lines,
            "sender": program.sender.name,
            "categories": {name: one.label[program.languages[0]] for name, one in program.categories.items()},
            "contact": list(program.contact),
            "thread": self.threads.shown(number) if self.threads else [],
            "records": records,
            "permissions": await self.reading.permissions(subject),
        }

    async def text(self, request: Request) -> dict[str, Any]:
        """Send a text."""
        asked = await _asked(request)
        body = asked.get("text")
        if self.threads is None or not isinstance(body, str) or not body.strip():
            raise Refused("Write something to send.")
        await self.threads.text(self._person(asked.get("person")).removeprefix("tel:"), body)
        return {}

    async def dial(self, request: Request) -> dict[str, Any]:
        """Start a call."""
        asked = await _asked(request)
        if self.calls is None:
            raise Refused("This deployment has no voice line.")
        person = self._person(asked.get("person")).removeprefix("tel:")
        return (await self.calls.dial(person, hidden=asked.get("hidden") is True)).shown

    async def go_on(self, request: Request) -> dict[str, Any]:
        """A moment of a call passed, and nothing happened in it."""
        moment = (await _asked(request)).get("moment")
        if not self.calls or not isinstance(moment, int):
            raise Refused("Which moment?")
        return _shown(await self.calls.go_on(request.path_params["id"], moment))

    async def press(self, request: Request) -> dict[str, Any]:
        """A key of the dial pad."""
        key = (await _asked(request)).get("key")
        if not self.calls or not isinstance(key, str) or len(key) != 1 or key not in "0123456789*#":
            raise Refused("A key is one of 0 to 9, * and #.")
        return _shown(await self.calls.press(request.path_params["id"], key))

    async def hang_up(self, request: Request) -> dict[str, Any]:
        """The caller hangs up."""
        return _shown(await self.calls.hang_up(request.path_params["id"]) if self.calls else None)

    def _person(self, value: object) -> str:
        try:
            return address.parse(value if isinstance(value, str) else "", self.program.region)
        except BadAddress:
            raise Refused("That is no telephone number. Try one such as +1 415-555-0123.") from None


def _shown(call: Open | None) -> dict[str, Any]:
    return {"kind": "over", "by": ""} if call is None else call.shown


def _answering(handler: Callable[[Request], Awaitable[dict[str, Any]]]) -> Callable[[Request], Awaitable[Response]]:
    """JSON, and a sentence for everything that can go wrong."""

    async def answer(request: Request) -> Response:
        try:
            return JSONResponse(await handler(request), headers=HEADERS)
        except Refused as refused:
            return JSONResponse({"error": str(refused)}, refused.status, HEADERS)
        except Unsendable as error:
            return JSONResponse({"error": str(error)}, 422, HEADERS)
        except PhoneError as error:
            return JSONResponse({"error": str(error)}, 502, HEADERS)
        except (ClientError, TimeoutError):
            return JSONResponse({"error": "The gateway did not answer; the terminal says why."}, 502, HEADERS)

    return answer


async def _asked(request: Request) -> dict[str, Any]:
    """The JSON object that the page posted. Its content type keeps forms of other sites out."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise Refused("The phone is spoken to in JSON.", 415)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise Refused("That is too long for one text.", 413)
    try:
        asked = json.loads(body)
    except ValueError:
        asked = None
    if not isinstance(asked, dict):
        raise Refused("The phone is spoken to in JSON objects.", 400)
    return asked


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    media_type = MEDIA_TYPES.get(PurePath(name).suffix)
    if media_type is None or name not in {file.name for file in PAGE.iterdir()}:
        return PlainTextResponse("not found\n", 404)
    return Response((PAGE / name).read_bytes(), headers=HEADERS, media_type=media_type)


async def _page(_request: Request) -> Response:
    return Response((PAGE / "index.html").read_bytes(), headers=HEADERS, media_type="text/html")

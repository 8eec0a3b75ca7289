"""An account at Twilio on loopback: its REST API as far as it is read, with its paging, errors and authentication.

https://www.twilio.com/docs/usage/twilios-response
"""

import base64
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from tests.browser import Server

SID = "AC" + "1" * 32
TOKEN = "the-token-of-the-account"
PAGE = 2
"""Items on a page, whatever is asked for."""


@dataclass
class FakeAccount:
    """What is set in the account; a test fills it in, and looks at what was asked."""

    numbers: list[dict[str, Any]] = field(default_factory=list)
    codes: list[dict[str, Any]] = field(default_factory=list)
    services: dict[str, dict[str, Any]] = field(default_factory=dict)
    senders: dict[str, list[str]] = field(default_factory=dict)
    """Service -> its numbers and short codes."""
    broken: Response | None = None
    """What every request is answered with instead."""
    asked: list[str] = field(default_factory=list)

    def number(self, phone_number: str, **settings: Any) -> None:
        """Buy a number."""
        nothing = dict.fromkeys(
            f"{name}_{what}"
            for name in ("sms", "sms_fallback", "voice", "voice_fallback", "status_callback")
            for what in ("url", "method")
        )
        sid = f"PN{len(self.numbers):032d}"
        self.numbers.append({"sid": sid, "phone_number": phone_number, **nothing, **settings})

    def code(self, short_code: str, **settings: Any) -> None:
        """Lease a short code."""
        self.codes.append({"sid": f"SC{len(self.codes):032d}", "short_code": short_code, **settings})

    def service(self, name: str, senders: list[str], **settings: Any) -> None:
        """Make a Messaging Service."""
        sid = f"MG{len(self.services):032d}"
        self.services[sid] = {"sid": sid, "friendly_name": name, **settings}
        self.senders[sid] = senders

    def app(self) -> Starlette:
        """The API of both hosts."""
        account = f"/2010-04-01/Accounts/{SID}"
        return Starlette(
            routes=[
                Route(f"{account}/IncomingPhoneNumbers.json", self._numbers),
                Route(f"{account}/SMS/ShortCodes.json", self._codes),
                Route("/v1/Services", self._services),
                Route("/v1/Services/{sid}/{kind}", self._senders),
            ]
        )

    async def _numbers(self, request: Request) -> Response:
        digits = request.query_params["PhoneNumber"].lstrip("+")
        found = [number for number in self.numbers if digits in number["phone_number"]]
        return self._old_page(request, "incoming_phone_numbers", found)

    async def _codes(self, request: Request) -> Response:
        found = [code for code in self.codes if request.query_params["ShortCode"] in code["short_code"]]
        return self._old_page(request, "short_codes", found)

    async def _services(self, request: Request) -> Response:
        return self._new_page(request, "services", list(self.services.values()))

    async def _senders(self, request: Request) -> Response:
        senders = self.senders[request.path_params["sid"]]
        if request.path_params["kind"] == "PhoneNumbers":
            return self._new_page(
                request, "phone_numbers", [{"phone_number": each} for each in senders if each.startswith("+")]
            )
        return self._new_page(
            request, "short_codes", [{"short_code": each} for each in senders if not each.startswith("+")]
        )

    def _refused(self, request: Request) -> Response | None:
        self.asked.append(request.url.path)
        wanted = "Basic " + base64.b64encode(f"{SID}:{TOKEN}".encode()).decode()
        if self.broken is None and request.headers.get("authorization") != wanted:
            body = {"code": 20003, "message": "Authenticate", "more_info": "https://www.twilio.com/docs/errors/20003"}
            return JSONResponse({**body, "status": 401}, 401)
        return self.broken

    def _old_page(self, request: Request, key: str, found: list[dict[str, Any]]) -> Response:
        """As of the API of 2010: addresses without a host."""
        items, after = _paged(request, found)
        following = f"{request.url.path}?{_query(request, after)}" if after else None
        return self._refused(request) or JSONResponse({key: items, "page": 0, "next_page_uri": following})

    def _new_page(self, request: Request, key: str, found: list[dict[str, Any]]) -> Response:
        """As of the newer APIs: whole addresses, under a host that is not ours."""
        items, after = _paged(request, found)
        host = "https://messaging.twilio.com"
        following = f"{host}{request.url.path}?{_query(request, after)}" if after else None
        return self._refused(request) or JSONResponse({key: items, "meta": {"key": key, "next_page_url": following}})


def _paged(request: Request, found: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], int]:
    first = int(request.query_params.get("Page", "0")) * PAGE
    return found[first : first + PAGE], first // PAGE + 1 if len(found) > first + PAGE else 0


def _query(request: Request, page: int) -> str:
    kept = [f"{name}={value}" for name, value in request.query_params.items() if name != "Page"]
    return "&".join([*kept, f"Page={page}"]).replace("+", "%2B")


def not_json() -> Response:
    """A proxy's page."""
    return PlainTextResponse("<html>welcome to the hotel's Wi-Fi</html>")


def failing(status: int) -> Response:
    """Twilio is not well."""
    return JSONResponse({"code": 20500, "message": "Internal Server Error", "status": status}, status)


def served(account: FakeAccount) -> Server:
    """The account's API on loopback; to be stopped."""
    server = Server()
    server.run(account.app())
    return server

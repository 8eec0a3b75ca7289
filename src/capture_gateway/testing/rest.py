"""The company's REST API for messages, as far as Twilio's public OpenAPI describes what we use of it.

    rest = RestApi(company, send)                   # its routes are served anywhere on loopback
    rest.faults.append("made, then silence")        # what goes wrong with the next request to send
    rest.received("+14155550123")                   # the texts on a handset, oldest first

https://github.com/twilio/twilio-oai (twilio_api_v2010) · https://www.twilio.com/docs/messaging/api/message-resource
"""

import base64
import re
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from math import ceil
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode

from aiohttp import ClientError
from starlette.background import BackgroundTask
from starlette.requests import Request as Asked
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from capture_gateway.core import instant
from capture_gateway.testing.company import Company, Message
from capture_gateway.testing.requests import Request
from capture_gateway.testing.requests import Response as Came

Fault = Literal[
    "429", "500", "silence", "dropped",
    "made, then 500", "made, then silence", "made, then dropped",
]  # fmt: skip
"""What goes wrong; `made`: the message was made all the same. `silence` lasts until the client gives up."""
LONGEST = 1_600
SEGMENT = 160
_TELEPHONE = re.compile(r"\+[1-9]\d{6,14}|\d{3,8}")
_SAID = {
    20003: "Authenticate",
    20404: "The requested resource was not found",
    20429: "Too Many Requests",
    20500: "Internal Server Error",
    21211: "Invalid 'To' Phone Number",
    21602: "Message body is required",
    21603: "A 'From' phone number is required",
    21604: "A 'To' phone number is required",
    21610: "Attempt to send to unsubscribed recipient",
    21617: "The concatenated message body exceeds the 1600 character limit",
}


class RestApi:
    """What the company makes and lists; `send` posts its signed reports."""

    def __init__(self, company: Company, send: Callable[[Request], Awaitable[Came]]) -> None:
        self._company = company
        self._send = send
        self.arrived: Callable[[str, str], None] = lambda _to, _text: None
        """Called with the number and the text of everything that arrives on a handset."""
        self.faults: deque[Fault | None] = deque()
        """For the next requests to send, one each; None: nothing goes wrong."""
        self.reports: tuple[tuple[str, str], ...] = (("queued", ""), ("sent", ""), ("delivered", ""))
        """What is reported of every text, each with an error code or none."""
        self.retry_after = 7
        """Seconds, said with every 429."""
        self.reporting = 0
        """Texts whose reports are still under way."""

    def routes(self) -> list[BaseRoute]:
        """Below the root, as Twilio's: `TWILIO_API_URL` is where they are served."""
        path = "/2010-04-01/Accounts/{account}/Messages.json"
        return [Route(path, self._create, methods=["POST"]), Route(path, self._list, methods=["GET"])]

    def received(self, number: str) -> list[str]:
        """What this person's handset got from the gateway, oldest first."""
        texts = (one for one in self.sent if one.to == number)
        return [one.body for one in texts if one.status not in ("failed", "undelivered")]

    @property
    def sent(self) -> list[Message]:
        """Everything that the gateway sent by itself, oldest first."""
        return [one for one in list(self._company.messages.values()) if one.direction == "outbound-api"]

    def missed(self, sender: str, line: str, body: str, *, at: int | None = None) -> Message:
        """Somebody wrote to a line, and the gateway was not told; `at`: when, where that is not now."""
        when = self._company.now() if at is None else at
        return self._company.keep(Message(self._company.sid("SM"), "inbound", sender, line, body, when, "received"))

    async def _create(self, asked: Asked) -> Response:
        refused = self._unknown(asked)
        if refused is not None:
            return refused
        fields = dict(parse_qsl((await asked.body()).decode(), keep_blank_values=True))
        fault = self.faults.popleft() if self.faults else None
        if fault == "429":
            return self._error(429, 20429, {"Retry-After": str(self.retry_after)})
        if fault is not None and not fault.startswith("made"):
            return await self._broken(asked, fault, None)
        code = self._mistake(fields)
        if code is not None:
            return self._error(400, code)
        sid, now = self._company.sid("SM"), self._company.now()
        message = Message(sid, "outbound-api", fields["From"], fields["To"], fields["Body"], now, "queued")
        self._company.keep(message)
        self.reporting += 1
        reports = BackgroundTask(self._report, message, fields.get("StatusCallback", ""))
        if fault is not None:
            return await self._broken(asked, fault.removeprefix("made, then "), reports)
        return JSONResponse(self._shown(message), 201, background=reports)

    async def _list(self, asked: Asked) -> Response:
        refused = self._unknown(asked)
        if refused is not None:
            return refused
        query = asked.query_params
        listed = reversed(list(self._company.messages.values()))
        found = sorted((one for one in listed if _is_asked_for(one, query)), key=lambda one: -one.at)
        page, size = int(query.get("Page", "0")), min(int(query.get("PageSize", "50")), 1_000)
        following = None
        if len(found) > (page + 1) * size:
            more = {**query, "Page": str(page + 1), "PageToken": f"PA{found[size - 1].sid}"}
            following = f"{asked.url.path}?{urlencode(more)}"
        return JSONResponse({
            "messages": [self._shown(one) for one in found[page * size : (page + 1) * size]],
            "page": page,
            "page_size": size,
            "next_page_uri": following,
            "uri": f"{asked.url.path}?{asked.url.query}",
        })  # fmt: skip

    def _unknown(self, asked: Asked) -> Response | None:
        account = self._company.account
        wanted = "Basic " + base64.b64encode(f"{account.sid}:{account.token}".encode()).decode()
        if asked.headers.get("authorization") != wanted:
            return self._error(401, 20003)
        return None if asked.path_params["account"] == account.sid else self._error(404, 20404)

    def _mistake(self, fields: dict[str, str]) -> int | None:
        for name, code in (("To", 21604), ("From", 21603), ("Body", 21602)):
            if not fields.get(name):
                return code
        if not _TELEPHONE.fullmatch(fields["To"]):
            return 21211
        if len(fields["Body"]) > LONGEST:
            return 21617
        return 21610 if (fields["From"], fields["To"]) in self._company.blocked else None

    async def _report(self, message: Message, url: str) -> None:
        """Deliver the text, and say so."""
        try:
            for status, error in self.reports:
                message.status, message.error = status, error
                if status == "delivered":
                    self.arrived(message.to, message.body)
                if url:
                    await self._post(message, url)
        finally:
            self.reporting -= 1

    async def _post(self, message: Message, url: str) -> None:
        fields = {
            "MessageSid": message.sid,
            "SmsSid": message.sid,
            "AccountSid": self._company.account.sid,
            "From": message.sender,
            "To": message.to,
            "MessageStatus": message.status,
            "SmsStatus": message.status,
            "ApiVersion": "2010-04-01",
            **({"ErrorCode": message.error} if message.error else {}),
        }
        try:
            await self._send(self._company.account.request("POST", url, fields.items()))
        except (OSError, ClientError, TimeoutError):
            return  # nobody is there any more; Twilio would try again, and then give up too

    async def _broken(self, asked: Asked, how: str, background: BackgroundTask | None) -> Response:
        if how == "silence":
            while (await asked.receive())["type"] != "http.disconnect":
                pass
        if how == "500":
            broken: Response = self._error(500, 20500)
            broken.background = background
            return broken
        return _Half(background=background)

    def _error(self, status: int, code: int, headers: dict[str, str] | None = None) -> Response:
        more = f"https://www.twilio.com/docs/errors/{code}"
        return JSONResponse(
            {"code": code, "message": _SAID[code], "more_info": more, "status": status}, status, headers
        )

    def _shown(self, message: Message) -> dict[str, Any]:
        at = format_datetime(datetime.fromtimestamp(message.at // instant.SECOND, UTC))
        account = self._company.account.sid
        uri = f"/2010-04-01/Accounts/{account}/Messages/{message.sid}"
        return {
            "account_sid": account,
            "api_version": "2010-04-01",
            "body": message.body,
            "date_created": at,
            "date_sent": None if message.status == "queued" else at,
            "date_updated": at,
            "direction": message.direction,
            "error_code": int(message.error) if message.error else None,
            "error_message": None,
            "from": message.sender,
            "messaging_service_sid": None,
            "num_media": "0",
            "num_segments": str(ceil(len(message.body) / SEGMENT)),
            "price": None,
            "price_unit": "USD",
            "sid": message.sid,
            "status": message.status,
            "subresource_uris": {"media": f"{uri}/Media.json"},
            "to": message.to,
            "uri": f"{uri}.json",
        }


class _Half(Response):
    """Half an answer; then the server drops the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's own
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 201, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"sid"', "more_body": True})
        if self.background is not None:
            await self.background()


def _is_asked_for(message: Message, query: Any) -> bool:
    if any(query.get(name, value) != value for name, value in (("To", message.to), ("From", message.sender))):
        return False
    second = message.at // instant.SECOND * instant.SECOND
    after, before = query.get("DateSent>"), query.get("DateSent<")
    if (after or before) and message.status == "queued":
        return False
    return (not after or second >= instant.parse(after)) and (not before or second <= instant.parse(before))

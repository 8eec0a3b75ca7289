"""What becomes of a form after it was posted: a page that can be asked again, and the digits that are typed back.

1. Whoever posted a form knows its handle; nobody can make one up. Another one is 404, and costs the same to refuse.
2. `requested` as long as the number can still act (72 hours), `given` once it did, `closed` when it ended without a
   yes. A form that was answered but not kept looks like one whose number has not acted yet, for as long.
3. As long as it is `requested`, the page shows nothing of what was entered.
"""

import json
from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from capture_gateway.bodies import body_of
from capture_gateway.channels.web import form, origins
from capture_gateway.channels.web.acts import digits_of, prove
from capture_gateway.channels.web.page import Pages
from capture_gateway.channels.web.served import HTML, RETRY, Entered, Served, look_of
from capture_gateway.channels.web.theme import Theme
from capture_gateway.core import identity
from capture_gateway.core.disclosure import Showing
from capture_gateway.core.errors import Unavailable
from capture_gateway.core.state import TEXT_ANSWER_WITHIN, Decision
from capture_gateway.intake import Answer

_DIGITS = 6
_UP_FROM_STATE, _UP_FROM_CODE = 2, 1
"""How far below the form the page is."""


class Following:
    """The routes below one form."""

    def __init__(self, served: Served) -> None:
        self._served = served

    async def state(self, request: Request) -> Response:
        """What became of it: a page, or `{"state": "requested"}` for the page's own script."""
        identifier = self._showing_of(request.path_params["handle"])
        showing = await self._served.gateway.showing(identifier)
        pages, state = self._pages(request, showing), self._state(identifier, showing)
        if "application/json" in request.headers.get("accept", ""):
            body = json.dumps({"state": state})
            return Response(body, 200, self._served.headers(request, pages), "application/json")
        look = look_of(request)
        if state == "requested":
            html = self._waiting(pages, look, identifier, _UP_FROM_STATE)
        else:
            html = self._ended(pages, look, showing, _UP_FROM_STATE)
        return self._served.response(request, html, pages)

    async def code(self, request: Request) -> Response:
        """The answer to digits that were typed back."""
        posted = form.parse(await body_of(request), request.headers.get("content-type", ""))
        identifier = self._showing_of(posted.handle)
        if not self._served.proving.asks_code:
            raise HTTPException(404)
        served, look = self._served, look_of(request)
        showing = await served.gateway.showing(identifier)
        pages = self._pages(request, showing)
        if self._state(identifier, showing) != "requested":
            return served.response(request, self._ended(pages, look, showing, _UP_FROM_CODE), pages)
        if showing is None or len(digits_of(posted.code)) != _DIGITS:
            error = "error_code_late" if showing is None else "error_code"
            return served.response(request, self._waiting(pages, look, identifier, _UP_FROM_CODE, error), pages)
        check = origins.checked(request, served.public_url)
        if check.result == "fail":
            raise HTTPException(403)
        act = prove(served, request, posted, showing, check, served.gateway.now())
        try:
            answer = await served.gateway.intake.receive(act, partial(self._answer, pages, look, showing))
        except Unavailable:
            html = self._waiting(pages, look, identifier, _UP_FROM_CODE, "unavailable")
            return served.response(request, html, pages, 503, RETRY)
        return served.response(request, answer.body, pages, answer.status)

    def _showing_of(self, handle: str) -> str:
        identifier = self._served.proving.showing_of(handle)
        if identifier is None:
            raise HTTPException(404)
        return identifier

    def _pages(self, request: Request, showing: Showing | None) -> Pages:
        """In the language of the words that were agreed to, where it is known."""
        agreed = None if showing is None else self._served.pages.get(showing.language)
        return agreed or self._served.pages_for(request)

    def _state(self, identifier: str, showing: Showing | None) -> str:
        if showing is not None and showing.closed is not None:
            return "given" if showing.closed == "given" else "closed"
        if self._served.proving.words is None:  # pages of before the line was edited: now it asks nobody
            return "closed"
        asked_at = identity.made_at(identifier) or 0
        return "requested" if self._served.gateway.now() - asked_at <= TEXT_ANSWER_WITHIN else "closed"

    def _waiting(self, pages: Pages, look: Theme, identifier: str, depth: int, error: str = "") -> str:
        words = self._served.pending_words(identifier, pages.texts.language)
        return self._served.pending(pages, look, identifier, words, Entered(), depth=depth, error=error)

    def _ended(self, pages: Pages, look: Theme, showing: Showing | None, depth: int) -> str:
        if showing is None or showing.closed != "given":
            return pages.closed(look, depth=depth)
        words = self._served.words(pages.texts.language, "confirmation")
        chosen = (showing.subject, showing.categories, showing.contact)
        return pages.result("done_title", words, *chosen, theme=look, depth=depth)

    def _answer(self, pages: Pages, look: Theme, showing: Showing, decision: Decision) -> Answer:
        if decision.outcome == "given" and decision.reply is not None and decision.record is not None:
            chosen = (showing.subject, decision.record.categories, decision.record.contact)
            html = pages.result("done_title", decision.reply, *chosen, theme=look, depth=_UP_FROM_CODE)
        else:
            error = "error_code" if decision.outcome == "wrong-code" else "error_code_late"
            html = self._waiting(pages, look, showing.id, _UP_FROM_CODE, error)
        return Answer(200, HTML, html.encode())

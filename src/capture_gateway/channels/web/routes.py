"""The hosted form: `GET form` shows the words, `POST form` takes the answer.

1. A post is read in the order of every handler: body within its limit, parsed, token authentic, an `Act`, the answer.
2. What a person got wrong (the number, no box) is asked again on the same words, with everything that they entered.
3. What does not answer words that stand (an expired, altered or used token, newer words, a stop since) gets the current
   words again with the number alone: nobody agrees by a tick that was meant for other words.
4. Only what was ticked is granted, and only if the words name it.
5. Where the number itself must act (`possession`), everybody gets the same answer, whatever we know of the number; who
   withdrew after the words were served is asked again, as rule 3 says, and so is who was erased after they answered.
"""

from functools import partial

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from capture_gateway.bodies import body_of
from capture_gateway.channels import Gateway
from capture_gateway.channels.web import form, origins, report, token
from capture_gateway.channels.web.acts import Filled, agree
from capture_gateway.channels.web.following import Following
from capture_gateway.channels.web.form import Posted
from capture_gateway.channels.web.page import STYLE, STYLE_NAME, Pages
from capture_gateway.channels.web.served import HTML, RETRY, Entered, Served, look_of
from capture_gateway.channels.web.theme import Theme
from capture_gateway.channels.web.token import RENEWABLE, Token
from capture_gateway.core.act import Act, Check
from capture_gateway.core.address import BadAddress, parse
from capture_gateway.core.errors import Unavailable
from capture_gateway.core.state import CONFLICT, NOTHING, Decision
from capture_gateway.definitions import Line
from capture_gateway.intake import Answer

QUICKEST = 1_500
"""Milliseconds from the page to the submit; robots are quicker, people are not."""

_ASKED_AGAIN = (CONFLICT.outcome, NOTHING.outcome, "again")
"""NOTHING: the form was answered once, and the person was erased since; what they posted holds no more."""

_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}


def routes(line: Line, gateway: Gateway) -> list[BaseRoute]:
    """`/form`, what follows it, and its style sheet."""
    served = Served(line, gateway)
    web, following = _Form(served), Following(served)
    return [
        Route("/form", web.show, methods=["GET"]),
        Route("/form", web.take, methods=["POST"]),
        Route("/form/token", web.renew, methods=["POST"]),
        Route("/form/state/{handle}", following.state, methods=["GET"]),
        Route("/form/code", following.code, methods=["POST"]),
        Route(f"/{STYLE_NAME}", _style, methods=["GET"]),
    ]


async def _style(_request: Request) -> Response:
    return Response(STYLE, media_type="text/css", headers=_FOREVER)


class _Form:
    """One line's form."""

    def __init__(self, served: Served) -> None:
        self._served = served

    async def show(self, request: Request) -> Response:
        """The form, with a new showing in it; refused to a site that is not registered."""
        served = self._served
        pages = served.pages_for(request)
        framing = origins.framing(request, served.options.sites, served.public_url)
        if framing is None:
            return PlainTextResponse(pages.texts.labels["error_site"] + "\n", 403, served.headers(request, pages))
        html = pages.fresh(served.issue(pages, framing.mode, framing.site), look_of(request))
        return served.response(request, html, pages)

    async def take(self, request: Request) -> Response:
        """The answer to a posted form: what came of it, or the form again."""
        body = await body_of(request)
        posted = form.parse(body, request.headers.get("content-type", ""))
        served, look, now = self._served, look_of(request), self._served.gateway.now()
        shown = self._shown(request, posted, now)
        if isinstance(shown, str):
            pages = served.pages_for(request)
            html = pages.form(self._again(pages, posted, now), theme=look, errors=[shown], tel=posted.tel)
            return served.response(request, html, pages)
        pages = served.pages[shown.language]
        subject, errors = self._read(posted)
        if errors:
            html = pages.form(posted.token, theme=look, errors=errors, tel=posted.tel, ticked=_ticks(posted))
            return served.response(request, html, pages)
        filled = Filled(posted, shown, pages, subject, self._checks(request, posted, shown, pages, now))
        act = agree(served, request, filled, now)
        pending = None if act.grants else self._pending(act, filled, look)
        try:
            answer = await served.gateway.intake.receive(act, partial(self._answer, filled, look, pending))
        except Unavailable:
            html = pages.form(posted.token, theme=look, errors=["unavailable"], tel=posted.tel, ticked=_ticks(posted))
            return served.response(request, html, pages, 503, RETRY)
        return served.response(request, answer.body, pages, answer.status)

    async def renew(self, request: Request) -> Response:
        """A new token for a page that has been open for long: 409 when its words are not the current ones any more."""
        posted = form.parse(await body_of(request), request.headers.get("content-type", ""))
        served, now = self._served, self._served.gateway.now()
        shown = token.read(posted.token, served.public_keys, now, RENEWABLE)
        headers = served.headers(request, served.pages_for(request))
        if shown == "altered" or (isinstance(shown, Token) and shown.channel != served.line.id):
            return PlainTextResponse("not ours\n", 403, headers)
        if isinstance(shown, str) or not served.is_current(shown):
            return PlainTextResponse("the words have changed\n", 409, headers)
        return PlainTextResponse(served.sign(shown.renewed(served.fresh_id(now), now)), 200, headers)

    def _shown(self, request: Request, posted: Posted, now: int) -> Token | str:
        """The showing that is answered; the name of an error when it is none of ours, or these are not its words."""
        served = self._served
        shown = token.read(posted.token, served.public_keys, now)
        if isinstance(shown, str):
            return "error_expired" if shown == "expired" else "error_again"
        if not served.is_current(shown) or origins.checked(request, served.public_url).result == "fail":
            return "error_again"
        words = served.pages[shown.language].texts.disclosure
        if not posted.contact or {*posted.category} - {*words.categories} or {*posted.contact} - {*words.contact}:
            return "error_again"
        return shown

    def _again(self, pages: Pages, posted: Posted, now: int) -> str:
        """A token for the current words, on the same site as the one that was posted."""
        before = token.read(posted.token, self._served.public_keys, now, RENEWABLE)
        if isinstance(before, str) or before.channel != self._served.line.id:
            return self._served.issue(pages, "hosted", None)
        return self._served.issue(pages, before.mode, before.site)

    def _read(self, posted: Posted) -> tuple[str, list[str]]:
        """The subject, and the names of what is wrong.

        A filled trap is an error where a form grants at once; elsewhere it is answered like any other, and nothing is
        kept: a robot learns nothing, and a person whose browser filled it in can still send the join code.
        """
        errors = ["error_send"] if posted.website and self._served.options.possession == "none" else []
        subject, typed = "", posted.tel.strip()  # browsers escape a plus, so a space is one that was typed
        try:
            subject = parse(typed, self._served.line.program.region)
        except BadAddress:
            errors.append("error_number" if typed else "error_number_missing")
        if not posted.category:
            errors.append("error_category")
        return subject, errors

    def _checks(self, request: Request, posted: Posted, shown: Token, pages: Pages, now: int) -> tuple[Check, ...]:
        elapsed = now - shown.served_at
        is_framed = shown.mode == "frame" and shown.site is not None
        return (
            Check("token", "pass", "signed"),
            Check("words", "pass", "server"),
            Check("site", "pass" if is_framed else "not_reported", "signed"),
            origins.checked(request, self._served.public_url),
            Check("elapsed", "pass" if elapsed >= QUICKEST else "fail", "server"),
            Check("honeypot", "fail" if posted.website else "pass", "server"),
            *report.checks(posted.report, pages.texts.disclosure, elapsed),
        )

    def _pending(self, act: Act, filled: Filled, look: Theme) -> bytes:
        """The one answer to a typed number that must act itself, made before anything is known of it."""
        words = self._served.pending_words(filled.shown.jti, filled.shown.language)
        entered = Entered(act.subject, act.categories or (), act.contact or ())
        return self._served.pending(filled.pages, look, filled.shown.jti, words, entered).encode()

    def _answer(self, filled: Filled, look: Theme, pending: bytes | None, decision: Decision) -> Answer:
        served, shown, pages = self._served, filled.shown, filled.pages
        if pending is not None and decision.outcome not in _ASKED_AGAIN:
            return Answer(200, HTML, pending)
        if decision.record is None or decision.reply is None:
            token_again = served.issue(pages, shown.mode, shown.site)
            html = pages.form(token_again, theme=look, errors=["error_again"], tel=filled.posted.tel)
        else:
            record = decision.record
            html = pages.result(
                "done_title", decision.reply, filled.subject, record.categories, record.contact, theme=look
            )
        return Answer(200, HTML, html.encode())


def _ticks(posted: Posted) -> set[str]:
    return {*(f"category.{one}" for one in posted.category), *(f"contact.{one}" for one in posted.contact)}

"""The hosted form: `GET form` shows the words, `POST form` takes the answer.

1. A post is read in the order of every handler: body within its limit, parsed, token authentic, an `Act`, the answer.
2. What a person got wrong (the number, no box) is asked again on the same words, with everything that they entered.
3. What does not answer words that stand (an expired, altered or used token, newer words, a stop since) gets the current
   words again with the number alone: nobody agrees by a tick that was meant for other words.
4. Only what was ticked is granted, and only if the words name it.
"""

import hashlib
from functools import partial
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from capture_gateway.bodies import body_of
from capture_gateway.channels import Gateway
from capture_gateway.channels.web import form, token
from capture_gateway.channels.web.definition import WebOptions
from capture_gateway.channels.web.form import Posted
from capture_gateway.channels.web.page import STYLE, STYLE_NAME, Pages, Texts, security_headers
from capture_gateway.channels.web.token import Token
from capture_gateway.core import identity
from capture_gateway.core.act import Act, Channel, Check, Intent, Witness
from capture_gateway.core.address import BadAddress, parse
from capture_gateway.core.disclosure import Showing, Words
from capture_gateway.core.errors import Unavailable
from capture_gateway.core.state import Decision
from capture_gateway.definitions import Line
from capture_gateway.intake import Answer
from capture_gateway.pages import language

HTML = "text/html; charset=utf-8"
RETRY_AFTER = "10"
"""Seconds."""

_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}


def routes(line: Line, gateway: Gateway) -> list[BaseRoute]:
    """`/form` and its style sheet."""
    web = _Form(line, gateway)
    return [
        Route("/form", web.show, methods=["GET"]),
        Route("/form", web.take, methods=["POST"]),
        Route(f"/{STYLE_NAME}", _style, methods=["GET"]),
    ]


async def _style(_request: Request) -> Response:
    return Response(STYLE, media_type="text/css", headers=_FOREVER)


class _Form:
    """One line's form."""

    def __init__(self, line: Line, gateway: Gateway) -> None:
        self._line = line
        self._gateway = gateway
        self._options: WebOptions = line.options
        self._public_key = gateway.signing_key.public_key()
        self._headers = security_headers(self._options.sites)
        self._pages = {one: Pages(self._texts(one)) for one in line.languages}

    def _texts(self, spoken: str) -> Texts:
        labels = {one: self._words(one, "labels").labels for one in self._line.languages}
        return Texts(
            program=self._line.program,
            language=spoken,
            disclosure=self._words(spoken, "disclosure"),
            labels=labels[spoken],
            options=self._options,
            others={one: labels[one]["language"] for one in self._line.languages if one != spoken},
        )

    def _words(self, spoken: str, name: str) -> Words:
        words = self._gateway.catalogue.words(self._line.program.id, spoken, name, self._line.kind)
        if words is None:
            raise LookupError(f"no words {name}.{self._line.kind} in {spoken}: the deployment was not checked")
        return words

    async def show(self, request: Request) -> Response:
        """The form, with a new showing in it."""
        pages = self._pages_for(request)
        site = _origin(request.headers.get("referer", ""))
        return self._page(pages.fresh(self._token(pages, site if site in self._options.sites else None)), pages)

    async def take(self, request: Request) -> Response:
        """The answer to a posted form: what came of it, or the form again."""
        body = await body_of(request)
        posted = form.parse(body, request.headers.get("content-type", ""))
        now = self._gateway.now()
        shown = self._shown(posted, now)
        if isinstance(shown, str):
            pages = self._pages_for(request)
            return self._page(pages.form(self._token(pages, None), errors=[shown], tel=posted.tel), pages)
        pages = self._pages[shown.language]
        subject, errors = self._read(posted)
        if errors:
            return self._page(pages.form(posted.token, errors=errors, tel=posted.tel, ticked=_ticks(posted)), pages)
        act = self._act(request, body, posted, shown, pages, subject, now)
        try:
            answer = await self._gateway.intake.receive(act, partial(self._answer, act, shown, posted, pages))
        except Unavailable:
            html = pages.form(posted.token, errors=["unavailable"], tel=posted.tel, ticked=_ticks(posted))
            return self._page(html, pages, 503, {"Retry-After": RETRY_AFTER})
        return self._page(answer.body, pages, answer.status)

    def _pages_for(self, request: Request) -> Pages:
        asked = request.query_params.get("lang")
        accept = request.headers.get("accept-language", "")
        return self._pages[language.choose(asked, accept, self._line.languages)]

    def _token(self, pages: Pages, site: str | None) -> str:
        now, words = self._gateway.now(), pages.texts.disclosure
        showing = Token(
            jti=identity.uuid7(now, self._gateway.random(10)),
            channel=self._line.id,
            program=words.program,
            version=words.version,
            language=words.language,
            prompt=words.name,
            sha256=words.sha256,
            template_sha256=words.template_sha256,
            issued_at=now,
            site=site,
        )
        return token.issue(showing, self._gateway.signing_key)

    def _shown(self, posted: Posted, now: int) -> Token | str:
        """The showing that is answered; the name of an error when it is none of ours, or these are not its words."""
        shown = token.read(posted.token, self._public_key, now)
        if isinstance(shown, str):
            return "error_expired" if shown == "expired" else "error_again"
        pages = self._pages.get(shown.language)
        if pages is None or not self._is_current(shown, pages.texts.disclosure):
            return "error_again"
        words = pages.texts.disclosure
        if not posted.contact or {*posted.category} - {*words.categories} or {*posted.contact} - {*words.contact}:
            return "error_again"
        return shown

    def _is_current(self, shown: Token, words: Words) -> bool:
        of_token = (shown.channel, shown.program, shown.version, shown.prompt, shown.sha256, shown.template_sha256)
        of_words = (words.program, words.version, words.name, words.sha256, words.template_sha256)
        return of_token == (self._line.id, *of_words)

    def _read(self, posted: Posted) -> tuple[str, list[str]]:
        """The subject, and the names of what is wrong."""
        errors = ["error_send"] if posted.website else []
        subject, typed = "", posted.tel.strip()  # browsers escape a plus, so a space is one that was typed
        try:
            subject = parse(typed, self._line.program.region)
        except BadAddress:
            errors.append("error_number" if typed else "error_number_missing")
        if not posted.category:
            errors.append("error_category")
        return subject, errors

    def _act(
        self, request: Request, body: bytes, posted: Posted, shown: Token, pages: Pages, subject: str, now: int
    ) -> Act:
        words, line = pages.texts.disclosure, self._line
        categories = tuple(one for one in words.categories if one in posted.category)
        contact = tuple(one for one in words.contact if one in posted.contact)
        showing = Showing(
            id=shown.jti,
            subject=subject,
            sender=line.program.sender.id,
            program=words.program,
            version=words.version,
            language=words.language,
            prompt=words.name,
            kind=words.kind,
            sha256=words.sha256,
            template_sha256=words.template_sha256,
            categories=words.categories,
            contact=words.contact,
            channel=line.id,
            thread=shown.jti,
            shown_at=shown.issued_at,
            medium="page",
            presentation=pages.texts.presentation,
        )
        return Act(
            id=identity.uuid7(now, self._gateway.random(10)),
            showing_id=shown.jti,
            key=f"web:{shown.jti}",
            fingerprint=hashlib.sha256(body).hexdigest(),
            intent=Intent.AGREE,
            kind="tick",
            value=" ".join([*(f"category={one}" for one in categories), *(f"contact={one}" for one in contact)]),
            subject=subject,
            identifiers=(posted.tel,),
            control="asserted",
            channel=Channel(line.id, line.kind, line.address, "page"),
            program=line.program,
            received_at=now,
            witness=self._witness(request, posted, shown),
            language=shown.language,
            languages=line.languages,
            thread=shown.jti,
            shown=showing,
            categories=categories,
            contact=contact,
            grants=self._options.possession == "none",
            checks=(Check("token", "pass", "signed"), Check("words", "pass", "server")),
        )

    def _witness(self, request: Request, posted: Posted, shown: Token) -> Witness:
        path, query = request.scope["raw_path"].decode("latin-1"), request.scope["query_string"].decode("latin-1")
        url = self._gateway.settings.public_url + path + (f"?{query}" if query else "")
        return Witness(
            level="gateway-observed",
            request={"url": url, "body": posted.raw},
            ip=request.client.host if request.client else None,
            user_agent=request.headers.get("user-agent"),
            page=shown.site or _origin(request.headers.get("referer", "")),
        )

    def _answer(self, act: Act, shown: Token, posted: Posted, pages: Pages, decision: Decision) -> Answer:
        if decision.record is None or decision.reply is None:
            html = pages.form(self._token(pages, shown.site), errors=["error_again"], tel=posted.tel)
        else:
            title = "done_title" if decision.outcome == "given" else "pending_title"
            record = decision.record
            html = pages.result(title, decision.reply, act.subject, record.categories, record.contact)
        return Answer(200, HTML, html.encode())

    def _page(
        self, html: str | bytes, pages: Pages, status: int = 200, headers: dict[str, str] | None = None
    ) -> Response:
        languages = {"Content-Language": pages.texts.language, "Vary": "Accept-Language"}
        return Response(html, status, {**self._headers, **languages, **(headers or {})}, HTML)


def _ticks(posted: Posted) -> set[str]:
    return {*(f"category.{one}" for one in posted.category), *(f"contact.{one}" for one in posted.contact)}


def _origin(url: str) -> str | None:
    """Scheme, host and port of a `Referer`; None when it is no web address."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{'' if port is None else f':{port}'}"

"""What all requests for one form share: its pages by language, its tokens, its headers, how it proves numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from capture_gateway.channels import Gateway
from capture_gateway.channels.web import theme, token
from capture_gateway.channels.web.definition import WebOptions
from capture_gateway.channels.web.page import Pages, Texts, security_headers
from capture_gateway.channels.web.possession import Proving, qr
from capture_gateway.channels.web.theme import Theme
from capture_gateway.channels.web.token import Mode, Token
from capture_gateway.core import identity
from capture_gateway.core.disclosure import Words
from capture_gateway.definitions import Line
from capture_gateway.pages import language

HTML = "text/html; charset=utf-8"
RETRY = {"Retry-After": "10"}
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody chose, and for which number; empty on pages that show nothing of it."""

    address: str = ""
    categories: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()


class Served:
    """One line's form."""

    def __init__(self, line: Line, gateway: Gateway) -> None:
        self.line = line
        self.gateway = gateway
        self.options: WebOptions = line.options
        self.public_url = gateway.settings.public_url
        self.public_keys = tuple(key.public_key() for key in gateway.token_keys)
        self.joining = gateway.joining(line)
        options, region = self.options, line.program.region
        self.proving = Proving(
            line.id, options.possession, self.joining, region, gateway.secret, sms_link=options.sms_link
        )
        self.pages = {one: Pages(self._texts(one)) for one in line.languages}

    def _texts(self, spoken: str) -> Texts:
        labels = {one: self.words(one, "labels").labels for one in self.line.languages}
        return Texts(
            program=self.line.program,
            language=spoken,
            disclosure=self.words(spoken, "disclosure"),
            labels=labels[spoken],
            options=self.options,
            others={one: labels[one]["language"] for one in self.line.languages if one != spoken},
        )

    def words(self, spoken: str, name: str) -> Words:
        """Words of the form. LookupError: the deployment was not checked."""
        words = self.gateway.catalogue.words(self.line.program.id, spoken, name, self.line.kind)
        if words is None:
            raise LookupError(f"no words {name}.{self.line.kind} in {spoken}: the deployment was not checked")
        return words

    def pages_for(self, request: Request) -> Pages:
        """The pages in the visitor's language."""
        accept = request.headers.get("accept-language", "")
        return self.pages[language.choose(request.query_params.get("lang"), accept, self.line.languages)]

    def issue(self, pages: Pages, mode: Mode, site: str | None) -> str:
        """A token for a new page."""
        now, words = self.gateway.now(), pages.texts.disclosure
        return self.sign(
            Token(
                jti=self.fresh_id(now),
                channel=self.line.id,
                program=words.program,
                version=words.version,
                language=words.language,
                prompt=words.name,
                sha256=words.sha256,
                template_sha256=words.template_sha256,
                issued_at=now,
                site=site,
                mode=mode,
            )
        )

    def sign(self, showing: Token) -> str:
        """The text of a token."""
        return token.issue(showing, self.gateway.token_keys[0])

    def is_current(self, shown: Token) -> bool:
        """Whether a token is of this form's words, as they are now."""
        pages = self.pages.get(shown.language)
        if pages is None:
            return False
        words = pages.texts.disclosure
        of_token = (shown.channel, shown.program, shown.version, shown.prompt, shown.sha256, shown.template_sha256)
        of_words = (words.program, words.version, words.name, words.sha256, words.template_sha256)
        return of_token == (self.line.id, *of_words)

    def fresh_id(self, now: int) -> str:
        """A new UUIDv7."""
        return identity.uuid7(now, self.gateway.random(10))

    def pending_words(self, showing: str, spoken: str) -> Words:
        """What to do now to show whose number it is. LookupError on a form that asks nothing."""
        name = self.proving.words
        if name is None:
            raise LookupError("this form asks nobody to show whose number it is")
        return self.proving.filled(self.words(spoken, name), showing)

    def pending(
        self,
        pages: Pages,
        look: Theme,
        showing: str,
        words: Words,
        entered: Entered,
        *,
        depth: int = 0,
        error: str = "",
    ) -> str:
        """The page that tells what to do now. `error`: the name of a label; `depth`: how far below the form it is."""
        chosen = (entered.address, entered.categories, entered.contact)
        if self.options.possession is None:
            return pages.result("pending_title", words, *chosen, theme=look, depth=depth)
        link = self.proving.link(showing, words.language)
        return pages.pending(
            words,
            *chosen,
            theme=look,
            depth=depth,
            handle=self.proving.handle(showing),
            asks_code=self.proving.asks_code,
            slots=self.proving.slots(showing, words.language),
            sms_link=link,
            qr=qr(link) if link else None,
            error=error,
        )

    def response(
        self,
        request: Request,
        html: str | bytes,
        pages: Pages,
        status: int = 200,
        more: Mapping[str, str] | None = None,
    ) -> Response:
        """A page with all its headers."""
        return Response(html, status, {**self.headers(request, pages), **(more or {})}, HTML)

    def headers(self, request: Request, pages: Pages) -> dict[str, str]:
        """Headers of everything that is a visitor's own."""
        secured = security_headers(self.options.sites, look_of(request))
        return {**secured, "Content-Language": pages.texts.language, "Vary": "Accept, Accept-Language"}


def look_of(request: Request) -> Theme:
    """How the site around the form wants it to look."""
    return theme.parse(request.query_params)

"""`/p/{token}`: the page that one person alone knows the address of.

1. The token is all that is needed, and is made from the person's key: there is no login, and after they were erased
   there is no page. A token that opens nothing, whatever it looks like, is 404 with one and the same page.
2. Asking changes nothing: programs that look at links before people do (previews, scanners) only read.
3. A press is posted, taken down like every other withdrawal, and answered by sending the browser to the page again,
   which then says what came of it, in the words that were recorded.
4. While the database is older than what was signed, the page shows nothing but the button that stops everything, whose
   press is taken all the same. Whoever is not found may stand in the newest one: they are not told that they do not.
5. The token is in no log line, no error and no count: routes are named by their pattern alone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from capture_gateway.bodies import body_of
from capture_gateway.core import identity
from capture_gateway.core.act import Act, Witness
from capture_gateway.core.errors import Malformed, Unavailable
from capture_gateway.core.program import Program
from capture_gateway.intake import Answer, Intake
from capture_gateway.pages.language import choose
from capture_gateway.person import acts, page
from capture_gateway.person.contents import Kept
from capture_gateway.person.page import HEADERS, HTML, MOST, PATH, PRIVATE, STYLE, STYLE_NAME, Told
from capture_gateway.receipts.making import Receipts
from capture_gateway.storage import people, permissions, records, showings
from capture_gateway.storage.database import STORE_ERRORS, Database, snapshot
from capture_gateway.storage.people import Person

_RETRY = {"Retry-After": "10"}
_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
_MEDIA_TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of everybody; `programs`: those that offer one."""

    database: Database
    intake: Intake
    programs: Sequence[Program]
    numbers: Sequence[str]
    """Of the lines that take STOP, for whoever finds no page."""
    receipts: Receipts
    now: Callable[[], int]
    random: Callable[[int], bytes]

    def routes(self) -> list[BaseRoute]:
        """Nothing where no program offers the page."""
        if not self.programs:
            return []
        return [
            Route(f"{PATH}/{STYLE_NAME}", _style, methods=["GET"]),
            Route(f"{PATH}/{{token}}", self.show, methods=["GET"]),
            Route(f"{PATH}/{{token}}", self.press, methods=["POST"]),
            Route(f"{PATH}/{{token}}/receipt/{{id}}", self.receipt, methods=["GET"]),
            Route(f"{PATH}/{{rest:path}}", self.nothing, methods=["GET", "POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """What is kept of them."""
        try:
            found = await self._found(request)
        except Unavailable:
            return self._busy(request)
        if found is None:
            return self._gone(request)
        if self.intake.closed:
            return self._closed(request, *found)
        pressed = request.query_params.get("done", "")
        return self._page(request, *found, told=_told(found[1], pressed))

    async def press(self, request: Request) -> Response:
        """A button: everything in its reach is stopped before this is answered."""
        try:
            found = await self._found(request)
            if found is None:
                return self._gone(request)
            person, kept = found
            posted = _posted(await body_of(request), request.headers.get("content-type", ""))
            act = self._act(request, person, kept, posted)
            if act is None:
                return self._busy(request) if self.intake.closed else self._page(request, person, kept, told=Told())
            answer = await self.intake.receive(act, lambda _: Answer(200, "text/plain", act.id.encode()))
        except Unavailable:
            return self._busy(request)
        if self.intake.closed:
            return _html(page.noted(act.language or ""), 200, act.language or "")
        asked = request.query_params.get("lang")
        query = urlencode({**({"lang": asked} if asked else {}), "done": answer.body.decode()})
        return Response(status_code=303, headers={**HEADERS, "Location": f"?{query}"})

    async def receipt(self, request: Request) -> Response:
        """The receipt of one of their own records, as a file."""
        token = request.path_params["token"]
        identifier = request.path_params["id"].replace("\0", "\ufffd")  # PostgreSQL takes no NUL
        if self.intake.closed:
            return self._busy(request)
        try:
            person = await anyio.to_thread.run_sync(self._person, token)
            made = person and await self.receipts.of(identifier, self._ids())
        except Unavailable:
            return self._busy(request)
        if not made or not person or made.receipt.record.get("subject", {}).get("address") != person.address:
            return self._gone(request)
        named = {"Content-Disposition": f'attachment; filename="receipt-{made.receipt.record["id"]}.json"'}
        return Response(made.receipt.to_bytes(), 200, {**PRIVATE, **named}, "application/json")

    async def nothing(self, request: Request) -> Response:
        """A token with a slash in it is as good as any other that opens nothing."""
        return self._gone(request)

    def _act(self, request: Request, person: Person, kept: Kept, posted: Mapping[str, str]) -> Act | None:
        now, pressed = self.now(), posted.get("stop", "")
        form = acts.read(person.sealer, posted.get("form", ""), now)
        reach = acts.reach(pressed, self.programs)
        if form is None or reach is None:
            return None
        witness = Witness(
            "gateway-observed",
            ip=request.client.host if request.client else None,
            user_agent=request.headers.get("user-agent"),
        )
        return acts.press(
            person.address, *reach, pressed=pressed, form=form, since=acts.since(kept.records),
            language=self._language(request, kept), witness=witness, now=now, random=self.random(10),
        )  # fmt: skip

    async def _found(self, request: Request) -> tuple[Person, Kept] | None:
        return await anyio.to_thread.run_sync(self._read, request.path_params["token"])

    def _read(self, token: str) -> tuple[Person, Kept] | None:
        try:
            with self.database.reading() as connection, snapshot(connection):
                person = people.by_page(connection, token)
                if person is None:
                    return None
                shown = showings.live(connection, [person.address])
                newest = records.newest(connection, person.address, self._ids(), MOST + 1)
                standings = permissions.load(connection, [person.address])
        except STORE_ERRORS as error:
            raise Unavailable("the store cannot be read") from error
        return person, Kept(
            address=person.address,
            standings={sender: standing for (_, sender), standing in standings.items()},
            records=newest[:MOST],
            is_cut=len(newest) > MOST,
            language=shown[-1].language if shown else newest[0]["language"] if newest else None,
        )

    def _person(self, token: str) -> Person | None:
        try:
            with self.database.reading() as connection:
                return people.by_page(connection, token)
        except STORE_ERRORS as error:
            raise Unavailable("the store cannot be read") from error

    def _ids(self) -> list[str]:
        return [program.id for program in self.programs]

    def _offered(self) -> list[str]:
        """Every language of the programs."""
        return list(dict.fromkeys(one for program in self.programs for one in program.languages))

    def _language(self, request: Request, kept: Kept | None) -> str:
        """As asked for; else that of the newest words; else as the browser says."""
        asked, offered = request.query_params.get("lang"), self._offered()
        known = asked or (kept.language if kept else None)
        return choose(known, request.headers.get("accept-language", ""), offered)

    def _page(self, request: Request, person: Person, kept: Kept, told: Told | None) -> Response:
        language = self._language(request, kept)
        token = request.path_params["token"]
        html = page.person(kept, self.programs, language, token=token, form=self._form(person), told=told)
        return _html(html, 200, language)

    def _closed(self, request: Request, person: Person, kept: Kept) -> Response:
        language = self._language(request, kept)
        return _html(page.closed(kept.address, self.programs, language, form=self._form(person)), 200, language)

    def _form(self, person: Person) -> str:
        return acts.issue(person.sealer, identity.uuid7(self.now(), self.random(10)))

    def _gone(self, request: Request) -> Response:
        if self.intake.closed:
            return self._busy(request)
        language = self._language(request, None)
        return _html(page.gone(self.programs, self.numbers, language), 404, language)

    def _busy(self, request: Request) -> Response:
        language = self._language(request, None)
        return _html(page.busy(language), 503, language, _RETRY)


def _told(kept: Kept, identifier: str) -> Told | None:
    """The words that confirmed this press; None when there is no such press of theirs."""
    for record in kept.records:
        if record["id"] == identifier and record["channel"]["id"] == acts.CHANNEL.id and record["reply"]:
            return Told(record["reply"]["text"], record["reply"]["language"])
    return None


def _posted(body: bytes, content_type: str) -> Mapping[str, str]:
    """The fields of the form. Malformed for what is none, or holds a field twice."""
    if content_type.partition(";")[0].strip().lower() != _MEDIA_TYPE:
        raise Malformed(f"the form is posted as {_MEDIA_TYPE}")
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, strict_parsing=bool(body), max_num_fields=10, errors="strict"
        )
    except ValueError as error:
        raise Malformed("the body is no form") from error
    if len({name for name, _ in pairs}) != len(pairs):
        raise Malformed("a field is given twice")
    return dict(pairs)


def _html(html: str, status: int, language: str, more: Mapping[str, str] | None = None) -> Response:
    return Response(html, status, {**HEADERS, "Content-Language": language, **(more or {})}, HTML)


async def _style(_request: Request) -> Response:
    return Response(STYLE, media_type="text/css", headers=_FOREVER)

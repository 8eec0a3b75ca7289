"""Dossiers over the API: asked for with a body, so that the number stands in no URL.

1. One snapshot of the database: what is written meanwhile stands in the next dossier.
2. A token that is limited to programs gets what is of them.
3. `Accept: text/html` gets one file that prints; nothing in it is fetched from elsewhere, and nothing in it runs.
"""

from typing import Any

import anyio.to_thread
import orjson
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from capture_gateway.api.dossiers import contents, page
from capture_gateway.api.endpoint import JSON, NO_STORE, Asked, Example, accepts, operation
from capture_gateway.api.service import Service
from capture_gateway.storage import dossiers
from capture_gateway.storage.database import snapshot

HTML = "text/html"


class DossierQuestion(BaseModel):
    """Whose."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    address: str = Field(min_length=1, max_length=100, examples=["+14155550123"])
    program: str | None = Field(None, min_length=1, max_length=100, description="Of this program alone.")


class DossierPart:
    """`POST /dossiers`."""

    def __init__(self, service: Service) -> None:
        self._service = service

    @operation(
        "POST", "/dossiers",
        scope="evidence:read", tag="dossiers", gives=contents.Dossier,
        also={HTML: "the same as a page that prints on A4 and Letter"},
        example=Example(body={"address": "+14155550123"}),
    )  # fmt: skip
    async def make_dossier(self, asked: Asked[None, DossierQuestion]) -> Response:
        """Put together everything that is kept of one person, in order of time.

        Words that were given, records, messages, texts and their delivery, reviews, and what is permitted now. With
        `Accept: text/html` it comes as one file to print or to hand over. A stranger has an empty dossier.
        """
        service, body = self._service, asked.body
        program = None if body.program is None else service.program(body.program, asked.bearer)
        subject = service.subject(body.address, program)
        reach = asked.bearer.programs
        only = reach if program is None else (program.id,)
        covered = [service.programs[name] for name in service.reach(asked.bearer) if only is None or name in only]

        def made() -> dict[str, Any]:
            with service.database.reading() as connection, snapshot(connection):
                kept = dossiers.of(connection, subject, only)
                return contents.of(kept, subject, covered, made_at=service.now(), made_by=asked.bearer.name)

        dossier = await anyio.to_thread.run_sync(made)
        if accepts(asked, HTML):
            text = await anyio.to_thread.run_sync(page.render, dossier, covered)
            return Response(text, 200, NO_STORE | page.HEADERS | {"Vary": "Accept"}, "text/html; charset=utf-8")
        return Response(orjson.dumps(dossier), 200, NO_STORE | {"Vary": "Accept"}, JSON)

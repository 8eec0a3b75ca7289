"""Evidence: records in ledger order, one record, and what comes next as it happens.

1. A cursor is a position: positions follow commits without a gap, so reading on from the last one sees every record
   once, however long a commit took.
2. `wait`: an empty page is held back until a record comes that matches, or the time is over.
3. A token that does not reach a program sees nothing of it: neither in lists nor by id.
"""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

import anyio.to_thread
import orjson
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from capture_gateway.api import linked_data, problems, values
from capture_gateway.api.bearers import Bearer
from capture_gateway.api.endpoint import JSON, NO_STORE, Asked, Example, Json, Link, accepts, operation
from capture_gateway.api.linked_data import Ways
from capture_gateway.api.record import Page, Record
from capture_gateway.api.service import Service
from capture_gateway.core.permission import Event
from capture_gateway.storage import records

MOST = 1_000
LONGEST_WAIT = 60
"""Seconds."""


class EvidenceQuery(BaseModel):
    """Which records."""

    model_config = ConfigDict(extra="forbid")

    address: str | None = Field(None, min_length=1, max_length=100, description="Of one person.")
    program: str | None = Field(None, description="Of one program.")
    event: Event | None = None
    channel: str | None = Field(None, description="Of one line: `sms`; what integrators told us has the line `api`.")
    after: Annotated[int, Field(-1, ge=-1, le=2**53, description="From behind this position: the `next` of a page.")]
    limit: Annotated[int, Field(100, ge=1, le=MOST)]
    wait: Annotated[
        int, Field(0, ge=0, le=LONGEST_WAIT, description="Seconds to wait for a record when none is there.")
    ]


class EvidencePart:
    """`GET /evidence`, `GET /evidence/{id}`."""

    def __init__(self, service: Service, ways: Ways) -> None:
        self._service = service
        self._ways = ways

    @operation(
        "GET", "/evidence",
        scope="evidence:read", tag="evidence", gives=Page,
        example=Example(query={"program": "bluebird-updates", "limit": "10"}),
        links={
            name: Link(f"read_{operation}", {"id": "$response.body#/items/0/id"})
            for name, operation in (("record", "evidence"), ("receipt", "receipt"), ("certificate", "certificate"))
        },
    )  # fmt: skip
    async def list_evidence(self, asked: Asked[EvidenceQuery, None]) -> Response:
        """Read records in the order of the ledger, and wait for the next ones.

        Give the `next` of a page as `after` to go on. A feed asks so for ever with `wait=30`: the answer comes as soon
        as there is a record, and is empty after 30 seconds without one; then `next` is null and `after` stays.
        """
        query, service = asked.query, self._service
        filters = self._filters(query, asked.bearer)
        changes = service.intake.changes
        address = filters["subject"]
        concerns = partial(_concerns, filters | {"subject": address and service.database.vault.subject(address)})
        deadline = asyncio.get_running_loop().time() + query.wait
        while True:
            seen = changes.count
            items = await anyio.to_thread.run_sync(self._listed, filters)
            left = deadline - asyncio.get_running_loop().time()
            if items or left <= 0 or not await changes.after(seen, left, concerns):
                break
            # A token may have been revoked while its bearer waited.
            await service.bearers.allow(asked.headers.get("authorization"), "evidence:read", is_limited=False)
        page = {"items": items, "next": items[-1]["position"] if items else None}
        return Json(orjson.dumps(page))

    @operation(
        "GET", "/evidence/{id}",
        scope="evidence:read", tag="evidence", gives=Record, refuses=(404,),
        also={linked_data.MEDIA_TYPE: "the record in the terms of ISO/IEC TS 27560 and the Data Privacy Vocabulary"},
        example=Example(path={"id": "{evidence_id}"}),
    )  # fmt: skip
    async def read_evidence(self, asked: Asked[None, None]) -> Response:
        """Read one record: what the person was given, word for word, and what they did.

        With `Accept: application/ld+json` it comes as JSON-LD in the terms of ISO/IEC TS 27560:2023 and the W3C Data
        Privacy Vocabulary.
        """
        one = partial(records.by_id, identifier=asked.path["id"], programs=asked.bearer.programs)
        found = await self._service.database.read(one)
        if found is None:
            raise problems.not_found("record")
        if accepts(asked, linked_data.MEDIA_TYPE):
            program = self._service.programs.get(found["program"]["id"])
            linked = linked_data.record(found, program, self._ways)
            return Response(orjson.dumps(linked), 200, NO_STORE | {"Vary": "Accept"}, linked_data.MEDIA_TYPE)
        return Response(orjson.dumps(found), 200, NO_STORE | {"Vary": "Accept"}, JSON)

    def _filters(self, query: EvidenceQuery, bearer: Bearer) -> dict[str, Any]:
        service = self._service
        program = None if query.program is None else service.program(query.program, bearer)
        reach = None if bearer.programs is None else tuple(sorted(bearer.programs))
        return {
            "after": query.after,
            "limit": query.limit,
            "subject": None if query.address is None else service.subject(query.address, program),
            "programs": reach if program is None else (program.id,),
            "event": query.event,
            "channel": None if query.channel is None else values.known("channel", query.channel, service.channels),
        }

    def _listed(self, filters: Mapping[str, Any]) -> list[dict[str, Any]]:
        with self._service.database.reading() as connection:
            return [*records.read(connection, **filters)]


def _concerns(filters: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    """Whether a new record matches the filters of who waits; in both, a person stands by their token."""
    programs, is_wide = filters["programs"], row["reach"] != row["program"]
    return (programs is None or is_wide or row["program"] in programs) and all(
        filters[name] is None or row[name] == filters[name] for name in ("subject", "event", "channel")
    )

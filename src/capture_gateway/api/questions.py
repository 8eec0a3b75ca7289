"""The questions: permission (today or at a past instant) and evidence. Bearer tokens, problem+json.

1. In order: 401 (no valid token), 403 (scope), 422 (a value, naming its field).
2. An unknown program, category or way of contact is 422 that lists the known ones: a typing error must not read as
   "no".
3. A question that cannot be answered is "no": 503 that also carries `"permitted": false, "reason": "unavailable"`.
4. A single permission is read on the event loop: one look-up by key costs less than a change of threads.
"""

import json
from collections.abc import Mapping
from typing import Any, cast

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from capture_gateway.api import problems, values
from capture_gateway.api.service import Service
from capture_gateway.core import instant, permission
from capture_gateway.core.act import STRENGTH, Control
from capture_gateway.core.permission import Answer, Standing, cell_of
from capture_gateway.storage import permissions, records
from capture_gateway.storage.database import STORE_ERRORS
from capture_gateway.storage.prepared import Prepared

EVENTS = ("requested", "given", "refused", "withdrawn", "expired", "invalidated")
MAX_LIMIT = 1_000
_NO_STORE = {"Cache-Control": "no-store"}


class Questions:
    """The routes that only read."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._standings = Prepared(service.database.reader, permissions.BY_KEY)

    def routes(self) -> list[Route]:
        """To be mounted at /v1."""
        return [
            Route("/permission", self.permission, methods=["GET"]),
            Route("/evidence", self.evidence, methods=["GET"]),
            Route("/evidence/{id}", self.record, methods=["GET"]),
        ]

    def close(self) -> None:
        """Give the connections back."""
        self._standings.close()

    async def permission(self, request: Request) -> Response:
        """One answer."""
        try:
            self._service.bearers.allow(request, "permission:read")
            return self._permission(values.once(request.query_params))
        except STORE_ERRORS as error:
            raise problems.unavailable(permitted=False, reason="unavailable") from error

    def _permission(self, query: Mapping[str, str]) -> Response:
        now = self._service.now()
        program = self._service.program(values.required(query, "program"))
        category = values.known("category", values.required(query, "category"), program.categories)
        contact = values.known("contact", values.required(query, "contact"), program.contact)
        subject = values.subject(values.required(query, "address"), program.region)
        control = values.known("min_control", query.get("min_control", "asserted"), STRENGTH)
        at = values.past("at", query["at"]) if "at" in query else None
        if at is not None and at > now:
            raise problems.unprocessable("at", "The instant lies in the future; ask for now or for the past.")
        if at is None:
            row = self._standings.first(of=subject, to=program.sender.id)
            cell = None if row is None else cell_of(json.loads(row[0]), program.id, category, contact)
        else:
            cell = self._past(subject, program.sender.id, at).of(program.id, category, contact)
        answer = permission.answer(cell, min_control=cast("Control", control))
        body = _permission_json(answer, subject, program.id, category, contact, now if at is None else at)
        return Response(json.dumps(body), media_type="application/json", headers=_NO_STORE)

    def _past(self, subject: str, sender: str, at: int) -> Standing:
        standing = Standing()
        with self._service.database.reading() as connection:
            for *_, fact in records.facts(connection, subject=subject, sender=sender, until=at):
                standing = permission.fold(standing, fact)
        return standing

    async def evidence(self, request: Request) -> Response:
        """Records in ledger order, and the position to go on after."""
        try:
            self._service.bearers.allow(request, "evidence:read")
            query = values.once(request.query_params)
            program = self._service.program(query["program"]) if "program" in query else None
            filters = {
                "after": values.integer("after", query.get("after", "-1"), -1, 2**53),
                "limit": values.integer("limit", query.get("limit", "100"), 1, MAX_LIMIT),
                "subject": self._service.subject(query["address"], program) if "address" in query else None,
                "program": program and program.id,
                "event": values.known("event", query["event"], EVENTS) if "event" in query else None,
                "channel": values.known("channel", query["channel"], self._service.channels)
                if "channel" in query
                else None,
            }
            items = await anyio.to_thread.run_sync(self._listed, filters)
        except STORE_ERRORS as error:
            raise problems.unavailable() from error
        body = {"items": items, "next": items[-1]["position"] if items else None}
        return Response(json.dumps(body, ensure_ascii=False), media_type="application/json", headers=_NO_STORE)

    def _listed(self, filters: Mapping[str, Any]) -> list[dict[str, Any]]:
        with self._service.database.reading() as connection:
            return records.listed(connection, **filters)

    async def record(self, request: Request) -> Response:
        """One record."""
        try:
            self._service.bearers.allow(request, "evidence:read")
            with self._service.database.reading() as connection:
                found = records.by_id(connection, request.path_params["id"])
        except STORE_ERRORS as error:
            raise problems.unavailable() from error
        if found is None:
            raise problems.not_found("record")
        return Response(json.dumps(found, ensure_ascii=False), media_type="application/json", headers=_NO_STORE)


def _permission_json(
    answer: Answer, subject: str, program: str, category: str, contact: str, as_of: int
) -> dict[str, Any]:
    cell = answer.cell
    return {
        "permitted": answer.permitted,
        "state": answer.state,
        "reason": answer.reason,
        "address": subject,
        "program": program,
        "category": category,
        "contact": contact,
        "since": None if cell is None else instant.text(cell.since),
        "evidence_id": None if cell is None else cell.evidence_id,
        "position": None if cell is None else cell.position,
        "control": None if cell is None else cell.control,
        "as_of": instant.text(as_of),
    }

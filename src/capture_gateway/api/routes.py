"""The questions: permission (today or at a past instant) and evidence. Bearer tokens, problem+json.

1. In order: 401 (no valid token), 403 (scope), 422 (a value, naming its field).
2. An unknown program, category or way of contact is 422 that lists the known ones: a typing error must not read as
   "no".
3. A question that cannot be answered is "no": 503 that also carries `"permitted": false, "reason": "unavailable"`.
4. A single permission is read on the event loop: one look-up by key costs less than a change of threads.
"""

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any, cast

import anyio.to_thread
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from capture_gateway.api import problems
from capture_gateway.api.bearers import Bearers
from capture_gateway.core import address, instant, permission
from capture_gateway.core.act import STRENGTH, Control
from capture_gateway.core.address import BadAddress
from capture_gateway.core.permission import Answer, Standing, cell_of
from capture_gateway.core.program import Program
from capture_gateway.storage import permissions, records
from capture_gateway.storage.database import STORE_ERRORS, Database
from capture_gateway.storage.prepared import Prepared

EVENTS = ("requested", "given", "refused", "withdrawn", "expired", "invalidated")
MAX_LIMIT = 1_000
_NO_STORE = {"Cache-Control": "no-store"}


class Api:
    """The routes below /v1, over one database and the programs of one deployment."""

    def __init__(
        self,
        database: Database,
        programs: Mapping[str, Program],
        channels: Collection[str],
        now: Callable[[], int],
    ) -> None:
        self._database = database
        self._programs = programs
        self._channels = tuple(channels)
        self._now = now
        self._bearers = Bearers(database)
        self._standings = Prepared(database.reader, permissions.BY_KEY)

    def routes(self) -> list[Route]:
        """To be mounted at /v1."""
        return [
            Route("/permission", self.permission, methods=["GET"]),
            Route("/evidence", self.evidence, methods=["GET"]),
            Route("/evidence/{id}", self.record, methods=["GET"]),
        ]

    def close(self) -> None:
        """Give the connections back."""
        self._bearers.close()
        self._standings.close()

    async def permission(self, request: Request) -> Response:
        """One answer."""
        try:
            self._bearers.allow(request, "permission:read")
            return self._permission(_once(request.query_params))
        except STORE_ERRORS as error:
            raise problems.unavailable(permitted=False, reason="unavailable") from error

    def _permission(self, query: Mapping[str, str]) -> Response:
        now = self._now()
        program = self._program(_required(query, "program"))
        category = _known("category", _required(query, "category"), program.categories)
        contact = _known("contact", _required(query, "contact"), program.contact)
        subject = _address(_required(query, "address"), program.region)
        control = _known("min_control", query.get("min_control", "asserted"), STRENGTH)
        at = _instant("at", query["at"]) if "at" in query else None
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
        with self._database.reading() as connection:
            for *_, fact in records.facts(connection, subject=subject, sender=sender, until=at):
                standing = permission.fold(standing, fact)
        return standing

    async def evidence(self, request: Request) -> Response:
        """Records in ledger order, and the position to go on after."""
        try:
            self._bearers.allow(request, "evidence:read")
            query = _once(request.query_params)
            program = self._program(query["program"]) if "program" in query else None
            filters = {
                "after": _integer("after", query.get("after", "-1"), -1, 2**53),
                "limit": _integer("limit", query.get("limit", "100"), 1, MAX_LIMIT),
                "subject": self._filter_subject(query["address"], program) if "address" in query else None,
                "program": program and program.id,
                "event": _known("event", query["event"], EVENTS) if "event" in query else None,
                "channel": _known("channel", query["channel"], self._channels) if "channel" in query else None,
            }
            items = await anyio.to_thread.run_sync(self._listed, filters)
        except STORE_ERRORS as error:
            raise problems.unavailable() from error
        body = {"items": items, "next": items[-1]["position"] if items else None}
        return Response(json.dumps(body, ensure_ascii=False), media_type="application/json", headers=_NO_STORE)

    def _listed(self, filters: Mapping[str, Any]) -> list[dict[str, Any]]:
        with self._database.reading() as connection:
            return records.listed(connection, **filters)

    async def record(self, request: Request) -> Response:
        """One record."""
        try:
            self._bearers.allow(request, "evidence:read")
            with self._database.reading() as connection:
                found = records.by_id(connection, request.path_params["id"])
        except STORE_ERRORS as error:
            raise problems.unavailable() from error
        if found is None:
            raise problems.Problem(404, "Not found", "There is no record with this id.")
        return Response(json.dumps(found, ensure_ascii=False), media_type="application/json", headers=_NO_STORE)

    def _program(self, name: str) -> Program:
        return self._programs[_known("program", name, self._programs)]

    def _filter_subject(self, value: str, program: Program | None) -> str:
        regions = {program.region} if program else {one.region for one in self._programs.values()}
        return _address(value, regions.pop() if len(regions) == 1 else None)


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


def _once(query: QueryParams) -> QueryParams:
    """A parameter that is given twice has no answer."""
    names = [name for name, _ in query.multi_items()]
    if len(names) != len(query):
        twice = next(name for name in names if names.count(name) > 1)
        raise problems.unprocessable(twice, f"The parameter {twice} is given twice.")
    return query


def _required(query: Mapping[str, str], field: str) -> str:
    value = query.get(field, "")
    if not value:
        raise problems.unprocessable(field, f"The parameter {field} is missing.")
    return value


def _known(field: str, value: str, known: Collection[str]) -> str:
    if value not in known:
        raise problems.unprocessable(field, f"Unknown {field}. Known: {', '.join(known)}.", known=list(known))
    return value


def _address(value: str, region: str | None) -> str:
    try:
        return address.parse(value, region)
    except BadAddress as error:
        raise problems.unprocessable("address", f"Not an address: {error}.") from error


def _instant(field: str, value: str) -> int:
    try:
        return instant.parse(value)
    except (ValueError, OverflowError) as error:
        raise problems.unprocessable(field, "Write an instant such as 2026-11-22T10:00:00Z.") from error


def _integer(field: str, value: str, least: int, most: int) -> int:
    try:
        number = int(value)
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        raise problems.unprocessable(field, f"{field} is a whole number from {least} to {most}.")
    return number

"""The questions: permission (today or at a past instant) and evidence. Bearer tokens, problem+json.

1. In order: 401 (no valid token), 403 (scope), 422 (a value, naming its field).
2. An unknown program, category or way of contact is 422 that lists the known ones: a typing error must not read as
   "no".
3. A question that cannot be answered is "no": 503 that also carries `"permitted": false, "reason": "unavailable"`.
4. A single permission is read on the event loop: one look-up by key costs less than a change of threads.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

import anyio.to_thread
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from capture_gateway.api import problems
from capture_gateway.core import address, instant, permission
from capture_gateway.core.act import STRENGTH
from capture_gateway.core.address import BadAddress
from capture_gateway.core.permission import Answer, Standing
from capture_gateway.core.program import Program
from capture_gateway.storage import permissions, records, tokens
from capture_gateway.storage.database import Database

EVENTS = ("requested", "given", "refused", "withdrawn", "expired", "invalidated")
MAX_LIMIT = 1_000
_NO_STORE = {"Cache-Control": "no-store"}


class Api:
    """The routes below /v1, over one database and the programs of one deployment."""

    def __init__(
        self, database: Database, programs: Mapping[str, Program], channels: Mapping[str, str], now: Callable[[], int]
    ) -> None:
        self._database = database
        self._programs = programs
        self._channels = channels
        self._now = now
        self._connection: Connection | None = None

    def routes(self) -> list[Route]:
        """To be mounted at /v1."""
        return [
            Route("/permission", self.permission, methods=["GET"]),
            Route("/evidence", self.evidence, methods=["GET"]),
            Route("/evidence/{id}", self.record, methods=["GET"]),
        ]

    async def permission(self, request: Request) -> Response:
        """One answer."""
        try:
            self._allow(request, "permission:read")
            return self._permission(request.query_params)
        except SQLAlchemyError as error:
            raise problems.unavailable(permitted=False, reason="unavailable") from error

    def _permission(self, query: Mapping[str, str]) -> Response:
        now = self._now()
        program = self._program(_required(query, "program"))
        category = _known("category", _required(query, "category"), tuple(program.categories))
        contact = _known("contact", _required(query, "contact"), program.contact)
        subject = _subject(_required(query, "address"), program)
        control = _known("min_control", query.get("min_control", "asserted"), tuple(STRENGTH))
        at = _instant("at", query["at"]) if "at" in query else None
        if at is not None and at > now:
            raise problems.unprocessable("at", "The instant lies in the future; ask for now or for the past.")
        standing = self._standing(subject, program.sender.id, at)
        answer = permission.answer(standing, program.id, category, contact, min_control=control)  # type: ignore[arg-type]
        body = _permission_json(answer, subject, program.id, category, contact, now if at is None else at)
        return Response(json.dumps(body), media_type="application/json", headers=_NO_STORE)

    def _standing(self, subject: str, sender: str, at: int | None) -> Standing:
        connection = self._reading()
        if at is None:
            return permissions.one(connection, subject, sender)
        standing = Standing()
        for *_, fact in records.facts(connection, subject=subject, sender=sender, until=at):
            standing = permission.fold(standing, fact)
        return standing

    async def evidence(self, request: Request) -> Response:
        """Records in ledger order, and the position to go on after."""
        query = request.query_params
        try:
            self._allow(request, "evidence:read")
            program = self._program(query["program"]) if "program" in query else None
            filters = {
                "after": _integer("after", query.get("after", "-1"), -1, 2**53),
                "limit": _integer("limit", query.get("limit", "100"), 1, MAX_LIMIT),
                "subject": self._filter_subject(query["address"], program) if "address" in query else None,
                "program": program and program.id,
                "event": _known("event", query["event"], EVENTS) if "event" in query else None,
                "channel": _known("channel", query["channel"], tuple(self._channels)) if "channel" in query else None,
            }
            items = await anyio.to_thread.run_sync(self._listed, filters)
        except SQLAlchemyError as error:
            raise problems.unavailable() from error
        body = {"items": items, "next": items[-1]["position"] if items else None}
        return Response(json.dumps(body, ensure_ascii=False), media_type="application/json", headers=_NO_STORE)

    def _listed(self, filters: Mapping[str, Any]) -> list[dict[str, Any]]:
        with self._database.reading() as connection:
            return records.listed(connection, **filters)

    async def record(self, request: Request) -> Response:
        """One record."""
        try:
            self._allow(request, "evidence:read")
            found = records.by_id(self._reading(), request.path_params["id"])
        except SQLAlchemyError as error:
            raise problems.unavailable() from error
        if found is None:
            raise problems.Problem(404, "Not found", "There is no record with this id.")
        return Response(json.dumps(found, ensure_ascii=False), media_type="application/json", headers=_NO_STORE)

    def _reading(self) -> Connection:
        if self._connection is None:
            self._connection = self._database.reader.connect()
        return self._connection

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _allow(self, request: Request, scope: str) -> None:
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not secret:
            raise problems.unauthorized()
        scopes = tokens.scopes_of(self._reading(), secret.strip())
        if scopes is None:
            raise problems.unauthorized()
        if scope not in scopes:
            raise problems.forbidden(scope)

    def _program(self, name: str) -> Program:
        return self._programs[_known("program", name, tuple(self._programs))]

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


def _required(query: Mapping[str, str], field: str) -> str:
    value = query.get(field, "")
    if not value:
        raise problems.unprocessable(field, f"The parameter {field} is missing.")
    return value


def _known(field: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise problems.unprocessable(field, f"Unknown {field}. Known: {', '.join(known)}.", known=list(known))
    return value


def _subject(value: str, program: Program) -> str:
    return _address(value, program.region)


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

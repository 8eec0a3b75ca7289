"""Withdrawals that reached the business elsewhere: by e-mail, by voicemail, at a counter.

1. Any reasonable way of saying it counts (47 CFR 64.1200(a)(10)-(11)), so none is refused here: strangers too, and
   nothing that was given before is needed.
2. Its reach is what is named: a category, a program, and without a program every sender of this deployment. A way of
   contact narrows it.
3. It is durable, and every question is answered by it, once the answer is sent. The person is not texted.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import anyio.to_thread
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from capture_gateway.api import problems, values
from capture_gateway.api.service import Service
from capture_gateway.core.act import Act, Intent, Scope
from capture_gateway.core.program import Program
from capture_gateway.intake import Answer
from capture_gateway.storage import records
from capture_gateway.storage.database import STORE_ERRORS

_TAKEN = Answer(201, "application/json", b"")


class Withdrawal(BaseModel):
    """What somebody was told."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    address: str
    """Whose: `+14155550123`."""
    program: str | None = None
    category: str | None = None
    contact: str | None = None
    reason: str = Field(min_length=1, max_length=1_600)
    """What the person said, as far as it is known word for word."""
    source: str = Field(min_length=1, max_length=100)
    """Where they said it: `email`, `voicemail`."""


class Withdrawals:
    """`POST /withdrawals`."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """To be mounted at /v1."""
        return [Route("/withdrawals", self.post, methods=["POST"])]

    async def post(self, request: Request) -> Response:
        """Record it; the records that came of it."""
        service = self._service
        try:
            by = service.bearers.allow(request, "withdrawals:write")
            told = await values.body(request, Withdrawal)
            program = None if told.program is None else service.program(told.program)
            subject = service.subject(told.address, program)
            acts = [self._act(told, subject, one, scope, by) for one, scope in self._reaches(told, program)]
            for act in acts:
                await service.intake.receive(act, lambda _decision: _TAKEN)
            items = await anyio.to_thread.run_sync(self._records, [act.id for act in acts])
        except STORE_ERRORS as error:
            raise problems.unavailable() from error
        return Response(json.dumps({"items": items}, ensure_ascii=False), 201, media_type="application/json")

    def _reaches(self, told: Withdrawal, program: Program | None) -> Iterator[tuple[Program, Scope]]:
        """For each act: on behalf of which program, and how far."""
        programs = [program] if program else list(self._service.programs.values())
        ways = dict.fromkeys(way for one in programs for way in one.contact)
        contact = () if told.contact is None else (values.known("contact", told.contact, ways),)
        if told.category is not None:
            if program is None:
                raise problems.unprocessable("program", "A category is one of a program: name the program.")
            category = values.known("category", told.category, program.categories)
            yield program, Scope("category", (category,), contact=contact)
        elif contact:
            yield from ((one, Scope(contact=contact)) for one in programs if contact[0] in one.contact)
        elif program is not None:
            yield program, Scope("program")
        else:
            yield from ((one, Scope("sender")) for one in {one.sender.id: one for one in programs}.values())

    def _act(self, told: Withdrawal, subject: str, program: Program, scope: Scope, by: str) -> Act:
        act = self._service.act(
            program,
            subject,
            "integrator-asserted",
            by,
            intent=Intent.WITHDRAW,
            value=told.reason,
            rule="told-elsewhere",
        )
        reason = f"asked to stop, by {told.source}"
        return replace(act, key=f"api:withdrawal:{act.id}", identifiers=(told.address,), scope=scope, reason=reason)

    def _records(self, identifiers: list[str]) -> list[Any]:
        with self._service.database.reading() as connection:
            return [records.by_id(connection, identifier) for identifier in identifiers]

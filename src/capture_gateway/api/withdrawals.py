"""Withdrawals that reached the business elsewhere: by e-mail, by voicemail, at a counter.

1. Any reasonable way of saying it counts (47 CFR 64.1200(a)(10)-(11)), so none is refused here: strangers too, and
   nothing that was given before is needed.
2. Its reach is what is named: a category, a program, and without a program every sender of this deployment. A way of
   contact narrows it.
3. It is durable, and every question is answered by it, once the answer is sent. The person is not texted.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import anyio.to_thread
import orjson
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from capture_gateway.api import problems, values
from capture_gateway.api.bearers import Bearer
from capture_gateway.api.endpoint import JSON, NO_STORE, Asked, Example, Link, operation
from capture_gateway.api.record import Record
from capture_gateway.api.service import Service
from capture_gateway.core.act import Act, Intent, Scope
from capture_gateway.core.program import Program
from capture_gateway.intake import Answer
from capture_gateway.storage import records

_TAKEN = Answer(201, "application/json", b"")


class Withdrawal(BaseModel):
    """What somebody was told."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    address: str = Field(min_length=1, max_length=100, examples=["+14155550123"])
    """Whose."""
    program: str | None = None
    category: str | None = None
    contact: str | None = None
    reason: str = Field(min_length=1, max_length=1_600)
    """What the person said, as far as it is known word for word."""
    source: str = Field(min_length=1, max_length=100)
    """Where they said it: `email`, `voicemail`."""


class Withdrawn(BaseModel):
    """The records that came of it."""

    items: list[Record]


class WithdrawalPart:
    """`POST /withdrawals`."""

    def __init__(self, service: Service) -> None:
        self._service = service

    @operation(
        "POST", "/withdrawals",
        scope="withdrawals:write", tag="withdrawals", gives=Withdrawn, status=201, is_limited=False,
        example=Example(body={
            "address": "+14155550123", "program": "bluebird-updates", "reason": "please stop", "source": "email",
        }),
        links={"record": Link("read_evidence", {"id": "$response.body#/items/0/id"})},
    )  # fmt: skip
    async def withdraw(self, asked: Asked[None, Withdrawal]) -> Response:
        """Record that somebody told you to stop: by e-mail, by voicemail, at a counter.

        It is durable, and every question is answered by it, once the answer is here. Without a program it reaches
        every sender; with one, that program; with a category, that category; `contact` narrows it to one way. The
        person is not texted. No rate limit counts it.
        """
        service, told = self._service, asked.body
        program = None if told.program is None else service.program(told.program, asked.bearer)
        subject = service.subject(told.address, program)
        reaches = list(self._reaches(told, program, asked.bearer))
        acts = [self._act(told, subject, one, scope, asked.bearer) for one, scope in reaches]
        for act in acts:
            await service.intake.receive(act, lambda _decision: _TAKEN)
        items = await anyio.to_thread.run_sync(self._records, [act.id for act in acts])
        return Response(orjson.dumps({"items": items}), 201, NO_STORE, JSON)

    def _reaches(self, told: Withdrawal, program: Program | None, by: Bearer) -> Iterator[tuple[Program, Scope]]:
        """For each act: on behalf of which program, and how far."""
        every = self._service.programs
        programs = [program] if program else [every[name] for name in self._service.reach(by)]
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
        elif by.programs is None:
            yield from ((one, Scope("sender")) for one in {one.sender.id: one for one in programs}.values())
        else:
            yield from ((one, Scope("program")) for one in programs)

    def _act(self, told: Withdrawal, subject: str, program: Program, scope: Scope, by: Bearer) -> Act:
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

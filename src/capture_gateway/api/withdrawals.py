"""Withdrawals that reached the business elsewhere: by e-mail, by voicemail, at a counter.

1. Any reasonable way of saying it counts (47 CFR 64.1200(a)(10)-(11)), so none is refused here: strangers too, and
   nothing that was given before is needed.
2. Its reach is what is named: a category, a program, and without a program every sender of this deployment, or every
   program that the token reaches where that is not all of them. A way of contact narrows it.
3. It is durable, and every question is answered by it, once the answer is sent. The person is not texted.
4. Repeating is harmless with an `Idempotency-Key`.
5. While the database is older than what was signed, a withdrawal is kept outside of it: 202 and the ids of the records
   that will come of it. Permission is refused for everybody then, so it holds at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import anyio.to_thread
import orjson
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from capture_gateway.api import problems, values
from capture_gateway.api.bearers import Bearer
from capture_gateway.api.endpoint import JSON, NO_STORE, Asked, Example, Link, operation
from capture_gateway.api.idempotency import keyed, received, reused
from capture_gateway.api.record import Record
from capture_gateway.api.service import Service
from capture_gateway.api.values import SAYS_SOMETHING
from capture_gateway.core.act import Act, Intent, Scope
from capture_gateway.core.program import Program
from capture_gateway.storage import records

_WAITING = "Ids of records that are durable outside the ledger, and stand in it once the right database is back."


class Withdrawal(BaseModel):
    """What somebody was told."""

    model_config = ConfigDict(
        extra="forbid",
        str_strip_whitespace=True,
        use_attribute_docstrings=True,
        json_schema_extra={
            "if": {"required": ["category"], "properties": {"category": {"type": "string"}}},
            "then": {"required": ["program"], "properties": {"program": {"type": "string"}}},
        },
    )

    address: str = Field(min_length=1, max_length=100, examples=["+14155550123"])
    """Whose."""
    program: str | None = None
    """Without it: every sender; by a token of some programs: these programs alone."""
    category: str | None = None
    """Of the program, which must be named then; without it: all of them."""
    contact: str | None = None
    """Without it: every way."""
    reason: str = Field(min_length=1, max_length=1_600, pattern=SAYS_SOMETHING)
    """What the person said, as far as it is known word for word."""
    source: str = Field(min_length=1, max_length=100, pattern=SAYS_SOMETHING)
    """Where they said it: `email`, `voicemail`."""


class Withdrawn(BaseModel):
    """The records that came of it."""

    items: list[Record]
    waiting: list[str] = Field([], description=_WAITING)


class WithdrawalPart:
    """`POST /withdrawals`."""

    def __init__(self, service: Service) -> None:
        self._service = service

    @operation(
        "POST", "/withdrawals",
        scope="withdrawals:write", tag="withdrawals", gives=Withdrawn, status=201,
        is_limited=False, is_idempotent=True,
        example=Example(body={
            "address": "+14155550123", "program": "bluebird-updates", "reason": "please stop", "source": "email",
        }),
        links={"record": Link("read_evidence", {"id": "$response.body#/items/0/id"})},
    )  # fmt: skip
    async def withdraw(self, asked: Asked[None, Withdrawal]) -> Response:
        """Record that somebody told you to stop: by e-mail, by voicemail, at a counter.

        It is durable, and every question is answered by it, once the answer is here. Without a program it reaches
        every sender, unless the token is one of some programs: then it reaches these, and what the person gave for
        others stands. With a program, that program; with a category, that category; `contact` narrows it to one way.
        Each record of the answer says how far it goes. The person is not texted. No rate limit counts it.

        While an older copy stands in the place of the gateway's database, the answer is 202: the withdrawal is durable
        (`waiting` names its records), and nobody is permitted to be contacted until it stands in the ledger.
        """
        service, told = self._service, asked.body
        acts = withdrawal_acts(
            service,
            told,
            program=None if told.program is None else service.program(told.program, asked.bearer),
            categories=() if told.category is None else (told.category,),
            contact=() if told.contact is None else (told.contact,),
            by=asked.bearer,
        )
        identifiers, headers = [], dict(NO_STORE)
        for number, act in enumerate(acts):
            taken = await received(service.intake, keyed(act, asked, "withdraw", number))
            if taken is None:
                raise reused()
            identifiers.append(taken.id)
            headers |= taken.headers
        if service.intake.closed:
            return Response(orjson.dumps({"items": [], "waiting": identifiers}), 202, headers, JSON)
        items = await anyio.to_thread.run_sync(self._records, identifiers)
        return Response(orjson.dumps({"items": items, "waiting": []}), 201, headers, JSON)

    def _records(self, identifiers: list[str]) -> list[Any]:
        with self._service.database.reading() as connection:
            return [records.by_id(connection, identifier) for identifier in identifiers]


class Said(Protocol):
    """Who was said to want no more, where, and in which words."""

    address: str
    reason: str
    source: str


def withdrawal_acts(
    service: Service,
    said: Said,
    *,
    program: Program | None,
    categories: Sequence[str],
    contact: Sequence[str],
    by: Bearer,
    named: tuple[str, str] = ("category", "contact"),
) -> list[Act]:
    """One act for every sender, or program, that is reached. Problem 422 for what cannot be right.

    No `program`: all that the bearer reaches; no `categories`, no `contact`: all. `named`: what the request calls them.
    """
    subject = service.subject(said.address, program)
    reach = _Reach(service, program, tuple(dict.fromkeys(categories)), tuple(dict.fromkeys(contact)), by, named)
    acts = []
    for on_behalf_of, scope in reach.scopes():
        act = service.act(
            on_behalf_of,
            subject,
            "integrator-asserted",
            by,
            intent=Intent.WITHDRAW,
            value=said.reason,
            rule="told-elsewhere",
        )
        reason = f"asked to stop, by {said.source}"
        acts.append(
            replace(act, key=f"api:withdrawal:{act.id}", identifiers=(said.address,), scope=scope, reason=reason)
        )
    return acts


@dataclass(frozen=True, slots=True)
class _Reach:
    """How far a withdrawal goes."""

    service: Service
    program: Program | None
    categories: tuple[str, ...]
    contact: tuple[str, ...]
    by: Bearer
    named: tuple[str, str]

    def scopes(self) -> Iterator[tuple[Program, Scope]]:
        """For each act: on behalf of which program, and how far."""
        service, program, by = self.service, self.program, self.by
        programs = [program] if program else [service.programs[name] for name in service.reach(by)]
        ways = dict.fromkeys(way for one in programs for way in one.contact)
        for way in self.contact:
            values.known(self.named[1], way, ways)
        if self.categories:
            if program is None:
                raise problems.unprocessable("program", "A category is one of a program: name the program.")
            for category in self.categories:
                values.known(self.named[0], category, program.categories)
            yield program, Scope("category", self.categories, contact=self.contact)
        elif self.contact:
            reached = ((one, tuple(way for way in self.contact if way in one.contact)) for one in programs)
            yield from ((one, Scope(contact=its)) for one, its in reached if its)
        elif program is not None:
            yield program, Scope("program")
        elif by.programs is None:
            named = {one.sender.id: one for one in sorted(programs, key=lambda one: one.is_test, reverse=True)}
            yield from ((one, Scope("sender")) for one in named.values())
        else:
            yield from ((one, Scope("program")) for one in programs)

"""What happened elsewhere: consents that other systems took.

1. It needs the words that the person was given there: a consent without words is no evidence.
2. Its level is `integrator-asserted` and its control `asserted`: nobody here saw it. When it is said to have happened
   is a claim, apart from when we were told; it never lies in the future.
3. It fills a gap: it lifts no withdrawal and no refusal, whatever it claims, and takes the place of no consent that was
   given here.
4. Nothing in it that the ledger tells for good holds the person's own number: what the words are called and their
   language stand there as they are, and the digest of the words would tell the number by trying.
5. Repeating is harmless with an `Idempotency-Key`: the first record stands, and is answered again.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import partial
from typing import Any, Literal

import anyio.to_thread
import orjson
from pydantic import BaseModel, ConfigDict, Field, field_validator
from starlette.responses import Response

from capture_gateway.api import problems, values
from capture_gateway.api.bearers import Bearer
from capture_gateway.api.endpoint import JSON, NO_STORE, Asked, Example, Link, operation
from capture_gateway.api.idempotency import keyed, received, reused
from capture_gateway.api.record import Record
from capture_gateway.api.service import Service
from capture_gateway.core import address
from capture_gateway.core.act import Act, Intent
from capture_gateway.core.disclosure import Medium, Told, is_blank
from capture_gateway.storage import records

NAME = r"^[^\x00-\x1f\x7f]{1,100}$"
REFERENCE = r"^[^\x00-\x1f\x7f]{1,200}$"
VERSION = r"^([0-9]{0,6}[A-Za-z._-])*[0-9]{0,6}$"
"""Letters, digits, dots, `_` and `-`, without 7 digits in a row: it is no telephone number."""
_LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
_CALLED = "What these words are called there: an id such as `2024-spring`; never with 7 digits in a row."
_OWN_NUMBER = "It holds the person's own number, which the ledger would tell for good: leave the number out."
CLAIMED = "When it is said to have happened, RFC 3339; never in the future."


class ToldWords(BaseModel):
    """The exact words that the person was given there."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=20_000, description="Kept byte for byte.", examples=["I agree …"])
    language: str = Field("und", pattern=_LANGUAGE, description="BCP 47: `en`. Not known: `und`.")
    version: str = Field("elsewhere", pattern=VERSION, min_length=1, max_length=40, description=_CALLED)
    medium: Medium = "page"

    @field_validator("text")
    @classmethod
    def _says_something(cls, text: str) -> str:
        if is_blank(text):
            raise ValueError("a consent needs the words that the person was given; these say nothing")
        return text


class ReportedAct(BaseModel):
    """What the person did there."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["keyword", "reply", "keypress", "speech", "tick", "button", "signature", "message", "api"] = "api"
    value: str = Field(default="", max_length=1_600, description="What they typed, ticked, pressed or said.")


class Report(BaseModel):
    """A consent that another system took."""

    model_config = ConfigDict(extra="forbid")

    address: str = Field(min_length=1, max_length=100, examples=["+14155550123"])
    program: str = Field(min_length=1, max_length=100, examples=["bluebird-updates"])
    categories: list[str] = Field(min_length=1, max_length=100, examples=[["offers"]])
    contact: list[str] = Field(min_length=1, max_length=10, examples=[["sms"]])
    disclosure: ToldWords
    act: ReportedAct = ReportedAct()
    claimed_at: str | None = Field(None, max_length=40, description=CLAIMED, examples=["2024-05-01T09:30:00Z"])
    source: str = Field(pattern=NAME, description="Which system took it.", examples=["old-crm"])
    reference: str | None = Field(None, pattern=REFERENCE, description="Its id there.", examples=["contact-4711"])
    ip: str | None = Field(None, min_length=1, max_length=45, description="The person's, as it was noted there.")
    user_agent: str | None = Field(None, min_length=1, max_length=1_000)
    page: str | None = Field(None, min_length=1, max_length=2_000, description="The address of the page.")


class ReportPart:
    """`POST /evidence`."""

    def __init__(self, service: Service) -> None:
        self._service = service

    @operation(
        "POST", "/evidence",
        scope="evidence:write", tag="evidence", gives=Record, status=201, is_idempotent=True,
        example=Example(body={
            "address": "+14155550123", "program": "bluebird-updates", "categories": ["offers"], "contact": ["sms"],
            "disclosure": {"text": "I agree to get weekly offers by text from Bluebird Grocers.", "language": "en"},
            "act": {"kind": "tick", "value": "offers"},
            "claimed_at": "2024-05-01T09:30:00Z", "source": "old-crm", "reference": "contact-4711",
        }),
        links={"record": Link("read_evidence", {"id": "$response.body#/id"})},
    )  # fmt: skip
    async def report_evidence(self, asked: Asked[None, Report]) -> Response:
        """Record a consent that another system took, with the words that it gave.

        The record says that you say so: its level is `integrator-asserted`, its `disclosure.showing` null. It fills a
        gap and no more: whoever withdrew or refused here stays so, whatever `claimed_at` says, until they agree here
        again; and where somebody agreed here already, that consent goes on standing.
        """
        service = self._service
        act = keyed(report_act(service, asked.body, asked.bearer), asked, "report_evidence")
        taken = await received(service.intake, act)
        if taken is None:
            raise reused()
        record = await anyio.to_thread.run_sync(partial(self._record, taken.id))
        headers = {**NO_STORE, **taken.headers, "Location": f"/v1/evidence/{taken.id}"}
        return Response(orjson.dumps(record), 201, headers, JSON)

    def _record(self, identifier: str) -> dict[str, Any] | None:
        with self._service.database.reading() as connection:
            return records.by_id(connection, identifier)


def report_act(service: Service, told: Report, by: Bearer) -> Act:
    """The act of a report. Problem 422 or 403 for what cannot be right in it."""
    program = service.program(told.program, by)
    subject = service.subject(told.address, program)
    act = service.act(
        program, subject, "integrator-asserted", by, intent=Intent.REPORT, value=told.act.value, rule="reported"
    )
    witness = replace(
        act.witness, provider_id=told.reference, ip=told.ip, user_agent=told.user_agent, page=told.page
    )  # fmt: skip
    words = told.disclosure
    for field, value in (("text", words.text), ("version", words.version), ("language", words.language)):
        if address.stands_in(value, subject):
            raise problems.unprocessable(f"disclosure.{field}", _OWN_NUMBER)
    return replace(
        act,
        kind=told.act.kind,
        identifiers=(told.address,),
        categories=known_ones("categories", told.categories, program.categories),
        contact=known_ones("contact", told.contact, program.contact),
        told=Told(words.text, words.version, words.language, words.medium),
        sent_at=claimed(told.claimed_at, act.received_at),
        reason=f"agreed elsewhere, as {told.source} says",
        witness=witness,
    )


def known_ones(field: str, given: Iterable[str], there: Collection[str]) -> tuple[str, ...]:
    """Each once, in their order; Problem 422 names the one that nobody knows."""
    return tuple(values.known(field, one, there) for one in dict.fromkeys(given))


def claimed(at: str | None, now: int) -> int | None:
    """When something is said to have happened. Problem 422 for the future, and for what no clock told."""
    if at is None:
        return None
    found = values.past("claimed_at", at)
    if found > now:
        raise problems.unprocessable("claimed_at", "It lies in the future: nothing happened yet.")
    if found < 0:
        raise problems.unprocessable("claimed_at", "It lies before 1970.")
    return found

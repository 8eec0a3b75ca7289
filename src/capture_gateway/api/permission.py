"""Permission: may this person be contacted, about this, this way, now or at a past instant?

1. An unknown program, category or way of contact is 422 that lists the known ones: a typing error must not read as
   "no".
2. A question that cannot be answered is "no": 503 that also carries `"permitted": false, "reason": "unavailable"`.
3. Nothing is kept of an answer between two questions, so that none outlives a withdrawal.
4. `fields=permitted` answers with that alone: who asks learns whether, and nothing else.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Literal

import anyio.to_thread
import orjson
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from sqlalchemy import Connection
from starlette.responses import Response

from capture_gateway.api import problems, values
from capture_gateway.api.bearers import Bearer
from capture_gateway.api.endpoint import Asked, Example, Json, operation
from capture_gateway.api.problems import Problem
from capture_gateway.api.service import Service
from capture_gateway.core import instant, permission
from capture_gateway.core.act import Control
from capture_gateway.core.permission import Cell, Standing, State, cell_of
from capture_gateway.storage import permissions, records
from capture_gateway.storage.prepared import Prepared

MOST = 1_000
_UNAVAILABLE = {"permitted": False, "reason": "unavailable"}
_ADDRESS = "The person: `+14155550123`, `tel:+14155550123`, or a national number of the program's region."
_AT = (
    "A past instant, RFC 3339; what was known by then answers (of somebody who was erased since: the withdrawals that "
    "remain). Without it: now."
)
_MIN_CONTROL = "The weakest proof that the number is theirs which still counts; weaker ones are not permitted."


class Question(BaseModel):
    """Whom, about what, which way."""

    model_config = ConfigDict(extra="forbid")

    address: str = Field(min_length=1, max_length=100, description=_ADDRESS, examples=["+14155550123"])
    program: str = Field(min_length=1, max_length=100, examples=["bluebird-updates"])
    category: str = Field(min_length=1, max_length=100, examples=["offers"])
    contact: str = Field(min_length=1, max_length=100, examples=["sms"])


class PermissionQuery(Question):
    """One question, as parameters."""

    at: str | None = Field(None, description=_AT, examples=["2026-11-22T10:00:00Z"])
    min_control: Control = Field("asserted", description=_MIN_CONTROL)
    fields: Literal["permitted"] | None = Field(None, description="`permitted`: the answer has this member alone.")


class Questions(BaseModel):
    """Up to 1,000 questions; `at`, `min_control` and `fields` hold for all of them."""

    model_config = ConfigDict(extra="forbid")

    items: list[Question] = Field(max_length=MOST)
    at: str | None = Field(None, description=_AT)
    min_control: Control = Field("asserted", description=_MIN_CONTROL)
    fields: Literal["permitted"] | None = Field(None, description="`permitted`: each answer has this member alone.")


_ANSWER: JsonDict = {
    "permitted": True,
    "state": "given",
    "reason": "given",
    "address": "tel:+14155550123",
    "program": "bluebird-updates",
    "category": "offers",
    "contact": "sms",
    "since": "2026-11-22T10:00:00.123Z",
    "evidence_id": "019a0f6c-2d1b-7c3e-9a55-0b1c2d3e4f50",
    "position": 41,
    "control": "reply",
    "as_of": "2026-11-22T10:03:00.000Z",
}


class Permission(BaseModel):
    """The answer. With `fields=permitted` every other member is absent."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ANSWER]})

    permitted: bool = Field(description="True for the state `given` alone, by a control of at least `min_control`.")
    state: State | None = None
    reason: (
        Literal["none", "requested", "given", "refused", "withdrawn", "expired", "invalidated", "control"] | None
    ) = Field(None, description="The state, or `control`: the number is not proved to be theirs well enough.")
    address: str | None = Field(None, description="Canonical: `tel:+14155550123`.")
    program: str | None = None
    category: str | None = None
    contact: str | None = None
    since: str | None = Field(None, description="Start of the unbroken run of this state.")
    evidence_id: str | None = Field(None, description="The newest record of that run.")
    position: int | None = Field(None, description="Its position in the ledger.")
    control: Control | None = Field(None, description="How it is known that the number is theirs.")
    as_of: str | None = Field(None, description="The instant that the answer is of.")


class Permissions(BaseModel):
    """Answers, in the order of the questions."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_ANSWER]}]})

    items: list[Permission]


class PermissionPart:
    """`GET /permission`, `POST /permissions/check`."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._standings = Prepared(service.database, permissions.BY_KEY)

    def close(self) -> None:
        """Give the connection back."""
        self._standings.close()

    @operation(
        "POST", "/permissions/check",
        scope="permission:read", tag="permission", gives=Permissions, unavailable=_UNAVAILABLE,
        example=Example(body={"items": [
            {"address": "+14155550123", "program": "bluebird-updates", "category": "offers", "contact": "sms"},
        ]}),
    )  # fmt: skip
    async def check_permissions(self, asked: Asked[None, Questions]) -> Response:
        """May I contact these people? Up to 1,000 questions at once.

        Ask here before you send: the numbers stand in the body, not in a URL that servers and proxies write down.
        Answers come in the order of the questions. When any question cannot be right (an unknown program, a number
        that cannot exist), the answer is 422 and names each of them: `items.3.address`.
        """
        body, service = asked.body, self._service
        now = service.now()
        at = _instant(body.at, now)
        as_of = instant.text(now if at is None else at)
        keys = self._keys(body.items, asked.bearer)
        if at is None:
            cells = await self._service.database.read(partial(_today, body.items, keys))
        else:  # folding the past of a thousand people is not quick
            cells = await anyio.to_thread.run_sync(self._then, at, now, body.items, keys)
        items = [
            _answer(one, key[0], cell, body.min_control, body.fields, as_of)
            for one, key, cell in zip(body.items, keys, cells, strict=True)
        ]
        return Json(orjson.dumps({"items": items}))

    def _keys(self, items: Sequence[Question], bearer: Bearer) -> list[permissions.Key]:
        """The person and the sender of each question; Problem 422 that names everything that cannot be right."""
        service = self._service
        reached = {name: service.programs[name] for name in service.reach(bearer)}
        keys, wrong = [], []
        for number, one in enumerate(items):
            try:
                program = reached.get(one.program) or service.program(one.program, bearer)
                values.known("category", one.category, program.categories)
                values.known("contact", one.contact, program.contact)
                keys.append((values.subject(one.address, program.region), program.sender.id))
            except Problem as problem:
                if problem.status != 422:
                    raise
                wrong += [error | {"field": f"items.{number}.{error['field']}"} for error in problem.body["errors"]]
        if wrong:
            raise problems.wrong(wrong)
        return keys

    def _then(self, at: int, now: int, items: Sequence[Question], keys: Sequence[permissions.Key]) -> list[Cell | None]:
        with self._service.database.reading() as connection:
            folded = {key: _past(connection, *key, at, now) for key in set(keys)}
        return [folded[key].of(one.program, one.category, one.contact) for one, key in zip(items, keys, strict=True)]

    @operation(
        "GET", "/permission",
        scope="permission:read", tag="permission", gives=Permission, unavailable=_UNAVAILABLE,
        example=Example(query={
            "address": "+14155550123", "program": "bluebird-updates", "category": "offers", "contact": "sms",
        }),
    )  # fmt: skip
    async def permission(self, asked: Asked[PermissionQuery, None]) -> Response:
        """May I contact this person, about this, this way, now?

        A stranger is `none`; a withdrawal is visible to every question that is asked after it was confirmed. Do not
        cache the answer.
        """
        query, service = asked.query, self._service
        now = service.now()
        program = service.program(query.program, asked.bearer)
        values.known("category", query.category, program.categories)
        values.known("contact", query.contact, program.contact)
        subject = values.subject(query.address, program.region)
        at = _instant(query.at, now)
        if at is None:
            row = await self._standings.first(of=service.database.vault.subject(subject), to=program.sender.id)
            cell = _cell(None if row is None else orjson.loads(row[0]), query)
        else:
            past = await service.database.read(lambda store: _past(store, subject, program.sender.id, at, now))
            cell = past.of(program.id, query.category, query.contact)
        given = _answer(query, subject, cell, query.min_control, query.fields, instant.text(now if at is None else at))
        return Json(orjson.dumps(given))


def _instant(at: str | None, now: int) -> int | None:
    if at is None:
        return None
    found = values.past("at", at)
    if found > now:
        raise problems.unprocessable("at", "The instant lies in the future; ask for now or for the past.")
    return found


def _cell(standing: Mapping[str, Any] | None, question: Question) -> Cell | None:
    return None if standing is None else cell_of(standing, question.program, question.category, question.contact)


def _today(items: Sequence[Question], keys: Sequence[permissions.Key], connection: Connection) -> list[Cell | None]:
    standings = permissions.raw(connection, {subject for subject, _ in keys})
    return [_cell(standings.get(key), one) for one, key in zip(items, keys, strict=True)]


def _past(connection: Connection, subject: str, sender: str, at: int, now: int) -> Standing:
    facts = [fact for *_, fact in records.facts(connection, address=subject, sender=sender)]
    return permission.past(facts, at, now)


def _answer(
    question: Question, subject: str, cell: Cell | None, min_control: Control, fields: str | None, as_of: str
) -> dict[str, object]:
    found = permission.answer(cell, min_control=min_control)
    if fields is not None:
        return {"permitted": found.permitted}
    return {
        "permitted": found.permitted,
        "state": found.state,
        "reason": found.reason,
        "address": subject,
        "program": question.program,
        "category": question.category,
        "contact": question.contact,
        "since": None if cell is None else instant.text(cell.since),
        "evidence_id": None if cell is None else cell.evidence_id,
        "position": None if cell is None else cell.position,
        "control": None if cell is None else cell.control,
        "as_of": as_of,
    }

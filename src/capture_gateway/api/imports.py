"""What happened elsewhere, in bulk: consents and withdrawals of another system, up to 500 at a time.

1. Each item is taken or refused by itself: 200 tells, in the order of the items, what became of each.
2. Running an import twice makes nothing twice. A consent is known again by its source and reference, and refused when
   it says something else then; without a reference, and as a withdrawal, by all that it says.
3. A withdrawal that tells neither a reference nor when it was made is known again only until the person agrees here
   anew: what comes after that is another one.
4. Withdrawals of a request go first, and none needs words. A request counts for the rate limit only when it holds
   something else than withdrawals.
5. One import is worked off at a time, in pieces, so that people who text or call do not wait behind it.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from typing import Any, Literal

import anyio.to_thread
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from capture_gateway.api import values
from capture_gateway.api.bearers import Bearer
from capture_gateway.api.endpoint import Asked, Example, answer, operation
from capture_gateway.api.idempotency import received
from capture_gateway.api.problems import Problem, Wrong
from capture_gateway.api.reports import CLAIMED, NAME, REFERENCE, Report, claimed, report_act
from capture_gateway.api.service import Service
from capture_gateway.api.withdrawals import withdrawal_acts
from capture_gateway.core.act import Act
from capture_gateway.storage import agreed

MOST = 500
PIECE = 100
"""Items that wait for the writer at a time."""


class ConsentItem(Report):
    """A consent: what `POST /v1/evidence` takes."""

    event: Literal["given"] = "given"


class WithdrawalItem(BaseModel):
    """A withdrawal: no program means every sender, or every program of the token; no category, no contact: all."""

    model_config = ConfigDict(extra="forbid")

    event: Literal["withdrawn"]
    address: str = Field(min_length=1, max_length=100)
    program: str | None = Field(None, min_length=1, max_length=100)
    categories: list[str] = Field(default_factory=list, max_length=100)
    contact: list[str] = Field(default_factory=list, max_length=10)
    reason: str = Field("", max_length=1_600, description="What the person said, as far as it is known.")
    claimed_at: str | None = Field(None, max_length=40, description=CLAIMED)
    source: str = Field(pattern=NAME)
    reference: str | None = Field(None, pattern=REFERENCE)


_MODELS: Mapping[object, type[ConsentItem | WithdrawalItem]] = {"given": ConsentItem, "withdrawn": WithdrawalItem}


class Import(BaseModel):
    """Consents and withdrawals."""

    model_config = ConfigDict(extra="forbid")

    items: list[dict[str, Any]] = Field(
        min_length=1,
        max_length=MOST,
        description=(
            "Each is a consent as `POST /v1/evidence` takes it, or a withdrawal: `event` is `withdrawn`, with "
            "`address`, `source` and, as far as known, `program`, `categories`, `contact`, `reason`, `claimed_at`, "
            "`reference`."
        ),
    )
    dry_run: bool = Field(False, description="Check the items, and record nothing.")


class Imported(BaseModel):
    """What became of one item."""

    status: Literal["recorded", "repeated", "refused", "valid"] = Field(
        description="`repeated`: it was recorded before. `valid`: in a dry run, it would be taken."
    )
    id: str | None = Field(default=None, description="Of its record: new, or the one that the first time made.")
    errors: list[Wrong] | None = Field(default=None, description="Of a refused one: every value that cannot be right.")


class ImportResult(BaseModel):
    """In the order of the items."""

    items: list[Imported]


@dataclass(frozen=True, slots=True)
class _Taken:
    """An item that can be recorded: one act, or one for each sender that a withdrawal reaches."""

    acts: Sequence[Act]
    is_withdrawal: bool


class ImportPart:
    """`POST /evidence/import`."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._turn = asyncio.Lock()

    @operation(
        "POST", "/evidence/import",
        scope="evidence:write", tag="evidence", gives=ImportResult, is_limited=False, refuses=(429,),
        example=Example(body={"items": [
            {
                "address": "+14155550123", "program": "bluebird-updates", "categories": ["offers"],
                "contact": ["sms"], "disclosure": {"text": "I agree to get weekly offers by text."},
                "claimed_at": "2024-05-01T09:30:00Z", "source": "old-crm", "reference": "contact-4712",
            },
            {
                "event": "withdrawn", "address": "+14155550124", "program": "bluebird-updates",
                "reason": "please stop", "claimed_at": "2024-06-01T10:00:00Z", "source": "old-crm",
            },
        ]}),
    )  # fmt: skip
    async def import_evidence(self, asked: Asked[None, Import]) -> Response:
        """Record what another system knows: up to 500 consents and withdrawals at once.

        Every item is taken or refused by itself, and the answer tells what became of each, in their order. Sending the
        same again makes nothing twice: a consent is known by its `source` and `reference`, without a reference by all
        that it says. A withdrawal needs no words; it counts from now on, and also needs the scope `withdrawals:write`.
        A request with a consent in it counts as one for the rate limit; one of withdrawals alone does not.
        """
        if any(_model(item) is ConsentItem for item in asked.body.items):
            await self._service.bearers.allow(asked.headers["authorization"], "evidence:write")
        prepared = await anyio.to_thread.run_sync(partial(self._prepared, asked.body.items, asked.bearer))
        if asked.body.dry_run:
            items = [one if isinstance(one, Imported) else Imported(status="valid") for one in prepared]
            return answer(ImportResult(items=items))
        async with self._turn:
            return answer(ImportResult(items=await self._recorded(prepared)))

    async def _recorded(self, prepared: Sequence[_Taken | Imported]) -> list[Imported]:
        done = {at: one for at, one in enumerate(prepared) if isinstance(one, Imported)}
        waiting = [(at, one) for at, one in enumerate(prepared) if isinstance(one, _Taken)]
        waiting.sort(key=lambda item: not item[1].is_withdrawal)
        for start in range(0, len(waiting), PIECE):
            piece = waiting[start : start + PIECE]
            results = await asyncio.gather(*(self._record(one) for _, one in piece))
            done |= {at: result for (at, _), result in zip(piece, results, strict=True)}
        return [done[at] for at in range(len(prepared))]

    async def _record(self, item: _Taken) -> Imported:
        results = [await received(self._service.intake, act) for act in item.acts]
        taken = [one for one in results if one is not None]
        if len(taken) < len(results):
            detail = "A consent with this source and reference was recorded before, and said something else."
            return _refused([{"field": "reference", "detail": detail}])
        status: Literal["recorded", "repeated"] = "repeated" if all(one.is_repeated for one in taken) else "recorded"
        return Imported(status=status, id=taken[0].id)

    def _prepared(self, items: Sequence[Mapping[str, Any]], by: Bearer) -> list[_Taken | Imported]:
        """Each item as acts, or refused. For a thread: reading 500 numbers takes as long as answering many people."""
        found: list[_Taken | Imported] = []
        undated: dict[int, _Taken] = {}
        for number, item in enumerate(items):
            try:
                model = values.checked(item, _model(item))
                taken = self._consent(model, by) if isinstance(model, ConsentItem) else self._withdrawal(model, by)
                if isinstance(model, WithdrawalItem) and model.reference is None and model.claimed_at is None:
                    undated[number] = taken
                found.append(taken)
            except Problem as problem:
                wrong = [{"field": "program", "detail": problem.body["detail"]}]
                found.append(_refused(problem.body.get("errors", wrong)))
        for number, taken in self._told_apart(undated).items():
            found[number] = taken
        return found

    def _consent(self, item: ConsentItem, by: Bearer) -> _Taken:
        act = report_act(self._service, item, by)
        content = _digest(item)
        known_by = content if item.reference is None else _of(f"{item.source}\n{item.reference}")
        return _Taken([replace(act, key=f"api:import:{by.name}:given:{known_by}", fingerprint=content)], False)

    def _withdrawal(self, item: WithdrawalItem, by: Bearer) -> _Taken:
        if "withdrawals:write" not in by.scopes:
            detail = "A withdrawal needs a token with the scope withdrawals:write."
            raise Problem(403, "Forbidden", detail, errors=[{"field": "event", "detail": detail}])
        service = self._service
        acts = withdrawal_acts(
            service,
            item,
            program=None if item.program is None else service.program(item.program, by),
            categories=item.categories,
            contact=item.contact,
            by=by,
            named=("categories", "contact"),
        )
        sent_at = claimed(item.claimed_at, service.now())
        key = f"api:import:{by.name}:withdrawn:{_digest(item)}"
        return _Taken(
            [
                replace(
                    act,
                    key=f"{key}:{act.program.id}",
                    sent_at=sent_at,
                    witness=replace(act.witness, provider_id=item.reference),
                )
                for act in acts
            ],
            True,
        )

    def _told_apart(self, undated: Mapping[int, _Taken]) -> dict[int, _Taken]:
        """Withdrawals that look the same, before and after somebody agreed here again."""
        with self._service.database.reading() as connection:
            newest = agreed.newest(connection, {act.subject for one in undated.values() for act in one.acts})
        return {
            number: replace(
                one, acts=[replace(act, key=f"{act.key}:{newest.get(act.subject, '')}") for act in one.acts]
            )
            for number, one in undated.items()
        }


def _model(item: Mapping[str, Any]) -> type[ConsentItem | WithdrawalItem]:
    event = item.get("event", "given")
    return _MODELS.get(event if isinstance(event, str) else None, ConsentItem)


def _refused(errors: Sequence[Mapping[str, str]]) -> Imported:
    return Imported(status="refused", errors=[Wrong(**one) for one in errors])


def _digest(item: BaseModel) -> str:
    """Of all that was said; what was left out counts for nothing, so that later versions find the same."""
    return _of(item.model_dump_json(exclude_unset=True))


def _of(text: str) -> str:
    return sha256(text.encode()).hexdigest()

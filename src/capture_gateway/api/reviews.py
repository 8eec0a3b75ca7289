"""The review list: texts that may have been a wish to be left alone, for staff to read.

1. `withdraw`: it was one, and is recorded as such. `lift`: it was none, and what it put on hold is given again, unless
   the person withdrew since. `dismiss`: nothing comes of it.
2. A review is settled once, with a reason; the same again has the same answer, another one is a conflict.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any, Literal

import anyio.to_thread
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from capture_gateway.api import problems, values
from capture_gateway.api.service import Service
from capture_gateway.core import evidence, instant
from capture_gateway.core.act import Act, Held, Intent, Resolution
from capture_gateway.core.program import Program
from capture_gateway.core.state import CONFLICT, Decision
from capture_gateway.intake import Answer
from capture_gateway.storage import permissions, records, reviews
from capture_gateway.storage.database import STORE_ERRORS
from capture_gateway.storage.reviews import Review

_STATES = {"open": False, "resolved": True, "all": None}
_INTENTS = {"withdraw": Intent.WITHDRAW, "lift": Intent.LIFT, "dismiss": Intent.NOTE}


class Settling(BaseModel):
    """What staff made of a text."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    resolution: Literal["withdraw", "lift", "dismiss"]
    reason: str = Field(min_length=1, max_length=1_600)


class Reviews:
    """`GET /reviews`, `POST /reviews/{id}`."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """To be mounted at /v1."""
        return [
            Route("/reviews", self.listed, methods=["GET"]),
            Route("/reviews/{id}", self.settle, methods=["POST"]),
        ]

    async def listed(self, request: Request) -> Response:
        """Open reviews, the oldest first, or those of another `state`; the id to go on after."""
        try:
            self._service.bearers.allow(request, "reviews")
            query = values.once(request.query_params)
            resolved = _STATES[values.known("state", query.get("state", "open"), _STATES)]
            limit = values.integer("limit", query.get("limit", "100"), 1, 1_000)
            found = await anyio.to_thread.run_sync(self._found, resolved, query.get("after", ""), limit)
        except STORE_ERRORS as error:
            raise problems.unavailable() from error
        return _json({"items": [_shown(one) for one in found], "next": found[-1].id if found else None})

    async def settle(self, request: Request) -> Response:
        """Settle one review."""
        service = self._service
        try:
            by = service.bearers.allow(request, "reviews")
            made = await values.body(request, Settling)
            review, held = await anyio.to_thread.run_sync(self._on_hold, request.path_params["id"])
            if review.program not in service.programs:
                raise problems.conflict("The program of this text is not served any more.")
            for act in self._acts(review, made, held, by):
                answer = await service.intake.receive(act, _answer)
                if answer.status != 200:
                    raise problems.conflict(
                        "It is settled otherwise already, or nothing is on hold because of it any more."
                    )
            settled, _ = await anyio.to_thread.run_sync(self._on_hold, review.id)
        except STORE_ERRORS as error:
            raise problems.unavailable() from error
        return _json(_shown(settled))

    def _found(self, resolved: bool | None, after: str, limit: int) -> list[Review]:  # noqa: FBT001 - three states
        with self._service.database.reading() as connection:
            return reviews.listed(connection, resolved=resolved, after=after, limit=limit)

    def _on_hold(self, identifier: str) -> tuple[Review, tuple[Held, ...]]:
        """The review, and the records that are on hold because of it. Problem 404 when there is none."""
        with self._service.database.reading() as connection:
            review = reviews.by_id(connection, identifier)
            if review is None:
                raise problems.not_found("review")
            program = self._service.programs.get(review.program)
            if review.held is None or program is None:
                return review, ()
            standing = permissions.of(connection, review.subject, program.sender.id)
            given = {cell.held for cell in standing.cells.values() if cell.held and cell.evidence_id == review.held}
            return review, tuple(self._held(connection, one) for one in sorted(given))

    def _held(self, connection: Any, identifier: str) -> Held:
        fields = records.fields(connection, identifier)
        return Held(identifier, evidence.showing(fields), fields["subject.control"])

    def _acts(self, review: Review, made: Settling, held: tuple[Held, ...], by: str) -> Iterator[Act]:
        """One act; where a hold that reached several programs of the sender is lifted, one for each."""
        lifted = {one.showing.program for one in held if made.resolution == "lift"}
        for number, name in enumerate(sorted(lifted & self._service.programs.keys()) or [review.program]):
            of_program = tuple(one for one in held if one.showing.program == name)
            key = f"api:review:{review.id}" + (f":{name}" if number else "")
            yield self._act(key, review, made, self._service.programs[name], of_program, by)

    def _act(self, key: str, review: Review, made: Settling, program: Program, held: tuple[Held, ...], by: str) -> Act:
        rule = "review-withdrawal" if made.resolution == "withdraw" else ""
        act = self._service.act(
            program, review.subject, "staff-transcribed", by,
            intent=_INTENTS[made.resolution], value=made.reason, rule=rule,
        )  # fmt: skip
        return replace(
            act,
            key=key,
            fingerprint=sha256(f"{made.resolution}\n{made.reason}".encode()).hexdigest(),
            held=held,
            resolution=Resolution(review.id, made.resolution, made.reason, by),
            reason="a review found a withdrawal in the text",
        )


def _answer(decision: Decision) -> Answer:
    return Answer(409 if decision.outcome == CONFLICT.outcome else 200, "application/json", b"")


def _shown(review: Review) -> dict[str, Any]:
    return {
        "id": review.id,
        "received_at": instant.text(review.at),
        "address": review.subject,
        "program": review.program,
        "channel": review.channel,
        "text": review.value,
        "rule": review.rule,
        "held": review.held,
        "resolution": review.resolution,
        "reason": review.reason,
        "resolved_by": review.resolved_by,
        "resolved_at": None if review.resolved_at is None else instant.text(review.resolved_at),
    }


def _json(body: dict[str, Any]) -> Response:
    return Response(
        json.dumps(body, ensure_ascii=False), media_type="application/json", headers={"Cache-Control": "no-store"}
    )

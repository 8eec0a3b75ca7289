"""The review list: texts that may have been a wish to be left alone, for staff to read.

1. `withdraw`: it was one, and is recorded as such. `lift`: it was none, and what it put on hold is given again, unless
   the person withdrew since. `dismiss`: nothing comes of it.
2. A review is settled once, with a reason; the same again has the same answer, another one is a conflict.
"""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Annotated, Literal

import anyio.to_thread
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from capture_gateway.api import problems
from capture_gateway.api.bearers import Bearer
from capture_gateway.api.endpoint import Asked, Example, Link, answer, operation
from capture_gateway.api.service import Service
from capture_gateway.api.values import SAYS_SOMETHING
from capture_gateway.core import instant, recorded
from capture_gateway.core.act import Act, Held, Intent, Resolution
from capture_gateway.core.program import Program
from capture_gateway.core.state import CONFLICT, Decision
from capture_gateway.intake import Answer
from capture_gateway.storage import permissions, records, reviews
from capture_gateway.storage.reviews import Review

_STATES = {"open": False, "resolved": True, "all": None}
_INTENTS = {"withdraw": Intent.WITHDRAW, "lift": Intent.LIFT, "dismiss": Intent.NOTE}


class Settling(BaseModel):
    """What staff made of a text."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    resolution: Literal["withdraw", "lift", "dismiss"]
    reason: str = Field(min_length=1, max_length=1_600, pattern=SAYS_SOMETHING)


class ReviewsQuery(BaseModel):
    """Which reviews."""

    model_config = ConfigDict(extra="forbid")

    state: Literal["open", "resolved", "all"] = "open"
    after: str = Field("", max_length=100, description="From behind this id: the `next` of a page.")
    limit: Annotated[int, Field(100, ge=1, le=1_000)]


class ReviewFacts(BaseModel):
    """A text that staff should read."""

    id: str
    received_at: str
    address: str
    program: str
    channel: str
    text: str
    rule: str
    held: str | None = Field(description="The record by which it put something on hold, if it did.")
    resolution: str | None = Field(description="`withdraw`, `lift` or `dismiss`, once it is settled.")
    reason: str | None
    resolved_by: str | None
    resolved_at: str | None


class ReviewPage(BaseModel):
    """The oldest first."""

    items: list[ReviewFacts]
    next: str | None = Field(description="The id to go on after; null for an empty page.")


class ReviewPart:
    """`GET /reviews`, `POST /reviews/{id}`."""

    def __init__(self, service: Service) -> None:
        self._service = service

    @operation(
        "GET", "/reviews",
        scope="reviews", tag="reviews", gives=ReviewPage, example=Example(query={"state": "open"}),
        links={"settle": Link("settle_review", {"id": "$response.body#/items/0/id"})},
    )  # fmt: skip
    async def list_reviews(self, asked: Asked[ReviewsQuery, None]) -> Response:
        """Texts that may have been a wish to be left alone, the oldest first."""
        query = asked.query
        found = await anyio.to_thread.run_sync(self._found, _STATES[query.state], query.after, query.limit)
        shown = [_shown(one) for one in found if asked.bearer.reaches(one.program)]
        return answer(ReviewPage(items=shown, next=found[-1].id if found else None))

    @operation(
        "POST", "/reviews/{id}",
        scope="reviews", tag="reviews", gives=ReviewFacts, refuses=(404, 409),
        example=Example(path={"id": "{review_id}"}, body={"resolution": "dismiss", "reason": "a joke among friends"}),
    )  # fmt: skip
    async def settle_review(self, asked: Asked[None, Settling]) -> Response:
        """Settle a review: it was a withdrawal, it was none and what it held is given again, or nothing comes of it.

        A review is settled once; the same again has the same answer, another one is 409.
        """
        service, made = self._service, asked.body
        review, held = await anyio.to_thread.run_sync(self._on_hold, asked.path["id"])
        if not asked.bearer.reaches(review.program):
            raise problems.not_found("review")
        if review.program not in service.programs:
            raise problems.conflict("The program of this text is not served any more.")
        for act in self._acts(review, made, held, asked.bearer):
            given = await service.intake.receive(act, _answer)
            if given.status != 200:
                raise problems.conflict(
                    "It is settled otherwise already, or nothing is on hold because of it any more."
                )
        settled, _ = await anyio.to_thread.run_sync(self._on_hold, review.id)
        return answer(_shown(settled))

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
            return review, tuple(recorded.held(records.fields(connection, one)) for one in sorted(given))

    def _acts(self, review: Review, made: Settling, held: tuple[Held, ...], by: Bearer) -> Iterator[Act]:
        """One act; where a hold that reached several programs of the sender is lifted, one for each."""
        lifted = {one.program for one in held if made.resolution == "lift"}
        for number, name in enumerate(sorted(lifted & self._service.programs.keys()) or [review.program]):
            of_program = tuple(one for one in held if one.program == name)
            key = f"api:review:{review.id}" + (f":{name}" if number else "")
            yield self._act(key, review, made, self._service.programs[name], of_program, by)

    def _act(
        self, key: str, review: Review, made: Settling, program: Program, held: tuple[Held, ...], by: Bearer
    ) -> Act:
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
            resolution=Resolution(review.id, made.resolution, made.reason, by.name),
            reason="a review found a withdrawal in the text",
        )


def _answer(decision: Decision) -> Answer:
    return Answer(409 if decision.outcome == CONFLICT.outcome else 200, "application/json", b"")


def _shown(review: Review) -> ReviewFacts:
    return ReviewFacts(
        id=review.id,
        received_at=instant.text(review.at),
        address=review.subject,
        program=review.program,
        channel=review.channel,
        text=review.value,
        rule=review.rule,
        held=review.held,
        resolution=review.resolution,
        reason=review.reason,
        resolved_by=review.resolved_by,
        resolved_at=None if review.resolved_at is None else instant.text(review.resolved_at),
    )

"""Erasing a person: what can be read of them is removed, and every proof stays.

1. A person is erased as a whole, so it takes a token that reaches every program: one of some programs alone can erase
   nobody, and learns nothing about whom others know.
2. A program that keeps its records, under a legal hold or for some years, refuses with the reason: 409.
3. What was removed is gone once the answer is sent: from the store at once, from its write-ahead log as soon as nobody
   reads an older state of it, within a minute otherwise.
4. A withdrawal stands on, and the address is still known by what cannot be read: a STOP is honoured for ever.
5. Erasing a stranger, or somebody twice, is 200: nothing is kept of them.
"""

import orjson
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from capture_gateway.api import problems
from capture_gateway.api.endpoint import JSON, NO_STORE, Asked, Example, operation
from capture_gateway.api.idempotency import REPLAYED, key_of, reused
from capture_gateway.api.service import Service
from capture_gateway.api.values import SAYS_SOMETHING
from capture_gateway.core.erasure import Cause, Refused
from capture_gateway.intake.erasures import Erasures, KeyReused


class Erasure(BaseModel):
    """Who wants to be erased."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, use_attribute_docstrings=True)

    address: str = Field(min_length=1, max_length=100, examples=["+14155550123"])
    """Whose data is removed."""
    reason: str = Field(min_length=1, max_length=400, pattern=SAYS_SOMETHING)
    """Why, in words that tell nothing of the person: it is kept."""


class Erased(BaseModel):
    """What came of it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    erased: int
    """How many records were emptied; their leaves stay in the ledger."""
    records: list[str]
    """The ids of the records that say so: one for each program that knew the person."""
    remains: bool
    """Whether a withdrawal of theirs stands: it does until they agree to something again."""


class ErasurePart:
    """`POST /erasures`."""

    def __init__(self, service: Service, erasures: Erasures) -> None:
        self._service = service
        self._erasures = erasures

    @operation(
        "POST", "/erasures",
        scope="erasures", tag="erasures", gives=Erased, refuses=(409,), is_idempotent=True,
        example=Example(body={"address": "+14155550199", "reason": "asked for by letter"}),
    )  # fmt: skip
    async def erase(self, asked: Asked[None, Erasure]) -> Response:
        """Remove everything that can be read of a person; it cannot be undone.

        Their records are emptied and stay as leaves of the ledger, so that every proof of anybody's holds; each
        program that knew them gets one record that says so (`erased`). Messages, texts, reviews and the person's own
        page go. A withdrawal stands on: whoever said STOP is never texted again, unless they agree anew. A program
        that has to keep its records refuses: 409 with the reason. It takes a token that reaches every program.
        """
        service, body = self._service, asked.body
        for name in service.programs:
            service.program(name, asked.bearer)
        address = service.subject(body.address, None)
        cause = Cause(body.reason, "integrator-asserted", by=asked.bearer.name)
        try:
            done, is_repeated = await self._erasures.erase(address, cause, key_of(asked, "erase"))
        except Refused as refused:
            raise problems.conflict(str(refused)) from refused
        except KeyReused as error:
            raise reused() from error
        told = {"erased": done.erased, "records": done.records, "remains": done.remains}
        headers = NO_STORE | ({REPLAYED: "true"} if is_repeated else {})
        return Response(orjson.dumps(told), 200, headers, JSON)

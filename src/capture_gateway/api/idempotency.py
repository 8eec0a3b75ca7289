"""`Idempotency-Key`: a request that is sent again makes nothing twice.

1. A client that did not get the answer sends the same request again, with the same key: it gets the first status and
   the first record, and the header `Idempotency-Replayed: true`. Also when both come at the same time.
2. The same key with another request (another operation, or one byte of the body) is 422 with the code
   `idempotency-key-reused`, and makes nothing.
3. Keys are one token's own. They hold for ever, as long as the records do; of a key only its digest is kept.

https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from typing import Any

from capture_gateway.api import problems
from capture_gateway.api.endpoint import JSON, Asked
from capture_gateway.api.problems import Problem
from capture_gateway.core.act import Act
from capture_gateway.core.state import CONFLICT, Decision
from capture_gateway.intake import Answer, Intake

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
_KEY = re.compile(r"[!-~]{1,255}")


@dataclass(frozen=True, slots=True)
class Received:
    """An act that is durable."""

    id: str
    """Of its record; when it is repeated, of the record that the first one made."""
    is_repeated: bool

    @property
    def headers(self) -> Mapping[str, str]:
        """What the answer says of it."""
        return {REPLAYED: "true"} if self.is_repeated else {}


def keyed(act: Act, asked: Asked[Any, Any], operation: str, number: int = 0) -> Act:
    """`act` under the key of its request; as it is, where the request has none. Problem 422 for a bad key.

    `number`: of one of several acts of the request.
    """
    found = key_of(asked, operation, number)
    return act if found is None else replace(act, key=found[0], fingerprint=found[1])


def key_of(asked: Asked[Any, Any], operation: str, number: int = 0) -> tuple[str, str] | None:
    """The key of a request, and the fingerprint of what is asked; None where it has none. Problem 422 for a bad key."""
    given = asked.headers.getlist(HEADER)
    if not given:
        return None
    if len(given) > 1 or not _KEY.fullmatch(given[0]):
        raise problems.unprocessable(HEADER, "Send one key of 1 to 255 printable ASCII characters, without blanks.")
    digest = sha256(given[0].encode()).hexdigest()
    body = sha256(operation.encode() + b"\n" + asked.raw).hexdigest()
    return f"api:idempotent:{asked.bearer.name}:{number}:{digest}", body


async def received(intake: Intake, act: Act) -> Received | None:
    """Make an act with a record durable, once for its key; None when the key stands for something else."""
    answer = await intake.receive(act, partial(_answer, act.id))
    identifier = answer.body.decode()
    return Received(identifier, identifier != act.id) if answer.status == 201 else None


def reused() -> Problem:
    """The key was used before, with another request."""
    detail = f"This {HEADER} was used with another request: send a new key, or the same request."
    return problems.unprocessable(HEADER, detail, code="idempotency-key-reused")


def _answer(identifier: str, decision: Decision) -> Answer:
    return Answer(409 if decision.outcome == CONFLICT.outcome else 201, JSON, identifier.encode())

"""Messages that the provider took while we could not be reached: fetched, and taken down the same road.

1. What we have is known by the same permanent key, so nothing counts twice: not when it is fetched again, and not when
   the provider delivers it after all.
2. Oldest first, one after the other: a JOIN, an AGREE and a STOP mean what they meant in that order.
3. The answer goes out as a text, if it is not too late for it; a later delivery of the message gets an empty one.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice

from capture_gateway.core.act import Act
from capture_gateway.core.errors import Failed
from capture_gateway.core.state import Decision
from capture_gateway.intake import Answer, Intake
from capture_gateway.storage import answers
from capture_gateway.storage.database import Database
from capture_gateway.vendors.twilio import twiml

PIECE = 500
"""Messages whose keys are looked up at a time."""


async def take_in(intake: Intake, database: Database, fetch: Callable[[], Iterable[Act | None]]) -> dict[str, int]:
    """Take in what `fetch` finds and we do not have; it runs in a thread, and gives the newest of a line first.

    `fetched` messages, of which were `missing` here; `withdrawals`, `given`, … among those, by what came of them.
    OperatorError from `fetch`; Unavailable when the store does not take them: asked again, it goes on from there.
    """
    fetched, missing = await asyncio.to_thread(_missing, database, fetch)
    outcomes: Counter[str] = Counter()
    for act in missing:
        outcomes[await _taken(intake, act)] += 1
    return {
        "fetched": fetched,
        "missing": outcomes.total() - outcomes["known"],
        "withdrawals": outcomes["withdrawn"],
        "given": outcomes["given"],
        "failed": outcomes["failed"],
    }


async def _taken(intake: Intake, act: Act) -> str:
    """What came of it; `known` where somebody else delivered it meanwhile."""
    outcome = "known"

    def render(decision: Decision) -> Answer:
        nonlocal outcome
        outcome = decision.outcome
        return Answer(200, twiml.MEDIA_TYPE, twiml.EMPTY)

    try:
        await intake.receive(act, render)
    except Failed:
        return "failed"  # it was logged there; the others are as good as ever
    return outcome


def _missing(database: Database, fetch: Callable[[], Iterable[Act | None]]) -> tuple[int, list[Act]]:
    """How many there are, and those that we do not have, oldest first."""
    found, fetched, missing = iter(fetch()), 0, list[Act]()
    while piece := list(islice(found, PIECE)):
        fetched += len(piece)
        acts = [act for act in piece if act is not None]
        with database.reading() as connection:
            known = answers.find(connection, {act.key for act in acts})
        missing += (act for act in acts if act.key not in known)
    # Within one second, which is all that the provider tells, its own order says which was first.
    missing.reverse()
    return fetched, sorted(missing, key=lambda act: act.sent_at or act.received_at)

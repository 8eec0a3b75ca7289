"""Which texts it is time to do something about; one job of the writer.

1. Whether a text may still go is asked in the transaction that starts it: a STOP that was answered before is seen.
2. A text whose sender died in the middle may have gone: it is looked for, not sent again.
3. What never goes may have been a question: that takes no answer any more.
"""

from collections.abc import Container
from dataclasses import replace
from typing import Literal

from sqlalchemy import Connection

from capture_gateway.core import instant
from capture_gateway.core.outgoing import Outgoing, may_go
from capture_gateway.core.permission import Standing
from capture_gateway.storage import outbox, permissions, showings
from capture_gateway.storage.outbox import Stored
from capture_gateway.storage.people import People

LEASE = instant.MINUTE
"""How long somebody may need to send a text, or to look for one: several times what a request may take."""


def lease(connection: Connection, now: int, most: int, channels: Container[str]) -> list[Stored]:
    """Texts to be sent (`sending`) and to be looked for (`unknown`); `channels`: ids of the lines that are open."""
    due = outbox.due(connection, now, most)
    standings = permissions.load(connection, {one.text.subject for one in due})
    leased = []
    for one in due:
        text = one.text
        if text.channel not in channels:
            give_up(connection, text, "dropped", "no-line", now)
        elif one.state != "waiting":
            outbox.doubt(connection, one, due_at=now + LEASE, missed_at=one.missed_at)
            leased.append(replace(one, state="unknown"))
        elif why := may_go(text, standings.get((text.subject, text.sender), Standing()), now):
            give_up(connection, text, "dropped", why, now)
        else:
            outbox.start(connection, one, now=now, until=now + LEASE)
            leased.append(replace(one, state="sending", tries=one.tries + 1, tried_at=now, missed_at=0))
    return leased


def give_up(connection: Connection, text: Outgoing, state: Literal["failed", "dropped"], why: str, now: int) -> None:
    """It never goes; where it was words to answer, they take no answer."""
    outbox.give_up(connection, text.id, state, why)
    for showing in showings.live(connection, {text.subject}):
        if showing.id == text.id and showing.closed is None:
            keys = People(connection, {text.subject}, now)
            showings.change(connection, keys, [(replace(showing, closed="unsent", closed_at=now), True)])

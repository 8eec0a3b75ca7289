"""What an endpoint still has to get: records that are new to it, and messages that are to be tried again.

1. An endpoint has two cursors in the ledger, one for withdrawals and one for everything else. What stands behind them
   is new to it; everything before is delivered, or has a row of its own that says when it is tried again.
2. Nothing is written here: what becomes of a message is told to the writer (`storage.outcomes`).
3. However large the store is, a look is cheap: it reads so many records from where the cursor is, and no more.
"""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select
from sqlmodel import col

from capture_gateway.core.permission import Event
from capture_gateway.storage import records, webhooks
from capture_gateway.storage.webhook_tables import UNDELIVERED, DeliveryRow, WebhookRow
from capture_gateway.storage.webhooks import Webhook

WITHDRAWN: Event = "withdrawn"
_WAITING: tuple[Any, ...] = tuple(
    getattr(DeliveryRow, name) for name in ("message", "type", "position", "at", "attempts")
)
_IS_ENABLED = col(WebhookRow.state) == webhooks.ENABLED

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that was tried, or a test that was not yet."""

    message: str
    type: str
    position: int | None
    at: int
    attempts: list[Any]


def any_enabled(connection: Connection) -> bool:
    """Whether anybody wants to hear anything."""
    return connection.execute(select(col(WebhookRow.id)).where(_IS_ENABLED)).first() is not None


def enabled(connection: Connection) -> dict[str, Webhook]:
    """Every endpoint that is served, by its id."""
    return {one.id: one for one in webhooks.listed(connection) if one.state == webhooks.ENABLED}


def hears_of(webhook: Webhook, *, withdrawals: bool) -> bool:
    """Whether it hears of withdrawals at all; of anything else at all."""
    return not webhook.events or any((event == WITHDRAWN) is withdrawals for event in webhook.events)


def new(
    connection: Connection, webhook: Webhook, after: int, limit: int, *, withdrawals: bool
) -> tuple[list[Record], int]:
    """The next records that it hears of behind position `after`, and the position up to which there is no other one.

    `limit`: how many records are read, whether or not it hears of them.
    """
    end = max(after, webhooks.newest(connection))
    found = list(
        records.read(
            connection,
            after=after,
            until=end + 1,
            limit=limit,
            programs=webhook.programs or None,
            event=WITHDRAWN if withdrawals else None,
        )
    )
    read_to = found[-1]["position"] if len(found) == limit else end
    return [one for one in found if (one["event"] == WITHDRAWN) is withdrawals and _hears(webhook, one)], read_to


def record(connection: Connection, position: int) -> Record:
    """One record, which must be there."""
    return next(records.read(connection, after=position - 1, limit=1))


def due(connection: Connection, webhook: str, now: int, limit: int) -> list[Waiting]:
    """What is to be tried now: withdrawals first, then what has been due for longest."""
    rows = connection.execute(
        select(*_WAITING)
        .where(UNDELIVERED, col(DeliveryRow.webhook) == webhook, col(DeliveryRow.due_at) <= now)
        .order_by(col(DeliveryRow.type) != f"evidence.{WITHDRAWN}", col(DeliveryRow.due_at))
        .limit(limit)
    )
    return [Waiting(row[0], row[1], row[2], row[3], json.loads(row[4])) for row in rows]


def next_due(connection: Connection, webhook: str, now: int) -> int | None:
    """When the first message is to be tried that waits for longer than `now`; None: there is none."""
    later = (UNDELIVERED, col(DeliveryRow.webhook) == webhook, col(DeliveryRow.due_at) > now)
    return connection.execute(select(func.min(DeliveryRow.due_at)).where(*later)).scalar()


def _hears(webhook: Webhook, record: Record) -> bool:
    return not webhook.events or record["event"] in webhook.events

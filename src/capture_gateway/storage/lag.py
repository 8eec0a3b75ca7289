"""For how long something has been due that is not done: texts of ours, messages to webhooks.

1. One look in an index for texts, and for each webhook; nothing is counted.
2. A webhook is behind since the oldest record that it hears of and has not got, or since the message that is to be
   tried again was due. One that is disabled waits for nothing.
3. What a webhook does not hear of is passed over, and stored as such once it is a few thousand records: of more than
   FAR, none has been looked at.
"""

from sqlalchemy import Connection, and_, func, or_, select
from sqlmodel import col

from capture_gateway.storage import deliveries, records
from capture_gateway.storage.tables import UNSENT, EvidenceRow, OutboxRow
from capture_gateway.storage.webhook_tables import UNDELIVERED, DeliveryRow
from capture_gateway.storage.webhooks import Webhook

FAR = 8_192
"""Records."""


def of_texts(connection: Connection, now: int) -> int:
    """Milliseconds; 0: no text is due."""
    return _since(connection.execute(select(func.min(OutboxRow.due_at)).where(UNSENT)).scalar(), now)


def of_webhooks(connection: Connection, now: int) -> int:
    """Milliseconds, of the one that is behind most; 0: every one has got everything."""
    enabled = deliveries.enabled(connection).values()
    return max((_since(at, now) for one in enabled for at in _due(connection, one)), default=0)


def _due(connection: Connection, webhook: Webhook) -> list[int | None]:
    mine = (UNDELIVERED, col(DeliveryRow.webhook) == webhook.id)
    again = connection.execute(select(func.min(DeliveryRow.due_at)).where(*mine)).scalar()
    return [again, *(_new(connection, webhook, withdrawals=which) for which in (True, False))]


def _new(connection: Connection, webhook: Webhook, *, withdrawals: bool) -> int | None:
    """When the first record was written that is new to it."""
    if not deliveries.hears_of(webhook, withdrawals=withdrawals):
        return None
    event, position = col(EvidenceRow.event), col(EvidenceRow.position)
    cursor = webhook.withdrawals_at if withdrawals else webhook.others_at
    heard = and_(
        event == deliveries.WITHDRAWN if withdrawals else event != deliveries.WITHDRAWN,
        *([event.in_(webhook.events)] if webhook.events else []),
        *([col(EvidenceRow.reach).in_(records.concerned(connection, webhook.programs))] if webhook.programs else []),
    )
    near = (position > cursor, position <= cursor + FAR, or_(heard, position == cursor + FAR))
    first = select(col(EvidenceRow.recorded_at)).where(*near).order_by(position).limit(1)
    return connection.execute(first).scalar()


def _since(at: int | None, now: int) -> int:
    return 0 if at is None else max(0, now - at)

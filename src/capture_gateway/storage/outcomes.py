"""What became of messages, as whoever delivers reports it: written by the one writer, many reports in one transaction.

1. A row tells of every attempt: a report adds one to it.
2. A report moves the cursors only from where whoever made it believed them to be. When somebody else set them (a
   replay), or the endpoint is not served any more, it says so: whoever delivers looks again.
3. The log of what was over is kept for KEPT.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Connection, delete, select, tuple_, update
from sqlmodel import col

from capture_gateway.core import instant
from capture_gateway.storage import bulk, webhooks
from capture_gateway.storage.webhook_tables import UNDELIVERED, DeliveryRow, WebhookRow

KEPT = 30 * instant.DAY
FORGOTTEN = 10_000
"""Rows that one call removes at most, so that nobody waits long behind it."""
MOST = 256
"""Rows in one statement."""
_COLUMNS = ("message", "position", "type", "state", "at", "due_at", "attempts")


@dataclass(frozen=True, slots=True)
class Report:
    """What became of some messages to one endpoint."""

    webhook: str
    rows: Sequence[Sequence[Any]]
    """[message, position, type, state, when it was begun, when it is due, [the attempt]], …"""
    before: Sequence[int]
    """The two cursors, of withdrawals and of others: where they are, as far as whoever reports knows; …"""
    after: Sequence[int]
    """… and where they belong now."""
    failing_since: int | None
    due: int | None = None
    """It answers again: whatever waits for longer is tried at this time."""
    disabled: str = ""
    """Why it gets nothing more."""


def store(connection: Connection, reports: Sequence[Report]) -> dict[str, bool]:
    """Write what was told. By endpoint: whether its cursors were where its report believed them to be."""
    is_there = col(WebhookRow.state) != webhooks.REMOVED
    there = {row[0] for row in connection.execute(select(col(WebhookRow.id)).where(is_there))}
    rows = [(report.webhook, *row) for report in reports if report.webhook in there for row in report.rows]
    mark = bulk.mark(connection.dialect)
    for start in range(0, len(rows), MOST):
        chunk = rows[start : start + MOST]
        values = tuple([value for *plain, attempts in chunk for value in (*plain, orjson.dumps(attempts).decode())])
        connection.exec_driver_sql(_adding(len(chunk), mark), values)
    return {report.webhook: _move(connection, report) for report in reports}


def prune(connection: Connection, now: int) -> int:
    """Remove rows of what was over long ago, FORGOTTEN at most; how many they were."""
    key = (col(DeliveryRow.webhook), col(DeliveryRow.message))
    over = select(*key).where(col(DeliveryRow.at) < now - KEPT, col(DeliveryRow.state) != "waiting").limit(FORGOTTEN)
    return connection.execute(delete(DeliveryRow).where(tuple_(*key).in_(over))).rowcount


def _move(connection: Connection, report: Report) -> bool:
    if report.due is not None:
        later = (UNDELIVERED, col(DeliveryRow.webhook) == report.webhook, col(DeliveryRow.due_at) > report.due)
        connection.execute(update(DeliveryRow).where(*later).values(due_at=report.due))
    values: dict[str, Any] = dict(zip(("withdrawals_at", "others_at"), report.after, strict=True))
    values["failing_since"] = report.failing_since
    if report.disabled:
        values |= {"state": webhooks.DISABLED, "why": report.disabled}
    believed = (
        col(WebhookRow.id) == report.webhook,
        col(WebhookRow.state) == webhooks.ENABLED,
        col(WebhookRow.withdrawals_at) == report.before[0],
        col(WebhookRow.others_at) == report.before[1],
    )
    return connection.execute(update(WebhookRow).where(*believed).values(**values)).rowcount == 1


@lru_cache(maxsize=MOST)
def _adding(rows: int, mark: str) -> str:
    """SQL that SQLite and PostgreSQL both know: one statement for many rows, as in `storage.bulk`."""
    columns = ("webhook", *_COLUMNS)
    table, values = DeliveryRow.__tablename__, ", ".join([f"({', '.join([mark] * len(columns))})"] * rows)
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES {values} "  # noqa: S608 - names of ours
        "ON CONFLICT (webhook, message) DO UPDATE SET state = excluded.state, at = excluded.at, "
        f"due_at = excluded.due_at, attempts = CASE {table}.attempts WHEN '[]' THEN excluded.attempts "
        f"ELSE substr({table}.attempts, 1, length({table}.attempts) - 1) || ',' || substr(excluded.attempts, 2) END"
    )

"""The review list: texts that may have been a wish to be left alone, and what staff made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlmodel import col

from capture_gateway.core.act import Resolution
from capture_gateway.storage import bulk
from capture_gateway.storage.tables import ReviewRow

_COLUMNS: tuple[Any, ...] = (
    ReviewRow.id, ReviewRow.subject, ReviewRow.program, ReviewRow.channel, ReviewRow.at, ReviewRow.value,
    ReviewRow.rule, ReviewRow.held, ReviewRow.resolution, ReviewRow.reason, ReviewRow.resolved_by,
    ReviewRow.resolved_at,
)  # fmt: skip
_RESOLVE = (
    update(ReviewRow)
    .where(col(ReviewRow.id) == bindparam("review"), col(ReviewRow.resolved_at).is_(None))
    .values(
        resolution=bindparam("made"),
        reason=bindparam("because"),
        resolved_by=bindparam("settled_by"),
        resolved_at=bindparam("settled_at"),
    )
)


@dataclass(frozen=True, slots=True)
class Review:
    """One text on the list."""

    id: str
    """That of the act, and of the record or message that came of it."""
    subject: str
    program: str
    channel: str
    at: int
    value: str
    """The text, as it was typed."""
    rule: str
    """Why it is here."""
    held: str | None
    """The record that put something on hold because of it."""
    resolution: str | None
    """`withdraw`, `lift`, `dismiss`; None while nobody has read it."""
    reason: str | None
    resolved_by: str | None
    """The name of the token that was used."""
    resolved_at: int | None


def add(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """Put texts on the list; each row has the columns of `ReviewRow`."""
    bulk.insert(connection, ReviewRow, rows)


def resolve(connection: Connection, resolutions: Sequence[Resolution], now: int) -> None:
    """Settle reviews. One that is settled already stays as it is."""
    if resolutions:
        connection.execute(
            _RESOLVE,
            [
                {"review": one.review, "made": one.kind, "because": one.reason, "settled_by": one.by, "settled_at": now}
                for one in resolutions
            ],
        )


def listed(connection: Connection, *, resolved: bool | None = None, after: str = "", limit: int = 100) -> list[Review]:
    """Reviews by age, the oldest first, from behind the id `after`; `resolved` None: all."""
    query = select(*_COLUMNS).where(col(ReviewRow.id) > after)
    if resolved is not None:
        settled = col(ReviewRow.resolved_at)
        query = query.where(settled.is_not(None) if resolved else settled.is_(None))
    return [Review(*row) for row in connection.execute(query.order_by(col(ReviewRow.id)).limit(limit))]


def by_id(connection: Connection, identifier: str) -> Review | None:
    """One review; None when there is none."""
    row = connection.execute(select(*_COLUMNS).where(col(ReviewRow.id) == identifier)).first()
    return None if row is None else Review(*row)

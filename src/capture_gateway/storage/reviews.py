"""The review list: texts that may have been a wish to be left alone, and what staff made of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlmodel import col

from capture_gateway.core.act import Resolution
from capture_gateway.storage import bulk, people, vault
from capture_gateway.storage.people import People
from capture_gateway.storage.tables import ReviewRow, SubjectRow
from capture_gateway.storage.vault import Sealer, Vault

_QUERY = select(
    *(col(getattr(ReviewRow, name)) for name in ReviewRow.model_fields),
    col(SubjectRow.wrapped),
    col(SubjectRow.address),
    col(SubjectRow.made_at),
).join(SubjectRow, col(SubjectRow.subject) == col(ReviewRow.subject))
_RESOLVE = (
    update(ReviewRow)
    .where(col(ReviewRow.id) == bindparam("review"), col(ReviewRow.resolved_at).is_(None))
    .values(
        resolution=bindparam("made"),
        sealed=bindparam("closed"),
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
    held: str | None = None
    """The record that put something on hold because of it."""
    resolution: str | None = None
    """`withdraw`, `lift`, `dismiss`; None while nobody has read it."""
    reason: str | None = None
    resolved_by: str | None = None
    """The name of the token that was used."""
    resolved_at: int | None = None


def add(connection: Connection, keys: People, reviews: Sequence[Review]) -> None:
    """Put texts on the list."""
    rows = [
        {
            "id": one.id,
            "subject": keys.vault.subject(one.subject),
            "program": one.program,
            "channel": one.channel,
            "at": one.at,
            "rule": one.rule,
            "held": one.held,
            "resolution": one.resolution,
            "sealed": _sealed(one, keys.sealer(one.subject)),
            "resolved_by": one.resolved_by,
            "resolved_at": one.resolved_at,
        }
        for one in reviews
    ]
    bulk.insert(connection, ReviewRow, rows)


def resolve(connection: Connection, resolutions: Sequence[Resolution], now: int) -> None:
    """Settle reviews. One that is settled already stays as it is."""
    known = vault.of(connection)
    for one in resolutions:
        row = connection.execute(_QUERY.where(col(ReviewRow.id) == one.review)).first()
        if row is not None:
            settled = replace(
                _review(known, row), resolution=one.kind, reason=one.reason, resolved_by=one.by, resolved_at=now
            )
            closed = _sealed(settled, known.person(row.subject, row.wrapped))
            connection.execute(
                _RESOLVE,
                {
                    "review": one.review,
                    "made": one.kind,
                    "closed": closed,
                    "settled_by": one.by,
                    "settled_at": now,
                },
            )


def listed(connection: Connection, *, resolved: bool | None = None, after: str = "", limit: int = 100) -> list[Review]:
    """Reviews by age, the oldest first, from behind the id `after`; `resolved` None: all."""
    query = _QUERY.where(col(ReviewRow.id) > after)
    if resolved is not None:
        settled = col(ReviewRow.resolved_at)
        query = query.where(settled.is_not(None) if resolved else settled.is_(None))
    known = vault.of(connection)
    return [_review(known, row) for row in connection.execute(query.order_by(col(ReviewRow.id)).limit(limit))]


def of(connection: Connection, address: str) -> list[Review]:
    """Every review of one person's texts, the oldest first."""
    known = vault.of(connection)
    query = _QUERY.where(col(ReviewRow.subject) == known.subject(address))
    return [_review(known, row) for row in connection.execute(query.order_by(col(ReviewRow.id)))]


def by_id(connection: Connection, identifier: str) -> Review | None:
    """One review; None when there is none."""
    row = connection.execute(_QUERY.where(col(ReviewRow.id) == identifier)).first()
    return None if row is None else _review(vault.of(connection), row)


def _sealed(one: Review, sealer: Sealer) -> bytes:
    return sealer.seal(json.dumps([one.value, one.reason], ensure_ascii=False).encode(), _about(one))


def _review(known: Vault, row: Any) -> Review:
    sealer = known.person(row.subject, row.wrapped)
    value, reason = json.loads(sealer.open(row.sealed, _about(row)))
    return Review(
        id=row.id,
        subject=people.address(sealer, row.subject, row.address, row.made_at),
        program=row.program,
        channel=row.channel,
        at=row.at,
        value=value,
        rule=row.rule,
        held=row.held,
        resolution=row.resolution,
        reason=reason,
        resolved_by=row.resolved_by,
        resolved_at=row.resolved_at,
    )


def _about(one: Any) -> bytes:
    """Of a review or its row: every column vouched for."""
    settled = (one.resolution, one.resolved_by, one.resolved_at)
    return vault.about("review", one.id, one.program, one.channel, one.at, one.rule, one.held, *settled)

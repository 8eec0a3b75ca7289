"""Webhook endpoints: made, listed, changed and removed. What is delivered to them is another file's.

1. Secrets are kept sealed, each for its endpoint alone; nothing but `made` and `rotate` gives one out.
2. While secrets are rotated, old ones stay valid until their end; messages carry a signature by each of them.
3. A cursor says up to which position everything is dealt with. Going back delivers the same messages again, under the
   same ids; nothing ever moves it past what was not delivered.
4. What cannot be done raises before anything is written.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update
from sqlmodel import col

from capture_gateway.core.errors import CaptureGatewayError
from capture_gateway.storage import vault
from capture_gateway.storage.tables import LedgerHead
from capture_gateway.storage.vault import Sealer
from capture_gateway.storage.webhook_tables import DeliveryRow, WebhookRow

MOST = 50
"""Endpoints."""
MOST_SECRETS = 5
"""Of one endpoint, valid at one time."""
TEST = "webhook.test"
"""The type of a message that says nothing but that messages arrive."""
ENABLED, DISABLED, REMOVED = "enabled", "disabled", "removed"

_THERE = col(WebhookRow.state) != REMOVED
_FIELDS = tuple(WebhookRow.model_fields)
_COLUMNS: tuple[Any, ...] = tuple(getattr(WebhookRow, name) for name in _FIELDS)


class NotPossible(CaptureGatewayError):
    """What is asked for does not fit what is there."""


class NotThere(NotPossible):
    """No such endpoint, or it is removed."""


class NotYet(NotPossible):
    """A position that no record has yet."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for. No events, no programs: all of them."""

    url: str
    description: str = ""
    events: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    after: int | None = None
    """It hears of every record behind this position; None: of those from now on."""


@dataclass(frozen=True, slots=True)
class Secret:
    """`whsec_…`, and when it ends (milliseconds); None: it is the newest one."""

    value: str
    ends_at: int | None


@dataclass(frozen=True, slots=True)
class Webhook:
    """One endpoint. Times in milliseconds."""

    id: str
    url: str
    description: str
    secrets: tuple[Secret, ...]
    events: tuple[str, ...]
    programs: tuple[str, ...]
    created_at: int
    created_by: str
    state: str
    why: str
    withdrawals_at: int
    others_at: int
    failing_since: int | None

    def valid_secrets(self, now: int) -> tuple[Secret, ...]:
        """Those that sign at `now`, the newest first."""
        return tuple(one for one in self.secrets if one.ends_at is None or now < one.ends_at)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one endpoint. `attempts`: (when, status or None, what went wrong or "", milliseconds)."""

    message: str
    position: int | None
    type: str
    state: Literal["waiting", "delivered", "failed"]
    at: int
    due_at: int
    attempts: tuple[tuple[int, int | None, str, int], ...]


def fresh_secret(random: bytes) -> str:
    """32 unpredictable bytes as Standard Webhooks writes a secret: `whsec_` and base64."""
    return "whsec_" + base64.b64encode(random).decode()


def newest(connection: Connection) -> int:
    """The position of the newest record; -1 when there is none."""
    size: int = connection.execute(select(col(LedgerHead.size)).where(col(LedgerHead.id) == 1)).scalar_one()
    return size - 1


def made(connection: Connection, wanted: Wanted, secret: str, *, identifier: str, by: str, now: int) -> Webhook:
    """A new endpoint. NotYet, NotPossible."""
    if connection.execute(select(func.count()).where(_THERE)).scalar_one() >= MOST:
        raise NotPossible(f"There are {MOST} endpoints already; remove one that is not needed any more.")
    start = newest(connection) if wanted.after is None else _existing(connection, wanted.after)
    row = WebhookRow(
        id=identifier, url=wanted.url, description=wanted.description,
        secrets=_sealed(connection, identifier, [Secret(secret, None)]),
        events=json.dumps(wanted.events), programs=json.dumps(wanted.programs), created_at=now, created_by=by,
        state=ENABLED, withdrawals_at=start, others_at=start,
    )  # fmt: skip
    connection.execute(insert(WebhookRow), row.model_dump())
    return by_id(connection, identifier)


def listed(connection: Connection) -> list[Webhook]:
    """Every endpoint, the oldest first."""
    rows = connection.execute(select(*_COLUMNS).where(_THERE).order_by(col(WebhookRow.id)))
    sealer = vault.of(connection).own
    return [_webhook(row, sealer) for row in rows]


def by_id(connection: Connection, identifier: str) -> Webhook:
    """One endpoint. NotThere."""
    row = connection.execute(select(*_COLUMNS).where(_THERE, col(WebhookRow.id) == identifier)).first()
    if row is None:
        raise NotThere("There is no webhook endpoint with this id.")
    return _webhook(row, vault.of(connection).own)


def remove(connection: Connection, identifier: str) -> None:
    """Nothing more is sent; its secrets and its log are gone. NotThere."""
    by_id(connection, identifier)
    _change(connection, identifier, state=REMOVED, secrets=b"")
    connection.execute(delete(DeliveryRow).where(col(DeliveryRow.webhook) == identifier))


def rotate(connection: Connection, identifier: str, secret: str, *, now: int, keep: int) -> Webhook:
    """`secret` signs from now on; the others sign too, for `keep` more milliseconds at most. NotThere, NotPossible."""
    webhook = by_id(connection, identifier)
    ends = [(one.value, min(now + keep, one.ends_at or now + keep)) for one in webhook.secrets]
    kept = [Secret(value, until) for value, until in ends if until > now]
    if len(kept) >= MOST_SECRETS:
        raise NotPossible(f"{MOST_SECRETS} secrets are valid already; wait until one ends, or let old ones end sooner.")
    _change(connection, identifier, secrets=_sealed(connection, identifier, [Secret(secret, None), *kept]))
    return by_id(connection, identifier)


def replay(connection: Connection, identifier: str, *, after: int) -> Webhook:
    """Every record behind position `after` is delivered (again). NotThere, NotYet."""
    webhook = by_id(connection, identifier)
    after = _existing(connection, after)
    _change(
        connection, identifier,
        withdrawals_at=min(webhook.withdrawals_at, after), others_at=min(webhook.others_at, after),
    )  # fmt: skip
    return by_id(connection, identifier)


def enable(connection: Connection, identifier: str, *, now: int) -> Webhook:
    """Go on where it was, what waits at once. NotThere."""
    by_id(connection, identifier)
    _change(connection, identifier, state=ENABLED, why="", failing_since=None)
    waiting = and_(col(DeliveryRow.webhook) == identifier, col(DeliveryRow.state) == "waiting")
    connection.execute(update(DeliveryRow).where(waiting, col(DeliveryRow.due_at) > now).values(due_at=now))
    return by_id(connection, identifier)


def test(connection: Connection, identifier: str, message: str, *, now: int) -> None:
    """A message of type TEST with this id, due at once. NotThere; NotPossible where nothing is delivered."""
    if by_id(connection, identifier).state != ENABLED:
        raise NotPossible("This endpoint is disabled, so nothing is sent to it; enable it first.")
    row = {"webhook": identifier, "message": message, "position": None, "type": TEST, "state": "waiting"}
    connection.execute(insert(DeliveryRow), row | {"at": now, "due_at": now, "attempts": "[]"})


def deliveries(
    connection: Connection,
    identifier: str,
    *,
    state: str | None = None,
    before: tuple[int, str] | None = None,
    message: str | None = None,
    limit: int = 100,
) -> list[Delivery]:
    """The log of an endpoint, the newest first: from behind (at, message) `before`; or of one message."""
    row = DeliveryRow
    columns: tuple[Any, ...] = (row.message, row.position, row.type, row.state, row.at, row.due_at, row.attempts)
    query = select(*columns).where(col(row.webhook) == identifier)
    if state is not None:
        query = query.where(col(row.state) == state)
    if message is not None:
        query = query.where(col(row.message) == message)
    if before is not None:
        at, last = before
        query = query.where(or_(col(row.at) < at, and_(col(row.at) == at, col(row.message) < last)))
    found = connection.execute(query.order_by(col(row.at).desc(), col(row.message).desc()).limit(limit))
    return [_delivery(one) for one in found.mappings()]


def _delivery(row: Any) -> Delivery:
    values = dict(row)
    values["attempts"] = tuple(tuple(one) for one in json.loads(values["attempts"]))
    return Delivery(**values)


def _existing(connection: Connection, position: int) -> int:
    last = newest(connection)
    if position > last:
        raise NotYet(f"The newest record has position {last}." if last >= 0 else "There is no record yet.")
    return position


def _change(connection: Connection, identifier: str, **values: Any) -> None:
    connection.execute(update(WebhookRow).where(col(WebhookRow.id) == identifier).values(**values))


def _sealed(connection: Connection, identifier: str, secrets: Sequence[Secret]) -> bytes:
    plain = json.dumps([[one.value, one.ends_at] for one in secrets]).encode()
    return vault.of(connection).own.seal(plain, _about(identifier))


def _about(identifier: str) -> bytes:
    return b"webhook\0" + identifier.encode()


def _webhook(row: Any, sealer: Sealer) -> Webhook:
    values = dict(zip(_FIELDS, row, strict=True))
    opened = sealer.open(values["secrets"], _about(values["id"]))
    values["secrets"] = tuple(Secret(*one) for one in json.loads(opened))
    values |= {name: tuple(json.loads(values[name])) for name in ("events", "programs")}
    return Webhook(**values)

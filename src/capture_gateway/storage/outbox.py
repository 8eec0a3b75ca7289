"""The outbox: texts that are to be sent, and what became of them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, case, func, select, update
from sqlmodel import col

from capture_gateway.core.disclosure import Words
from capture_gateway.core.errors import Unavailable
from capture_gateway.core.outgoing import Outgoing
from capture_gateway.core.withdrawal import rank
from capture_gateway.storage import bulk
from capture_gateway.storage.database import STORE_ERRORS, Database
from capture_gateway.storage.prepared import Prepared
from capture_gateway.storage.tables import FAILED, UNSENT, OutboxRow

_COLUMNS: tuple[Any, ...] = tuple(getattr(OutboxRow, name) for name in OutboxRow.model_fields)
_DUE = col(OutboxRow.due_at) <= bindparam("now")
_ORDER = (col(OutboxRow.due_at), col(OutboxRow.id))
_SECRET = "code"  # noqa: S105 - a purpose: its text is kept no longer than it is needed


@dataclass(frozen=True, slots=True)
class Stored:
    """A text that is not sent yet, as far as anybody knows."""

    text: Outgoing
    state: Literal["waiting", "sending", "unknown"]
    tries: int
    tried_at: int
    missed_at: int


class Due:
    """Whether there is something to do, on the event loop. Not safe from several threads."""

    def __init__(self, database: Database) -> None:
        self._prepared = Prepared(database.reader, select(col(OutboxRow.id)).where(UNSENT, _DUE).limit(1))

    def __call__(self, now: int) -> bool:
        """Unavailable when the store cannot tell."""
        try:
            return self._prepared.first(now=now) is not None
        except STORE_ERRORS as error:
            raise Unavailable("the store cannot be read") from error

    def close(self) -> None:
        """Give the connection back."""
        self._prepared.close()


def backlog(connection: Connection) -> dict[str, int]:
    """How many texts are not sent yet (`waiting`), and how many the provider refused for good (`failed`)."""
    conditions = {"waiting": UNSENT, "failed": FAILED}
    counting = {state: select(func.count()).select_from(OutboxRow).where(one) for state, one in conditions.items()}
    return {state: int(connection.execute(count).scalar_one()) for state, count in counting.items()}


def add(connection: Connection, texts: Sequence[Outgoing]) -> None:
    """Write texts that wait to be sent, in the transaction of what they tell of."""
    bulk.insert(
        connection,
        OutboxRow,
        [
            {
                "id": text.id,
                "purpose": text.purpose,
                "channel": text.channel,
                "subject": text.subject,
                "sender": text.sender,
                "program": text.program,
                "categories": json.dumps(text.categories),
                "name": text.words.name,
                "language": text.words.language,
                "sha256": "" if text.purpose == _SECRET else text.words.sha256,  # of so few texts, it would tell which
                "text": text.words.text,
                "made_at": text.made_at,
                "until": text.until,
                "state": "waiting",
                "due_at": text.made_at,
                "tries": 0,
                "tried_at": 0,
                "missed_at": 0,
                "provider_id": None,
                "status": None,
                "error": None,
            }
            for text in texts
        ],
    )


def due(connection: Connection, now: int, most: int) -> list[Stored]:
    """The texts that something is to be done about, those that wait longest first."""
    found = select(*_COLUMNS).where(UNSENT, _DUE).order_by(*_ORDER).limit(most)
    return [_stored(row) for row in connection.execute(found, {"now": now}).mappings()]


def start(connection: Connection, one: Stored, *, now: int, until: int) -> None:
    """It is being sent; who sends it has until `until`."""
    _change(connection, one, state="sending", due_at=until, tries=one.tries + 1, tried_at=now, missed_at=0)


def wait(connection: Connection, one: Stored, *, due_at: int) -> None:
    """It surely was not sent; try at `due_at`."""
    _change(connection, one, state="waiting", due_at=due_at)


def doubt(connection: Connection, one: Stored, *, due_at: int, missed_at: int) -> None:
    """It may have been sent; look for it at `due_at`."""
    _change(connection, one, state="unknown", due_at=due_at, missed_at=missed_at)


def sent(connection: Connection, identifier: str, provider_id: str, status: str) -> None:
    """The provider has it, whatever else was thought of it."""
    _finish(connection, identifier, state="sent", provider_id=provider_id, status=status)


def give_up(connection: Connection, identifier: str, state: Literal["failed", "dropped"], why: str) -> None:
    """It never will be sent: the provider's error, or a word of ours."""
    _finish(connection, identifier, state=state, error=why)


def taken(connection: Connection, provider_ids: Collection[str]) -> set[str]:
    """Those of the provider's messages that are known to be texts of ours."""
    found = select(col(OutboxRow.provider_id)).where(col(OutboxRow.provider_id).in_(provider_ids))
    return {str(row[0]) for row in connection.execute(found)}


def report(connection: Connection, provider_id: str, status: str, error: str, text: str | None = None) -> None:
    """What the provider reports of a message; nothing where it is none of ours, or when more is known already.

    `text`: the id that its address for reports carries. A report of a text that nobody knew to be sent says so.
    """
    if text is not None:
        _finish(connection, text, state="sent", provider_id=provider_id)
    ours = col(OutboxRow.provider_id) == provider_id
    known = connection.execute(select(col(OutboxRow.status)).where(ours)).first()
    if known is not None and (known[0] is None or rank(status) >= rank(known[0])):
        connection.execute(update(OutboxRow).where(ours).values(status=status, error=error or None))


def _change(connection: Connection, one: Stored, **values: Any) -> None:
    """Unless somebody else has tried it since, or it is over."""
    same = (col(OutboxRow.id) == one.text.id) & (col(OutboxRow.tries) == one.tries)
    connection.execute(update(OutboxRow).where(same, UNSENT).values(**values))


def _finish(connection: Connection, identifier: str, **values: Any) -> None:
    text = case((col(OutboxRow.purpose) == _SECRET, ""), else_=col(OutboxRow.text))
    connection.execute(update(OutboxRow).where(col(OutboxRow.id) == identifier, UNSENT).values(**values, text=text))


def _stored(row: Any) -> Stored:
    text = Outgoing(
        id=row["id"],
        purpose=row["purpose"],
        channel=row["channel"],
        subject=row["subject"],
        sender=row["sender"],
        program=row["program"],
        categories=tuple(json.loads(row["categories"])),
        words=Words(
            program=row["program"],
            version="",
            language=row["language"],
            name=row["name"],
            kind="",
            role="",
            text=row["text"],
            sha256=row["sha256"],
            template_sha256="",
        ),
        made_at=row["made_at"],
        until=row["until"],
    )
    return Stored(text, row["state"], row["tries"], row["tried_at"], row["missed_at"])

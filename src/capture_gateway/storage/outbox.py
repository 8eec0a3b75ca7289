"""The outbox: texts that are to be sent, and what became of them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, func, select, update
from sqlmodel import col

from capture_gateway.core.disclosure import Words
from capture_gateway.core.errors import Unavailable
from capture_gateway.core.outgoing import Outgoing
from capture_gateway.core.withdrawal import rank
from capture_gateway.storage import bulk, people, vault
from capture_gateway.storage.database import STORE_ERRORS, Database
from capture_gateway.storage.people import People
from capture_gateway.storage.prepared import Prepared
from capture_gateway.storage.tables import FAILED, UNSENT, OutboxRow, SubjectRow
from capture_gateway.storage.vault import Sealer, Vault

_TEXTS = select(
    *(col(getattr(OutboxRow, name)) for name in OutboxRow.model_fields),
    col(SubjectRow.wrapped),
    col(SubjectRow.address).label("sealed_address"),
    col(SubjectRow.made_at).label("key_made_at"),
).join(SubjectRow, col(SubjectRow.subject) == col(OutboxRow.subject))
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


@dataclass(frozen=True, slots=True)
class Told:
    """A text of ours, and what became of it. Times in milliseconds."""

    text: Outgoing
    state: str
    tries: int
    tried_at: int
    provider_id: str | None
    status: str | None
    error: str | None


class Due:
    """Whether there is something to do, for one event loop."""

    def __init__(self, database: Database) -> None:
        self._prepared = Prepared(database, select(col(OutboxRow.id)).where(UNSENT, _DUE).limit(1))

    async def __call__(self, now: int) -> bool:
        """Unavailable when the store cannot tell."""
        try:
            return await self._prepared.first(now=now) is not None
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


def add(connection: Connection, keys: People, texts: Sequence[Outgoing], due_at: int) -> None:
    """Write texts that wait to be sent from `due_at` on, in the transaction of what they tell of."""
    bulk.insert(
        connection,
        OutboxRow,
        [
            {
                "id": text.id,
                "purpose": text.purpose,
                "channel": text.channel,
                "subject": keys.vault.subject(text.subject),
                "sender": text.sender,
                "program": text.program,
                "categories": json.dumps(text.categories),
                "name": text.words.name,
                "language": text.words.language,
                "sealed": _sealed(keys.sealer(text.subject), text, text.words.text, text.words.sha256, None),
                "made_at": text.made_at,
                "until": text.until,
                "state": "waiting",
                "due_at": due_at,
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
    found = _TEXTS.where(UNSENT, _DUE).order_by(*_ORDER).limit(most)
    known = vault.of(connection)
    rows = connection.execute(found, {"now": now})
    return [Stored(_text(known, row)[0], row.state, row.tries, row.tried_at, row.missed_at) for row in rows]


def of(connection: Connection, address: str) -> list[Told]:
    """Every text to one person that is kept, the oldest first."""
    known = vault.of(connection)
    rows = connection.execute(
        _TEXTS.where(col(OutboxRow.subject) == known.subject(address)).order_by(col(OutboxRow.id))
    )
    opened = [(row, *_text(known, row)) for row in rows]
    return [
        Told(text, row.state, row.tries, row.tried_at, provider_id, row.status, row.error)
        for row, text, provider_id in opened
    ]


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
    _finish(connection, identifier, provider_id, state="sent", status=status)


def give_up(connection: Connection, identifier: str, state: Literal["failed", "dropped"], why: str) -> None:
    """It never will be sent: the provider's error, or a word of ours."""
    _finish(connection, identifier, None, state=state, error=why)


def taken(connection: Connection, provider_ids: Collection[str]) -> set[str]:
    """Those of the provider's messages that are known to be texts of ours."""
    tokens = {_token(connection, one): one for one in provider_ids}
    found = select(col(OutboxRow.provider_id)).where(col(OutboxRow.provider_id).in_(list(tokens)))
    return {tokens[token] for token in connection.execute(found).scalars() if token is not None}


def report(connection: Connection, provider_id: str, status: str, error: str, text: str | None = None) -> None:
    """What the provider reports of a message; nothing where it is none of ours, or when more is known already.

    `text`: the id that its address for reports carries. A report of a text that nobody knew to be sent says so.
    """
    if text is not None:
        _finish(connection, text, provider_id, state="sent")
    ours = col(OutboxRow.provider_id) == _token(connection, provider_id)
    known = connection.execute(select(col(OutboxRow.status)).where(ours)).first()
    if known is not None and (known[0] is None or rank(status) >= rank(known[0])):
        connection.execute(update(OutboxRow).where(ours).values(status=status, error=error or None))


def _change(connection: Connection, one: Stored, **values: Any) -> None:
    """Unless somebody else has tried it since, or it is over."""
    same = (col(OutboxRow.id) == one.text.id) & (col(OutboxRow.tries) == one.tries)
    connection.execute(update(OutboxRow).where(same, UNSENT).values(**values))


def _finish(connection: Connection, identifier: str, provider_id: str | None, **values: Any) -> None:
    row = connection.execute(_TEXTS.where(col(OutboxRow.id) == identifier, UNSENT)).first()
    if row is None:
        return
    known = vault.of(connection)
    text, _ = _text(known, row)
    is_secret = text.purpose == _SECRET  # of so few texts, the digest would tell which one it was
    kept = ("", "") if is_secret else (text.words.text, text.words.sha256)
    sealed = _sealed(known.person(row.subject, row.wrapped), text, *kept, provider_id)
    if provider_id is not None:
        values["provider_id"] = _token(connection, provider_id)
    connection.execute(update(OutboxRow).where(col(OutboxRow.id) == identifier).values(**values, sealed=sealed))


def _token(connection: Connection, provider_id: str) -> str:
    return vault.of(connection).token("provider", provider_id)


def _sealed(sealer: Sealer, of: Outgoing, text: str, sha256: str, provider_id: str | None) -> bytes:
    return sealer.seal(json.dumps([text, sha256, provider_id], ensure_ascii=False).encode(), _about(of))


def _text(known: Vault, row: Any) -> tuple[Outgoing, str | None]:
    """The text, and the provider's id of it."""
    sealer = known.person(row.subject, row.wrapped)
    words = Words(
        program=row.program,
        version="",
        language=row.language,
        name=row.name,
        kind="",
        role="",
        text="",
        sha256="",
        template_sha256="",
    )
    outgoing = Outgoing(
        id=row.id,
        purpose=row.purpose,
        channel=row.channel,
        subject=people.address(sealer, row.subject, row.sealed_address, row.key_made_at),
        sender=row.sender,
        program=row.program,
        categories=tuple(json.loads(row.categories)),
        words=words,
        made_at=row.made_at,
        until=row.until,
    )
    text, sha256, provider_id = json.loads(sealer.open(row.sealed, _about(outgoing)))
    return replace(outgoing, words=replace(words, text=text, sha256=sha256)), provider_id


def _about(one: Outgoing) -> bytes:
    """Every column vouched for that never changes."""
    what = (one.id, one.purpose, one.channel, one.sender, one.program, json.dumps(one.categories))
    return vault.about("outbox", *what, one.words.name, one.words.language, one.made_at, one.until)

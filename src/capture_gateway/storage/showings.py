"""Showings: words that were given to people, and the texts of all words that ever were."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection, bindparam, select, text, update
from sqlmodel import col

from capture_gateway.core.disclosure import Delivery, Proof, Showing
from capture_gateway.core.errors import Unavailable
from capture_gateway.storage import bulk
from capture_gateway.storage.database import STORE_ERRORS, Database
from capture_gateway.storage.prepared import KEYS, ByKeys, Prepared
from capture_gateway.storage.tables import OPEN, ShowingRow, WordingRow

_COLUMNS: tuple[Any, ...] = (
    ShowingRow.id, ShowingRow.subject, ShowingRow.sender, ShowingRow.channel, ShowingRow.thread, ShowingRow.shown_at,
    ShowingRow.closed, ShowingRow.closed_at, ShowingRow.words, ShowingRow.provider_id, ShowingRow.status,
    ShowingRow.nudged, ShowingRow.proof,
)  # fmt: skip
_IS_LIVE = text("live = 1")
_LIVE = ByKeys(select(*_COLUMNS).where(col(ShowingRow.subject).in_(bindparam(KEYS, expanding=True)), _IS_LIVE))
_UPDATE = (
    update(ShowingRow)
    .where(col(ShowingRow.id) == bindparam("key"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in ("live", "closed", "closed_at", "provider_id", "status", "nudged", "proof", "words")
        }
    )
)


def live(connection: Connection, subjects: Collection[str]) -> list[Showing]:
    """The open showings of these people and the newest of each of their lines, oldest first."""
    return sorted((_showing(row) for row in _LIVE.rows(connection, subjects)), key=lambda one: (one.shown_at, one.id))


def of(connection: Connection, subject: str) -> list[Showing]:
    """Every showing to one person that is kept, oldest first."""
    rows = connection.execute(select(*_COLUMNS).where(col(ShowingRow.subject) == subject))
    return sorted(map(_showing, rows), key=lambda one: (one.shown_at, one.id))


class ById:
    """Reads one showing by its id, on the event loop. Not safe from several threads."""

    def __init__(self, database: Database) -> None:
        self._prepared = Prepared(database.reader, select(*_COLUMNS).where(col(ShowingRow.id) == bindparam("id")))

    async def find(self, identifier: str) -> Showing | None:
        """The showing; None when no such one was kept. Unavailable when the store cannot tell."""
        try:
            row = self._prepared.first(id=identifier)
        except STORE_ERRORS as error:
            raise Unavailable("the store cannot be read") from error
        return None if row is None else _showing(row)

    def close(self) -> None:
        """Give the connection back."""
        self._prepared.close()


def unanswered(connection: Connection, channel: str, before: int) -> list[Showing]:
    """Showings on this line that have been open since before `before`."""
    waiting = (col(ShowingRow.channel) == channel) & (col(ShowingRow.shown_at) < before)
    waiting &= col(ShowingRow.proof).is_(None)  # what a typed number agreed to waits for the number
    rows = connection.execute(select(*_COLUMNS).where(waiting, OPEN))
    return [_showing(row) for row in rows]


def add(connection: Connection, showings: Sequence[tuple[Showing, bool]]) -> None:
    """Write new showings, each with whether it is live."""
    bulk.insert(connection, ShowingRow, [_row(showing, is_live=is_live) for showing, is_live in showings])


def change(connection: Connection, showings: Sequence[tuple[Showing, bool]]) -> None:
    """Write what has changed of these: closed or not, delivery, proof, what they follow, live."""
    if showings:
        connection.execute(
            _UPDATE,
            [
                {
                    "key": showing.id,
                    "new_live": int(is_live),
                    "new_closed": showing.closed,
                    "new_closed_at": showing.closed_at,
                    "new_provider_id": showing.delivery and showing.delivery.provider_id,
                    "new_status": showing.delivery and showing.delivery.status,
                    "new_nudged": int(showing.nudged),
                    "new_proof": _proof(showing),
                    "new_words": _words(showing),
                }
                for showing, is_live in showings
            ],
        )


def texts(connection: Connection, digests: Collection[str] | None = None) -> dict[str, str]:
    """Digest -> text of all words that were ever current, or of these alone."""
    query = select(col(WordingRow.sha256), col(WordingRow.text))
    if digests is not None:
        query = query.where(col(WordingRow.sha256).in_(digests))
    return {row[0]: row[1] for row in connection.execute(query)}


def add_texts(connection: Connection, new: dict[str, str]) -> None:
    """Keep texts by their digests; those that are kept already must not be among them."""
    bulk.insert(connection, WordingRow, [{"sha256": digest, "text": text} for digest, text in new.items()])


def _row(showing: Showing, *, is_live: bool) -> dict[str, Any]:
    return {
        "id": showing.id,
        "subject": showing.subject,
        "sender": showing.sender,
        "channel": showing.channel,
        "thread": showing.thread,
        "live": int(is_live),
        "shown_at": showing.shown_at,
        "closed": showing.closed,
        "closed_at": showing.closed_at,
        "provider_id": showing.delivery and showing.delivery.provider_id,
        "status": showing.delivery and showing.delivery.status,
        "nudged": int(showing.nudged),
        "proof": _proof(showing),
        "words": _words(showing),
    }


def _words(showing: Showing) -> str:
    """Which words, what an agreement to them covers, and what they follow; the last two change with a typed number."""
    return json.dumps(
        [
            showing.program,
            showing.version,
            showing.language,
            showing.prompt,
            showing.kind,
            showing.sha256,
            showing.template_sha256,
            showing.categories,
            showing.contact,
            dict(showing.presentation),
            showing.follows,
            showing.medium,
            showing.answers,
        ],
        ensure_ascii=False,
    )


def _proof(showing: Showing) -> str | None:
    """What proves a typed number, as long as it can; once it has, the join code tells that it comes again."""
    if showing.proof is None or showing.closed not in (None, "given"):
        return None
    return json.dumps(asdict(showing.proof if showing.closed is None else replace(showing.proof, code="")))


def _showing(row: Any) -> Showing:
    identifier, subject, sender, channel, thread, shown_at, closed, closed_at, words, provider_id, status = row[:11]
    nudged, proof = row[11:]
    (program, version, language, prompt, kind, digest, template, categories, contact, *rest) = json.loads(words)
    presentation, follows, medium, answers = rest
    return Showing(
        id=identifier,
        subject=subject,
        sender=sender,
        program=program,
        version=version,
        language=language,
        prompt=prompt,
        kind=kind,
        sha256=digest,
        template_sha256=template,
        categories=tuple(categories),
        contact=tuple(contact),
        channel=channel,
        thread=thread,
        shown_at=shown_at,
        medium=medium,
        presentation=presentation,
        follows=follows,
        delivery=Delivery(provider_id, status or "") if provider_id else None,
        closed=closed,
        closed_at=closed_at,
        nudged=bool(nudged),
        proof=Proof(**json.loads(proof)) if proof else None,
        answers=answers,
    )

"""Showings: words that were given to people, and the texts of all words that ever were."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, select, text, update
from sqlmodel import col

from capture_gateway.core.disclosure import Delivery, Proof, Showing
from capture_gateway.core.errors import Unavailable
from capture_gateway.storage import bulk, people, vault
from capture_gateway.storage.database import STORE_ERRORS, Database
from capture_gateway.storage.people import People
from capture_gateway.storage.prepared import KEYS, ByKeys, Prepared
from capture_gateway.storage.tables import OPEN, ShowingRow, SubjectRow, WordingRow
from capture_gateway.storage.vault import Vault

_COLUMNS: tuple[Any, ...] = (
    ShowingRow.id, ShowingRow.subject, ShowingRow.sender, ShowingRow.channel, ShowingRow.shown_at, ShowingRow.closed,
    ShowingRow.closed_at, ShowingRow.nudged, ShowingRow.live, ShowingRow.sealed, SubjectRow.wrapped, SubjectRow.address,
    SubjectRow.made_at,
)  # fmt: skip
_SHOWINGS = select(*_COLUMNS).join(SubjectRow, col(SubjectRow.subject) == col(ShowingRow.subject))
_IS_LIVE = text("live = 1")
_LIVE = ByKeys(_SHOWINGS.where(col(ShowingRow.subject).in_(bindparam(KEYS, expanding=True)), _IS_LIVE))
_UPDATE = (
    update(ShowingRow)
    .where(col(ShowingRow.id) == bindparam("key"))
    .values({name: bindparam(f"new_{name}") for name in ("live", "closed", "closed_at", "nudged", "sealed")})
)


def live(connection: Connection, subjects: Collection[str]) -> list[Showing]:
    """The open showings of these people and the newest of each of their lines, oldest first."""
    known = vault.of(connection)
    rows = _LIVE.rows(connection, [known.subject(address) for address in subjects])
    return sorted((_showing(known, row) for row in rows), key=lambda one: (one.shown_at, one.id))


def of(connection: Connection, subject: str) -> list[Showing]:
    """Every showing to one person that is kept, oldest first."""
    known = vault.of(connection)
    rows = connection.execute(_SHOWINGS.where(col(ShowingRow.subject) == known.subject(subject)))
    return sorted((_showing(known, row) for row in rows), key=lambda one: (one.shown_at, one.id))


class ById:
    """Reads one showing by its id, on the event loop. Not safe from several threads."""

    def __init__(self, database: Database) -> None:
        self._prepared = Prepared(database, _SHOWINGS.where(col(ShowingRow.id) == bindparam("id")))
        self._vault = database.vault

    async def find(self, identifier: str) -> Showing | None:
        """The showing; None when no such one was kept. Unavailable when the store cannot tell."""
        try:
            row = await self._prepared.first(id=identifier)
        except STORE_ERRORS as error:
            raise Unavailable("the store cannot be read") from error
        return None if row is None else _showing(self._vault, row)

    def close(self) -> None:
        """Give the connection back."""
        self._prepared.close()


def unanswered(connection: Connection, channel: str, before: int) -> list[Showing]:
    """Showings on this line that have been open since before `before`."""
    waiting = (col(ShowingRow.channel) == channel) & (col(ShowingRow.shown_at) < before)
    known = vault.of(connection)
    found = [_showing(known, row) for row in connection.execute(_SHOWINGS.where(waiting, OPEN))]
    return [one for one in found if one.proof is None]  # what a typed number agreed to waits for the number


def add(connection: Connection, keys: People, showings: Sequence[tuple[Showing, bool]]) -> None:
    """Write new showings, each with whether it is live."""
    bulk.insert(connection, ShowingRow, [_row(keys, showing, is_live=is_live) for showing, is_live in showings])


def change(connection: Connection, keys: People, showings: Sequence[tuple[Showing, bool]]) -> None:
    """Write what has changed of these: closed or not, delivery, proof, what they follow, live; sealed anew."""
    if showings:
        connection.execute(
            _UPDATE,
            [
                {
                    "key": showing.id,
                    "new_live": int(is_live),
                    "new_closed": showing.closed,
                    "new_closed_at": showing.closed_at,
                    "new_nudged": int(showing.nudged),
                    "new_sealed": _sealed(keys, showing, is_live=is_live),
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


def _row(keys: People, showing: Showing, *, is_live: bool) -> dict[str, Any]:
    return {
        "id": showing.id,
        "subject": keys.vault.subject(showing.subject),
        "sender": showing.sender,
        "channel": showing.channel,
        "live": int(is_live),
        "shown_at": showing.shown_at,
        "closed": showing.closed,
        "closed_at": showing.closed_at,
        "nudged": int(showing.nudged),
        "sealed": _sealed(keys, showing, is_live=is_live),
    }


def _sealed(keys: People, showing: Showing, *, is_live: bool) -> bytes:
    """Which words, what an agreement to them covers, what they follow, and what shows whose number it is."""
    delivery = showing.delivery
    private = [
        showing.thread,
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
        delivery and [delivery.provider_id, delivery.status],
        _proof(showing),
    ]
    vouched = vault.about(
        "showing", showing.id, showing.sender, showing.channel, int(is_live), showing.shown_at, showing.closed,
        showing.closed_at, int(showing.nudged),
    )  # fmt: skip
    return keys.sealer(showing.subject).seal(orjson.dumps(private), vouched)


def _proof(showing: Showing) -> dict[str, Any] | None:
    """What proves a typed number, as long as it can; once it has, the join code tells that it comes again."""
    if showing.proof is None or showing.closed not in (None, "given"):
        return None
    return asdict(showing.proof if showing.closed is None else replace(showing.proof, code=""))


def _showing(known: Vault, row: Any) -> Showing:
    identifier, subject, sender, channel, shown_at, closed, closed_at, nudged, is_live, sealed, *key = row
    wrapped, address, made_at = key
    sealer = known.person(subject, wrapped)
    vouched = vault.about("showing", identifier, sender, channel, is_live, shown_at, closed, closed_at, nudged)
    private = orjson.loads(sealer.open(sealed, vouched))
    (thread, program, version, language, prompt, kind, digest, template, categories, contact, *rest) = private
    presentation, follows, medium, answers, delivery, proof = rest
    return Showing(
        id=identifier,
        subject=people.address(sealer, subject, address, made_at),
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
        delivery=Delivery(*delivery) if delivery else None,
        closed=closed,
        closed_at=closed_at,
        nudged=bool(nudged),
        proof=Proof(**proof) if proof else None,
        answers=answers,
    )

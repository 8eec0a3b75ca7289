"""Messages: what people wrote that is no evidence, and when we last helped."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, func, select
from sqlmodel import col

from capture_gateway.storage import bulk, vault
from capture_gateway.storage.people import People
from capture_gateway.storage.tables import MessageRow, SubjectRow
from capture_gateway.storage.vault import Vault

HELP = "help"


@dataclass(frozen=True, slots=True)
class Message:
    """One of them."""

    id: str
    subject: str
    """The address."""
    sender: str
    program: str
    channel: str
    at: int
    value: str
    """What they wrote, as they did."""
    replied: str
    request: Mapping[str, str] | None
    """The provider's signed request."""


def last_help(connection: Connection, subjects: Iterable[str]) -> dict[tuple[str, str], int]:
    """(address, channel) -> when the help words were last sent there."""
    token = vault.of(connection).subject
    addresses = {token(address): address for address in subjects}
    chosen = col(MessageRow.subject).in_(list(addresses)) & (col(MessageRow.replied) == HELP)
    newest = func.max(col(MessageRow.at))
    rows = connection.execute(
        select(col(MessageRow.subject), col(MessageRow.channel), newest)
        .where(chosen)
        .group_by(col(MessageRow.subject), col(MessageRow.channel))
    )
    return {(addresses[row[0]], row[1]): row[2] for row in rows}


def add(connection: Connection, people: People, messages: Sequence[Message]) -> None:
    """Write messages."""
    rows = [
        {
            "id": one.id,
            "subject": people.vault.subject(one.subject),
            "sender": one.sender,
            "program": one.program,
            "channel": one.channel,
            "at": one.at,
            "replied": one.replied,
            "sealed": people.sealer(one.subject).seal(_private(one), _about(one)),
        }
        for one in messages
    ]
    bulk.insert(connection, MessageRow, rows)


def of(connection: Connection, address: str) -> list[Message]:
    """Everything that one person wrote, oldest first."""
    known = vault.of(connection)
    columns = (*(col(getattr(MessageRow, name)) for name in MessageRow.model_fields), col(SubjectRow.wrapped))
    query = select(*columns).join(SubjectRow, col(SubjectRow.subject) == col(MessageRow.subject))
    query = query.where(col(MessageRow.subject) == known.subject(address)).order_by(col(MessageRow.id))
    return [_message(known, row, address) for row in connection.execute(query)]


def _private(one: Message) -> bytes:
    return orjson.dumps([one.value, one.request and dict(one.request)])


def _message(known: Vault, row: Any, address: str) -> Message:
    value, request = orjson.loads(known.person(row.subject, row.wrapped).open(row.sealed, _about(row)))
    return Message(
        id=row.id,
        subject=address,
        sender=row.sender,
        program=row.program,
        channel=row.channel,
        at=row.at,
        value=value,
        replied=row.replied,
        request=request,
    )


def _about(one: Any) -> bytes:
    """Of a message or its row: every column vouched for."""
    return vault.about("message", one.id, one.sender, one.program, one.channel, one.at, one.replied)

"""What a gateway keeps of people, opened: for tests that look beside it into its database."""

from sqlalchemy import URL, Connection, select
from sqlmodel import col

from capture_gateway.core.keys import Keys
from capture_gateway.storage import messages, outbox, people, vault
from capture_gateway.storage.database import beside
from capture_gateway.storage.messages import Message
from capture_gateway.storage.outbox import Told
from capture_gateway.storage.tables import SubjectRow
from capture_gateway.testing.keys import KEYS


def addresses(connection: Connection) -> list[str]:
    """Everybody of whom something is kept."""
    known = vault.of(connection)
    columns = (col(SubjectRow.subject), col(SubjectRow.wrapped), col(SubjectRow.address), col(SubjectRow.made_at))
    rows = connection.execute(select(*columns))
    found = (
        people.address(known.person(subject, wrapped), subject, sealed, at) for subject, wrapped, sealed, at in rows
    )
    return sorted(filter(None, found))


def texts(url: URL, keys: Keys = KEYS) -> list[Told]:
    """Every text of the outbox, the oldest first."""
    with beside(url, keys) as connection:
        found = [one for address in addresses(connection) for one in outbox.of(connection, address)]
    return sorted(found, key=lambda told: (told.text.made_at, told.text.id))


def received(url: URL, address: str, keys: Keys = KEYS) -> list[Message]:
    """The messages of somebody that are no evidence, the oldest first."""
    with beside(url, keys) as connection:
        return messages.of(connection, address)

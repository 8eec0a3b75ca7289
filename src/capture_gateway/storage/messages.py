"""Messages: what people wrote that is no evidence, and when we last helped."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, func, select
from sqlmodel import col

from capture_gateway.storage import bulk
from capture_gateway.storage.tables import MessageRow

HELP = "help"


def last_help(connection: Connection, subjects: Iterable[str]) -> dict[tuple[str, str], int]:
    """(subject, channel) -> when the help words were last sent there."""
    chosen = col(MessageRow.subject).in_(list(subjects)) & (col(MessageRow.replied) == HELP)
    newest = func.max(col(MessageRow.at))
    rows = connection.execute(
        select(col(MessageRow.subject), col(MessageRow.channel), newest)
        .where(chosen)
        .group_by(col(MessageRow.subject), col(MessageRow.channel))
    )
    return {(row[0], row[1]): row[2] for row in rows}


def add(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """Write messages; each row has the columns of `MessageRow`."""
    bulk.insert(connection, MessageRow, rows)

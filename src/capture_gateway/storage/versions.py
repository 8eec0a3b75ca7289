"""Whose consent rests on the words of another version."""

import json
from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlmodel import col

from capture_gateway.core.permission import Standing, from_json
from capture_gateway.storage import people
from capture_gateway.storage.database import Database
from capture_gateway.storage.tables import PermissionRow, SubjectRow

_BATCH = 2_000
"""People whom one look-up reads: each sees one moment and is soon over, however many there are."""


def with_other_words(
    database: Database, sender: str, program: str, version: str, reached: Collection[tuple[str, str]]
) -> Iterator[tuple[str, Collection[tuple[str, str]]]]:
    """(address, what of `reached` stands as given to other words than `version`), without those of nothing.

    `reached`: (category, contact) pairs of `program`. The order is always the same, and means nothing.
    """
    last = ""
    while True:
        query = (
            select(
                col(PermissionRow.subject),
                col(PermissionRow.standing),
                col(SubjectRow.wrapped),
                col(SubjectRow.address),
                col(SubjectRow.made_at),
            )
            .join(SubjectRow, col(SubjectRow.subject) == col(PermissionRow.subject))
            .where(col(PermissionRow.subject) > last, col(PermissionRow.sender) == sender)
        )
        with database.reading() as connection:
            rows = connection.execute(query.order_by(col(PermissionRow.subject)).limit(_BATCH)).all()
        for subject, standing, wrapped, address, made_at in rows:
            found = _other(from_json(json.loads(standing)), program, version, reached)
            if found:
                yield people.address(database.vault.person(subject, wrapped), subject, address, made_at), found
        if len(rows) < _BATCH:
            return
        last = rows[-1][0]


def _other(
    standing: Standing, program: str, version: str, reached: Collection[tuple[str, str]]
) -> Collection[tuple[str, str]]:
    cells = ((pair, standing.of(program, *pair)) for pair in reached)
    return [pair for pair, cell in cells if cell is not None and cell.state == "given" and cell.version != version]

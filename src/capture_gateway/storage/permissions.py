"""Permissions: one folded row for each person and sender; people stand in it by their tokens."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, delete, select, update
from sqlmodel import col

from capture_gateway.core.permission import Standing, from_json, to_json
from capture_gateway.storage import bulk, vault
from capture_gateway.storage.prepared import KEYS, ByKeys
from capture_gateway.storage.tables import PermissionRow

Key = tuple[str, str]
"""(address of the person, sender)"""

_UPDATE = (
    update(PermissionRow)
    .where(col(PermissionRow.subject) == bindparam("of"), col(PermissionRow.sender) == bindparam("to"))
    .values(standing=bindparam("new"))
)
BY_KEY = select(col(PermissionRow.standing)).where(
    col(PermissionRow.subject) == bindparam("of"), col(PermissionRow.sender) == bindparam("to")
)
"""The standing, as JSON, of the person with the token `of` and the sender `to`."""

_OF = ByKeys(
    select(col(PermissionRow.subject), col(PermissionRow.sender), col(PermissionRow.standing)).where(
        col(PermissionRow.subject).in_(bindparam(KEYS, expanding=True))
    )
)


def load(connection: Connection, subjects: Collection[str]) -> dict[Key, Standing]:
    """The standings of these people, for every sender that has one."""
    tokens = _tokens(connection, subjects)
    rows = _OF.rows(connection, tokens.keys())
    return {(tokens[row[0]], row[1]): from_json(orjson.loads(row[2])) for row in rows}


def raw(connection: Connection, subjects: Collection[str]) -> dict[Key, Any]:
    """The same as plain values (`core.permission.to_json`), for who needs one cell of each."""
    tokens = _tokens(connection, subjects)
    return {(tokens[row[0]], row[1]): orjson.loads(row[2]) for row in _OF.rows(connection, tokens.keys())}


def of(connection: Connection, subject: str, sender: str) -> Standing:
    """The standing of one person for one sender."""
    row = connection.execute(BY_KEY, {"of": vault.of(connection).subject(subject), "to": sender}).first()
    return Standing() if row is None else from_json(orjson.loads(row[0]))


def save(connection: Connection, new: Mapping[Key, Standing], changed: Mapping[Key, Standing]) -> None:
    """Write standings that did not exist, and those that did."""
    token = vault.of(connection).subject
    add(connection, {(token(key[0]), key[1]): value for key, value in new.items()})
    if changed:
        connection.execute(
            _UPDATE, [{"of": token(key[0]), "to": key[1], "new": _text(value)} for key, value in changed.items()]
        )


def add(connection: Connection, standings: Mapping[tuple[str, str], Standing]) -> None:
    """Write the standings of people who have none; these are given by their tokens."""
    rows = [{"subject": key[0], "sender": key[1], "standing": _text(value)} for key, value in standings.items()]
    bulk.insert(connection, PermissionRow, rows)


def clear(connection: Connection) -> None:
    """Forget every standing; only to fold them again in the same transaction."""
    connection.execute(delete(PermissionRow))


def everything(connection: Connection) -> Iterator[tuple[tuple[str, str], str]]:
    """Every row, by (token, sender), in a fixed order, for comparing two foldings."""
    order = (col(PermissionRow.subject), col(PermissionRow.sender))
    for row in connection.execute(select(*order, col(PermissionRow.standing)).order_by(*order)):
        yield (row[0], row[1]), row[2]


def _tokens(connection: Connection, addresses: Collection[str]) -> Mapping[str, str]:
    token = vault.of(connection).subject
    return {token(address): address for address in addresses}


def _text(standing: Standing) -> str:
    return orjson.dumps(to_json(standing)).decode()

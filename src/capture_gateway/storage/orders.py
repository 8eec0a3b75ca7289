"""Orders: what the command line asks of the running gateway, which alone may write acts.

What they ask is sealed: nobody reads it in the database, and nobody without its keys can place or change an order.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, or_, select, update
from sqlmodel import col

from capture_gateway.core.errors import Unavailable
from capture_gateway.storage import vault
from capture_gateway.storage.database import STORE_ERRORS, Database
from capture_gateway.storage.prepared import Prepared
from capture_gateway.storage.tables import OrderRow
from capture_gateway.storage.vault import Unsealable

_NOT_OURS = '{"error": "it was not placed with the keys of this gateway"}'


@dataclass(frozen=True, slots=True)
class Order:
    """One order."""

    id: str
    kind: str
    argument: str


class Waiting:
    """Whether there are orders, on the event loop. Not safe from several threads."""

    def __init__(self, database: Database) -> None:
        self._prepared = Prepared(database, select(col(OrderRow.id)).where(col(OrderRow.result).is_(None)).limit(1))

    async def __call__(self) -> bool:
        """Unavailable when the store cannot tell."""
        try:
            return await self._prepared.first() is not None
        except STORE_ERRORS as error:
            raise Unavailable("the store cannot be read") from error

    def close(self) -> None:
        """Give the connection back."""
        self._prepared.close()


def place(connection: Connection, order: Order, now: int) -> None:
    """Write an order; a gateway that is running takes it within seconds."""
    argument = vault.of(connection).own.seal(order.argument.encode(), _about(order.id, order.kind))
    row = {"id": order.id, "kind": order.kind, "argument": argument, "made_at": now}
    connection.execute(insert(OrderRow), {**row, "taken_at": None, "result": None})


def take(connection: Connection, *, now: int, started_at: int) -> Order | None:
    """The oldest order that nobody works on; what was taken before `started_at` is left by a gateway that died.

    One that was placed or changed without the keys is finished, and not taken.
    """
    free = or_(col(OrderRow.taken_at).is_(None), col(OrderRow.taken_at) < started_at)
    columns = (col(OrderRow.id), col(OrderRow.kind), col(OrderRow.argument))
    row = connection.execute(
        select(*columns).where(col(OrderRow.result).is_(None), free).order_by(col(OrderRow.made_at), columns[0])
    ).first()
    if row is None:
        return None
    try:
        argument = vault.of(connection).own.open(row[2], _about(row[0], row[1]))
    except Unsealable:
        finish(connection, row[0], _NOT_OURS)
        return None
    connection.execute(update(OrderRow).where(columns[0] == row[0]).values(taken_at=now))
    return Order(row[0], row[1], argument.decode())


def finish(connection: Connection, identifier: str, result: str) -> None:
    """Keep the result, JSON, for who placed the order, and nothing of what was asked."""
    connection.execute(update(OrderRow).where(col(OrderRow.id) == identifier).values(result=result, argument=b""))


def standing(connection: Connection, identifier: str) -> tuple[bool, str | None]:
    """Whether somebody works on it, and its result once it is done."""
    row = connection.execute(
        select(col(OrderRow.taken_at), col(OrderRow.result)).where(col(OrderRow.id) == identifier)
    ).one()
    return row[0] is not None, row[1]


def remove(connection: Connection, identifier: str) -> None:
    """Forget an order: its result was read, or nobody waits for it any more."""
    connection.execute(delete(OrderRow).where(col(OrderRow.id) == identifier))


def _about(identifier: str, kind: str) -> bytes:
    return f"order\0{identifier}\0{kind}".encode()

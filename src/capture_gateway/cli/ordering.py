"""What a command asks of the gateway that runs: an order in the database, and its result."""

import json
import time

from capture_gateway.core import identity
from capture_gateway.core.errors import OperatorError
from capture_gateway.machine import Randomness, clock
from capture_gateway.storage import orders
from capture_gateway.storage.database import Database, InUse
from capture_gateway.storage.orders import Order

LOOK_EVERY = 0.2
"""Seconds between two looks for the result."""
TAKEN_WITHIN = 15.0
"""Seconds in which a running gateway takes an order."""


def is_running(database: Database) -> bool:
    """Whether a gateway holds the database; if none does, no other one can begin before `database` is closed.

    Nobody holds one on PostgreSQL: there a command does its work itself, and every gateway finds out what came of it.
    """
    try:
        database.lock()
    except InUse:
        return True
    return False


def result(database: Database, kind: str, argument: str = "") -> dict[str, int | str] | None:
    """What the running gateway made of it; None when it ended before it took the order. OperatorError: it does not."""
    order = Order(identity.uuid7(clock(), Randomness()(10)), kind, argument)
    with database.transaction() as connection:
        orders.place(connection, order, clock())
    try:
        deadline = time.monotonic() + TAKEN_WITHIN
        while True:
            time.sleep(LOOK_EVERY)
            with database.reading() as connection:
                is_taken, found = orders.standing(connection, order.id)
            if found is not None:
                figures: dict[str, int | str] = json.loads(found)
                return figures
            if not is_taken and time.monotonic() > deadline:
                if not is_running(database):
                    return None
                raise OperatorError(
                    "a process holds the database and takes no orders: its /readyz says why, unless it is a gateway of "
                    "another version. Stop it, and try again."
                )
    finally:
        with database.transaction() as connection:
            orders.remove(connection, order.id)

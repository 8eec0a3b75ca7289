"""The database that the settings name, opened under their keys; and the time when nobody else has it open."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import URL

from capture_gateway.core.errors import OperatorError
from capture_gateway.settings import Settings
from capture_gateway.storage import database as databases
from capture_gateway.storage.database import Database


def opened(settings: Settings, random: Callable[[int], bytes] = os.urandom, *, deadline: int | None = None) -> Database:
    """The database, made with its keys where there is none. OperatorError when it cannot be used.

    `deadline`: milliseconds that a statement may take, where others wait for it.
    """
    url = settings.database
    return Database(url, settings.keys(is_new=not databases.is_there(url)), random, deadline=deadline)


@contextmanager
def alone(url: URL) -> Iterator[None]:
    """Nobody else is at work there when the block begins; OperatorError where somebody is.

    On SQLite nobody can begin before the block ends. On PostgreSQL others could: whoever changes what they rely on has
    to tell them, as the version of the tables does.
    """
    lock = databases.take_lock(url)
    try:
        others = databases.others(url)
        if others:
            raise OperatorError(
                f"{databases.name(url)} has {others} connections of others: stop every gateway and command first."
            )
        yield
    finally:
        if lock is not None:
            os.close(lock)

"""The database that the settings name, opened under their keys."""

import os
from collections.abc import Callable

from capture_gateway.settings import Settings
from capture_gateway.storage import database as databases
from capture_gateway.storage.database import Database


def opened(settings: Settings, random: Callable[[int], bytes] = os.urandom, *, deadline: int | None = None) -> Database:
    """The database, made with its keys where there is none. OperatorError when it cannot be used.

    `deadline`: milliseconds that a statement may take, where others wait for it.
    """
    url = settings.database
    return Database(url, settings.keys(is_new=not databases.is_there(url)), random, deadline=deadline)

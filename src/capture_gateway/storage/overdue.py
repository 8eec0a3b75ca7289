"""Statements that are overdue are cut off: a server that hangs may not even end what it was told to end.

1. Every statement and every commit of an engine is noted while it runs. One thread looks at them twice a second, and
   ends the connections of those that have run for longer than their deadline; whoever waits gets an error at once.
2. Nothing runs, nothing is looked at: the thread waits until something does, and ends when the engine is disposed of.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, event

LOOK_EVERY = 0.5
"""Seconds."""


class Overdue:
    """Watches one engine until it is disposed of. `deadline`: seconds; `cut` ends a connection of the driver."""

    def __init__(self, engine: Engine, deadline: float, cut: Callable[[Any], None]) -> None:
        self._running: dict[int, tuple[float, Any]] = {}
        """By the identity of the driver's connection: since when, and the connection."""
        self._busy = threading.Event()
        self._is_over = False
        self._deadline = deadline
        self._cut = cut
        for name in ("before_cursor_execute", "commit", "rollback"):
            event.listen(engine, name, self._begins)
        for name in ("after_cursor_execute", "handle_error"):
            event.listen(engine, name, self._ends)
        for name in ("checkin", "invalidate", "close"):
            event.listen(engine, name, self._is_back)
        event.listen(engine, "engine_disposed", self._end)
        threading.Thread(target=self._watch, name="overdue", daemon=True).start()

    def _watch(self) -> None:
        while self._busy.wait() and not self._is_over:
            time.sleep(LOOK_EVERY)
            oldest = time.monotonic() - self._deadline
            for driver in [driver for since, driver in list(self._running.values()) if since < oldest]:
                self._cut(driver)
            self._busy.clear()
            if self._running or self._is_over:
                self._busy.set()

    def _end(self, _engine: Engine) -> None:
        self._is_over = True
        self._busy.set()

    def _begins(self, connection: Connection, *_arguments: Any) -> None:
        if connection.invalidated:  # it was cut, and is given back
            return
        driver = connection.connection.dbapi_connection
        self._running[id(driver)] = time.monotonic(), driver
        if not self._busy.is_set():
            self._busy.set()

    def _ends(self, context: Any, *_arguments: Any) -> None:
        connection = context if isinstance(context, Connection) else context.connection
        if connection is not None and not (connection.closed or connection.invalidated):
            self._running.pop(id(connection.connection.dbapi_connection), None)

    def _is_back(self, driver: Any, *_arguments: Any) -> None:
        self._running.pop(id(driver), None)

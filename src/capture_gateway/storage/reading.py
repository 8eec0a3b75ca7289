"""Reading in threads: what the event loop asks of a database that answers over a network.

1. The loop never waits itself, whatever the network does. So many threads read at a time, each with one connection;
   more questions than may wait are refused at once.
2. Whoever asked gets an answer or an error: each statement has its deadline (`storage.overdue`).
3. Who asked on a connection that had been cut is asked for once more, on a new one, unless that took long.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

THREADS = 8
WAITING = 512
"""Questions, besides those under way."""
QUICK = 1.0
"""Seconds."""

T = TypeVar("T")


class TooMany(SQLAlchemyError):
    """Too many questions wait for the store."""


class InThreads:
    """Reads for one event loop."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._threads = ThreadPoolExecutor(THREADS, "reader")
        self._asked = 0

    async def read(self, job: Callable[[Connection], T]) -> T:
        """What `job` makes of a connection. TooMany, or what the driver raises."""
        if self._asked >= THREADS + WAITING:
            raise TooMany("too many questions wait for the store")
        self._asked += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, job)
        finally:
            self._asked -= 1

    def close(self) -> None:
        """Take no more questions; what is under way ends first, by its deadline at the latest."""
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: Callable[[Connection], T]) -> T:
        began = time.monotonic()
        try:
            return self._once(job)
        except DBAPIError as error:
            if not error.connection_invalidated or time.monotonic() - began > QUICK:
                raise
            return self._once(job)

    def _once(self, job: Callable[[Connection], T]) -> T:
        with self._engine.connect() as connection:
            return job(connection)

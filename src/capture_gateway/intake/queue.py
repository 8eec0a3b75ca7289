"""What waits to be written, and in which order it goes: withdrawals first, and jobs between the batches of acts.

An act that would wait behind many others for long is better refused at once: whoever sent it asks again. One that waits
because the disk is slow for a moment is not: few others do.
"""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from capture_gateway.core.act import Act
from capture_gateway.intake.batch import Render

BATCH = 512
"""Acts that one transaction takes at most: the cost of a commit is nothing then, for each of them."""
LONG = 1.0
"""Seconds: a person notices, and a provider waits for fifteen."""

Job = Callable[[Connection], Any]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One act, or one job, and who waits for it."""

    future: "asyncio.Future[Any]"
    act: Act | None = None
    render: Render | None = None
    job: Job | None = None
    since: float = field(default_factory=time.monotonic)


@dataclass(slots=True)
class Queue:
    """What is waiting, by who goes first. Guarded by `changed`."""

    changed: threading.Condition = field(default_factory=threading.Condition)
    withdrawals: deque[Waiting] = field(default_factory=deque)
    acts: deque[Waiting] = field(default_factory=deque)
    jobs: deque[Waiting] = field(default_factory=deque)
    acts_went: bool = False
    ending: bool = False

    def __len__(self) -> int:
        return len(self.withdrawals) + len(self.acts) + len(self.jobs)

    def is_late(self) -> bool:
        """Whether more acts wait than go at a time, and the first of them has waited for long."""
        return len(self.acts) >= BATCH and time.monotonic() - self.acts[0].since > LONG

    def take(self) -> list[Waiting]:
        """At most one batch of acts, then one job, so that under load neither waits for ever."""
        if self.jobs and (self.acts_went or len(self) == len(self.jobs)):
            self.acts_went = False
            return [self.jobs.popleft()]
        self.acts_went = True
        taken = [self.withdrawals.popleft() for _ in range(min(BATCH, len(self.withdrawals)))]
        taken += [self.acts.popleft() for _ in range(min(BATCH - len(taken), len(self.acts)))]
        return taken

    def late(self, before: float) -> list[Waiting]:
        """Who has waited since then or longer (`time.monotonic`), taken out."""
        found: list[Waiting] = []
        for each in (self.withdrawals, self.acts, self.jobs):
            while each and each[0].since <= before:
                found.append(each.popleft())
        return found

    def emptied(self) -> list[Waiting]:
        """Everything, taken out."""
        all_of_it = [*self.withdrawals, *self.acts, *self.jobs]
        for each in (self.withdrawals, self.acts, self.jobs):
            each.clear()
        return all_of_it


def resolve(results: Sequence[tuple[Waiting, Any]]) -> None:
    """Tell those who still wait what came of it; on the event loop."""
    for waiting, result in results:
        if waiting.future.done():
            continue
        if isinstance(result, BaseException):
            waiting.future.set_exception(result)
        else:
            waiting.future.set_result(result)

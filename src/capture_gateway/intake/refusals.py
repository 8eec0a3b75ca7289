"""Texts that were not sent, in the log: a line for each reason, at most one a minute, and no number in it."""

import logging
from collections import Counter
from collections.abc import Callable

log = logging.getLogger(__name__)

EVERY = 60_000
"""Milliseconds."""


class Refusals:
    """What was refused since it was last told. For one thread."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._untold: Counter[str] = Counter()
        self._told_at: dict[str, int] = {}

    def note(self, reason: str) -> None:
        """One text, or one posted form, was held back for `reason` (`core.limits.refusal`, `core.typed`, `flood`)."""
        self._untold[reason] += 1
        now = self._now()
        if now - self._told_at.get(reason, now - EVERY) >= EVERY:
            self._told_at[reason] = now
            log.warning("held back (%s): %d", reason, self._untold.pop(reason))

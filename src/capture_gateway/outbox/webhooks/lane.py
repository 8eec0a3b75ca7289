"""A lane: one of an endpoint's two cursors in the ledger, and the messages behind it that are on their way.

1. Records are read in ledger order, some at a time. What is done may end in another order.
2. The cursor stands before the first message that is not done: whoever goes on from there loses nothing.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from capture_gateway.outbox.webhooks import message
from capture_gateway.outbox.webhooks.message import Message

Read = Callable[[int], tuple[Sequence[Mapping[str, Any]], int]]
"""Behind a position: the next records, and the position up to which there is no other one."""


@dataclass(slots=True)
class Lane:
    """`stored`: the cursor as the store knows it."""

    stored: int
    read_to: int = field(init=False)
    has_more: bool = True
    """Whether there may be records behind `read_to`."""
    _read: deque[Message] = field(default_factory=deque)
    _begun: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.read_to = self.stored

    @property
    def cursor(self) -> int:
        """Up to where everything is done."""
        first = min([*self._begun, *(one.position or 0 for one in list(self._read)[:1])], default=self.read_to + 1)
        return first - 1

    def next(self, read: Read) -> Message | None:
        """The next message, which is begun with this; None: there is none in what was read now."""
        if not self._read and self.has_more:
            found, read_to = read(self.read_to)
            self.has_more = read_to > self.read_to
            self.read_to = read_to
            self._read.extend(message.of_record(record) for record in found)
        if not self._read:
            return None
        first = self._read.popleft()
        self._begun.add(first.position or 0)
        return first

    def done(self, position: int) -> None:
        """What became of the message about this record is known."""
        self._begun.discard(position)

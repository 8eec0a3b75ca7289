"""What one batch of acts will write, all of it in one transaction, in bulk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from capture_gateway.core.act import Resolution
from capture_gateway.core.disclosure import Showing
from capture_gateway.core.outgoing import Outgoing
from capture_gateway.core.permission import Standing
from capture_gateway.storage import answers, counters, messages, outbox, permissions, records, reviews, showings
from capture_gateway.storage.answers import Kept
from capture_gateway.storage.messages import Message
from capture_gateway.storage.people import People
from capture_gateway.storage.permissions import Key
from capture_gateway.storage.records import Head
from capture_gateway.storage.reviews import Review


@dataclass(slots=True)
class Rows:
    """Noted act by act."""

    answers: dict[str, Kept] = field(default_factory=dict)
    records: list[dict[str, Any]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    resolutions: list[Resolution] = field(default_factory=list)
    new_showings: dict[str, Showing] = field(default_factory=dict)
    changed_showings: dict[str, Showing] = field(default_factory=dict)
    retired: set[str] = field(default_factory=set)
    texts: list[Outgoing] = field(default_factory=list)
    reports: list[tuple[str, str, str, str | None]] = field(default_factory=list)
    """Of texts of ours: the provider's id, status, error, and the id in its address for reports."""
    grown: dict[str, tuple[int, int]] = field(default_factory=dict)

    def write(
        self,
        connection: Connection,
        keys: People,
        head: Head,
        now: int,
        clock: int,
        *,
        new: Mapping[Key, Standing],
        changed: Mapping[Key, Standing],
    ) -> None:
        """Write all of it; durable when the transaction commits.

        `now`: the append time; `clock`: what the clock says, which may have been set back since, and by which texts go.
        `new`, `changed`: standings by who had one before.
        """
        records.append(connection, self.records, head, now)
        showings.add(connection, keys, [(one, one.id not in self.retired) for one in self.new_showings.values()])
        showings.change(connection, keys, [(one, one.id not in self.retired) for one in self.changed_showings.values()])
        messages.add(connection, keys, self.messages)
        reviews.add(connection, keys, self.reviews)
        reviews.resolve(connection, self.resolutions, now)
        outbox.add(connection, keys, self.texts, clock)
        keys.write()
        answers.keep(connection, self.answers, now)
        for report in self.reports:
            outbox.report(connection, *report)
        counters.grow(connection, self.grown)
        permissions.save(connection, new=new, changed=changed)

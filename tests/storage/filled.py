"""A database with records that were made here: nobody texted, and no gateway ran."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from capture_gateway.core import evidence
from capture_gateway.core.act import Act
from capture_gateway.core.decision import decide
from capture_gateway.core.state import State
from capture_gateway.ledger.merkle import leaf_hash
from capture_gateway.storage import records
from capture_gateway.storage.database import Database
from tests.core.values import NOW, Book

RANDOM = hashlib.shake_256(b"salts").digest(64 * 16)


def fields_of(done: Act, words: str = "the words") -> evidence.Fields:
    """What somebody's first act is recorded as."""
    decision = decide(done, State(), Book(), NOW)
    assert decision.record is not None
    texts: defaultdict[str, str] = defaultdict(lambda: words)
    return evidence.compose(done, decision.record, identifier=done.id, texts=texts, reply=decision.reply)


def fill(path: Path, made: Iterable[evidence.Fields]) -> None:
    """Append these records to the database at `path`; it is made when there is none."""
    with closing(Database(path)) as database, database.transaction() as connection:
        head = records.lock_head(connection)
        rows = [row(fields, position) for position, fields in enumerate(made, head.frontier.size)]
        records.append(connection, rows, head, NOW)


def row(fields: evidence.Fields, position: int) -> dict[str, Any]:
    leaf, private, salts = evidence.split(fields, RANDOM)
    return {
        "position": position,
        "id": fields["id"],
        "subject": fields["subject.address"],
        "sender": fields["sender.id"],
        "program": fields["program.id"],
        "reach": records.reach(fields)[0],
        "event": fields["event"],
        "channel": fields["channel.id"],
        "test": records.reach(fields)[1],
        "recorded_at": NOW,
        "leaf": leaf,
        "leaf_hash": leaf_hash(leaf),
        "private": private,
        "salts": salts,
    }

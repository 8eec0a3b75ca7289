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
from capture_gateway.storage import records
from capture_gateway.storage.database import Database
from capture_gateway.storage.people import People
from capture_gateway.testing.keys import KEYS
from tests.core.values import NOW, Book
from tests.postgres import empty

RANDOM = hashlib.shake_256(b"salts").digest(64 * 16)


def fields_of(done: Act, words: str = "the words") -> evidence.Fields:
    """What somebody's first act is recorded as."""
    decision = decide(done, State(), Book(), NOW)
    assert decision.record is not None
    texts: defaultdict[str, str] = defaultdict(lambda: words)
    return evidence.compose(done, decision.record, identifier=done.id, texts=texts, reply=decision.reply)


def fill(path: Path, made: Iterable[evidence.Fields]) -> None:
    """Append these records to the database at `path`; it is made when there is none."""
    with closing(Database(empty(path), KEYS)) as database, database.transaction() as connection:
        head = records.where(connection)
        made = list(made)
        keys = People(connection, {fields["subject.address"] for fields in made}, NOW)
        rows = [row(keys, fields, position) for position, fields in enumerate(made, head.frontier.size)]
        keys.write()
        records.append(connection, rows, head, NOW)


def row(keys: People, fields: evidence.Fields, position: int) -> dict[str, Any]:
    address = fields["subject.address"]
    return records.row(
        fields,
        position=position,
        recorded_at=NOW,
        subject=keys.vault.subject(address),
        sealer=keys.sealer(address),
        random=RANDOM,
    )

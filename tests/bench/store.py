"""A large store, made of a small one: what its people did, done again by others.

The records are real: each round repeats all of them in their order, with new numbers, ids, salts and keys, sealed and
folded as the gateway does it.
"""

import os
import re
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from capture_gateway.core import evidence, permission
from capture_gateway.core.disclosure import Showing
from capture_gateway.core.keys import Keys
from capture_gateway.core.permission import Standing
from capture_gateway.storage import permissions, records, showings, sqlite
from capture_gateway.storage.database import Database
from capture_gateway.storage.people import People

_ID = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Story = tuple[list[bytes], list[Showing]]
"""Everybody's records, as JSON by field paths, and what they were shown."""


def grow(path: Path, keys: Keys, count: int) -> None:
    """Repeat what is in the store at `path` until it has `count` records, or a few more; no gateway is running."""
    with closing(Database(sqlite.url(path), keys)) as database:
        story = _told(database)
        names = _names(story)
        size, number = len(story[0]), 0
        while size < count:
            _repeat(database, story, names, number, min(count - size, len(story[0])))
            size, number = size + len(story[0]), number + 1


def _told(database: Database) -> Story:
    with database.reading() as connection:
        found = [records.opened(connection, record["id"]) for record in records.read(connection)]
        fields = [
            evidence.joined(orjson.loads(one.leaf), one.private)
            for one in found
            if one is not None and one.private is not None
        ]
        people = {one["subject.address"] for one in fields}
        shown = [one for person in sorted(people) for one in showings.of(connection, person)]
        return [orjson.dumps(one) for one in fields], shown


def _names(story: Story) -> list[bytes]:
    """What must be new in each round: the ids of records and of showings."""
    lines, shown = story
    return [*(orjson.loads(line)["id"].encode() for line in lines), *(one.id.encode() for one in shown)]


def _repeat(database: Database, story: Story, names: list[bytes], number: int, most: int) -> None:
    lines, shown = story
    new = {name: _fresh(name, number) for name in names}
    text = _ID.sub(lambda found: new.get(found[0], found[0]), b"\n".join(lines[:most]))
    made: list[evidence.Fields] = [orjson.loads(line) for line in text.split(b"\n")]
    for fields in made:
        fields["subject.address"] = _moved(fields["subject.address"], number)
    people = {fields["subject.address"] for fields in made}
    with database.transaction() as connection:
        head = records.where(connection)
        now = head.recorded_at
        keyring = People(connection, people, now)
        rows: list[dict[str, Any]] = []
        standings: dict[tuple[str, str], Standing] = {}
        for position, fields in enumerate(made, head.frontier.size):
            address = fields["subject.address"]
            rows.append(
                records.row(
                    fields,
                    position=position,
                    recorded_at=now,
                    subject=keyring.vault.subject(address),
                    sealer=keyring.sealer(address),
                    random=os.urandom(records.RANDOM_BYTES),
                )
            )
            key = (address, fields["sender.id"])
            fact = evidence.fact(fields, position=position, recorded_at=now)
            standings[key] = permission.fold(standings.get(key, Standing()), fact)
        records.append(connection, rows, head, now)
        again = [_shown(one, number) for one in shown]
        showings.add(connection, keyring, [(one, False) for one in again if one.subject in people])
        keyring.write()
        permissions.save(connection, new=standings, changed={})


def _shown(one: Showing, number: int) -> Showing:
    return replace(one, id=_fresh(one.id.encode(), number).decode(), subject=_moved(one.subject, number))


def _fresh(name: bytes, number: int) -> bytes:
    """An id of the same form, with the number of the round in the place of the first digits."""
    return b"%06x" % (number + 1) + name[6:]


def _moved(address: str, number: int) -> str:
    """Another person: a number that nobody can have, with one of these rounds before the real one."""
    return f"tel:+9{number:06}{address[-7:]}"

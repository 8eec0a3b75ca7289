"""A large store, made of a small one: what its people did, done again by others.

The records are real: each round repeats all of them in their order, with new numbers, ids, salts and keys, sealed and
folded as the gateway does it.
"""

import os
import re
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

import orjson
from sqlalchemy import URL, select
from sqlmodel import col

from capture_gateway.core import evidence, permission
from capture_gateway.core.disclosure import Showing
from capture_gateway.core.keys import Keys
from capture_gateway.core.permission import Standing
from capture_gateway.storage import answers, permissions, records, showings, vault
from capture_gateway.storage import people as stored
from capture_gateway.storage.answers import Kept
from capture_gateway.storage.database import Database, beside
from capture_gateway.storage.people import People
from capture_gateway.storage.tables import SubjectRow

_AREAS = (212, 213, 312, 617, 702, 713, 718, 786, 818, 917)
"""Area codes of the United States: six million numbers each."""
_BODY = b"<Response><Message>" + b"Bluebird Grocers: " * 30 + b"</Message></Response>"
_ID = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

STORY = 500
"""Records: the first ones of the store, which are no copies of others."""

Story = tuple[list[bytes], list[Showing]]
"""Everybody's records, as JSON by field paths, and what they were shown."""


def grow(url: URL, keys: Keys, count: int) -> None:
    """Repeat what the first people of a store did until it has `count` records; no gateway is running."""
    with closing(Database(url, keys)) as database:
        story = _told(database)
        names = _names(story)
        others = _Others({orjson.loads(line)["subject.address"] for line in story[0]})  # some were shown nothing
        with database.reading() as connection:
            size, _ = records.head(connection)
        number = -(-size // len(story[0]))  # rounds that it may have had
        while size < count:
            _repeat(database, story, names, others, number, min(count - size, len(story[0])))
            size, number = size + len(story[0]), number + 1


def people(url: URL, keys: Keys, most: int) -> list[str]:
    """Addresses of some people of all over the store, who are permitted something or nothing."""
    with beside(url, keys) as connection:
        known = vault.of(connection)
        columns = (col(SubjectRow.subject), col(SubjectRow.wrapped), col(SubjectRow.address), col(SubjectRow.made_at))
        found = connection.execute(select(*columns).order_by(col(SubjectRow.subject)).limit(most))
        return [stored.address(known.person(row[0], row[1]), *(row[0], row[2], row[3])) for row in found]


def _told(database: Database) -> Story:
    with database.reading() as connection:
        found = [records.opened(connection, record["id"]) for record in records.read(connection, limit=STORY)]
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


def _repeat(database: Database, story: Story, names: list[bytes], others: "_Others", number: int, most: int) -> None:
    lines, shown = story
    new = {name: _fresh(name, number) for name in names}
    text = _ID.sub(lambda found: new.get(found[0], found[0]), b"\n".join(lines[:most]))
    made: list[evidence.Fields] = [orjson.loads(line) for line in text.split(b"\n")]
    for fields in made:
        fields["subject.address"] = others(fields["subject.address"], number)
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
        again = [
            replace(one, id=_fresh(one.id.encode(), number).decode(), subject=others(one.subject, number))
            for one in shown
        ]
        showings.add(connection, keyring, [(one, False) for one in again if one.subject in people])
        keyring.write()
        answers.keep(connection, _answers(made, keyring, number), now)
        permissions.save(connection, new=standings, changed={})


def _answers(made: Sequence[evidence.Fields], keyring: People, number: int) -> dict[str, Kept]:
    """What each of them was answered with."""
    return {
        f"round:{number}:{place}": Kept("", 200, "text/xml", _BODY, keyring.sealer(fields["subject.address"]))
        for place, fields in enumerate(made)
    }


def _fresh(name: bytes, number: int) -> bytes:
    """An id of the same form, with the number of the round in the place of the first digits."""
    return b"%06x" % (number + 1) + name[6:]


class _Others:
    """Other people in the place of each of the story: real numbers, which no two of them share."""

    def __init__(self, story: Iterable[str]) -> None:
        self._places = {address: place for place, address in enumerate(sorted(story))}

    def __call__(self, address: str, number: int) -> str:
        """Who does in round `number` what `address` did."""
        index = number * len(self._places) + self._places[address]
        area, rest = divmod(index, 6_000_000)
        return f"tel:+1{_AREAS[area]}{200 + rest // 10_000}{rest % 10_000:04}"

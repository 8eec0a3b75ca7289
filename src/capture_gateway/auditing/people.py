"""People: the key of each, everything that is sealed under it, and the permission that follows from it.

1. Each key unwraps, for the token that it stands beside; the address is that token's, the page's digest the key's.
2. Whatever is kept of a person is read once, in the order of the tokens, so that memory holds one person at a time:
   their records are judged (`auditing.records`) and folded, and the table of permissions holds that and nothing else.
3. Showings, messages, reviews and texts open under the key, for the row that they stand in, with every column that
   their sealing vouches for. A showing that a record names is there, with the words, the instant and the sender that
   the record says; and its words are kept. The provider's id beside a text is the token of the sealed one.
4. The stub of a record of the erased leads to an `erased` record of its program that comes later, and names it.
5. Every record is somebody's: each position is met once.
6. A text that a provider signed has its first answer, and came once (`auditing.deliveries`).
"""

from array import array
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

import orjson

from capture_gateway.auditing import records
from capture_gateway.auditing.deliveries import Deliveries
from capture_gateway.auditing.findings import Findings
from capture_gateway.auditing.leaves import ERASED
from capture_gateway.auditing.reading import Reading, Row
from capture_gateway.auditing.records import Record, Wrong
from capture_gateway.auditing.standings import Standings
from capture_gateway.core import instant
from capture_gateway.ledger.merkle import leaf_hash
from capture_gateway.storage import people
from capture_gateway.storage.vault import Sealer, Unsealable, Vault

PEOPLE = 256
"""Keys in one snapshot."""
_KEYS = "SELECT subject FROM subject_key WHERE subject > ? ORDER BY subject LIMIT ?"
_BY_ID = f"SELECT {records.COLUMNS} FROM evidence WHERE id = ?"  # noqa: S608 - names of ours
_THERE = "SELECT 1 FROM evidence WHERE position = ?"
_REVIEW = "id, program, channel, at, rule, held, resolution, resolved_by, resolved_at"
_TEXT = "id, purpose, channel, sender, program, categories, name, language, made_at, until"
_TABLES = {
    "subject_key": ("subject, wrapped, address, page, made_at", "subject"),
    "showing": ("subject, id, sender, channel, live, shown_at, closed, closed_at, nudged, sealed", "subject"),
    "evidence": (records.COLUMNS, "subject, position"),
    "permission": ("subject, sender, standing", "subject"),
    "message": ("subject, id, sender, program, channel, at, replied, sealed", "subject"),
    "review": (f"subject, {_REVIEW}, sealed", "subject"),
    "outbox": (f"subject, provider_id, {_TEXT}, sealed", "subject"),
}
_ORDER = tuple(_TABLES)

Tick = Callable[[int], None]
Tagged = tuple[tuple[bool, Any], int, Row]


class People:
    """Judges everybody. `size`: of the tree, at the start; `words`: the digests of all words that are kept."""

    def __init__(
        self, reading: Reading, vault: Vault, size: int, words: AbstractSet[str], findings: Findings, tick: Tick
    ) -> None:
        self._reading = reading
        self.vault = vault
        self._size = size
        self.words = words
        self.findings = findings
        self.tick = tick
        self.deliveries = Deliveries(reading, vault, findings)
        self._seen = bytearray(size)
        """Whether the record at a position was met: one byte for each."""
        self._named = array("Q", bytes(8 * size))
        """The position of the `erased` record that names it; 0: none does."""

    def judge(self) -> None:
        """Everybody, and then the erased: who is erased meanwhile is met twice rather than not at all."""
        last = ""
        while True:
            until = self._reading.leniently(partial(self._some, last))
            if until is None:
                break
            last = until
        self.deliveries.finish()
        self._forgotten()
        for position in range(self._size):
            if not self._seen[position] and self._reading.rows(_THERE, position):
                self.findings.add("evidence", position, "is nobody's")

    def _some(self, last: str) -> str | None:
        """Judge the people behind a token, as of one instant; up to which they were, None: all."""
        with self._reading.snapshot():
            keys = [row[0] for row in self._reading.rows(_KEYS, last, PEOPLE)]
            until = keys[-1] if len(keys) == PEOPLE else None
            for (_, subject), rows in groupby(self._kept(last, until), key=itemgetter(0)):
                self._person(subject, rows)
        return until

    def _kept(self, last: str, until: str | None) -> Iterator[Tagged]:
        """What is kept of the people between two tokens, in the order of the tokens and then of `_TABLES`."""
        bound, values = ("", (last,)) if until is None else (" AND subject <= ?", (last, until))
        streams: list[Iterator[Tagged]] = []
        for number, (table, (columns, order)) in enumerate(_TABLES.items()):
            query = f"SELECT {columns} FROM {table} WHERE subject > ?{bound} ORDER BY {order}"  # noqa: S608 - names of ours
            streams.append(_tagged(number, self._reading.stream(query, *values)))
        return merge(*streams, key=itemgetter(0, 1))

    def _person(self, subject: object, rows: Iterator[Tagged]) -> None:
        person: _Person | None = None
        has_key = False
        lost: dict[str, int] = {}
        for _, number, row in rows:
            table = _ORDER[number]
            if table == "evidence":
                self._meet(row[1])
            if table == "subject_key":
                has_key, person = True, self._opened(row)
            elif person is not None:
                person.take(table, row)
            else:
                lost[table] = lost.get(table, 0) + 1
        if person is None:
            if not has_key:  # else it is found already, and everything that it would open is lost with it
                rows_of = ", ".join(f"{count} of {table}" for table, count in lost.items())
                self.findings.add("subject_key", subject, f"is missing, and there are rows of theirs: {rows_of}")
            return
        for identifier, program, sender, position in person.finish():
            self._name(identifier, program, sender, position)

    def _opened(self, row: Row) -> "_Person | None":
        subject, wrapped, sealed, page, made_at = row
        if [type(one) for one in row] != [str, bytes, bytes, str, int]:
            self.findings.add("subject_key", subject, "has a value of another type")
            return None
        try:
            sealer = self.vault.person(subject, wrapped)
        except (Unsealable, UnicodeEncodeError):
            self.findings.add("subject_key", subject, "its key does not unwrap")
            return None
        address = ""
        try:
            address = sealer.open(sealed, _about("address", subject, made_at)).decode()
        except (Unsealable, ValueError, TypeError):
            self.findings.add("subject_key", subject, "its address does not open")
        else:
            if address and self.vault.subject(address) != subject:
                self.findings.add("subject_key", subject, "is not the token of its address")
        if people.page_digest(people.page_token(sealer)) != page:
            self.findings.add("subject_key", subject, "page is not the digest of its key's page")
        return _Person(subject, address, sealer, self)

    def _meet(self, position: object) -> None:
        if isinstance(position, int) and 0 <= position < self._size:
            self._seen[position] = 1

    def _name(self, identifier: str, program: str, sender: str, position: int) -> None:
        """That the `erased` record at `position` says that it empties the record `identifier`."""
        query = "SELECT position, subject, program, sender FROM evidence WHERE id = ?"
        found = self._reading.rows(query, identifier)
        if not found:
            self.findings.add("evidence", position, "says that it empties a record that is not there")
            return
        named, subject, of, to = found[0]
        if subject != "" or named >= position or (of, to) != (program, sender):
            self.findings.add("evidence", named, f"is to be empty, as the record at {position} says", "''", "a subject")
        if 0 <= named < self._size:
            self._named[named] = position

    def _forgotten(self) -> None:
        columns = records.COLUMNS
        query = f"SELECT {columns} FROM evidence WHERE subject = '' AND position > ? ORDER BY position LIMIT 1000"  # noqa: S608
        last = -1
        while rows := self._reading.rows(query, last):
            for row in rows:
                self._meet(row[1])
                try:
                    record = Record.of(row)
                    records.judge_forgotten(record)
                    self._was_emptied(record)
                except Wrong as wrong:
                    self.findings.add("evidence", row[1], str(wrong))
            last = rows[-1][1]
            self.tick(len(rows))

    def _was_emptied(self, record: Record) -> None:
        by = record
        while by.subject == "":
            rows = self._reading.rows(_BY_ID, records.emptied_by(by, self.vault))
            if not rows:
                raise Wrong("is empty, and the record that emptied it is not there")
            last, by = by.position, Record.of(rows[0])
            if by.position <= last or (by.event, by.program, by.sender) != (ERASED, record.program, record.sender):
                raise Wrong(f"is empty, and the record at {by.position} cannot have emptied it")
        if by.position < self._size and self._named[record.position] != by.position:
            raise Wrong(f"is empty, and the record at {by.position} does not say so")


class _Person:
    """What is kept of one person."""

    def __init__(self, subject: str, address: str, sealer: Sealer, everybody: People) -> None:
        self._subject = subject
        self._address = address
        self._sealer = sealer
        self._vault = everybody.vault
        self._words = everybody.words
        self._findings = everybody.findings
        self._tick = everybody.tick
        self._shown: dict[str, tuple[Any, ...]] = {}
        self._deliveries = everybody.deliveries
        self._texts: dict[str, str] = {}
        self._standings = Standings(subject, self._findings)
        self._erased: list[tuple[str, str, str, int]] = []

    def take(self, table: str, row: Row) -> None:
        """One row, in the order of `_TABLES`."""
        if table == "evidence":
            self._record(row)
        elif table == "permission":
            self._standings.compare(*row[1:])
        elif table != "subject_key":
            self._sealed(table, row)

    def finish(self) -> list[tuple[str, str, str, int]]:
        """(record, program, sender, position) of what their `erased` records say that they empty."""
        self._standings.finish()
        return self._erased

    def _record(self, row: Row) -> None:
        self._tick(1)
        try:
            record = Record.of(row)
            if leaf_hash(record.leaf) != record.leaf_hash:  # it was found with the tree
                self._standings.is_whole = False
                return
            fields = records.fields_of(record, self._sealer, self._is_theirs)
            self._standings.fold(record, fields)
            self._deliveries.take(record, fields, self._texts)
            for identifier in fields.get("decision.annuls", ()) if record.event == ERASED else ():
                self._erased.append((identifier, record.program, record.sender, record.position))
            for part in ("disclosure", "call_to_action"):
                if fields.get(f"{part}.showing") is not None:
                    self._was_shown(record, fields, part)
        except Wrong as wrong:
            self._findings.add("evidence", row[1], str(wrong))
            self._standings.is_whole = False

    def _is_theirs(self, address: str) -> bool:
        return address == self._address or self._vault.subject(address) == self._subject

    def _was_shown(self, record: Record, fields: Mapping[str, Any], part: str) -> None:
        shown = self._shown.get(fields[f"{part}.showing"])
        said = (record.sender, instant.parse(fields[f"{part}.shown_at"]), fields[f"{part}.sha256"])
        if shown is None:
            raise Wrong(f"the showing that its {part} names is not there")
        if shown != said:
            raise Wrong(f"the showing that its {part} names says something else")

    def _sealed(self, table: str, row: Row) -> None:
        vouched, sealed = row[2 if table == "outbox" else 1 : -1], row[-1]
        identifier = vouched[0]
        try:
            plain = orjson.loads(self._sealer.open(sealed, _about(table, *vouched)))
        except (Unsealable, ValueError, TypeError):
            self._findings.add(table, identifier, "its sealed part does not open")
            return
        if table == "showing":
            self._shown[identifier] = (row[2], row[5], plain[6])
            if plain[6] not in self._words:
                self._findings.add(table, identifier, "its words are not kept")
        if table == "outbox" and row[1] != (plain[2] and self._vault.token("provider", plain[2])):
            self._findings.add(table, identifier, "provider_id is not the token of the provider's id")


def _about(what: str, *columns: object) -> bytes:
    return orjson.dumps([what, *columns])


def _tagged(number: int, rows: Iterator[Row]) -> Iterator[Tagged]:
    """In SQLite's own order: bytes come behind all text."""
    return (((type(row[0]) is not str, row[0]), number, row) for row in rows)

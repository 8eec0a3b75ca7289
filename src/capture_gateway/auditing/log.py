"""What was signed: names, keys and the newest checkpoints, against the tree as it was recomputed.

1. Names and keys are numbered from 0 without a gap, and are never of a later size than the one after.
2. Every key but the first enters with a note that it or the key before it signed, which says at what size of the tree,
   and of what root (`ledger.history`); the first key of a name enters where the name begins.
3. A new name begins after a checkpoint that a key of an earlier name signed.
4. The newest checkpoint is signed by the newest key, under the newest name; its size is the column's, its root is the
   tree's at that size, and there are that many records. So it is with the one in the file beside the database, and with
   any that somebody outside kept, which an earlier key may have signed.
5. In notes of our own nobody else has signed: a signature of an unknown key would be read over, and so would a known
   one whose key's name was changed.

`at` in these tables tells an operator when; nothing vouches for it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from capture_gateway.auditing.findings import Findings
from capture_gateway.auditing.reading import Reading, Row
from capture_gateway.ledger import checkpoint, history, note
from capture_gateway.ledger.audit import UNKNOWN
from capture_gateway.ledger.checkpoint import Checkpoint
from capture_gateway.ledger.history import Entry
from capture_gateway.ledger.note import Key, Refused

Roots = Callable[[int], bytes | None]
"""The root of the first so many records; None: there are not so many; UNKNOWN: one is missing."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Checkpoints that were kept outside the database, as they were published."""

    what: str
    """A word for it in findings."""
    published: str
    key: Key | None = None
    """Who must have signed it; None: any key of the log."""
    is_own: bool = False
    """The gateway keeps it (rule 5)."""


@dataclass(slots=True)
class Log:
    """The rows, as they were read at one instant."""

    names: Sequence[Row]
    """number, origin, since, at, after"""
    keys: Sequence[Row]
    """number, vkey, since, at, note"""
    checkpoints: Sequence[Row]
    """id, size, note, at"""

    @classmethod
    def read(cls, reading: Reading) -> "Log":
        """As of now."""
        return cls(
            reading.rows("SELECT number, origin, since, at, after FROM log ORDER BY number"),
            reading.rows("SELECT number, vkey, since, at, note FROM log_key ORDER BY number"),
            reading.rows("SELECT id, size, note, at FROM checkpoint ORDER BY id"),
        )

    def sizes(self) -> list[int]:
        """Sizes of the tree whose roots are wanted to judge it."""
        sinces = [row[2] for row in self.keys]
        signed = [_size(str(row[2])) for row in self.checkpoints]
        return [one for one in (*sinces, *signed) if isinstance(one, int)]


def sizes(kept: Sequence[Kept]) -> list[int]:
    """Likewise, of checkpoints outside."""
    return [size for one in kept if (size := _size(one.published)) is not None]


def judge(log: Log, kept: Sequence[Kept], roots: Roots, findings: Findings) -> None:
    """Everything above."""
    known = _keys(log, roots, findings)
    _names(log, known, findings)
    origin = str(log.names[-1][1]) if log.names else ""
    if log.keys and not log.checkpoints:
        findings.add("checkpoint", 1, "is missing")
    for number, size, published, at in log.checkpoints:
        if number != 1:
            findings.add("checkpoint", number, "is one too many")
        if type(at) is not int:
            findings.add("checkpoint", number, "has a value of another type")
        newest = [key for key in known[-1:] if key.name == origin]
        signed = _opened("checkpoint", str(number), str(published), newest, findings)
        if signed is not None:
            if size != signed.size or type(size) is not int:
                findings.add("checkpoint", number, "the column size is not that of the note", signed.size, size)
            if signed.origin != origin:
                findings.add("checkpoint", number, "is not of the newest name of the log", origin, signed.origin)
            _held("checkpoint", str(number), signed, roots, findings)
            _alone("checkpoint", str(number), str(published), known, findings)
    for one in kept:
        signed = _opened(one.what, "", one.published, known if one.key is None else [one.key], findings)
        if signed is not None:
            if one.is_own:
                _alone(one.what, "", one.published, known, findings)
            _held(one.what, "", signed, roots, findings)


def _keys(log: Log, roots: Roots, findings: Findings) -> list[Key]:
    known: list[Key] = []
    before: Entry | None = None
    for expected, (number, vkey, since, at, said) in enumerate(log.keys):
        entry = Entry(vkey, since, at, said)
        if number != expected:
            findings.add("log_key", number, "does not follow the one before it", expected, number)
        if [type(one) for one in (number, vkey, since, at, said)] != [int, str, int, int, str]:
            findings.add("log_key", number, "has a value of another type")
            continue
        try:
            known.append(Key.parse(vkey))
            if before is not None:
                history.vouched(entry, before)
                _alone("log_key", str(number), said, known, findings)
                _introduced(entry, roots, findings, number)
            elif said:
                findings.add("log_key", number, "is the first, and has a note")
        except (Refused, UnicodeEncodeError) as error:
            findings.add("log_key", number, f"does not hold: {error}")
        if since < (0 if before is None else before.since) or roots(since) is None:
            findings.add("log_key", number, "begins at a size that cannot be", found=since)
        before = entry
    return known


def _introduced(entry: Entry, roots: Roots, findings: Findings, number: int) -> None:
    text = entry.note.partition("\n\n")[0]
    root, expected = text.rpartition("\n")[2], roots(entry.since)
    if expected and Checkpoint.parse(f"o\n0\n{root}\n").root != expected:
        findings.add("log_key", number, f"its note has another root than the first {entry.since} records", expected)


def _names(log: Log, known: Sequence[Key], findings: Findings) -> None:
    origins: list[str] = []
    last = 0
    for expected, (number, origin, since, at, after) in enumerate(log.names):
        if number != expected:
            findings.add("log", number, "does not follow the one before it", expected, number)
        if [type(one) for one in (number, origin, since, at, after)] != [int, str, int, int, str]:
            findings.add("log", number, "has a value of another type")
            continue
        began = next((row[2] for row in log.keys if str(row[1]).partition("+")[0] == origin), None)
        if origin in origins or began is None:
            findings.add("log", number, "is a name that no key has, or one that was there before")
        elif began != since or since < last:
            findings.add("log", number, "does not begin where its first key does", began, since)
        if not origins and after:
            findings.add("log", number, "is the first, and goes on from another")
        if origins:
            earlier = [key for key in known if key.name in origins]
            signed = _opened("log", str(number), after, earlier, findings)
            if signed is not None and signed.origin not in origins:
                findings.add("log", number, "goes on from a name that is none of its own")
        origins.append(origin)
        last = since
    for number, vkey, *_ in log.keys:
        if str(vkey).partition("+")[0] not in origins:
            findings.add("log_key", number, "is of a name that the log never had")


def _opened(table: str, key: str, published: str, known: Sequence[Key], findings: Findings) -> Checkpoint | None:
    try:
        return checkpoint.opened(published, known)
    except (Refused, UnicodeEncodeError) as error:
        findings.add(table, key, f"does not hold: {error}")
        return None


def _held(table: str, key: str, signed: Checkpoint, roots: Roots, findings: Findings) -> None:
    root = roots(signed.size)
    if root is None:
        findings.add(table, key, f"covers {signed.size} records, which are not all there")
    elif root not in (signed.root, UNKNOWN):
        findings.add(table, key, f"has another root than the first {signed.size} records", root, signed.root)


def _alone(table: str, key: str, published: str, known: Sequence[Key], findings: Findings) -> None:
    lines = published.rpartition("\n\n")[2].count("\n")
    try:
        signed = len(note.opened(published, known).keys)
    except Refused as error:
        findings.add(table, key, f"does not hold: {error}")
        return
    if signed != lines:
        findings.add(table, key, "has a signature of a key that is none of this log's")


def _size(published: str) -> int | None:
    """The size that an unopened checkpoint says; None when it says none."""
    try:
        return Checkpoint.parse(published.partition("\n\n")[0] + "\n").size
    except Refused:
        return None

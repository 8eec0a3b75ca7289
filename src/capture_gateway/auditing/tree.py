"""The tree: every record in its place, its leaf's hash, and everything that was computed from these.

1. Positions run from 0 without a gap, as many as the head says; behind them there is nothing.
2. `leaf_hash` is the hash of `leaf`, and the leaf is sound by itself (`auditing.leaves`).
3. `recorded_at` never goes back, and the head's is that of the last record.
4. Every complete subtree is stored once, with its root, and there is no other (`ledger.audit`).
5. The head's frontier and root are those of the leaves.

Reads in chunks; memory does not grow with the store.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from capture_gateway.auditing.findings import Findings
from capture_gateway.auditing.leaves import Columns, Leaves, wrong_commitments
from capture_gateway.auditing.reading import Reading, Row
from capture_gateway.ledger.audit import UNKNOWN, WIDTH, Recomputed

OTHER_TYPE = "has a value of another type, or out of every range"
CHUNK = 4_096
"""Records by one query."""
_EVIDENCE = (
    "SELECT position, id, sender, program, event, channel, reach, recorded_at, leaf, leaf_hash FROM evidence "
    "WHERE position >= ? AND position < ? ORDER BY position"
)
_SUBTREES = "SELECT number, hash FROM subtree WHERE level = ? AND number >= ? AND number < ? ORDER BY number"
_NO_SUBTREES = "SELECT level, number FROM subtree WHERE level < 1 OR {is_no_level} OR number < 0 LIMIT 100"
_HIGHEST = "SELECT max(level) FROM subtree WHERE NOT ({is_no_level})"
_OTHER_TYPES = "SELECT position FROM evidence WHERE position >= ? AND position < ? AND ({is_other}) ORDER BY position"
_TYPES = {"id": str, "sender": str, "program": str, "event": str, "channel": str, "reach": str, "leaf": bytes,
          "leaf_hash": bytes}  # fmt: skip

Tick = Callable[[int], None]
"""Told how many more records were judged."""


@dataclass(frozen=True, slots=True)
class Head:
    """The row of `ledger_head`, as it was at one instant."""

    size: int
    frontier: bytes
    root: bytes
    recorded_at: int

    @classmethod
    def read(cls, reading: Reading, findings: Findings) -> "Head":
        """As of now; what stands behind it is found here."""
        rows = reading.rows("SELECT id, size, frontier, root, recorded_at FROM ledger_head ORDER BY id")
        sound = [row for row in rows if [type(one) for one in row] == [int, int, bytes, bytes, int] and row[0] == 1]
        for row in rows:
            if row not in sound:
                findings.add("ledger_head", row[0], "is one too many, or has a value of another type")
        if not sound:
            findings.add("ledger_head", 1, "is missing")
            ((last,),) = reading.rows("SELECT max(position) FROM evidence")
            return cls(0 if last is None else last + 1, b"", b"", -1)
        head = cls(*sound[0][1:])
        _beyond(reading, head, findings)
        return head


def _beyond(reading: Reading, head: Head, findings: Findings) -> None:
    """What stands behind the head: at the instant of the head itself, since the gateway goes on."""
    beyond = "SELECT position FROM evidence WHERE position >= ? OR position < 0 ORDER BY position LIMIT 100"
    for (position,) in reading.rows(beyond, head.size):
        findings.add("evidence", position, f"stands outside of the {head.size} records that the head counts")
    is_no_level = reading.is_other("level", int)
    for level, number in reading.rows(_NO_SUBTREES.format(is_no_level=is_no_level)):
        findings.add("subtree", f"{level}/{number}", "is none of the tree")
    ((highest,),) = reading.rows(_HIGHEST.format(is_no_level=is_no_level))
    for level in range(1, min(highest or 0, 64) + 1):
        beyond = "SELECT number FROM subtree WHERE level = ? AND number >= ? ORDER BY number LIMIT 100"
        for (number,) in reading.rows(beyond, level, head.size // WIDTH**level):
            findings.add("subtree", f"{level}/{number}", "is none of the tree")


def walk(
    reading: Reading, head: Head, wanted: Sequence[int], findings: Findings, tick: Tick, *, is_public: bool
) -> Recomputed:
    """Judge everything above. `wanted`: sizes whose roots are needed; `is_public`: nobody recomputes commitments."""
    subtrees = _Subtrees(reading)
    tree = Recomputed(subtrees.stored, [*wanted, head.size])
    leaves = Leaves()
    is_other = " OR ".join(reading.is_other(*one) for one in _TYPES.items())
    recorded_at, is_last_there = 0, True
    for start in range(0, head.size, CHUNK):
        end = min(start + CHUNK, head.size)
        subtrees.load(start, end)
        computed: list[bytes] = []
        stored: list[bytes] = []
        position = start
        with reading.undecoded():
            for row in reading.stream(_EVIDENCE, start, end):
                if row[0] != position:
                    _missing(position, row[0], computed, stored, findings)
                position = row[0] + 1
                recorded_at = _judge(row, recorded_at, leaves, findings, is_public=is_public)
                leaf, leaf_hash = row[8], row[9]
                found = sha256(b"\x00" + leaf).digest() if type(leaf) is bytes else UNKNOWN
                if found != leaf_hash:
                    findings.add("evidence", row[0], "leaf_hash is not the hash of leaf", found, leaf_hash)
                computed.append(found)
                stored.append(leaf_hash if type(leaf_hash) is bytes and len(leaf_hash) == 32 else UNKNOWN)
        if position != end:
            _missing(position, end, computed, stored, findings)
        is_last_there = position == end
        if is_public:
            for (other,) in reading.rows(_OTHER_TYPES.format(is_other=is_other), start, end):
                findings.add("evidence", other, OTHER_TYPE)
        tree.extend(computed, stored)
        for one in tree.wrong:
            what = "is missing" if one.found is None else "is not the root of what is below it"
            findings.add("subtree", f"{one.level}/{one.number}", what, one.expected, one.found or "")
        tree.wrong.clear()
        tick(end - start)
    _judge_head(head, tree, recorded_at if is_last_there else head.recorded_at, findings)
    return tree


def _judge(row: Row, last: int, leaves: Leaves, findings: Findings, *, is_public: bool) -> int:
    """What is wrong with one record by itself; when it was recorded."""
    position, identifier, sender, program, event, channel, reach, recorded_at, leaf, _ = row
    columns: Columns = (sender, program, event, channel, reach)
    try:
        wrong = leaves.wrong(leaf, identifier, columns, recorded_at)
        if is_public and wrong is None:
            wrong = wrong_commitments(leaf)
        if recorded_at < last:
            findings.add(
                "evidence", position, "was recorded before the one that precedes it", f">= {last}", recorded_at
            )
    except (TypeError, AttributeError, ValueError, OverflowError, OSError):
        findings.add("evidence", position, OTHER_TYPE)
        return last
    if wrong is not None:
        findings.add("evidence", position, wrong)
    return max(last, int(recorded_at))


def _missing(first: int, end: int, computed: list[bytes], stored: list[bytes], findings: Findings) -> None:
    findings.add("evidence", first if end == first + 1 else f"{first}-{end - 1}", "is missing")
    computed += [UNKNOWN] * (end - first)
    stored += [UNKNOWN] * (end - first)


def _judge_head(head: Head, tree: Recomputed, recorded_at: int, findings: Findings) -> None:
    if not head.root:  # it is missing, and that was found
        return
    frontiers = [head.size.to_bytes(8, "big") + b"".join(peaks) for peaks in zip(*tree.peaks(), strict=True)]
    frontiers = frontiers or [bytes(8)]
    roots = tree.roots()[head.size]
    if UNKNOWN not in roots and head.root not in roots:
        findings.add("ledger_head", 1, "root is not that of the records", roots[0], head.root)
    if UNKNOWN not in roots and head.frontier not in frontiers:
        findings.add("ledger_head", 1, "frontier is not that of the records")
    if head.recorded_at != recorded_at:
        findings.add("ledger_head", 1, "recorded_at is not that of the last record", recorded_at, head.recorded_at)


class _Subtrees:
    """Stored subtrees, a few chunks at a time; each is asked for once, in order."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._kept: dict[tuple[int, int], bytes] = {}

    def load(self, start: int, end: int) -> None:
        """Those that the records from `start` to `end` complete."""
        self._kept.clear()
        level, width = 1, WIDTH
        while end // width:
            for number, found in self._reading.stream(_SUBTREES, level, start // width, end // width):
                self._kept[level, number] = found if isinstance(found, bytes) else repr(found).encode()
            level, width = level + 1, width * WIDTH

    def stored(self, level: int, number: int) -> bytes | None:
        return self._kept.get((level, number))

"""One audit, from the beginning to the end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Connection

from capture_gateway.auditing import deployment, log, refusals, tree
from capture_gateway.auditing.findings import Findings
from capture_gateway.auditing.log import Kept, Log
from capture_gateway.auditing.people import People
from capture_gateway.auditing.reading import Damaged, Reading
from capture_gateway.auditing.sqlite import SqliteReading
from capture_gateway.auditing.tree import Head
from capture_gateway.storage.vault import Vault

Progress = Callable[[str, int, int], None]
"""Told what is judged, how many records were, and of how many."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is audited."""

    kept: Sequence[Kept] = ()
    """Checkpoints from outside; read before the audit began."""
    vault: Vault | None = None
    """None: only what anybody can judge."""


@dataclass(slots=True)
class Report:
    """What came of it."""

    size: int = 0
    """Records."""
    root: bytes = b""
    """Of the tree, recomputed."""
    findings: Findings = field(default_factory=Findings)


def audit(connection: Connection, scope: Scope, progress: Progress) -> Report:
    """Judge the store that `connection` reads; nothing is written."""
    report = Report()
    try:
        _audit(_reading(connection), scope, progress, report)
    except Damaged as error:
        report.findings.add("database", "", f"cannot be read: {error}")
    return report


def _audit(reading: Reading, scope: Scope, progress: Progress, report: Report) -> None:
    findings = report.findings
    with reading.snapshot():
        head = Head.read(reading, findings)
        signed = Log.read(reading)
    report.size = head.size
    wanted = [one for one in (*signed.sizes(), *log.sizes(scope.kept)) if 0 <= one <= head.size]
    recomputed = tree.walk(
        reading, head, wanted, findings, _ticking(progress, "leaves and tree", head.size), is_public=scope.vault is None
    )
    roots = recomputed.roots()
    report.root = roots[head.size][0]
    refusals.judge(reading, findings)
    log.judge(signed, scope.kept, lambda size: roots[size][0] if size in roots else None, findings)
    if scope.vault is not None:
        words = reading.leniently(partial(deployment.judge_words, reading, findings))
        reading.leniently(partial(deployment.judge_sealed, reading, scope.vault, findings))
        tick = _ticking(progress, "private parts", head.size)
        People(reading, scope.vault, head.size, words, findings, tick).judge()


def _reading(connection: Connection) -> Reading:
    if connection.dialect.name == SqliteReading.engine:
        return SqliteReading(connection)
    from capture_gateway.auditing.postgres import PostgresReading  # noqa: PLC0415 - its driver may not be installed

    return PostgresReading(connection)


def _ticking(progress: Progress, what: str, total: int) -> Callable[[int], None]:
    done = 0

    def tick(more: int) -> None:
        nonlocal done
        done += more
        progress(what, min(done, total), total)

    progress(what, 0, total)
    return tick

"""What the database itself refuses: the triggers are there, as they were made, and on, and there are no others.

On PostgreSQL also: nothing stands between a statement and a table of the gateway that could hide or change its rows.
"""

import re
from collections.abc import Sequence

from sqlmodel import SQLModel

from capture_gateway.auditing.findings import Findings
from capture_gateway.auditing.reading import Reading
from capture_gateway.storage import triggers

_NO_TRIGGER = "is no trigger that the gateway made"
_MISSING = "the trigger is missing"

_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
_QUOTED = re.compile(r' ON "(\w+)" ')
"""How SQLite writes the table of a trigger once that was renamed; it is the same trigger when it has its name again."""

_OURS = "pg_table_is_visible(c.oid) AND c.relname IN ({marks})"
_TRIGGERS = (
    "SELECT tgname, pg_get_triggerdef(t.oid, true), prosrc, lanname = 'plpgsql' AND proconfig IS NULL, tgenabled::text "
    "FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid JOIN pg_proc p ON p.oid = tgfoid "
    "JOIN pg_language l ON l.oid = prolang WHERE {ours} AND NOT tgisinternal"
)
_RULES = "SELECT rulename, c.relname FROM pg_rewrite JOIN pg_class c ON c.oid = ev_class WHERE {ours}"
_NO_TABLES = (
    "SELECT c.relname FROM pg_class c WHERE {ours} AND (c.relkind <> 'r' OR c.relrowsecurity "
    "OR EXISTS (SELECT 1 FROM pg_inherits WHERE c.oid IN (inhparent, inhrelid)))"
)
_FIRING = {"O", "A"}
"""`tgenabled`: at least in every session but a replica's
(https://www.postgresql.org/docs/current/catalog-pg-trigger.html)."""
_KEYWORD = re.compile(r'"([a-z_]+)"')
"""Names that are words of SQL are quoted, which is the same name."""
_IS_SAME = re.compile(r"(new\.\w+) IS NOT DISTINCT FROM (old\.\w+)")


def judge(reading: Reading, findings: Findings) -> None:
    """All of it."""
    if reading.engine == "sqlite":
        _judge_sqlite(reading, findings)
    else:
        _judge_postgresql(reading, findings)


def _judge_sqlite(reading: Reading, findings: Findings) -> None:
    found: dict[str, str] = dict(reading.rows(_SQLITE))
    rules = triggers.RULES["sqlite"]
    for name in sorted(rules.keys() | found.keys()):
        if name not in found:
            findings.add("sqlite_master", name, _MISSING)
        elif rules.get(name) != _QUOTED.sub(r" ON \1 ", found[name], count=1):
            findings.add("sqlite_master", name, _NO_TRIGGER)


def _judge_postgresql(reading: Reading, findings: Findings) -> None:
    names = sorted(SQLModel.metadata.tables)
    rules = {name: _deparsed(statement) for name, statement in triggers.RULES["postgresql"].items()}
    found = _of_ours(reading, _TRIGGERS, names)
    for name in sorted(rules.keys() - {row[0] for row in found}):
        findings.add("pg_trigger", name, _MISSING)
    for name, definition, body, is_plain, enabled in sorted(found):
        if rules.get(name) != _KEYWORD.sub(r"\1", definition) or not is_plain or f"$${body}$$" not in triggers.FUNCTION:
            findings.add("pg_trigger", name, _NO_TRIGGER)
        elif enabled not in _FIRING:
            findings.add("pg_trigger", name, "the trigger is disabled")
    for rule, table in sorted(_of_ours(reading, _RULES, names)):
        findings.add("pg_rewrite", rule, f"is no rule of the gateway's, and stands before the table {table}")
    for (table,) in sorted(_of_ours(reading, _NO_TABLES, names)):
        findings.add("pg_class", table, "is no plain table, or hides rows")
    ((role,),) = reading.rows("SHOW session_replication_role")
    if role != "origin":
        findings.add("pg_settings", "session_replication_role", "lets no trigger fire", "origin", role)


def _of_ours(reading: Reading, query: str, names: Sequence[str]) -> list[tuple[str, ...]]:
    ours = _OURS.format(marks=", ".join("?" * len(names)))
    return reading.rows(query.format(ours=ours), *names)


def _deparsed(statement: str) -> str:
    """As PostgreSQL says what it made of it."""
    return _IS_SAME.sub(r"NOT \1 IS DISTINCT FROM \2", " ".join(statement.split()).replace(" '' ", " ''::text "))

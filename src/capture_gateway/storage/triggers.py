"""What the database itself refuses: to change or remove evidence, or the tree over it.

1. A record is never removed. The one change that it takes is to be forgotten: `subject` becomes empty and `sealed`
   becomes a stub; every other column stays as it was, and a forgotten record takes no change at all.
2. Subtrees, names and keys of the log, words that were ever given, and first answers are neither changed nor removed.
3. The head and the newest checkpoint only grow.
"""

from collections.abc import Mapping

from sqlalchemy import Connection

from capture_gateway.storage.vault import ADDED

STUB_SIZE = ADDED + 36
"""Bytes of a sealed id (`storage.forgotten`)."""
REFUSAL = "what is on record is not changed"

_STAYS = (
    "position", "id", "sender", "program", "reach", "event", "channel", "test", "recorded_at", "leaf", "leaf_hash",
)  # fmt: skip
_RULES = (
    ("evidence_stays", "DELETE ON evidence", ""),
    ("evidence_is_written_once", "UPDATE ON evidence", "NOT ({forgets})"),
    *(
        (f"{table}_{what.lower()}", f"{what} ON {table}", "")
        for table in ("subtree", "log", "log_key", "wording", "first_answer")
        for what in ("UPDATE", "DELETE")
    ),
    ("ledger_head_stays", "DELETE ON ledger_head", ""),
    ("ledger_head_grows", "UPDATE ON ledger_head", "new.size < old.size OR new.recorded_at < old.recorded_at"),
    ("checkpoint_grows", "UPDATE ON checkpoint", "new.size < old.size"),
)


def _forgets(same: str) -> str:
    """Rule 1; `same`: the operator that takes two NULLs for equal."""
    return " AND ".join([
        "old.subject <> ''", "new.subject = ''", f"length(new.sealed) = {STUB_SIZE}",
        *(f"new.{name} {same} old.{name}" for name in _STAYS),
    ])  # fmt: skip


def _sqlite(name: str, when: str, condition: str) -> str:
    held = f"WHEN {condition}" if condition else ""
    return (
        f"CREATE TRIGGER {name} BEFORE {when} {held.format(forgets=_forgets('IS'))} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _postgresql(name: str, when: str, condition: str) -> str:
    held = f"WHEN ({condition})" if condition else ""
    return (
        f"CREATE TRIGGER {name} BEFORE {when} FOR EACH ROW {held.format(forgets=_forgets('IS NOT DISTINCT FROM'))} "
        "EXECUTE FUNCTION refuse_change()"
    )


_TABLES = sorted({when.rpartition(" ")[2] for _, when, _ in _RULES})
FUNCTION = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END$$"
)
"""What the triggers of PostgreSQL call."""
_TRUNCATIONS = {
    f"{table}_truncate": f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT "
    "EXECUTE FUNCTION refuse_change()"
    for table in _TABLES
}
RULES: Mapping[str, Mapping[str, str]] = {
    "sqlite": {name: _sqlite(name, when, condition) for name, when, condition in _RULES},
    "postgresql": {name: _postgresql(name, when, condition) for name, when, condition in _RULES} | _TRUNCATIONS,
}
"""By engine: name -> the statement that makes it; on SQLite as the database keeps it."""
_KNOWN = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = ANY(ARRAY("
    "SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace))",
}


def create(connection: Connection) -> None:
    """Make the triggers that are not there yet."""
    engine = connection.dialect.name
    known = set(connection.exec_driver_sql(_KNOWN[engine]).scalars())
    missing = [statement for name, statement in RULES[engine].items() if name not in known]
    if missing and engine == "postgresql":
        connection.exec_driver_sql(FUNCTION)
    for statement in missing:
        connection.exec_driver_sql(statement)

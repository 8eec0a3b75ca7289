"""What the database itself refuses: to change or remove evidence, or the tree over it.

1. A record is never removed. The one change that it takes is to be forgotten: `subject` becomes empty and `sealed`
   becomes a stub; every other column stays as it was, and a forgotten record takes no change at all.
2. Subtrees, names and keys of the log, words that were ever given, and first answers are neither changed nor removed.
3. The head and the newest checkpoint only grow.
"""

from sqlalchemy import Connection

from capture_gateway.storage.vault import ADDED

STUB_SIZE = ADDED + 36
"""Bytes of a sealed id (`storage.forgotten`)."""

_STAYS = (
    "position", "id", "sender", "program", "reach", "event", "channel", "test", "recorded_at", "leaf", "leaf_hash",
)  # fmt: skip
_FORGETS = " AND ".join([
    "old.subject <> ''", "new.subject = ''", f"length(new.sealed) = {STUB_SIZE}",
    *(f"new.{name} IS old.{name}" for name in _STAYS),
])  # fmt: skip
_RULES = (
    ("evidence_stays", "DELETE ON evidence", ""),
    ("evidence_is_written_once", "UPDATE ON evidence", f"WHEN NOT ({_FORGETS})"),
    *(
        (f"{table}_{what.lower()}", f"{what} ON {table}", "")
        for table in ("subtree", "log", "log_key", "wording", "first_answer")
        for what in ("UPDATE", "DELETE")
    ),
    ("ledger_head_stays", "DELETE ON ledger_head", ""),
    ("ledger_head_grows", "UPDATE ON ledger_head", "WHEN new.size < old.size OR new.recorded_at < old.recorded_at"),
    ("checkpoint_grows", "UPDATE ON checkpoint", "WHEN new.size < old.size"),
)


RULES = {
    name: f"CREATE TRIGGER {name} BEFORE {when} {condition} "
    "BEGIN SELECT RAISE(ABORT, 'what is on record is not changed'); END"
    for name, when, condition in _RULES
}
"""Name -> the statement that makes it, as the database keeps it."""


def create(connection: Connection) -> None:
    """Make the triggers that are not there yet."""
    for statement in RULES.values():
        connection.exec_driver_sql(statement.replace("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS", 1))

"""The tables of the first release."""

from typing import Any

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, PrimaryKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy import text as sql

revision = "0005"
down_revision = None

_STRING = String().with_variant(Text(collation="C"), "postgresql")
_TEXT = Text().with_variant(Text(collation="C"), "postgresql")
_ROW_NUMBER = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    """Make every table, with its indexes and triggers."""
    _own()
    _people()
    _records()
    _texts()
    _integrators()
    for statement in _triggers(op.get_context().dialect.name):
        op.execute(sql(statement))


def _own() -> None:
    _table("schema_version", _int("version"), _bytes("keys"), key=("version",))
    _table("counter", _str("key"), _big("count", "ends_at"), key=("key",))
    _index("counter_over", "counter", "ends_at")
    _table(
        "work_order",
        _str("id", "kind"), _bytes("argument"), _big("made_at"), _big("taken_at", null=True),
        _text("result", null=True),
        key=("id",),
    )  # fmt: skip


def _people() -> None:
    _table(
        "subject_key",
        _str("subject"), _bytes("wrapped", "address"), _str("page"), _big("made_at"),
        key=("subject",), unique="page",
    )  # fmt: skip
    _table("permission", _str("subject", "sender"), _text("standing"), key=("subject", "sender"))
    _table(
        "showing",
        _str("id", "subject", "sender", "channel"), _int("live"), _big("shown_at"),
        _str("closed", null=True), _big("closed_at", null=True), _int("nudged"), _bytes("sealed"),
        key=("id",),
    )  # fmt: skip
    _index("showing_subject", "showing", "subject", "live")
    _index("showing_open", "showing", "channel", "shown_at", where="closed IS NULL")


def _records() -> None:
    _table(
        "evidence",
        [Column("position", _ROW_NUMBER, nullable=False, autoincrement=False)],
        _str("id", "subject", "sender", "program", "reach", "event", "channel"), _int("test"), _big("recorded_at"),
        _bytes("leaf", "leaf_hash", "sealed"),
        key=("position",), unique="id",
    )  # fmt: skip
    for column in ("subject", "reach", "event", "channel"):
        _index(f"evidence_{column}", "evidence", column, "position")
    _table("ledger_head", _int("id"), _big("size"), _bytes("frontier", "root"), _big("recorded_at"), key=("id",))
    _table("subtree", _int("level"), _big("number"), _bytes("hash"), key=("level", "number"))
    _table("log", _int("number"), _str("origin"), _big("since", "at"), _text("after"), key=("number",))
    _table("log_key", _int("number"), _str("vkey"), _big("since", "at"), _text("note"), key=("number",))
    _table("checkpoint", _int("id"), _big("size"), _text("note"), _big("at"), key=("id",))
    _table("wording", _str("sha256"), _text("text"), key=("sha256",))
    _table(
        "first_answer",
        _str("key", "fingerprint"), _int("status"), _str("media_type"), _bytes("body"), _big("at"),
        key=("key",),
    )  # fmt: skip


def _texts() -> None:
    _table(
        "message",
        _str("id", "subject", "sender", "program", "channel"), _big("at"), _str("replied"), _bytes("sealed"),
        key=("id",),
    )  # fmt: skip
    _index("message_subject", "message", "subject", "channel")
    _table(
        "review",
        _str("id", "subject", "program", "channel"), _big("at"), _str("rule"), _str("held", "resolution", null=True),
        _bytes("sealed"), _str("resolved_by", null=True), _big("resolved_at", null=True),
        key=("id",),
    )  # fmt: skip
    _index("review_resolved", "review", "resolved_at", "id")
    _index("review_subject", "review", "subject")
    _table(
        "outbox",
        _str("id", "purpose", "channel", "subject", "sender", "program", "categories", "name", "language"),
        _bytes("sealed"), _big("made_at", "until"), _str("state"), _big("due_at"), _int("tries"),
        _big("tried_at", "missed_at"), _str("provider_id", "status", "error", null=True),
        key=("id",),
    )  # fmt: skip
    _index("outbox_unsent", "outbox", "due_at", where="state IN ('waiting', 'sending', 'unknown')")
    _index("outbox_failed", "outbox", "state", where="state = 'failed'")
    _index("outbox_provider", "outbox", "provider_id")
    _index("outbox_subject", "outbox", "subject")


def _integrators() -> None:
    _table(
        "token",
        _str("digest", "prefix", "name", "scopes", "programs"), _int("per_minute", null=True), _big("created_at"),
        _big("revoked_at", "used_at", null=True), _bytes("seal"),
        key=("digest",),
    )  # fmt: skip
    _index("token_prefix", "token", "prefix")
    _table(
        "webhook",
        _str("id", "url", "description"), _bytes("secrets"), _str("events", "programs"), _big("created_at"),
        _str("created_by", "state", "why"), _big("withdrawals_at", "others_at"), _big("failing_since", null=True),
        key=("id",),
    )  # fmt: skip
    _table(
        "webhook_delivery",
        _str("webhook", "message"), _big("position", null=True), _str("type", "state"), _big("at", "due_at"),
        _text("attempts"),
        key=("webhook", "message"),
    )  # fmt: skip
    _index("webhook_undelivered", "webhook_delivery", "webhook", "due_at", where="state = 'waiting'")
    _index("webhook_log", "webhook_delivery", "webhook", "at", "message")
    _index("webhook_over", "webhook_delivery", "at")


def _triggers(engine: str) -> list[str]:
    """What refuses to change or remove a record, but for forgetting whose it was: a stub is 64 bytes."""
    same = "IS" if engine == "sqlite" else "IS NOT DISTINCT FROM"
    stays = (
        "position", "id", "sender", "program", "reach", "event", "channel", "test", "recorded_at", "leaf", "leaf_hash",
    )  # fmt: skip
    forgets = " AND ".join([
        "old.subject <> ''", "new.subject = ''", "length(new.sealed) = 64",
        *(f"new.{name} {same} old.{name}" for name in stays),
    ])  # fmt: skip
    frozen = ("subtree", "log", "log_key", "wording", "first_answer")
    rules = [
        ("evidence_stays", "DELETE ON evidence", ""),
        ("evidence_is_written_once", "UPDATE ON evidence", f"NOT ({forgets})"),
        *((f"{table}_{what.lower()}", f"{what} ON {table}", "") for table in frozen for what in ("UPDATE", "DELETE")),
        ("ledger_head_stays", "DELETE ON ledger_head", ""),
        ("ledger_head_grows", "UPDATE ON ledger_head", "new.size < old.size OR new.recorded_at < old.recorded_at"),
        ("checkpoint_grows", "UPDATE ON checkpoint", "new.size < old.size"),
    ]
    refusal = "what is on record is not changed"
    if engine == "sqlite":
        held = {name: f"WHEN {condition}" if condition else "" for name, _, condition in rules}
        return [
            f"CREATE TRIGGER {name} BEFORE {when} {held[name]} BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
            for name, when, _ in rules
        ]
    held = {name: f"WHEN ({condition})" if condition else "" for name, _, condition in rules}
    calls = "EXECUTE FUNCTION refuse_change()"
    function = (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END$$"
    )
    return [
        function,
        *(f"CREATE TRIGGER {name} BEFORE {when} FOR EACH ROW {held[name]} {calls}" for name, when, _ in rules),
        *(
            f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {calls}"
            for table in ("evidence", *frozen, "ledger_head", "checkpoint")
        ),
    ]


def _table(name: str, *columns: list[Column[Any]], key: tuple[str, ...], unique: str = "") -> None:
    constraints = [PrimaryKeyConstraint(*key), *([UniqueConstraint(unique)] if unique else [])]
    op.create_table(name, *(column for group in columns for column in group), *constraints)


def _index(name: str, table: str, *columns: str, where: str = "") -> None:
    condition = sql(where) if where else None
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)


def _str(*names: str, null: bool = False) -> list[Column[Any]]:
    return [Column(name, _STRING, nullable=null) for name in names]


def _text(*names: str, null: bool = False) -> list[Column[Any]]:
    return [Column(name, _TEXT, nullable=null) for name in names]


def _bytes(*names: str) -> list[Column[Any]]:
    return [Column(name, LargeBinary, nullable=False) for name in names]


def _int(*names: str, null: bool = False) -> list[Column[Any]]:
    return [Column(name, Integer, nullable=null, autoincrement=False) for name in names]


def _big(*names: str, null: bool = False) -> list[Column[Any]]:
    return [Column(name, BigInteger, nullable=null, autoincrement=False) for name in names]

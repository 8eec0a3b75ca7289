"""`ledger audit` of a store that a gateway wrote, sound and changed."""

import re
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import URL

from capture_gateway.auditing.findings import MOST, Findings
from capture_gateway.auditing.leaves import Leaves
from capture_gateway.core import evidence, instant
from capture_gateway.ledger import checkpoint
from capture_gateway.ledger.checkpoint import Checkpoint
from capture_gateway.ledger.note import Signer
from capture_gateway.settings import PREFIX, Settings
from capture_gateway.storage import triggers
from capture_gateway.testing import sample
from capture_gateway.testing.audited import audited
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import SETTINGS
from capture_gateway.testing.running import running
from tests.cli.conftest import Run
from tests.cluster import OWNER
from tests.postgres import ENGINES, is_postgresql, raw, shared, url_of
from tests.receipts.sample import AT, FIELDS

PERSON = somebody()
WORDS = "what do you sell on Mondays"


class Store(NamedTuple):
    """A deployment whose gateway has ended."""

    project: Path
    older: str
    """A checkpoint of it, of fewer records."""

    @property
    def database(self) -> URL:
        return Settings.of(self.project).database


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, engine: str) -> Store:
    del engine  # one for each
    project = sample.copy(tmp_path_factory.mktemp("audited") / "project")
    with running(project) as gateway:
        gateway.text(PERSON, "JOIN")
        older = gateway.settings.checkpoint_path
        seen = older.read_text()
        for body in ("AGREE", WORDS, "STOP"):
            gateway.text(PERSON, body)
        for _ in range(14):
            gateway.text(somebody(), "STOP")
    return Store(project, seen)


@pytest.fixture
def store(written: Store, tmp_path: Path) -> Store:
    """A copy to be changed."""
    copy = shutil.copytree(written.project, tmp_path / "project")
    if is_postgresql():
        old, new = str(written.database.database), str(url_of(copy / "var/evidence.db").database)
        shared().drop(new)
        with shared().administration() as connection:
            connection.execute(f"CREATE DATABASE {new} OWNER {OWNER} TEMPLATE {old} STRATEGY file_copy")
        settings = copy / ".env"
        settings.write_text(settings.read_text().replace(old, new))
    return Store(copy, written.older)


def change(store: Store, *statements: str) -> None:
    """As somebody would who has the file, no respect for triggers, and leaves them as they were."""
    if is_postgresql():
        with shared().administration(str(store.database.database)) as server:
            server.execute("SET session_replication_role = replica")
            for statement in statements:
                server.execute(on_postgresql(statement).encode())
        return
    with closing(sqlite3.connect(store.database.database or "")) as database, database:
        there = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in there:
            database.execute(f"DROP TRIGGER {name}")
        for statement in (*statements, *(made for _, made in there)):
            database.execute(statement)


def on_postgresql(statement: str) -> str:
    """The same change in its words."""
    statement = re.sub(r"zeroblob\((\d+)\)", r"decode(repeat('00', \1), 'hex')", statement)
    return re.sub(
        r"CAST\(replace\(leaf, (.*)\) AS BLOB\)",
        r"convert_to(replace(convert_from(leaf, 'UTF8'), \1), 'UTF8')",
        statement,
    )


def root_of_records(store: Store) -> tuple[int, bytes]:
    with raw(store.database) as database:
        ((size, root),) = database.execute("SELECT size, root FROM ledger_head")
    return int(size), bytes(root)


@pytest.mark.parametrize("engine", ENGINES, indirect=True, scope="module")
def test_what_is_as_it_was_written_is_said_so(run: Run, written: Store) -> None:
    size, root = root_of_records(written)
    done = run("ledger", "audit", written.project)
    assert (done.code, done.out) == (0, "")
    assert done.err == f"everything as it was written: {size} records, root {root.hex()}\n"


def test_anybody_can_audit_leaves_and_tree_without_keys(
    run: Run, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)
    done = run("ledger", "audit", store.project, "--public")
    assert (done.code, done.err.split(":")[0]) == (0, "leaves, tree and checkpoints as it was written")
    assert run("ledger", "audit", store.project).code == 2


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE evidence SET leaf = CAST(replace(leaf, 'given', 'taken') AS BLOB) WHERE position = 1", {"evidence 1"}),
        ("UPDATE evidence SET leaf_hash = zeroblob(32) WHERE position = 16", {"evidence 16"}),
        ("DELETE FROM evidence WHERE position = 3", {"evidence 3", "permission"}),
        ("DELETE FROM evidence WHERE position > 14", {"evidence 15-16", "permission"}),
        ("UPDATE evidence SET recorded_at = recorded_at + 1 WHERE position = 2", {"evidence 2"}),
        ("UPDATE evidence SET test = 1 WHERE position = 2", {"evidence 2"}),
        pytest.param(
            "UPDATE evidence SET program = CAST(x'ff' AS TEXT) WHERE position = 2", {"evidence 2"},
            marks=pytest.mark.sqlite_only("its text may be any bytes"),
        ),
        ("UPDATE evidence SET sealed = zeroblob(600) WHERE position = 2", {"evidence 2"}),
        ("UPDATE subtree SET hash = zeroblob(32)", {"subtree 1/0"}),
        ("INSERT INTO subtree VALUES (2, 0, zeroblob(32))", {"subtree 2/0"}),
        ("UPDATE ledger_head SET root = zeroblob(32)", {"ledger_head 1"}),
        ("UPDATE ledger_head SET size = 16", {"evidence 16", "ledger_head 1", "checkpoint 1", "evidence.checkpoint "}),
        ("UPDATE checkpoint SET size = size - 1", {"checkpoint 1"}),
        ("DELETE FROM checkpoint", {"checkpoint 1"}),
        ("UPDATE log_key SET since = 1", {"log 0"}),
        ("UPDATE permission SET standing = replace(standing, 'withdrawn', 'given')", {"permission"}),
        ("UPDATE wording SET text = text || ' ' WHERE sha256 = (SELECT min(sha256) FROM wording)", {"wording"}),
        ("DELETE FROM wording", {"showing"}),
        ("DELETE FROM showing", {"evidence 0", "evidence 1"}),
        ("UPDATE message SET sealed = zeroblob(64)", {"message"}),
        ("UPDATE subject_key SET wrapped = zeroblob(60)", {"subject_key"}),
        ("DELETE FROM ledger_head", {"ledger_head 1"}),
        ("DELETE FROM first_answer", {"first_answer"}),
        ("UPDATE showing SET live = 1 - live", {"showing", "evidence 0", "evidence 1"}),
        ("UPDATE showing SET closed = NULL, closed_at = NULL", {"showing", "evidence 0", "evidence 1"}),
        ("UPDATE showing SET nudged = 1", {"showing", "evidence 0", "evidence 1"}),
        ("UPDATE message SET at = at + 1", {"message"}),
        ("UPDATE subject_key SET made_at = made_at + 1", {"subject_key"}),
        ("UPDATE token SET scopes = 'erasures'", {"token"}),
        ("UPDATE token SET revoked_at = 1", {"token"}),
    ],
)  # fmt: skip
def test_a_change_is_located_and_tells_of_nobody(run: Run, store: Store, statement: str, expected: set[str]) -> None:
    change(store, statement)
    done = run("ledger", "audit", store.project)
    assert done.code == 1
    where = {line.partition(": ")[0] for line in done.out.splitlines()}
    assert where
    for one in where:
        assert one in expected or one.split(" ")[0] in expected, done.out
    for one in expected:
        assert one in where or one in {name.split(" ")[0] for name in where}, done.out
    told = done.out + done.err
    assert PERSON not in told
    assert PERSON.removeprefix("+") not in told
    assert WORDS not in told


@pytest.mark.sqlite_only("how it says what a trigger is")
def test_a_trigger_that_is_gone_or_was_added_is_found(run: Run, store: Store) -> None:
    with raw(store.database) as database:
        database.execute("DROP TRIGGER first_answer_delete")
        database.execute("CREATE TRIGGER mine AFTER INSERT ON evidence BEGIN DELETE FROM permission; END")
    done = run("ledger", "audit", store.project, "--public")
    assert done.code == 1
    assert done.out.splitlines() == [
        "sqlite_master first_answer_delete: the trigger is missing",
        "sqlite_master mine: is no trigger that the gateway made",
    ]


DISARMED = (
    "DROP TRIGGER first_answer_delete ON first_answer",
    "ALTER TABLE log DISABLE TRIGGER log_delete",
    "CREATE TRIGGER mine AFTER INSERT ON evidence FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE OR REPLACE TRIGGER checkpoint_grows BEFORE UPDATE ON checkpoint EXECUTE FUNCTION refuse_change()",
    "CREATE RULE quietly AS ON DELETE TO evidence DO INSTEAD NOTHING",
    "CREATE TABLE more () INHERITS (wording)",
    "ALTER TABLE message ENABLE ROW LEVEL SECURITY",
)  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES[1:], indirect=True, scope="module")
def test_postgresql_whatever_keeps_a_table_from_refusing_is_found(run: Run, store: Store) -> None:
    with raw(store.database) as database:
        for statement in DISARMED:
            database.execute(statement)
    done = run("ledger", "audit", store.project, "--public")
    assert done.code == 1
    assert done.out.splitlines() == [
        "pg_trigger first_answer_delete: the trigger is missing",
        "pg_trigger checkpoint_grows: is no trigger that the gateway made",
        "pg_trigger log_delete: the trigger is disabled",
        "pg_trigger mine: is no trigger that the gateway made",
        "pg_rewrite quietly: is no rule of the gateway's, and stands before the table evidence",
        "pg_class message: is no plain table, or hides rows",
        "pg_class wording: is no plain table, or hides rows",
    ]


@pytest.mark.parametrize("engine", ENGINES[1:], indirect=True, scope="module")
def test_postgresql_triggers_that_call_something_else_are_found(run: Run, store: Store) -> None:
    body = "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$"
    with raw(store.database) as database:
        database.execute(body)
    done = run("ledger", "audit", store.project, "--public")
    assert done.code == 1
    names = {line.split()[1].rstrip(":") for line in done.out.splitlines()}
    assert names == set(triggers.RULES["postgresql"])


def test_a_signed_text_delivered_twice_is_found(tmp_path: Path) -> None:
    project = sample.copy(tmp_path / "project")
    with pytest.raises(AssertionError, match="evidence 2: is of a text that led to an earlier act"):
        _deliver_twice(project)


def _deliver_twice(project: Path) -> None:
    person, sid = somebody(), "SM" + "7" * 32
    with running(project) as gateway:
        gateway.text(person, "JOIN", MessageSid=sid)
        gateway.text(person, "STOP")
        change(Store(project, ""), "DELETE FROM first_answer WHERE at = (SELECT min(at) FROM first_answer)")
        gateway.text(person, "JOIN", MessageSid=sid)


@pytest.fixture
def kept(written: Store, tmp_path: Path) -> Path:
    path = tmp_path / "older.txt"
    path.write_text(written.older, newline="")
    return path


def test_a_store_goes_on_from_what_somebody_kept(run: Run, written: Store, kept: Path) -> None:
    key = run("ledger", "key", written.project).out.strip()
    assert run("ledger", "audit", written.project, "--against", kept).code == 0
    assert run("ledger", "audit", written.project, "--against", written.older, "--key", key, "--public").code == 0


def test_a_store_that_does_not_go_on_from_what_somebody_kept(run: Run, written: Store) -> None:
    """The key is known to nobody else, so only its owner can have signed another history."""
    private = Ed25519PrivateKey.generate()
    origin = written.older.partition("\n")[0]
    size, root = root_of_records(written)
    signer = Signer(origin, private)
    for seen, code in (
        (Checkpoint(origin, size, root), 0),
        (Checkpoint(origin, size - 1, root), 1),
        (Checkpoint(origin, size + 1, root), 1),
    ):
        note = checkpoint.signed(seen, [signer])
        done = run("ledger", "audit", written.project, "--public", "--against", note, "--key", str(signer.key))
        assert (done.code, done.out.count("\n")) == (code, code), done.out
        assert run("ledger", "audit", written.project, "--public", "--against", note).code == 1


def test_what_is_no_checkpoint_and_no_key_is_a_mistake(run: Run, written: Store, kept: Path) -> None:
    assert run("ledger", "audit", written.project, "--against", "no-such-file").code == 2
    assert run("ledger", "audit", written.project, "--against", kept, "--key", "nonsense").code == 2
    assert run("ledger", "audit", written.project, "--key", "nonsense").code == 2
    assert run("ledger", "audit", written.project / "var").code == 2


def test_a_gateway_that_runs_is_audited_while_it_writes(store: Store) -> None:
    done = threading.Event()
    with running(store.project) as gateway:

        def live() -> None:
            for _ in range(5):
                person = somebody()
                for body in ("JOIN", "AGREE", "hello", "STOP"):
                    gateway.text(person, body)
            done.set()

        writing = threading.Thread(target=live)
        writing.start()
        sizes = set()
        while not done.is_set():
            report = audited(store.database)
            assert [*report.findings] == []
            sizes.add(report.size)
        writing.join()
    assert len(sizes) > 1


@pytest.mark.parametrize("path", ["disclosure.version", "program.version"])
@pytest.mark.parametrize("version", ["4155550123", "Ana Lopez", "ana@example.com", "v" * 41, ""])
def test_what_words_are_called_in_a_leaf_has_no_room_for_a_person(path: str, version: str) -> None:
    def judged(fields: dict[str, Any]) -> str | None:
        leaf, _, _ = evidence.split(fields, bytes(1024))
        columns = (b"bluebird", b"bluebird-updates", b"given", b"sms", b"bluebird-updates")
        return Leaves().wrong(leaf, FIELDS["id"].encode(), columns, instant.parse(AT))

    assert judged({**FIELDS, path: "2024-05.spring_v2"}) is None
    assert path in str(judged({**FIELDS, path: version}))


def test_findings_beyond_those_that_are_shown_are_counted_and_none_twice() -> None:
    findings = Findings()
    for _ in range(2):
        for number in range(MOST):
            findings.add("evidence", number, "is missing")
    assert (findings.count, len([*findings])) == (MOST, MOST)
    findings.add("log", "a\nb", "is wrong", b"\x01", 2)
    assert (findings.count, len([*findings])) == (MOST + 1, MOST)


def test_a_finding_is_one_line() -> None:
    findings = Findings()
    findings.add("log", "a\nb\udcff", "is wrong", b"\x01", 2)
    assert [str(one) for one in findings] == ["log a\\nb\\udcff: is wrong (expected 01, found 2)"]

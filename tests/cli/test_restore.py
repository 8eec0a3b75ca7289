"""`backup` and `restore`, beside a gateway that runs and one that does not."""

import os
import re
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from itertools import count, islice
from pathlib import Path

import pytest
from sqlalchemy import URL, update

from capture_gateway.core.act import Intent
from capture_gateway.core.erasure import Cause
from capture_gateway.core.errors import OperatorError
from capture_gateway.intake import Intake
from capture_gateway.ledger import checkpoint
from capture_gateway.ledger.proofs import is_consistent
from capture_gateway.settings import Settings
from capture_gateway.storage import erasing, log, outside, postgres, proving, records, replacing, seen, sqlite, tree
from capture_gateway.storage.database import Database, beside
from capture_gateway.storage.tables import LedgerHead
from capture_gateway.testing.audited import audited
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import GatewayUnderTest, running
from capture_gateway.transparency import signing
from tests.cli.conftest import Run
from tests.core.values import NOW, PERSON, Book, act
from tests.intake.running import every_word, go, render
from tests.judging import Judge
from tests.postgres import ENGINES, is_postgresql, raw

Grow = Callable[[int], str]


@pytest.fixture
def settings(root: Path) -> Settings:
    return Settings.of(root)


@pytest.fixture
def grow(settings: Settings) -> Grow:
    """`grow(3)`: three records more in the deployment's database; the signed checkpoint, which is outside too."""

    numbers = count(1)

    def grow(more: int) -> str:
        database = Database(settings.database, settings.keys())

        async def story() -> None:
            intake = Intake(database, Book(), now=lambda: NOW, random=os.urandom)
            intake.start(every_word(Book()))
            for number in islice(numbers, more):
                await intake.receive(act(Intent.WITHDRAW, number), render)
            await intake.stop()

        go(story)
        with database.transaction() as connection:
            signed = signing.sign(connection, keys=settings.signing_keys(), public_url=settings.public_url, now=NOW)
        database.close()
        assert isinstance(signed, signing.Signed)
        outside.write(settings.checkpoint_path, signed.newest.note)
        return signed.newest.note

    return grow


def published(gateway: GatewayUnderTest, what: str) -> str:
    return gateway.send(Request("GET", f"{gateway.base}/ledger/{what}", (), {})).body.decode()


def lose(settings: Settings) -> None:
    """The database, as when its machine burns down."""
    if is_postgresql():
        with raw(settings.database) as connection:
            for (table,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"):
                connection.execute(f"DROP TABLE {table}")
    else:
        sqlite.path(settings.database).unlink()


def kept(settings: Settings) -> URL:
    """What stood where a backup was restored."""
    if is_postgresql():
        schemas = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'replaced%'"
        with raw(settings.database) as connection:
            ((schema,),) = connection.execute(schemas)
        return settings.database.update_query_dict({"options": f"-csearch_path={schema},public"})
    (path,) = (settings.project / "var").glob("evidence.db.replaced-*")
    return sqlite.url(path)


def size_of(settings: Settings) -> int:
    with beside(settings.database, settings.keys()) as connection:
        assert seen.verdict(connection, settings.checkpoint_path, settings.signing_keys()).state == "fine"
        return records.head(connection)[0]


def test_a_backup_is_one_file_that_its_keys_alone_open(run: Run, root: Path, settings: Settings, grow: Grow) -> None:
    grow(3)
    with closing(Database(settings.database, settings.keys())) as gateway:  # it may be running
        gateway.lock()
        done = run("backup", root / "b.db", "--project", root)
    assert (done.code, done.out) == (0, "")
    assert "3 records" in done.err
    assert sorted(path.name for path in root.iterdir() if path.name.startswith(("b.", ".b"))) == ["b.db", "b.db.keys"]
    assert {path.stat().st_mode & 0o777 for path in root.glob("b.db*")} == {0o600}
    written = dict(line.split("=", 1) for line in (root / "b.db.keys").read_text().splitlines())
    assert written == settings.written_keys()
    assert not any(value.encode() in (root / "b.db").read_bytes() for value in written.values())


def test_backup_refuses_what_it_would_overwrite(run: Run, root: Path, settings: Settings, grow: Grow) -> None:
    assert "never started" in run("backup", root / "b.db", "--project", root).err
    grow(1)
    if not is_postgresql():
        assert "the database itself" in run("backup", settings.database.database, "--project", root).err
    assert run("backup", root / "b.db", "--project", root).code == 0
    done = run("backup", root / "b.db", "--project", root)
    assert (done.code, done.err.count("\n")) == (2, 1)
    grow(1)
    assert "2 records" in run("backup", root / "b.db", "--project", root, "--force").err


def test_a_backup_of_a_store_that_is_written_meanwhile_is_one_instant(
    run: Run, root: Path, settings: Settings, grow: Grow
) -> None:
    grow(2)
    with closing(Database(settings.database, settings.keys())) as gateway, gateway.transaction() as writing:
        writing.exec_driver_sql("INSERT INTO subtree VALUES (9, 9, '0')")
        assert run("backup", root / "b.db", "--project", root).code == 0
    with beside(sqlite.url(root / "b.db"), settings.keys()) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM subtree WHERE level = 9").scalar_one() == 0


@pytest.mark.parametrize("engine", ENGINES, indirect=True, scope="module")
def test_backups_that_are_taken_while_people_write_are_of_one_history(
    run: Run, root: Path, tmp_path: Path, judge: Judge
) -> None:
    done = threading.Event()
    notes: list[str] = []
    with running(root) as gateway:
        settings = gateway.settings
        database, keys = settings.database, settings.keys()
        gateway.text(somebody(), "STOP")
        while checkpoint.said(published(gateway, "checkpoint")).size == 0:
            pass

        def live() -> None:
            while not done.is_set():
                gateway.text(somebody(), "STOP")

        writing = threading.Thread(target=live)
        writing.start()
        try:
            for number in range(3):
                told = run("backup", tmp_path / f"{number}.db", "--project", root)
                assert re.search(r"records; (they begin with|the [0-9,]+ that .* begin with them)", told.err), told
        finally:
            done.set()
            writing.join()
        key = published(gateway, "key").strip()
    with beside(database, keys) as whole:
        size, root_hash = records.head(whole)
        newest = log.newest(whole)
        assert newest is not None
        for number in range(3):
            copy = sqlite.url(tmp_path / f"{number}.db")
            report = audited(copy)
            assert [*report.findings] == []
            proof = tree.consistency(whole, report.size, size)
            assert is_consistent(report.size, report.root, size, root_hash, proof)
            with beside(copy, keys) as older:
                signed = log.newest(older)
            assert signed is not None
            notes.append(signed.note)
            assert 0 < signed.size <= newest.size, (number, signed, newest, report.size, size)
            proof = tree.consistency(whole, signed.size, newest.size)
            accepted, why = judge.consistency(key, signed.note, newest.note, proof)
            assert accepted, why
    assert notes == sorted(notes, key=lambda note: checkpoint.said(note).size)


def test_a_copy_of_another_history_is_not_proved(settings: Settings, grow: Grow, tmp_path: Path) -> None:
    grow(3)
    with closing(Database(sqlite.url(tmp_path / "other.db"), settings.keys())) as other:
        with other.transaction() as connection:
            connection.execute(update(LedgerHead).values(size=2, root=bytes(32)))
        with (
            beside(settings.database, settings.keys()) as live,
            other.reading() as copy,
            pytest.raises(OperatorError, match="is not of the log"),
        ):
            proving.proved(copy, live)


def test_a_new_machine_starts_from_a_backup_and_its_keys(
    run: Run, root: Path, tmp_path: Path, settings: Settings, grow: Grow
) -> None:
    grow(3)
    run("backup", tmp_path / "b.db", "--project", root)
    shutil.rmtree(root / "var")
    (tmp_path / "b.db.keys").rename(tmp_path / "elsewhere")
    done = run("restore", tmp_path / "b.db", "--project", root)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "is missing" in done.err
    assert not list((root / "var").glob("*key"))
    (tmp_path / "elsewhere").rename(tmp_path / "b.db.keys")
    done = run("restore", tmp_path / "b.db", "--project", root)
    assert (done.code, done.out) == (0, "")
    assert size_of(Settings.of(root)) == 3


def test_restore_refuses_beside_a_gateway_and_what_is_no_backup(
    run: Run, root: Path, settings: Settings, grow: Grow
) -> None:
    grow(1)
    run("backup", root / "b.db", "--project", root)
    with closing(Database(settings.database, settings.keys())) as gateway:
        gateway.lock()
        refused = run("restore", root / "b.db", "--project", root)
        assert (refused.code, "a gateway is connected" in refused.err or "another gateway" in refused.err) == (2, True)
    assert "no file" in run("restore", root / "nothing", "--project", root).err
    if not is_postgresql():
        assert "itself" in run("restore", settings.database.database, "--project", root).err
    (root / "odd.db").write_text("not a database at all, by any means")
    done = run("restore", root / "odd.db", "--project", root)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert size_of(settings) == 1


def test_restore_refuses_a_copy_whose_tree_is_not_its_head(
    run: Run, root: Path, settings: Settings, grow: Grow
) -> None:
    grow(2)
    run("backup", root / "b.db", "--project", root)
    damaged = sqlite3.connect(root / "b.db", isolation_level=None)
    damaged.execute("DROP TRIGGER evidence_is_written_once")
    damaged.execute("UPDATE evidence SET leaf_hash = zeroblob(32) WHERE position = 1")
    damaged.close()
    done = run("restore", root / "b.db", "--project", root)
    assert (done.code, "do not make up the tree" in done.err) == (2, True)
    assert size_of(settings) == 2
    assert not list((root / "var").glob(".*"))


def flipped(path: Path) -> None:
    """One bit of a leaf is another one, in the file of SQLite; triggers are as they were."""
    with closing(sqlite3.connect(path, isolation_level=None)) as damaged:
        ((trigger,),) = damaged.execute("SELECT sql FROM sqlite_master WHERE name = 'evidence_is_written_once'")
        ((leaf,),) = damaged.execute("SELECT leaf FROM evidence WHERE position = 0")
        damaged.execute("DROP TRIGGER evidence_is_written_once")
        damaged.execute(
            "UPDATE evidence SET leaf = ? WHERE position = 0", (leaf[:-3] + bytes([leaf[-3] ^ 1]) + leaf[-2:],)
        )
        damaged.execute(trigger)


@pytest.mark.parametrize("engine", ENGINES, indirect=True, scope="module")
def test_restore_refuses_a_copy_of_which_one_bit_is_another(
    run: Run, root: Path, settings: Settings, grow: Grow
) -> None:
    grow(2)
    run("backup", root / "b.db", "--project", root)
    flipped(root / "b.db")
    done = run("restore", root / "b.db", "--project", root)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert f"{root / 'b.db'} is damaged: evidence 0: " in done.err
    assert size_of(settings) == 2
    assert run("ledger", "audit", root).code == 0
    assert not list((root / "var").glob(".*"))


@pytest.mark.parametrize("engine", ENGINES[:1], indirect=True, scope="module")
def test_a_copy_of_a_damaged_database_is_kept_and_takes_no_place_of_a_sound_one(
    run: Run, root: Path, settings: Settings, grow: Grow
) -> None:
    grow(2)
    run("backup", root / "b.db", "--project", root)
    sound = (root / "b.db").read_bytes()
    flipped(sqlite.path(settings.database))
    done = run("backup", root / "b.db", "--project", root, "--force")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "the database is damaged: evidence 0" in done.err
    assert "b.db.damaged" in done.err
    assert (root / "b.db").read_bytes() == sound
    with beside(sqlite.url(root / "b.db.damaged"), settings.keys()) as connection:
        assert records.head(connection)[0] == 2
    assert sorted(path.name for path in root.glob(".b*")) == []


@pytest.mark.parametrize("engine", ENGINES, indirect=True, scope="module")
def test_a_backup_of_the_version_before_is_audited_too(run: Run, root: Path, settings: Settings, grow: Grow) -> None:
    grow(2)
    run("backup", root / "b.db", "--project", root)
    with closing(sqlite3.connect(root / "b.db", isolation_level=None)) as older:
        older.execute("DROP TABLE lease")
        older.execute("UPDATE schema_version SET version = 5")
    before = (root / "b.db").read_bytes()
    lose(settings)
    assert run("restore", root / "b.db", "--project", root).code == 0
    assert (root / "b.db").read_bytes() == before
    assert run("migrate", root).code == 0
    assert size_of(settings) == 2
    flipped(root / "b.db")
    done = run("restore", root / "b.db", "--project", root)
    assert (done.code, "evidence 0" in done.err) == (2, True)


def test_a_refused_restore_leaves_no_keys_behind(
    run: Run, root: Path, tmp_path: Path, settings: Settings, grow: Grow
) -> None:
    grow(2)
    run("backup", tmp_path / "b.db", "--project", root)
    flipped(tmp_path / "b.db")
    shutil.rmtree(root / "var")
    assert run("restore", tmp_path / "b.db", "--project", root).code == 2
    assert not list((root / "var").glob("*.key"))


def test_ended_before_the_keys_are_there_it_is_done_again(
    run: Run, root: Path, tmp_path: Path, settings: Settings, grow: Grow, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow(2)
    run("backup", tmp_path / "b.db", "--project", root)
    shutil.rmtree(root / "var")

    def ended(_settings: Settings, _written: dict[str, str]) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(Settings, "put_keys", ended)
        assert run("restore", tmp_path / "b.db", "--project", root).code == 2
    assert not list((root / "var").glob("*.key"))
    assert run("restore", tmp_path / "b.db", "--project", root).code == 0
    assert size_of(Settings.of(root)) == 2


def test_what_stood_there_is_kept(run: Run, root: Path, settings: Settings, grow: Grow) -> None:
    grow(2)
    run("backup", root / "b.db", "--project", root)
    assert "2 records" in run("restore", root / "b.db", "--project", root).err
    with beside(kept(settings), settings.keys()) as connection:
        assert records.head(connection)[0] == 2


def test_a_backup_that_is_too_old_is_refused_and_says_by_how_much(
    run: Run, root: Path, settings: Settings, grow: Grow
) -> None:
    grow(2)
    run("backup", root / "b.db", "--project", root)
    grow(3)
    done = run("restore", root / "b.db", "--project", root)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "has 3 records more" in done.err
    done = run("restore", root / "b.db", "--project", root, "--force")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "5 records were signed, and the database has 2: it lacks 3" in done.err
    lose(settings)
    assert "it lacks 3" in run("restore", root / "b.db", "--project", root).err


def test_a_new_log_names_the_old_head_and_its_name_was_never_used(
    run: Run, root: Path, settings: Settings, grow: Grow
) -> None:
    grow(2)
    run("backup", root / "b.db", "--project", root)
    last = grow(3)
    lose(settings)
    done = run("restore", root / "b.db", "--project", root, "--new-origin")
    assert (done.code, "The log goes on as 127.0.0.1:8080/ledger/" in done.err) == (0, True)
    with beside(settings.database, settings.keys()) as connection:
        first, second = log.logs(connection)
    assert (second.since, second.after) == (2, last)
    assert second.origin.startswith(first.origin + "/")
    assert outside.read(settings.checkpoint_path).startswith(f"{second.origin}\n2\n")  # type: ignore[union-attr]
    assert [path.read_text() for path in (root / "var").glob("evidence.checkpoint.replaced-*")] == [last]
    assert size_of(settings) == 2
    newest = grow(1)
    lose(settings)
    assert "was begun, which the database does not know" in run("restore", root / "b.db", "--project", root).err
    assert run("restore", root / "b.db", "--project", root, "--new-origin").code == 0
    with beside(settings.database, settings.keys()) as connection:
        assert log.logs(connection)[-1].after == newest


@pytest.fixture
def behind(run: Run, root: Path, settings: Settings, grow: Grow) -> Path:
    """The deployment with its database of before three records that were signed."""
    grow(2)
    run("backup", root / "old.db", "--project", root)
    grow(3)
    lose(settings)
    (checkpoint,) = (root / "var").glob("*.checkpoint")
    checkpoint.rename(root / "newest")
    assert run("restore", root / "old.db", "--project", root).code == 0
    (root / "newest").rename(checkpoint)
    return root


def test_a_database_that_is_behind_answers_no_permission_and_everything_else_says_so(run: Run, behind: Path) -> None:
    lacks = "5 records were signed, and the database has 2: it lacks 3. Stop the gateway"
    refused = run("dossier", PERSON, "--project", behind)
    assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert lacks in refused.err
    for command in (
        ("export", behind), ("ledger", "checkpoint", behind), ("backup", behind / "b.db", "--project", behind)
    ):  # fmt: skip
        done = run(*command)
        assert done.code == 0
        assert done.err.startswith("warning: ")
        assert lacks in done.err
    assert (behind / "b.db").exists()


def test_without_the_signing_key_it_is_judged_all_the_same_and_none_is_made(run: Run, behind: Path) -> None:
    (behind / "var" / "signing.key").unlink()
    assert "it lacks 3" in run("export", behind).err
    assert not (behind / "var" / "signing.key").exists()


def test_who_was_erased_since_the_backup_must_be_erased_again(
    run: Run, root: Path, settings: Settings, grow: Grow
) -> None:
    grow(2)
    run("backup", root / "b.db", "--project", root)
    database = Database(settings.database, settings.keys())
    with database.transaction() as connection:
        erasing.erase(connection, PERSON, Cause("asked", "staff-transcribed"), {}, now=NOW, random=os.urandom)
    database.close()
    grow(0)
    done = run("restore", root / "b.db", "--project", root, "--force", "--new-origin")
    assert done.code == 0
    assert "erase them again" in done.err
    assert "has 1 record of erasures that the backup lacks" in done.err
    assert re.search(
        r"What stood there is (evidence\.db\.)?replaced-[0-9-]+ now: it holds everything until you delete it", done.err
    )
    run("backup", root / "c.db", "--project", root)
    assert "erase them again" not in run("restore", root / "c.db", "--project", root).err, "nothing came since"


def test_where_nothing_tells_who_was_erased_a_new_log_says_that_somebody_may_have_been(
    run: Run, root: Path, settings: Settings, grow: Grow
) -> None:
    grow(1)
    run("backup", root / "b.db", "--project", root)
    grow(1)
    lose(settings)
    done = run("restore", root / "b.db", "--project", root, "--new-origin")
    assert "Who was erased since the backup can be read again" in done.err
    assert "of erasures" not in done.err


def test_a_backup_from_before_a_new_key_goes_on_in_a_new_log_that_the_audit_passes(
    run: Run, root: Path, settings: Settings, grow: Grow
) -> None:
    grow(2)
    run("backup", root / "b.db", "--project", root)
    assert run("ledger", "key", root, "--new").code == 0
    grow(3)
    lose(settings)
    assert run("restore", root / "b.db", "--project", root, "--new-origin").code == 0
    done = run("ledger", "audit", root, "--public")
    assert (done.code, done.out, "remark" in done.err) == (0, "", False)


def test_ended_between_the_database_and_the_checkpoint_it_is_as_good_as_done(
    run: Run, root: Path, settings: Settings, grow: Grow, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow(2)
    run("backup", root / "b.db", "--project", root)
    last = grow(3)
    lose(settings)

    def ended(_path: Path, _note: str) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(outside, "write", ended)
        assert run("restore", root / "b.db", "--project", root, "--new-origin").code == 2
    assert size_of(settings) == 2
    outside.write(settings.checkpoint_path, last)
    assert size_of(settings) == 2


@pytest.mark.parametrize("engine", ENGINES[1:], indirect=True, scope="module")
def test_postgresql_takes_no_backup_that_would_come_out_as_another(
    run: Run, root: Path, settings: Settings, grow: Grow
) -> None:
    grow(2)
    run("backup", root / "b.db", "--project", root)
    for statement, why in (
        ("UPDATE subject_key SET address = 'some text'", "subject_key holds a value of another type"),
        ("UPDATE subject_key SET subject = CAST(x'ff' AS TEXT) WHERE rowid = 1", "cannot be carried over"),
        ("UPDATE permission SET standing = 'a' || char(0)", "cannot be carried over"),
    ):
        shutil.copy(root / "b.db", root / "odd.db")
        with closing(sqlite3.connect(root / "odd.db", isolation_level=None)) as odd:
            odd.execute(statement)
        done = run("restore", root / "odd.db", "--project", root)
        assert (done.code, done.err.count("\n"), why in done.err) == (2, 1, True), done.err
    with raw(settings.database) as store:
        assert store.execute("SELECT 1 FROM pg_namespace WHERE nspname LIKE 'replaced%'") == []
    assert size_of(settings) == 2
    assert run("restore", root / "b.db", "--project", root).code == 0
    assert run("ledger", "audit", root).code == 0


@pytest.mark.parametrize("engine", ENGINES[1:], indirect=True, scope="module")
def test_postgresql_a_gateway_that_comes_meanwhile_stops_it(
    run: Run, root: Path, settings: Settings, grow: Grow, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow(2)
    run("backup", root / "b.db", "--project", root)
    monkeypatch.setattr(replacing, "LOOKS", 2)
    gateway = postgres.engine(settings.database, read_only=True, deadline=None)
    whole = replacing.replaced(root / "b.db", settings.database, settings.keys(), ".replaced", lambda *_: None)
    with pytest.raises(OperatorError, match="a gateway is connected"), whole:
        gateway.connect()
    gateway.dispose()
    with raw(settings.database) as store:
        assert store.execute("SELECT 1 FROM pg_namespace WHERE nspname = 'replaced'") == []
    assert size_of(settings) == 2

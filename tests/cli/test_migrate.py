"""`migrate`, on the store of the first release: what the operator reads, and that everything goes on."""

import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from capture_gateway.ledger.note import Key
from capture_gateway.receipts.verifying import holds, verify
from capture_gateway.settings import Settings
from capture_gateway.storage import database as databases
from capture_gateway.storage import obstacles, postgres, schema
from capture_gateway.storage.database import Database
from capture_gateway.storage.tables import SCHEMA_VERSION
from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import running
from tests.cli.conftest import Run
from tests.postgres import ENGINES, raw, url_of
from tests.storage import released

both = pytest.mark.parametrize("engine", ENGINES, indirect=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A deployment whose gateway was of the first release."""
    project = sample.copy(tmp_path / "deployment")
    released.store(schema.FIRST, project / "var" / "evidence.db")
    return project


@both
def test_a_deployment_of_the_first_release_goes_on(project: Path, run: Run, engine: str) -> None:
    for command in (("ledger", "audit"), ("token", "list", "--project"), ("permissions", "rebuild", "--project")):
        done = run(*command, project)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1), done
        assert "version 5 of the tables" in done.err
        assert done.err.endswith("run `capture-gateway backup` and then `capture-gateway migrate`.\n")
    done = run("migrate", project)
    assert (done.code, done.out.endswith(f"is of version {SCHEMA_VERSION} now.\n")) == (0, True), done
    assert f"from version {schema.FIRST} to version {SCHEMA_VERSION}" in done.err
    done = run("migrate", project)
    assert (done.code, done.out.endswith(f"is of version {SCHEMA_VERSION} already.\n"), done.err) == (0, True, "")
    given = released.receipt(schema.FIRST)
    with running(project) as gateway:  # which audits it in the end
        assert gateway.permitted(released.AGREED)
        assert not any(map(gateway.permitted, (released.WITHDREW, released.ERASED, released.FILLED_IN)))
        assert [record["position"] for record in gateway.evidence()] == [*range(released.POSITIONS)]
        person = somebody()
        gateway.text(person, "JOIN")
        gateway.text(person, "AGREE")
        assert gateway.permitted(person)
        gateway.text(released.AGREED, "STOP")
        assert not gateway.permitted(released.AGREED)
        identifier = json.loads(given.raw)["record"]["id"]
        headers = {"authorization": f"Bearer {gateway.api_token}"}
        anew = gateway.send(Request("GET", f"{gateway.base}/v1/evidence/{identifier}/receipt", (), headers)).body
    for receipt in (given.raw, anew):
        steps = verify(receipt, {Key.parse(given.key)})
        assert holds(steps), steps


@both
def test_the_backup_that_is_asked_for_first_can_be_made_and_put_back(
    project: Path, tmp_path: Path, run: Run, engine: str
) -> None:
    assert run("backup", tmp_path / "copy", "--project", project).code == 0
    assert run("migrate", project).code == 0
    assert run("restore", tmp_path / "copy", "--project", project).code == 0
    assert databases.version_of(Settings.of(project).database) == schema.FIRST
    assert run("migrate", project).code == 0
    assert run("ledger", "audit", project).code == 0


@both
def test_beside_others_nothing_is_begun(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    monkeypatch.setattr(postgres, "ENDED_WITHIN", 0.1)
    url = Settings.of(project).database
    others = databases.reader(url, KEYS)
    with others.connect() as connection:
        assert schema.version(connection) == schema.FIRST
        lock = databases.take_lock(url)
        done = run("migrate", project)
    others.dispose()
    if lock is not None:
        os.close(lock)
    expected = "another gateway is running" if engine == "sqlite" else "connections of others: stop every gateway"
    assert (done.code, expected in done.err, done.err.count("\n")) == (2, True, 1), done
    assert run("migrate", project).code == 0


@pytest.mark.sqlite_only("one gateway has its file")
def test_beside_the_writer_it_is_refused_with_nothing_to_do_too(root: Path, run: Run) -> None:
    with closing(Database(Settings.of(root).database, KEYS)) as database:
        database.lock()
        done = run("migrate", root)
    assert (done.code, "another gateway is running" in done.err, done.out) == (2, True, ""), done
    assert run("migrate", root).code == 0


@both
def test_what_fails_is_told_of_in_a_line(project: Path, run: Run, engine: str) -> None:
    with raw(Settings.of(project).database) as store:
        store.execute("CREATE TABLE lease (name INTEGER)")
    done = run("migrate", project)
    assert (done.code, "could not be changed, and is as it was: " in done.err, done.out) == (2, True, ""), done
    assert "already exists." in done.err
    assert databases.version_of(Settings.of(project).database) == schema.FIRST


@both
def test_what_a_newer_gateway_wrote_is_left_to_it(root: Path, run: Run, engine: str) -> None:
    Database(Settings.of(root).database, KEYS).close()
    with raw(Settings.of(root).database) as store:
        store.execute("UPDATE schema_version SET version = ?", (SCHEMA_VERSION + 1,))
    for command in (("migrate",), ("ledger", "audit"), ("token", "list", "--project")):
        done = run(*command, root)
        assert (done.code, done.err.count("\n")) == (2, 1), done
        assert done.err.endswith("run the version of the gateway that wrote it, or a newer one.\n")


@both
def test_where_there_is_nothing_yet_there_is_nothing_to_do(root: Path, run: Run, engine: str) -> None:
    done = run("migrate", root)
    assert (done.code, done.err, "makes it, of version" in done.out) == (0, "", True), done
    assert not (root / "var").exists()


@pytest.mark.sqlite_only("nobody tells the room that a server has left")
def test_a_disk_that_is_nearly_full_is_told_of(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=500_000))
    done = run("migrate", project)
    assert (done.code, "has 0.4 MB and its disk has 0.5 MB left" in done.err) == (0, True), done


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_gateway_that_nobody_stopped_writes_no_more(tmp_path: Path, engine: str) -> None:
    """It waits for its turn while the tables are changed, and then sees that they are."""
    url = url_of(tmp_path / "e.db")
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    with closing(Database(url, KEYS)) as database, raw(url) as store, ThreadPoolExecutor(1) as thread:

        def write() -> None:
            with database.transaction() as connection:
                connection.exec_driver_sql("UPDATE ledger_head SET size = 1")

        with databases.of_any_version(url, KEYS) as connection:
            written = thread.submit(write)
            while store.execute(waiting) == [(0,)] and not written.done():
                pass
            connection.exec_driver_sql("UPDATE schema_version SET version = version + 1")
        error = written.exception()
        assert isinstance(error, schema.Outdated)
        assert (database.kind.is_broken(error), obstacles.why(error)) == (True, obstacles.OUTDATED)
        assert store.execute("SELECT size FROM ledger_head") == [(0,)]

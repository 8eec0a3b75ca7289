"""`permissions rebuild`."""

from pathlib import Path

from capture_gateway.storage.database import Database
from capture_gateway.testing.keys import KEYS
from tests.cli.conftest import Run
from tests.postgres import is_postgresql, name_database, url_of


def test_rebuild_says_how_many_and_refuses_beside_a_gateway_on_sqlite(run: Run, tmp_path: Path) -> None:
    name_database(tmp_path)
    done = run("permissions", "rebuild", "--project", tmp_path)
    assert (done.code, "there is no database" in done.err) == (2, True)
    Database(url_of(tmp_path / "var" / "evidence.db"), KEYS).close()
    assert run("permissions", "rebuild", "--project", tmp_path).out == "0 permissions folded from evidence.\n"
    database = Database(url_of(tmp_path / "var" / "evidence.db"), KEYS)
    database.lock()
    done = run("permissions", "rebuild", "--project", tmp_path)
    database.close()
    if is_postgresql():
        assert done == (0, "0 permissions folded from evidence.\n", "")  # in its turn, as any writer
        return
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "another gateway is running" in done.err

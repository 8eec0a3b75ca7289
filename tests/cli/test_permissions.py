"""`permissions rebuild`."""

from pathlib import Path

from capture_gateway.storage.database import Database
from tests.cli.running import ran


def test_rebuild_says_how_many_and_refuses_beside_a_gateway(tmp_path: Path) -> None:
    assert ran(tmp_path, "permissions", "rebuild").stdout == "0 permissions folded from evidence.\n"
    database = Database(tmp_path / "var" / "evidence.db")
    database.lock()
    done = ran(tmp_path, "permissions", "rebuild")
    database.close()
    assert (done.code, done.stderr.count("\n")) == (2, 1)
    assert "another gateway is running" in done.stderr

"""The PostgreSQL of the tests, and the switch between the engines."""

from pathlib import Path

import psycopg
import pytest

from capture_gateway.settings import PREFIX
from capture_gateway.testing import sample
from tests.cluster import cluster
from tests.postgres import ENGINES, raw, url_of

both = pytest.mark.parametrize("engine", ENGINES, indirect=True)


@both
def test_a_path_has_one_store_and_every_other_path_another(engine: str, tmp_path: Path) -> None:
    binary = {"sqlite": "BLOB", "postgresql": "BYTEA"}[engine]
    with raw(url_of(tmp_path / "a.db")) as connection:
        connection.execute(f"CREATE TABLE said (what TEXT, bytes {binary})")
        connection.execute("INSERT INTO said VALUES (?, ?)", ("100 %", b"\0"))
    with raw(url_of(tmp_path / "a.db")) as connection:
        assert connection.execute("SELECT what, bytes FROM said") == [("100 %", b"\0")]
    with raw(url_of(tmp_path / "b.db")) as connection, pytest.raises(Exception, match="said"):
        connection.execute("SELECT * FROM said")


@both
def test_a_copy_of_the_sample_names_its_database(engine: str, tmp_path: Path) -> None:
    settings = sample.copy(tmp_path) / ".env"
    named = settings.read_text() if settings.exists() else ""
    assert named == ("" if engine == "sqlite" else f"{PREFIX}DATABASE_URL={url_of(tmp_path / 'var/evidence.db')}\n")


def test_what_was_committed_is_there_after_a_kill() -> None:
    with cluster(tcp=True) as private:
        url = private.url("kept")
        with raw(url) as connection:
            connection.execute("CREATE TABLE said (what TEXT)")
            connection.execute("INSERT INTO said VALUES ('yes')")
            private.kill()
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT 1")
        private.start()
        with raw(url) as connection:
            assert connection.execute("SELECT what FROM said") == [("yes",)]
            assert connection.execute("SHOW fsync") == connection.execute("SHOW synchronous_commit") == [("on",)]
            private.pause()
            private.resume()
            assert connection.execute("SELECT 1") == [(1,)]
        private.stop()
        with pytest.raises(FileNotFoundError):
            assert private.pid
    assert not private.folder.exists()

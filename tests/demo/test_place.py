"""The demo's folder is kept, set aside when it is old, and never somebody else's."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from capture_gateway.core.errors import OperatorError
from capture_gateway.demo import place
from capture_gateway.settings import Settings
from capture_gateway.storage import sqlite, tables
from capture_gateway.storage.database import Database
from capture_gateway.testing import sample
from capture_gateway.testing.keys import KEYS


@pytest.mark.parametrize("exists", [False, True])
def test_a_new_folder_gets_the_sample(tmp_path: Path, *, exists: bool) -> None:
    directory = tmp_path / "var" / "demo"
    if exists:
        directory.mkdir(parents=True)
    assert place.prepare(directory) == ""
    assert (directory / "channels" / "sms.toml").read_bytes() == (sample.root() / "channels" / "sms.toml").read_bytes()
    assert [path.name for path in directory.parent.iterdir()] == ["demo"]


def test_a_folder_is_kept_between_runs_with_what_was_changed_in_it(tmp_path: Path) -> None:
    directory = tmp_path / "demo"
    place.prepare(directory)
    (directory / "channels" / "sms.toml").write_text("# mine\n")
    assert place.prepare(directory) == ""
    assert (directory / "channels" / "sms.toml").read_text() == "# mine\n"


def test_a_folder_made_from_another_sample_is_set_aside_with_a_sentence(tmp_path: Path) -> None:
    directory = tmp_path / "demo"
    place.prepare(directory)
    (directory / place.STAMP).write_text("of an older version\n")
    (directory / "mine.txt").write_text("kept")
    sentence = place.prepare(directory)
    (aside,) = [path for path in tmp_path.iterdir() if path != directory]
    assert sentence == f"The demo in {directory} was made by another version: it is kept in {aside}."
    assert aside.name.startswith("demo-aside-")
    assert (aside / "mine.txt").read_text() == "kept"
    assert not (directory / "mine.txt").exists()
    assert place.prepare(directory) == ""


def test_a_database_of_another_version_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    directory = tmp_path / "demo"
    place.prepare(directory)
    Database(sqlite.url(directory / place.DATABASE), KEYS).close()
    assert place.prepare(directory) == ""
    monkeypatch.setattr(place, "SCHEMA_VERSION", tables.SCHEMA_VERSION + 1)
    assert "was made by another version" in place.prepare(directory)
    assert not (directory / place.DATABASE).exists()


def test_an_old_folder_that_is_served_at_this_moment_stays_where_it_is(tmp_path: Path) -> None:
    directory = tmp_path / "demo"
    place.prepare(directory)
    (directory / place.STAMP).write_text("of an older version\n")
    database = Database(sqlite.url(directory / place.DATABASE), KEYS)
    database.lock()
    with pytest.raises(OperatorError, match="another gateway is running"):
        place.prepare(directory)
    assert (directory / place.DATABASE).exists()
    database.close()
    assert "was made by another version" in place.prepare(directory)


def test_two_old_folders_in_one_second_are_both_kept(tmp_path: Path) -> None:
    directory = tmp_path / "demo"
    for _ in range(3):
        place.prepare(directory)
        (directory / place.STAMP).write_text("old")
    place.prepare(directory)
    assert len(list(tmp_path.iterdir())) == 4


def test_a_folder_with_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(OperatorError, match="holds something else than a demo"):
        place.prepare(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("a file")
    with pytest.raises(OperatorError, match="holds something else"):
        place.prepare(tmp_path / "demo")


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OperatorError, match="cannot be used for the demo: Not a directory"):
        place.prepare(tmp_path / "file" / "demo")


def test_somebodys_own_deployment_without_data_is_served_as_it_is(tmp_path: Path) -> None:
    directory = sample.copy(tmp_path / "mine")
    line = directory / "channels" / "sms.toml"
    line.write_text(line.read_text() + "# mine\n")
    for _ in range(2):
        assert place.prepare(directory) == ""
        assert line.read_text().endswith("# mine\n")
        Database(sqlite.url(directory / place.DATABASE), KEYS).close()


def test_somebodys_own_evidence_is_never_mixed_with_the_demos(tmp_path: Path) -> None:
    directory = sample.copy(tmp_path / "mine")
    Database(sqlite.url(directory / place.DATABASE), KEYS).close()
    with pytest.raises(OperatorError, match="holds something else than a demo"):
        place.prepare(directory)


def test_a_database_somewhere_else_is_remembered(tmp_path: Path) -> None:
    directory, given = tmp_path / "demo", "postgresql+psycopg://gateway:a#secret@db.example/demo?sslmode=require"
    place.prepare(directory)
    assert place.database_url(directory, None) == "sqlite:///var/evidence.db"
    for url in ("sqlite:///other.db", given):
        assert place.remember(directory, url) == ""
    assert place.database_url(directory, None) == given
    assert place.database_url(directory, "sqlite:///x.db") == "sqlite:///x.db"
    assert Settings.of(directory).database == make_url(given)
    assert (directory / ".env").stat().st_mode & 0o077 == 0


def test_where_it_cannot_be_remembered_it_is_said(tmp_path: Path) -> None:
    for name in ("channels", "prompts"):
        (tmp_path / name).mkdir()
    real = "CAPTURE_GATEWAY_DATABASE_URL='postgresql+psycopg://gateway@db.example/real'\n"
    (tmp_path / ".env").write_text(real)
    place.prepare(tmp_path)
    assert "set CAPTURE_GATEWAY_DATABASE_URL" in place.remember(tmp_path, "sqlite:///other.db")
    assert (tmp_path / ".env").read_text() == real
    assert place.database_url(tmp_path, None) == "sqlite:///var/evidence.db"

"""`dossier`: one person's file, from the command line."""

import json
from contextlib import closing
from pathlib import Path

from capture_gateway.core.disclosure import showing_of
from capture_gateway.settings import Settings
from capture_gateway.storage import showings
from capture_gateway.storage.database import Database
from capture_gateway.storage.people import People
from capture_gateway.testing.keys import KEYS
from tests.cli.conftest import Run
from tests.prompts.lint.bluebird import words


def test_a_person_as_json_and_as_a_page(run: Run, root: Path, tmp_path: Path) -> None:
    out, hello = tmp_path / "dossier.html", words("Hello.")
    shown = showing_of(hello, "1", subject="tel:+14155560123", sender="bluebird", channel="sms", shown_at=0)
    with closing(Database(Settings.of(root).database, KEYS)) as database:
        database.lock()  # as a gateway that is running does
        with database.transaction() as connection:
            showings.add_texts(connection, {hello.sha256: hello.text})
            keys = People(connection, (shown.subject,), 0)
            showings.add(connection, keys, [(shown, True)])
            keys.write()
        done = run("dossier", "(415) 556-0123", "--format", "json", "--project", root)
        assert (done.code, done.err) == (0, "")
        made = json.loads(done.out)
        assert (made["address"], made["made_by"]) == ("tel:+14155560123", "the command line")
        assert [item["kind"] for item in made["items"]] == ["showing"]
        done = run("dossier", "+14155560123", "--out", out, "--project", root)
    assert (done.code, done.out, done.err) == (0, "", f"{out}: 1 entry\n")
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert out.stat().st_mode & 0o077 == 0
    again = run("dossier", "+14155560123", "--out", out, "--project", root)
    assert again.code == 2
    assert "replace it with --force" in again.err
    assert run("dossier", "+14155560199", "--out", out, "--force", "--project", root).code == 0
    assert "Nothing is kept of this number" in out.read_text(encoding="utf-8")


def test_what_is_no_number_and_what_is_no_database_is_told(run: Run, root: Path) -> None:
    done = run("dossier", "12", "--project", root)
    assert done.code == 2
    assert done.err.startswith("capture-gateway: that is not an address: ")
    done = run("dossier", "+14155560123", "--project", root)
    assert done.code == 2
    assert "there is no database" in done.err
    assert not (root / "var").exists()

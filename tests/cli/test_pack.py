import re
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PROGRAM = "prompts/bluebird-updates/program.toml"


@pytest.fixture
def public(root: Path) -> Path:
    (root / ".env").write_text("CAPTURE_GATEWAY_PUBLIC_URL=https://consent.bluebird-grocers.com\n", encoding="utf-8")
    return root


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_it_writes_the_folder_and_again_the_same(run: Run, public: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "registration"
    done = run("pack", folder, "--project", public)
    assert (done.code, done.err) == (0, "")
    assert done.out == f"{folder}: 9 files; begin with {folder}/README.md\n"
    first = contents(folder)
    assert len(first) == 9
    assert b"https://consent.bluebird-grocers.com/programs/bluebird-updates" in first["README.md"]
    (folder / "phone-script.md").write_text("edited")
    assert run("pack", folder, "--project", public).code == 0
    assert contents(folder) == first


def test_what_is_left_to_do_is_told(run: Run, root: Path, tmp_path: Path) -> None:
    done = run("pack", tmp_path / "registration", "--project", root)
    assert done.code == 0
    assert done.err == (
        "to do: Set CAPTURE_GATEWAY_PUBLIC_URL: reviewers cannot open http://127.0.0.1:8080/programs/bluebird-updates, "
        "because 127.0.0.1 is an address of this machine or network (30543).\n"
    )


def test_samples_that_are_missing_are_asked_for(run: Run, public: Path, tmp_path: Path) -> None:
    text = (public / PROGRAM).read_text(encoding="utf-8")
    without = re.sub(r"^\[categories\.[a-z-]+\.samples\]\n(?:[^\[\n].*\n)*", "", text, flags=re.MULTILINE)
    (public / PROGRAM).write_text(without, encoding="utf-8")
    done = run("pack", tmp_path / "registration", "--project", public)
    assert done.code == 0, done.err
    assert "to do: Write at least two messages as you send them, in prompts/bluebird-updates/program.toml" in done.err


def test_words_with_errors_are_refused(run: Run, public: Path, tmp_path: Path) -> None:
    (public / "prompts/published.lock").unlink()
    path = public / "prompts/bluebird-updates/v1/en/disclosure.sms.j2"
    path.write_text(path.read_text(encoding="utf-8").replace("Message and data rates may apply.", ""), encoding="utf-8")
    done = run("pack", tmp_path / "registration", "--project", public)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert " L06 " in done.err
    assert not (tmp_path / "registration").exists()


def test_a_folder_of_somebody_else_is_left_alone(run: Run, public: Path, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Ours\n")
    done = run("pack", tmp_path, "--project", public)
    assert done == (2, "", f"capture-gateway: {tmp_path} holds something else: name a new folder\n")
    assert (tmp_path / "README.md").read_text() == "# Ours\n"
    done = run("pack", tmp_path / "README.md", "--project", public)
    assert done == (2, "", f"capture-gateway: {tmp_path / 'README.md'} is a file: name a folder\n")
    done = run("pack", tmp_path / "README.md" / "below", "--project", public)
    assert (done.code, done.err.count("\n")) == (2, 1)


def test_an_empty_folder_is_fine(run: Run, public: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run("pack", tmp_path / "empty", "--project", public).code == 0


def test_one_of_several_programs_is_named(run: Run, public: Path, tmp_path: Path) -> None:
    shutil.copytree(public / "prompts/bluebird-updates", public / "prompts/another")
    text = (public / PROGRAM).read_text(encoding="utf-8")
    without_lines = re.sub(r"^regimes = .*$", 'regimes = ["whatsapp"]', text, flags=re.MULTILINE)
    (public / "prompts/another/program.toml").write_text(without_lines, encoding="utf-8")
    done = run("pack", tmp_path / "registration", "--project", public)
    assert done == (2, "", "capture-gateway: name the program with --program: another, bluebird-updates\n")
    assert run("pack", tmp_path / "one", "--program", "bluebird-updates", "--project", public).code == 0
    done = run("pack", tmp_path / "two", "--program", "redbird", "--project", public)
    assert done == (2, "", "capture-gateway: no such program: redbird; there are another, bluebird-updates\n")
    done = run("pack", tmp_path / "two", "--program", "another", "--project", public)
    assert done.code == 2
    assert done.err.startswith("capture-gateway: nobody can sign up for another: no line in ")
    assert not (tmp_path / "two").exists()

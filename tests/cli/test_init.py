import re
from pathlib import Path

import pytest

from capture_gateway.settings import Settings
from capture_gateway.testing import sample
from tests.cli.conftest import Run


def test_a_new_deployment_is_a_copy_of_the_sample_that_passes_check(run: Run, tmp_path: Path) -> None:
    new = tmp_path / "a" / "new"
    assert run("init", new) == (0, f"{new} is ready: {new}/README.md says what to do next.\n", "")
    assert {path.name for path in new.iterdir()} == {"channels", "prompts", ".env.example", ".gitignore", "README.md"}
    for folder in sample.FOLDERS:
        for path in (sample.root() / folder).rglob("*"):
            copied = new / path.relative_to(sample.root())
            assert copied.is_dir() if path.is_dir() else copied.read_bytes() == path.read_bytes()
    assert run("check", new).code == 0


def test_an_empty_folder_may_be_there_already(run: Run, tmp_path: Path) -> None:
    assert run("init", tmp_path).code == 0


def test_a_folder_with_something_in_it_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "precious").touch()
    assert run("init", tmp_path) == (2, "", f"capture-gateway: {tmp_path} is not empty: name a new folder\n")
    assert [path.name for path in tmp_path.iterdir()] == ["precious"]


def test_a_folder_that_cannot_be_made_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run("init", tmp_path / "file")
    assert (done.code, done.out) == (2, "")
    assert done.err == f"capture-gateway: {tmp_path / 'file'} cannot be written: File exists\n"


def test_the_example_of_settings_names_settings_that_exist(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init", tmp_path)
    example = (tmp_path / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^CAPTURE_GATEWAY_([A-Z_]+)=", example, re.MULTILINE))
    assert {name.lower() for name in named} == set(Settings.model_fields) - {"project"}
    (tmp_path / ".env.example").rename(tmp_path / ".env")
    assert Settings.of(tmp_path).public_url == "https://consent.example.com"


def test_secrets_and_evidence_stay_out_of_version_control(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path)
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8").split() == [".env", "var/"]


def test_the_steps_of_the_readme_lead_to_a_deployment_of_ones_own(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path)
    (tmp_path / "prompts/bluebird-updates").rename(tmp_path / "prompts/harvest")
    for line in (tmp_path / "channels").iterdir():
        line.write_text(line.read_text(encoding="utf-8").replace('"bluebird-updates"', '"harvest"'), encoding="utf-8")
    (tmp_path / "prompts/published.lock").unlink()
    assert run("check", tmp_path).code == 0
    files = len(list((tmp_path / "prompts").rglob("*.j2")))
    assert run("words", "publish", "--project", tmp_path).err == f"published: {files}\n"
    assert run("snippet", "sms", "--project", tmp_path).code == 0

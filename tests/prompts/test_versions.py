"""The words of a version as people were given them, though the program's facts have changed since."""

import dataclasses
import shutil
from pathlib import Path

import pytest

from capture_gateway.core.disclosure import digest
from capture_gateway.core.problem import Problem
from capture_gateway.prompts import catalogue, facts, lock, versions
from capture_gateway.prompts.changes import Version
from capture_gateway.testing import sample

PROGRAM = "prompts/bluebird-updates"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The sample, published here and now."""
    sample.copy(tmp_path)
    (tmp_path / "prompts/published.lock").unlink()
    lock.publish(tmp_path, catalogue.load(tmp_path, []))
    return tmp_path


def read(root: Path, name: str = "v1", given: dict[str, str] | None = None) -> Version:
    problems: list[Problem] = []
    known = facts.read(root / PROGRAM, root, problems)
    assert known is not None
    version = versions.read(root, known, name, given or {}, problems)
    assert problems == []
    return version


def replace(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), encoding="utf-8")


def test_names_are_in_the_order_of_their_numbers(root: Path) -> None:
    for name in ("v10", "v2", "drafts"):
        (root / PROGRAM / name).mkdir()
    assert versions.names(root / PROGRAM) == ["v1", "v2", "v10"]


def test_live_words_are_those_of_the_catalogue(root: Path) -> None:
    version = read(root)
    assert list(version.words.values()) == list(catalogue.load(root, []).all())
    assert version.lost == frozenset()


def test_a_published_text_comes_back_from_what_was_given_to_people(root: Path) -> None:
    before = read(root).words["en/help.sms"]
    replace(root, f"{PROGRAM}/program.toml", "up to 10 messages", "up to 20 messages")
    version = read(root, given={before.sha256: before.text})
    assert version.words["en/help.sms"] == before
    assert "up to 20 messages" in version.words["en/disclosure.sms"].text
    assert "en/disclosure.sms" in version.lost
    assert "en/help.sms" not in version.lost
    assert "en/declined.sms" not in version.lost


def test_words_that_were_never_published_come_out_as_of_today(root: Path) -> None:
    shutil.copytree(root / PROGRAM / "v1", root / PROGRAM / "v2")
    replace(root, f"{PROGRAM}/program.toml", "up to 10 messages", "up to 20 messages")
    version = read(root, "v2")
    assert "up to 20 messages" in version.words["en/help.sms"].text
    assert version.lost == frozenset()


def test_a_category_that_the_program_has_no_more_is_still_what_the_words_were_about(root: Path) -> None:
    before = read(root).words["en/disclosure.sms"]
    text = (root / PROGRAM / "program.toml").read_text(encoding="utf-8")
    text = text[: text.index("[categories.recommendations]")].replace('recommendations = "dpv:DirectMarketing"\n', "")
    (root / PROGRAM / "program.toml").write_text(text, encoding="utf-8")
    version = read(root)
    assert version.words["en/disclosure.sms"].categories == before.categories
    assert "en/disclosure.sms" in version.lost
    assert read(root, given={before.sha256: before.text}).words["en/disclosure.sms"] == before


def test_a_language_that_the_program_has_no_more_has_only_the_texts_that_were_given(root: Path) -> None:
    before = read(root).words["es/help.sms"]
    known = facts.read(root / PROGRAM, root, [])
    assert known is not None
    known = dataclasses.replace(known, program=dataclasses.replace(known.program, languages=("en",)))
    version = versions.read(root, known, "v1", {before.sha256: before.text}, [])
    assert version.words["es/help.sms"].text == before.text
    assert version.words["es/declined.sms"].text == ""
    assert version.words["es/declined.sms"].sha256 == digest("")
    assert "es/declined.sms" in version.lost
    assert "es/help.sms" not in version.lost


def test_a_file_that_is_no_words_is_a_problem(root: Path) -> None:
    known = facts.read(root / PROGRAM, root, [])
    assert known is not None
    (root / PROGRAM / "v1/en/help.sms.j2").write_text("no front matter")
    problems: list[Problem] = []
    assert "en/help.sms" not in versions.read(root, known, "v1", {}, problems).words
    assert [(each.file, each.rule) for each in problems] == [(f"{PROGRAM}/v1/en/help.sms.j2", "P02")]

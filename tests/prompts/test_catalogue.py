from collections.abc import Callable
from pathlib import Path

import pytest

from capture_gateway.core.problem import Problem
from capture_gateway.prompts import catalogue
from capture_gateway.prompts.catalogue import Catalogue
from capture_gateway.testing import sample

PROGRAM = "prompts/bluebird-updates"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample.copy(tmp_path)


def load(root: Path) -> tuple[Catalogue, list[tuple[str, int, str, str]]]:
    problems: list[Problem] = []
    found = catalogue.load(root, problems)
    return found, [(each.file, each.line, each.rule, each.message) for each in problems]


def replace(root: Path, file: str, old: str, new: str) -> None:
    path = root / PROGRAM / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_current_words_are_rendered_once(root: Path) -> None:
    found, problems = load(root)
    assert problems == []
    words = found.words("bluebird-updates", "es", "disclosure", "sms")
    assert words is not None
    assert words.text.startswith("Bluebird Grocers: Al responder ACEPTO, usted acepta")
    assert words is found.words("bluebird-updates", "es", "disclosure", "sms")
    assert len(list(found.all())) == len(list((root / PROGRAM).glob("v1/*/*.j2")))


@pytest.mark.parametrize(
    ("program", "language", "name", "kind"),
    [("x", "en", "help", "sms"), ("bluebird-updates", "fr", "help", "sms"), ("bluebird-updates", "en", "help", "web")],
)
def test_there_is_no_falling_back(program: str, language: str, name: str, kind: str, root: Path) -> None:
    assert load(root)[0].words(program, language, name, kind) is None


def test_only_the_current_version_is_read(root: Path) -> None:
    (root / PROGRAM / "v2/en").mkdir(parents=True)
    (root / PROGRAM / "v2/en/help.sms.j2").write_text("a draft that is not finished", encoding="utf-8")
    assert load(root)[1] == []


def test_a_new_version_is_live_when_program_toml_says_so(root: Path) -> None:
    (root / PROGRAM / "v1").rename(root / PROGRAM / "v2")
    replace(root, "program.toml", 'current = "v1"', 'current = "v2"')
    found, problems = load(root)
    assert problems == []
    assert {words.version for words in found.all()} == {"v2"}


def without_calls(root: Path) -> None:
    replace(root, "program.toml", '"whatsapp", "voice"]', '"whatsapp"]')
    replace(root, "program.toml", 'voice = { en = "phone call", es = "llamada" }', "")


def without_last_words(root: Path) -> None:
    for path in (root / PROGRAM).glob("v1/*/stopped-last.web.j2"):
        path.unlink()


BREAKS: dict[str, tuple[Callable[[Path], object], tuple[str, int, str, str]]] = {
    "no such version": (
        lambda root: replace(root, "program.toml", 'current = "v1"', 'current = "v9"'),
        (f"{PROGRAM}/program.toml", 1, "P08", f"there is no folder {PROGRAM}/v9 with the words of that version"),
    ),
    "words in one language only": (
        lambda root: (root / PROGRAM / "v1/es/help.sms.j2").unlink(),
        (f"{PROGRAM}/v1/es/help.sms.j2", 1, "P08", "help.sms exists in another language only"),
    ),
    "a language that the program does not have": (
        lambda root: (root / PROGRAM / "v1/fr").mkdir(),
        (f"{PROGRAM}/v1/fr", 1, "P08", "fr is none of the program's languages: en, es"),
    ),
    "a file among the versions' folders": (
        lambda root: (root / PROGRAM / "v1/help.sms.j2").touch(),
        (
            f"{PROGRAM}/v1/help.sms.j2", 1, "P01",
            "this does not belong here; files of words are prompts/<program>/<version>/<language>/<name>.<kind>.j2",
        ),
    ),
    "a folder among the words": (
        lambda root: (root / PROGRAM / "v1/en/old").mkdir(),
        (
            f"{PROGRAM}/v1/en/old", 1, "P01",
            "this does not belong here; files of words are prompts/<program>/<version>/<language>/<name>.<kind>.j2",
        ),
    ),
    "a copy that an editor left": (
        lambda root: (root / PROGRAM / "v1/en/help.sms.j2.bak").touch(),
        (f"{PROGRAM}/v1/en/help.sms.j2.bak", 1, "P01", "a file of words is named <name>.<kind>.j2: help.sms.j2"),
    ),
    "a person's page without its words": (
        without_last_words,
        (
            f"{PROGRAM}/program.toml", 1, "P08",
            f"person_page needs {PROGRAM}/v1/en/stopped-last.web.j2, which does not exist or cannot be used",
        ),
    ),
    "a category that the program does not have": (
        lambda root: replace(root, "v1/en/disclosure-offers.sms.j2", '["offers"]', '["prizes"]'),
        (f"{PROGRAM}/v1/en/disclosure-offers.sms.j2", 1, "P06", "the program has no category prizes"),
    ),
    "a way of contact that the program does not have": (
        without_calls,
        (f"{PROGRAM}/v1/en/disclosure.web.j2", 1, "P06", "the program has no way of contact voice"),
    ),
    "languages that cover different things": (
        lambda root: replace(root, "v1/es/disclosure-offers.sms.j2", '["offers"]', '["recommendations"]'),
        (f"{PROGRAM}/v1/es/disclosure-offers.sms.j2", 1, "P06", "categories must be the same as in en"),
    ),
    "a template that does not render": (
        lambda root: replace(root, "v1/en/already.sms.j2", "{{ sender }}", "{{ sender.name.first }}"),
        (
            f"{PROGRAM}/v1/en/already.sms.j2", 6, "P07",
            "the words cannot be rendered: 'str object' has no attribute 'name'",
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKS)
def test_what_is_wrong_is_told_with_its_file(name: str, root: Path) -> None:
    break_it, expected = BREAKS[name]
    break_it(root)
    assert expected in load(root)[1]


def test_every_problem_is_told_at_once_and_the_rest_is_read(root: Path) -> None:
    for name in ("no such version", "a copy that an editor left"):
        BREAKS[name][0](root)
    (root / "prompts/other").mkdir()
    (root / "prompts/notes.txt").touch()
    (root / "prompts/README.md").touch()
    _, problems = load(root)
    assert sorted((file, rule) for file, _, rule, _ in problems) == [
        (f"{PROGRAM}/program.toml", "P08"),
        ("prompts/notes.txt", "P01"),
        ("prompts/other/program.toml", "F01"),
    ]


def test_a_deployment_without_words_is_told(tmp_path: Path) -> None:
    assert [rule for *_, rule, _ in load(tmp_path)[1]] == ["P01"]
    (tmp_path / "prompts").mkdir()
    assert [message for *_, message in load(tmp_path)[1]] == ["there is no program in this folder"]

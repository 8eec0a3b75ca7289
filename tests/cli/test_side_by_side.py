"""`words diff` as a person reads it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_differences import people, replace

PROGRAM = "prompts/bluebird-updates"

Shown = Callable[[int], list[str]]


@pytest.fixture
def shown(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """The lines of `words diff v1 v2`, so wide."""
    replace(root, f"{PROGRAM}/program.toml", 'reconsent = "keep"', 'reconsent = "ask-again"')
    (root / "prompts/published.lock").unlink()
    shutil.copytree(root / PROGRAM / "v1", root / PROGRAM / "v2")

    def shown(width: int) -> list[str]:
        monkeypatch.setenv("COLUMNS", str(width))
        done = run("words", "diff", "v1", "v2", "--project", root)
        assert (done.code, done.err) == (0, "")
        return [line.rstrip() for line in done.out.splitlines()]

    return shown


def test_sentences_stand_side_by_side_within_the_terminals_width(shown: Shown, root: Path) -> None:
    replace(root, f"{PROGRAM}/v2/en/declined.sms.j2", "If you change your mind, text JOIN.", "Text [JOIN] any time.")
    for width in (80, 120):
        lines = shown(width)
        at = lines.index("en/declined.sms: material, it says something else")
        assert lines[at + 1].split() == ["v1", "v2"]
        assert lines[at + 2].startswith("- If you change your mind, text JOIN.")
        assert lines[at + 2].endswith("+ Text [JOIN] any time.")
        assert max(len(line) for line in lines) <= width


def test_what_a_rule_says_stands_on_the_side_of_its_version(shown: Shown, root: Path) -> None:
    rates = "Message and data rates may apply."
    replace(root, f"{PROGRAM}/v2/en/disclosure.sms.j2", rates, "")
    replace(root, f"{PROGRAM}/v1/es/disclosure.sms.j2", "Pueden aplicarse tarifas por mensajes y datos.", "")
    lines = shown(200)
    (new,) = [line for line in lines if line.startswith("  new")]
    assert new.split()[1] == "L06"
    (fixed,) = [line for line in lines if line.endswith(" fixed")]
    assert fixed.split()[0] == "L06"
    (total,) = [line for line in lines if "rules:" in line]
    assert total.startswith(
        "bluebird-updates, v1 and v2: 2 files changed, 2 of them materially; rules: 1 fixed, 1 new, "
    )


def test_it_ends_with_what_it_means_for_people(shown: Shown, root: Path) -> None:
    assert shown(120)[-1] == "People: no words that people agree to changed materially, so older consent still counts."
    replace(root, f"{PROGRAM}/v2/en/disclosure-offers.sms.j2", "Frequency: ", "How often: ")
    assert shown(120)[-1] == (
        'People: reconsent is "ask-again", and there is no database here to count whom that would ask again.'
    )
    people(root).close()
    lines = shown(120)[-3:]
    assert lines[0] == 'People: reconsent is "ask-again": 3 people have agreed to other words and would be asked again.'
    assert [line.split() for line in lines[1:]] == [["sms", "whatsapp"], ["offers", "3", "3"]]
    replace(root, f"{PROGRAM}/program.toml", 'reconsent = "ask-again"', 'reconsent = "keep"')
    assert shown(120)[-1] == 'People: reconsent is "keep", so older consent still counts, and nobody is asked again.'


def test_words_that_are_the_same_are_not_shown(shown: Shown, root: Path) -> None:
    lines = shown(80)
    assert not [line for line in lines if line.startswith(("en/", "es/"))]
    assert any(
        line.startswith("bluebird-updates, v1 and v2: the same words; rules: 0 fixed, 0 new, ") for line in lines
    )

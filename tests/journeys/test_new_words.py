"""The words change while people's consent stands: who agreed to what is known, and who would be asked again."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from capture_gateway.cli import app
from capture_gateway.prompts import catalogue, lock
from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.running import running

PROGRAM = "prompts/bluebird-updates"
Cli = Callable[..., str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    sample.copy(tmp_path)
    change(tmp_path, 'reconsent = "keep"', 'reconsent = "ask-again"')
    return tmp_path


@pytest.fixture
def diff(project: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """What `words diff v1 v2` prints."""

    def diff(option: str) -> str:
        app(["words", "diff", "v1", "v2", option, "--project", str(project)], standalone_mode=False)
        return capsys.readouterr().out

    return diff


def change(project: Path, old: str, new: str) -> None:
    path = project / PROGRAM / "program.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def new_words(project: Path) -> None:
    """v2: twice as many messages, published and live."""
    shutil.copytree(project / PROGRAM / "v1", project / PROGRAM / "v2")
    change(project, "up to 10 messages per month", "up to 20 messages per month")
    change(project, 'current = "v1"', 'current = "v2"')
    lock.publish(project, catalogue.load(project, []))


def test_whoever_agreed_to_other_words_would_be_asked_again_until_they_agree(project: Path, diff: Cli) -> None:
    everything, offers, left, silent = sorted(somebody() for _ in range(4))
    with running(project) as gateway:
        for person, keyword in ((everything, "JOIN"), (offers, "OFFERS"), (left, "JOIN"), (silent, "JOIN")):
            gateway.text(person, keyword)
        for person in (everything, offers, left):
            gateway.text(person, "AGREE")
        gateway.text(left, "STOP")
    new_words(project)
    with running(project) as gateway:
        assert sorted(diff("--people").splitlines()) == [f"tel:{person}" for person in (everything, offers)]
        found: dict[str, Any] = json.loads(diff("--json"))
        changed = {each["file"]: each["sentences"] for each in found["files"]}
        assert changed["en/disclosure.sms"] == [
            {"before": "Frequency: up to 10 messages per month.", "after": "Frequency: up to 20 messages per month."}
        ]
        assert {each["category"]: each["people"] for each in found["asked_again"]["by"]} == {
            "offers": 2,
            "order-updates": 1,
            "recommendations": 1,
        }
        assert "up to 20 messages" in gateway.text(everything, "JOIN").texts[0]
        gateway.text(everything, "AGREE")
        assert diff("--people").splitlines() == [f"tel:{offers}"]
        assert gateway.permitted(offers)

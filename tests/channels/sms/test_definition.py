"""The file of a text line: every mistake is named with its key."""

from pathlib import Path

import pytest

from capture_gateway import definitions
from capture_gateway.channels import kinds
from capture_gateway.core.problem import Problem
from capture_gateway.testing import sample


def problems(folder: Path, *changes: tuple[str, str]) -> list[Problem]:
    project = sample.copy(folder)
    path = project / "channels" / "sms.toml"
    text = path.read_text()
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text)
    _, found = definitions.load(project, {name: kind.read for name, kind in kinds().items()})
    return [one for one in found if one.file == "channels/sms.toml" and one.severity == "error"]


def test_the_sample_is_right(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("before", "after", "rule", "said"),
    [
        ('en = ["AGREE"]', 'en = ["JOIN"]', "S01", "JOIN"),
        ('en = ["YES", "Y"]', 'en = ["NO", "Y"]', "S01", "NO"),
        ('words      = { en = ["OFFERS"]', 'words      = { en = ["join"]', "S01", "JOIN"),
        ('en = ["JOIN"]', 'en = ["STOP"]', "S03", "STOP"),
        ('en = ["AGREE"]', 'en = ["start"]', "S03", "START"),
        ('en = ["NO", "N", "DECLINE"]', 'en = ["CANCEL"]', "S03", "CANCEL"),
        ('disclosure = "disclosure-offers"', 'disclosure = "disclosure-gone"', "D06", "disclosure-gone"),
        ('opt_out = "gateway"', 'opt_out = "nobody"', "F03", "nobody"),
        ('opt_out = "gateway"', 'opt_out = "twilio"', "S02", "YES"),
        ('opt_out = "gateway"', 'opt_out = "advanced"', "S02", "YES"),
        ('opt_out = "gateway"', 'opt_uot = "gateway"', "F04", "opt_uot"),
    ],
)
def test_b6_a_mistake_is_reported_with_its_rule(tmp_path: Path, before: str, after: str, rule: str, said: str) -> None:
    found = problems(tmp_path, (before, after))
    assert any(one.rule == rule and said in one.message for one in found), found
    assert all(one.line > 1 for one in found if one.rule == rule)

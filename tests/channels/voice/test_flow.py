"""The words of a flow's file are those that the sample explains."""

import re
from pathlib import Path

import pytest

from capture_gateway.channels.voice import flow
from capture_gateway.core.possession import PENDING

SAMPLE = Path(__file__).parents[3] / "channels" / "voice.toml"


@pytest.mark.parametrize("action", flow.ACTIONS)
def test_every_action_is_explained_in_the_sample(action: str) -> None:
    assert re.search(rf"^#  +{action}  +\w", SAMPLE.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(
    "name",
    [
        flow.AGAIN,
        flow.CHECK,
        flow.GOODBYE,
        flow.NUMBER,
        flow.NUMBER_WRONG,
        flow.OTHER_LANGUAGE,
        flow.TROUBLE,
        *sorted({*PENDING.values()} - {"pending-code"}),  # digits are typed back on pages alone
    ],
)
def test_words_that_no_step_names_are_explained_in_the_sample(name: str) -> None:
    assert f'"{name}"' in SAMPLE.read_text(encoding="utf-8")


def test_the_keys_are_those_of_a_telephone() -> None:
    assert sorted(flow.KEYS) == sorted("0123456789*#")


def test_no_action_of_a_file_confirms_a_number() -> None:
    assert flow.CONFIRM not in flow.ACTIONS
    assert [name for name, step in flow.KEYING.items() if flow.CONFIRM in step.keys.values()] == [flow.CHECK]


def test_endings_are_actions() -> None:
    assert set(flow.ENDINGS) < set(flow.ACTIONS)

"""The labels of a person's own page: the same in every language, and filled with the same names."""

from typing import get_args

import pytest

from capture_gateway.core.permission import State
from capture_gateway.person.contents import STATES
from capture_gateway.person.labels import LABELS, MONTHS, labels_for, when
from tests.labels import agree

ENGLISH = LABELS["en"]


@pytest.mark.parametrize("language", LABELS)
def test_every_language_says_the_same_things_with_the_same_names(language: str) -> None:
    agree(LABELS, language)
    assert len(MONTHS[language]) == 12


@pytest.mark.parametrize(("language", "spoken"), [("en", "en"), ("es", "es"), ("es-MX", "es"), ("ht", "en")])
def test_a_language_without_labels_is_led_through_in_english(language: str, spoken: str) -> None:
    assert labels_for(language) == (spoken, LABELS[spoken])


def test_every_state_and_every_event_has_its_label() -> None:
    assert set(STATES) == set(get_args(State))
    for state in STATES:
        assert state in ENGLISH
        assert state == "none" or f"was_{state}" in ENGLISH


@pytest.mark.parametrize(
    ("spoken", "told"), [("en", "November 2, 2026, 09:05 UTC"), ("es", "2 de noviembre de 2026, 09:05 UTC")]
)
def test_times_say_that_they_are_utc(spoken: str, told: str) -> None:
    assert when("2026-11-02T09:05:59.123Z", spoken) == told

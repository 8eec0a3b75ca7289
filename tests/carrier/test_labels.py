"""The labels of the program's page: the same in every language, and filled with the same names."""

import re

import pytest

from capture_gateway.carrier.labels import LABELS, labels_for
from tests.labels import agree


@pytest.mark.parametrize("language", LABELS)
def test_every_language_says_the_same_things_with_the_same_names(language: str) -> None:
    agree(LABELS, language)
    for text in LABELS[language].values():
        assert not re.search(r"[<>&]", text), "labels are put into pages as they are"


@pytest.mark.parametrize(
    ("language", "spoken"), [("en", "en"), ("es", "es"), ("es-MX", "es"), ("pt-BR", "pt"), ("ht", "en")]
)
def test_a_language_without_labels_is_led_through_in_english(language: str, spoken: str) -> None:
    assert labels_for(language) == (spoken, LABELS[spoken])

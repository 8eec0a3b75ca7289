"""The sentence that says how to get out while nothing else works."""

import pytest

from capture_gateway.channels.voice.flow import LANGUAGE, STOP, Step
from capture_gateway.channels.voice.leaving import NAMES, SENTENCES, sentence
from tests.labels import agree


def step(**keys: str) -> Step:
    return Step("offer", None, "question", keys)


@pytest.mark.parametrize(
    ("language", "key", "said"),
    [
        ("en", "8", "To stop all messages and calls, press 8."),
        ("es-MX", "8", "Para cancelar todos los mensajes y llamadas, oprima 8."),
        ("en", "#", "To stop all messages and calls, press pound."),
        ("ht", "*", "To stop all messages and calls, press star."),
    ],
)
def test_it_names_the_key_in_the_language_of_the_call(language: str, key: str, said: str) -> None:
    assert sentence(step(**{"1": LANGUAGE, key: STOP}), language) == said


def test_where_no_key_stops_there_is_none() -> None:
    assert sentence(step(**{"1": "agree"}), "en") == ""


def test_every_language_names_the_key_and_both_odd_ones() -> None:
    agree({language: {"said": text} for language, text in SENTENCES.items()}, "es")
    assert {language: sorted(names) for language, names in NAMES.items()} == {
        language: ["#", "*"] for language in SENTENCES
    }

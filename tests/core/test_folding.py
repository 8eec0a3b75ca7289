"""What a text is compared as (RULES B7)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.core.folding import fold


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("  Join!! ", "join"),
        ("ＪＯＩＮ", "join"),
        ("Sí", "si"),
        ("S\u200bT\u200bO\u200bP", "stop"),
        ("stop 🛑", "stop"),
        ("Arrêt.", "arret"),
        ("Arre\u0302t.", "arret"),
        ("ACEPTO¡", "acepto"),
        ("opt \t\n out", "opt out"),
        ("STRASSE straße", "strasse strasse"),
        ("don’t", "don't"),
        ("", ""),
        ("🙂", ""),
        ("«no»", "no"),
        ("AGREE\x00", "agree"),
        ("\ud800 ok", "ok"),
    ],
)
def test_b7_folding(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_b7_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert once == once.strip()
    assert not any(unicodedata.category(character) in {"Mn", "Cf", "So"} for character in once)


def test_a_sign_that_stands_for_a_sentence_makes_no_text_many_times_longer() -> None:
    assert len(fold("\ufdfa" * 100)) <= 300


def test_thousands_of_marks_on_one_letter_are_only_dropped() -> None:
    assert fold("s" + "\u0301\u0316" * 50_000 + "top") == "stop"

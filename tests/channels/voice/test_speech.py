from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.channels.voice.speech import TooLong, fits, pieces, spelled

VOICES = ("Polly.Joanna", "Google.es-US-Standard-A", "man")

_word = st.text(st.characters(exclude_characters=" ", categories=("L", "N", "P", "S")), min_size=1, max_size=30)
_sentence = st.lists(_word, min_size=1, max_size=40).map(lambda words: " ".join(words) + ".")
_text = st.lists(_sentence, min_size=1, max_size=30).map(" ".join)


@given(_text, st.sampled_from(VOICES))
def test_pieces_joined_by_one_space_are_the_text_and_each_fits(text: str, voice: str) -> None:
    cut = pieces(text, voice)
    assert " ".join(cut) == text
    assert all(fits(piece, voice) for piece in cut)


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.sampled_from(VOICES))
def test_any_text_survives_cutting(text: str, voice: str) -> None:
    assert " ".join(pieces(text, voice)) == text


@given(st.lists(st.integers(min_value=1, max_value=700), min_size=2, max_size=30), st.sampled_from(VOICES))
def test_cuts_fall_at_the_ends_of_sentences(lengths: list[int], voice: str) -> None:
    text = " ".join("a" * length + "." for length in lengths)
    assert all(piece.endswith(".") for piece in pieces(text, voice))


@pytest.mark.parametrize(("voice", "limit"), [("Polly.Joanna", 3000), ("Google.en-US-Standard-C", 4500), ("man", 4096)])
def test_a_piece_may_be_as_long_as_the_limit_and_no_longer(voice: str, limit: int) -> None:
    text = "a" * (limit - 1) + "."
    assert pieces(text, voice) == (text,)
    assert pieces(f"b. {text}", voice) == ("b.", text)


def test_bytes_are_counted_not_characters() -> None:
    sentence = "ñ" * 700 + "."
    assert len(sentence.encode()) < 3000
    assert len(f"{sentence} {sentence}") < 3000
    assert pieces(f"{sentence} {sentence}", "Polly.Lupe") == (sentence, sentence)


def test_percent_encoded_text_stays_within_4500() -> None:
    sentence = "ж" * 370 + "."
    assert len(f"{sentence} {sentence}".encode()) < 3000
    assert all(len(quote(piece, safe="")) <= 4500 for piece in pieces(f"{sentence} {sentence}", "Polly.Tatyana"))
    assert len(pieces(f"{sentence} {sentence}", "Polly.Tatyana")) == 1
    assert len(pieces(f"{sentence} {sentence} {sentence}", "Polly.Tatyana")) == 2


def test_a_sentence_that_is_too_long_by_itself_is_cut_between_words() -> None:
    text = "word " * 900 + "end."
    cut = pieces(text, "Polly.Joanna")
    assert len(cut) == 2
    assert " ".join(cut) == text


def test_closing_quotes_belong_to_their_sentence() -> None:
    first, second = "a" * 2000 + '."', "b" * 500 + " " + "c" * 1500 + "."
    assert pieces(f"{first} {second}", "Polly.Joanna") == (first, second)


def test_a_word_that_no_say_takes_is_an_error() -> None:
    with pytest.raises(TooLong, match="3001"):
        pieces("a" * 3001, "Polly.Joanna")


@pytest.mark.parametrize(
    ("address", "region", "text"),
    [
        ("tel:+14155550100", "US", "4 1 5, 5 5 5, 0 1 0 0"),
        ("tel:+14155550100", "GB", "+1, 4 1 5, 5 5 5, 0 1 0 0"),
        ("tel:+447400123456", "US", "+4 4, 7 4 0 0, 1 2 3 4 5 6"),
        ("tel:+447400123456", "GB", "0 7 4 0 0, 1 2 3 4 5 6"),
        ("tel:+16045550123", "US", "+1, 6 0 4, 5 5 5, 0 1 2 3"),
        ("tel:384387", "US", "3 8 4 3 8 7"),
    ],
)
def test_d4_numbers_are_spoken_digit_by_digit(address: str, region: str, text: str) -> None:
    assert spelled(address, region) == text

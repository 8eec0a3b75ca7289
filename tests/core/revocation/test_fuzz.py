"""Nothing that a person or a machine can send breaks the reading, and no text takes more than its length.

`make soak` does the same with a million texts.
"""

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.core.folding import fold
from capture_gateway.core.revocation import understand
from capture_gateway.core.revocation.tokens import words
from tests.soak.texts import texts


def test_ten_thousand_random_texts_are_read_without_an_error() -> None:
    for text in texts(10_000, seed=20261122):
        found = understand(text)
        assert found.intent in {"withdraw", "unclear", "help", "other"}, repr(text)
        assert found.rule, repr(text)


@given(st.text(max_size=1_600))
def test_any_text_has_one_reading(text: str) -> None:
    assert understand(text) == understand(text)


@given(
    st.lists(
        st.sampled_from(["stop", "don't", "no more", "text", "me", "please", "by", "the", "no", ".", ",", "\n", "🛑"])
    )
)
def test_any_order_of_telling_words_is_read(pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert understand(text).intent in {"withdraw", "unclear", "help", "other"}
    assert len(words(text, fold(text))) <= 2 * len(text) + 2


def calls(work: Callable[[], object]) -> int:
    """How many functions, Python's and C's, were called."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


REPEATED = [
    "stop ",
    "don't ",
    "no more ",
    "a",
    "a ",
    "a.",
    "a\n",
    "x1 ",
    "é",
    "e\u0301",
    "😀",
    "שלום ",
    "ﷺ",
    "I don't want to ",
    "unsuscibr ",
    "stop calling ",
]


@pytest.mark.parametrize("piece", REPEATED)
def test_work_grows_with_the_length_and_no_faster(piece: str) -> None:
    short, long = (calls(partial(understand, piece * count)) for count in (100, 400))
    assert long <= 4.5 * short + 400


@pytest.mark.parametrize("piece", REPEATED)
def test_a_long_text_calls_a_bounded_number_of_functions_for_each_character(piece: str) -> None:
    text = (piece * 1_600)[:1_600]
    assert calls(partial(understand, text)) <= 20 * len(text) + 2_000

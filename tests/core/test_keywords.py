"""Reading a text by itself (RULES B0, B6, B7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.core import keywords
from capture_gateway.core.act import Intent, Otherwise
from capture_gateway.core.keywords import Keyword, Vocabulary, language_of, read
from tests.core.values import PROGRAM

VOCABULARY = Vocabulary(
    keywords={
        "join": Keyword("disclosure", "en"),
        "unirme": Keyword("disclosure", "es"),
        "offers": Keyword("disclosure-offers", "en"),
    },
    agree=language_of({"en": ["AGREE"], "es": ["ACEPTO"]}),
    agree_if_asked=language_of({"en": ["YES", "Y"], "es": ["SI"]}),
    decline=language_of({"en": ["NO", "N", "DECLINE"], "es": ["NO", "RECHAZO"]}),
    keep=language_of({"en": ["KEEP"], "es": ["SEGUIR"]}),
    categories=keywords.category_words(PROGRAM.categories),
)


@pytest.mark.parametrize(
    ("text", "intent", "language"),
    [
        ("join", Intent.ASK, "en"),
        ("Unirme!", Intent.ASK, "es"),
        ("Agree.", Intent.AGREE, "en"),
        ("acepto", Intent.AGREE, "es"),
        ("yes", Intent.AGREE, "en"),
        ("sí", Intent.AGREE, "es"),
        ("NO", Intent.DECLINE, None),
        ("rechazo", Intent.DECLINE, "es"),
        ("start", Intent.ASK, None),
        ("help", Intent.HELP, None),
        ("ayuda", Intent.HELP, "es"),
        ("STOP", Intent.WITHDRAW, None),
        ("baja", Intent.WITHDRAW, "es"),
        ("yes please", Intent.AFFIRM, "en"),
        ("ok", Intent.AFFIRM, None),
        ("sure", Intent.AFFIRM, "en"),
        ("keep", Intent.KEEP, "en"),
        ("status", Intent.STATUS, None),
        ("join now", Intent.CHAT, None),
        ("I agree", Intent.AFFIRM, "en"),
        ("", Intent.CHAT, None),
    ],
)
def test_b0_the_whole_message_decides(text: str, intent: Intent, language: str | None) -> None:
    reading = read(text, VOCABULARY)
    assert (reading.intent, reading.language) == (intent, language)


@pytest.mark.parametrize("text", ["CANCEL offers", "baja offers", "end OFFERS!"])
def test_c1_any_word_that_withdraws_may_name_a_category(text: str) -> None:
    assert read(text, VOCABULARY).scope.categories == ("offers",)


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("STOP offers and recommendations", ("offers", "recommendations")),
        ("stop offers, order updates and recommendations please", ("offers", "order-updates", "recommendations")),
        ("no more offers or recommendations", ("offers", "recommendations")),
        ("no more offers please but keep the order updates", ("offers",)),
        ("STOP offers and the weather", ("offers",)),
    ],
)
def test_c1_stop_and_several_categories(text: str, categories: tuple[str, ...]) -> None:
    assert read(text, VOCABULARY).scope.categories == categories


@pytest.mark.parametrize("text", ["STOPALL", "stop all", "STOP EVERYTHING", "STOP TODO"])
def test_c1_words_that_mean_everything(text: str) -> None:
    assert read(text, VOCABULARY).scope.everything


@pytest.mark.parametrize("opt_out_type", ["stop", " Stop "])
def test_b0_an_opt_out_type_in_any_spelling(opt_out_type: str) -> None:
    assert read("AGREE", VOCABULARY, opt_out_type=opt_out_type).intent is Intent.WITHDRAW
    assert read("AGREE", VOCABULARY, opt_out_type="NEWS").intent is Intent.CHAT
    assert read("STOP", VOCABULARY, opt_out_type="NEWS").intent is Intent.WITHDRAW


def test_b0_the_providers_opt_out_type_comes_first() -> None:
    assert read("JOIN", VOCABULARY, opt_out_type="STOP").intent is Intent.WITHDRAW
    assert read("STOP", VOCABULARY, opt_out_type="START").is_start
    assert read("hm", VOCABULARY, opt_out_type="HELP").intent is Intent.HELP


def test_b6_yes_needs_an_open_showing_and_agree_does_not() -> None:
    assert read("YES", VOCABULARY).otherwise == Otherwise(Intent.AFFIRM, "affirmation")
    assert read("AGREE", VOCABULARY).otherwise is None


@pytest.mark.parametrize("text", ["STOP offers", "stop OFFERS!", "Stop Offers"])
def test_c1_stop_and_a_category(text: str) -> None:
    reading = read(text, VOCABULARY)
    assert reading.scope.extent == "category"
    assert reading.scope.categories == ("offers",)


@pytest.mark.parametrize("text", ["STOP order updates", "stop order-updates"])
def test_c1_a_category_by_its_id_with_spaces(text: str) -> None:
    assert read(text, VOCABULARY).scope.categories == ("order-updates",)


@pytest.mark.parametrize("text", ["STOP everything", "stop xyz", "STOP START"])
def test_c1_stop_and_an_unknown_word_withdraws_the_stop_scope(text: str) -> None:
    reading = read(text, VOCABULARY)
    assert reading.intent is Intent.WITHDRAW
    assert reading.scope.extent is None


@given(st.text(max_size=1_600))
def test_reading_never_fails(text: str) -> None:
    assert read(text, VOCABULARY).intent in Intent

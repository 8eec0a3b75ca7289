"""How the rules of all languages work together on one text."""

import pytest

from capture_gateway.core.folding import fold
from capture_gateway.core.revocation import phrases, tokens


def read(text: str) -> phrases.Phrase | None:
    return phrases.read(tokens.words(text, fold(text)))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("please stop texting me", "en"),
        ("por favor no me escriban", "es"),
        ("merci de ne plus m'écrire", "fr"),
        ("parem de me mandar mensagem", "pt"),
        ("bitte schreibt mir nicht mehr", "de"),
    ],
)
def test_c1_the_language_that_knows_most_of_the_words_reads_it(text: str, language: str) -> None:
    phrase = read(text)
    assert phrase is not None
    assert (phrase.rule, phrase.grammar.code) == ("stop-phrase", language)


def test_c1_one_clause_that_withdraws_is_enough() -> None:
    phrase = read("The bus stop moved. No problem! But please stop texting me, thanks")
    assert phrase is not None
    assert (phrase.rule, phrase.because) == ("stop-phrase", "stop texting")


@pytest.mark.parametrize(
    "text", ["plese stop txting me", "unsuscribe me", "no me manden mas mesajes", "arretez de m'envoier des mesages"]
)
def test_c1_slips_inside_a_phrase(text: str) -> None:
    phrase = read(text)
    assert phrase is not None
    assert phrase.rule == "stop-phrase"


def test_b0_an_idiom_is_named_when_nothing_else_is_said() -> None:
    phrase = read("where is the bus stop")
    assert phrase is not None
    assert (phrase.rule, phrase.because) == ("idiom", "bus stop")
    assert read("what time do you open") is None

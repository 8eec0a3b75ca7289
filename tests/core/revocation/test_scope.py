from capture_gateway.core.folding import fold
from capture_gateway.core.revocation import scope, tokens
from capture_gateway.core.revocation.languages import GRAMMARS

ENGLISH = next(grammar for grammar in GRAMMARS if grammar.code == "en")


def about(text: str, *, by_command: bool = False) -> str:
    return scope.about(tokens.words(text, fold(text)), 0, ENGLISH, by_command=by_command)


def test_c1_a_kind_of_message_is_named_with_the_words_before_it() -> None:
    assert about("stop the weekly offers please") == "weekly offers"
    assert about("stop sending me your holiday coupons, thanks") == "holiday coupons"
    assert about("stop sending me these. coupons are bad") == ""


def test_c1_after_a_command_an_unknown_word_is_a_name() -> None:
    assert about("stop xyz") == ""
    assert about("stop xyz", by_command=True) == "xyz"


def test_c1_a_long_tail_is_a_sentence_and_no_name() -> None:
    assert about("stop uno dos tres cuatro cinco", by_command=True) == ""

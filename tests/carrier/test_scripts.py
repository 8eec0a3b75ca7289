from dataclasses import replace
from typing import get_args

from capture_gateway.carrier import scripts
from capture_gateway.core.revocation import understand
from capture_gateway.core.way_in import Meaning
from tests.carrier import sample

MATERIAL = sample.material()


def test_every_way_of_a_medium_comes_once_in_each_language() -> None:
    assert [(way.line, way.language) for way in scripts.every(MATERIAL, "speech")] == [("voice", "en"), ("voice", "es")]
    fallen_back = {"en": MATERIAL.ways["en"], "es": MATERIAL.ways["en"]}
    assert [way.language for way in scripts.every(replace(MATERIAL, ways=fallen_back), "text")] == ["en"]


def test_there_are_words_for_everything_that_can_be_done() -> None:
    assert {*get_args(Meaning)} == {*scripts.SPOKEN, *scripts.TEXTED}


def test_sets_to_paste_have_our_words_and_only_words_that_withdraw_here() -> None:
    pasted = scripts.pasted(MATERIAL)
    assert [*pasted] == ["en", "es"]
    for language, sets in pasted.items():
        named = {name: (words, reply) for name, words, reply in sets}
        assert [*named] == ["Opt-out", "Opt-in", "Help"]
        for word in named["Opt-out"][0]:
            assert understand(word).intent == "withdraw", word
        stopped = MATERIAL.catalogue.words(sample.PROGRAM, language, "stopped", "sms")
        assert stopped is not None
        assert named["Opt-out"][1] == stopped.text
    spanish = {name: words for name, words, _ in pasted["es"]}
    assert "ALTO" in spanish["Opt-out"]
    assert "AYUDA" in spanish["Help"]


def test_yes_is_not_offered_as_an_opt_in_word() -> None:
    """People answer YES to other questions: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out"""
    assert "YES" not in scripts.START_WORDS

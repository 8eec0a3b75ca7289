from capture_gateway.core.folding import fold
from capture_gateway.core.revocation.words import EVERYTHING, HELP, WORDS

LAW = {"stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe"}  # 47 CFR 64.1200(a)(10)
CARRIERS = {"stopall", "optout", "opt-out", "unsub", "arret", "td"}  # CTIA, Twilio, AWS, Canada's short codes


def test_c1_the_lists_hold_what_law_and_carriers_name() -> None:
    assert set(WORDS) >= LAW | CARRIERS
    assert all(WORDS[word] is None for word in LAW)
    assert (WORDS["arret"], WORDS["baja"], WORDS["abmelden"], WORDS["sair"]) == ("fr", "es", "de", "pt")


def test_words_are_folded_and_mean_one_thing() -> None:
    assert [word for word in (*WORDS, *HELP, *EVERYTHING) if fold(word) != word] == []
    assert set(WORDS) & set(HELP) == set()
    assert set(WORDS) >= EVERYTHING


def test_a_word_of_several_languages_belongs_to_none() -> None:
    assert WORDS["cancelar"] is None
    assert HELP["ayuda"] == "es"

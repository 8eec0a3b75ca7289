"""Slips and disguises of one word (RULES C1), and the words that only look like them."""

import pytest

from capture_gateway.core.revocation import near, understand


@pytest.mark.parametrize(
    "text",
    [
        *("stpo", "sotp", "tsop", "stip", "dtop", "sto", "sttop", "STOPP", "stooooop", "STOPSTOPSTOP", "stop🛑", "🛑"),
        *(
            "s t o p",
            "un subscribe",
            "s.t.o.p",
            "S-T-O-P",
            "st0p",
            "5top",
            "$top",
            "ЅТОР",
            "ｓｔｏｐ",
            "🅂🅃🄾🄿",
            "🆂🆃🅾🅿",
            "ꜱᴛᴏᴘ",
            "s\u200bt\u200bo\u200bp",
        ),
        *(
            "stopit",
            "stoptexting",
            "plsstop",
            "STOP2END",
            "unsubscribeme",
            "cancle",
            "qiut",
            "edn",
            "unsubscibe",
            "opt uot",
        ),
        *("arrettez", "desabonnr", "abmeldne", "descadstrar", "cancelaar"),
    ],
)
def test_c1_slips_and_disguises_withdraw(text: str) -> None:
    assert understand(text).intent == "withdraw"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "shop",
            "step",
            "spot",
            "top",
            "stoop",
            "ship",
            "slop",
            "stops",
            "send",
            "and",
            "lend",
            "quite",
            "quiet",
            "quilt",
        ),
        *("candle", "cancer", "subscribe", "resubscribe", "bajo", "saldo", "parte", "party", "alta", "salto", "padre"),
        *("anmelden", "Anmeldung", "abonner", "s'abonner", "inscrire", "salida", "caja", "start", "store", "stopwatch"),
    ],
)
def test_c1_words_of_their_own_do_not(text: str) -> None:
    assert near.read(text) is None
    assert understand(text).intent == "other"


def test_a_slip_names_the_word_that_was_meant() -> None:
    assert near.read("unsubscibe") == "unsubscribe"
    assert near.read("stopstop") == "stop"
    assert near.read("a text of many words that no slip of one word could be") is None

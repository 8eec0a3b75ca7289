"""Plain words of leaving, and what only looks like them."""

import pytest

from capture_gateway.core import revocation
from capture_gateway.core.folding import fold

WITHDRAW = [
    "STOP",
    "stop.",
    "Stop please",
    "STOPALL",
    "stop all",
    "END",
    "quit",
    "Cancel",
    "UNSUBSCRIBE",
    "revoke",
    "opt out",
    "OPTOUT",
    "OPT-OUT",
    "unsub",
    "please stop texting me",
    "Please STOP",
    "take me off this list",
    "remove me from your list",
    "unsubscribe me now",
    "no more texts",
    "Don't contact me",
    "don’t text me",
    "leave me alone",
    "I revoke my consent",
    "I never signed up for this, stop",
    "stop marketing",
    "Arrêt",
    "arrêtez svp",
    "no más",
    "baja",
    "Abmelden",
    "退订",
    "Stop. Also what time do you open?",
    "ＳＴＯＰ",
    "s\u200btop",
    "stop 🙏",
    "STOP\nThanks",
    "I want to unsubscribe",
    "por favor no me escriban",
    "dejen de enviar mensajes",
]
KEEP = [
    "I'll stop by the store at 5",
    "don't stop",
    "please don't unsubscribe me",
    "the weekend works",
    "when does the sale end?",
    "UNSTOP",
    "remove the onions",
    "nonstop flight?",
    "we stopped at the bakery",
    "thanks, not today",
    "cancel my 3pm appointment",
    "HELP",
    "stop the emails",
    "stop calling me",
    "who is this?",
    "is there a bus stop near you",
    "can't stop eating these",
    "the end is near",
    "quit smoking tips?",
    "",
    "stopwatch",
    "never stop sending these",
]


@pytest.mark.parametrize("text", WITHDRAW)
def test_c1_withdraws(text: str) -> None:
    assert revocation.read(fold(text)) is not None


@pytest.mark.parametrize("text", KEEP)
def test_b0_idioms_negations_and_other_talk_withdraw_nothing(text: str) -> None:
    assert revocation.read(fold(text)) is None


def test_the_longest_text_is_read_quickly_whatever_it_repeats() -> None:
    for piece in ("stop ", "don't ", "no more ", "a. ", "remove me ", "please "):
        revocation.read(fold((piece * 1_600)[:1_600]))

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.channels.voice.flow import CHECK, KEYING, NUMBER, Step
from capture_gateway.channels.voice.keyed import Keyed
from capture_gateway.channels.voice.turn import Move, Turn, after, heard, opening, parse, unknown
from capture_gateway.core.act import Intent
from capture_gateway.core.errors import Malformed
from tests.channels.voice.sample import LANGUAGES, OFFER_KEYS, SEAL, options

FLOW = options()
OFFER = FLOW.steps["offer"]
HEARD = Turn(1, 0, "en", "showing-1", "disclosure", ("en",))


def test_d1_an_incoming_call_asks_for_the_words() -> None:
    move = opening(FLOW, LANGUAGES)
    assert (move.intent, move.step, move.turn) == (Intent.ASK, OFFER, Turn(1, 0, "en"))


@pytest.mark.parametrize(("key", "intent"), [("1", Intent.AGREE), ("2", Intent.DECLINE), ("8", Intent.WITHDRAW)])
def test_d1_keys_mean(key: str, intent: Intent) -> None:
    assert after(FLOW, OFFER, HEARD, key, LANGUAGES).intent is intent


def test_d1_nine_speaks_the_words_again_in_the_same_language() -> None:
    move = after(FLOW, OFFER, HEARD, "9", LANGUAGES)
    assert (move.intent, move.turn.language, move.turn.number) == (Intent.ASK, "en", 2)


def test_d1_the_star_asks_in_the_other_language_and_forgets_what_was_shown() -> None:
    move = after(FLOW, OFFER, HEARD, "*", LANGUAGES)
    assert (move.intent, move.turn) == (Intent.ASK, Turn(2, 0, "es", requested=("en",)))
    back = after(FLOW, OFFER, move.turn, "*", LANGUAGES)
    assert back.turn.language == "en"


@pytest.mark.parametrize("keys", [["", "", ""], ["5", "#", "0"], ["", "5", ""], ["5", "9", "", "*", "7"]])
def test_d1_silences_and_wrong_keys_share_one_count_of_three(keys: list[str]) -> None:
    turn = HEARD
    moves = []
    for key in keys:
        moves.append(after(FLOW, OFFER, turn, key, LANGUAGES))
        turn = moves[-1].turn
    failures = [move for move in moves if move.failed]
    assert [move.intent for move in failures] == [Intent.NOTE, Intent.NOTE, Intent.EXPIRE]
    assert [move.exhausted for move in failures] == [False, False, True]


def test_d1_a_failure_keeps_the_showing() -> None:
    move = after(FLOW, OFFER, HEARD, "5", LANGUAGES)
    assert (move.turn.showing, move.turn.tries, move.turn.number) == ("showing-1", 1, 2)


def test_d3_a_call_has_at_most_twelve_turns() -> None:
    turn = HEARD
    for _ in range(11):
        move = after(FLOW, OFFER, turn, "9", LANGUAGES)
        assert move.intent is Intent.ASK
        turn = move.turn
    assert turn.number == 12
    last = after(FLOW, OFFER, turn, "9", LANGUAGES)
    assert (last.intent, last.exhausted, last.failed) == (Intent.EXPIRE, True, False)
    assert after(FLOW, OFFER, turn, "", LANGUAGES).exhausted
    assert after(FLOW, OFFER, turn, "1", LANGUAGES).intent is Intent.AGREE


@pytest.mark.parametrize("key", ["1", "2", "9", "", "5"])
def test_d3_nothing_counts_after_the_twelfth_turn(key: str) -> None:
    move = after(FLOW, OFFER, Turn(13, 0, "en", "showing-1", "disclosure"), key, LANGUAGES)
    assert (move.intent, move.exhausted) == (Intent.EXPIRE, True)


def test_a_stop_counts_whatever_the_turn() -> None:
    """Withdrawing always works, so not even a worn-out call refuses it."""
    assert after(FLOW, OFFER, Turn(99, 9, "en"), "8", LANGUAGES).intent is Intent.WITHDRAW


def test_a_key_may_lead_to_another_step() -> None:
    flow = options(
        {
            "menu": Step("menu", None, "menu", {"1": "offer", "2": "hours", "*": "language"}),
            "offer": Step("offer", "disclosure", "question", OFFER_KEYS),
            "hours": Step("hours", "hours", None, {}),
        },
        start="menu",
    )
    menu = flow.steps["menu"]
    start = opening(flow, LANGUAGES)
    assert (start.intent, start.step) == (Intent.NOTE, menu)
    offer = after(flow, menu, start.turn, "1", LANGUAGES)
    assert (offer.intent, offer.step.name) == (Intent.ASK, "offer")
    hours = after(flow, menu, start.turn, "2", LANGUAGES)
    assert (hours.intent, hours.step.name, hours.exhausted) == (Intent.EXPIRE, "hours", False)
    assert after(flow, menu, start.turn, "*", LANGUAGES).intent is Intent.NOTE


HIDDEN = Keyed("tel:+14155550123")


def keying(step: str, turn: Turn, digits: str) -> Move:
    """What somebody does who hides their number."""
    key, following = heard(KEYING[step], turn, digits, "US")
    return after(FLOW, KEYING[step], following, key, LANGUAGES)


def test_d4_a_hidden_caller_is_asked_for_a_number_before_anything_else() -> None:
    move = unknown(FLOW, opening(FLOW, LANGUAGES))
    assert move == Move(Intent.NOTE, KEYING[NUMBER], Turn(1, 0, "en"))


def test_d4_a_number_is_keyed_heard_and_confirmed() -> None:
    number = keying(NUMBER, Turn(1, 0, "en"), "4155550123")
    assert (number.step.name, number.turn) == (CHECK, Turn(2, 0, "en", keyed=HIDDEN))
    offer = keying(CHECK, number.turn, "1")
    assert (offer.intent, offer.step) == (Intent.ASK, OFFER)
    assert offer.turn == Turn(3, 0, "en", keyed=Keyed("tel:+14155550123", is_confirmed=True))


def test_d4_two_forgets_the_number_and_asks_again() -> None:
    again = keying(CHECK, Turn(2, 0, "en", keyed=HIDDEN), "2")
    assert (again.step.name, again.turn, again.failed) == (NUMBER, Turn(3, 0, "en"), False)


def test_d4_the_star_changes_the_language_and_keeps_the_number() -> None:
    assert keying(NUMBER, Turn(1, 0, "en"), "*").turn == Turn(2, 0, "es")
    check = keying(CHECK, Turn(2, 0, "en", keyed=HIDDEN), "*")
    assert (check.step.name, check.turn) == (CHECK, Turn(3, 0, "es", keyed=HIDDEN))


@pytest.mark.parametrize("digits", ["", "123", "5555550123", "digits", "1", "55555501231", "**", "٤١٥٥٥٥٠١٢٣"])
def test_d4_what_is_no_number_shares_the_count_of_three(digits: str) -> None:
    move = keying(NUMBER, Turn(1, 1, "en"), digits)
    assert (move.step.name, move.turn, move.failed) == (NUMBER, Turn(2, 2, "en"), True)
    last = unknown(FLOW, keying(NUMBER, Turn(2, 2, "en"), digits))
    assert (last.intent, last.exhausted) == (Intent.NOTE, True)


def test_a_number_that_the_address_has_lost_is_not_confirmed() -> None:
    with pytest.raises(Malformed):
        heard(KEYING[CHECK], Turn(2, 0, "en"), "1", "US")


def test_d3_nobody_is_asked_for_a_number_after_twelve_turns() -> None:
    assert not unknown(FLOW, after(FLOW, OFFER, replace(HEARD, number=11), "1", LANGUAGES)).exhausted
    assert unknown(FLOW, after(FLOW, OFFER, replace(HEARD, number=12), "1", LANGUAGES)).exhausted
    check = Turn(12, 0, "en", keyed=HIDDEN)
    assert keying(CHECK, check, "1").exhausted


def test_d4_whoever_has_no_number_can_only_be_asked_for_one() -> None:
    """Even where an address leads straight to the step that agrees."""
    for key in ("1", "2", "8", "9", "*", "", "5"):
        move = unknown(FLOW, after(FLOW, OFFER, HEARD, key, LANGUAGES))
        assert (move.intent, move.step.name, move.turn.showing, move.failed) == (Intent.NOTE, NUMBER, "", False)


_turns = st.builds(
    Turn,
    number=st.integers(0, 99),
    tries=st.integers(0, 99),
    language=st.sampled_from(LANGUAGES),
    showing=st.uuids().map(str) | st.just(""),
    prompt=st.sampled_from(["", "disclosure", "disclosure-offers"]),
    requested=st.lists(st.sampled_from(LANGUAGES), unique=True).map(tuple),
    keyed=st.none() | st.builds(Keyed, st.sampled_from(["tel:+14155550123", "tel:+447400123456"]), st.booleans()),
)


@given(_turns)
def test_a_turn_survives_its_address(turn: Turn) -> None:
    assert parse(turn.query(SEAL), LANGUAGES, SEAL) == turn


@pytest.mark.parametrize(
    "query",
    [
        "",
        "turn=1",
        "garbage",
        "turn=1&tries=0&language=fr&showing=&prompt=&requested=",
        "turn=-1&tries=0&language=en&showing=&prompt=&requested=",
        "turn=1&tries=100&language=en&showing=&prompt=&requested=",
        "turn=%D9%A1&tries=0&language=en&showing=&prompt=&requested=",
        "turn=1&tries=0&language=en&showing=%FF&prompt=&requested=",
        "turn=1&tries=0&language=en&showing&prompt=&requested=",
        "turn=1&tries=0&language=en&showing=&prompt=&requested=&keyed=",
        "turn=1&tries=0&language=en&showing=&prompt=&requested=&keyed=%2B14155550123",
    ],
)
def test_an_address_that_we_did_not_write_is_malformed(query: str) -> None:
    with pytest.raises(Malformed):
        parse(query, LANGUAGES, SEAL)


@given(st.text())
def test_any_other_query_is_malformed(query: str) -> None:
    with pytest.raises(Malformed):
        parse(query, LANGUAGES, SEAL)

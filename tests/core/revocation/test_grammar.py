"""The notation of patterns, and that every language keeps to it."""

import re

import pytest

from capture_gateway.core.revocation import prepare
from capture_gateway.core.revocation.grammar import TAKEN, Grammar, Language, words_of
from capture_gateway.core.revocation.languages import ENGLISH, FRENCH, GERMAN, GRAMMARS, PORTUGUESE, SPANISH
from capture_gateway.core.revocation.phrases import EXTRA, RULES, SHIELDS, SOFTENED, STOPS

LANGUAGES = (ENGLISH, SPANISH, FRENCH, PORTUGUESE, GERMAN)
TINY = Grammar(
    Language(
        code="xx",
        misspelled="stop",
        kinds={
            "SOFT": "please",
            "STOP": "stop quit",
            "SENDING": "text(|ing) send(ing|s)",
            "ME": "me us",
            "ANY": "ME it",
        },
        shorthands={"END": "( at once | now )"},
        patterns={
            "whole": "<< STOP >>",
            "clause": "^ STOP ME? $",
            "gap": "STOP ~ SENDING ; leave ANY alone",
            "never": "quit (?! it ) _",
            "short": "STOP END",
            "after": "(?<! dont ) STOP now",
        },
    )
)


@pytest.mark.parametrize(
    ("rule", "text", "found"),
    [
        ("whole", "stop /", (0, 2)),
        ("whole", "stop me /", None),
        ("clause", "so / quit us / it /", (2, 4)),
        ("clause", "so stop me /", None),
        ("gap", "stop a b c texting /", (0, 5)),
        ("gap", "stop a b c d texting /", None),
        ("gap", "stop / texting /", None),
        ("gap", "please leave it alone /", (1, 4)),
        ("never", "quit it /", None),
        ("never", "quit us /", (0, 2)),
        ("short", "stop at once /", (0, 3)),
        ("after", "dont stop now /", None),
        ("after", "do stop now /", (1, 3)),
    ],
)
def test_the_notation(rule: str, text: str, found: tuple[int, int] | None) -> None:
    place = TINY.find(rule, TINY.spell(text.replace("/", "\n").split(" ")))
    assert (place and (place.start, place.end)) == found


def test_a_word_that_is_taken_is_reached_by_no_pattern_and_across_by_none() -> None:
    assert TINY.find("gap", TINY.spell(["stop", TAKEN, "texting"])) is None
    assert TINY.names("STOP", TINY.spell(["stop", TAKEN]))
    assert not TINY.names("STOP", TINY.spell([TAKEN, "texting"]))


def test_kinds_are_written_short_and_may_hold_other_kinds() -> None:
    assert words_of("send(|s|ing) text") == ["send", "sends", "sending", "text"]
    assert TINY.kinds["ANY"] == {"me", "us", "it"}


def test_a_pattern_may_not_start_with_just_any_word() -> None:
    with pytest.raises(ValueError, match="start with any word"):
        Grammar(Language("xx", "", {"SOFT": ""}, {"slow": "_ stop"})).prepare()


def test_every_pattern_of_every_language_can_be_compiled() -> None:
    prepare()


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_language_knows_every_rule_and_no_other(language: Language) -> None:
    assert set(language.patterns) == {*SHIELDS, *STOPS, *RULES, *SOFTENED, *EXTRA}


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_no_pattern_waits_for_a_word_that_is_left_out_before(language: Language) -> None:
    (grammar,) = (grammar for grammar in GRAMMARS if grammar.code == language.code)
    written = " ".join([*language.patterns.values(), *language.shorthands.values()])
    assert {word for word in re.findall(r"\b[a-z]\w*", written) if word in grammar.kinds["SOFT"]} == set()


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_time_is_linear_because_nothing_repeats_without_a_bound(language: Language) -> None:
    written = " ".join([*language.patterns.values(), *language.shorthands.values()])
    assert re.findall(r"[*+]|\{(?!0,3\})", written) == []

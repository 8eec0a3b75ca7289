from collections.abc import Iterable
from dataclasses import replace

import pytest

from capture_gateway.channels.voice.definition import read
from capture_gateway.channels.voice.flow import Step, Voice, VoiceOptions
from capture_gateway.core.disclosure import Words
from capture_gateway.core.problem import Problem
from capture_gateway.definitions import LineFacts
from capture_gateway.prompts import table
from capture_gateway.prompts.catalogue import Catalogue
from tests.channels.voice.sample import LANGUAGES, OFFER_KEYS, PROGRAM, TEXTS, words

LINE = """\
kind = "voice"
program = "bluebird-updates"
address = "tel:+14155550101"
languages = ["en", "es"]
start = "offer"

[voices.en]
name = "Polly.Joanna"
locale = "en-US"

[voices.es]
name = "Polly.Lupe"
locale = "es-US"

[steps.offer]
say = "disclosure"
ask = "question"

[steps.offer.keys]
"1" = "agree"
"2" = "decline"
"8" = "stop"
"9" = "repeat"
"*" = "language"
"""

ALL = [found for language, name in TEXTS if (found := words(language, name))]


def reading(text: str, catalogue: Iterable[Words] = ALL, texts: str | None = None) -> tuple[VoiceOptions, list[str]]:
    """The options, and each problem as `line rule message`."""
    problems: list[Problem] = []
    top = table.of(text, "channels/voice.toml", problems)
    assert top is not None
    facts = LineFacts("voice", "voice", PROGRAM, Catalogue({}, catalogue), LANGUAGES, "tel:+14155550101", texts)
    for key in ("kind", "program", "languages"):
        _ = key in top  # what every line has is read before
    options = read(top, facts)
    top.finish()
    return options, [f"{one.line} {one.rule} {one.message}" for one in sorted(problems)]


def test_a_line_is_read() -> None:
    assert reading(LINE) == (
        VoiceOptions(
            start="offer",
            timeout=6,
            voices={"en": Voice("Polly.Joanna", "en-US"), "es": Voice("Polly.Lupe", "es-US")},
            steps={"offer": Step("offer", "disclosure", "question", OFFER_KEYS)},
            disclosures=frozenset({"disclosure"}),
        ),
        [],
    )


def test_the_timeout_is_read() -> None:
    assert reading(LINE.replace("start =", "timeout = 9\nstart ="))[0].timeout == 9


def test_d2_a_flow_that_the_proof_refuses_is_refused_at_its_line() -> None:
    _, problems = reading(LINE.replace('say = "disclosure"\n', ""))
    assert [problem.partition(" ")[0] for problem in problems] == ["19", "19", "20", "20"]
    assert problems[0].startswith(
        '19 V10 the key 1 would agree although the disclosure was not spoken in "en": "offer" in en, 1;'
    )


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('address = "tel:+14155550101"\n', "", "1 V01 address is missing"),
        ('start = "offer"', 'start = "ofer"', "5 V02 start: there is no step 'ofer'"),
        ("start =", "timeout = 0\nstart =", "5 F03 timeout must be a whole number"),
        ('name = "Polly.Joanna"', 'name = "Joanna"', "8 F03 voices.en.name must be written as"),
        ('locale = "es-US"\n', "", "11 F02 voices.es.locale is missing"),
        ("[voices.es]", "[voices.fr]", "11 F04 voices.fr is no key that is known here"),
        ("[voices.es]", "[voices.fr]", "7 F02 voices.es is missing"),
        ('say = "disclosure"', 'say = "disclosures"', "16 D06 say needs prompts/bluebird-updates/v1/en/disclosures"),
        ('ask = "question"', 'ask = "quest"', "17 D06 ask needs prompts/bluebird-updates/v1/en/quest.voice.j2"),
        ('ask = "question"\n', "", "15 V03 the step 'offer' needs ask"),
        ('"9" = "repeat"', '"A" = "repeat"', "23 V04 'A' is no key of a telephone"),
        ('"9" = "repeat"', '"10" = "repeat"', "23 V04 '10' is no key of a telephone"),
        ('"9" = "repeat"', '"9" = "again"', "23 V04 the key 9 leads to 'again', which is neither an action nor a step"),
        ('"9" = "repeat"', '"9" = 9', "23 F03 steps.offer.keys.9 must be a text"),
        ('"8" = "stop"\n', "", '15 V11 the step "offer" says a disclosure, so one of its keys must have'),
        ('"*" = "language"\n', "", '15 V14 nobody can hear this line in "es"'),
        ("[steps.offer]", '[steps.agree]\nsay = "trouble"\n[steps.offer]', "15 V03 a step has a name of small letters"),
        ("[steps.offer]", '[steps.X1]\nsay = "trouble"\n[steps.offer]', "15 V03 a step has a name of small letters"),
        ("[steps.offer]", '[steps.number]\nsay = "trouble"\n[steps.offer]', "15 V03 a step has a name of"),
        ('"9" = "repeat"', '"9" = "number-check"', "23 V04 the key 9 leads to 'number-check', which is neither"),
        ('"9" = "repeat"', '"9" = "confirm"', "23 V04 the key 9 leads to 'confirm', which is neither"),
        ("start =", 'possession = "code"\nstart =', "5 F03 possession must be one of none, text-to-join, reply"),
        ("start =", 'possession = "reply"\nstart =', "5 V06 possession: 'reply' needs a line of kind 'sms'"),
        ("start =", 'possession = "none"\nstart =', '5 V07 possession: with "none" anybody can sign up'),
        ("[steps.offer]", "[steps.empty]\n[steps.offer]", "15 V03 the step 'empty' needs ask"),
        ("[steps.offer]", '[steps.attic]\nsay = "trouble"\n[steps.offer]', '15 V13 no key leads to the step "attic"'),
        ('ask = "question"', 'ask = "question"\ntries = 4', "18 F04 steps.offer.tries is no key that is known here"),
    ],
)  # fmt: skip
def test_every_mistake_is_told_with_its_line(before: str, after: str, problem: str) -> None:
    assert before in LINE
    _, problems = reading(LINE.replace(before, after))
    assert any(one.startswith(problem) for one in problems), problems


def test_every_problem_is_told_at_once() -> None:
    _, problems = reading(
        'start = "offer"\ntimeout = "6"\n[steps.offer]\nask = "nothing"\n[steps.offer.keys]\n"1" = "x"\n'
    )
    assert {problem.split(" ")[1] for problem in problems} == {"V01", "V04", "F02", "F03", "D06"}


@pytest.mark.parametrize(
    "name",
    [
        "again",
        "goodbye",
        "trouble",
        "confirmation",
        "declined",
        "stopped",
        "other-language",
        "question",
        "number",
        "number-check",
        "number-wrong",
        "pending",
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_would_be_missing_in_a_call_are_missed_at_start(name: str, language: str) -> None:
    rest = [one for one in ALL if (one.language, one.name) != (language, name)]
    _, problems = reading(LINE, rest)
    assert [problem for problem in problems if f"/{language}/{name}.voice.j2" in problem] == problems != []


@pytest.mark.parametrize(
    ("possession", "pending", "texted"),
    [
        ("none", None, ["stopped", "welcome"]),
        ("text-to-join", "pending-join", ["stopped", "welcome"]),
        ("reply", "pending-reply", ["confirm", "stopped", "welcome"]),
        (None, "pending", ["stopped", "welcome"]),
    ],
)
def test_words_that_follow_a_yes_with_a_typed_number_are_missed_at_start(
    possession: str | None, pending: str | None, texted: list[str]
) -> None:
    line = LINE if possession is None else LINE.replace("start =", f'possession = "{possession}"\nstart =')
    rest = [one for one in ALL if not one.name.startswith("pending")]
    options, problems = reading(line, rest, texts="sms")
    assert options.possession == possession
    wanted = [f"{name}.sms" for name in texted] + ([f"{pending}.voice"] if pending else [])
    missed = {problem.split("/en/")[1].split(".j2")[0] for problem in problems if "/en/" in problem}
    assert missed == set(wanted)


@pytest.mark.parametrize(("name", "slots"), [("number-check", "number"), ("pending-join", "join, number")])
def test_words_that_leave_out_what_they_are_for_are_refused(name: str, slots: str) -> None:
    bare = [replace(one, slots=()) if (one.name, one.language) == (name, "es") else one for one in ALL]
    _, problems = reading(LINE.replace("start =", 'possession = "text-to-join"\nstart ='), bare, texts="sms")
    message = f"{name}.voice in es leaves out what it is for: its slots are {slots}"
    assert [problem for problem in problems if "V05" in problem] == [f"1 V05 {message}"]


def test_a_line_of_one_language_needs_no_invitation() -> None:
    problems: list[Problem] = []
    top = table.of(LINE, "channels/voice.toml", problems)
    assert top is not None
    english = [one for one in ALL if one.language == "en" and one.name != "other-language"]
    read(top, LineFacts("voice", "voice", PROGRAM, Catalogue({}, english), ("en",), "tel:+14155550101"))
    assert problems == []


def test_words_that_a_voice_cannot_speak_are_refused() -> None:
    disclosure = words("es", "disclosure")
    assert disclosure is not None
    rest = [one for one in ALL if one.sha256 != disclosure.sha256]
    _, problems = reading(LINE, [*rest, replace(disclosure, text="a" * 3001)])
    assert problems == [
        "16 V05 disclosure.voice in es cannot be spoken: a word of 3001 characters cannot be spoken by Polly.Lupe"
    ]
    _, problems = reading(LINE, [*rest, replace(disclosure, slots=("name",))])
    assert problems == ["16 V05 disclosure.voice in es cannot be spoken: nothing fills its slots name"]

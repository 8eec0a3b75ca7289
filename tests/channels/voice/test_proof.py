"""D2: no path to `given` without the disclosure spoken in that language."""

from dataclasses import replace

from capture_gateway.channels.voice.flow import CHECK, DIGITS, KEYING, NUMBER, Step, VoiceOptions
from capture_gateway.channels.voice.proof import Finding, findings
from tests.channels.voice.sample import OFFER_KEYS, options

LANGUAGES = ("en", "es")


def found(flow: VoiceOptions, languages: tuple[str, ...] = LANGUAGES) -> list[tuple[str, str | None, str, str]]:
    return [(one.step, one.key, one.rule, one.severity) for one in findings(flow, languages)]


def menu(**keys: str) -> Step:
    return Step("menu", None, "menu", {key.removeprefix("k"): target for key, target in keys.items()})


OFFER = Step("offer", "disclosure", "question", OFFER_KEYS)


def test_d2_the_plain_flow_is_proved() -> None:
    assert findings(options(), LANGUAGES) == []


def test_d2_agreeing_where_nothing_was_disclosed_is_refused() -> None:
    flow = options({"offer": Step("offer", None, "question", OFFER_KEYS)})
    errors = [one for one in findings(flow, LANGUAGES) if one.rule == "V10"]
    assert [(one.key, one.severity) for one in errors] == [("1", "error"), ("2", "error")] * 2
    assert '"offer" in en, *, "offer" in es' in errors[2].message


def test_d2_a_menu_before_the_disclosure_is_proved() -> None:
    flow = options({"menu": menu(k1="offer", k9="repeat"), "offer": OFFER}, start="menu")
    assert findings(flow, LANGUAGES) == []


def test_d2_agreeing_after_the_language_changed_in_a_step_without_the_disclosure_is_refused() -> None:
    flow = options(
        {
            "offer": Step("offer", "disclosure", "question", {"3": "menu", "2": "decline", "8": "stop"}),
            "menu": Step("menu", None, "menu", {"1": "agree", "*": "language"}),
        }
    )
    in_spanish, back_in_english = findings(flow, LANGUAGES)
    assert (in_spanish.step, in_spanish.key, in_spanish.severity) == ("menu", "1", "error")
    assert in_spanish.message == (
        'the key 1 would agree although the disclosure was not spoken in "es": '
        '"offer" in en, 3, "menu" in en, *, "menu" in es, 1; let the step say the disclosure'
    )
    assert back_in_english.message.split('"')[1] == "en"
    assert findings(flow, ("en",)) == []


def test_d2_d4_no_key_counts_before_a_number_is_confirmed() -> None:
    shortcut = {NUMBER: Step(NUMBER, None, NUMBER, {DIGITS: "offer", "*": "language"}), CHECK: KEYING[CHECK]}
    errors = findings(replace(options(), keying=shortcut), LANGUAGES)
    assert {(one.step, one.key, one.rule) for one in errors} == {("offer", key, "V10") for key in "128"}
    assert errors[0].message.startswith(
        'the key 1 would agree although nobody knows whose call it is: "number" in en, digits, "offer" in en, 1;'
    )


def test_d2_d4_agreeing_where_the_number_is_confirmed_is_refused_as_nothing_was_disclosed_yet() -> None:
    hasty = {NUMBER: KEYING[NUMBER], CHECK: Step(CHECK, None, CHECK, {"1": "confirm", "3": "agree", "2": NUMBER})}
    errors = findings(replace(options(), keying=hasty), ("en",))
    assert [(one.step, one.key, one.rule) for one in errors] == [(CHECK, "3", "V10")]


def test_repeating_and_other_keys_do_not_lose_a_disclosure_in_the_same_language() -> None:
    flow = options(
        {
            "offer": Step("offer", "disclosure", "question", {"3": "menu", "2": "decline", "8": "stop"}),
            "menu": Step("menu", None, "menu", {"1": "agree", "9": "repeat"}),
        }
    )
    assert findings(flow, ("en",)) == []


def test_a_disclosure_without_decline_or_stop_is_refused() -> None:
    flow = options({"offer": Step("offer", "disclosure", "question", {"1": "agree", "*": "language"})})
    assert found(flow) == [("offer", None, "V11", "error")] * 2
    assert [one.message.rsplit('"', 2)[1] for one in findings(flow, LANGUAGES)] == ["decline", "stop"]


def test_every_question_must_lead_to_an_end() -> None:
    steps = {
        "menu": menu(k1="other", k2="offer"),
        "other": Step("other", None, "menu", {"9": "repeat"}),
        "offer": OFFER,
    }
    assert found(options(steps, start="menu")) == [("other", None, "V12", "error")]


def test_a_step_that_only_speaks_is_an_end() -> None:
    steps = {"menu": menu(k1="offer", k2="hours"), "offer": OFFER, "hours": Step("hours", "hours", None, {})}
    assert findings(options(steps, start="menu"), LANGUAGES) == []


def test_steps_and_languages_that_nobody_reaches_are_warned_of() -> None:
    keys = {key: target for key, target in OFFER_KEYS.items() if target != "language"}
    steps = {"offer": Step("offer", "disclosure", "question", keys), "attic": Step("attic", "hours", None, {})}
    assert findings(options(steps), LANGUAGES) == [
        Finding("attic", None, "V13", "warning", 'no key leads to the step "attic"; remove it'),
        Finding(
            "offer",
            None,
            "V14",
            "warning",
            'nobody can hear this line in "es"; give a key the action "language"',
        ),
    ]

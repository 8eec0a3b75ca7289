from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.prompts.facts import REGIMES
from capture_gateway.prompts.lint import languages
from capture_gateway.prompts.lint.case import Case
from capture_gateway.prompts.lint.rules import RULES
from tests.prompts.lint.bluebird import PROGRAM, TEXT_LINE, case, rules, told, words

EXAMPLES = [
    pytest.param(id_, rule, verdict, text, id=f"{id_}-{rule}-{verdict}-{number}")
    for id_ in languages.known()
    if (language := languages.of(id_)) is not None
    for rule, row in language.examples.items()
    for verdict, texts in row.items()
    for number, text in enumerate(texts)
]


def example(language: str, rule: str, text: str) -> Case:
    """The example as words of its rule, in a program to which every rule applies."""
    kind = RULES[rule].example
    of = words(text, kind.role, kind.kind, language=language, categories=kind.categories, contact=kind.contact)
    facts: dict[str, Any] = {}
    if rule == "L18":
        facts["sender"] = replace(PROGRAM.sender, on_behalf_of="Feather Farms Co-op")
    if rule == "L20":  # under casl and gdpr no wording makes up for it
        facts["regimes"] = ("whatsapp", "ctia-us", "tcpa-pewc")
    return case(of, lines=[TEXT_LINE], **facts)


@pytest.mark.parametrize(("language", "rule", "verdict", "text"), EXAMPLES)
def test_examples_of_each_rule_in_each_language(language: str, rule: str, verdict: str, text: str) -> None:
    found = [finding.message for finding in told(example(language, rule, text)) if finding.rule == rule]
    assert (found == []) == (verdict == "pass"), found


def test_a_finding_names_the_words_and_what_is_wrong() -> None:
    of = words("Bluebird Grocers: Welcome! Take 20% off.", "confirmation")
    (finding,) = [each for each in told(case(of, regimes=("ctia-us",))) if each.detail == "0%"]
    assert (finding.rule, finding.severity) == ("L29", "error")
    assert finding.message == ("confirmation.sms in en names a price or a discount; a confirmation only confirms: 0%")


@pytest.mark.parametrize(
    ("regimes", "severity"),
    [(("ctia-us",), "warning"), (("tcpa-pewc",), "error"), (("whatsapp", "gdpr"), "warning"), (("casl",), None)],
)
def test_a_rule_weighs_what_the_gravest_regime_says(regimes: tuple[str, ...], severity: str | None) -> None:
    found = {each.severity for each in told(case("You agree to texts.", regimes=regimes)) if each.rule == "L13"}
    assert found == ({severity} if severity else set())


def test_words_that_keep_every_rule_are_silent() -> None:
    text = (
        "Bluebird Grocers: By replying AGREE, you agree to recurring automated marketing texts at this number: weekly "
        "offers. Up to 4 msgs/mo. Msg&data rates may apply. Consent isn't required to buy. Reply STOP at any time to "
        "end, HELP for help. Terms: https://bluebird.example/terms Privacy: https://bluebird.example/privacy "
        "48 Feather Lane, San Francisco, CA 94107"
    )
    assert told(case(text, lines=[TEXT_LINE])) == []


GERMAN = (
    "Bluebird Grocers: Mit JA willigen Sie ein, an diese Nummer automatisierte Werbung per SMS zu erhalten: "
    "Wochenangebote. Bis zu 4 Nachrichten im Monat. Es fallen Nachrichten- und Datengebühren an. Kein Kaufzwang. Mit "
    "STOP jederzeit beenden, HELP für Hilfe. https://bluebird.example/terms https://bluebird.example/privacy"
)
STATES = {
    "consent": "willigen Sie ein",
    "marketing": "Werbung",
    "frequency": "4 Nachrichten im Monat",
    "rates": "Nachrichten- und Datengebühren",
    "stop": "Mit STOP",
    "help": "HELP für Hilfe",
    "automation": "automatisierte",
    "condition": "Kein Kaufzwang",
    "number": "diese Nummer",
    "anytime": "jederzeit",
}
US = ("whatsapp", "ctia-us", "tcpa-pewc")


def test_words_in_another_language_declare_what_they_state() -> None:
    of = words(GERMAN, language="de", states=STATES)
    assert rules(case(of, regimes=US)) == {"G02"}


@pytest.mark.parametrize(("state", "rule"), [("frequency", "L05"), ("rates", "L06"), ("condition", "L13")])
def test_a_state_that_is_not_declared_or_not_there_is_reported_like_the_rule(state: str, rule: str) -> None:
    without = {name: term for name, term in STATES.items() if name != state}
    (missing,) = [
        each for each in told(case(words(GERMAN, language="de", states=without), regimes=US)) if each.rule == rule
    ]
    assert missing.message.endswith(f"declare states.{state}")
    otherwise = STATES | {state: "steht nirgends"}
    (wrong,) = [
        each for each in told(case(words(GERMAN, language="de", states=otherwise), regimes=US)) if each.rule == rule
    ]
    assert wrong.message.endswith(f"'steht nirgends', which states.{state} promises, is not there")
    assert wrong.severity == missing.severity == "error"


def test_names_addresses_and_signs_need_no_declaration() -> None:
    bare = words("Hallo! Stop per https://bit.ly/x [Marke]", language="de", states=STATES)
    assert {"L01", "L08", "L10", "L11", "L28", "G05"} <= rules(case(bare, regimes=US))


def test_a_state_that_no_rule_knows_is_named() -> None:
    of = words(GERMAN, language="de", states=STATES | {"frequncy": "Monat"})
    (found,) = [each for each in told(case(of, regimes=US)) if "frequncy" in each.message]
    assert (found.rule, found.severity) == ("G02", "warning")
    assert "frequncy; known are " in found.message


def test_what_no_text_can_do_is_told_under_any_regime() -> None:
    for regime in REGIMES:
        found = {each.rule: each.severity for each in told(case(words("a" * 1_601, "status"), regimes=(regime,)))}
        assert found == {"L01": "error", "G03": "error"}


ROLES = ("disclosure", "confirmation", "stopped", "help", "clarify", "nudge", "status", "question", "labels")
KINDS = ("sms", "web", "voice", "paper", "whatsapp")


TEXTS = [str(each.values[-1]) for each in EXAMPLES]


@given(
    text=st.text(max_size=300) | st.lists(st.sampled_from(TEXTS)).map(" ".join),
    role=st.sampled_from(ROLES),
    kind=st.sampled_from(KINDS),
    language=st.sampled_from(("en", "es-MX", "fr-CA", "pt-BR", "de")),
)
def test_whatever_words_hold_they_are_read(text: str, role: str, kind: str, language: str) -> None:
    of = words(text, role, kind, language=language, contact=("sms", "whatsapp", "voice"))
    facts: dict[str, Any] = {}
    if language == "es-MX":
        facts["categories"] = {"offers": replace(PROGRAM.categories["offers"], label={language: "Ofertas"})}
    first = told(case(of, lines=[TEXT_LINE], **facts))
    assert first == told(case(of, lines=[TEXT_LINE], **facts))
    assert all(finding.message and finding.rule in RULES for finding in first)

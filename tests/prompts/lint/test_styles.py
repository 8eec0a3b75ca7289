import tomllib
from pathlib import Path

import pytest

from tests.prompts.lint.bluebird import case, rules, told, words

STYLES = tomllib.loads(Path(__file__).with_name("styles.toml").read_text(encoding="utf-8"))
US = ("ctia-us", "tcpa-pewc")


@pytest.mark.parametrize(("language", "kind", "text"), STYLES["disclosures"])
def test_no_error_in_what_people_would_call_complete(language: str, kind: str, text: str) -> None:
    found = told(case(words(text, kind=kind, language=language, categories=()), regimes=US))
    addresses = {"L10", "L11", "L19"}
    assert [each.message for each in found if each.severity == "error" and each.rule not in addresses] == []


@pytest.mark.parametrize(("language", "role", "text"), STYLES["answers"])
def test_no_error_in_an_answer_that_says_what_it_should(language: str, role: str, text: str) -> None:
    found = told(case(words(text, role, language=language, categories=()), regimes=("whatsapp", *US)))
    assert [each.message for each in found if each.severity == "error"] == []


@pytest.mark.parametrize(("language", "name", "rule", "text"), STYLES["bad"])
def test_what_people_would_object_to(language: str, name: str, rule: str, text: str) -> None:
    role, _, kind = name.partition(".")
    assert rule in rules(case(words(text, role, kind, language=language)))

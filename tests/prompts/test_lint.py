import re
from pathlib import Path

import pytest

from capture_gateway.core.problem import Problem
from capture_gateway.prompts import catalogue, lint
from capture_gateway.testing import sample

PROGRAM = "prompts/bluebird-updates"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample.copy(tmp_path)


def told(root: Path) -> list[Problem]:
    problems: list[Problem] = []
    found = catalogue.load(root, problems)
    assert problems == []
    return lint.check(root, found)


def rules(root: Path) -> set[tuple[str, str, str]]:
    return {(each.file.removeprefix(f"{PROGRAM}/v1/"), each.rule, each.severity) for each in told(root)}


def replace(root: Path, file: str, old: str, new: str) -> None:
    path = root / PROGRAM / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def undeclare(root: Path, file: str) -> None:
    """Take out of the front matter what the text does not use any more, and spaces that are left at its ends."""
    path = root / PROGRAM / file
    head, body = path.read_text(encoding="utf-8").split("+++\n")[1:]
    declared = re.search(r"variables = \[(.*)\]", head)
    if declared is not None:
        used = [name for name in declared[1].split(", ") if re.search(rf"\{{ ?{name[1:-1]}\b", body)]
        head = head.replace(declared[0], f"variables = [{', '.join(used)}]")
    path.write_text(f"+++\n{head}+++\n{body.strip()}\n", encoding="utf-8")


def test_the_sample_breaks_no_rule(root: Path) -> None:
    assert told(root) == []


LIST = '{{ categories | map(attribute="label") | join(", ") | lower }}'
BREAKS = [
    ("en/disclosure.sms", "{{ sender }}", "Us", "L01", "error"),
    ("es/disclosure.sms", "{{ sender }}", "Nosotros", "L01", "error"),
    ("en/stopped.sms", "{{ sender }}", "us", "L01", "error"),
    ("en/help.sms", "{{ sender }} messages", "Messages", "L01", "error"),
    ("en/disclosure.voice", "If you agree, you", "Press 1 and you", "L02", "error"),
    ("en/disclosure.sms", "text and WhatsApp", "WhatsApp", "L03", "error"),
    ("es/disclosure.sms", "SMS y WhatsApp", "mensajes", "L03", "error"),
    ("en/disclosure.web", "by text (SMS) and WhatsApp", "by text (SMS)", "L03", "error"),
    ("en/disclosure.sms", LIST, "updates", "L04", "error"),
    ("en/disclosure.sms", "autodialed marketing", "autodialed ones", "L04", "error"),
    ("es/disclosure.sms", "incluida publicidad con", "con", "L04", "error"),
    ("en/disclosure.sms", "Frequency: {{ frequency }}.", "Often.", "L05", "error"),
    ("es/confirmation.sms", "Frecuencia: {{ frequency }}.", "", "L05", "error"),
    ("en/confirmation.sms", "Message and data rates may apply.", "Rates may apply.", "L06", "error"),
    ("es/disclosure.voice", "Pueden aplicarse tarifas por mensajes y datos.", "", "L06", "error"),
    ("en/confirmation.sms", ", STOP to stop", "", "L07", "error"),
    ("en/confirmation.sms", ", STOP to stop", "", "L08", "error"),
    ("en/disclosure.sms", "STOP to stop", "Stop to stop", "L08", "error"),
    ("en/disclosure.sms", "STOP to stop", "STOP or STOP2END to stop", "L08", "error"),
    ("en/disclosure.sms", "STOP to stop", "STOP, or reply 2 to unsubscribe", "L08", "error"),
    ("en/disclosure.sms", ", HELP for help", "", "L09", "error"),
    ("es/disclosure.sms", ", AYUDA para ayuda", "", "L09", "error"),
    ("en/disclosure.sms", "Terms: {{ terms_url }}", "", "L10", "error"),
    ("en/disclosure.voice", "bluebird dot example slash terms", "our site", "L10", "error"),
    ("es/disclosure.voice", "bluebird punto example barra privacy", "nuestro sitio", "L11", "error"),
    ("es/disclosure.web", "Privacidad: {{ privacy_url }}", "", "L11", "error"),
    ("en/disclosure.voice", "recurring automated messages", "our marketing", "L12", "error"),
    ("en/disclosure.sms", "Consent is not a condition of any purchase.", "", "L13", "error"),
    ("es/disclosure.web", "Su consentimiento no es condición de ninguna compra.", "", "L13", "error"),
    ("en/declined.sms", "If you", "TODO If you", "L28", "error"),
    ("en/labels.web", "Mobile number", "[your label]", "L28", "error"),
    ("en/confirmation.sms", "You agreed", "Welcome! " * 10 + "You agreed", "L29", "warning"),
    ("en/confirmation.sms", "Reply HELP", "Save 20% today. Reply HELP", "L29", "error"),
    ("es/confirmation-offers.sms", "Responda AYUDA", "Gratis. Responda AYUDA", "L29", "error"),
    ("en/confirmation.sms", "Reply HELP", "See bit.ly/x. Reply HELP", "L29", "error"),
    ("en/stopped.sms", "You will get no more messages from {{ sender }}.", "Goodbye.", "L30", "error"),
    ("es/stopped.voice", "No recibirá más mensajes ni llamadas de {{ sender }}.", "", "L30", "error"),
    ("en/stopped.sms", "unsubscribed.", "unsubscribed. Come back for a discount.", "L30", "error"),
    ("en/stopped.sms", "unsubscribed.", "unsubscribed: https://bluebird.example", "L30", "error"),
    ("en/help.sms", "{{ email }} or {{ phone }}", "us", "L31", "error"),
    ("en/help.sms", "Reply STOP to stop everything, STOP OFFERS to stop only offers.", "", "L31", "error"),
    ("en/already.sms", "already agreed", "already “agreed”", "G01", "warning"),
    ("en/already.sms", "already agreed", "alreadý agreed", "G01", "warning"),
    ("es/already.sms", "y nada ha cambiado", "– nada ha cambiado", "G01", "warning"),
    ("en/already.sms", "nothing has changed", "nothing has changed" + " at all" * 220, "G03", "error"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "rule", "severity"), BREAKS)
def test_each_rule_finds_what_breaks_it(file: str, old: str, new: str, rule: str, severity: str, root: Path) -> None:
    path = f"v1/{file}.j2"
    replace(root, path, old, new)
    if rule == "L12":
        replace(root, path, ", and they may be sent with an autodialer", "")
    undeclare(root, path)
    found = rules(root)
    assert (f"{file}.j2", rule, severity) in found
    assert {each[0] for each in found} == {f"{file}.j2"}


def test_marketing_by_an_autodialer_may_be_called_automated(root: Path) -> None:
    replace(root, "v1/en/disclosure.voice.j2", ", and they may be sent with an autodialer", "")
    assert told(root) == []


def test_every_rule_of_the_table_is_tried() -> None:
    assert {rule.id for rule in lint.RULES} <= {rule for *_, rule, _ in BREAKS}


def test_a_problem_stands_at_the_first_line_of_the_words_and_names_them(root: Path) -> None:
    replace(root, "v1/en/disclosure.sms.j2", "Consent is not a condition of any purchase.", "")
    (problem,) = told(root)
    assert str(problem) == (
        f"{PROGRAM}/v1/en/disclosure.sms.j2:8: L13 disclosure.sms in en does not say that consent is not a "
        "condition of purchase"
    )


def test_characters_that_cost_are_named_with_their_price(root: Path) -> None:
    replace(root, "v1/en/already.sms.j2", "already agreed", "already “agreed”")
    (problem,) = told(root)
    assert problem.message == "“ (U+201C), ” (U+201D): not in GSM-7, which makes the text 2 segments long"


@pytest.mark.parametrize(
    ("regimes", "expected"),
    [('"ctia-us"', {"warning"}), ('"tcpa-pewc"', {"error"}), ('"whatsapp", "gdpr"', {"warning"}), ('"casl"', set())],
)
def test_a_rule_weighs_what_the_gravest_regime_says(regimes: str, expected: set[str], root: Path) -> None:
    replace(root, "program.toml", 'regimes = ["whatsapp", "ctia-us", "tcpa-pewc"]', f"regimes = [{regimes}]")
    replace(root, "v1/en/disclosure.sms.j2", "Consent is not a condition of any purchase.", "")
    assert {severity for _, rule, severity in rules(root) if rule == "L13"} == expected


def test_a_language_without_rules_is_said_to_be_unread(root: Path) -> None:
    for path in (root / PROGRAM / "v1/es").iterdir():
        text = path.read_text(encoding="utf-8").replace('language = "es"', 'language = "fr"')
        path.write_text(text, encoding="utf-8")
    (root / PROGRAM / "v1/es").rename(root / PROGRAM / "v1/fr")
    facts = (root / PROGRAM / "program.toml").read_text(encoding="utf-8")
    facts = re.sub(r"\bes = ", "fr = ", facts.replace('"es"', '"fr"'))
    (root / PROGRAM / "program.toml").write_text(facts, encoding="utf-8")
    found = rules(root)
    assert {rule for _, rule, _ in found} == {"G02"}
    assert ("fr/disclosure.voice.j2", "G02", "warning") in found
    assert ("fr/goodbye.voice.j2", "G02", "warning") not in found


def test_a_slot_is_not_counted_as_characters_outside_gsm7(root: Path) -> None:
    words = catalogue.load(root, []).words("bluebird-updates", "en", "stopped-category", "sms")
    assert words is not None
    assert "⟦category⟧" in words.text
    assert told(root) == []

"""The rules over a deployment's files: the sample, broken in one place at a time."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from capture_gateway.core.problem import Problem
from capture_gateway.prompts import catalogue, lint
from capture_gateway.prompts.lint import Line
from capture_gateway.testing import sample

PROGRAM = "prompts/bluebird-updates"
AGREE: Mapping[str, str | None] = {"agree": "en", "acepto": "es"}
KEEP: Mapping[str, str | None] = {"keep": "en", "seguir": "es"}
LINES = [
    Line("bluebird-updates", "sms", "tel:+14155550100", AGREE, KEEP, ()),
    Line("bluebird-updates", "voice", "tel:+14155550101", {}, {}, ()),
    Line("bluebird-updates", "web", None, {}, {}, ("sms", "whatsapp")),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample.copy(tmp_path)


def told(root: Path, lines: list[Line] | None = LINES) -> list[Problem]:
    problems: list[Problem] = []
    found = catalogue.load(root, problems)
    assert problems == []
    return lint.check(root, found, lines)


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
    assert told(root, None) == []


LIST = '{{ categories | map(attribute="label") | join(", ") | lower }}'
BREAKS = [
    ("en/disclosure.sms", "{{ sender }}", "Us", "L01", "error"),
    ("es/disclosure.sms", "{{ sender }}", "Nosotros", "L01", "error"),
    ("en/stopped.sms", "{{ sender }}", "us", "L01", "error"),
    ("en/help.sms", "{{ sender }} messages", "Messages", "L01", "error"),
    ("en/already.sms", "{{ sender }}", "We", "L01", "error"),
    ("en/nudge.sms", "{{ sender }}", "We", "L01", "error"),
    ("en/clarify.sms", "{{ sender }}", "We", "L01", "error"),
    ("en/disclosure.voice", "If you agree, you", "You", "L02", "error"),
    ("en/disclosure.sms", "text and WhatsApp", "WhatsApp", "L03", "error"),
    ("es/disclosure.sms", "SMS y WhatsApp", "mensajes", "L03", "error"),
    ("en/disclosure.web", "by text (SMS) and WhatsApp", "by text (SMS)", "L03", None),
    ("en/disclosure.sms", LIST, "updates", "L04", "error"),
    ("en/disclosure.sms", "autodialed marketing", "autodialed ones", "L04", "error"),
    ("es/disclosure.sms", "incluida publicidad con", "con", "L04", "error"),
    ("es/confirmation.sms", "por SMS y WhatsApp, {{ frequency }}", "por SMS y WhatsApp", "L05", "error"),
    ("en/confirmation.sms", "Msg & data rates may apply.", "Rates may apply.", "L06", "error"),
    ("es/disclosure.voice", "Pueden aplicarse tarifas por mensajes y datos.", "", "L06", "error"),
    ("en/confirmation.sms", ", STOP to stop", "", "L07", "error"),
    ("en/confirmation.sms", ", STOP to stop", "", "L08", "error"),
    ("en/disclosure.sms", "STOP anytime to stop", "Stop anytime to stop", "L08", "error"),
    ("en/disclosure.sms", "STOP anytime to stop", "STOP2END or STOP anytime to stop", "L08", "error"),
    ("en/disclosure.sms", "STOP anytime to stop", "STOP anytime to stop, or reply 2 to unsubscribe", "L08", "error"),
    ("en/disclosure.sms", ", HELP for help", "", "L09", "error"),
    ("es/disclosure.sms", ", AYUDA o HELP para ayuda", "", "L09", "error"),
    ("en/disclosure.sms", "Terms: {{ terms_url }}", "", "L10", "error"),
    ("en/confirmation.sms", " {{ terms_url }}", "", "L10", "error"),
    ("en/disclosure.voice", "bluebird dot example slash terms", "our site", "L10", "error"),
    ("es/disclosure.voice", "bluebird punto example barra privacy", "nuestro sitio", "L11", "error"),
    ("es/disclosure.web", "Privacidad: {{ privacy_url }}", "", "L11", "error"),
    ("en/disclosure.voice", "recurring automated messages", "our recurring messages", "L12", "error"),
    ("en/disclosure.sms", "Consent is not a condition of purchase.", "", "L13", "error"),
    ("es/disclosure.web", "Su consentimiento no es condición de ninguna compra.", "", "L13", "error"),
    ("en/disclosure.sms", " at this number", "", "L14", "error"),
    ("en/help.sms", "{{ email }} or {{ phone }}", "us", "L16", "error"),
    ("en/disclosure.sms", "STOP anytime to stop", "STOP to stop", "L17", "warning"),
    ("en/disclosure.web", "Texts come from (415) 555-0100; marketing", "Marketing", "L19", "error"),
    ("en/disclosure.voice", "To stop only one kind, reply STOP and its name.", "", "L20", "warning"),
    ("en/disclosure.web", "by text (SMS) and WhatsApp,", "by text (SMS), email and WhatsApp,", "L21", "error"),
    ("en/disclosure.web", "Terms: ", "You also agree to our terms: ", "L22", "error"),
    ("en/disclosure.web", "Terms: ", "Uncheck the box to decline. Terms: ", "L23", "error"),
    ("en/disclosure.web", "Your consent is not", "You must agree to continue. Your consent is not", "L24", "error"),
    ("en/disclosure.sms", "from us", "from us and our partners", "L26", "error"),
    ("en/already.sms", "You have already agreed to these messages, and nothing has changed.",
     "Usted ya ha aceptado los mensajes, y no ha cambiado nada en su suscripción.", "L27", "warning"),
    ("en/declined.sms", "If you", "TODO If you", "L28", "error"),
    ("en/labels.web", "Mobile number", "[your label]", "L28", "error"),
    ("en/confirmation.sms", "You agreed", "Welcome! " * 10 + "You agreed", "L29", "warning"),
    ("en/confirmation.sms", "HELP for", "Save 20% today. HELP for", "L29", "error"),
    ("es/confirmation-offers.sms", "AYUDA para", "Gratis. AYUDA para", "L29", "error"),
    ("en/confirmation.sms", "HELP for", "See bit.ly/x. HELP for", "L29", "error"),
    ("en/stopped.sms", "You will get no more messages from {{ sender }}.", "Goodbye.", "L30", "error"),
    ("es/stopped.voice", "No recibirá más mensajes ni llamadas de {{ sender }}.", "", "L30", "error"),
    ("en/stopped.sms", "unsubscribed.", "unsubscribed. Come back for a discount.", "L30", "error"),
    ("en/stopped.sms", "unsubscribed.", "unsubscribed: https://bluebird.example", "L30", "error"),
    ("en/clarify.sms", "HELP for help.", "HELP for help. Enjoy 10% off!", "L30", "error"),
    ("en/help.sms", "{{ email }} or {{ phone }}", "us", "L31", "error"),
    ("en/help.sms", "Reply STOP to stop everything, STOP OFFERS to stop only offers.", "", "L31", "error"),
    ("en/question.voice", "To decline, press 2.\n", "", "L32", "error"),
    ("en/disclosure.web", "; marketing is not sent on WhatsApp to US numbers", "", "L38", "warning"),
    ("en/disclosure.sms", "Terms: ", "Replies are not monitored. Terms: ", "L39", "error"),
    ("en/already.sms", "already agreed", "already “agreed”", "G01", "warning"),
    ("en/already.sms", "already agreed", "alreadý agreed", "G01", "warning"),
    ("es/already.sms", "y nada ha cambiado", "– nada ha cambiado", "G01", "warning"),
    ("en/already.sms", "nothing has changed", "nothing has changed" + " at all" * 220, "G03", "error"),
    ("en/disclosure.sms", "AGREE", "SURE", "G04", "error"),
    ("en/nudge.sms", "AGREE", "SURE", "G04", "error"),
    ("es/clarify.sms", "SEGUIR", "CONTINUAR", "G04", "error"),
    ("en/pending.web", "text JOIN from it", "see is.gd/x: text JOIN from it", "G05", "error"),
    ("en/status-none.sms", "we send you none", "we send you none: is.gd/x", "G05", "error"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "rule", "severity"), BREAKS)
def test_each_rule_finds_what_breaks_it(
    file: str, old: str, new: str, rule: str, severity: str | None, root: Path
) -> None:
    path = f"v1/{file}.j2"
    replace(root, path, old, new)
    if rule == "L12":
        replace(root, path, ", and they may be sent with an autodialer", "")
    undeclare(root, path)
    found = rules(root)
    if severity is None:
        assert found == set()
        return
    broken = "en/disclosure.voice.j2" if rule == "L32" else f"{file}.j2"
    assert (broken, rule, severity) in found
    assert {each[0] for each in found} == {broken}


def test_records_that_are_dropped_too_early_are_told_at_their_key(root: Path) -> None:
    replace(root, "program.toml", "retention_years = 6", "retention_years = 3")
    (problem,) = told(root)
    assert problem.severity == "error"
    line = (root / PROGRAM / "program.toml").read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert line.startswith("retention_years = 3")
    assert str(problem).endswith(
        ": L40 bluebird-updates keeps records for less than 5 years after consent ended: retention_years = 3"
    )


def test_what_is_missing_stands_at_the_first_line_of_the_words(root: Path) -> None:
    replace(root, "v1/en/disclosure.sms.j2", "Consent is not a condition of purchase.", "")
    (problem,) = told(root)
    assert str(problem) == (
        f"{PROGRAM}/v1/en/disclosure.sms.j2:8: L13 disclosure.sms in en does not say that consent is not a "
        "condition of purchase"
    )


def test_what_should_not_be_there_stands_at_its_own_line(root: Path) -> None:
    replace(root, "v1/en/disclosure.sms.j2", "Privacy: ", "More: https://bit.ly/2x Privacy: ")
    (problem,) = told(root)
    assert (problem.line, problem.message) == (11, "disclosure.sms in en holds a shortened link: bit.ly")


def test_only_the_current_version_is_read(root: Path) -> None:
    shutil.copytree(root / PROGRAM / "v1", root / PROGRAM / "v0")
    (root / PROGRAM / "v0").rename(root / PROGRAM / "v2")
    replace(root, "v2/en/stopped.sms.j2", "You will get no more messages from {{ sender }}.", "Goodbye.")
    assert told(root) == []
    replace(root, "program.toml", 'current = "v1"', 'current = "v2"')
    assert {(problem.file, problem.rule) for problem in told(root)} == {(f"{PROGRAM}/v2/en/stopped.sms.j2", "L30")}


def test_the_severities_follow_the_programs_regimes(root: Path) -> None:
    replace(root, "v1/en/disclosure.sms.j2", "Consent is not a condition of purchase.", "")
    severities = {'"ctia-us"': {"warning"}, '"tcpa-pewc"': {"error"}, '"whatsapp", "gdpr"': {"warning"}}
    for regimes, expected in severities.items():
        text = (root / PROGRAM / "program.toml").read_text(encoding="utf-8")
        (root / PROGRAM / "program.toml").write_text(
            re.sub(r"regimes = \[.*?\]", f"regimes = [{regimes}]", text), encoding="utf-8"
        )
        assert {severity for _, rule, severity in rules(root) if rule == "L13"} == expected


def test_in_a_language_without_rules_every_rule_wants_its_state(root: Path) -> None:
    for path in (root / PROGRAM / "v1/es").iterdir():
        text = path.read_text(encoding="utf-8").replace('language = "es"', 'language = "ca"')
        path.write_text(text, encoding="utf-8")
    (root / PROGRAM / "v1/es").rename(root / PROGRAM / "v1/ca")
    path = root / PROGRAM / "program.toml"
    facts = path.read_text(encoding="utf-8").replace('"es"', '"ca"')
    path.write_text(re.sub(r"\bes = ", "ca = ", facts), encoding="utf-8")
    found = rules(root)
    assert ("ca/disclosure.sms.j2", "G02", "warning") in found
    assert ("ca/disclosure.sms.j2", "L13", "error") in found
    assert ("ca/goodbye.voice.j2", "G02", "warning") not in found
    head = 'variables = ["sender", "frequency", "terms_url", "privacy_url", "categories"]'
    replace(root, "v1/ca/disclosure.sms.j2", head, f'{head}\nstates = {{ condition = "no es requisito de compra" }}')
    assert ("ca/disclosure.sms.j2", "L13", "error") not in rules(root)

from collections.abc import Mapping
from pathlib import Path

import pytest

from capture_gateway import definitions
from capture_gateway.core.problem import Problem
from capture_gateway.definitions import Deployment, LineFacts, Reader, Table
from capture_gateway.testing import sample

PROGRAM = "prompts/bluebird-updates"

TEXT_LINE = """\
kind = "sms"
program = "bluebird-updates"
address = "tel:+14155550100"
languages = ["es", "en"]
join = "JOIN"
"""


def read_text(table: Table, facts: LineFacts) -> object:
    facts.needs(table, "kind", "disclosure")
    return (facts.id, facts.kind, table.text("join"))


READERS: Mapping[str, Reader] = {"sms": read_text, "voice": read_text, "web": lambda table, _facts: table.keys()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The sample's words, and one line of our own."""
    sample.copy(tmp_path)
    for path in (tmp_path / "channels").iterdir():
        path.unlink()
    (tmp_path / "channels/text.toml").write_text(TEXT_LINE, encoding="utf-8")
    return tmp_path


def load(root: Path) -> tuple[Deployment | None, list[Problem]]:
    return definitions.load(root, READERS)


def told(root: Path) -> list[tuple[str, int, str, str]]:
    deployment, problems = load(root)
    assert deployment is None
    return [(each.file, each.line, each.rule, each.message) for each in problems]


def write(root: Path, text: str, name: str = "text.toml") -> None:
    (root / "channels" / name).write_text(text, encoding="utf-8")


def test_a_line_is_what_its_file_says(root: Path) -> None:
    deployment, problems = load(root)
    assert problems == []
    assert deployment is not None
    line = deployment.lines["text"]
    assert (line.id, line.kind, line.program.id, line.address) == (
        "text",
        "sms",
        "bluebird-updates",
        "tel:+14155550100",
    )
    assert line.languages == ("es", "en")
    assert line.options == ("text", "sms", "JOIN")
    assert deployment.root == root
    assert deployment.catalogue.programs["bluebird-updates"] is line.program


def test_a_line_may_leave_out_languages_and_address(root: Path) -> None:
    write(root, 'kind = "web"\nprogram = "bluebird-updates"\n')
    deployment, problems = load(root)
    assert problems == []
    assert deployment is not None
    assert deployment.lines["text"].languages == ("en", "es")
    assert deployment.lines["text"].address is None


@pytest.mark.parametrize("address", ["tel:384387", "whatsapp:+14155550102"])
def test_short_codes_and_whatsapp_senders_are_addresses(address: str, root: Path) -> None:
    write(root, TEXT_LINE.replace("tel:+14155550100", address))
    deployment, _ = load(root)
    assert deployment is not None
    assert deployment.lines["text"].address == address


@pytest.mark.parametrize(
    ("old", "new", "line", "rule", "message"),
    [
        ('"sms"', '"smoke"', 1, "D02", "kind: there is no 'smoke'; there are sms, voice, web"),
        ('kind = "sms"\n', "", 1, "F02", "kind is missing"),
        ("bluebird-updates", "redbird", 2, "D03", "program: there is no 'redbird' that can be read in prompts/"),
        (
            "tel:+14155550100",
            "+14155550100",
            3,
            "D04",
            "address must be written as tel:+14155550100, not '+14155550100'",
        ),
        ("tel:+14155550100", "tel:+1 415 555 0100", 3, "D04", "address must be written as tel:+14155550100"),
        ("tel:+14155550100", "tel:+15555550100", 3, "D04", "address must be written as tel:+14155550100"),
        ("tel:+14155550100", "sip:+14155550100", 3, "D04", "address must be written as tel:+14155550100"),
        ('"es", "en"', '"fr", "en"', 4, "D05", "languages: the program's are en, es, not fr"),
        ('join = "JOIN"', "", 1, "F02", "join is missing"),
        ('join = "JOIN"', 'join = "JOIN"\njion = 1', 6, "F04", "jion is no key that is known here"),
        ('join = "JOIN"', 'join = "JOIN', 5, "F01", "this is no TOML:"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    old: str, new: str, line: int, rule: str, message: str, root: Path
) -> None:
    write(root, TEXT_LINE.replace(old, new))
    found = told(root)
    assert [(file, at, which) for file, at, which, _ in found] == [("channels/text.toml", line, rule)]
    assert found[0][3].startswith(message)


def test_words_that_a_line_needs_and_that_are_not_there_are_told(root: Path) -> None:
    for language in ("en", "es"):
        (root / PROGRAM / f"v1/{language}/disclosure.sms.j2").unlink()
    assert [(line, message) for file, line, rule, message in told(root) if rule == "D06"] == [
        (1, f"kind needs {PROGRAM}/v1/{language}/disclosure.sms.j2, which does not exist or cannot be used")
        for language in ("en", "es")
    ]


def test_one_number_is_one_line_of_a_kind(root: Path) -> None:
    write(root, TEXT_LINE, "again.toml")
    write(root, TEXT_LINE.replace('"sms"', '"voice"'), "call.toml")
    assert told(root) == [
        ("channels/text.toml", 3, "D04", "address: tel:+14155550100 is already the sms line again"),
    ]


@pytest.mark.parametrize("name", ["Text.toml", "text.txt", "te xt.toml", "text.toml~"])
def test_a_lines_file_is_named_for_its_id(name: str, root: Path) -> None:
    write(root, TEXT_LINE.replace("0100", "0109"), name)
    assert [(file, rule) for file, _, rule, _ in told(root)] == [(f"channels/{name}", "D01")]


def test_notes_are_no_lines(root: Path) -> None:
    write(root, "# how we chose the numbers", "README.md")
    write(root, "", ".hidden")
    assert load(root)[1] == []


def test_everything_is_told_at_once_in_the_files_order(root: Path) -> None:
    write(root, 'kind = "smoke"\n')
    write(root, "", "also.toml")
    (root / PROGRAM / "v1/es/help.sms.j2").write_text("no front matter", encoding="utf-8")
    assert [(file, line, rule) for file, line, rule, _ in told(root)] == [
        ("channels/also.toml", 1, "F02"),
        ("channels/also.toml", 1, "F02"),
        ("channels/text.toml", 1, "D02"),
        ("channels/text.toml", 1, "F02"),
        (f"{PROGRAM}/v1/es/help.sms.j2", 1, "K01"),
        (f"{PROGRAM}/v1/es/help.sms.j2", 1, "P02"),
    ]


def test_a_changed_published_file_stops_the_start(root: Path) -> None:
    path = root / PROGRAM / "v1/en/goodbye.voice.j2"
    path.write_text(path.read_text(encoding="utf-8").replace("again at any time", "again"), encoding="utf-8")
    assert [(file, rule) for file, _, rule, _ in told(root)] == [(f"{PROGRAM}/v1/en/goodbye.voice.j2", "K01")]


def test_warnings_stop_nothing(root: Path) -> None:
    (root / "prompts/published.lock").unlink()
    deployment, problems = load(root)
    assert deployment is not None
    assert [(each.rule, each.severity) for each in problems] == [("K04", "warning")]


def test_words_that_no_kind_can_use_are_told(root: Path) -> None:
    for language in ("en", "es"):
        old = (root / PROGRAM / f"v1/{language}/help.sms.j2").read_bytes()
        (root / PROGRAM / f"v1/{language}/help.smss.j2").write_bytes(old)
    _, problems = load(root)
    assert [(each.file, each.severity) for each in problems if each.rule == "D02"] == [
        (f"{PROGRAM}/v1/en/help.smss.j2", "warning"),
        (f"{PROGRAM}/v1/es/help.smss.j2", "warning"),
    ]


def test_a_folder_without_a_deployment_is_told(tmp_path: Path) -> None:
    assert [(file, rule) for file, _, rule, _ in told(tmp_path)] == [("channels", "D01"), ("prompts", "P01")]

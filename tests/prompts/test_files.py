import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.core.disclosure import Words, digest
from capture_gateway.core.problem import Problem
from capture_gateway.prompts import files
from capture_gateway.prompts.facts import Named

FACTS: dict[str, Any] = {
    "sender": "Bluebird Grocers",
    "legal_name": "Bluebird Grocers, Inc.",
    "address": "48 Feather Lane",
    "email": "help@bluebird.example",
    "phone": "+1 800 555 0199",
    "frequency": "up to 10 messages per month",
    "terms_url": "https://bluebird.example/terms",
    "privacy_url": "https://bluebird.example/privacy",
    "categories": [Named("offers", "Weekly offers", "Coupons."), Named("orders", "Orders", "Updates.")],
}
DISCLOSURE = 'role = "disclosure"\nlanguage = "en"\ncategories = ["offers"]\ncontact = ["sms"]'
HELP = 'role = "help"\nlanguage = "en"'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "prompts/program/v1/en").mkdir(parents=True)
    return tmp_path


def words(root: Path, name: str, content: str | bytes) -> tuple[Words | None, list[Problem]]:
    """What becomes of a file, and its problems."""
    path = root / "prompts/program/v1/en" / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    problems: list[Problem] = []
    prompt = files.read(path, root, problems)
    return (files.render(prompt, FACTS, problems) if prompt else None), problems


def text(root: Path, body: str, name: str = "help.sms.j2", head: str = HELP) -> str:
    found, problems = words(root, name, f"+++\n{head}\n+++\n{body}")
    assert problems == []
    assert found is not None
    assert found.sha256 == digest(found.text)
    return found.text


def told(root: Path, body: str, name: str = "help.sms.j2", head: str = HELP) -> list[tuple[int, str, str]]:
    found, problems = words(root, name, f"+++\n{head}\n+++\n{body}")
    assert found is None
    assert {each.file for each in problems} == {f"prompts/program/v1/en/{name}"}
    return [(each.line, each.rule, each.message) for each in problems]


def test_a_file_becomes_words(root: Path) -> None:
    head = DISCLOSURE + '\nvariables = ["sender", "categories"]'
    body = '{{ sender }}: agree to {{ categories | map(attribute="label") | join(", ") }}?\n'
    found, problems = words(root, "disclosure-offers.sms.j2", f"+++\n{head}\n+++\n{body}")
    assert problems == []
    assert found is not None
    assert found.text == "Bluebird Grocers: agree to Weekly offers, Orders?"
    assert (found.program, found.version, found.language, found.name, found.kind, found.role) == (
        "program", "v1", "en", "disclosure-offers", "sms", "disclosure",
    )  # fmt: skip
    assert (found.categories, found.contact, found.slots) == (("offers",), ("sms",), ())


def test_the_template_digest_is_that_of_the_bytes_of_the_file(root: Path) -> None:
    content = f"+++\r\n{HELP}\r\n+++\r\nHelp.\r\n".encode()
    found, _ = words(root, "help.sms.j2", content)
    assert found is not None
    assert found.text == "Help."
    assert found.template_sha256 == digest(content.decode())


def test_a_text_is_kept_as_it_is_but_for_the_newline_at_its_end(root: Path) -> None:
    assert text(root, "One  two\n\nthree\n") == "One  two\n\nthree"


def test_a_text_is_composed(root: Path) -> None:
    assert text(root, "Ba\u0301jese") == "Bájese"


def test_nothing_is_escaped(root: Path) -> None:
    assert text(root, "{{ sender }} & <you>", head=HELP + '\nvariables = ["sender"]') == "Bluebird Grocers & <you>"


def test_spoken_words_are_one_line_with_single_spaces(root: Path) -> None:
    assert text(root, "One.\n  Two.\n\n\tThree.\n", "help.voice.j2") == "One. Two. Three."


def test_words_on_a_page_are_paragraphs_with_single_spaces(root: Path) -> None:
    assert text(root, "\nOne\n two.\n\n \nThree\u00a0 four.\n\n", "help.web.j2") == "One two.\nThree four."


def test_labels_are_toml(root: Path) -> None:
    head = 'role = "labels"\nlanguage = "en"\nvariables = ["sender"]'
    found, problems = words(
        root, "labels.web.j2", f'+++\n{head}\n+++\ntitle = "From {{{{ sender }}}}"\nb = "I agree"\n'
    )
    assert problems == []
    assert found is not None
    assert found.labels == {"title": "From Bluebird Grocers", "b": "I agree"}
    assert found.text == 'title = "From Bluebird Grocers"\nb = "I agree"'


def test_words_may_declare_what_they_state(root: Path) -> None:
    head = HELP + '\nstates = { stop = "Antworten Sie STOP", help = "HELP" }'
    found, problems = words(root, "help.sms.j2", f"+++\n{head}\n+++\nAntworten Sie STOP oder HELP.\n")
    assert problems == []
    assert found is not None
    assert found.states == {"stop": "Antworten Sie STOP", "help": "HELP"}


def test_slots_leave_marks_that_are_filled_when_the_words_are_sent(root: Path) -> None:
    head = HELP + '\nslots = ["category", "remaining"]'
    found, problems = words(root, "help.sms.j2", f"+++\n{head}\n+++\nNo {{{{ category }}}}; still {{{{ remaining }}}}.")
    assert problems == []
    assert found is not None
    assert found.text == "No ⟦category⟧; still ⟦remaining⟧."
    assert found.filled(category="offers", remaining="orders").text == "No offers; still orders."


@pytest.mark.parametrize("name", ["help.j2", "help.sms.txt", "Help.sms.j2", "help.sms.j2~", "-a.sms.j2"])
def test_a_file_is_named_for_its_words_and_its_kind(name: str, root: Path) -> None:
    assert [(line, rule) for line, rule, _ in told(root, "Help.", name)] == [(1, "P01")]


@pytest.mark.parametrize(
    "content", [b"", b"Help.", b"+++\nrole = 'help'\n", b"\n+++\n+++\n", b"++\n++\n", b"\xef\xbb\xbf+++\n+++\nHelp."]
)
def test_front_matter_stands_between_its_fences(content: bytes, root: Path) -> None:
    found, problems = words(root, "help.sms.j2", content)
    assert found is None
    assert [(each.line, each.rule) for each in problems] == [(1, "P02")]


def test_a_file_that_is_not_utf8_is_told(root: Path) -> None:
    found, problems = words(root, "help.sms.j2", b"+++\n+++\n\xff")
    assert found is None
    assert [(each.line, each.rule) for each in problems] == [(3, "F01")]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("role =", (2, "F01", "this is no TOML: Invalid value")),
        (HELP + "\nvariable = []", (4, "F04", "variable is no key that is known here")),
        ('role = "advert"\nlanguage = "en"', (2, "F03", "role must be one of disclosure, question")),
        ('role = "help"', (2, "F02", "language is missing")),
        ('role = "help"\nlanguage = "es"', (3, "P02", "language is es, but the file lies in the folder en")),
        (HELP + '\ncontact = ["fax"]', (4, "F03", "contact must be one of sms, whatsapp, voice, not 'fax'")),
        (HELP + '\nvariables = ["first_name"]', (4, "F03", "variables must be one of sender, legal_name")),
        (HELP + "\nstates = { stop = 8 }", (4, "F03", "states.stop must be a text")),
        (HELP + '\nslots = ["A-B"]', (4, "F03", "slots must be written as")),
        (HELP + '\nslots = ["sender"]', (4, "P04", "slots: sender is the name of a variable")),
        (DISCLOSURE, (2, "P05", "words whose role is disclosure, and they alone, are named disclosure")),
    ],
)
def test_front_matter_that_is_wrong_is_told_with_its_line(
    head: str, expected: tuple[int, str, str], root: Path
) -> None:
    first = told(root, "Help.", head=head)[0]
    assert first[:2] == expected[:2]
    assert first[2].startswith(expected[2])


def test_a_disclosure_says_what_it_covers(root: Path) -> None:
    head = 'role = "disclosure"\nlanguage = "en"'
    assert [rule for _, rule, _ in told(root, "Agree?", "disclosure.sms.j2", head)] == ["F02", "F02"]
    head += "\ncategories = []\ncontact = []"
    assert [rule for _, rule, _ in told(root, "Agree?", "disclosure.sms.j2", head)] == ["F03", "F03"]


def test_words_named_disclosure_have_that_role(root: Path) -> None:
    assert [rule for _, rule, _ in told(root, "Agree?", "disclosure-offers.sms.j2")] == ["P05"]


def test_f5_a_disclosure_takes_nothing_that_differs_from_person_to_person(root: Path) -> None:
    """Its digest is public and must say nothing about anybody."""
    slot = told(root, "Hi {{ name }}!", "disclosure.sms.j2", DISCLOSURE + '\nslots = ["name"]')
    assert [rule for _, rule, _ in slot] == ["P04"]
    variable = told(root, "Hi {{ name }}!", "disclosure.sms.j2", DISCLOSURE + '\nvariables = ["name"]')
    assert variable[0][:2] == (6, "F03")
    undeclared = told(root, "Hi {{ name }}!", "disclosure.sms.j2", DISCLOSURE)
    assert undeclared == [(7, "P04", "name is used, but declared neither in variables nor in slots")]


def test_declared_variables_are_exactly_the_used_ones(root: Path) -> None:
    head = HELP + '\nvariables = ["sender", "email"]\nslots = ["day"]'
    assert told(root, "{{ sender }} {{ phone }}", head=head) == [
        (7, "P04", "phone is used, but declared neither in variables nor in slots"),
        (1, "P04", "day is declared, but not used: remove it"),
        (1, "P04", "email is declared, but not used: remove it"),
    ]


@pytest.mark.parametrize(
    ("body", "line", "rule"),
    [
        ("Help.\n\n{{ sender", 7, "P03"),
        ("Help.\n{% if %}", 6, "P03"),
        ("a\n{% include 'other.j2' %}", 6, "P03"),
        ("{% extends 'other.j2' %}", 5, "P03"),
        ("{{ 'a' | no_such_filter }}", 5, "P03"),
        ("{{ ['a', 'b'] | random }}", 5, "P03"),
        ("{{ range(3) }}", 5, "P04"),
        ("{{ lipsum() }}", 5, "P04"),
        ("a ⟦name⟧ b", 5, "P04"),
        ("{{ 'a'.nothing.at_all }}", 5, "P07"),
        ("{{ ''.__class__.__mro__ }}", 5, "P07"),
        ("{{ 1 / 0 }}", 5, "P07"),
        ("{{ [][0] + 1 }}", 5, "P07"),
        ("{{ 'a' + 1 }}", 5, "P07"),
        ("", 5, "P07"),
        (" \n ", 5, "P07"),
        (" Help.", 5, "P07"),
        ("Help. ", 5, "P07"),
        ("Help.\n\n", 5, "P07"),
        ("a\tb", 5, "P07"),
        ("a\x07b", 5, "P07"),
    ],
)
def test_a_template_that_cannot_be_used_is_told_with_its_line(body: str, line: int, rule: str, root: Path) -> None:
    assert [each[:2] for each in told(root, body)] == [(line, rule)]


@pytest.mark.parametrize(
    ("body", "line"),
    [('a = "b"\nc =', 6), ('a = "b"\n\nc = 1', 7), ('a = ""', 5), ('a = "b\\nc"', 5), ('[a]\nb = "c"', 5)],
)
def test_labels_are_flat_lines_of_text(body: str, line: int, root: Path) -> None:
    head = 'role = "labels"\nlanguage = "en"'
    assert [each[:2] for each in told(root, body, "labels.web.j2", head)] == [(line, "P07")]


@given(
    st.binary(max_size=40)
    | st.text("+\n=[]\"'{}%# rolehpngus", max_size=80).map(lambda text: f"+++\n{HELP}\n+++\n{text}".encode())
    | st.sampled_from(
        ["{{" + "(" * 3_000, "{% if 1 %}" * 300 + "a" + "{% endif %}" * 300, "{{ 9 ** 9 ** 9 ** 'a' }}"]
    ).map(lambda text: f"+++\n{HELP}\n+++\n{text}".encode())
)
def test_any_bytes_are_words_or_a_problem_and_never_an_error(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        path = root / "prompts/program/v1/en/help.sms.j2"
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
        problems: list[Problem] = []
        prompt = files.read(path, root, problems)
        found = files.render(prompt, FACTS, problems) if prompt else None
    assert (found is None) == bool(problems)
    assert all(1 <= each.line <= content.count(b"\n") + 2 for each in problems)


LINES = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=12).filter(
    lambda line: line.strip(" \t") != "+++"
)


@given(st.lists(LINES, max_size=5), st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_whatever_stands_between_and_below_the_fences_is_split_there(head: list[str], body: str) -> None:
    front = "".join(line + "\n" for line in head)
    assert files.split(f"+++\n{front}+++\n{body}") == (front, body)


@given(st.text("+\n\r x", max_size=20))
def test_splitting_never_fails_and_loses_nothing_but_the_fences(text: str) -> None:
    parts = files.split(text)
    if parts is not None:
        assert text.startswith("+++")
        assert text.endswith(parts[1])
        assert "".join(text.replace(parts[0], "").replace(parts[1], "").split()).strip("+") == "" or parts == ("", "")


@given(st.text(max_size=80))
def test_shaping_spoken_words_again_changes_nothing(rendered: str) -> None:
    once = files.shaped(rendered, "voice", "help")
    assert files.shaped(once, "voice", "help") == once
    assert once == " ".join(once.split())


@given(st.text(max_size=80))
def test_no_paragraph_of_a_page_is_empty_or_holds_more_than_single_spaces(rendered: str) -> None:
    paragraphs = files.shaped(rendered, "web", "help").split("\n")
    assert paragraphs == [""] or all(each and each == " ".join(each.split()) for each in paragraphs)

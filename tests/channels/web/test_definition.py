"""The file of a form: what is read, and every mistake with its key."""

from pathlib import Path

import pytest

from capture_gateway.channels.web.definition import WebOptions
from capture_gateway.core.problem import Problem
from tests.channels.web import sample

FILE = "channels/web.toml"
SITES = 'sites = ["https://bluebird.example"]'


def problems(folder: Path, old: str, new: str, file: str = FILE) -> list[Problem]:
    """The errors that an edit of one file of the sample brings."""
    found = sample.read(sample.copy(folder / "deployment", {file: lambda text: text.replace(old, new)}))[1]
    return [problem for problem in found if problem.severity == "error"]


def test_the_sample() -> None:
    deployment, found = sample.read(sample.ROOT)
    assert deployment is not None
    options = deployment.lines["web"].options
    assert options == WebOptions(("https://bluebird.example",), "none", ("sms", "whatsapp"), ("voice",))
    assert [problem for problem in found if problem.file == FILE and problem.severity == "error"] == []


def test_the_sample_explains_every_key() -> None:
    text = (sample.ROOT / FILE).read_text(encoding="utf-8")
    for key in ("kind", "program", "languages", "sites", "possession", "contact_hidden", "contact_boxes"):
        line = next(number for number, each in enumerate(text.splitlines()) if each.startswith(f"{key} = "))
        around = "\n".join(text.splitlines()[max(line - 8, 0) : line + 1])
        assert "#" in around, key


def test_e_possession_none_is_warned_of(tmp_path: Path) -> None:
    """RULES E: `none` grants at once, and `check` warns."""
    found = sample.read(sample.copy(tmp_path / "deployment", {}))[1]
    (warning,) = [problem for problem in found if problem.rule == "W03"]
    assert (warning.file, warning.severity) == (FILE, "warning")
    assert (sample.ROOT / FILE).read_text(encoding="utf-8").splitlines()[warning.line - 1].startswith("possession")


def test_e_unset_possession_is_no_problem(tmp_path: Path) -> None:
    root = sample.copy(tmp_path / "deployment", {FILE: lambda text: text.replace('possession = "none"', "")})
    deployment, found = sample.read(root)
    assert [problem for problem in found if problem.file == FILE] == []
    assert deployment is not None
    assert deployment.lines["web"].options.possession is None


@pytest.mark.parametrize("value", ["text-to-join", "reply", "code"])
def test_e_ways_that_are_not_offered_yet_are_an_error(tmp_path: Path, value: str) -> None:
    (found,) = problems(tmp_path, 'possession = "none"', f'possession = "{value}"')
    assert (found.file, found.rule, found.severity) == (FILE, "W02", "error")
    assert value in found.message


def test_an_unknown_possession_lists_the_known_ones(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, 'possession = "none"', 'possession = "some"')
    assert "none, text-to-join, reply, code" in found.message


@pytest.mark.parametrize(
    "origin",
    [
        "https://bluebird.example/",
        "https://bluebird.example/shop",
        "bluebird.example",
        "*",
        "https://*.bluebird.example",
        "http://bluebird.example",
        "https://bluebird.example; script-src *",
        "https://bluebird.example https://other.example",
        "https://user@bluebird.example",
        "https://bluebird.example:port",
        "'self'",
        "https:",
        "ftp://bluebird.example",
        "https://Bluebird.example",
    ],
)
def test_sites_are_origins_and_nothing_else(tmp_path: Path, origin: str) -> None:
    (found,) = problems(tmp_path, SITES, f'sites = ["{origin}"]')
    assert (found.file, found.rule, found.severity) == (FILE, "W01", "error")
    assert origin in found.message


def test_sites_may_have_a_port_or_be_on_this_machine(tmp_path: Path) -> None:
    several = 'sites = ["https://a-b.example:8443", "http://localhost:3000", "http://127.0.0.1", "http://[::1]:8080"]'
    assert problems(tmp_path, SITES, several) == []


def test_without_sites_nobody_frames_it(tmp_path: Path) -> None:
    root = sample.copy(tmp_path / "deployment", {FILE: lambda text: text.replace(SITES, "")})
    deployment, _ = sample.read(root)
    assert deployment is not None
    assert deployment.lines["web"].options.sites == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('contact_hidden = ["sms", "whatsapp"]', 'contact_hidden = ["sms"]', "share out"),
        ('contact_boxes = ["voice"]', "", "share out"),
        ('contact_boxes = ["voice"]', 'contact_boxes = ["voice", "sms"]', "sms is in contact_hidden already"),
    ],
)
def test_the_words_ways_of_contact_are_shared_out(tmp_path: Path, old: str, new: str, said: str) -> None:
    found = problems(tmp_path, old, new)
    assert "W04" in {problem.rule for problem in found}
    assert any(said in problem.message for problem in found)


def test_a_way_that_the_program_does_not_have(tmp_path: Path) -> None:
    found = problems(tmp_path, 'contact_boxes = ["voice"]', 'contact_boxes = ["voice", "fax"]')
    assert any("sms, whatsapp, voice" in problem.message and "fax" in problem.message for problem in found)


def test_a_missing_label_is_named(tmp_path: Path) -> None:
    file = "prompts/bluebird-updates/v1/es/labels.web.j2"
    found = problems(tmp_path, "error_category = ", "error_kategory = ", file)
    assert [(problem.file, problem.rule) for problem in found] == [(FILE, "W05")]
    assert "error_category in es" in found[0].message


def test_missing_words_are_named(tmp_path: Path) -> None:
    root = sample.copy(tmp_path / "deployment", {})
    for language in ("en", "es"):
        (root / f"prompts/bluebird-updates/v1/{language}/pending.web.j2").unlink()
    found = [problem for problem in sample.read(root)[1] if problem.file == FILE and problem.severity == "error"]
    assert [problem.rule for problem in found] == ["D06", "D06"]
    assert "v1/en/pending.web.j2" in found[0].message


def test_an_unknown_key_is_named(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, SITES, f"{SITES}\ncolour = 1")
    assert "colour" in found.message

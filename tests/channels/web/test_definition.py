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
    assert options == WebOptions(
        ("https://bluebird.example",), "text-to-join", ("sms", "whatsapp"), ("voice",), sms_link=False
    )
    assert [problem for problem in found if problem.file == FILE and problem.severity == "error"] == []


def test_the_sample_explains_every_key() -> None:
    text = (sample.ROOT / FILE).read_text(encoding="utf-8")
    keys = ("kind", "program", "languages", "sites", "possession", "sms_link", "contact_hidden", "contact_boxes")
    for key in (*keys, "# texts"):
        line = next(number for number, each in enumerate(text.splitlines()) if each.startswith(f"{key} = "))
        around = "\n".join(text.splitlines()[max(line - 8, 0) : line + 1])
        assert "#" in around, key


def test_e_possession_none_is_warned_of(tmp_path: Path) -> None:
    """RULES E: `none` grants at once, and `check` warns."""
    root = sample.copy(tmp_path / "deployment", sample.AT_ONCE)
    (warning,) = [problem for problem in sample.read(root)[1] if problem.rule == "W03"]
    assert (warning.file, warning.severity) == (FILE, "warning")
    assert (root / FILE).read_text(encoding="utf-8").splitlines()[warning.line - 1].startswith("possession")


@pytest.mark.parametrize("mode", [None, "text-to-join", "reply", "code"])
def test_e_the_others_are_one_edit_and_no_problem(tmp_path: Path, mode: str | None) -> None:
    root = sample.copy(tmp_path / "deployment", {} if mode == "text-to-join" else sample.possession(mode))
    deployment, found = sample.read(root)
    assert [problem for problem in found if problem.file == FILE] == []
    assert deployment is not None
    assert deployment.lines["web"].options.possession == mode
    assert deployment.lines["web"].texts == "sms"


@pytest.mark.parametrize("mode", ["text-to-join", "reply", "code"])
def test_e_without_a_text_line_numbers_cannot_act(tmp_path: Path, mode: str) -> None:
    root = sample.copy(tmp_path / "deployment", {} if mode == "text-to-join" else sample.possession(mode))
    (root / "channels" / "sms.toml").unlink()
    (found,) = [problem for problem in sample.read(root)[1] if problem.file == FILE]
    assert (found.rule, found.severity) == ("W02", "error")
    assert mode in found.message


@pytest.mark.parametrize("mode", [None, "none"])
def test_e_a_text_line_is_not_needed_otherwise(tmp_path: Path, mode: str | None) -> None:
    root = sample.copy(tmp_path / "deployment", sample.possession(mode))
    (root / "channels" / "sms.toml").unlink()
    assert [found for found in sample.read(root)[1] if found.file == FILE and found.severity == "error"] == []


@pytest.mark.parametrize(
    ("mode", "names"),
    [
        (None, ["pending.web"]),
        ("text-to-join", ["pending-join.web", "welcome.sms"]),
        ("reply", ["pending-reply.web", "confirm.sms", "welcome.sms"]),
        ("code", ["pending-code.web", "code.sms", "welcome.sms"]),
    ],
)
def test_e_each_way_needs_its_words(tmp_path: Path, mode: str | None, names: list[str]) -> None:
    root = sample.copy(tmp_path / "deployment", {} if mode == "text-to-join" else sample.possession(mode))
    for words in (root / "prompts" / "bluebird-updates" / "v1").glob("*/*.j2"):
        if words.name.startswith(("pending", "confirm.", "code.", "welcome.")):
            words.unlink()
    found = [problem for problem in sample.read(root)[1] if problem.file == FILE]
    assert {problem.rule for problem in found} == {"D06"}
    assert sorted(problem.message.split("/")[-1].split(".j2")[0] for problem in found) == sorted(2 * names)


def test_an_unknown_possession_lists_the_known_ones(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, 'possession = "text-to-join"', 'possession = "some"')
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
        (root / f"prompts/bluebird-updates/v1/{language}/confirmation.web.j2").unlink()
    found = [problem for problem in sample.read(root)[1] if problem.file == FILE and problem.severity == "error"]
    assert [problem.rule for problem in found] == ["D06", "D06"]
    assert "v1/en/confirmation.web.j2" in found[0].message


def test_an_unknown_key_is_named(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, SITES, f"{SITES}\ncolour = 1")
    assert "colour" in found.message

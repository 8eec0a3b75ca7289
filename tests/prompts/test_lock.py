import hashlib
import shutil
from pathlib import Path

import pytest

from capture_gateway.core.problem import Problem
from capture_gateway.prompts import catalogue, lock
from capture_gateway.prompts.catalogue import Catalogue
from capture_gateway.testing import sample

PROGRAM = "prompts/bluebird-updates"
HELP = f"{PROGRAM}/v1/en/help.sms.j2"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The sample, published here and now."""
    sample.copy(tmp_path)
    (tmp_path / "prompts/published.lock").unlink()
    lock.publish(tmp_path, load(tmp_path))
    return tmp_path


def load(root: Path) -> Catalogue:
    problems: list[Problem] = []
    found = catalogue.load(root, problems)
    assert problems == []
    return found


def told(root: Path) -> list[tuple[str, int, str, str]]:
    return [(each.file, each.line, each.rule, each.severity) for each in lock.check(root, load(root))]


def replace(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), encoding="utf-8")


def new_version(root: Path) -> None:
    """v2, which says the same, and is current."""
    shutil.copytree(root / PROGRAM / "v1", root / PROGRAM / "v2")
    replace(root, f"{PROGRAM}/program.toml", 'current = "v1"', 'current = "v2"')


def test_published_words_have_no_problem(root: Path) -> None:
    assert told(root) == []
    assert lock.unpublished(root, load(root)) == []


def test_publishing_again_adds_nothing(root: Path) -> None:
    before = (root / "prompts/published.lock").read_bytes()
    assert lock.publish(root, load(root)) == []
    assert (root / "prompts/published.lock").read_bytes() == before


def test_each_file_has_the_digest_of_its_bytes_and_of_its_words(root: Path) -> None:
    lines = (root / "prompts/published.lock").read_text(encoding="utf-8").splitlines()
    words = load(root).words("bluebird-updates", "en", "help", "sms")
    assert words is not None
    assert f"template bluebird-updates/v1/en/help.sms.j2 {words.template_sha256}" in lines
    assert f"rendered bluebird-updates/v1/en/help.sms.j2 {words.sha256}" in lines


def test_words_that_were_never_published_are_one_warning_and_cannot_be_served(root: Path) -> None:
    (root / "prompts/published.lock").unlink()
    assert told(root) == [(f"{PROGRAM}/v1", 1, "K04", "warning")]
    assert len(lock.unpublished(root, load(root))) == len(list(load(root).all()))


def test_a_published_file_that_differs_in_one_byte_is_an_error_with_both_digests(root: Path) -> None:
    before = (root / HELP).read_bytes()
    published, place = hashlib.sha256(before).hexdigest(), len(before)
    for at in (0, 5, before.index(b"help"), place // 2, place - 2, place - 1):  # fences, front matter, words, the end
        changed = before[:at] + bytes([before[at] ^ 1]) + before[at + 1 :]
        (root / HELP).write_bytes(changed)
        (problem,) = [each for each in lock.check(root, catalogue.load(root, [])) if each.rule == "K01"]
        assert (problem.file, problem.line, problem.severity) == (HELP, 1, "error")
        assert published in problem.message
        assert hashlib.sha256(changed).hexdigest() in problem.message
    (root / HELP).write_bytes(before + b"\n")
    assert [each.rule for each in lock.check(root, catalogue.load(root, []))] == ["K01"]
    (root / HELP).write_bytes(before)
    assert told(root) == []


def test_an_older_version_stays_as_it_was_published(root: Path) -> None:
    new_version(root)
    lock.publish(root, load(root))
    before = (root / HELP).read_bytes()
    (root / HELP).write_bytes(before + b" ")
    assert told(root) == [(HELP, 1, "K01", "error")]
    (root / HELP).unlink()
    assert [each[2] for each in told(root)] == ["K02"]
    (root / HELP).write_bytes(before)
    assert told(root) == []
    shutil.rmtree(root / PROGRAM / "v1")
    assert {each[2] for each in told(root)} == {"K02"}


def test_the_published_digests_are_of_the_words_that_came_out(root: Path) -> None:
    found = {
        f"{each.program}/{each.version}/{each.language}/{each.name}.{each.kind}.j2": each.sha256
        for each in load(root).all()
    }
    assert lock.published(root) == found


def test_a_published_file_that_went_is_an_error_at_its_line_of_the_lock(root: Path) -> None:
    for language in ("en", "es"):
        (root / PROGRAM / f"v1/{language}/help.sms.j2").unlink()
    lines = (root / "prompts/published.lock").read_text(encoding="utf-8").splitlines()
    found = told(root)
    assert [(file, rule, severity) for file, _, rule, severity in found] == [
        ("prompts/published.lock", "K02", "error")
    ] * 2
    assert [lines[line - 1].split()[1] for _, line, _, _ in found] == [
        "bluebird-updates/v1/en/help.sms.j2",
        "bluebird-updates/v1/es/help.sms.j2",
    ]


def test_a_fact_that_changes_published_words_is_an_error_that_names_the_facts(root: Path) -> None:
    replace(root, f"{PROGRAM}/program.toml", "up to 10 messages", "up to 20 messages")
    problems = lock.check(root, load(root))
    assert {each.rule for each in problems} == {"K03"}
    files = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in root.glob(f"{PROGRAM}/v1/en/*")
    }
    assert {each.file for each in problems} == {file for file, text in files.items() if "{{ frequency }}" in text}
    said = next(each.message for each in problems if each.file == HELP)
    assert "because a fact in program.toml changed (they use sender, email, phone, frequency, categories)" in said
    words = load(root).words("bluebird-updates", "en", "help", "sms")
    assert words is not None
    assert words.sha256 in said
    assert lock.published(root)[HELP.removeprefix("prompts/")] in said


def test_a_new_version_may_say_something_else_while_the_old_one_stays(root: Path) -> None:
    new_version(root)
    replace(root, f"{PROGRAM}/program.toml", "up to 10 messages", "up to 20 messages")
    replace(root, f"{PROGRAM}/v2/en/help.sms.j2", "Text JOIN to sign up.", "Text JOIN.")
    assert told(root) == [(f"{PROGRAM}/v2", 1, "K04", "warning")]
    before = (root / "prompts/published.lock").read_text(encoding="utf-8")
    assert len(lock.publish(root, load(root))) == len(list(load(root).all()))
    assert (root / "prompts/published.lock").read_text(encoding="utf-8").startswith(before)
    assert told(root) == []
    replace(root, HELP, "Text JOIN to sign up.", "Text JOIN.")
    assert told(root) == [(HELP, 1, "K01", "error")]


def test_going_back_to_a_version_whose_facts_have_changed_is_an_error(root: Path) -> None:
    new_version(root)
    replace(root, f"{PROGRAM}/program.toml", "up to 10 messages", "up to 20 messages")
    lock.publish(root, load(root))
    replace(root, f"{PROGRAM}/program.toml", 'current = "v2"', 'current = "v1"')
    assert {rule for _, _, rule, _ in told(root)} == {"K03"}


def test_a_file_may_join_a_published_version(root: Path) -> None:
    for language in ("en", "es"):
        old = (root / PROGRAM / f"v1/{language}/help.sms.j2").read_bytes()
        (root / PROGRAM / f"v1/{language}/help.whatsapp.j2").write_bytes(old)
    assert told(root) == [(f"{PROGRAM}/v1", 1, "K04", "warning")]
    names = [f"{PROGRAM}/v1/{language}/help.whatsapp.j2" for language in ("en", "es")]
    assert lock.unpublished(root, load(root)) == names
    assert lock.publish(root, load(root)) == names
    assert told(root) == []


def test_a_file_may_join_an_older_version_without_being_served(root: Path) -> None:
    new_version(root)
    lock.publish(root, load(root))
    (root / PROGRAM / "v1/en/late.sms.j2").write_text("+++\n+++\nLate.", encoding="utf-8")
    assert told(root) == [(f"{PROGRAM}/v1", 1, "K04", "warning")]
    assert lock.unpublished(root, load(root)) == []
    assert lock.publish(root, load(root)) == [f"{PROGRAM}/v1/en/late.sms.j2"]


def test_a_folder_named_like_words_is_not_taken_for_them(root: Path) -> None:
    (root / PROGRAM / "v2/en/old.sms.j2").mkdir(parents=True)
    assert told(root) == []


@pytest.mark.parametrize(
    "line",
    [
        "<<<<<<< HEAD",
        "template bluebird-updates/v1/en/help.sms.j2 0",
        "template bluebird-updates/v1/en/help.sms.j2 " + "0" * 64,
        "Template a/v1/en/help.sms.j2 " + "0" * 64,
    ],
)
def test_a_line_that_publishing_did_not_write_is_an_error(line: str, root: Path) -> None:
    path = root / "prompts/published.lock"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, line]), encoding="utf-8")
    assert told(root) == [("prompts/published.lock", len(lines) + 1, "K05", "error")]


def test_publishing_mends_a_missing_newline_at_the_end(root: Path) -> None:
    path = root / "prompts/published.lock"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    new_version(root)
    lock.publish(root, load(root))
    assert told(root) == []

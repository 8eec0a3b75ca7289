import hashlib
import re
import shutil
from pathlib import Path

import pytest

from capture_gateway import definitions
from capture_gateway.channels import kinds
from tests.cli.conftest import Run

PROGRAM = "prompts/bluebird-updates"


def replace(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), encoding="utf-8")


def new_version(root: Path) -> None:
    shutil.copytree(root / PROGRAM / "v1", root / PROGRAM / "v2")


def test_show_prints_the_exact_words_and_nothing_else(run: Run, root: Path) -> None:
    deployment, _ = definitions.load(root, {name: kind.read for name, kind in kinds().items()})
    assert deployment is not None
    for words in deployment.catalogue.all():
        done = run(
            "words",
            "show",
            words.program,
            words.version,
            words.language,
            f"{words.name}.{words.kind}",
            "--project",
            root,
        )
        assert (done.code, done.err) == (0, "")
        assert hashlib.sha256(done.out.encode()).hexdigest() == words.sha256


def test_show_shows_versions_that_are_not_live(run: Run, root: Path) -> None:
    new_version(root)
    replace(root, f"{PROGRAM}/v2/en/declined.sms.j2", "If you change your mind, text JOIN. ", "")
    done = run("words", "show", "bluebird-updates", "v2", "en", "declined.sms", "--project", root)
    assert (
        done.out == "Bluebird Grocers: You did not agree, and we will not send you these messages. Reply HELP for help."
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("redbird", "v1", "en", "help.sms"), "no such program: redbird; there are bluebird-updates"),
        (("bluebird-updates", "v7", "en", "help.sms"), "no such version: v7; there are v1"),
        (("bluebird-updates", "v1", "fr", "help.sms"), "no such language: fr; there are en, es"),
        (("bluebird-updates", "v1", "en", "../es/help.sms"), "no such words: ../es/help.sms; there are again.voice, "),
        (("../prompts/bluebird-updates", "v1", "en", "help.sms"), "no such program: ../prompts/bluebird-updates; "),
    ],
)
def test_show_says_what_there_is_instead(arguments: tuple[str, ...], message: str, run: Run, root: Path) -> None:
    done = run("words", "show", *arguments, "--project", root)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"capture-gateway: {message}")
    assert done.err.count("\n") == 1


def test_show_tells_why_words_cannot_be_rendered(run: Run, root: Path) -> None:
    replace(root, f"{PROGRAM}/v1/en/help.sms.j2", "{{ sender }}", "{{ sendr }}")
    done = run("words", "show", "bluebird-updates", "v1", "en", "help.sms", "--project", root)
    assert done.code == 2
    assert done.err.startswith(f"capture-gateway: {PROGRAM}/v1/en/help.sms.j2:7: P04 sendr is used")


def test_list_tells_the_segments_and_what_makes_them_longer(run: Run, root: Path) -> None:
    (root / "prompts/published.lock").unlink()
    for language, text in {"en": "a" * 161, "es": "ó" * 70 + "á"}.items():
        path = root / PROGRAM / f"v1/{language}/declined.sms.j2"
        path.write_text(f'+++\nrole = "declined"\nlanguage = "{language}"\n+++\n{text}\n', encoding="utf-8")
    lines = run("words", "list", "--project", root).out.splitlines()
    assert lines[0] == "bluebird-updates v1"
    assert "  en    declined.sms               161 characters, 2 segments in GSM-7" in lines
    assert "  es    declined.sms                71 characters, 2 segments in UCS-2, because of ó á" in lines
    assert any(re.fullmatch(r"  en    goodbye.voice +\d+ characters", line) for line in lines)


def test_diff_wants_versions_and_a_program_that_exist(run: Run, root: Path) -> None:
    assert run("words", "diff", "v1", "v3", "--project", root).err == (
        "capture-gateway: no such version: v3; there are v1\n"
    )
    shutil.copytree(root / PROGRAM, root / "prompts/another")
    assert run("words", "diff", "v1", "v1", "--project", root).err == (
        "capture-gateway: name the program with --program: another, bluebird-updates\n"
    )
    assert run("words", "diff", "v1", "v1", "--program", "another", "--project", root).code == 0
    assert run("words", "diff", "v1", "v1", "--program", "another", "--people", "--json", "--project", root).err == (
        "capture-gateway: choose one of --people and --json\n"
    )


def test_publish_adds_what_is_new_and_only_that(run: Run, root: Path) -> None:
    before = (root / "prompts/published.lock").read_text(encoding="utf-8")
    done = run("words", "publish", "--project", root)
    assert (done.code, done.out, done.err) == (0, "", "everything is published already\n")
    new_version(root)
    replace(root, f"{PROGRAM}/program.toml", 'current = "v1"', 'current = "v2"')
    done = run("words", "publish", "--project", root)
    count = len([*(root / PROGRAM / "v2").glob("*/*.j2")])
    assert (done.code, done.err) == (0, f"published: {count}\n")
    assert len(done.out.splitlines()) == count
    after = (root / "prompts/published.lock").read_text(encoding="utf-8")
    assert after.startswith(before)
    assert run("check", root).code == 0


def test_publish_refuses_words_that_changed_after_they_were_published(run: Run, root: Path) -> None:
    before = (root / "prompts/published.lock").read_bytes()
    replace(root, f"{PROGRAM}/v1/en/help.sms.j2", "Text JOIN to sign up.", "Text JOIN.")
    done = run("words", "publish", "--project", root)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"{PROGRAM}/v1/en/help.sms.j2:1: K01 this file was published with SHA-256 ")
    assert done.err.endswith("nothing was published\n")
    assert (root / "prompts/published.lock").read_bytes() == before


def test_publish_refuses_words_that_the_linter_refuses(run: Run, root: Path) -> None:
    (root / "prompts/published.lock").unlink()
    replace(root, f"{PROGRAM}/v1/en/disclosure.sms.j2", "Message and data rates may apply.", "")
    done = run("words", "publish", "--project", root)
    assert done.code == 1
    assert " L06 " in done.err
    assert not (root / "prompts/published.lock").exists()


@pytest.mark.parametrize("file", ["en/help.sms.j2", "es/disclosure.voice.j2", "en/labels.web.j2"])
def test_one_changed_byte_is_refused_by_check_and_serve_with_file_and_digests(file: str, run: Run, root: Path) -> None:
    path = root / PROGRAM / "v1" / file
    before = path.read_bytes()
    for at in (4, before.index(b"language"), len(before) - 3):  # may break other things too, which must not hide it
        after = before[:at] + bytes([before[at] ^ 1]) + before[at + 1 :]
        path.write_bytes(after)
        for done in (run("check", root), run("serve", root)):
            (said,) = [line for line in (done.out + done.err).splitlines() if " K01 " in line]
            assert done.code == (1 if done.out else 2)
            assert f"{PROGRAM}/v1/{file}:1:" in said
            assert hashlib.sha256(before).hexdigest() in said
            assert hashlib.sha256(after).hexdigest() in said


def test_an_older_version_that_changed_or_went_is_refused_by_check_and_serve(run: Run, root: Path) -> None:
    new_version(root)
    replace(root, f"{PROGRAM}/program.toml", 'current = "v1"', 'current = "v2"')
    assert run("words", "publish", "--project", root).code == 0
    path = root / PROGRAM / "v1/en/help.sms.j2"
    path.write_bytes(path.read_bytes() + b" ")
    assert f"{PROGRAM}/v1/en/help.sms.j2:1: K01 " in run("serve", root).err
    path.unlink()
    for done in (run("check", root), run("serve", root)):
        assert done.code
        assert f" K02 {PROGRAM}/v1/en/help.sms.j2 was published and is not there" in done.out + done.err

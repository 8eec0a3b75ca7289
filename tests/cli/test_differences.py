"""`words diff`: what it finds, as `--json` and `--people` tell it."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from capture_gateway.core.permission import Cell, Standing
from capture_gateway.prompts import catalogue, lock
from capture_gateway.storage import permissions, showings
from capture_gateway.storage.database import Database
from capture_gateway.storage.people import People
from capture_gateway.testing.keys import KEYS
from tests.cli.conftest import Done, Run
from tests.postgres import url_of

PROGRAM = "prompts/bluebird-updates"
NONE = 'People: reconsent is "ask-again", and nobody’s consent rests on words that changed materially.\n'


def replace(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def root(root: Path) -> Path:
    """The sample, which asks again, published here and now, with a v2 that says the same."""
    replace(root, f"{PROGRAM}/program.toml", 'reconsent = "keep"', 'reconsent = "ask-again"')
    (root / "prompts/published.lock").unlink()
    lock.publish(root, catalogue.load(root, []))
    shutil.copytree(root / PROGRAM / "v1", root / PROGRAM / "v2")
    return root


@pytest.fixture
def diff(run: Run, root: Path) -> Run:
    def diff(*options: str | Path) -> Done:
        return run("words", "diff", "v1", "v2", *options, "--project", root)

    return diff


def found(diff: Run) -> dict[str, Any]:
    done = diff("--json")
    assert (done.code, done.err) == (0, "")
    value = json.loads(done.out)
    assert isinstance(value, dict)
    return value


def people(root: Path) -> Database:
    """Three who agreed to v1 (one of them to calls too), one to v2, and one who stopped."""
    database = Database(url_of(root / "var/evidence.db"), KEYS)
    standings = {}
    for number, (state, version) in enumerate([*[("given", "v1")] * 3, ("given", "v2"), ("withdrawn", "v1")], 100):
        cell = Cell(state, 1, "id", 0, "reply", version, 1)  # type: ignore[arg-type]
        ways = ("sms", "whatsapp", "voice") if number == 100 else ("sms", "whatsapp")
        cells = {f"bluebird-updates|offers|{way}": cell for way in ways}
        standings[f"tel:+1415555{number:04d}", "bluebird"] = Standing(cells)
    with database.transaction() as connection:
        keys = People(connection, (), 0)
        for address, _ in standings:
            keys.sealer(address)
        keys.write()
        permissions.save(connection, standings, {})
    return database


def test_the_same_words_have_no_differences(diff: Run) -> None:
    same = found(diff)
    assert (same["program"], same["before"], same["after"]) == ("bluebird-updates", "v1", "v2")
    assert (same["files"], same["rules"]["fixed"], same["rules"]["new"]) == ([], [], [])


def test_each_file_says_what_changed_and_whether_it_is_material(diff: Run, root: Path) -> None:
    replace(
        root, f"{PROGRAM}/v2/en/declined.sms.j2", "If you change your mind, text JOIN.", "If you change it, text JOIN."
    )
    replace(root, f"{PROGRAM}/v2/en/help.sms.j2", "Text JOIN to sign up.", "Text “join” to sign up!")
    (root / PROGRAM / "v2/en/trouble.voice.j2").unlink()
    files = {each["file"]: each for each in found(diff)["files"]}
    assert files["en/declined.sms"] == {
        "file": "en/declined.sms",
        "material": True,
        "reasons": ["words"],
        "sentences": [{"before": "If you change your mind, text JOIN.", "after": "If you change it, text JOIN."}],
    }
    assert files["en/help.sms"]["material"] is False
    assert (files["en/trouble.voice"]["reasons"], files["en/trouble.voice"]["sentences"][0]["after"]) == (
        ["removed"],
        "",
    )
    assert len(files) == 3


def test_what_the_rules_say_of_both_is_compared(diff: Run, root: Path) -> None:
    rates = "Message and data rates may apply."
    replace(root, f"{PROGRAM}/v2/en/disclosure.sms.j2", rates, "")
    lost = found(diff)["rules"]
    assert {(each["file"], each["rule"]) for each in lost["new"]} == {(f"{PROGRAM}/v2/en/disclosure.sms.j2", "L06")}
    assert lost["fixed"] == []
    replace(root, f"{PROGRAM}/v1/en/disclosure.sms.j2", rates, "")
    (root / "prompts/published.lock").unlink()
    both = found(diff)["rules"]
    assert (both["new"], both["fixed"]) == ([], [])
    assert f"{PROGRAM}/v2/en/disclosure.sms.j2" in {each["file"] for each in both["same"] if each["rule"] == "L06"}
    replace(root, f"{PROGRAM}/v2/en/disclosure.sms.j2", "purchase. ", f"purchase. {rates}")
    assert {(each["file"], each["rule"]) for each in found(diff)["rules"]["fixed"]} == {
        (f"{PROGRAM}/v1/en/disclosure.sms.j2", "L06")
    }


def test_people_are_those_whose_consent_rests_on_what_changed(diff: Run, root: Path) -> None:
    gateway = people(root)
    gateway.lock()  # it is running
    assert found(diff)["asked_again"] == {"people": 0, "by": []}
    replace(root, f"{PROGRAM}/v2/en/disclosure-offers.sms.j2", "Frequency: ", "How often: ")
    assert found(diff)["asked_again"] == {
        "people": 3,
        "by": [
            {"category": "offers", "contact": "sms", "people": 3},
            {"category": "offers", "contact": "whatsapp", "people": 3},
        ],
    }
    replace(root, f"{PROGRAM}/v2/es/disclosure.web.j2", "Frecuencia: ", "Cada cuánto: ")
    assert {"category": "offers", "contact": "voice", "people": 1} in found(diff)["asked_again"]["by"]
    done = diff("--people")
    assert sorted(done.out.split()) == ["tel:+14155550100", "tel:+14155550101", "tel:+14155550102"]
    assert (
        done.err == 'People: reconsent is "ask-again": 3 people have agreed to other words and would be asked again.\n'
    )
    gateway.close()


def test_what_is_not_material_or_not_agreed_to_asks_nobody_again(diff: Run, root: Path) -> None:
    people(root).close()
    replace(root, f"{PROGRAM}/v2/en/disclosure.sms.j2", "Frequency: ", "frequency – ")
    replace(root, f"{PROGRAM}/v2/en/help.sms.j2", "Text JOIN to sign up.", "")
    done = diff("--people")
    assert (done.code, done.out) == (0, "")
    assert done.err == "People: no words that people agree to changed materially, so older consent still counts.\n"


def test_keep_asks_nobody_again(diff: Run, root: Path) -> None:
    people(root).close()
    replace(root, f"{PROGRAM}/program.toml", 'reconsent = "ask-again"', 'reconsent = "keep"')
    replace(root, f"{PROGRAM}/v2/en/disclosure.sms.j2", "Frequency: ", "How often: ")
    assert found(diff)["asked_again"] == {"people": 0, "by": []}
    assert (
        diff("--people").err
        == 'People: reconsent is "keep", so older consent still counts, and nobody is asked again.\n'
    )


def test_without_a_database_nobody_is_counted_and_none_is_made(diff: Run, root: Path) -> None:
    assert found(diff)["asked_again"] is None
    done = diff("--people")
    assert (done.code, done.out) == (2, "")
    assert "there is no database" in done.err
    assert not (root / "var").exists()


def test_a_fact_that_changed_shows_as_what_was_published(diff: Run, root: Path) -> None:
    before = {words.sha256: words.text for words in catalogue.load(root, []).all()}
    replace(root, f"{PROGRAM}/program.toml", "up to 10 messages per month", "up to 20 messages per month")
    files = {each["file"]: each for each in found(diff)["files"]}
    assert (files["en/disclosure.sms"]["reasons"], files["en/disclosure.sms"]["sentences"]) == (["lost"], [])
    assert "es/disclosure.sms" not in files
    database = people(root)
    with database.transaction() as connection:
        showings.add_texts(connection, before)
    database.close()
    after = found(diff)
    files = {each["file"]: each for each in after["files"]}
    assert files["en/disclosure.sms"]["sentences"] == [
        {"before": "Frequency: up to 10 messages per month.", "after": "Frequency: up to 20 messages per month."}
    ]
    assert after["asked_again"]["people"] == 3


def test_a_category_or_language_that_went_does_not_hide_the_older_words(diff: Run, root: Path) -> None:
    text = (root / PROGRAM / "program.toml").read_text(encoding="utf-8")
    text = text[: text.index("[categories.recommendations]")].replace('recommendations = "dpv:DirectMarketing"\n', "")
    (root / PROGRAM / "program.toml").write_text(text, encoding="utf-8")
    for path in (root / PROGRAM / "v2").glob("*/*.j2"):
        path.write_text(path.read_text(encoding="utf-8").replace(', "recommendations"', ""), encoding="utf-8")
    people(root).close()
    after = found(diff)
    reasons = {each["file"]: each["reasons"] for each in after["files"]}
    assert "categories" in reasons["en/disclosure.voice"]
    assert after["asked_again"]["people"] == 3


def test_a_file_that_is_no_words_is_one_line(diff: Run, root: Path) -> None:
    (root / PROGRAM / "v2/en/help.sms.j2").write_text("nothing")
    done = diff()
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(f"capture-gateway: {PROGRAM}/v2/en/help.sms.j2:1: P02 ")

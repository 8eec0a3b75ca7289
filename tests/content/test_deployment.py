"""What the repository's own channels/ and prompts/ must hold: whoever edits them runs these."""

import re
from pathlib import Path

import pytest

from capture_gateway import definitions
from capture_gateway.channels import kinds
from capture_gateway.cli import project
from capture_gateway.core import page_link
from capture_gateway.core.disclosure import Words, digest
from capture_gateway.core.problem import Problem
from capture_gateway.definitions import Deployment
from capture_gateway.prompts import lint, lock, segments
from capture_gateway.prompts.lint.rules import STATES

ROOT = Path(__file__).parent.parent.parent
PROGRAM = "bluebird-updates"
LANGUAGES = ("en", "es")
NAMES = {
    "sms": (
        "disclosure", "disclosure-offers", "confirmation", "confirmation-offers", "already", "declined", "stopped",
        "stopped-category", "stopped-last", "clarify", "nudge", "status", "status-none", "help",
        "welcome", "confirm", "code",
    ),
    "voice": (
        "disclosure", "question", "other-language", "again", "confirmation", "declined", "stopped", "goodbye",
        "trouble", "number", "number-check", "number-wrong", "pending", "pending-join", "pending-reply",
    ),
    "web": (
        "disclosure", "labels", "confirmation", "pending", "pending-join", "pending-reply", "pending-code", "stopped",
        "stopped-category", "stopped-last",
    ),
}  # fmt: skip
ALL = [(kind, name, language) for kind, names in NAMES.items() for name in names for language in LANGUAGES]
TEXTS = [(name, language) for kind, name, language in ALL if kind == "sms"]


@pytest.fixture(scope="module")
def loaded() -> tuple[Deployment | None, list[Problem]]:
    return definitions.load(ROOT, {name: kind.read for name, kind in kinds().items()})


@pytest.fixture(scope="module")
def deployment(loaded: tuple[Deployment | None, list[Problem]]) -> Deployment:
    found, problems = loaded
    assert found is not None, [str(problem) for problem in problems]
    return found


def words(deployment: Deployment, kind: str, name: str, language: str) -> Words:
    found = deployment.catalogue.words(PROGRAM, language, name, kind)
    assert found is not None
    return found


def test_the_files_have_no_problem(loaded: tuple[Deployment | None, list[Problem]]) -> None:
    assert loaded[1] == []


def test_e_no_line_believes_a_typed_number(deployment: Deployment) -> None:
    typing = ("voice", "web")
    assert {deployment.lines[line].options.possession for line in typing} == {"text-to-join"}


def test_the_lines_are_open(deployment: Deployment) -> None:
    assert {line.id: (line.kind, line.address, line.languages) for line in deployment.lines.values()} == {
        "sms": ("sms", "tel:+14155550100", LANGUAGES),
        "voice": ("voice", "tel:+14155550101", LANGUAGES),
        "web": ("web", None, LANGUAGES),
    }


def test_a_carriers_reviewer_finds_nothing() -> None:
    """Neither an error nor a warning of the rules for words, with everything that the lines tell them."""
    _, problems = project.examine(ROOT)
    assert [str(problem) for problem in problems if problem.rule in lint.RULES] == []


def test_everything_is_published(deployment: Deployment) -> None:
    assert lock.check(ROOT, deployment.catalogue) == []
    assert lock.unpublished(ROOT, deployment.catalogue) == []


def test_every_word_is_there_in_both_languages_and_no_other(deployment: Deployment) -> None:
    assert {(each.kind, each.name, each.language) for each in deployment.catalogue.all()} == set(ALL)


@pytest.mark.parametrize(("kind", "name", "language"), ALL)
def test_words_are_composed_and_have_their_digest(kind: str, name: str, language: str, deployment: Deployment) -> None:
    found = words(deployment, kind, name, language)
    assert found.sha256 == digest(found.text)
    assert found.text == found.text.strip()


@pytest.mark.parametrize("name", NAMES["sms"])
def test_english_texts_stay_within_gsm7(name: str, deployment: Deployment) -> None:
    text = re.sub("[⟦⟧]", "", words(deployment, "sms", name, "en").text)
    assert segments.count(text).outside == ()


def test_the_segments_of_every_text_are_counted(deployment: Deployment) -> None:
    """What each costs; a new wording changes this table knowingly."""
    counted = {
        (name, language): segments.count(re.sub("⟦.*?⟧", "", words(deployment, "sms", name, language).text)).count
        for name, language in TEXTS
    }
    assert counted == {
        ("disclosure", "en"): 3,
        ("disclosure", "es"): 4,
        ("disclosure-offers", "en"): 3,
        ("disclosure-offers", "es"): 4,
        ("confirmation", "en"): 2,
        ("confirmation", "es"): 2,
        ("confirmation-offers", "en"): 2,
        ("confirmation-offers", "es"): 2,
        ("already", "en"): 1,
        ("already", "es"): 1,
        ("declined", "en"): 1,
        ("declined", "es"): 1,
        ("stopped", "en"): 1,
        ("stopped", "es"): 2,
        ("stopped-category", "en"): 1,
        ("stopped-last", "en"): 1,
        ("stopped-last", "es"): 2,
        ("stopped-category", "es"): 2,
        ("welcome", "en"): 2,
        ("welcome", "es"): 2,
        ("confirm", "en"): 2,
        ("confirm", "es"): 2,
        ("code", "en"): 1,
        ("code", "es"): 1,
        ("clarify", "en"): 3,
        ("clarify", "es"): 6,
        ("nudge", "en"): 1,
        ("nudge", "es"): 2,
        ("status", "en"): 2,
        ("status", "es"): 2,
        ("status-none", "en"): 1,
        ("status-none", "es"): 1,
        ("help", "en"): 2,
        ("help", "es"): 3,
    }


@pytest.mark.parametrize("kind", NAMES)
def test_spanish_keeps_its_accents(kind: str, deployment: Deployment) -> None:
    said = " ".join(words(deployment, kind, name, "es").text for name in NAMES[kind])
    assert {"á", "ó"} <= set(said)
    bare = r"\b(?:numero|terminos|recibira|seguira|mas|suscripcion|condicion|adios|telefono|automatico|politica)\b"
    assert re.findall(bare, said, re.IGNORECASE) == []


@pytest.mark.parametrize("name", ["confirmation", "confirmation-offers"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_f9_a_confirmation_has_room_for_the_link_to_the_persons_page(
    name: str, language: str, deployment: Deployment
) -> None:
    link = "\nhttps://consent.bluebird.example/p/" + "x" * 22
    assert len(link) >= page_link.ROOM
    assert segments.count(words(deployment, "sms", name, language).text + link).count == 2


@pytest.mark.parametrize(("kind", "name", "language"), [each for each in ALL if each[1].startswith("disclosure")])
def test_what_the_disclosures_cover(kind: str, name: str, language: str, deployment: Deployment) -> None:
    """JOIN and key 1 cover texts and WhatsApp; calls have a box of their own on the form alone."""
    found = words(deployment, kind, name, language)
    assert found.role == "disclosure"
    assert found.contact == (("sms", "whatsapp", "voice") if kind == "web" else ("sms", "whatsapp"))
    everything = ("order-updates", "offers", "recommendations")
    assert found.categories == (("offers",) if name == "disclosure-offers" else everything)


@pytest.mark.parametrize(("language", "agree", "provider"), [("en", "AGREE", "YES"), ("es", "ACEPTO", "SÍ")])
def test_b6_only_one_word_is_advertised(language: str, agree: str, provider: str, deployment: Deployment) -> None:
    for name in ("disclosure", "disclosure-offers"):
        text = words(deployment, "sms", name, language).text
        assert re.search(rf"\b{agree}\b", text)
        assert not re.search(rf"\b(?:{provider}|YES|SI)\b", text)


def test_the_spoken_words_begin_by_saying_that_the_keys_come_afterwards(deployment: Deployment) -> None:
    english = words(deployment, "voice", "disclosure", "en").text.split(".")[0]
    spanish = words(deployment, "voice", "disclosure", "es").text.split(".")[0]
    assert english == "This is Bluebird Grocers; please listen first, because you will choose with the keys afterwards"
    assert spanish == "Habla Bluebird Grocers; por favor escuche primero, porque después podrá elegir con las teclas"


@pytest.mark.parametrize(("language", "press"), [("en", "press"), ("es", "oprima el")])
def test_the_question_says_what_every_key_of_the_line_does(language: str, press: str, deployment: Deployment) -> None:
    question = words(deployment, "voice", "question", language).text
    keys = deployment.lines["voice"].options.steps["offer"].keys
    assert {key for key in keys if key.isdigit()} == set(re.findall(rf"{press} (\d)", question))


@pytest.mark.parametrize(("language", "join"), [("en", "JOIN"), ("es", "UNIRME")])
def test_d4_a_hidden_caller_hears_what_to_text_and_to_which_number(
    language: str, join: str, deployment: Deployment
) -> None:
    """Where the line's `possession` is left out; else the call fills them in."""
    text = words(deployment, "voice", "pending", language).text
    assert re.search(rf"\b{join}\b", text)
    assert f"+1{re.sub(r'[^0-9]', '', text)}" == (deployment.lines["sms"].address or "").removeprefix("tel:")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pending_visitor_reads_which_number_to_text(language: str, deployment: Deployment) -> None:
    text = words(deployment, "web", "pending", language).text
    assert f"+1{re.sub(r'[^0-9]', '', text)}" == (deployment.lines["sms"].address or "").removeprefix("tel:")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_shows_the_number_that_texts_come_from(language: str, deployment: Deployment) -> None:
    (shown,) = re.findall(r"\([0-9]{3}\) [0-9-]+", words(deployment, "web", "disclosure", language).text)
    assert f"+1{re.sub(r'[^0-9]', '', shown)}" == (deployment.lines["sms"].address or "").removeprefix("tel:")


@pytest.mark.parametrize(("language", "keep"), [("en", "KEEP"), ("es", "SEGUIR")])
def test_c2_the_clarifying_words_show_the_word_that_keeps(language: str, keep: str, deployment: Deployment) -> None:
    assert re.search(rf"\b{keep}\b", words(deployment, "sms", "clarify", language).text)


@pytest.mark.parametrize(("language", "quoted"), [("en", "“{}”"), ("es", "«{}»")])
def test_the_form_names_its_button_as_the_button_is_labelled(
    language: str, quoted: str, deployment: Deployment
) -> None:
    button = words(deployment, "web", "labels", language).labels["button"]
    assert quoted.format(button) in words(deployment, "web", "disclosure", language).text


def test_labels_are_the_same_in_every_language(deployment: Deployment) -> None:
    english, spanish = (words(deployment, "web", "labels", language).labels for language in LANGUAGES)
    assert english.keys() == spanish.keys()
    same = {key for key in english if english[key] == spanish[key]}
    assert same == {"way_whatsapp"}


def test_what_everybody_was_promised_of_the_sender(deployment: Deployment) -> None:
    program = deployment.catalogue.programs[PROGRAM]
    assert program.sender.name == "Bluebird Grocers"
    assert program.sender.legal_name == "Bluebird Grocers, Inc."
    assert program.sender.address == "48 Feather Lane, San Francisco, CA 94107"
    assert program.sender.contact == "help@bluebird.example, +1 800 555 0199"
    assert (program.terms_url, program.privacy_url) == (
        "https://bluebird.example/terms",
        "https://bluebird.example/privacy",
    )
    assert tuple(program.categories) == ("order-updates", "offers", "recommendations")
    assert program.contact == ("sms", "whatsapp", "voice")
    assert program.regimes == ("whatsapp", "ctia-us", "tcpa-pewc")
    assert program.current == "v1"


def test_the_notes_name_every_state_that_words_may_declare() -> None:
    notes = (ROOT / "prompts/README.md").read_text(encoding="utf-8")
    table = notes.partition("| state | says | rule |")[2]
    named = {
        name
        for row in table.splitlines()
        for name in re.findall(r"`([a-z_]+)`", row.partition("|")[2].partition("|")[0])
    }
    assert named == STATES
    for row in re.findall(r"^\| (`.*?) \|.*\| (.*?) \|$", table, re.MULTILINE):
        for rule in row[1].split(", "):
            assert set(lint.RULES[rule].states) & set(re.findall(r"`([a-z_]+)`", row[0]))

from dataclasses import replace

import pytest

from capture_gateway.core.program import Processing
from capture_gateway.prompts.lint import Line, deployment
from tests.prompts.lint.bluebird import PROGRAM, TEXT_LINE, case, words

FORM = Line(program="bluebird-updates", kind="web", address=None, agree={}, keep={}, joined=("sms", "whatsapp"))
SHORT_CODE = replace(TEXT_LINE, address="tel:384387")


@pytest.mark.parametrize("text", ["from (415) 555-0100", "+1 415 555 0100", "415.555.0100.", "14155550100"])
def test_a_page_shows_where_texts_come_from(text: str) -> None:
    assert deployment.origin(case(words(text, kind="web"), lines=[TEXT_LINE, FORM])) is None


def test_a_page_that_shows_another_number_or_none_hears_which() -> None:
    assert deployment.origin(case(words("from (415) 555-0101", kind="web"), lines=[TEXT_LINE])) == "+14155550100"
    assert deployment.origin(case(words("from 384388", kind="paper"), lines=[SHORT_CODE])) == "384387"
    assert deployment.origin(case(words("from 384387", kind="paper"), lines=[SHORT_CODE])) is None
    assert deployment.origin(case(words("no number", kind="web"), lines=[FORM])) == ""


def test_a_text_shows_its_number_by_coming_from_it_and_unknown_lines_ask_for_nothing() -> None:
    assert deployment.origin(case(words("no number"), lines=[TEXT_LINE])) is None
    assert deployment.origin(case(words("no number", kind="web"))) is None
    assert deployment.origin(case(words("no number", kind="web", contact=("voice",)), lines=[TEXT_LINE])) is None


def test_calls_have_an_answer_of_their_own() -> None:
    page = words("…", kind="web", contact=("sms", "voice"))
    assert deployment.calls_apart(case(page, lines=[FORM])) is None
    assert deployment.calls_apart(case(page, lines=[replace(FORM, joined=("sms", "voice"))])) == ""
    assert deployment.calls_apart(case(words("…", kind="voice", contact=("sms", "voice")))) == ""
    assert deployment.calls_apart(case(words("…", kind="voice", contact=("sms", "whatsapp")))) is None
    assert deployment.calls_apart(case(words("…", kind="voice", contact=("voice",)))) is None


def test_texts_can_be_answered_or_say_what_else_to_do() -> None:
    assert deployment.replies(case("Reply STOP", lines=[TEXT_LINE])) is None
    assert deployment.replies(case("Reply STOP")) is None
    assert deployment.replies(case("Reply STOP", lines=[])) == ""
    assert deployment.replies(case("To stop, call 1 800 555 0199", lines=[])) is None
    assert deployment.replies(case("Do not reply.", lines=[TEXT_LINE])) == "Do not reply"
    assert deployment.replies(case("Do not reply. To stop, write to help@bluebird.example", lines=[TEXT_LINE])) is None


def test_the_word_that_agrees_is_shown_in_its_language() -> None:
    line = replace(TEXT_LINE, agree={"agree": "en", "i agree": "en", "acepto": "es", "ok": None})
    assert deployment.agree_word(case("Reply “AGREE”.", lines=[line])) is None
    assert deployment.agree_word(case("Reply I AGREE.", lines=[line])) is None
    assert deployment.agree_word(case("Reply OK.", lines=[line])) is None
    assert deployment.agree_word(case("Reply “agree” to agree.", lines=[line])) is None
    assert deployment.agree_word(case("You agree by ACEPTO. DISAGREE", lines=[line])) == "AGREE, I AGREE, OK"
    assert deployment.agree_word(case(words("Responda ACEPTÓ", language="es"), lines=[line])) is None
    assert deployment.agree_word(case("Reply YES.")) is None


def test_the_word_that_keeps_is_shown() -> None:
    assert deployment.keep_word(case(words("Reply KEEP", "clarify"), lines=[TEXT_LINE])) is None
    assert deployment.keep_word(case(words("Reply YES", "clarify"), lines=[TEXT_LINE])) == "KEEP"


@pytest.mark.parametrize(("years", "found"), [(4, "retention_years = 4"), (5, None), (6, None)])
def test_records_are_kept_for_five_years(years: int, found: str | None) -> None:
    assert deployment.retention(replace(PROGRAM, retention_years=years)) == found


def test_registrars_read_english() -> None:
    assert deployment.english(PROGRAM) is None
    assert deployment.english(replace(PROGRAM, languages=("es", "en-US"))) is None
    assert deployment.english(replace(PROGRAM, languages=("es", "fr-CA"))) == "es, fr-CA"


def test_what_consent_records_must_tell_is_told_of_each_category() -> None:
    silent = replace(PROGRAM, processing=Processing())
    purposes = dict.fromkeys(PROGRAM.categories, "dpv:DirectMarketing")
    each = ", ".join(f"processing.purposes.{category}" for category in PROGRAM.categories)
    assert deployment.processing(silent) == f"{each}, processing.storage_locations, processing.recipients"
    told = Processing(purposes=purposes, storage_locations=("DE",), recipients=())
    assert deployment.processing(replace(PROGRAM, processing=told)) is None
    unsaid = replace(told, recipients=None)
    assert deployment.processing(replace(PROGRAM, processing=unsaid)) == "processing.recipients"

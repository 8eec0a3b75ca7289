"""What a stranger can check about a text line is what the line does."""

from pathlib import Path

import pytest

from capture_gateway.channels import ways_in
from capture_gateway.core import page_link
from capture_gateway.core.way_in import WayIn
from capture_gateway.testing import company
from tests.channels.web import sample


def way_of(language: str) -> WayIn:
    deployment = sample.unchanged()
    assert deployment is not None
    return next(way for way in ways_in(deployment, "bluebird-updates", language) if way.line == "sms")


@pytest.mark.parametrize(
    ("language", "acts"), [("en", ["JOIN", "AGREE", "OFFERS"]), ("es", ["UNIRME", "ACEPTO", "OFERTAS"])]
)
def test_the_words_of_each_language_lead_to_what_the_line_sends(language: str, acts: list[str], tmp_path: Path) -> None:
    way = way_of(language)
    join, offers = way.scenes
    assert [join.act, join.choices[0].act, offers.act] == acts
    with sample.site(tmp_path) as site:
        assert site.text(join.act) == [join.words]
        (confirmed,) = site.text(join.choices[0].act)
        assert confirmed.rpartition("\n")[0] == join.choices[0].reply.removesuffix(f"\n{page_link.SHOWN}")
        assert site.text(join.act) == [next(way.choices("already")).reply]
        stop, *_ = way.choices("stop-category")
        assert site.text(stop.act) == [stop.reply]
        assert site.text("STOP") == [next(way.choices("stop")).reply]
        assert site.text(next(way.choices("help")).act) == [next(way.choices("help")).reply]
        assert site.text(offers.act) == [offers.words]


def test_where_the_provider_answers_its_answer_stands_there(tmp_path: Path) -> None:
    def theirs(text: str) -> str:
        yes = text[text.index("[agree_if_asked]") : text.index("[keep]")]  # a word that they take for themselves
        return text.replace('opt_out = "gateway"', 'opt_out = "twilio"').replace(yes, "")

    deployment, problems = sample.read(sample.copy(tmp_path / "copy", {"channels/sms.toml": theirs}))
    assert deployment is not None, problems
    way = next(way for way in ways_in(deployment, "bluebird-updates", "en") if way.line == "sms")
    assert next(way.choices("stop")).reply == company.STOPPED
    assert next(way.choices("start")).reply == company.STARTED
    assert next(way.choices("help")).reply == company.HELPED
    assert way.opt_out == "twilio"
    assert next(way.choices("stop-category")).reply.startswith("Bluebird Grocers: You will get no more messages about")
    spanish = next(way for way in ways_in(deployment, "bluebird-updates", "es") if way.line == "sms")
    assert next(spanish.choices("help")).reply.startswith("Bluebird Grocers, mensajes"), "AYUDA is ours to answer"


def test_a_line_that_does_not_speak_a_language_speaks_its_first(tmp_path: Path) -> None:
    edits = {"channels/web.toml": lambda text: text.replace('languages = ["en", "es"]', 'languages = ["en"]')}
    deployment, problems = sample.read(sample.copy(tmp_path / "copy", edits))
    assert deployment is not None, problems
    assert [way.language for way in ways_in(deployment, "bluebird-updates", "es")] == ["es", "es", "en"]
    assert ways_in(deployment, "another", "en") == []

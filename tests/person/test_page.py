"""The page as HTML: everything is escaped, several senders stand apart, and a language without labels still works."""

import re
from dataclasses import replace

import pytest

from capture_gateway.core.program import Sender
from capture_gateway.person import page
from capture_gateway.person.contents import Kept
from capture_gateway.person.page import Told
from tests.core.values import PROGRAM
from tests.person.story import AGREE, JOIN, lived

OFFERING = replace(PROGRAM, person_page=True)
SENDER = replace(PROGRAM.sender, contact="help@bluebird.example, +1 800 555 0199")
REDBIRD = Sender("redbird", "Redbird", "Redbird, Inc.", "1 Lane", "a@redbird.example, +1 800 555 0198")


def test_whatever_anybody_wrote_is_escaped() -> None:
    odd = replace(PROGRAM.sender, name="<i>Tom & Jerry's</i>", legal_name="<b>x", contact="a@b.example, <script>1")
    category = replace(PROGRAM.categories["offers"], label={"en": "<u>{x}"})
    ways = {way: {"en": "{ways}<u>"} for way in PROGRAM.contact}
    program = replace(OFFERING, sender=odd, categories={"offers": category}, ways=ways)
    kept = lived((JOIN[0], {**JOIN[1], "value": '"><img>{line}'}), AGREE)
    html = page.person(kept, [program], "en", token="t", form="f", told=Told("<script>\n<i>", "en"))
    assert not re.search(r"<(script|img|u|i)\b", html)
    assert "&lt;i&gt;Tom &amp; Jerry&#39;s&lt;/i&gt;" in html


def test_several_senders_stand_apart_each_with_a_button_for_everything() -> None:
    other = replace(OFFERING, id="redbird-news", sender=REDBIRD)
    html = page.person(lived(JOIN, AGREE), [OFFERING, other], "en", token="t", form="f")
    assert "<title>Your messages</title>" in html
    assert re.findall(r"<h3>(\w+)", html)[:2] == ["Bluebird", "Redbird"]
    assert re.findall(r'value="(bluebird|redbird)"', html) == ["bluebird", "redbird"]
    assert "Redbird, Inc., 1 Lane" in html


def test_a_language_without_labels_keeps_its_own_words() -> None:
    spoken = {"ht": "x"}
    categories = {id_: replace(each, label=spoken, description=spoken) for id_, each in PROGRAM.categories.items()}
    program = replace(OFFERING, languages=("ht",), categories=categories, ways=dict.fromkeys(PROGRAM.contact, spoken))
    html = page.person(lived(JOIN, AGREE), [program], "ht", token="t", form="f")
    assert '<html lang="en" dir="ltr">' in html
    assert '<b lang="ht">x</b>' in html
    assert "<nav" not in html


def test_nothing_kept_is_said_plainly() -> None:
    html = page.person(Kept("tel:+14155550123", {}, [], False, None), [OFFERING], "en", token="t", form="f")
    assert "Nothing is recorded for this number." in html
    assert 'value="bluebird"' in html, "everything can be stopped before anything was asked"


def test_older_entries_are_said_to_be_left_out() -> None:
    assert "Only the newest 1 entries" in page.person(lived(JOIN, AGREE, most=1), [OFFERING], "en", token="", form="")


def test_while_nothing_can_be_shown_each_sender_has_the_one_button() -> None:
    programs = [OFFERING, replace(OFFERING, id="other"), replace(OFFERING, id="redbird-news", sender=REDBIRD)]
    html = page.closed("tel:+14155550123", programs, "en", form='"><f>')
    assert re.findall(r'value="(bluebird|redbird)"', html) == ["bluebird", "redbird"]
    assert 'name="form" value="&#34;&gt;&lt;f&gt;"' in html


@pytest.mark.parametrize(("language", "told"), [("en", "reply STOP"), ("es", "responda STOP"), ("ht", "reply STOP")])
def test_whoever_finds_no_page_learns_how_to_stop(language: str, told: str) -> None:
    programs = [replace(OFFERING, sender=SENDER), replace(OFFERING, id="other", sender=SENDER)]
    gone = page.gone(programs, ["tel:+14155550100", "tel:384387"], language)
    assert told in gone
    assert "+1 415-555-0100" in gone
    assert "384387" in gone
    assert gone.count("help@bluebird.example") == 1
    assert told in page.busy(language)

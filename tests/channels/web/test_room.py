"""The room that is reckoned for a form, from its words alone; test_framed.py compares it with a browser's layout."""

from dataclasses import replace

import pytest

from capture_gateway.channels.web import room
from capture_gateway.channels.web.page import Texts
from tests.channels.web import sample


@pytest.fixture
def texts() -> Texts:
    deployment = sample.unchanged()
    assert deployment is not None
    line = deployment.lines["web"]
    disclosure, labels = (
        deployment.catalogue.words("bluebird-updates", "en", each, "web") for each in ("disclosure", "labels")
    )
    assert disclosure is not None
    assert labels is not None
    return Texts(line.program, "en", disclosure, labels.labels, line.options, {})


def test_a_narrow_frame_is_higher() -> None:
    needed = room.Room(fixed=300, area=200_000)
    assert [needed.height(width) for width in (200, 400)] == [1300, 800]


def test_the_forms_column_grows_no_further() -> None:
    needed = room.Room(fixed=300, area=room.WIDEST * 100)
    assert needed.height(room.WIDEST) == needed.height(1280) == 400


def test_longer_words_need_more(texts: Texts) -> None:
    longer = replace(texts, disclosure=replace(texts.disclosure, text=texts.disclosure.text + "\nOne more line."))
    assert room.of(longer).height(375) > room.of(texts).height(375)


def test_one_box_more_needs_more(texts: Texts) -> None:
    without = replace(texts, options=replace(texts.options, boxes=()))
    assert room.of(without).height(375) < room.of(texts).height(375)


def test_it_is_written_as_the_element_reads_it() -> None:
    assert str(room.Room(fixed=300, area=200_000)) == "300 200000"

"""What a stranger can check about a form is what stands on it."""

import html
from pathlib import Path

import pytest

from capture_gateway.channels import ways_in
from capture_gateway.core.way_in import WayIn
from capture_gateway.definitions import Deployment
from tests.channels.web import sample


def way_of(deployment: Deployment | None, language: str = "en") -> WayIn:
    assert deployment is not None
    return next(way for way in ways_in(deployment, "bluebird-updates", language) if way.medium == "page")


@pytest.mark.parametrize("language", ["en", "es"])
def test_everything_it_says_stands_on_the_form(language: str, tmp_path: Path) -> None:
    way = way_of(sample.unchanged(), language)
    (scene,) = way.scenes
    with sample.site(tmp_path) as site:
        page = site.client.get(f"{way.path}?lang={language}").text
    assert sample.paragraphs(page, "disclosure") == scene.words
    shown = html.unescape(page)
    for beside in scene.beside:
        for part in beside.text.split(": ", 1):
            assert part in shown
    assert [each.what for each in scene.beside] == ["title", "field", "group", *["box"] * 3, "group", "box"]
    assert f"{scene.choices[0].act}</button>" in shown


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (None, "pending"),
        ("none", "confirmation"),
        ("text-to-join", "pending-join"),
        ("reply", "pending-reply"),
        ("code", "pending-code"),
    ],
)
def test_the_answer_is_that_of_the_form(mode: str | None, words: str, tmp_path: Path) -> None:
    """What differs from person to person stands in brackets."""
    edits = {} if mode == "text-to-join" else sample.possession(mode)
    deployment, _ = sample.read(sample.copy(tmp_path / "copy", edits))
    assert deployment is not None
    (choice,) = way_of(deployment).scenes[0].choices
    expected = deployment.catalogue.words("bluebird-updates", "en", words, "web")
    assert expected is not None
    assert choice.reply == expected.text.replace("⟦", "[").replace("⟧", "]")
    assert choice.is_request is (mode != "none")

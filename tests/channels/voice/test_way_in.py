"""What a stranger can check about a voice line is what a caller hears."""

from pathlib import Path

from capture_gateway.channels import ways_in
from capture_gateway.core.way_in import WayIn
from capture_gateway.definitions import Deployment
from tests.channels.web import sample


def way_of(deployment: Deployment | None, problems: str = "", language: str = "en") -> WayIn:
    assert deployment is not None, problems
    return next(way for way in ways_in(deployment, "bluebird-updates", language) if way.line == "voice")


def test_the_step_has_its_words_its_question_and_its_keys() -> None:
    deployment = sample.unchanged()
    assert deployment is not None

    def words(name: str, language: str = "en") -> str:
        found = deployment.catalogue.words("bluebird-updates", language, name, "voice")
        assert found is not None
        return found.text

    way = way_of(sample.unchanged())
    (scene,) = way.scenes
    assert scene.words == words("disclosure")
    assert [(each.text, each.language) for each in scene.beside] == [
        (words("question"), "en"),
        (words("other-language", "es"), "es"),
    ]
    assert [(each.act, each.means, each.reply) for each in scene.choices] == [
        ("1", "agree", words("confirmation")),
        ("2", "decline", words("declined")),
        ("8", "stop", words("stopped")),
        ("9", "repeat", ""),
        ("*", "language", ""),
    ]
    assert [(each.means, each.reply) for each in way.replies] == [
        ("again", words("again")),
        ("goodbye", words("goodbye")),
        ("trouble", words("trouble")),
        ("hidden", words("number")),
        ("hidden-heard", words("number-check").replace("⟦number⟧", "[…]")),
        ("hidden-wrong", words("number-wrong")),
        ("hidden-agreed", words("pending-join").replace("⟦number⟧", "[…]").replace("⟦join⟧", "[…]")),
    ]


def test_from_the_last_language_the_call_goes_on_to_the_first() -> None:
    (scene,) = way_of(sample.unchanged(), language="es").scenes
    assert [each.language for each in scene.beside] == ["es", "en"]


def test_every_step_is_there_the_first_one_first(tmp_path: Path) -> None:
    menu = '[steps.menu]\nask = "question"\n[steps.menu.keys]\n"1" = "offer"\n"8" = "stop"\n'
    edits = {"channels/voice.toml": lambda text: text.replace('start = "offer"', 'start = "menu"') + menu}
    deployment, problems = sample.read(sample.copy(tmp_path / "copy", edits))
    way = way_of(deployment, str(problems))
    assert [(scene.name, scene.is_disclosure, scene.words == "") for scene in way.scenes] == [
        ("menu", False, True),
        ("offer", True, False),
    ]
    assert way.scenes[0].choices[0].means == "next"
    assert way.scenes[0].choices[0].about == "offer"
    assert [scene.name for scene in way.disclosures] == ["offer"]

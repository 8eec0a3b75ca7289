"""What a site pastes; test_snippet.py reads it as it is printed, test_framed.py runs it in a browser."""

from dataclasses import replace

import pytest

from capture_gateway.channels.web import embed
from capture_gateway.channels.web.pasted import pasted
from capture_gateway.definitions import Deployment
from tests.channels.web import sample


@pytest.fixture
def deployment() -> Deployment:
    found = sample.unchanged()
    assert found is not None
    return found


def test_a_gateway_below_a_path_is_one_origin(deployment: Deployment) -> None:
    what = pasted(deployment.lines["web"], deployment.catalogue, "https://gateway.example:8443/consent")
    assert what.policy == "script-src https://gateway.example:8443; frame-src https://gateway.example:8443"
    assert f'src="https://gateway.example:8443/consent{embed.NEWEST.path}"' in what.script


def test_every_language_of_the_line_is_there(deployment: Deployment) -> None:
    line = replace(deployment.lines["web"], languages=("es",))
    what = pasted(line, deployment.catalogue, "https://gateway.example")
    assert ([*what.elements], [*what.frames]) == (["es"], ["es"])


def test_words_cannot_leave_their_attribute(deployment: Deployment) -> None:
    line = deployment.lines["web"]
    catalogue = deployment.catalogue
    labels = catalogue.words("bluebird-updates", "en", "labels", "web")
    assert labels is not None

    class Quoted:
        def words(self, program: str, language: str, name: str, kind: str) -> object:
            found = catalogue.words(program, language, name, kind)
            assert found is not None
            return replace(found, labels={**found.labels, "title": '"><script>'}) if name == "labels" else found

    what = pasted(line, Quoted(), "https://gateway.example")  # type: ignore[arg-type]
    assert "<script" not in "".join([*what.elements.values(), *what.frames.values()])


def test_words_that_are_missing_are_no_silent_hole(deployment: Deployment) -> None:
    line = replace(deployment.lines["web"], languages=("fr",))
    with pytest.raises(LookupError, match="no words in fr"):
        pasted(line, deployment.catalogue, "https://gateway.example")

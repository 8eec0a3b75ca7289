"""A few hundred requests that schemathesis makes of the document; ten thousand of them in `make soak`."""

from collections.abc import Iterator

import pytest

from capture_gateway.testing import sample
from capture_gateway.testing.running import GatewayUnderTest, running
from tests.api.fuzzing import CHECKS, fuzz, peopled


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayUnderTest]:
    """A gateway of its own: strange things are written into it."""
    with running(sample.copy(tmp_path_factory.mktemp("project"))) as gateway:
        yield gateway


def test_every_answer_is_as_the_document_says(alone: GatewayUnderTest) -> None:
    phases = ("examples", "fuzzing", "stateful")
    found = fuzz(alone, peopled(alone), examples=3, seed=20_261_122, phases=phases)
    assert found.failures == {}, found.report()
    assert set(found.checks) == set(CHECKS)
    assert len(found.cases) == len(phases)
    _, document = alone.get("/openapi.json")
    declared = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}
    assert set(found.operations) == declared
    assert found.statuses[200] + found.statuses[201] > 20


def test_what_breaks_the_document_is_found(alone: GatewayUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """An instrument that finds nothing must be able to find something."""
    monkeypatch.setattr("tests.api.fuzzing.narrowed", _without_422)
    found = fuzz(alone, [], examples=2, seed=1, phases=("fuzzing",), only="/v1/permission")
    assert ("GET /v1/permission", "status_code_conformance") in found.failures


def _without_422(document: dict[str, dict[str, dict[str, dict[str, dict[str, object]]]]], _people: object) -> object:
    for methods in document["paths"].values():
        for operation in methods.values():
            del operation["responses"]["422"]
    return document

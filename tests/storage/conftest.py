"""Every store that a test here wrote is audited when the test is over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from capture_gateway.storage.database import version_of
from capture_gateway.storage.tables import SCHEMA_VERSION
from capture_gateway.testing.audited import assert_sound
from tests.postgres import urls_in


@pytest.fixture
def made_up() -> None:
    """Used by tests whose records are made up, or tampered with: an audit would say so."""


@pytest.fixture(autouse=True)
def audited(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    yield
    if "made_up" not in request.fixturenames:
        for url in urls_in(tmp_path):
            if version_of(url) == SCHEMA_VERSION:
                assert_sound(url)

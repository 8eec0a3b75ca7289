"""The sample's line, open for one file of tests."""

from collections.abc import Iterator

import pytest

from capture_gateway.testing import sample
from capture_gateway.testing.clock import Clock
from capture_gateway.testing.running import GatewayUnderTest, running


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[GatewayUnderTest]:
    with running(sample.copy(tmp_path_factory.mktemp("project")), now=clock) as one:
        yield one

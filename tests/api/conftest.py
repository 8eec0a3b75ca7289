from collections.abc import Iterator

import pytest

from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.running import GatewayUnderTest, running


@pytest.fixture(scope="session")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayUnderTest]:
    with running(sample.copy(tmp_path_factory.mktemp("project"))) as gateway:
        yield gateway


@pytest.fixture
def customer(gateway: GatewayUnderTest) -> str:
    """Somebody who agreed by text."""
    return _agreed(gateway)


@pytest.fixture(scope="module")
def agreed(gateway: GatewayUnderTest) -> str:
    """The same, for tests that leave them as they are."""
    return _agreed(gateway)


def _agreed(gateway: GatewayUnderTest) -> str:
    person = somebody()
    gateway.text(person, "JOIN")
    gateway.text(person, "AGREE")
    return person

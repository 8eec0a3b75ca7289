from collections.abc import Iterator

import pytest

from capture_gateway.client import CaptureGateway
from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.running import GatewayUnderTest, running


@pytest.fixture(scope="session")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayUnderTest]:
    with running(sample.copy(tmp_path_factory.mktemp("project"))) as gateway:
        yield gateway


@pytest.fixture(scope="session")
def client(gateway: GatewayUnderTest) -> Iterator[CaptureGateway]:
    with CaptureGateway(gateway.base, gateway.api_token) as client:
        yield client


@pytest.fixture
def customer(gateway: GatewayUnderTest) -> str:
    """Somebody who agreed by text."""
    person = somebody()
    gateway.text(person, "JOIN")
    gateway.text(person, "AGREE")
    return person

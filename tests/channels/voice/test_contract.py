"""A telephone line does what every channel with signed webhooks must do."""

from capture_gateway.testing.contract import ChannelContract
from capture_gateway.testing.phone import Request, run, scripted, twice
from capture_gateway.testing.running import GatewayUnderTest


class TestCalls(ChannelContract):
    channel = "voice"

    def opening(self, gateway: GatewayUnderTest, person: str) -> Request:
        request = next(gateway.caller(person).walk())
        assert isinstance(request, Request)
        return request

    def agrees(self, gateway: GatewayUnderTest, person: str) -> list[str]:
        return run(twice(scripted(gateway.caller(person).walk(), ["1"])), gateway.send).words

    def stops(self, gateway: GatewayUnderTest, person: str) -> None:
        run(twice(scripted(gateway.caller(person).walk(), ["8"])), gateway.send)

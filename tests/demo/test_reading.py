"""The page reads what any integrator reads."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from aiohttp import ClientResponseError, ClientSession

from capture_gateway.demo.reading import Reading
from capture_gateway.testing import sample
from capture_gateway.testing.running import GatewayUnderTest, running


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayUnderTest]:
    with running(sample.copy(tmp_path_factory.mktemp("project"))) as one:
        yield one


def read(gateway: GatewayUnderTest, token: str) -> tuple[list[dict[str, Any]], ...]:
    program = gateway.deployment.catalogue.programs["bluebird-updates"]

    async def tell() -> tuple[list[dict[str, Any]], ...]:
        async with ClientSession() as session:
            reading = Reading(session, gateway.base, token, program)
            everything = await reading.records(-1)
            last = everything[-1]["position"]
            return (
                everything,
                await reading.records(last - 1),
                await reading.records(last),
                await reading.permissions("tel:+14155550123"),
            )

    return asyncio.run(tell())


def test_records_come_once_and_permissions_for_everything(gateway: GatewayUnderTest) -> None:
    for word in ("JOIN", "AGREE", "STOP OFFERS"):
        gateway.text("+14155550123", word)
    everything, newest, nothing, permissions = read(gateway, gateway.api_token)
    assert everything == gateway.evidence()
    assert newest == everything[-1:]
    assert nothing == []
    answers = {(one["category"], one["contact"]): one["state"] for one in permissions}
    assert len(answers) == 9
    assert answers["offers", "sms"] == "withdrawn"
    assert answers["order-updates", "whatsapp"] == "given"


def test_a_wrong_token_reads_nothing(gateway: GatewayUnderTest) -> None:
    with pytest.raises(ClientResponseError):
        read(gateway, "not-a-token")

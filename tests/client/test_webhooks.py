"""Endpoints are made, listed, tested and removed; what is delivered to one, the samples' receiver shows."""

import pytest

from capture_gateway.client import CaptureGateway, Invalid, NotFound
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.running import GatewayUnderTest

URL = "http://127.0.0.1:64321/"  # what becomes of a message is not asked here


def test_an_endpoint_comes_and_goes_and_its_secret_is_shown_once(
    client: CaptureGateway, gateway: GatewayUnderTest
) -> None:
    gateway.text(somebody(), "STOP")  # a record to begin behind
    made = client.webhooks.create(URL, description="crm", events=["withdrawn"], programs=["bluebird-updates"], after=0)
    assert made.secret is not None
    assert made.secret.startswith("whsec_")
    assert made.secret not in repr(made) + str(made.json)
    (found,) = [one for one in client.webhooks.list() if one.id == made.id]
    assert (found.url, found.secret, found.json["description"], found.json["events"]) == (
        URL,
        None,
        "crm",
        ["withdrawn"],
    )
    message = client.webhooks.test(made.id)
    _, log = gateway.get(f"/v1/webhooks/{made.id}/deliveries")
    assert message in [one["message"] for one in log["items"]]
    client.webhooks.remove(made.id)
    assert made.id not in [one.id for one in client.webhooks.list()]


def test_what_is_no_target_and_what_is_not_there_is_refused(client: CaptureGateway) -> None:
    with pytest.raises(Invalid, match="url"):
        client.webhooks.create("http://169.254.169.254/latest/meta-data")
    for identifier in ("no-such-id", "../evidence"):
        with pytest.raises(NotFound):
            client.webhooks.remove(identifier)
        with pytest.raises(NotFound):
            client.webhooks.test(identifier)

"""/metrics: read by Prometheus' own parser, and by nobody else."""

from collections.abc import Mapping
from contextlib import closing

import pytest
from prometheus_client.parser import text_string_to_metric_families

from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.requests import PhoneError, Request, Response
from capture_gateway.testing.running import GatewayUnderTest

Samples = dict[tuple[str, tuple[str, ...]], float]
METRICS_ONLY = "cg_" + "m" * 43


def ask(gateway: GatewayUnderTest, headers: Mapping[str, str] | None = None) -> Response:
    return gateway.send(Request("GET", gateway.base + "/metrics", (), headers or {}))


def samples(gateway: GatewayUnderTest) -> Samples:
    """(Name without the prefix, values of its labels by their names) -> value."""
    answer = ask(gateway)
    assert (answer.status, answer.content_type.partition(";")[0]) == (200, "text/plain")
    return {
        (one.name.removeprefix("capture_gateway_"), tuple(value for _, value in sorted(one.labels.items()))): one.value
        for family in text_string_to_metric_families(answer.body.decode())
        for one in family.samples
    }


def grown(before: Samples, after: Samples) -> Samples:
    """What became more, of what only grows."""
    return {
        key: value - before.get(key, 0)
        for key, value in after.items()
        if key[0].endswith("_total") and not key[0].startswith("process_") and value != before.get(key, 0)
    }


def test_everything_is_told(gateway: GatewayUnderTest) -> None:
    found = samples(gateway)
    growing = ("process_", "captures", "api_requests", "webhook_deliveries")
    assert {name for name, _ in found if not name.startswith(growing)} == {
        "build_info", "requests_refused_total", "store_writable", "intake_waiting", "ledger_size", "outbox_waiting",
        "outbox_failed", "checkpoint_size", "checkpoint_age_seconds", "checkpoint_failing",
    }  # fmt: skip
    assert found["checkpoint_size", ()] <= found["ledger_size", ()]
    assert (found["checkpoint_age_seconds", ()] >= 0, found["checkpoint_failing", ()]) == (True, 0)
    assert found["store_writable", ()] == (gateway.get("/readyz")[0] == 200)
    assert found["ledger_size", ()] == len(gateway.evidence())


def test_what_happens_is_counted(gateway: GatewayUnderTest) -> None:
    before = samples(gateway)
    person = somebody()
    gateway.text(person, "JOIN")
    gateway.text(person, "AGREE")
    told = {"address": person, "program": "bluebird-updates", "reason": "please stop", "source": "email"}
    assert gateway.post("/v1/withdrawals", told)[0] == 201
    assert gateway.post("/v1/withdrawals", {"address": person})[0] == 422
    assert gateway.get("/v1/evidence/unknown")[0] == 404
    assert gateway.send(Request("POST", gateway.base + "/c/sms/message", (("From", person),), {})).status == 403
    after = samples(gateway)
    assert grown(before, after) == {
        ("captures_total", ("requested", "sms")): 1,
        ("captures_total", ("given", "sms")): 1,
        ("captures_total", ("withdrawn", "api")): 1,
        ("requests_refused_total", ()): 1,
        ("api_requests_total", ("withdraw", "201")): 1,
        ("api_requests_total", ("withdraw", "422")): 1,
        ("api_requests_total", ("read_evidence", "404")): 1,
    }
    assert after["ledger_size", ()] - before["ledger_size", ()] == 3


def test_a_broken_store_is_told(gateway: GatewayUnderTest) -> None:
    before = samples(gateway)
    with gateway.no_evidence_can_be_written():
        with pytest.raises(PhoneError, match="503"):
            gateway.text(somebody(), "JOIN")
        assert gateway.get("/v1/evidence/unknown")[0] == 503
        assert samples(gateway)["store_writable", ()] == 0
    assert grown(before, samples(gateway)) == {("api_requests_total", ("read_evidence", "503")): 1}


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "gateway.example"}, {"Host": "gateway.example:8080"}, {"Host": "127.0.0.1.evil.example"}, {"Host": ""},
        {"Host": "[::1"}, {"Host": "evil@127.0.0.1.example"}, {"Host": "10.0.0.1"}, {"Forwarded": "for=127.0.0.1"},
        {"X-Forwarded-For": "127.0.0.1"}, {"X-Forwarded-Proto": "https"}, {"X-Real-IP": "127.0.0.1"}, {"Via": "1.1 a"},
        {"Host": "gateway.example", "Authorization": "Bearer nobody's"},
    ],
)  # fmt: skip
def test_what_may_come_from_elsewhere_needs_a_token(gateway: GatewayUnderTest, headers: Mapping[str, str]) -> None:
    refused = ask(gateway, headers)
    assert (refused.status, refused.content_type) == (401, "application/problem+json")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9", "[::1]:8080", "LOCALHOST:80"])
def test_this_computer_has_several_names(gateway: GatewayUnderTest, host: str) -> None:
    assert ask(gateway, {"Host": host}).status == 200


def test_a_token_for_it_opens_it_from_everywhere_and_nothing_else(gateway: GatewayUnderTest) -> None:
    with closing(Database(gateway.settings.database, KEYS)) as database, database.transaction() as connection:
        tokens.create(connection, "prometheus", ["metrics"], METRICS_ONLY, 1, per_minute=1)
        tokens.create(connection, "no-prometheus", ["reviews"], METRICS_ONLY + "2", 1)
    elsewhere = {"Host": "gateway.example", "Authorization": f"Bearer {METRICS_ONLY}"}
    assert [ask(gateway, elsewhere).status for _ in range(3)] == [200, 200, 200]
    assert ask(gateway, {**elsewhere, "Authorization": f"Bearer {METRICS_ONLY}2"}).status == 403
    assert gateway.send(Request("GET", gateway.base + "/v1/reviews", (), elsewhere)).status == 403

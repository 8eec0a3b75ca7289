"""/metrics: read by Prometheus' own parser, and by nobody else."""

import os
import platform
from collections.abc import Mapping
from contextlib import closing

import pytest
from prometheus_client.parser import text_string_to_metric_families

import capture_gateway
from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database
from capture_gateway.storage.tables import SCHEMA_VERSION
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.requests import PhoneError, Request, Response
from capture_gateway.testing.running import GatewayUnderTest

Samples = dict[tuple[str, tuple[str, ...]], float]
METRICS_ONLY = "cg_" + "m" * 43
HISTOGRAMS = ("batch_acts", "write_seconds", "write_lock_seconds")


def ask(gateway: GatewayUnderTest, headers: Mapping[str, str] | None = None) -> Response:
    return gateway.send(Request("GET", gateway.base + "/metrics", (), headers or {}))


def samples(gateway: GatewayUnderTest) -> Samples:
    """(Name without the prefix, values of its labels by their names) -> value; `process`, where it is, left out."""
    answer = ask(gateway)
    assert (answer.status, answer.content_type.partition(";")[0]) == (200, "text/plain")
    return {
        (
            one.name.removeprefix("capture_gateway_"),
            tuple(value for name, value in sorted(one.labels.items()) if name != "process"),
        ): one.value
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
    compared = ["clock_offset_seconds"] if gateway.settings.database.get_backend_name() == "postgresql" else []
    growing = ("process_", "captures", "api_requests", "webhook_deliveries", "writes_refused", "line_errors")
    histograms = {f"{name}_{part}" for name in HISTOGRAMS for part in ("bucket", "count", "sum")}
    assert {name for name, _ in found if not name.startswith(growing)} - histograms == {
        "build_info", "requests_refused_total", "store_writable", "intake_waiting", "write_under_way_seconds",
        "ledger_size", "outbox_waiting", "outbox_failed", "outbox_lag_seconds", "webhook_lag_seconds",
        "clock_behind_ledger_seconds", *compared, "checkpoint_size", "checkpoint_age_seconds", "checkpoint_failing",
    }  # fmt: skip
    (build,) = [labels for name, labels in found if name == "build_info"]
    assert build == (gateway.settings.database.get_backend_name(), platform.python_version(), str(SCHEMA_VERSION),
                     capture_gateway.__version__)  # fmt: skip
    assert {labels for name, labels in found if name == "requests_refused_total"} >= {
        ("sms", "sms"),
        ("voice", "voice"),
    }
    assert found["checkpoint_size", ()] <= found["ledger_size", ()]
    assert (found["checkpoint_age_seconds", ()] >= 0, found["checkpoint_failing", ()]) == (True, 0)
    assert found["store_writable", ()] == (gateway.get("/readyz")[0] == 200)
    assert found["ledger_size", ()] == len(gateway.evidence())


def test_where_several_may_answer_their_own_figures_say_whose_they_are(gateway: GatewayUnderTest) -> None:
    is_shared = gateway.settings.database.get_backend_name() == "postgresql"
    families = list(text_string_to_metric_families(ask(gateway).body.decode()))
    told = {one.name: one.labels.get("process") for family in families for one in family.samples}
    for name in ("capture_gateway_intake_waiting", "capture_gateway_batch_acts_count", "process_cpu_seconds_total"):
        assert told[name] == (str(os.getpid()) if is_shared else None)
    assert told["capture_gateway_ledger_size"] is None


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
        ("captures_total", ("sms", "requested", "sms")): 1,
        ("captures_total", ("sms", "given", "sms")): 1,
        ("captures_total", ("api", "withdrawn", "api")): 1,
        ("requests_refused_total", ("sms", "sms")): 1,
        ("line_errors_total", ("sms", "sms", "403")): 1,
        ("api_requests_total", ("withdraw", "201")): 1,
        ("api_requests_total", ("withdraw", "422")): 1,
        ("api_requests_total", ("read_evidence", "404")): 1,
    }
    assert after["ledger_size", ()] - before["ledger_size", ()] == 3
    acts = after["batch_acts_sum", ()] - before["batch_acts_sum", ()]
    batches = after["batch_acts_count", ()] - before["batch_acts_count", ()]
    assert acts >= batches >= 3  # one after the other; reports of what became of our texts are acts too
    written = ("write_seconds_count", ("acts",))
    assert after[written] - before[written] == batches
    assert after["write_lock_seconds_count", ()] - before["write_lock_seconds_count", ()] >= batches
    assert 0 < after["write_seconds_sum", ("acts",)] - before["write_seconds_sum", ("acts",)] < 60
    assert after["write_under_way_seconds", ()] == 0


def test_every_line_of_a_histogram_fits_the_others(gateway: GatewayUnderTest) -> None:
    found = samples(gateway)
    for name in HISTOGRAMS:
        for work in {labels[1:] for one, labels in found if one == f"{name}_bucket"}:
            bounds = {float(labels[0]): value for (one, labels), value in found.items()
                      if one == f"{name}_bucket" and labels[1:] == work}  # fmt: skip
            counts = [bounds[bound] for bound in sorted(bounds)]
            assert counts == sorted(counts)
            assert bounds[float("inf")] == found[f"{name}_count", work]


def test_a_broken_store_is_told(gateway: GatewayUnderTest) -> None:
    before = samples(gateway)
    with gateway.no_evidence_can_be_written():
        with pytest.raises(PhoneError, match="503"):
            gateway.text(somebody(), "JOIN")
        assert gateway.get("/v1/evidence/unknown")[0] == 503
        assert samples(gateway)["store_writable", ()] == 0
    told = grown(before, samples(gateway))
    assert told.pop(("api_requests_total", ("read_evidence", "503"))) == 1
    assert told.pop(("line_errors_total", ("sms", "sms", "503"))) == 1
    ((name, (cause,)),) = told
    assert (name, cause.isidentifier()) == ("writes_refused_total", True)


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

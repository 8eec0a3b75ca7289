"""Evidence: filters, cursors, one record; over real HTTP."""

from typing import Any

import pytest

from capture_gateway.testing.running import GatewayUnderTest


def test_evidence_goes_on_after_next_until_it_is_empty(gateway: GatewayUnderTest, agreed: str) -> None:
    everything = gateway.evidence()
    assert [record["position"] for record in everything] == list(range(len(everything)))
    seen: list[dict[str, Any]] = []
    after: dict[str, str] = {}
    while True:
        _, page = gateway.get("/v1/evidence", limit="1", **after)
        if not page["items"]:
            assert page["next"] is None
            break
        seen += page["items"]
        assert page["next"] == page["items"][-1]["position"]
        after = {"after": str(page["next"])}
    assert seen == everything
    status, one = gateway.get(f"/v1/evidence/{everything[0]['id']}")
    assert (status, one) == (200, everything[0])


def test_evidence_filters(gateway: GatewayUnderTest, agreed: str) -> None:
    assert [r["event"] for r in gateway.evidence(agreed)] == ["requested", "given"]
    assert {r["event"] for r in gateway.evidence(event="given")} == {"given"}
    assert {r["channel"]["id"] for r in gateway.evidence(channel="sms")} == {"sms"}
    assert gateway.evidence(agreed, channel="voice") == []
    assert gateway.evidence(agreed, program="bluebird-updates") == gateway.evidence(agreed)


@pytest.mark.parametrize(
    ("field", "value"),
    [("limit", "0"), ("limit", "1001"), ("limit", "x"), ("after", "-2"), ("event", "granted"), ("channel", "fax"),
     ("program", "x"), ("address", "x")],
)  # fmt: skip
def test_a_bad_filter_is_422_naming_it(gateway: GatewayUnderTest, field: str, value: str) -> None:
    status, problem = gateway.get("/v1/evidence", **{field: value})
    assert (status, problem["errors"][0]["field"]) == (422, field)

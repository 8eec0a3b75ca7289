"""One route for each path: what it does, and what it says that it does."""

import pytest
import requests

from capture_gateway.testing.running import GatewayUnderTest


@pytest.mark.parametrize(
    ("path", "does"),
    [
        ("/v1/permissions/check", {"POST"}),
        ("/v1/evidence", {"GET", "HEAD", "POST"}),
        ("/v1/evidence/import", {"POST"}),
        ("/v1/webhooks/any", {"DELETE", "GET", "HEAD"}),
    ],
)
def test_another_method_is_405_and_told_all_that_there_are(
    gateway: GatewayUnderTest, path: str, does: set[str]
) -> None:
    answer = requests.put(gateway.base + path, timeout=30)
    assert (answer.status_code, answer.json()["status"]) == (405, 405)
    assert set(answer.headers["allow"].split(", ")) == does


def test_head_is_get_without_its_body(gateway: GatewayUnderTest) -> None:
    headers = {"Authorization": f"Bearer {gateway.api_token}"}
    answer = requests.head(f"{gateway.base}/v1/evidence", headers=headers, timeout=30)
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) > 0

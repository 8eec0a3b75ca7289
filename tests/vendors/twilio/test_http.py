"""How the library reaches the API: one address, no retries, nothing in a log."""

import logging
from types import SimpleNamespace
from typing import Any

import pytest

from capture_gateway.core.errors import OperatorError
from capture_gateway.vendors.twilio.http import Http, TooMany, ask


def answering(http: Http, status: int, headers: dict[str, str]) -> list[tuple[str, str, Any]]:
    """Nothing leaves; what would have is in the list."""
    sent: list[tuple[str, str, Any]] = []

    def request(method: str, url: str, **options: Any) -> Any:
        sent.append((method, url, options["headers"]))
        return SimpleNamespace(status_code=status, headers=headers)

    http._http.request = request
    return sent


@pytest.mark.parametrize(
    ("api", "asked", "reached"),
    [
        ("https://api.twilio.com", "https://messaging.twilio.com/v1/S?a=1", "https://messaging.twilio.com/v1/S?a=1"),
        ("https://api.twilio.com", "https://api.twilio.com/2010", "https://api.twilio.com/2010"),
        (
            "https://api.dublin.ie1.twilio.com",
            "https://messaging.twilio.com/v1",
            "https://messaging.dublin.ie1.twilio.com/v1",
        ),
        ("http://127.0.0.1:9", "https://messaging.twilio.com/v1", "http://127.0.0.1:9/v1"),
    ],
)
def test_every_product_is_asked_in_the_same_place_by_a_connection_of_its_own(
    api: str, asked: str, reached: str
) -> None:
    http = Http(api)
    sent = answering(http, 200, {})
    http.request("GET", asked, headers={"Accept": "application/json"})
    assert sent == [("GET", reached, {"Accept": "application/json", "Connection": "close"})]


@pytest.mark.parametrize(("said", "seconds"), [({}, 0), ({"Retry-After": "30"}, 30), ({"Retry-After": "Sunday"}, 0)])
def test_too_many_requests_say_how_long_to_wait(said: dict[str, str], seconds: float) -> None:
    http = Http("http://127.0.0.1:9")
    answering(http, 429, said)
    with pytest.raises(TooMany) as raised:
        http.request("GET", "https://api.twilio.com/2010")
    assert (raised.value.retry_after, raised.value.status) == (seconds, 429)


def test_the_library_writes_no_log(caplog: pytest.LogCaptureFixture) -> None:
    http = Http("http://127.0.0.1:9")
    with caplog.at_level(logging.DEBUG), pytest.raises(OperatorError, match="could not be reached"):
        ask("127.0.0.1:9", lambda: http.request("GET", "https://api.twilio.com/2010?To=%2B14155550123"))
    assert "4155550123" not in caplog.text

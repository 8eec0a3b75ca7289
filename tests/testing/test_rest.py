"""The company's REST API is Twilio's as far as its library can tell."""

import base64
import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from capture_gateway.core import instant
from capture_gateway.testing.clock import Clock
from capture_gateway.testing.requests import Request, Response
from capture_gateway.testing.rest import RestApi
from capture_gateway.testing.running import over_socket
from capture_gateway.vendors.twilio.signature import check
from tests.outbox.post import ACCOUNT, NUMBER, Reports, company

PERSON = "+14155550123"
FIELDS = {"To": PERSON, "From": NUMBER, "Body": "Hello.", "StatusCallback": "https://consent.example.com/r?reply=1"}
# Every property of a message in the public OpenAPI: https://github.com/twilio/twilio-oai
PROPERTIES = {
    "account_sid", "api_version", "body", "date_created", "date_sent", "date_updated", "direction", "error_code",
    "error_message", "from", "messaging_service_sid", "num_media", "num_segments", "price", "price_unit", "sid",
    "status", "subresource_uris", "to", "uri",
}  # fmt: skip

Hosted = tuple[RestApi, str, Reports, Clock]


@pytest.fixture(scope="module")
def hosted() -> Iterator[Hosted]:
    clock = Clock()
    with company(clock) as (rest, address, reports):
        yield rest, f"{address}/2010-04-01/Accounts/{ACCOUNT.sid}/Messages.json", reports, clock


@pytest.fixture
def url(hosted: Hosted) -> str:
    rest, _, reports, _ = hosted
    rest._company.messages.clear()
    rest._company.blocked.clear()
    reports.requests.clear()
    return hosted[1]


def signed_in(token: str = ACCOUNT.token) -> dict[str, str]:
    basic = base64.b64encode(f"{ACCOUNT.sid}:{token}".encode()).decode()
    return {"authorization": f"Basic {basic}", "content-type": "application/x-www-form-urlencoded"}


def post(url: str, **changes: str) -> Response:
    return over_socket(Request("POST", url, tuple((FIELDS | changes).items()), signed_in()))


def test_a_text_is_made_with_every_property_and_reported_signed(hosted: Hosted, url: str) -> None:
    rest, _, reports, _ = hosted
    answer = post(url)
    made = json.loads(answer.body)
    assert (answer.status, set(made)) == (201, PROPERTIES)
    assert (made["to"], made["from"], made["status"], made["direction"]) == (PERSON, NUMBER, "queued", "outbound-api")
    assert made["date_created"] == "Sun, 22 Nov 2026 10:00:00 +0000"
    while rest.reporting:
        pass
    assert [status for _, status in reports.told] == ["queued", "sent", "delivered"]
    for report in reports.requests:
        signature = report.headers["x-twilio-signature"]
        check(url=report.url, pairs=report.pairs, signature=signature, tokens=(ACCOUNT.token,))
        assert dict(report.pairs)["MessageSid"] == made["sid"]
    assert rest.received(PERSON) == ["Hello."]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"To": "+1"}, 21211), ({"To": ""}, 21604), ({"From": ""}, 21603), ({"Body": ""}, 21602),
        ({"Body": "x" * 1601}, 21617),
    ],
)  # fmt: skip
def test_mistakes_have_the_codes_of_twilio(hosted: Hosted, url: str, changes: dict[str, str], code: int) -> None:
    answer = post(url, **changes)
    more = f"https://www.twilio.com/docs/errors/{code}"
    said = json.loads(answer.body)
    assert (answer.status, said["code"], said["status"], said["more_info"]) == (400, code, 400, more)
    assert hosted[0].sent == []


def test_who_opted_out_gets_nothing(hosted: Hosted, url: str) -> None:
    hosted[0]._company.blocked.add((NUMBER, PERSON))
    assert json.loads(post(url).body)["code"] == 21610
    assert hosted[0].received(PERSON) == []


def test_strangers_and_other_accounts_are_refused(url: str) -> None:
    assert over_socket(Request("GET", url, (), signed_in("a guess"))).status == 401
    assert over_socket(Request("GET", url.replace(ACCOUNT.sid, "AC" + "9" * 32), (), signed_in())).status == 404


def test_a_list_is_filtered_by_number_and_date_and_comes_in_pages(hosted: Hosted, url: str) -> None:
    rest, _, _, clock = hosted
    before = clock()
    for _ in range(3):
        rest.missed(PERSON, NUMBER, "hello")
        clock.forward(instant.SECOND)
    rest.missed("+14155550199", NUMBER, "hello")

    def listed(**query: str) -> tuple[int, str | None]:
        answer = json.loads(over_socket(Request("GET", f"{url}?{urlencode(query)}", (), signed_in())).body)
        return len(answer["messages"]), answer["next_page_uri"]

    assert listed(To=NUMBER) == (4, None)
    assert listed(From=PERSON) == (3, None)
    assert listed(To=PERSON) == (0, None)
    assert listed(**{"DateSent>": instant.text(before + instant.SECOND)}) == (3, None)
    assert listed(**{"DateSent<": instant.text(before + instant.SECOND)}) == (2, None)
    count, following = listed(PageSize="3")
    assert (count, "Page=1" in str(following)) == (3, True)

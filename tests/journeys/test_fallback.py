"""Twilio asks again at the fallback address, ours too: nothing happens twice, and nobody is left without words.

The second request says why it was made: https://www.twilio.com/docs/usage/webhooks/sms-webhooks
"""

from collections.abc import Iterator

import pytest

from capture_gateway.testing.phone import Account, Request, Response, through
from tests.channels.web import sample

FAILED = (("ErrorCode", "11200"), ("ErrorUrl", "http://testserver/c/sms/message"))
PERSON = "+14155550123"


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sample.Site]:
    with sample.site(tmp_path_factory.mktemp("site")) as running:
        yield running


def post(site: sample.Site, path: str, *pairs: tuple[str, str]) -> Response:
    account = Account(site.settings.twilio_account_sid, sample.TWILIO_TOKEN)
    fields = (("AccountSid", account.sid), ("From", PERSON), *pairs)
    request: Request = account.request("POST", f"{site.settings.public_url}{path}", fields)
    return through(site.client)(request)


def test_a_text_that_comes_again_by_the_fallback_is_one_text(site: sample.Site) -> None:
    message = (("To", "+14155550100"), ("MessageSid", "SM" + "1" * 32), ("Body", "JOIN"))
    first = post(site, "/c/sms/message", *message)
    again = post(site, "/c/sms/message", *message, *FAILED)
    assert (again.status, again.body) == (200, first.body)
    assert b"By replying AGREE" in first.body
    assert [record["event"] for record in site.records()] == ["requested"]


def test_a_text_that_came_by_the_fallback_alone_is_answered(site: sample.Site) -> None:
    message = (("To", "+14155550100"), ("MessageSid", "SM" + "2" * 32), ("Body", "STOP"))
    assert b"You are unsubscribed" in post(site, "/c/sms/message", *message, *FAILED).body
    assert [record["event"] for record in site.records()] == ["withdrawn"]


def test_a_call_that_failed_on_the_way_hears_the_words_again_and_may_agree(site: sample.Site) -> None:
    call = (("To", "+14155550101"), ("CallSid", "CA" + "1" * 32), ("Direction", "inbound"))
    first = post(site, "/c/voice/call", *call, ("CallStatus", "ringing"))
    again = post(site, "/c/voice/call", *call, ("CallStatus", "in-progress"), *FAILED)
    assert (again.status, again.body) == (200, first.body)
    action = first.body.decode().partition('action="')[2].partition('"')[0].replace("&amp;", "&")
    agreed = post(
        site, action.removeprefix(site.settings.public_url), *call, ("CallStatus", "in-progress"), ("Digits", "1")
    )
    assert b"You agreed to get" in agreed.body
    assert [record["event"] for record in site.records()] == ["requested", "given"]

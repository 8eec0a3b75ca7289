"""Reading an account: what is set, whose settings count, and one sentence for whatever goes wrong."""

import socket
from collections.abc import Callable, Iterator

import pytest
from starlette.responses import Response

from capture_gateway.core.errors import OperatorError
from capture_gateway.vendors.twilio import http
from capture_gateway.vendors.twilio.account import Account, Setting, without_secrets
from tests.vendors.twilio.fake_account import SID, TOKEN, FakeAccount, failing, not_json, served

NUMBER = "+14155550100"


@pytest.fixture(scope="module")
def hosted() -> Iterator[tuple[FakeAccount, str]]:
    fake = FakeAccount()
    server = served(fake)
    yield fake, server.address
    server.stop()


@pytest.fixture
def fake(hosted: tuple[FakeAccount, str]) -> FakeAccount:
    account, _ = hosted
    account.__init__()  # type: ignore[misc]
    return account


@pytest.fixture
def account(hosted: tuple[FakeAccount, str], fake: FakeAccount) -> Account:
    del fake
    return Account(SID, TOKEN, hosted[1])


def test_a_number_has_its_addresses_and_methods(fake: FakeAccount, account: Account) -> None:
    fake.number(NUMBER, sms_url="https://gateway.example/m#rc=3", sms_method="GET", voice_url=" https://v.example ")
    number = account.number(f"tel:{NUMBER}")
    assert number is not None
    assert number.settings["sms"] == Setting("https://gateway.example/m#rc=3", "GET")
    assert number.settings["voice"] == Setting("https://v.example", "POST")
    assert number.settings["status_callback"] == Setting("", "POST")
    assert (number.taken_over, number.service) == ({}, None)


def test_a_number_that_only_contains_the_digits_is_another(fake: FakeAccount, account: Account) -> None:
    fake.number("+514155550100")
    assert account.number(f"tel:{NUMBER}") is None
    fake.number("+614155550100")
    fake.number(NUMBER, sms_url="https://on.the.second.page")
    number = account.number(f"tel:{NUMBER}")
    assert number is not None
    assert number.settings["sms"].url == "https://on.the.second.page"


def test_a_short_code_is_looked_for_where_those_are(fake: FakeAccount, account: Account) -> None:
    fake.code("384387", sms_url="https://gateway.example/m", sms_method="POST")
    code = account.number("tel:384387")
    assert code is not None
    assert [*code.settings] == ["sms", "sms_fallback"]
    assert account.number("tel:38438") is None


def test_the_service_of_a_number_is_found_on_any_page(fake: FakeAccount, account: Account) -> None:
    fake.number(NUMBER)
    fake.code("384387")
    fake.service("One", ["+14155550101", "+14155550102"])
    fake.service("Two", [])
    fake.service(
        "Three", ["+14155550103", "+14155550104", NUMBER, "384387"],
        inbound_request_url="https://service.example", inbound_method="POST", use_inbound_webhook_on_number=True,
    )  # fmt: skip
    for address in (f"tel:{NUMBER}", "tel:384387"):
        number = account.number(address)
        assert number is not None
        assert number.service is not None
        assert (number.service.name, number.service.uses_numbers_webhook) == ("Three", True)
        assert number.service.inbound == Setting("https://service.example", "POST")
    assert fake.asked.count("/v1/Services") == 2, "services are read once, page by page"


@pytest.mark.parametrize(
    ("settings", "taken"),
    [
        ({"sms_application_sid": "AP1"}, {"sms": "TwiML App AP1"}),
        ({"voice_application_sid": "AP2"}, {"voice": "TwiML App AP2"}),
        ({"voice_application_sid": "AP2", "trunk_sid": "TK3"}, {"voice": "SIP trunk TK3"}),
    ],
)
def test_what_answers_instead_of_webhooks_is_known(
    settings: dict[str, str], taken: dict[str, str], fake: FakeAccount, account: Account
) -> None:
    fake.number(NUMBER, **settings)
    number = account.number(f"tel:{NUMBER}")
    assert number is not None
    assert number.taken_over == taken


def test_wrong_credentials_are_one_sentence_without_them(hosted: tuple[FakeAccount, str], fake: FakeAccount) -> None:
    fake.number(NUMBER)
    with pytest.raises(OperatorError, match="Twilio refuses these credentials: check CAPTURE_GATEWAY_TWILIO") as told:
        Account(SID, "another-token", hosted[1]).number(f"tel:{NUMBER}")
    assert "another-token" not in str(told.value)
    with pytest.raises(OperatorError, match="refuses these credentials"):
        Account("AC" + "2" * 32, TOKEN, hosted[1]).number(f"tel:{NUMBER}")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (lambda: failing(500), r"could not answer \(500\): try again later"),
        (lambda: failing(503), r"could not answer \(503\): try again later"),
        (lambda: failing(429), r"asked too often just now \(429\)"),
        (not_json, "something else than its JSON"),
    ],
)
def test_trouble_at_twilio_is_one_sentence_and_asked_once(
    answer: Callable[[], Response], sentence: str, fake: FakeAccount, account: Account
) -> None:
    fake.broken = answer()
    with pytest.raises(OperatorError, match=sentence):
        account.number(f"tel:{NUMBER}")
    assert len(fake.asked) == 1
    fake.broken = None
    fake.number(NUMBER)
    assert account.number(f"tel:{NUMBER}") is not None


def test_nobody_there_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(OperatorError, match=f"127.0.0.1:{port} could not be reached"):
        Account(SID, TOKEN, f"http://127.0.0.1:{port}").number(f"tel:{NUMBER}")


def test_silence_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:  # connections wait there, and nobody takes them
        account = Account(SID, TOKEN, f"http://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(OperatorError, match="did not answer in time"):
            account.number(f"tel:{NUMBER}")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:pass@old.example/sms?key=secret#rc=2", "https://…@old.example/sms?…#rc=2"),
        (
            "https://gateway.example/c/sms/message#rc=3&rp=ct,rt,5xx",
            "https://gateway.example/c/sms/message#rc=3&rp=ct,rt,5xx",
        ),
        ("https://gateway.example/a@b", "https://gateway.example/a@b"),
    ],
)
def test_what_may_be_a_secret_in_an_address_is_not_shown(url: str, shown: str) -> None:
    assert without_secrets(url) == shown

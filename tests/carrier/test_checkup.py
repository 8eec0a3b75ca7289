"""Whether what is set at the provider is what the files say, as far as its API tells."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from capture_gateway.carrier.checkup import Check, Connected, differing, examine
from capture_gateway.core.way_in import OptOut
from capture_gateway.vendors.twilio.account import Account
from capture_gateway.vendors.twilio.webhooks import CALLS, MESSAGES, RETRY
from tests.vendors.twilio.fake_account import SID, TOKEN, FakeAccount, served

PUBLIC = "https://consent.bluebird-grocers.com"
TEXTS = Connected("sms", "tel:+14155550100", MESSAGES, "twilio")
PHONE = Connected("voice", "tel:+14155550101", CALLS, None)
MESSAGE = f"{PUBLIC}/c/sms/message{RETRY}"
CALL = f"{PUBLIC}/c/voice/call{RETRY}"
RIGHT = {
    "+14155550100": {
        "sms_url": MESSAGE, "sms_method": "POST", "sms_fallback_url": MESSAGE, "sms_fallback_method": "POST",
    },
    "+14155550101": {
        "voice_url": CALL, "voice_method": "POST", "voice_fallback_url": CALL, "voice_fallback_method": "POST",
        "status_callback": f"{PUBLIC}/c/voice/call-status{RETRY}", "status_callback_method": "POST",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def hosted() -> Iterator[tuple[FakeAccount, str]]:
    fake = FakeAccount()
    server = served(fake)
    yield fake, server.address
    server.stop()


class Provider:
    """The fake account, and what an examination of it finds."""

    def __init__(self, fake: FakeAccount, address: str) -> None:
        fake.__init__()  # type: ignore[misc]
        self.fake = fake
        self._address = address

    def has(self, number: str, **instead: str | None) -> None:
        """A number with everything right but what is given."""
        self.fake.number(number, **{**RIGHT.get(number, {}), **instead})

    def checks(self, *lines: Connected, public: str = PUBLIC) -> list[Check]:
        return list(examine(lines, public, Account(SID, TOKEN, self._address)))

    def wrong(self, *lines: Connected) -> list[tuple[str, str]]:
        return [(check.what, check.message) for check in self.checks(*lines) if check.state == "differs"]

    def opt_out(self, mode: OptOut, address: str = "tel:+14155550100") -> tuple[str, str]:
        (check,) = [
            each for each in self.checks(replace(TEXTS, address=address, opt_out=mode)) if each.what == "opt_out"
        ]
        return check.state, check.message


@pytest.fixture
def provider(hosted: tuple[FakeAccount, str]) -> Provider:
    return Provider(*hosted)


def test_everything_right_is_ok(provider: Provider) -> None:
    provider.has("+14155550100")
    provider.has("+14155550101")
    checks = provider.checks(TEXTS, PHONE)
    assert {check.state for check in checks} == {"ok"}
    assert [(check.line, check.what) for check in checks] == [
        ("", "PUBLIC_URL"), ("sms", "number"), ("sms", "A message comes in"), ("sms", "Primary handler fails"),
        ("sms", "opt_out"), ("voice", "number"), ("voice", "A call comes in"), ("voice", "Primary handler fails"),
        ("voice", "Call status changes"),
    ]  # fmt: skip
    assert differing(checks) == 0


@pytest.mark.parametrize(
    ("line", "instead", "what", "message"),
    [
        (TEXTS, {"sms_url": None}, "A message comes in", f"is not set, should be POST {MESSAGE}"),
        (
            TEXTS,
            {"sms_url": MESSAGE.partition("#")[0]},
            "A message comes in",
            f"is POST {PUBLIC}/c/sms/message, should",
        ),
        (TEXTS, {"sms_method": "GET"}, "A message comes in", f"is GET {MESSAGE}, should be POST {MESSAGE}"),
        (TEXTS, {"sms_fallback_url": ""}, "Primary handler fails", f"is not set, should be POST {MESSAGE}"),
        (
            TEXTS,
            {"sms_url": "https://a:b@old.net/x?k=v"},
            "A message comes in",
            "is POST https://…@old.net/x?…, should",
        ),
        (TEXTS, {"sms_application_sid": "AP9"}, "A message comes in", "TwiML App AP9 answers instead: remove it"),
        (
            PHONE,
            {"voice_url": "https://demo.twilio.com/welcome/voice/"},
            "A call comes in",
            "is POST https://demo.twilio",
        ),
        (
            PHONE,
            {"voice_fallback_url": "https://x.net"},
            "Primary handler fails",
            "is POST https://x.net, should be POST",
        ),
        (
            PHONE,
            {"status_callback": ""},
            "Call status changes",
            f"is not set, should be POST {PUBLIC}/c/voice/call-status",
        ),
        (PHONE, {"trunk_sid": "TK9"}, "A call comes in", "SIP trunk TK9 answers instead"),
    ],
)
def test_what_differs_is_told_with_what_is_and_what_should_be(
    line: Connected, instead: dict[str, str | None], what: str, message: str, provider: Provider
) -> None:
    provider.has(str(line.address).removeprefix("tel:"), **instead)
    found = dict(provider.wrong(line))
    assert found[what].startswith(message), found


def test_a_number_of_somebody_else_is_told(provider: Provider) -> None:
    assert provider.wrong(TEXTS) == [
        ("number", "+1 415-555-0100 is not in this account: buy it, or correct the line's file")
    ]
    assert provider.wrong(replace(TEXTS, address=None)) == [
        ("address", "the line's file has no address: Twilio calls it for a number")
    ]


@pytest.mark.parametrize(
    "public", ["http://127.0.0.1:8080", "https://consent.example.com", "http://bluebird-grocers.com"]
)
def test_an_address_that_twilio_cannot_call_differs(public: str, provider: Provider) -> None:
    (check,) = provider.checks(public=public)
    assert check.state == "differs"
    assert check.message.startswith(f"CAPTURE_GATEWAY_PUBLIC_URL is {public}, and ")


def test_the_settings_of_a_messaging_service_win(provider: Provider) -> None:
    provider.has("+14155550100")
    provider.fake.service(
        "Bluebird", ["+14155550100"], inbound_request_url=None, fallback_url="https://old.net",
        use_inbound_webhook_on_number=False,
    )  # fmt: skip
    assert provider.wrong(TEXTS) == [
        ("A message comes in (Messaging Service Bluebird)", f"is not set, should be POST {MESSAGE}"),
        ("Primary handler fails (Messaging Service Bluebird)", f"is POST https://old.net, should be POST {MESSAGE}"),
    ]


def test_a_messaging_service_may_leave_it_to_the_number(provider: Provider) -> None:
    provider.has("+14155550100")
    provider.fake.service("Bluebird", ["+14155550100"], use_inbound_webhook_on_number=True)
    assert provider.wrong(TEXTS) == []


def test_a_messaging_service_says_nothing_of_calls(provider: Provider) -> None:
    provider.has("+14155550101")
    provider.fake.service("Bluebird", ["+14155550101"], use_inbound_webhook_on_number=False)
    assert provider.wrong(PHONE) == []


@pytest.mark.parametrize(
    ("mode", "state", "message"),
    [
        ("twilio", "ok", "Twilio's default handling answers STOP"),
        ("gateway", "cannot tell", "Twilio answers STOP unless its support turned that off: text STOP"),
        ("advanced", "differs", "the number is in no Messaging Service, which Advanced Opt-Out needs"),
    ],
)
def test_who_answers_stop_on_a_long_code(mode: OptOut, state: str, message: str, provider: Provider) -> None:
    provider.has("+14155550100")
    found = provider.opt_out(mode)
    assert found[0] == state
    assert found[1].startswith(f'"{mode}": {message}')


@pytest.mark.parametrize(
    ("mode", "state", "message"),
    [
        ("twilio", "cannot tell", 'where Advanced Opt-Out is on, write "advanced"'),
        ("gateway", "cannot tell", "text STOP, and look for one answer"),
        ("advanced", "cannot tell", "it must be on, with the texts that `capture-gateway pack` writes"),
    ],
)
def test_who_answers_stop_in_a_messaging_service(mode: OptOut, state: str, message: str, provider: Provider) -> None:
    provider.has("+14155550100")
    provider.fake.service("Bluebird", ["+14155550100"], use_inbound_webhook_on_number=True)
    found = provider.opt_out(mode)
    assert found[0] == state
    assert message in found[1]
    assert ("https://console.twilio.com, Messaging, Services, Bluebird," in found[1]) == (mode != "gateway")


@pytest.mark.parametrize(("mode", "state"), [("twilio", "ok"), ("gateway", "differs"), ("advanced", "differs")])
def test_on_toll_free_numbers_the_network_answers_stop(mode: OptOut, state: str, provider: Provider) -> None:
    """https://help.twilio.com/articles/360058144374"""
    provider.has("+18005550199")
    assert provider.opt_out(mode, "tel:+18005550199")[0] == state


@pytest.mark.parametrize(("mode", "state"), [("twilio", "differs"), ("gateway", "ok"), ("advanced", "differs")])
def test_on_a_short_code_alone_nobody_answers_stop_but_we(mode: OptOut, state: str, provider: Provider) -> None:
    provider.fake.code("384387", sms_url="https://x.net")
    assert provider.opt_out(mode, "tel:384387")[0] == state

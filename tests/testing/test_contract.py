"""The contract catches gateways that are careless. (That it holds for a good one, the tests of each channel show.)"""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest

from capture_gateway.testing import sample
from capture_gateway.testing.contract import ChannelContract, TextContract
from capture_gateway.testing.phone import Request, Response
from capture_gateway.testing.running import GatewayUnderTest, running


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayUnderTest]:
    with running(sample.copy(tmp_path_factory.mktemp("project"))) as one:
        yield one


class Texts(TextContract):
    channel = "sms"


class Careless(GatewayUnderTest):
    """Believes everybody: what was not signed well is signed again before the real gateway sees it."""

    def send(self, request: Request) -> Response:
        pairs = dict(request.pairs) | {"AccountSid": self.account.sid, "To": self.number("sms")}
        return super().send(self.account.request(request.method, request.url, pairs.items()))


class Forgetful(GatewayUnderTest):
    """Takes every delivery for a new message."""

    def send(self, request: Request) -> Response:
        pairs = dict(request.pairs) | {"MessageSid": self.company.sid("SM")}
        return super().send(self.account.request(request.method, request.url, pairs.items()))


class Deaf(GatewayUnderTest):
    """Keeps nothing, and says that all is well."""

    def send(self, request: Request) -> Response:
        return Response(200, "text/xml", b"<Response/>") if request.method == "POST" else super().send(request)


@pytest.mark.parametrize(
    ("kind", "broken"),
    [
        (Careless, "an_unsigned_request_is_403_and_empty"),
        (Careless, "a_forged_signature_is_403_and_empty"),
        (Careless, "a_request_altered_after_signing_is_403"),
        (Careless, "another_account_or_another_line_is_403"),
        (Careless, "a_field_given_twice_is_400"),
        (Forgetful, "a_repeated_delivery_gets_the_same_bytes_and_one_record"),
        (Deaf, "a_body_over_64_kib_is_413"),
        (Deaf, "an_unknown_line_is_404"),
        (Deaf, "a_field_that_nobody_knows_changes_nothing"),
        (Deaf, "agreeing_with_every_request_repeated_gives_once"),
        (Deaf, "stop_withdraws_what_was_given"),
        (Deaf, "stop_is_recorded_for_strangers_too"),
        (Deaf, "agreeing_again_after_stop_counts"),
        (Deaf, "what_cannot_be_kept_is_not_confirmed"),
    ],
)
def test_a_broken_gateway_fails(gateway: GatewayUnderTest, kind: Any, broken: str) -> None:
    bad = kind(**{field.name: getattr(gateway, field.name) for field in fields(gateway)})
    with pytest.raises((AssertionError, IndexError)):
        getattr(Texts(), f"test_{broken}")(bad)


def test_a_channel_must_say_what_people_do_on_it(gateway: GatewayUnderTest) -> None:
    class Nothing(ChannelContract):
        channel = "sms"

    for method in ("opening", "agrees", "stops"):
        with pytest.raises(NotImplementedError):
            getattr(Nothing(), method)(gateway, "+14155550123")

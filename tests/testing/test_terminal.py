"""`try sms` and `try call` against a running gateway."""

from collections.abc import Iterator
from functools import partial

import pytest

from capture_gateway.core.errors import OperatorError
from capture_gateway.testing import sample
from capture_gateway.testing.phone import PhoneError
from capture_gateway.testing.running import GatewayUnderTest, running
from capture_gateway.testing.terminal import try_call, try_sms


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayUnderTest]:
    with running(sample.copy(tmp_path_factory.mktemp("project"))) as one:
        yield one


def test_a_text_comes_back_as_the_person_reads_it(gateway: GatewayUnderTest) -> None:
    text = partial(try_sms, url=gateway.base, account=gateway.account.sid, token=gateway.account.token)
    (disclosure,) = text("JOIN", "+14155550123")
    text("AGREE", "+14155550123")
    (given,) = gateway.evidence("+14155550123", event="given")
    assert given["disclosure"]["text"] == disclosure


def test_a_call_comes_back_as_the_person_hears_it(gateway: GatewayUnderTest) -> None:
    call = partial(try_call, url=gateway.base, account=gateway.account.sid, token=gateway.account.token)
    heard = call("w91", "+14155550145")
    (given,) = gateway.evidence("+14155550145", event="given")
    assert given["disclosure"]["text"] in " ".join(heard)
    assert call("h", "+14155550146")[0] == heard[0]
    assert gateway.evidence("+14155550146")[-1]["event"] == "expired"


def test_a_hidden_caller_keys_a_number(gateway: GatewayUnderTest) -> None:
    call = partial(try_call, url=gateway.base, account=gateway.account.sid, token=gateway.account.token)
    heard = call("415 555 0147#11", "anonymous")
    assert "JOIN" in heard[-1]
    assert gateway.evidence("+14155550147")[-1]["subject"]["control"] == "asserted"


def test_a_wrong_token_is_one_sentence(gateway: GatewayUnderTest) -> None:
    with pytest.raises(PhoneError, match=r"answered http.*/c/sms/message with status 403"):
        try_sms("JOIN", "+14155550123", url=gateway.base)
    with pytest.raises(PhoneError, match="'x' is neither keys"):
        try_call("1x", "+14155550123", url=gateway.base)


def test_nobody_there_is_one_sentence() -> None:
    for attempt in (partial(try_sms, "JOIN"), partial(try_call, "1")):
        with pytest.raises(OperatorError, match=r"nobody answers at http://127.0.0.1:1: start the gateway"):
            attempt("+14155550123", url="http://127.0.0.1:1")

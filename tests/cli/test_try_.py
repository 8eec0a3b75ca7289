"""`try`: against a gateway that is running, as its own provider."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from capture_gateway.testing import sample
from capture_gateway.testing.running import ACCOUNT, GatewayUnderTest, running
from tests.cli.conftest import Run

PERSON = "+14155550123"


@pytest.fixture
def gateway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[GatewayUnderTest]:
    monkeypatch.setenv("CAPTURE_GATEWAY_TWILIO_ACCOUNT_SID", ACCOUNT.sid)
    monkeypatch.setenv("CAPTURE_GATEWAY_TWILIO_AUTH_TOKEN", ACCOUNT.token)
    with running(sample.copy(tmp_path / "project")) as gateway:
        monkeypatch.setenv("CAPTURE_GATEWAY_PUBLIC_URL", gateway.base)
        yield gateway


def test_what_the_person_reads_and_hears(run: Run, gateway: GatewayUnderTest) -> None:
    project = gateway.settings.project
    read = run("try", "sms", "JOIN", "--from", PERSON, "--url", gateway.base, "--project", project)
    assert read.code == 0
    assert read.out.rstrip("\n") == gateway.evidence(PERSON)[0]["disclosure"]["text"]
    heard = run("try", "call", "1", "--from", PERSON, "--url", gateway.base, "--project", project)
    assert heard.code == 0
    assert gateway.evidence(PERSON)[-1]["event"] == "given"
    assert gateway.evidence(PERSON)[-1]["disclosure"]["text"] in heard.out


def test_a_gateway_behind_a_proxy_is_signed_for_its_public_address(
    run: Run, gateway: GatewayUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway.text(PERSON, "STOP")
    public = "https://consent.example.com/base"
    monkeypatch.setenv("CAPTURE_GATEWAY_PUBLIC_URL", public)
    object.__setattr__(gateway.settings, "public_url", public)
    project = gateway.settings.project
    done = run("try", "sms", "STOP", "--from", PERSON, "--url", gateway.base, "--project", project)
    assert (done.code, done.out) == (0, "")
    assert gateway.evidence(PERSON)[-1]["witness"]["request"]["url"] == f"{public}/c/sms/message"


def test_no_number_is_one_line(run: Run) -> None:
    done = run("try", "sms", "JOIN", "--from", "abc")
    assert (done.code, done.err.count("\n")) == (2, 1)


def test_another_signature_and_nobody_at_home_are_one_line(run: Run, gateway: GatewayUnderTest) -> None:
    for url in (gateway.base, "http://127.0.0.1:1"):
        done = run("try", "sms", "JOIN", "--from", PERSON, "--url", url)
        assert (done.code, done.err.count("\n")) == (2, 1)
    assert gateway.evidence(PERSON) == []

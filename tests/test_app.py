"""The application as a whole: readiness, errors as HTTP, a channel added as one folder, no numbers in logs."""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from capture_gateway import app, channels, definitions, intake
from capture_gateway.channels import kinds
from capture_gateway.core.errors import OperatorError
from capture_gateway.settings import Settings
from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.phone import Request
from capture_gateway.testing.running import ACCOUNT, GatewayUnderTest, running
from tests.postgres import raw

TOY = Path(__file__).parent / "toy"


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[GatewayUnderTest]:
    with running(sample.copy(tmp_path)) as gateway:
        yield gateway


def test_health_and_readiness(gateway: GatewayUnderTest) -> None:
    for path in ("/healthz", "/readyz"):
        assert gateway.send(Request("GET", gateway.base + path, (), {})).status == 200


def test_a_store_that_cannot_be_written_is_not_ready_and_confirms_nothing(
    gateway: GatewayUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:

    person = somebody()
    with raw(gateway.settings.database) as connection:
        connection.execute("ALTER TABLE ledger_head RENAME TO ledger_head_gone")
        try:
            assert gateway.send(Request("GET", f"{gateway.base}/readyz", (), {})).status == 503
            assert gateway.send(Request("GET", f"{gateway.base}/healthz", (), {})).status == 200
            answer = gateway.send(next(gateway.texter(person).text("JOIN")))
        finally:
            connection.execute("ALTER TABLE ledger_head_gone RENAME TO ledger_head")
    assert answer.status == 503
    assert b"Message" not in answer.body
    assert gateway.send(Request("GET", f"{gateway.base}/readyz", (), {})).status == 503, "a write was refused just now"
    monkeypatch.setattr(intake, "REFUSED_LATELY", 0.0)
    assert gateway.send(Request("GET", f"{gateway.base}/readyz", (), {})).status == 200


def test_no_number_text_or_secret_reaches_a_log(gateway: GatewayUnderTest, caplog: pytest.LogCaptureFixture) -> None:
    person = somebody()
    with caplog.at_level(logging.DEBUG):
        gateway.text(person, "JOIN")
        forged = next(gateway.texter(person).text("a private canary"))
        headers = {**forged.headers, "x-twilio-signature": "forged"}
        gateway.send(Request(forged.method, forged.url, forged.pairs, headers))
        with gateway.no_evidence_can_be_written():
            gateway.send(next(gateway.texter(person).text("JOIN")))
        gateway.get("/v1/permission", address=person, program="x", category="y", contact="z")
        gateway.call(person, "1")
    # uvicorn's access log is off where it serves; only pytest listens to it all the same.
    written = "\n".join(record.getMessage() for record in caplog.records if record.name != "uvicorn.access")
    assert "refused a request" in written
    for secret in (person, person.removeprefix("+"), person[-7:], "canary", ACCOUNT.token, gateway.api_token):
        assert secret not in written


@pytest.mark.sqlite_only("any number write to a server")
def test_a_second_gateway_on_the_same_file_refuses_with_a_sentence(gateway: GatewayUnderTest) -> None:
    with pytest.raises(OperatorError, match="one writer"):
        app.build(gateway.settings, gateway.deployment)


def test_a_missing_account_or_token_stops_the_start_with_a_sentence(tmp_path: Path) -> None:
    project = sample.copy(tmp_path)
    deployment, _ = definitions.load(project, {name: kind.read for name, kind in kinds().items()})
    assert deployment is not None
    with pytest.raises(OperatorError, match="TWILIO_ACCOUNT_SID"):
        app.build(Settings.of(project), deployment)
    with pytest.raises(OperatorError, match="TWILIO_AUTH_TOKEN"):
        app.build(Settings.of(project, twilio_account_sid="AC1"), deployment)


def test_a_public_url_with_a_path_is_signed_once_and_served_without_it(tmp_path: Path) -> None:
    project = sample.copy(tmp_path)
    (project / ".env").write_text("")
    with running(project) as gateway:
        public = "https://consent.example.com/base"
        object.__setattr__(gateway.settings, "public_url", public)
        person = somebody()
        signed = gateway.account.request(
            "POST", f"{public}/c/sms/message", next(gateway.texter(person).text("JOIN")).pairs
        )
        answer = gateway.send(Request("POST", f"{gateway.base}/c/sms/message", signed.pairs, signed.headers))
        assert answer.status == 200


def test_a_new_channel_is_one_folder_and_no_other_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "code"
    shutil.copytree(TOY, folder)
    monkeypatch.setattr(channels, "__path__", [*channels.__path__, str(folder)])
    assert "bell" in kinds()
    project = sample.copy(tmp_path / "project")
    (project / "channels" / "bell.toml").write_text(
        'kind = "bell"\nprogram = "bluebird-updates"\nlanguages = ["en"]\nring = "ding"\n'
    )
    for words in (project / "prompts/bluebird-updates/v1").glob("*/disclosure.sms.j2"):
        words.with_name("disclosure.bell.j2").write_text(words.read_text())
    with running(project) as gateway:
        ringer = Request("POST", f"{gateway.base}/c/bell/ring", (("tel", "+14155550123"),), {})
        assert gateway.send(ringer).body == b"ding"
        assert gateway.send(ringer).body == b"ding"
        (record,) = gateway.evidence("+14155550123")
        assert (record["event"], record["channel"]) == ("requested", {"id": "bell", "kind": "bell"})
        assert record["disclosure"]["text"]

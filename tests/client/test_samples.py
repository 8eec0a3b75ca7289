"""What README prints, run as it is printed: against a gateway, and a simulated telephone company."""

import json
import logging
import os
import runpy
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from types import SimpleNamespace
from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException

from capture_gateway.client import CaptureGateway
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import GatewayUnderTest, over_socket
from tests.client.scripted import Waited

SAMPLES = Path(__file__).with_name("samples")
ROOT = Path(__file__).parents[2]


def environment(gateway: GatewayUnderTest, **more: str) -> dict[str, str]:
    return {
        "CAPTURE_GATEWAY_URL": gateway.base,
        "CAPTURE_GATEWAY_TOKEN": gateway.api_token,
        "TWILIO_ACCOUNT_SID": gateway.account.sid,
        "TWILIO_AUTH_TOKEN": gateway.account.token,
        **more,
    }


@pytest.fixture
def place(gateway: GatewayUnderTest, tmp_path: Path) -> Path:
    """A folder like the repository's, in which the gateway serves the demo."""
    (tmp_path / ".venv").symlink_to(sys.prefix)
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "demo").symlink_to(gateway.settings.project)
    return tmp_path


def shell(name: str, place: Path, gateway: GatewayUnderTest) -> str:
    command = ["bash", "-eu", str(SAMPLES / name)]
    done = subprocess.run(
        command, cwd=place, env=os.environ | environment(gateway), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def guard(gateway: GatewayUnderTest, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """The sample as a module; its Twilio is the simulated company's REST API."""
    for name, value in environment(gateway).items():
        monkeypatch.setenv(name, value)
    sample = SimpleNamespace(**runpy.run_path(str(SAMPLES / "guard.py")))
    sample.client.api.base_url = gateway.base
    with sample.gateway:
        yield sample
    sample.client.http_client.session.close()


def test_a_guarded_text_goes_to_who_agreed_and_to_nobody_else(
    gateway: GatewayUnderTest, guard: SimpleNamespace, customer: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    stranger = somebody()
    assert guard.send_offer(customer, "Apples, half price")
    assert guard.send_offer(stranger, "Apples, half price") is None
    gateway.text(customer, "STOP")
    assert guard.send_offer(customer, "Pears") is None
    assert gateway.rest.received(customer) == ["Apples, half price"]
    assert gateway.rest.received(stranger) == []
    assert "not sent: none, evidence None" in caplog.text
    assert "not sent: withdrawn, evidence 0" in caplog.text
    assert customer[2:] not in caplog.text


def test_a_guarded_text_waits_for_nobody_who_cannot_answer(
    gateway: GatewayUnderTest, guard: SimpleNamespace, customer: str
) -> None:
    away = CaptureGateway("http://127.0.0.1:9", gateway.api_token, pace=Waited().pace)
    guard.send_offer.__globals__["gateway"] = away
    assert guard.send_offer(customer, "Apples") is None
    assert gateway.rest.received(customer) == []


def test_whom_twilio_blocks_has_withdrawn(
    gateway: GatewayUnderTest, guard: SimpleNamespace, client: CaptureGateway, customer: str
) -> None:
    gateway.company.blocked.add(("+14155550100", customer))
    with pytest.raises(TwilioRestException):
        guard.send_offer(customer, "Apples")
    assert not gateway.permitted(customer)
    assert "twilio" in gateway.evidence(customer)[-1]["decision"]["reason"]


def test_the_question_is_answered(gateway: GatewayUnderTest, place: Path) -> None:
    (answer,) = json.loads(shell("ask.sh", place, gateway))["items"]
    assert (answer["permitted"], answer["address"]) == (False, "tel:+14155550123")


def test_consents_are_imported_and_evidence_is_exported(gateway: GatewayUnderTest, place: Path) -> None:
    shell("import.sh", place, gateway)
    (record,) = gateway.evidence("+14155550150")
    assert (record["event"], record["witness"]["level"]) == ("given", "integrator-asserted")
    assert gateway.permitted("+14155550150")
    shell("export.sh", place, gateway)
    assert record["id"] in (place / "evidence.csv").read_text(encoding="utf-8")


class Printing:
    """A sample that runs for ever."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self._lines: SimpleQueue[str] = SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def line(self) -> list[str]:
        """The next line, as words."""
        return self._lines.get(timeout=60).split()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)


@contextmanager
def python(source: str, place: Path, more: Mapping[str, str]) -> Iterator[Printing]:
    (place / "sample.py").write_text(source)
    command = [sys.executable, "sample.py"]
    with subprocess.Popen(
        command, cwd=place, env=os.environ | more, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            yield Printing(process)
        finally:
            process.kill()


def test_a_receipt_is_fetched_and_verified(gateway: GatewayUnderTest, place: Path, customer: str) -> None:
    assert "The receipt holds." in shell("receipt.sh", place, gateway)


def test_the_feed_goes_on_where_it_was(gateway: GatewayUnderTest, place: Path, customer: str) -> None:
    last = gateway.evidence(customer)[-1]
    (place / "position").write_text(str(last["position"] - 1))
    source = (SAMPLES / "feed.py").read_text()
    with python(source, place, environment(gateway)) as feed:
        assert feed.line() == [str(last["position"]), "given", last["id"]]
        gateway.text(customer, "STOP")
        assert feed.line()[:2] == [str(last["position"] + 1), "withdrawn"]
        assert int((place / "position").read_text()) >= last["position"]


def test_the_receiver_hears_of_a_withdrawal_and_believes_no_other(
    gateway: GatewayUnderTest, client: CaptureGateway, place: Path, customer: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    url = f"http://127.0.0.1:{port}/"
    webhook = client.webhooks.create(url, events=["given", "withdrawn"])
    assert webhook.secret is not None
    source = (SAMPLES / "receiver.py").read_text().replace("9000", port)
    with python(source, place, {"WEBHOOK_SECRET": webhook.secret}) as receiver:
        forged = Request("POST", url, (("type", "evidence.given"),), {"webhook-id": "msg_1"})
        assert answer_of(forged, receiver.process).status == 401
        gateway.text(customer, "STOP")
        assert receiver.line() == ["evidence.withdrawn", "msg_" + gateway.evidence(customer)[-1]["id"]]
        assert ["webhook.test", client.webhooks.test(webhook.id)] == receiver.line()
    client.webhooks.remove(webhook.id)
    assert webhook.id not in [one.id for one in client.webhooks.list()]


def answer_of(request: Request, process: "subprocess.Popen[str]") -> Any:
    """Its answer, once it listens."""
    deadline = time.monotonic() + 30
    while True:
        try:
            return over_socket(request)
        except OSError:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.02)

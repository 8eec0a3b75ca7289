"""Starting and ending a demo, as a newcomer does."""

import socket
from pathlib import Path

import pytest

from capture_gateway.core.errors import OperatorError
from capture_gateway.demo import place
from capture_gateway.demo.run import run
from capture_gateway.settings import DEMO_ACCOUNT, DEMO_API_TOKEN, DEMO_TOKEN
from capture_gateway.testing.terminal import try_sms
from tests.demo.conftest import Demo, started


def test_it_says_what_to_open(demo: Demo) -> None:
    for path in ("/", "/c/web/form", "/shop", "/docs"):
        assert demo.address + path in demo.printed
    assert DEMO_API_TOKEN in demo.printed


def test_it_listens_on_loopback_alone(demo: Demo) -> None:
    port = int(demo.address.rpartition(":")[2])
    hexadecimal = f":{port:04X}"
    listening = [line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines() if hexadecimal in line]
    assert f"0100007F{hexadecimal}" in listening
    assert f"00000000{hexadecimal}" not in listening


def test_its_credentials_are_those_that_everybody_knows(demo: Demo, person: str) -> None:
    texts = try_sms("JOIN", person, url=demo.address, account=DEMO_ACCOUNT, token=DEMO_TOKEN)
    assert "AGREE" in texts[0]
    headers = {"authorization": f"Bearer {DEMO_API_TOKEN}"}
    assert demo.ask(f"/v1/evidence?address=%2B{person[1:]}", **headers).status == 200


def test_everything_is_there_when_it_runs_again_and_nothing_personal_is_printed(tmp_path: Path, person: str) -> None:
    for expected in (["requested"], ["requested", "given"]):
        with started(tmp_path / "demo") as demo:
            demo.told("/demo/text", {"person": person, "text": "JOIN" if len(expected) == 1 else "AGREE"})
            assert demo.events(person) == expected
            assert person.removeprefix("+1") not in demo.printed


def test_settings_of_a_real_deployment_do_not_reach_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = tmp_path / "real.db"
    monkeypatch.setenv("CAPTURE_GATEWAY_DATABASE_URL", f"sqlite:///{real}")
    monkeypatch.setenv("CAPTURE_GATEWAY_TWILIO_AUTH_TOKEN", "real-token")
    with started(tmp_path / "demo") as demo:
        demo.told("/demo/text", {"person": "+14155550123", "text": "JOIN"})
    assert not real.exists()
    assert (tmp_path / "demo" / "var" / "evidence.db").exists()


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OperatorError, match="is taken: is another"):
        run(taken.getsockname()[1], tmp_path / "demo")
    assert not (tmp_path / "demo").exists()


def test_an_impossible_port_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="70000 is no port"):
        run(70000, tmp_path / "demo")


def test_a_deployment_with_errors_is_told_with_its_file(tmp_path: Path) -> None:
    place.prepare(tmp_path / "demo")
    (tmp_path / "demo" / "channels" / "sms.toml").write_text('kind = "pigeon"\n')
    with pytest.raises(OperatorError, match=r"has problems:\n.*channels/sms.toml:1"):
        run(0, tmp_path / "demo")


def test_two_demos_in_one_folder_are_refused(demo: Demo) -> None:
    with pytest.raises(OperatorError, match="another gateway is running"):
        run(0, demo.directory)

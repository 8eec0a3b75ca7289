"""`serve` refuses whatever would not be safe to put on the air, with one sentence, before it listens."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database
from capture_gateway.testing import sample
from capture_gateway.testing.keys import KEYS
from tests.cli.conftest import Run
from tests.postgres import url_of

OURS = {
    "CAPTURE_GATEWAY_TWILIO_ACCOUNT_SID": "AC" + "7" * 32,
    "CAPTURE_GATEWAY_TWILIO_AUTH_TOKEN": "a-secret-of-ours",
}


Refused = Callable[..., None]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return sample.copy(tmp_path / "project")


@pytest.fixture
def refused(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> Refused:
    """`serve`, with these settings, ends with exit 2 and one line that says so."""

    def refused(said: str, *arguments: str, **environment: str) -> None:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        done = run("serve", project, *arguments)
        assert done.code == 2
        assert said in done.err
        assert done.err.count("\n") == 1
        assert "a-secret-of-ours" not in done.err

    return refused


@pytest.mark.sqlite_only("it takes one writer")
def test_two_workers_need_postgresql(refused: Refused, project: Path) -> None:
    refused("PostgreSQL", "--workers", "2", **OURS)


def test_missing_credentials_are_named(refused: Refused, project: Path) -> None:
    refused("CAPTURE_GATEWAY_TWILIO_ACCOUNT_SID")
    refused("CAPTURE_GATEWAY_TWILIO_AUTH_TOKEN", CAPTURE_GATEWAY_TWILIO_ACCOUNT_SID="AC" + "7" * 32)


@pytest.mark.parametrize(
    "demo",
    [
        {"CAPTURE_GATEWAY_TWILIO_AUTH_TOKEN": "demo-token"},
        {"CAPTURE_GATEWAY_TWILIO_AUTH_TOKEN": "a-secret-of-ours, demo-token"},
        {"CAPTURE_GATEWAY_TWILIO_ACCOUNT_SID": "AC" + "0" * 32},
    ],
)
def test_the_demos_credentials_are_refused(refused: Refused, demo: dict[str, str]) -> None:
    refused("demo", **(OURS | demo))


def test_words_that_changed_after_publishing_are_refused(refused: Refused, project: Path) -> None:
    path = project / "prompts/bluebird-updates/v1/en/disclosure.sms.j2"
    path.write_text(path.read_text().replace("AGREE", "OK"))
    refused("disclosure.sms.j2", **OURS)


def test_words_that_are_not_published_are_refused(refused: Refused, project: Path) -> None:
    (project / "prompts/published.lock").unlink()
    refused("publish", **OURS)


def test_facts_that_change_published_words_are_refused(refused: Refused, project: Path) -> None:
    path = project / "prompts/bluebird-updates/program.toml"
    path.write_text(path.read_text().replace("Bluebird Grocers", "Redbird Grocers"))
    refused("bluebird-updates", **OURS)


def test_a_secret_file_that_cannot_be_read_is_named(refused: Refused, project: Path) -> None:
    settings = OURS | {"CAPTURE_GATEWAY_TWILIO_AUTH_TOKEN": "file:no/such/file"}
    refused("no/such/file", **settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CAPTURE_GATEWAY_PUBLIC_URL", "consent.example.com"),
        ("CAPTURE_GATEWAY_DATABASE_URL", "postgresql://localhost/x"),
        ("CAPTURE_GATEWAY_LOG_FORMAT", "xml"),
    ],
)
def test_a_wrong_setting_is_named(refused: Refused, name: str, value: str) -> None:
    refused(name, **OURS, **{name: value})


def test_a_port_that_is_taken_and_a_host_that_is_none(refused: Refused, project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused("cannot be listened on", "--port", str(taken.getsockname()[1]), **OURS)
    refused("cannot be listened on", "--host", "300.1.1.1", **OURS)


def test_files_that_cannot_be_read_are_one_line(refused: Refused, project: Path) -> None:
    (project / ".env").write_bytes(b"A=\xff\n")
    refused(".env cannot be read", **OURS)
    (project / ".env").unlink()
    (project / ".env").mkdir()
    refused(".env is a folder", **OURS)
    (project / ".env").rmdir()
    (project / "var").write_text("a file")
    refused("var", **OURS)


def test_the_demos_data_is_refused(refused: Refused, project: Path) -> None:
    database = Database(url_of(project / "var" / "evidence.db"), KEYS)
    with database.transaction() as connection:
        tokens.create(connection, "demo", tokens.SCOPES, "demo-api-token", 1)
    database.close()
    refused("demo's data", **OURS)


def test_key_files_that_others_can_read_are_warned_of_and_served(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name, value in OURS.items():
        monkeypatch.setenv(name, value)
    Database(url_of(project / "var" / "evidence.db"), KEYS).close()
    key = project / "var" / "signing.key"
    key.parent.mkdir(exist_ok=True)
    key.write_text("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=")
    key.chmod(0o444)
    with socket.create_server(("127.0.0.1", 0)) as taken:  # the warning comes before this ends it
        assert "cannot be listened on" in run("serve", project, "--port", str(taken.getsockname()[1])).err
    assert [(one.levelname, f"chmod 600 {key}" in one.message) for one in caplog.records] == [("WARNING", True)]


@pytest.mark.sqlite_only("one gateway has its file")
def test_a_database_in_use_is_refused(refused: Refused, project: Path, caplog: pytest.LogCaptureFixture) -> None:
    database = Database(url_of(project / "var" / "evidence.db"), KEYS)
    database.lock()
    refused("another gateway is running", **OURS)
    assert not [one for one in caplog.records if one.message.startswith("serving")]
    database.close()


def test_a_database_of_another_version_is_refused(refused: Refused, project: Path) -> None:
    database = Database(url_of(project / "var" / "evidence.db"), KEYS)
    with database.transaction() as connection:
        connection.exec_driver_sql("UPDATE schema_version SET version = 99")
    database.close()
    refused("version 99", **OURS)

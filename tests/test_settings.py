"""What an operator may set: where it comes from, what is refused, and that secrets stay secret."""

import base64
import hmac
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from capture_gateway.core.errors import OperatorError
from capture_gateway.opening import opened
from capture_gateway.settings import DEMO_ACCOUNT, DEMO_TOKEN, PREFIX, Settings
from capture_gateway.storage import sqlite
from capture_gateway.testing.keys import SETTINGS

SECRET = "c0ffee" * 5
ACCOUNT = "AC" + "1" * 32


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(PREFIX + name.upper())


def test_without_any_setting_the_documented_defaults_hold(tmp_path: Path) -> None:
    settings = Settings.of(tmp_path)
    assert settings.public_url == "http://127.0.0.1:8080"
    assert settings.database == sqlite.url(tmp_path / "var" / "evidence.db")
    assert settings.log_format == "text"


def test_the_environment_wins_over_the_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text(f"{PREFIX}PUBLIC_URL=https://file.example\n{PREFIX}LOG_FORMAT=json\n")
    monkeypatch.setenv(f"{PREFIX}PUBLIC_URL", "https://environment.example")
    settings = Settings.of(tmp_path)
    assert (settings.public_url, settings.log_format) == ("https://environment.example", "json")


def test_somebody_elses_variables_in_the_env_file_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DATABASE_URL=postgresql://elsewhere\nPORT=80\n")
    assert Settings.of(tmp_path).database == sqlite.url(tmp_path / "var" / "evidence.db")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://consent.example.com/", "https://consent.example.com"),
        ("https://example.com/consent/", "https://example.com/consent"),
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
    ],
)
def test_a_public_url_may_have_a_path_and_never_ends_in_a_slash(tmp_path: Path, given: str, kept: str) -> None:
    assert Settings.of(tmp_path, public_url=given).public_url == kept


@pytest.mark.parametrize("given", ["", "consent.example.com", "ftp://example.com", "https://", "https://e.com/?a=b"])
def test_a_public_url_that_cannot_be_signed_is_refused_by_name(tmp_path: Path, given: str) -> None:
    with pytest.raises(OperatorError, match=r"^CAPTURE_GATEWAY_PUBLIC_URL is not usable: write the base"):
        Settings.of(tmp_path, public_url=given)


def test_another_database_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}DATABASE_URL", f"postgresql://gateway:{SECRET}@db/evidence")
    with pytest.raises(OperatorError, match=r"^CAPTURE_GATEWAY_DATABASE_URL is not usable: ") as raised:
        Settings.of(tmp_path)
    assert SECRET not in str(raised.value)


def test_an_absolute_database_path_stays_where_it_is(tmp_path: Path) -> None:
    absolute = Settings.of(tmp_path, database_url="sqlite:////srv/evidence.db")
    assert absolute.database == sqlite.url(Path("/srv/evidence.db"))
    assert absolute.journal_path == Path("/srv/evidence.withdrawals")


def test_files_beside_postgresql_stand_in_the_project(tmp_path: Path) -> None:
    settings = Settings.of(tmp_path, database_url="postgresql+psycopg://gateway:secret@db.example/consent")
    assert settings.database.password == "secret"
    assert settings.journal_path == tmp_path / "var" / "evidence.withdrawals"
    assert settings.checkpoint_path == tmp_path / "var" / "evidence.checkpoint"
    assert "secret" not in repr(settings)


def test_two_tokens_are_valid_during_rotation(tmp_path: Path) -> None:
    assert Settings.of(tmp_path, twilio_auth_token=f"{SECRET}, older ,").twilio_tokens == (SECRET, "older")


def test_a_secret_may_stand_in_a_file_or_another_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "token").write_text(f"{SECRET}\n")
    monkeypatch.setenv("FROM_THE_VAULT", SECRET)
    for reference in ("file:token", f"file:{tmp_path / 'token'}", "env:FROM_THE_VAULT", SECRET):
        assert Settings.of(tmp_path, twilio_auth_token=reference).twilio_tokens == (SECRET,)


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("file:nowhere", "CAPTURE_GATEWAY_TWILIO_AUTH_TOKEN names the file nowhere, which cannot be read"),
        ("env:NOBODY", "CAPTURE_GATEWAY_TWILIO_AUTH_TOKEN names the environment variable NOBODY, which cannot be read"),
        ("", "CAPTURE_GATEWAY_TWILIO_AUTH_TOKEN is not set: "),
        (" , ", "CAPTURE_GATEWAY_TWILIO_AUTH_TOKEN is not set: "),
    ],
)
def test_a_missing_secret_is_named(tmp_path: Path, reference: str, message: str) -> None:
    with pytest.raises(OperatorError, match=message):
        _ = Settings.of(tmp_path, twilio_auth_token=reference).twilio_tokens


def test_a_missing_account_is_named(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="CAPTURE_GATEWAY_TWILIO_ACCOUNT_SID is not set: "):
        Settings.of(tmp_path).account()


@pytest.mark.parametrize(
    ("account", "token"), [(DEMO_ACCOUNT, SECRET), (ACCOUNT, DEMO_TOKEN), (ACCOUNT, f"{SECRET},{DEMO_TOKEN}")]
)
def test_the_demos_credentials_are_refused(tmp_path: Path, account: str, token: str) -> None:
    with pytest.raises(OperatorError, match="which anybody knows"):
        Settings.of(tmp_path, twilio_account_sid=account, twilio_auth_token=token).refuse_demo_credentials()


def test_ones_own_credentials_are_taken(tmp_path: Path) -> None:
    Settings.of(tmp_path, twilio_account_sid=ACCOUNT, twilio_auth_token=SECRET).refuse_demo_credentials()


def test_secrets_do_not_show_when_settings_are_printed(tmp_path: Path) -> None:
    settings = Settings.of(tmp_path, twilio_auth_token=SECRET, signing_key=SECRET)
    assert settings.twilio_tokens == (SECRET,)
    assert SECRET not in f"{settings} {settings!r} {settings.model_dump()} {settings.model_dump_json()}"


FILES = ("signing.key", "data.key", "lookup.key")


def raw(keys: tuple[Ed25519PrivateKey, ...]) -> list[bytes]:
    return [key.private_bytes_raw() for key in keys]


def test_keys_are_made_once_and_for_their_owner_alone(tmp_path: Path) -> None:
    first = Settings.of(tmp_path)
    keys, (signing,) = first.keys(is_new=True), first.signing_keys()
    made = dict(zip(FILES, (signing.private_bytes_raw(), keys.data, keys.lookup), strict=True))
    assert len({*made.values()}) == len(FILES)
    assert sorted(file.name for file in (tmp_path / "var").iterdir()) == sorted(FILES)
    for name, key in made.items():
        file = tmp_path / "var" / name
        assert stat.S_IMODE(file.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
        assert base64.b64decode(file.read_bytes()) == key
    assert (Settings.of(tmp_path).keys(is_new=True), raw(Settings.of(tmp_path).signing_keys())) == (
        keys,
        raw((signing,)),
    )
    assert repr(keys.data) not in repr(keys)


@pytest.mark.parametrize("name", ["data", "lookup"])
def test_a_key_that_a_database_was_sealed_under_is_never_made_anew(tmp_path: Path, name: str) -> None:
    settings = Settings.of(tmp_path)
    settings.keys(is_new=True)
    file = tmp_path / "var" / f"{name}.key"
    file.unlink()
    with pytest.raises(OperatorError, match=rf"{name}\.key is missing, the file of {PREFIX}{name.upper()}_KEY"):
        settings.keys()
    assert not file.exists()


def test_a_signing_key_is_never_made_beside_the_checkpoint_of_a_log(tmp_path: Path) -> None:
    settings = Settings.of(tmp_path)
    settings.signing_keys()
    settings.checkpoint_path.touch()
    settings.signing_keys()
    (tmp_path / "var" / "signing.key").unlink()
    with pytest.raises(OperatorError, match=rf"signing\.key is missing, the file of {PREFIX}SIGNING_KEY: put it back"):
        settings.signing_keys()
    assert not (tmp_path / "var" / "signing.key").exists()


def test_files_of_secrets_that_others_may_open_are_found(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(SECRET)
    (tmp_path / "token").chmod(0o640)
    settings = Settings.of(tmp_path, twilio_auth_token="file:token")
    settings.keys(is_new=True)
    (tmp_path / "var" / "data.key").chmod(0o604)
    assert sorted(settings.open_files()) == [tmp_path / "token", tmp_path / "var" / "data.key"]


def test_what_cannot_be_looked_for_is_not_taken_for_missing(tmp_path: Path) -> None:
    settings = Settings.of(tmp_path, database_url=f"sqlite:///{'e' * 300}.db")
    with pytest.raises(OperatorError, match="cannot be looked for: File name too long"):
        opened(settings)
    assert [*tmp_path.iterdir()] == []


def test_who_makes_a_key_second_takes_the_first_ones(tmp_path: Path) -> None:
    started = [Settings.of(tmp_path) for _ in range(8)]
    with ThreadPoolExecutor(len(started)) as threads:
        found = [*threads.map(lambda settings: settings.keys(is_new=True), started)]
    assert found == found[:1] * len(started)
    assert len([*(tmp_path / "var").iterdir()]) == 2


@pytest.mark.parametrize("content", ["", "not base64!", base64.b64encode(bytes(31)).decode(), "Ä"])
def test_a_key_that_is_none_is_refused_and_not_replaced(tmp_path: Path, content: str) -> None:
    file = tmp_path / "key"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(OperatorError, match="CAPTURE_GATEWAY_SIGNING_KEY is not usable"):
        Settings.of(tmp_path, signing_key="file:key").signing_keys()
    with pytest.raises(OperatorError, match="CAPTURE_GATEWAY_LOOKUP_KEY is not usable") as refused:
        Settings.of(tmp_path, lookup_key="file:key").keys(is_new=True)
    assert not content or content not in str(refused.value)
    assert file.read_text(encoding="utf-8") == content


@pytest.mark.parametrize("between", ["\n", ", ", ",", "\n\n"])
def test_several_signing_keys_are_read_in_their_order(tmp_path: Path, between: str) -> None:
    written = [os.urandom(32) for _ in range(3)]
    settings = Settings.of(tmp_path, signing_key=between.join(base64.b64encode(one).decode() for one in written))
    assert raw(settings.signing_keys()) == written


def test_a_signing_key_that_stands_there_twice_signs_once(tmp_path: Path) -> None:
    one, other = (base64.b64encode(os.urandom(32)).decode() for _ in range(2))
    assert len(Settings.of(tmp_path, signing_key=f"{one},{other},{one}").signing_keys()) == 2


def test_tokens_are_signed_by_other_keys_than_checkpoints(tmp_path: Path) -> None:
    """HKDF-SHA256 of the signing key, no salt, made here by hand (RFC 5869 section 2)."""
    keys = [bytes(32), bytes([1]) * 32]
    settings = Settings.of(tmp_path, signing_key=",".join(base64.b64encode(one).decode() for one in keys))
    extracted = [hmac.digest(bytes(32), one, "sha256") for one in keys]
    expected = [hmac.digest(one, b"capture-gateway token\x01", "sha256") for one in extracted]
    assert raw(settings.token_keys()) == expected


def test_the_signing_key_may_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = os.urandom(32)
    monkeypatch.setenv("KEY_OF_OURS", base64.b64encode(key).decode())
    assert Settings.of(tmp_path, signing_key="env:KEY_OF_OURS").signing_keys()[0].private_bytes_raw() == key
    assert not (tmp_path / "var").exists()

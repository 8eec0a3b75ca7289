"""Settings: the environment, or `.env` in the project -> one frozen value. The only reader of the environment.

1. Names have the prefix `CAPTURE_GATEWAY_`; the environment wins over `.env`.
2. A secret may be written as `env:NAME` or `file:PATH` (relative to the project); it is read once, at start.
3. A secret never appears in a log, an error or a page: values are kept in `SecretStr`.
4. What is missing stops the start with a sentence that says which setting, and how to set it.
5. A key file that is missing is made, for its owner alone, and is on the disk before anything is sealed under it. The
   files of DATA_KEY and LOOKUP_KEY are never made beside a database: it was sealed under others, and needs those. That
   of SIGNING_KEY is never made beside the checkpoint of a log: another key signed that.
"""

import base64
import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from capture_gateway.core.errors import OperatorError
from capture_gateway.core.keys import KEY_SIZE, Keys

PREFIX = "CAPTURE_GATEWAY_"
_KEYS = ("data_key", "lookup_key", "signing_key")
DEMO_ACCOUNT = "AC" + "0" * 32
DEMO_TOKEN = "demo-token"  # noqa: S105 - published on purpose; `serve` refuses it
DEMO_API_TOKEN = "demo-api-token"  # noqa: S105 - published on purpose; exists in the demo alone


class Settings(BaseSettings):
    """Everything an operator may set. Field names without the prefix; `project` is the deployment's folder."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file_encoding="utf-8", extra="ignore", frozen=True)

    project: Path = Path()
    database_url: SecretStr = SecretStr("sqlite:///var/evidence.db")
    checkpoint_file: str = ""
    public_url: str = "http://127.0.0.1:8080"
    signing_key: SecretStr = SecretStr("file:var/signing.key")
    data_key: SecretStr = SecretStr("file:var/data.key")
    lookup_key: SecretStr = SecretStr("file:var/lookup.key")
    twilio_account_sid: str = ""
    twilio_auth_token: SecretStr = SecretStr("")
    twilio_api_url: str = "https://api.twilio.com"
    webhook_networks: str = ""
    log_format: Literal["json", "text"] = "text"

    @field_validator("public_url")
    @classmethod
    def _a_base(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("write the base that providers sign, such as https://consent.example.com")
        return value.rstrip("/")

    @field_validator("twilio_api_url")
    @classmethod
    def _an_api(cls, value: str) -> str:
        parts = urlsplit(value)
        is_here = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
        if not parts.hostname or not (parts.scheme == "https" or is_here):
            raise ValueError("write the API's address, such as https://api.twilio.com; the token is sent there")
        return value.rstrip("/")

    @classmethod
    def of(cls, project: Path, **overrides: object) -> Self:
        """Read the settings of the deployment in `project`. OperatorError with one sentence when one is wrong."""
        if (project / ".env").is_dir():
            raise OperatorError(f"{project / '.env'} is a folder: it must be a file of settings.")
        try:
            settings = cls(_env_file=project / ".env", project=project, **overrides)  # type: ignore[call-arg, arg-type]
        except (OSError, UnicodeDecodeError) as error:
            raise OperatorError(f"{project / '.env'} cannot be read as UTF-8 text.") from error
        except ValidationError as error:
            first = error.errors(include_input=False)[0]
            name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
            raise OperatorError(f"{name} is not usable: {first['msg'].removeprefix('Value error, ')}.") from error
        settings.database  # noqa: B018 - read at once, so that a wrong one is told whatever it is needed for
        return settings

    @cached_property
    def database(self) -> URL:
        """Where the evidence is kept; a relative path of SQLite starts at the project. OperatorError: not usable."""
        text = self._secret("database_url")
        try:
            url = make_url(text)
        except (ArgumentError, ValueError):  # a port that is no number
            url = URL.create("")
        if url.drivername == "sqlite" and url.database and not (url.host or url.query):
            return url.set(database=str(self.project / url.database))
        is_cut = text.count("@") > 1 or "@" in (url.database or "")  # part of a password would be taken for the rest
        if url.drivername == "postgresql+psycopg" and url.database and not is_cut:
            return url
        raise OperatorError(  # not what it says: it may hold a password
            f"{PREFIX}DATABASE_URL is not usable: write sqlite:///path/to/evidence.db, or "
            "postgresql+psycopg://user:password@host/database, with an @ of a password as %40."
        )

    @property
    def checkpoint_path(self) -> Path:
        """Where the newest checkpoint is kept outside the database; beside it, unless a setting says otherwise."""
        return self.project / self.checkpoint_file if self.checkpoint_file else self._beside(".checkpoint")

    @property
    def journal_path(self) -> Path:
        """Where withdrawals wait that the database cannot take: beside it."""
        return self._beside(".withdrawals")

    def _beside(self, suffix: str) -> Path:
        """A file beside the database: on this machine, wherever that one is."""
        is_here = self.database.get_backend_name() == "sqlite"
        path = Path(self.database.database or "") if is_here else self.project / "var" / "evidence.db"
        return path.with_suffix(suffix)

    @cached_property
    def twilio_tokens(self) -> tuple[str, ...]:
        """Every auth token that may sign, the primary one first. OperatorError when there is none."""
        value = self._secret("twilio_auth_token")
        tokens = tuple(part.strip() for part in value.split(",") if part.strip())
        if not tokens:
            raise OperatorError(
                f"{PREFIX}TWILIO_AUTH_TOKEN is not set: copy the auth token of your Twilio account into the "
                "environment or into .env (or write file:PATH or env:NAME)."
            )
        return tokens

    @property
    def networks(self) -> tuple[str, ...]:
        """The networks (CIDRs) that webhooks may reach besides public addresses."""
        return tuple(part.strip() for part in self.webhook_networks.split(",") if part.strip())

    def account(self) -> str:
        """The Twilio account whose requests are ours. OperatorError when it is not set."""
        if not self.twilio_account_sid:
            raise OperatorError(
                f"{PREFIX}TWILIO_ACCOUNT_SID is not set: it starts with AC and stands on the start page of "
                "your Twilio console."
            )
        return self.twilio_account_sid

    def refuse_demo_credentials(self) -> None:
        """OperatorError when the demo's published account or token would be trusted on the open internet."""
        if self.account() == DEMO_ACCOUNT or DEMO_TOKEN in self.twilio_tokens:
            raise OperatorError(
                "these are the demo's credentials, which anybody knows: set the account and token of your own "
                f"Twilio account in {PREFIX}TWILIO_ACCOUNT_SID and {PREFIX}TWILIO_AUTH_TOKEN."
            )

    def signing_keys(self) -> tuple[Ed25519PrivateKey, ...]:
        """The Ed25519 keys that sign checkpoints, the newest first. OperatorError: one is missing, or not usable."""
        made = None if _is_there(self.checkpoint_path) else Ed25519PrivateKey.generate().private_bytes_raw
        lines = self._kept("signing_key", made).replace(",", "\n").split()
        written = dict.fromkeys(lines)  # one that stands there twice signs once
        try:
            keys = tuple(Ed25519PrivateKey.from_private_bytes(base64.b64decode(one, validate=True)) for one in written)
        except ValueError:
            keys = ()
        if not keys:
            raise OperatorError(
                f"{PREFIX}SIGNING_KEY is not usable: it is the base64 of the 32 bytes of an Ed25519 key; or of "
                "several, one a line, the newest first."
            )
        return keys

    def token_keys(self) -> tuple[Ed25519PrivateKey, ...]:
        """The keys that sign what travels in pages, the newest first: made from the signing keys by HKDF (RFC 5869).

        So one key signs one kind of thing, and nothing that a page carries can pass for a checkpoint.
        """
        return tuple(_derived(key) for key in self.signing_keys())

    def keys(self, *, is_new: bool = False) -> Keys:
        """What seals and finds everything that tells of people. OperatorError when one is missing or not usable.

        `is_new`: there is no database yet, so they may be made.
        """
        made = _random if is_new else None
        return Keys(self._key("data_key", made), self._key("lookup_key", made))

    def written_keys(self) -> dict[str, str]:
        """Every key as it is written, by the name of its setting. OperatorError when one is missing."""
        return {PREFIX + field.upper(): self._kept(field, None) for field in _KEYS}

    def with_keys(self, written: Mapping[str, str]) -> Self:
        """With keys whose files are missing, of what `written_keys` gave; no file is made."""
        return self.model_copy(update={field: SecretStr(key) for field, _, key in self._missing(written)})

    def put_keys(self, written: Mapping[str, str]) -> None:
        """Make the files of keys that are missing of what `written_keys` gave. OperatorError: one still is."""
        for _, path, key in self._missing(written):
            _make_private(path, key.encode() + b"\n")
        self.written_keys()

    def _missing(self, written: Mapping[str, str]) -> Iterator[tuple[str, Path, str]]:
        """Field, file and key of each that has no file yet."""
        for field in [one for one in _KEYS if PREFIX + one.upper() in written]:
            reference = getattr(self, field).get_secret_value()
            path = self.project / reference.removeprefix("file:")
            if reference.startswith("file:") and not _is_there(path):
                yield field, path, written[PREFIX + field.upper()]

    def open_files(self) -> list[Path]:
        """The files of secrets that others than their owner may read or write."""
        references = [value.get_secret_value() for _, value in self if isinstance(value, SecretStr)]
        paths = [self.project / one.removeprefix("file:") for one in references if one.startswith("file:")]
        return [path for path in paths if _is_there(path) and path.stat().st_mode & 0o077]

    def _key(self, field: str, made: Callable[[], bytes] | None = None) -> bytes:
        try:
            key = base64.b64decode(self._kept(field, made), validate=True)
        except ValueError:
            key = b""
        if len(key) != KEY_SIZE:
            raise OperatorError(f"{PREFIX}{field.upper()} is not usable: it is the base64 of {KEY_SIZE} random bytes.")
        return key

    def _kept(self, field: str, made: Callable[[], bytes] | None) -> str:
        """A key as it is written. Where its file is missing it is written with what `made` gives."""
        reference: str = getattr(self, field).get_secret_value()
        path = self.project / reference.removeprefix("file:")
        if reference.startswith("file:") and not _is_there(path):
            if made is None:
                raise OperatorError(f"{path} is missing, the file of {PREFIX}{field.upper()}: {self._needed(field)}")
            _make_private(path, base64.b64encode(made()) + b"\n")
        return self._secret(field)

    def _needed(self, field: str) -> str:
        """What the operator does about a key that is missing, and why."""
        if field == "signing_key":
            if not _is_there(self.checkpoint_path):
                return "put it back. Where nothing was ever signed, the first start of the gateway makes it."
            return (
                f"put it back. With it {self.checkpoint_path} was signed, and the log goes on under no other. If it is "
                "lost for good: `capture-gateway ledger key --new --lost`."
            )
        return (
            "put it back. Without it nobody can read the database. (If an older version of the gateway made that one, "
            "move it aside.)"
        )

    def _secret(self, field: str) -> str:
        reference: str = getattr(self, field).get_secret_value()
        source, separator, name = reference.partition(":")
        if not separator or source not in ("env", "file"):
            return reference
        try:
            return (os.environ[name] if source == "env" else (self.project / name).read_text()).strip()
        except (KeyError, OSError, UnicodeDecodeError) as error:
            what = "environment variable" if source == "env" else "file"
            raise OperatorError(f"{PREFIX}{field.upper()} names the {what} {name}, which cannot be read.") from error


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise OperatorError(f"{path} cannot be looked for: {error.strerror}.") from error


def _random() -> bytes:
    return os.urandom(KEY_SIZE)


def _derived(key: Ed25519PrivateKey) -> Ed25519PrivateKey:
    seed = HKDF(SHA256(), KEY_SIZE, salt=None, info=b"capture-gateway token").derive(key.private_bytes_raw())
    return Ed25519PrivateKey.from_private_bytes(seed)


def _make_private(path: Path, content: bytes) -> None:
    """All of it or nothing, on the disk when this returns; a file that is there by then stays as it is."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mode 0600
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(FileExistsError):  # another process was first: its key is everybody's
                os.link(name, path)
        finally:
            Path(name).unlink()
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise OperatorError(f"{path} cannot be written: {error.strerror}.") from error

"""Settings: the environment, or `.env` in the project -> one frozen value. The only reader of the environment.

1. Names have the prefix `CAPTURE_GATEWAY_`; the environment wins over `.env`.
2. A secret may be written as `env:NAME` or `file:PATH` (relative to the project); it is read once, at start.
3. A secret never appears in a log, an error or a page: values are kept in `SecretStr`.
4. What is missing stops the start with a sentence that says which setting, and how to set it.
"""

import base64
import os
from functools import cached_property
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from capture_gateway.core.errors import OperatorError
from capture_gateway.core.keys import KEY_SIZE, Keys

PREFIX = "CAPTURE_GATEWAY_"
DEMO_ACCOUNT = "AC" + "0" * 32
DEMO_TOKEN = "demo-token"  # noqa: S105 - published on purpose; `serve` refuses it
DEMO_API_TOKEN = "demo-api-token"  # noqa: S105 - published on purpose; exists in the demo alone


class Settings(BaseSettings):
    """Everything an operator may set. Field names without the prefix; `project` is the deployment's folder."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file_encoding="utf-8", extra="ignore", frozen=True)

    project: Path = Path()
    database_url: str = "sqlite:///var/evidence.db"
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

    @field_validator("database_url")
    @classmethod
    def _sqlite(cls, value: str) -> str:
        if not value.startswith("sqlite:///"):
            raise ValueError("this version keeps its records in SQLite: write sqlite:///path/to/evidence.db")
        return value

    @classmethod
    def of(cls, project: Path, **overrides: object) -> Self:
        """Read the settings of the deployment in `project`. OperatorError with one sentence when one is wrong."""
        if (project / ".env").is_dir():
            raise OperatorError(f"{project / '.env'} is a folder: it must be a file of settings.")
        try:
            return cls(_env_file=project / ".env", project=project, **overrides)  # type: ignore[call-arg, arg-type]
        except (OSError, UnicodeDecodeError) as error:
            raise OperatorError(f"{project / '.env'} cannot be read as UTF-8 text.") from error
        except ValidationError as error:
            first = error.errors(include_input=False)[0]
            name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
            raise OperatorError(f"{name} is not usable: {first['msg'].removeprefix('Value error, ')}.") from error

    @property
    def database_path(self) -> Path:
        """The SQLite file; a relative path starts at the project."""
        return self.project / self.database_url.removeprefix("sqlite:///")

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

    def signing_private_key(self) -> Ed25519PrivateKey:
        """The Ed25519 key that signs showing tokens; its file is made on the first start, mode 0600."""
        reference = self.signing_key.get_secret_value()
        if reference.startswith("file:"):
            path = self.project / reference.removeprefix("file:")
            if not path.exists():
                _make_private(path, base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()) + b"\n")
        try:
            return Ed25519PrivateKey.from_private_bytes(base64.b64decode(self._secret("signing_key"), validate=True))
        except ValueError as error:
            raise OperatorError(
                f"{PREFIX}SIGNING_KEY is not usable: it is the base64 of the 32 bytes of an Ed25519 key."
            ) from error

    def keys(self) -> Keys:
        """What seals and finds everything that tells of people; files are made where there are none, mode 0600.

        OperatorError when one is not usable.
        """
        return Keys(self._key("data_key"), self._key("lookup_key"))

    def _key(self, field: str) -> bytes:
        reference: str = getattr(self, field).get_secret_value()
        if reference.startswith("file:"):
            path = self.project / reference.removeprefix("file:")
            if not path.exists():
                _make_private(path, base64.b64encode(os.urandom(KEY_SIZE)) + b"\n")
        try:
            key = base64.b64decode(self._secret(field), validate=True)
        except ValueError:
            key = b""
        if len(key) != KEY_SIZE:
            raise OperatorError(f"{PREFIX}{field.upper()} is not usable: it is the base64 of {KEY_SIZE} random bytes.")
        return key

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


def _make_private(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OperatorError(f"{path} cannot be written: {error.strerror}.") from error

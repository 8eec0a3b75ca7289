"""What the gateway tells the process that delivers, at first. The gateway itself needs no HTTP client for it."""

import base64
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from capture_gateway import logs
from capture_gateway.core.keys import Keys

TIMEOUT = 15.0
"""Seconds."""
LONGEST_LINE = 2**20
"""Bytes of one line between the two."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the child is told at first."""

    database: str
    """Its URL, with the password if it has one."""
    keys: Keys
    """Those of the database: secrets and records are sealed in it."""
    networks: tuple[str, ...] = ()
    own: tuple[str, int] | None = None
    log_format: logs.Format = "text"
    seconds: float = TIMEOUT
    """For one attempt."""

    def written(self) -> bytes:
        """One line of JSON. The keys stand in it: it goes through the pipe, and nowhere else."""
        return orjson.dumps(asdict(self), default=_text) + b"\n"


def read(line: bytes) -> Order:
    """What `written` gave."""
    told: dict[str, Any] = orjson.loads(line)
    told["keys"] = Keys(**{name: base64.b64decode(key) for name, key in told["keys"].items()})
    told |= {name: tuple(told[name]) for name in ("networks", "own") if told[name] is not None}
    return Order(**told)


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()

"""What the gateway tells the process that delivers, at first. The gateway itself needs no HTTP client for it."""

from dataclasses import dataclass

from capture_gateway import logs

TIMEOUT = 15.0
"""Seconds."""
LONGEST_LINE = 2**20
"""Bytes of one line between the two."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the child is told at first."""

    database: str
    networks: tuple[str, ...] = ()
    own: tuple[str, int] | None = None
    log_format: logs.Format = "text"
    seconds: float = TIMEOUT
    """For one attempt."""

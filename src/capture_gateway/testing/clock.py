"""A clock that stands still until it is told to move, so that tests never sleep."""

from capture_gateway.core import instant

START = instant.parse("2026-11-22T10:00:00Z")


class Clock:
    """Call it for the instant, in milliseconds since the epoch."""

    def __init__(self, now: int = START) -> None:
        self.now = now

    def __call__(self) -> int:
        """The instant it was last set to."""
        return self.now

    def forward(self, milliseconds: int) -> int:
        """Move on (`clock.forward(72 * instant.HOUR)`); the new instant."""
        if milliseconds < 0:
            raise ValueError("time only goes forward")
        self.now += milliseconds
        return self.now

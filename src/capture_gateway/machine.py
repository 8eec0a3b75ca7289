"""What the machine gives: its clock and its random bytes. Whoever needs them is handed them, and never imports them.

Only where a process begins (the gateway, a command) are they taken from here.
"""

import os
import threading
import time


def clock() -> int:
    """The machine's clock, in milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


class Randomness:
    """`os.urandom` in large pieces. Safe from several threads; no byte is given out twice.

    Each call of the system gives up the interpreter lock, and waiting to get it back costs more than the bytes.
    """

    def __init__(self, piece: int = 65_536) -> None:
        self._piece = piece
        self._lock = threading.Lock()
        self._left = memoryview(b"")

    def __call__(self, count: int) -> bytes:
        """So many unpredictable bytes."""
        with self._lock:
            if len(self._left) < count:
                self._left = memoryview(os.urandom(max(self._piece, count)))
            given, self._left = bytes(self._left[:count]), self._left[count:]
        return given

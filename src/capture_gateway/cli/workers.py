"""Several gateway processes behind one port, and the parent that keeps them.

1. The parent has checked everything when it forks; it has no threads, no connections and no event loop then, nor later.
   So every worker, a new one too, serves the deployment that the parent read.
2. A worker that ends by itself is started again: at once if it lived for a while, else later each time.
3. One that refuses to start (exit 2; it has said why) at the very beginning ends them all. Later it is tried again:
   the database may be back then.
4. SIGTERM and SIGINT end them all: each drains as a gateway does that runs alone (`serving`), and is killed if it is
   not gone then.
5. They end with the parent, however that ends: they hold the reading end of a pipe of which it alone holds the other.
"""

import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType

from capture_gateway.core.errors import OperatorError
from capture_gateway.serving import WITHIN

log = logging.getLogger(__name__)

TICK = 0.1
"""Seconds between two looks."""
HEALTHY = 10.0
"""Seconds after which one that ends is started again at once."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds until it is, else; doubled each time."""
REFUSED = 2


class Workers:
    """So many processes that each run `serve` on `listening`; it returns what the process is to end with."""

    def __init__(self, count: int, listening: socket.socket, serve: Callable[[], int]) -> None:
        self._listening = listening
        self._serve = serve
        self._pauses = [0.0] * count
        self._due = [0.0] * count
        self._began = [0.0] * count
        self._running: dict[int, int] = {}
        """Process id -> place."""
        self._all_refuse = True
        """Until one has lived for a while."""
        self._signal = 0
        self._alive, self._end = os.pipe()

    def run(self) -> int:
        """Keep them until a signal ends them, or none can start; what this process is to end with."""
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, self._told)
        refused = 0
        while not self._signal and not refused:
            for place, due in enumerate(self._due):
                if place not in self._running.values() and time.monotonic() >= due:
                    self._start(place)
            time.sleep(TICK)
            refused = self._gathered()
        self._stop()
        if self._signal:
            signal.signal(self._signal, signal.SIG_DFL)
            signal.raise_signal(self._signal)  # whoever waits for us sees how it ended
        return refused

    def _told(self, number: int, _frame: FrameType | None) -> None:
        self._signal = number

    def _start(self, place: int) -> None:
        self._began[place] = time.monotonic()
        process = os.fork()
        if process == 0:
            self._work()
        self._running[process] = place

    def _gathered(self) -> int:
        """Take leave of who has ended; the status of one that refused to start, at the very beginning."""
        while self._running:
            process, ended = os.waitpid(-1, os.WNOHANG)
            if not process:
                break
            place = self._running.pop(process, None)
            if place is None:
                continue  # a child of a child that is gone
            status, lived = os.waitstatus_to_exitcode(ended), time.monotonic() - self._began[place]
            self._all_refuse &= lived < HEALTHY
            if status == REFUSED and self._all_refuse and not self._pauses[place]:
                return status
            self._again(place, status, lived)
        return 0

    def _again(self, place: int, status: int, lived: float) -> None:
        pause = 0.0 if lived >= HEALTHY else min(max(self._pauses[place] * 2, FIRST_PAUSE), LONGEST_PAUSE)
        self._pauses[place], self._due[place] = pause, time.monotonic() + pause
        if not self._signal:
            log.error("worker %d ended with %d: it is started again in %.1f s", place + 1, status, pause)

    def _stop(self) -> None:
        self._listening.close()  # nobody is to be put in a line that no worker looks at any more
        self._tell(signal.SIGTERM)
        until = time.monotonic() + WITHIN
        while self._running and time.monotonic() < until:
            self._gathered()
            time.sleep(TICK / 5)
        self._tell(signal.SIGKILL)

    def _tell(self, how: signal.Signals) -> None:
        for process in self._running:
            os.kill(process, how)

    def _work(self) -> None:
        """The life of a worker."""
        status = 1
        try:
            for one in (signal.SIGTERM, signal.SIGINT):
                signal.signal(one, signal.SIG_DFL)
            os.close(self._end)
            threading.Thread(target=_end_with_the_parent, args=(self._alive,), name="parent", daemon=True).start()
            status = 0 if self._signal else self._serve()  # the signal may have come before this was said to end
        except OperatorError as error:
            print(f"capture-gateway: {error}", file=sys.stderr)  # noqa: T201
            status = REFUSED
        except BaseException:
            log.exception("a worker failed")
        finally:
            logging.shutdown()
            sys.stderr.flush()
            os._exit(status)


def _end_with_the_parent(alive: int) -> None:
    os.read(alive, 1)  # nobody writes: it ends with the parent
    os.kill(os.getpid(), signal.SIGTERM)

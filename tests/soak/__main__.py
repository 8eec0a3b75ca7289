"""`make soak`: a million random texts through folding and understanding; the first that fails is shown.

The slowest texts are printed with their processor times, for a reader: machines are too noisy to judge them here.
"""

import heapq
import os
import time

from rich.console import Console
from rich.progress import track

from capture_gateway.core.folding import fold
from capture_gateway.core.revocation import understand
from tests.soak.texts import texts

COUNT = int(os.environ.get("SOAK_TEXTS", "1000000"))
SEED = int(os.environ.get("SOAK_SEED", str(time.time_ns())))


CONSOLE = Console(highlight=False, markup=False)


def main() -> None:
    """Run them all."""
    CONSOLE.print(f"{COUNT} texts, SOAK_SEED={SEED}")
    slowest: list[tuple[int, str, str]] = []
    for text in track(texts(COUNT, SEED), total=COUNT, description="understanding", console=CONSOLE):
        start = time.thread_time_ns()
        try:
            found = understand(text)
            folded = fold(text)
            assert fold(folded) == folded
            assert found.intent in {"withdraw", "unclear", "help", "other"}
        except Exception:
            CONSOLE.print(f"failed on {text!r}")
            raise
        entry = (time.thread_time_ns() - start, found.rule, text)
        heapq.heappush(slowest, entry) if len(slowest) < 5 else heapq.heappushpop(slowest, entry)
    for nanoseconds, rule, text in sorted(slowest, reverse=True):
        CONSOLE.print(f"{nanoseconds / 1e6:6.2f} ms  {len(text)} characters, {rule}: {text[:60]!r}")


main()

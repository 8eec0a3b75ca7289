"""`python -m tests.soak.requests`: ten thousand requests that schemathesis makes of the API's own document."""

import os
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from capture_gateway.testing import sample
from capture_gateway.testing.running import running
from tests.api.fuzzing import Found, fuzz, peopled

COUNT = int(os.environ.get("SOAK_REQUESTS", "10000"))
SEED = int(os.environ.get("SOAK_SEED", str(time.time_ns() % 2**32)))
EXAMPLES = 50
"""Of each operation, before the next round."""

CONSOLE = Console(highlight=False, markup=False)


def main() -> int:
    """Rounds, each with a seed of its own, until there were so many; 1 when anything failed."""
    CONSOLE.print(f"{COUNT} requests, SOAK_SEED={SEED}")
    whole = Found()
    with (
        tempfile.TemporaryDirectory() as folder,
        running(sample.copy(Path(folder))) as gateway,
        Progress(console=CONSOLE) as progress,
    ):
        people = peopled(gateway)
        bar = progress.add_task("asking", total=COUNT)
        seed = SEED
        while whole.cases.total() < COUNT:
            # What the document names itself (`examples`, `coverage`) is the same in every round.
            phases = ("fuzzing", "stateful") if whole.cases else ("examples", "coverage", "fuzzing", "stateful")
            fuzz(
                gateway, people, examples=EXAMPLES, seed=seed, phases=phases, found=whole,
                then=lambda found: progress.update(bar, completed=found.cases.total()),
            )  # fmt: skip
            seed += 1
    CONSOLE.print(whole.report())
    return 1 if whole.failures else 0


if __name__ == "__main__":
    sys.exit(main())

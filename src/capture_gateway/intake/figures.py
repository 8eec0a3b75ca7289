"""What the writer did, counted: plain numbers for /metrics.

1. A batch costs a few additions (less than 5 µs): no lock, nothing of a library's.
2. The writer's thread counts, and any thread reads: what it reads may be a batch younger in one figure than in another.
3. Of a write that failed the kind of its cause is counted: the database's own name for it, and nothing of its text.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from time import perf_counter
from types import TracebackType

from sqlalchemy.exc import SQLAlchemyError

ACTS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Histogram:
    """How many values were at most as large as each of `bounds`, and their sum."""

    def __init__(self, bounds: Sequence[float]) -> None:
        self._bounds = bounds
        self._counts = [0] * (len(bounds) + 1)
        self.sum = 0.0

    def observe(self, value: float) -> None:
        """One more."""
        self._counts[bisect_left(self._bounds, value)] += 1
        self.sum += value

    def buckets(self) -> Iterator[tuple[str, int]]:
        """(bound, how many are at most as large), as Prometheus counts them; the last one is `+Inf`."""
        return zip([*map(str, self._bounds), "+Inf"], accumulate(list(self._counts)), strict=True)


class Figures:
    """Of one writer: `with figures, database.transaction() as connection: figures.locked(acts)`."""

    def __init__(self, seconds: Callable[[], float] = perf_counter) -> None:
        self._seconds = seconds
        self._began: float | None = None
        self._locked = 0.0
        self._acts = 0
        self.acts = Histogram(ACTS)
        """Of each committed batch."""
        self.waited = Histogram(SECONDS)
        """Until it had the lock that keeps other writers waiting."""
        self.wrote = {"acts": Histogram(SECONDS), "job": Histogram(SECONDS)}
        """From then until it was committed."""
        self.refused: Counter[str] = Counter()
        """By cause (rule 3) -> writes that the store refused."""

    def __enter__(self) -> None:
        self._began = self._locked = self._seconds()

    def locked(self, acts: int) -> None:
        """The transaction has begun. `acts`: how many it is to write; 0: a job."""
        self._locked, self._acts = self._seconds(), acts

    def __exit__(self, _kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        began, self._began = self._began, None
        if error is None and began is not None:
            self.waited.observe(self._locked - began)
            self.wrote["acts" if self._acts else "job"].observe(self._seconds() - self._locked)
            if self._acts:
                self.acts.observe(self._acts)
        elif isinstance(error, SQLAlchemyError):
            self.refused[_cause(error)] += 1

    @property
    def writing_for(self) -> float:
        """Seconds since the write that is under way began, the wait for its lock included; 0: none is."""
        began = self._began
        return 0.0 if began is None else max(0.0, self._seconds() - began)


def _cause(error: SQLAlchemyError) -> str:
    """`SQLITE_FULL`, `AdminShutdown`: https://www.sqlite.org/rescode.html, https://www.psycopg.org/psycopg3/docs/api/errors.html."""
    origin = getattr(error, "orig", None) or error
    return str(getattr(origin, "sqlite_errorname", type(origin).__name__))

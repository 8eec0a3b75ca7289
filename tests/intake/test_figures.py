"""What the writer counts: every batch, what went wrong, and nothing that costs."""

import sqlite3
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from capture_gateway.core.act import Intent
from capture_gateway.core.errors import Unavailable
from capture_gateway.intake.figures import Figures, Histogram
from tests.core.values import act
from tests.intake.running import go, render, running
from tests.postgres import raw


class Seconds:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def counted(histogram: Histogram) -> dict[str, int]:
    """Bound -> how many were at most as large; those alone at which there are more than at the one before."""
    told, before = {}, 0
    for bound, count in histogram.buckets():
        if count != before:
            told[bound], before = count, count
    return told


def test_a_value_belongs_to_the_first_bound_that_is_not_smaller() -> None:
    histogram = Histogram((1, 2, 4))
    for value in (0.5, 1, 1.5, 2, 3, 4, 5):
        histogram.observe(value)
    assert list(histogram.buckets()) == [("1", 2), ("2", 4), ("4", 6), ("+Inf", 7)]
    assert histogram.sum == 17


def test_a_write_is_told_by_its_wait_its_work_and_its_acts() -> None:
    seconds = Seconds()
    figures = Figures(seconds)
    for acts, waited, wrote in ((3, 0.25, 0.003), (0, 0.0, 2.0), (1, 0.0, 0.0005)):
        assert figures.writing_for == 0
        with figures:
            seconds.now += waited
            assert figures.writing_for == pytest.approx(waited)
            figures.locked(acts)
            seconds.now += wrote
            assert figures.writing_for == pytest.approx(waited + wrote)
    assert counted(figures.acts) == {"1": 1, "4": 2}
    assert figures.acts.sum == 4
    assert figures.waited.sum == pytest.approx(0.25)
    assert figures.wrote["acts"].sum == pytest.approx(0.0035)
    assert figures.wrote["job"].sum == pytest.approx(2.0)
    assert counted(figures.wrote["job"]) == {"2.5": 1}


def wrapped(origin: Exception) -> SQLAlchemyError:
    return OperationalError("a statement", None, origin)


def full() -> sqlite3.Error:
    """As SQLite says it itself."""
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA max_page_count = 1")
    try:
        connection.execute("CREATE TABLE a (b)")
    except sqlite3.Error as error:
        return error
    finally:
        connection.close()
    raise AssertionError("it was not full")


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (wrapped(full()), "SQLITE_FULL"),
        (wrapped(psycopg.errors.AdminShutdown("canary")), "AdminShutdown"),
        (wrapped(psycopg.OperationalError("canary")), "OperationalError"),
        (PoolTimeout("canary"), "TimeoutError"),
    ],
)
def test_a_refused_write_is_counted_by_its_cause_alone(error: SQLAlchemyError, cause: str) -> None:
    figures = Figures()
    with pytest.raises(SQLAlchemyError), figures:
        raise error
    assert figures.refused == {cause: 1}
    assert (counted(figures.waited), figures.writing_for) == ({}, 0)


def test_a_failure_of_ours_is_no_refusal() -> None:
    figures = Figures()
    with pytest.raises(ValueError, match="ours"), figures:
        raise ValueError("ours")
    assert (figures.refused, counted(figures.waited), figures.writing_for) == ({}, {}, 0)


def test_an_intake_counts_what_it_wrote(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            figures = intake.figures
            await intake.receive(act(Intent.ASK, 1), render)
            await intake.run(lambda _: None)
            assert (figures.acts.sum, counted(figures.acts)) == (1, {"1": 1})
            assert sum(counted(figures.wrote["job"]).values()) >= 1
            with raw(database.url) as other:
                other.execute("ALTER TABLE evidence RENAME TO gone")
                with pytest.raises(Unavailable):
                    await intake.receive(act(Intent.AGREE, 2), render)
                other.execute("ALTER TABLE gone RENAME TO evidence")
            assert sum(figures.refused.values()) >= 1
            assert all(cause.isidentifier() for cause in figures.refused)
            assert figures.acts.sum == 1

    go(story)

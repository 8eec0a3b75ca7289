"""A statement that runs for longer than its deadline is cut off, and the thread that does so ends with its engine."""

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import OperationalError

from capture_gateway.storage import postgres
from capture_gateway.storage.overdue import Overdue
from tests.postgres import shared

pytestmark = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)


@pytest.fixture
def watched() -> Iterator[Engine]:
    made = create_engine(shared().where("postgres"))
    yield made
    made.dispose()


def watchers() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name == "overdue"]


@pytest.mark.parametrize("ends", ["SELECT pg_sleep(60)", "COMMIT"])
def test_who_waits_for_what_hangs_gets_an_error_and_others_are_not_touched(watched: Engine, ends: str) -> None:
    overdue = Overdue(watched, 0.2, postgres._cut)
    with watched.connect() as other, watched.connect() as connection:
        assert other.exec_driver_sql("SELECT 1").scalar() == 1
        if ends == "COMMIT":  # a deferred trigger makes the commit itself take long
            connection.exec_driver_sql("CREATE TEMPORARY TABLE slow (id integer)")
            connection.exec_driver_sql(
                "CREATE FUNCTION pg_temp.sleep() RETURNS trigger LANGUAGE plpgsql AS "
                "$$BEGIN PERFORM pg_sleep(60); RETURN NULL; END$$"
            )
            connection.exec_driver_sql(
                "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON slow DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
                "EXECUTE FUNCTION pg_temp.sleep()"
            )
            connection.exec_driver_sql("INSERT INTO slow VALUES (1)")
            with pytest.raises(OperationalError):
                connection.commit()
        else:
            with pytest.raises(OperationalError):
                connection.exec_driver_sql(ends)
        assert other.exec_driver_sql("SELECT 2").scalar() == 2
    with watched.connect() as again:
        assert again.exec_driver_sql("SELECT 3").scalar() == 3
    assert overdue._running == {}


def test_the_thread_ends_with_its_engine(watched: Engine) -> None:
    before = len(watchers())
    Overdue(watched, 10, postgres._cut)
    (*_, watcher) = watchers()
    assert len(watchers()) == before + 1
    watched.dispose()
    watcher.join(10)
    assert not watcher.is_alive()

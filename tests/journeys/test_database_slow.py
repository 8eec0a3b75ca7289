"""A PostgreSQL that says nothing, loses an answer, or may not write: what people see, and that it goes on by itself.

`SOAK_SLOW=1` takes the deadlines of a real gateway, ends one whose database says nothing, and prints how long it took.
"""

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from capture_gateway import app, intake
from capture_gateway.settings import PREFIX
from capture_gateway.storage import obstacles
from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.requests import Request, Response
from capture_gateway.testing.running import GatewayUnderTest, over_socket, running
from tests.cluster import OWNER
from tests.journeys.test_killed import serving
from tests.postgres import ENGINES, shared
from tests.wire import Wire, wire

pytestmark = pytest.mark.parametrize("engine", ENGINES[1:], indirect=True)
IS_SOAK = "SOAK_SLOW" in os.environ
AT_LENGTH = pytest.mark.skipif(not IS_SOAK, reason="it takes a quarter of a minute: `make soak`")
HANGS = 20.0
"""Seconds after which somebody was left hanging, however busy the machine is; what is promised is 5."""
ENDS = 20.0
"""Seconds, likewise; what is promised is 10."""
PATIENCE = 60.0


@pytest.fixture(autouse=True)
def deadlines(monkeypatch: pytest.MonkeyPatch) -> None:
    if not IS_SOAK:
        monkeypatch.setattr(app, "DEADLINE", 600)
        monkeypatch.setattr(intake, "DEADLINE", 1.0)


@pytest.fixture
def name(engine: str) -> Iterator[str]:
    """A database of the test's own."""
    made = f"slow{uuid4().hex[:12]}"
    shared().url(made)
    yield made
    shared().drop(made)


def project_on(folder: Path, name: str, between: Wire) -> Path:
    project = sample.copy(folder / "project")
    url = f"postgresql+psycopg://{OWNER}@127.0.0.1:{between.port}/{name}"
    (project / ".env").write_text(f"{PREFIX}DATABASE_URL={url}\n")
    return project


@contextmanager
def gateway_behind(between: Wire, folder: Path, name: str) -> Iterator[GatewayUnderTest]:
    with running(project_on(folder, name, between)) as gateway:
        yield gateway


def timed(ask: Callable[[], Response]) -> tuple[Response, float]:
    began = time.monotonic()
    answer = ask()
    return answer, time.monotonic() - began


def agreeing(gateway: GatewayUnderTest) -> str:
    person = somebody()
    gateway.text(person, "JOIN")
    gateway.text(person, "AGREE")
    assert gateway.permitted(person)
    return person


def question(gateway: GatewayUnderTest, person: str) -> Request:
    query = f"address=%2B{person[1:]}&program=bluebird-updates&category=offers&contact=sms"
    headers = {"authorization": f"Bearer {gateway.api_token}"}
    return Request("GET", f"{gateway.base}/v1/permission?{query}", (), headers)


def everybody(gateway: GatewayUnderTest, agreed: str) -> dict[str, tuple[Response, float]]:
    """What each of them is answered who comes at the same moment, and after how long."""
    asked = {
        "text": next(gateway.texter(somebody()).text("JOIN")),
        "leaving": next(gateway.texter(agreed).text("STOP")),
        "call": next(gateway.caller(somebody()).walk()),
        "permission": question(gateway, agreed),
        "ready": Request("GET", f"{gateway.base}/readyz", (), {}),
        "alive": Request("GET", f"{gateway.base}/healthz", (), {}),
    }
    with ThreadPoolExecutor(len(asked)) as people:
        answers = {who: people.submit(timed, lambda one=one: gateway.send(one)) for who, one in asked.items()}  # type: ignore[misc]
        return {who: answer.result() for who, answer in answers.items()}


def until_taken(gateway: GatewayUnderTest, request: Request) -> Response:
    """The provider asks again until somebody answers with 200."""
    deadline = time.monotonic() + PATIENCE
    while (answer := gateway.send(request)).status != 200:
        assert time.monotonic() < deadline, "the gateway does not come back"
        time.sleep(0.05)
    return answer


def check_that_it_is_over(gateway: GatewayUnderTest, agreed: str) -> None:
    until_taken(gateway, next(gateway.texter(agreed).text("STOP")))
    assert not gateway.permitted(agreed)
    assert agreeing(gateway)
    until_taken(gateway, Request("GET", f"{gateway.base}/readyz", (), {}))


def test_a_database_that_says_nothing_leaves_nobody_hanging(tmp_path: Path, name: str) -> None:
    with wire(shared()) as between, gateway_behind(between, tmp_path, name) as gateway:
        agreed = agreeing(gateway)
        between.hold()
        try:
            seen = everybody(gateway, agreed)
            again = everybody(gateway, agreed)
        finally:
            between.release()
        for answers in (seen, again):
            statuses = {who: answer.status for who, (answer, _) in answers.items()}
            assert statuses == {"text": 503, "leaving": 503, "call": 200, "permission": 503, "ready": 503, "alive": 200}
            assert b"<Say" in answers["call"][0].body
            assert b'"permitted":false' in answers["permission"][0].body.replace(b" ", b"")
            reason = answers["ready"][0].body.decode()
            assert obstacles.SLOW in reason or obstacles.UNREACHABLE in reason
        check_that_it_is_over(gateway, agreed)
    longest = {who: max(seen[who][1], again[who][1]) for who in seen}
    told = ", ".join(f"{who} {seconds:.2f}" for who, seconds in longest.items())
    print(f"\nno answer of the database, seconds until everybody was answered: {told}")  # noqa: T201
    assert max(longest.values()) < HANGS


def test_what_was_committed_and_not_confirmed_is_confirmed_when_it_comes_again(tmp_path: Path, name: str) -> None:
    with wire(shared()) as between, gateway_behind(between, tmp_path, name) as gateway:
        agreed = agreeing(gateway)
        person = somebody()
        request = next(gateway.texter(person).text("JOIN"))
        between.lose_the_commit_of(b"INSERT INTO evidence")
        first, seconds = timed(lambda: gateway.send(request))
        assert between.has_lost
        assert first.status == 503, "nobody knows whether it is on record"
        answers = {until_taken(gateway, request).body for _ in range(2)}
        assert len(answers) == 1
        assert b"<Message" in answers.pop()
        assert [record["event"] for record in gateway.evidence(person)] == ["requested"]
        check_that_it_is_over(gateway, agreed)
    print(f"\nan answer of the database that was lost: told after {seconds:.2f} s")  # noqa: T201
    assert seconds < HANGS


def test_a_database_that_turns_read_only(tmp_path: Path, name: str) -> None:
    with wire(shared()) as between, gateway_behind(between, tmp_path, name) as gateway:
        agreed = agreeing(gateway)
        turn(name, "SET default_transaction_read_only = on")
        try:
            assert gateway.send(next(gateway.texter(agreed).text("STOP"))).status == 503
            assert gateway.send(next(gateway.texter(somebody()).text("JOIN"))).status == 503
            assert gateway.permitted(agreed)
            assert len(gateway.evidence(agreed)) == 2
            until_told(gateway, obstacles.READ_ONLY)
        finally:
            turn(name, "RESET default_transaction_read_only")
        check_that_it_is_over(gateway, agreed)


def until_told(gateway: GatewayUnderTest, why: str) -> None:
    """That it is not ready, and this reason; while it connects again there is another one."""
    deadline = time.monotonic() + PATIENCE
    while why not in (ready := gateway.send(Request("GET", f"{gateway.base}/readyz", (), {}))).body.decode():
        assert (ready.status, time.monotonic() < deadline) == (503, True), ready
        time.sleep(0.05)
    assert ready.status == 503


def turn(name: str, how: str) -> None:
    """Alter a database, for those who connect from now on: everybody."""
    with shared().administration() as connection:
        connection.execute(f"ALTER DATABASE {name} {how}")
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))


@AT_LENGTH
def test_a_gateway_ends_though_its_database_says_nothing(tmp_path: Path, name: str) -> None:
    with wire(shared()) as between, socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
        probe.close()
        with serving(project_on(tmp_path, name, between), port, tmp_path / "log") as process:
            between.hold()
            began = time.monotonic()
            with ThreadPoolExecutor(1) as people:
                waiting = people.submit(over_socket, Request("GET", f"http://127.0.0.1:{port}/readyz", (), {}))
                time.sleep(0.2)
                process.send_signal(signal.SIGTERM)
                process.wait(PATIENCE)
                seconds = time.monotonic() - began
                assert waiting.result().status == 503
            between.release()
    print(f"\nSIGTERM while the database says nothing: gone after {seconds:.2f} s")  # noqa: T201
    assert seconds < ENDS

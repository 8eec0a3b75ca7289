"""Two gateways on one PostgreSQL: whichever of them people, providers and integrators come to, it is one gateway.

The first has newer words than the second, as while a deployment goes from one to the next.
`SOAK_COPIES=300` sends that many events, 20 times each, over both; `SOAK_DELIVERER=1` freezes and kills the one that
delivers.
"""

import base64
import os
import random
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import orjson
import psutil
import pytest

from capture_gateway.outbox.webhooks import parent, turn
from capture_gateway.settings import PREFIX
from capture_gateway.testing import sample
from capture_gateway.testing.company import Company
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.running import ACCOUNT, LOOPBACK, TIMEOUT, GatewayUnderTest, running
from tests.journeys.test_killed import serving
from tests.journeys.test_new_words import new_words
from tests.postgres import ENGINES, raw
from tests.receiver import Received, receiving

pytestmark = pytest.mark.parametrize("engine", ENGINES[1:], indirect=True)
COPIES = int(os.environ.get("SOAK_COPIES", "24"))
AT_ONCE = 64
AT_LENGTH = pytest.mark.skipif("SOAK_DELIVERER" not in os.environ, reason="it takes a quarter of a minute: `make soak`")


class Pair(NamedTuple):
    first: GatewayUnderTest
    second: GatewayUnderTest


@contextmanager
def two(folder: Path) -> Iterator[Pair]:
    first, second = projects(folder)
    new_words(first)
    company = Company(ACCOUNT)
    with running(first, company=company) as one, running(second, company=company) as other:
        yield Pair(one, other)


def projects(folder: Path) -> tuple[Path, Path]:
    """Two machines of one deployment: the same settings, and folders of their own."""
    first = sample.copy(folder / "first")
    key = base64.b64encode(bytes(range(32))).decode()
    with (first / ".env").open("a") as settings:
        settings.write(f"{PREFIX}SIGNING_KEY={key}\n")
    return first, shutil.copytree(first, folder / "second")


@pytest.fixture(scope="module")
def pair(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with two(tmp_path_factory.mktemp(engine)) as gateways:
        yield gateways


def both_ways(pair: Pair) -> list[Pair]:
    return [pair, Pair(pair.second, pair.first)]


def until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + TIMEOUT
    while not holds():
        assert time.monotonic() < deadline, "it does not become so"
        time.sleep(0.01)


def test_join_at_one_agree_at_the_other_and_stop_at_the_first(pair: Pair) -> None:
    for one, other in both_ways(pair):
        person = somebody()
        (words,) = one.text(person, "JOIN").texts
        other.text(person, "AGREE")
        assert one.permitted(person)
        assert other.permitted(person)
        record = other.evidence(person)[-1]
        assert (record["event"], record["disclosure"]["text"]) == ("given", words)
        one.text(person, "STOP")
        assert not other.permitted(person), "a withdrawal that was answered holds everywhere"
        assert not one.permitted(person)
        assert one.evidence(person) == other.evidence(person)


def test_words_that_the_other_gateway_never_had_are_kept_word_for_word(pair: Pair) -> None:
    person = somebody()
    (words,) = pair.first.text(person, "JOIN").texts
    assert "up to 20 messages" in words
    assert "up to 20 messages" not in pair.second.text(somebody(), "JOIN").texts[0]
    pair.second.text(person, "AGREE")
    given = pair.second.evidence(person)[-1]
    assert (given["disclosure"]["version"], given["disclosure"]["text"]) == ("v2", words)


def test_who_waits_at_one_hears_what_came_to_the_other(pair: Pair) -> None:
    for one, other in both_ways(pair):
        person = somebody()
        with ThreadPoolExecutor(1) as thread:
            last = other.evidence()[-1]["position"]
            waiting = thread.submit(other.get, "/v1/evidence", after=str(last), wait="20")
            wait_for_a_waiter(other)
            one.text(person, "JOIN")
            status, page = waiting.result()
        assert status == 200
        assert [item["event"] for item in page["items"]] == ["requested"], "it would be empty had nobody told it"


def wait_for_a_waiter(gateway: GatewayUnderTest) -> None:
    until(lambda: gateway.webhooks._intake.changes._waiting)  # type: ignore[attr-defined]


def test_a_receipt_is_had_at_either_and_no_checkpoint_goes_back(pair: Pair) -> None:
    sizes = []
    for one, other in both_ways(pair):
        person = somebody()
        one.text(person, "JOIN")
        (record,) = one.evidence(person)
        status, receipt = other.get(f"/v1/evidence/{record['id']}/receipt")
        assert (status, receipt["record"]["id"]) == (200, record["id"])
        for gateway in (other, one, other):
            answer = gateway.send(gateway.account.request("GET", gateway.base + "/ledger/checkpoint", ()))
            sizes.append(int(answer.body.split(b"\n")[1]))
    assert sizes == sorted(sizes)


def test_each_event_is_one_record_however_often_and_wherever_it_comes(pair: Pair) -> None:
    """As when a provider repeats what a load balancer hands to another machine each time."""
    people = [somebody() for _ in range(COPIES)]
    before = len(pair.first.evidence())
    fields = [
        {"MessageSid": f"SM{number:032x}", "AccountSid": ACCOUNT.sid, "From": person, "To": pair.first.number("sms"),
         "Body": "STOP", "NumMedia": "0", "NumSegments": "1", "ApiVersion": "2010-04-01"}
        for number, person in enumerate(people, random.SystemRandom().getrandbits(96))
    ]  # fmt: skip
    copies = [(event, copy % 2) for event in range(COPIES) for copy in range(20)]
    random.Random(7).shuffle(copies)

    def send(event: int, gateway: int) -> tuple[int, tuple[int, bytes]]:
        to = pair[gateway]
        answer = to.send(to.request("/c/sms/message", fields[event]))
        return event, (answer.status, answer.body)

    with ThreadPoolExecutor(AT_ONCE) as clients:
        answers = list(clients.map(lambda copy: send(*copy), copies))
    assert {status for _, (status, _) in answers} == {200}
    assert len(set(answers)) == COPIES, "each copy gets the same bytes"
    assert len(pair.second.evidence()) - before == COPIES
    assert [len(pair.second.evidence(person)) for person in people] == [1] * COPIES


def test_each_text_is_sent_once_though_both_look_for_what_is_due(pair: Pair) -> None:
    people = [somebody() for _ in range(12)]

    def left(number: int) -> None:
        one, other = both_ways(pair)[number % 2]
        one.text(people[number], "JOIN")
        other.text(people[number], "AGREE")
        one.call(people[number], "8")  # it is said at once, and confirmed by text

    with ThreadPoolExecutor(6) as callers:
        list(callers.map(left, range(len(people))))
    for one in pair:
        one.wait_for_texts()
    assert [len(pair.first.rest.received(person)) for person in people] == [1] * len(people)


def test_a_person_that_is_erased_at_one_is_so_at_the_other(pair: Pair) -> None:
    one, other = pair
    person = somebody()
    one.text(person, "JOIN")
    one.text(person, "AGREE")
    assert other.permitted(person)
    status, _ = other.post("/v1/erasures", {"address": f"tel:{person}", "reason": "they asked"})
    assert status in (200, 201)
    assert not one.permitted(person)
    assert one.evidence(person) == other.evidence(person) == []
    one.text(person, "JOIN")
    assert [record["event"] for record in other.evidence(person)] == ["requested"], "a new person, with a new key"


def test_a_webhook_arrives_once_wherever_it_was_made_and_whoever_ends(tmp_path: Path) -> None:
    first, second = projects(tmp_path)
    with receiving() as receiver, ExitStack() as left:
        with ExitStack() as ends:
            holder = ends.enter_context(running(first))
            until(lambda: holder.webhooks._turn._has)
            other = left.enter_context(running(second))
            made = other.post("/v1/webhooks", {"url": receiver.url})[1]
            for gateway in (holder, other):
                gateway.text(somebody(), "JOIN")
            receiver.until(of("evidence.requested"), 2)
            assert other.post(f"/v1/webhooks/{made['id']}/test", {})[0] < 300
            receiver.until(of("webhook.test"))
            delivers = holder.webhooks.process_id
            assert (delivers is None, other.webhooks.process_id) == (False, None)
            cut_every_connection(holder)
            other.text(somebody(), "JOIN")
            receiver.until(of("evidence.requested"), 3)
            assert holder.webhooks.process_id == delivers, "it lives on, whatever becomes of its connections"
        other.text(somebody(), "STOP")
        receiver.until(of("evidence.withdrawn"))
        ids = [one.id for one in receiver.received]
        assert (len(ids[:3]), len(set(ids))) == (len(set(ids[:3])), 5)


def cut_every_connection(gateway: GatewayUnderTest) -> None:
    """As when the server is restarted."""
    with raw(gateway.settings.database) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@AT_LENGTH
def test_a_gateway_that_was_frozen_has_lost_its_turn_when_it_wakes_up(tmp_path: Path) -> None:
    first, second = projects(tmp_path)
    with receiving() as receiver, running(first) as frozen:
        until(lambda: frozen.webhooks._turn._has)
        with running(second) as other:
            other.post("/v1/webhooks", {"url": receiver.url})
            until(lambda: frozen.webhooks.process_id)
            loop = frozen.webhooks._intake._loop  # type: ignore[attr-defined]
            loop.call_soon_threadsafe(until, lambda: other.webhooks.process_id)
            until(lambda: other.webhooks.process_id)
            until(lambda: frozen.webhooks.process_id is None)
            for gateway in (frozen, other):
                gateway.text(somebody(), "JOIN")
            receiver.until(of("evidence.requested"), 2)
            assert len(receiver.received) == len({one.id for one in receiver.received}) == 2


@pytest.fixture(autouse=True)
def _turns_change_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn, "SILENCE", 1.0)
    monkeypatch.setattr(turn, "OWN_SILENCE", 0.7)
    monkeypatch.setattr(parent, "LOOK_EVERY", 0.1)


def of(kind: str) -> Callable[[Received], bool]:
    def is_it(one: Received) -> bool:
        return bool(orjson.loads(one.body)["type"] == kind)

    return is_it


@AT_LENGTH
def test_a_webhook_arrives_though_the_gateway_that_delivers_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn, "SILENCE", 4.0)
    first, second = projects(tmp_path)
    with (second / ".env").open("a") as settings:
        settings.write(f"{PREFIX}WEBHOOK_NETWORKS={LOOPBACK}\n")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with receiving() as receiver, serving(second, port, tmp_path / "log", ACCOUNT) as process, running(first) as left:
        left.post("/v1/webhooks", {"url": receiver.url})
        left.text(somebody(), "JOIN")
        receiver.until(of("evidence.requested"))
        assert left.webhooks.process_id is None
        assert psutil.Process(process.pid).children()
        process.kill()
        left.text(somebody(), "STOP")
        receiver.until(of("evidence.withdrawn"))
        assert len(receiver.received) == len({one.id for one in receiver.received}) == 2

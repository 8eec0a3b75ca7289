"""The feed under late commits: every record once and in order, for every reader, however it reads."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, suppress
from itertools import islice
from queue import SimpleQueue
from threading import Event
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from capture_gateway.client import CaptureGateway, Record
from capture_gateway.storage.database import Database
from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import GatewayUnderTest, running

WRITERS = 4
ROUNDS = 5
WAIT = 20
"""Seconds; a reader that is not woken gets an empty page after them, and fails."""

Reader = Callable[[GatewayUnderTest, CaptureGateway, int, str], list[int]]


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayUnderTest]:
    with running(sample.copy(tmp_path_factory.mktemp("project"))) as gateway:
        yield gateway


@pytest.fixture(scope="module")
def client(gateway: GatewayUnderTest) -> Iterator[CaptureGateway]:
    with CaptureGateway(gateway.base, gateway.api_token) as client:
        yield client


def write(gateway: GatewayUnderTest, client: CaptureGateway, seed: int) -> None:
    """People come and go on several lines, with little and with much to say; jobs run between them."""
    draw = random.Random(seed)
    for _ in range(ROUNDS):
        person = somebody()
        gateway.text(person, "JOIN")
        gateway.text(person, draw.choice(("AGREE", "NO")))
        if draw.random() < 0.3:
            gateway.call(person, "1")
        gateway.send(Request("GET", gateway.base + "/readyz", (), {}))  # a job of the writer
        client.withdraw(person, reason="no " * draw.randrange(1, 500), source="email")


def hold_the_store(gateway: GatewayUnderTest, ended: Event) -> None:
    """Somebody else writes into the same store, so that commits come late: `token create` does."""
    with closing(Database(gateway.settings.database, KEYS)) as database:
        while not ended.is_set():
            with suppress(OperationalError), database.transaction():  # SQLite's lock is not given in turn
                ended.wait(0.02)
            ended.wait(0.03)


def until(last: str, records: Iterator[Record]) -> list[int]:
    """The positions up to the record of the person `last`."""
    seen = []
    for record in records:
        seen.append(record.position)
        if record.address == f"tel:{last}":
            break
    return seen


def follows(_gateway: GatewayUnderTest, client: CaptureGateway, after: int, last: str) -> list[int]:
    return until(last, client.records(after=after, wait=WAIT))


def follows_one_line(_gateway: GatewayUnderTest, client: CaptureGateway, after: int, last: str) -> list[int]:
    return until(last, client.records(after=after, wait=WAIT, channel="api", event="withdrawn"))


def starts_again_and_again(gateway: GatewayUnderTest, _client: CaptureGateway, after: int, last: str) -> list[int]:
    """A reader that dies every few records; what it keeps is the position of the last one."""
    seen: list[int] = []
    while True:
        with CaptureGateway(gateway.base, gateway.api_token) as client:
            for record in islice(client.records(after=seen[-1] if seen else after, wait=WAIT), 5):
                seen.append(record.position)
                if record.address == f"tel:{last}":
                    return seen


def reads_small_pages(gateway: GatewayUnderTest, _client: CaptureGateway, after: int, last: str) -> list[int]:
    seen: list[int] = []
    while True:
        status, page = gateway.get("/v1/evidence", after=str(after), limit="3", wait=str(WAIT))
        assert status == 200
        assert page["items"], "it was not woken"
        seen += [item["position"] for item in page["items"]]
        after = page["next"]
        if page["items"][-1]["subject"]["address"] == f"tel:{last}":
            return seen


READERS: list[Reader] = [follows, follows_one_line, starts_again_and_again, reads_small_pages]


def test_four_readers_see_every_record_once_and_in_order(gateway: GatewayUnderTest, client: CaptureGateway) -> None:
    gateway.text(somebody(), "JOIN")
    start = gateway.evidence()[-1]["position"]
    last, ended = somebody(), Event()
    with ThreadPoolExecutor(len(READERS) + WRITERS + 1) as pool:
        holding = pool.submit(hold_the_store, gateway, ended)
        reading = [pool.submit(reader, gateway, client, start, last) for reader in READERS]
        writing = [pool.submit(write, gateway, client, seed) for seed in range(WRITERS)]
        wait(writing)
        ended.set()
        client.withdraw(last, reason="the last one", source="email")  # whatever happened: the readers end with it
        for one in (*writing, holding):
            one.result()
        seen = [one.result() for one in reading]
    everything = gateway.evidence(after=str(start))
    positions = [record["position"] for record in everything]
    of_one_line = [
        one["position"] for one in everything if (one["event"], one["channel"]["id"]) == ("withdrawn", "api")
    ]
    assert positions == list(range(start + 1, start + 1 + len(everything)))
    assert len(of_one_line) == WRITERS * ROUNDS + 1
    assert seen == [positions, of_one_line, positions, positions]


def test_who_waits_is_answered_by_the_very_next_record(gateway: GatewayUnderTest, client: CaptureGateway) -> None:
    """Each record is written as soon as the one before was heard of: the reader asks, or is about to."""
    gateway.text(somebody(), "JOIN")
    after = gateway.evidence()[-1]["position"]
    heard: SimpleQueue[int] = SimpleQueue()

    def reads(position: int) -> None:
        for _ in range(30):
            _, page = gateway.get("/v1/evidence", after=str(position), wait=str(WAIT))
            assert len(page["items"]) == 1, "it was not woken"
            position = page["next"]
            heard.put(position)

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(reads, after)
        for number in range(1, 31):
            client.withdraw(somebody(), reason="stop", source="email", program="bluebird-updates")
            assert heard.get(timeout=WAIT) == after + number
        reading.result()


def test_what_does_not_match_wakes_nobody_with_an_empty_page(gateway: GatewayUnderTest, client: CaptureGateway) -> None:
    gateway.text(somebody(), "JOIN")
    after = gateway.evidence()[-1]["position"]
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(gateway.get, "/v1/evidence", after=str(after), wait=str(WAIT), channel="voice")
        for _ in range(5):
            client.withdraw(somebody(), reason="stop", source="email")
        person = somebody()
        gateway.call(person, "1")
        _, page = reading.result()
    items: list[dict[str, Any]] = page["items"]
    assert {item["subject"]["address"] for item in items} == {f"tel:{person}"}
    assert items[0]["position"] == after + 6

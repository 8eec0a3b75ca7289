"""Two gateways on one database, one person, everybody at once: every answer is one that a single register could give.

A person agrees and withdraws, at either gateway, while others ask both what stands. Each answer names the record that
it rests on, by its position in the ledger. So the history is linearizable (Herlihy and Wing, 1990) exactly when

1. no answer rests on an older record than one that was confirmed before the question was asked;
2. no answer rests on a record whose act had not begun when the answer came;
3. no answer rests on an older record than one that was answered before the question was asked.

`SOAK_ASKS=10000` asks so often.
"""

import base64
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest

from capture_gateway.settings import PREFIX
from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.running import GatewayUnderTest, running
from tests.postgres import shared

ASKS = int(os.environ.get("SOAK_ASKS", "300"))
ASKING = 4
"""Who asks at the same time."""
SIGNING_KEY = base64.b64encode(bytes(range(32))).decode()
QUESTION = {"program": "bluebird-updates", "category": "offers", "contact": "sms"}


@dataclass(frozen=True)
class Done:
    """Something that began, ended, and wrote or saw a record: by its position, and whether it permits."""

    began: float
    ended: float
    position: int
    permitted: bool


@pytest.fixture(scope="module")
def gateways(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[GatewayUnderTest]]:
    url = shared().url(f"two{uuid4().hex[:12]}")
    with ExitStack() as stack:
        yield [stack.enter_context(running(_project(tmp_path_factory.mktemp("two"), str(url)))) for _ in range(2)]


def _project(folder: Path, url: str) -> Path:
    project = sample.copy(folder / "project")
    (project / ".env").write_text(f"{PREFIX}DATABASE_URL={url}\n{PREFIX}SIGNING_KEY={SIGNING_KEY}\n")
    return project


def ask(gateway: GatewayUnderTest, person: str) -> Done:
    began = time.monotonic()
    status, answer = gateway.get("/v1/permission", address=person, **QUESTION)
    assert status == 200, answer
    position = -1 if answer["position"] is None else answer["position"]
    return Done(began, time.monotonic(), position, answer["permitted"])


def test_every_answer_is_one_that_a_single_register_could_give(gateways: list[GatewayUnderTest]) -> None:
    person, ended = somebody(), Event()
    with ThreadPoolExecutor(ASKING) as pool:
        asking = [pool.submit(_asked, gateways[one % 2], person, ASKS // ASKING, ended) for one in range(ASKING)]
        said: dict[str, Done] = {}
        for turn, text in enumerate(_story()):
            if all(one.done() for one in asking):
                break
            began, sid = time.monotonic(), gateways[turn // 2 % 2].text(person, text).sid
            said[sid] = Done(began, time.monotonic(), -1, permitted=False)
        ended.set()
        asked = [done for one in asking for done in one.result()]
    acts = written(gateways[0], person, said)
    assert {one.permitted for one in asked} == {True, False}, "who only ever hears one answer proves nothing"
    assert len(asked) >= ASKS // 2
    check(acts, asked)


def _story() -> Iterator[str]:
    while True:
        yield from ("JOIN", "AGREE", "STOP", "JOIN", "AGREE", "please leave me alone")


def _asked(gateway: GatewayUnderTest, person: str, least: int, ended: Event) -> list[Done]:
    found: list[Done] = []
    while len(found) < least or not (ended.is_set() or len(found) >= 4 * least):
        found.append(ask(gateway, person))
    return found


def written(gateway: GatewayUnderTest, person: str, said: dict[str, Done]) -> list[Done]:
    """Each text by the record that it made, if that changed what stands. `said`: by the provider's id."""
    return [
        replace(
            said[record["witness"]["provider_id"]], position=record["position"], permitted=record["event"] == "given"
        )
        for record in gateway.evidence(person)
        if record["event"] in ("given", "withdrawn")
    ]


def check(acts: list[Done], asked: list[Done]) -> None:
    """AssertionError: some answer is one that no single register could have given."""
    by_position = {one.position: one for one in acts}
    for answer in asked:
        confirmed = [one.position for one in acts if one.ended < answer.began]
        assert answer.position >= max(confirmed, default=-1), ("rule 1: a stale answer", answer)
        if answer.position in by_position:
            act = by_position[answer.position]
            assert act.began < answer.ended, ("rule 2: an answer from the future", answer)
            assert act.permitted == answer.permitted, answer
        seen = [one.position for one in asked if one.ended < answer.began]
        assert answer.position >= max(seen, default=-1), ("rule 3: an answer that went back", answer)


@pytest.mark.parametrize(
    ("act", "answer"),
    [
        (Done(0, 1, 5, permitted=False), Done(2, 3, 4, permitted=True)),
        (Done(4, 5, 5, permitted=False), Done(2, 3, 5, permitted=False)),
        (Done(0, 1, 5, permitted=False), Done(2, 3, 5, permitted=True)),
    ],
)
def test_the_judge_finds_what_it_looks_for(act: Done, answer: Done) -> None:
    with pytest.raises(AssertionError):
        check([act], [answer])


def test_the_judge_finds_an_answer_that_went_back() -> None:
    with pytest.raises(AssertionError, match="rule 3"):
        check([], [Done(0, 1, 5, permitted=True), Done(2, 3, 4, permitted=True)])

"""Withdraw, then ask: once a withdrawal is confirmed, no question that begins afterwards is answered with yes.

Several people withdraw at the same time, by text and by what integrators were told, while others agree and ask.
`SOAK_ASKS=10000` asks so often.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from itertools import count
from threading import Event

import pytest

from capture_gateway.client import CaptureGateway, Question, Unavailable
from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.running import GatewayUnderTest, running

ASKS = int(os.environ.get("SOAK_ASKS", "300"))
PEOPLE = 4
PROGRAM = "bluebird-updates"
CELLS = [(category, contact) for category in ("order-updates", "offers") for contact in ("sms", "whatsapp")]


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayUnderTest]:
    with running(sample.copy(tmp_path_factory.mktemp("project"))) as gateway:
        yield gateway


def ask(gateway: GatewayUnderTest, first: CaptureGateway, second: CaptureGateway, person: str, turn: int) -> list[bool]:
    """Three questions on three connections: GET, `check` for every cell, and another client's."""
    category, contact = CELLS[turn % len(CELLS)]
    asked: list[Callable[[], bool]] = [
        lambda: gateway.permitted(person, category, contact),
        lambda: any(first.check([Question(person, PROGRAM, *cell) for cell in CELLS])),
        lambda: bool(second.may_contact(person, program=PROGRAM, category=category, contact=contact)),
    ]
    return [one() for one in asked[turn % 3 :] + asked[: turn % 3]]


def come_and_go(gateway: GatewayUnderTest, rounds: int) -> int:
    """One person agrees and withdraws, again and again; how many questions were answered with no."""
    person, noes = somebody(), 0
    with ExitStack() as stack:
        first, second = (stack.enter_context(CaptureGateway(gateway.base, gateway.api_token)) for _ in range(2))
        ways: list[Callable[[], object]] = [
            lambda: gateway.text(person, "STOP"),
            lambda: first.withdraw(person, reason="please stop", source="email"),
            lambda: gateway.text(person, "please leave me alone"),
            lambda: second.withdraw(person, reason="no more", source="voicemail", program=PROGRAM),
        ]
        for turn in range(rounds):
            gateway.text(person, "JOIN")
            gateway.text(person, "AGREE")
            assert gateway.permitted(person), "an agreement that nobody sees proves nothing here"
            ways[turn % len(ways)]()
            answers = ask(gateway, first, second, person, turn)
            assert answers == [False] * 3, f"a stale yes in turn {turn}"
            noes += len(answers)
    return noes


def be_busy(gateway: GatewayUnderTest, ended: Event) -> None:
    """Strangers agree, and are asked about, until it is over."""
    with CaptureGateway(gateway.base, gateway.api_token) as client:
        for number in count():
            person = f"+1415557{number % 10_000:04d}"
            gateway.text(person, "JOIN")
            gateway.text(person, "AGREE")
            with suppress(Unavailable):
                client.check([Question(person, PROGRAM, "offers", "sms")] * 50)
            if ended.is_set():
                return


def test_no_question_is_answered_with_a_stale_yes(gateway: GatewayUnderTest) -> None:
    ended = Event()
    with ThreadPoolExecutor(PEOPLE + 1) as pool:
        busy = pool.submit(be_busy, gateway, ended)
        people = [pool.submit(come_and_go, gateway, -(-ASKS // (3 * PEOPLE))) for _ in range(PEOPLE)]
        try:
            assert sum(one.result() for one in people) >= ASKS
        finally:
            ended.set()
        busy.result()

"""Who asks, and how often: over a database, with both clocks in hand."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from capture_gateway.api.bearers import REMEMBERED, Bearers
from capture_gateway.api.problems import Problem
from capture_gateway.api.rate import MINUTE
from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database
from capture_gateway.testing.clock import Clock
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import GatewayUnderTest
from tests.postgres import url_of

SECRET = "cg_" + "k" * 43
TWIN = "cg_" + "k" * 42 + "t"
"""Begins as SECRET does."""


@dataclass
class Desk:
    """The bearers of one database."""

    database: Database
    clock: Clock = field(default_factory=Clock)
    ticks: int = 5 * MINUTE

    def __post_init__(self) -> None:
        self.bearers = Bearers(self.database, self.clock, lambda: self.ticks)

    def make(self, name: str, secret: str, scopes: str = "reviews", **more: object) -> None:
        with self.database.transaction() as connection:
            tokens.create(connection, name, scopes.split(), secret, 1, **more)  # type: ignore[arg-type]

    def refusal(self, authorization: str | None, scope: str = "reviews", **more: bool) -> Problem:
        with pytest.raises(Problem) as refused:
            asyncio.run(self.bearers.allow(authorization, scope, **more))
        return refused.value

    def name(self, secret: str) -> str:
        return self.allowed(f"Bearer {secret}")

    def allowed(self, authorization: str, *, is_limited: bool = True) -> str:
        return asyncio.run(self.bearers.allow(authorization, "reviews", is_limited=is_limited)).name


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    database = Database(url_of(tmp_path / "evidence.db"), KEYS)
    desk = Desk(database)
    yield desk
    desk.bearers.close()
    database.close()


def test_tokens_that_begin_alike_are_told_apart(desk: Desk) -> None:
    desk.make("one", SECRET)
    desk.make("twin", TWIN)
    assert tokens.prefix(SECRET) == tokens.prefix(TWIN)
    assert [desk.name(SECRET), desk.name(TWIN)] == ["one", "twin"]
    assert desk.refusal(f"Bearer {SECRET[:-1]}x").status == 401


@pytest.mark.parametrize(
    "authorization",
    [
        None, "", "Bearer", "Bearer ", "Basic Y2c6", SECRET, f"Basic {SECRET}", f"Bearer {SECRET[:12]}",
        f"Bearer {SECRET[:-1]}", f"Bearer {SECRET}x", f"Bearer {SECRET.upper()}", "Bearer %", "Bearer _%",
        "Bearer \xff", f"Bearer {tokens.digest(SECRET)}",
    ],
)  # fmt: skip
def test_whatever_is_no_token_is_one_and_the_same_401(desk: Desk, authorization: str | None) -> None:
    desk.make("one", SECRET)
    assert desk.name(SECRET) == "one"
    refused = desk.refusal(authorization)
    assert (refused.status, refused.body) == (401, desk.refusal("Bearer nobody's").body)


@pytest.mark.parametrize("authorization", [f"bearer {SECRET}", f"BEARER  {SECRET} "])
def test_the_scheme_is_read_in_any_case(desk: Desk, authorization: str) -> None:
    desk.make("one", SECRET)
    assert desk.allowed(authorization) == "one"


def test_a_scope_that_it_lacks_is_403_and_counts_for_nothing(desk: Desk) -> None:
    desk.make("one", SECRET, per_minute=1)
    assert {desk.refusal(f"Bearer {SECRET}", "evidence:read").status for _ in range(5)} == {403}
    assert desk.name(SECRET) == "one"


def test_a_revoked_token_is_refused_within_a_quarter_of_a_second(desk: Desk) -> None:
    desk.make("one", SECRET)
    desk.name(SECRET)
    with desk.database.transaction() as connection:
        assert tokens.revoke(connection, "one", 2) == 1
    desk.ticks += REMEMBERED + 1
    assert desk.refusal(f"Bearer {SECRET}").status == 401
    assert REMEMBERED <= 250_000_000


def test_too_many_requests_are_told_when_to_come_back(desk: Desk) -> None:
    desk.make("one", SECRET, per_minute=7)
    assert [desk.name(SECRET) for _ in range(7)] == ["one"] * 7
    refused = desk.refusal(f"Bearer {SECRET}")
    assert refused.status == 429
    assert refused.headers == {
        "Retry-After": "9",
        "RateLimit-Policy": '"token";q=7;w=60',
        "RateLimit": '"token";r=0;t=9',
    }
    desk.ticks += 9 * 1_000_000_000
    assert desk.name(SECRET) == "one"


def test_neither_forgetting_nor_another_spelling_fills_the_bucket(desk: Desk) -> None:
    desk.make("one", SECRET, per_minute=2)
    desk.name(SECRET)
    desk.ticks += REMEMBERED + 1
    desk.name(SECRET)
    for blanks in range(1, 5):
        desk.ticks += REMEMBERED + 1
        assert desk.refusal("bearer" + " " * blanks + SECRET).status == 429


def test_each_token_has_a_bucket_of_its_own(desk: Desk) -> None:
    desk.make("one", SECRET, per_minute=1)
    desk.make("one", TWIN, per_minute=1)
    assert [desk.name(SECRET), desk.name(TWIN)] == ["one", "one"]
    assert desk.refusal(f"Bearer {SECRET}").status == 429


def test_what_is_not_limited_is_neither_refused_nor_counted(desk: Desk) -> None:
    desk.make("one", SECRET, per_minute=1)
    for _ in range(10):
        desk.allowed(f"Bearer {SECRET}", is_limited=False)
    desk.name(SECRET)
    assert desk.refusal(f"Bearer {SECRET}").status == 429
    desk.allowed(f"Bearer {SECRET}", is_limited=False)


def test_bad_tokens_leave_nothing_behind(desk: Desk) -> None:
    desk.make("one", SECRET)
    desk.name(SECRET)
    for number in range(50):
        desk.refusal(f"Bearer cg_{number:043d}")
        desk.refusal(f"Bearer {SECRET[:12]}{number}")
    kept = {name: value for name, value in vars(desk.bearers).items() if isinstance(value, dict)}
    assert {name: len(value) for name, value in kept.items()} == {"_remembered": 1, "_buckets": 1, "_used": 1}


def test_the_last_use_is_told_once_a_minute(desk: Desk) -> None:
    desk.make("one", SECRET)
    minute = desk.clock() // 60_000 * 60_000
    write(desk, lambda: desk.name(SECRET))
    assert used_at(desk) == minute
    desk.ticks += REMEMBERED + 1
    desk.name(SECRET)
    assert desk.bearers.used() == {}
    desk.clock.forward(60_000)
    desk.ticks += REMEMBERED + 1
    write(desk, lambda: desk.name(SECRET))
    assert used_at(desk) == minute + 60_000


def test_the_last_use_never_goes_back(desk: Desk) -> None:
    desk.make("one", SECRET)
    with desk.database.transaction() as connection:
        tokens.used(connection, {tokens.digest(SECRET): 600_000})
        tokens.used(connection, {tokens.digest(SECRET): 540_000, "unknown": 1})
    assert used_at(desk) == 600_000


def write(desk: Desk, use: Callable[[], object]) -> None:
    use()
    with desk.database.transaction() as connection:
        tokens.used(connection, desk.bearers.used())


def used_at(desk: Desk) -> int | None:
    with desk.database.reading() as connection:
        return tokens.listed(connection)[0].used_at


def test_a_token_over_its_limit_is_429_and_may_still_withdraw(gateway: GatewayUnderTest) -> None:
    headers = {"authorization": f"Bearer {SECRET}"}
    database = Database(gateway.settings.database, KEYS)
    with database.transaction() as connection:
        tokens.create(connection, "slow", tokens.SCOPES, SECRET, 1, per_minute=1)
    database.close()
    ask = Request("GET", gateway.base + "/v1/reviews", (), headers)
    assert [gateway.send(ask).status for _ in range(3)] == [200, 429, 429]
    withdraw = Request("POST", gateway.base + "/v1/withdrawals", (), headers)
    assert {gateway.send(withdraw).status for _ in range(3)} == {400}

"""Robots at a form that asks by text, and people who use it meanwhile: what is sent, what it costs, who has to wait.

Each attack meets a gateway of its own. Robots get the form and post it over 16 connections, as fast as they are
answered; visitors come one after the other, from a process of their own, twenty a second.
"""

import asyncio
import os
import sqlite3
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from http.client import HTTPConnection
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlencode

from aiohttp import ClientSession, TCPConnector
from rich.console import Console
from rich.table import Table

from tests.bench.hostile import ATTACKS, Attack, fields

POSTS = int(os.environ.get("BENCH_HOSTILE_POSTS", "10000"))
"""Of all attacks together."""
ROBOTS = 16
VISITORS = 100
"""The fewest visitors whose waiting is measured."""
PAUSE = 0.05
FORM = "/c/web/form"
HEADERS = {"content-type": "application/x-www-form-urlencoded"}

Serving = Callable[[Path], AbstractContextManager[int]]
"""A fresh gateway with its data in a folder: its port."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one attack."""

    attack: str
    posts: int
    seconds: float
    texts: int
    to_one: int
    """The most that one number got."""
    spent: int
    """Millionths of a dollar."""
    refused: int
    visitors: int
    waited: list[float]
    """Seconds that visitors waited for the answer to their posts."""


def visit(port: int, until: str, start: int) -> list[float]:
    """Visitors with numbers of their own, until the file `until` is there; how long each post took."""
    waited: list[float] = []
    while len(waited) < VISITORS or not Path(until).exists():
        index = start + len(waited)
        headers = {"x-forwarded-for": f"198.51.{index // 250 % 250}.{index % 250}"}
        with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            connection.request("GET", FORM, headers=headers)
            page = connection.getresponse().read().decode()
            posted = urlencode(fields(page, f"+1628{200 + index % 600}{index % 10_000:04}"))
            started = time.perf_counter()
            connection.request("POST", FORM, posted, headers | HEADERS)
            answer = connection.getresponse()
            answer.read()
            waited.append(time.perf_counter() - started)
            if answer.status != 200:
                raise RuntimeError(f"a visitor was answered with {answer.status}")
        time.sleep(PAUSE)
    return waited


async def _raid(port: int, attack: Attack, posts: int) -> None:
    waiting = iter(range(posts))

    async def robot(session: ClientSession) -> None:
        for index in waiting:
            headers = {"x-forwarded-for": attack.ip(index)}
            async with session.get(FORM, headers=headers) as response:
                page = await response.text()
            async with session.post(FORM, data=fields(page, attack.number(index)), headers=headers) as response:
                await response.read()

    async with ClientSession(f"http://127.0.0.1:{port}", connector=TCPConnector(limit=ROBOTS)) as session:
        await asyncio.gather(*(robot(session) for _ in range(ROBOTS)))


def measure(attack: Attack, posts: int, serving: Serving, folder: Path) -> Outcome:
    """One attack on a gateway of its own."""
    ended = folder.with_suffix(".ended")
    with serving(folder) as port, ProcessPoolExecutor(1, get_context("spawn")) as pool:
        visiting = pool.submit(visit, port, str(ended), 0)
        started = time.perf_counter()
        asyncio.run(_raid(port, attack, posts))
        seconds = time.perf_counter() - started
        ended.touch()
        waited = visiting.result()
        with closing(sqlite3.connect(next(folder.rglob("evidence.db")))) as connection:
            texts = connection.execute("SELECT subject, count(*) FROM outbox GROUP BY subject").fetchall()
            counted = "SELECT coalesce(sum(count), 0) FROM counter WHERE key LIKE ?"
            (spent,) = connection.execute(counted, ("spent:%",)).fetchone()
            (refused,) = connection.execute(counted, ("refused:%",)).fetchone()
    to_robots = [count for subject, count in texts if not subject.startswith("tel:+1628")]
    return Outcome(
        attack.name, posts, seconds, sum(to_robots), max(to_robots, default=0), spent, refused,
        sum(count for _, count in texts) - sum(to_robots), waited,
    )  # fmt: skip


def quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def run(serving: Serving, folder: Path, console: Console) -> None:
    """Every attack, as a table."""
    quiet = Attack("nobody: visitors alone", lambda _: "", lambda _: "", 0)
    outcomes = [measure(quiet, 0, serving, folder / "quiet")]
    share = POSTS // len(ATTACKS)
    outcomes += [measure(one, share, serving, folder / f"raid{at}") for at, one in enumerate(ATTACKS)]
    table = Table(
        "Hostile posts", "posts", "posts/s", "texts sent", "to one number", "$ in all", "held back", "visitors texted",
        "p50 ms", "p99 ms", title_justify="left",
    )  # fmt: skip
    for one in outcomes:
        table.add_row(
            one.attack, str(one.posts), f"{one.posts / one.seconds:.0f}" if one.posts else "", str(one.texts),
            str(one.to_one), f"{one.spent / 1e6:.2f}", str(one.refused), f"{one.visitors} of {len(one.waited)}",
            f"{statistics.median(one.waited) * 1e3:.1f}", f"{quantile(one.waited, 0.99) * 1e3:.1f}",
        )  # fmt: skip
    console.print(table)

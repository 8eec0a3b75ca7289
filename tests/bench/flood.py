"""Robots at a form that asks by text, and people who use it meanwhile: what is sent, what it costs, who has to wait.

Each attack meets a gateway of its own. Robots get the form and post it over 16 connections, as fast as they are
answered; visitors come one after the other, from a process of their own, at most twenty a second, and each of them then
texts the code that the page told them. (Who answers the gateway's text instead is not played here.)
"""

import asyncio
import os
import sqlite3
import statistics
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from http.client import HTTPConnection
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlencode

import psutil
from aiohttp import ClientSession, TCPConnector
from rich.console import Console
from rich.table import Table

from capture_gateway.settings import Settings
from capture_gateway.storage import sqlite
from capture_gateway.testing import kept
from tests.bench import load
from tests.bench.hostile import ATTACKS, Attack, fields, join_code

POSTS = int(os.environ.get("BENCH_HOSTILE_POSTS", "10000"))
"""Of all attacks together."""
ROBOTS = 16
VISITORS = 100
"""How many there are while nobody attacks."""
PAUSE = 0.05
FORM = "/c/web/form"
OURS = "tel:+1415"
"""Every number that is no robot's begins so."""
HEADERS = {"content-type": "application/x-www-form-urlencoded"}

Serving = Callable[[Path], AbstractContextManager[tuple[int, psutil.Popen]]]
"""A fresh gateway with its data in a folder: its port and its process."""


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
    joined: int
    """Visitors whose consent is given in the end."""
    processor: float
    """Seconds of the gateway's processor time for one form and its post, texts among them."""
    waited: list[float]
    """Seconds that visitors waited for the answer to their posts."""


def ready() -> None:
    """The first that the visitors' process does: from then on it can visit."""


def visit(port: int, until: str, at_least: int) -> list[float]:
    """Visitors with numbers of their own, until the file `until` is there; how long each post took."""
    waited: list[float] = []
    while len(waited) < at_least or not Path(until).exists():
        index = len(waited)
        headers = {"x-forwarded-for": f"198.51.{index // 250 % 250}.{index % 250}"}
        with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            connection.request("GET", FORM, headers=headers)
            page = connection.getresponse().read().decode()
            (number,) = load.numbers(1, index * 1_000)
            posted = urlencode(fields(page, number))
            started = time.perf_counter()
            connection.request("POST", FORM, posted, headers | HEADERS)
            answer = connection.getresponse()
            told = answer.read().decode()
            waited.append(time.perf_counter() - started)
            if answer.status != 200:
                raise RuntimeError(f"a visitor was answered with {answer.status}")
        (join,) = load.texts(1, port, start=index * 1_000, body=join_code(told))
        load.run(port, [join], 1)
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
    with serving(folder) as (port, process), ProcessPoolExecutor(1, get_context("spawn")) as pool:
        pool.submit(ready).result()
        visiting = pool.submit(visit, port, str(ended), 1 if posts else VISITORS)
        started, before = time.perf_counter(), process.cpu_times()
        asyncio.run(_raid(port, attack, posts))
        seconds = time.perf_counter() - started
        ended.touch()
        waited = visiting.result()
        after = process.cpu_times()
        processor = (after.user + after.system - before.user - before.system) / (posts + len(waited))
        path = folder / "var" / "evidence.db"
        texted = [told.text.subject for told in kept.texts(sqlite.url(path), Settings.of(folder).keys())]
        with closing(sqlite3.connect(path)) as connection:
            counted = "SELECT coalesce(sum(count), 0) FROM counter WHERE key LIKE ?"
            (spent,) = connection.execute(counted, ("spent:%",)).fetchone()
            (refused,) = connection.execute(counted, ("refused:%",)).fetchone()
            given = "SELECT count(DISTINCT subject) FROM evidence WHERE event = 'given'"
            (joined,) = connection.execute(given).fetchone()
    counts = Counter(subject for subject in texted if not subject.startswith(OURS)).values()
    return Outcome(
        attack.name, posts, seconds, sum(counts), max(counts, default=0), spent, refused, joined, processor, waited
    )


def quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def run(serving: Serving, folder: Path, console: Console) -> None:
    """Every attack, as a table."""
    quiet = Attack("nobody: visitors alone", lambda _: "", lambda _: "", 0)
    outcomes = [measure(quiet, 0, serving, folder / "quiet")]
    share = POSTS // len(ATTACKS)
    outcomes += [measure(one, share, serving, folder / f"raid{at}") for at, one in enumerate(ATTACKS)]
    headings = (
        "Hostile posts", "posts", "posts/s", "ms processor", "texts sent", "to one number", "$ in all", "held back",
        "visitors joined", "p50 ms", "p99 ms",
    )  # fmt: skip
    table = Table(*headings, title_justify="left")
    for one in outcomes:
        table.add_row(
            one.attack,
            str(one.posts),
            f"{one.posts / one.seconds:.0f}" if one.posts else "",
            f"{one.processor * 1e3:.1f}",
            str(one.texts),
            str(one.to_one),
            f"{one.spent / 1e6:.2f}",
            str(one.refused),
            f"{one.joined} of {len(one.waited)}",
            f"{statistics.median(one.waited) * 1e3:.1f}",
            f"{quantile(one.waited, 0.99) * 1e3:.1f}",
        )
    console.print(table)

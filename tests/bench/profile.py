"""`python -m tests.bench.profile`: where the time of one capture goes, in microseconds by step.

Every step is a function of the product, timed where it stands while signed texts of new people take the real road
inside this process (there is no network), 1, 8 and 64 at once. A step that is called by another counts there no more.
The figures are processor time, medians of many rounds, less what the timing itself costs. Threads take turns here and
never race: what they cost each other under load, and the server around them, is in `python -m tests.bench` alone.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import threading
import time
import types
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from starlette.applications import Starlette

from capture_gateway import app
from capture_gateway.channels.sms import webhook
from capture_gateway.core import evidence, keywords, permission, revocation
from capture_gateway.intake import Intake, batch
from capture_gateway.storage import answers, bulk, counters, permissions, records, showings, tree
from capture_gateway.storage.database import Database
from capture_gateway.storage.people import People
from capture_gateway.storage.vault import Sealer, Vault
from capture_gateway.vendors.twilio import forms, signature
from tests.bench import load, servers

ACTS = int(os.environ.get("BENCH_REQUESTS", "4000")) // 4
SIZES = (1, 8, 64)
PORT = 8080

_WRITER = "writer: take, give out the results"
_BEGIN, _COMMIT = "begin", "commit"

STEPS: Sequence[tuple[str, object, str]] = (
    ("server: routing, request, response", Starlette, "__call__"),
    ("handler: body", webhook, "body_of"),
    ("handler: fields, account, line", forms, "authentic"),
    ("handler: signature", signature, "check"),
    ("handler: act", webhook, "_act"),
    ("handler: what was said", keywords, "read"),
    ("handler: to the writer and back", Intake, "receive"),
    (_WRITER, Intake, "_write"),
    (_BEGIN, Database, "transaction"),
    ("load: set up", batch.Batch, "__init__"),
    ("load: head", records, "where"),
    ("load: first answers", answers, "find"),
    ("load: keys of people", People, "__init__"),
    ("load: standings", permissions, "load"),
    ("load: showings", showings, "live"),
    ("load: counters", counters, "load"),
    ("decide", batch, "decide"),
    ("decide: in order, note what to write", batch.Batch, "answer"),
    ("answer: TwiML", webhook, "_reply"),
    ("record: fields", evidence, "compose"),
    ("record: commitments, leaf", evidence, "split"),
    ("record: columns", records, "row"),
    ("record: fact", evidence, "fact"),
    ("record: fold", permission, "fold"),
    ("key, address and page of a new person", People, "sealer"),
    ("look-up tokens", Vault, "token"),
    ("seal", Sealer, "seal"),
    ("write: what goes where", batch.Batch, "write"),
    ("write: showings", showings, "add"),
    ("write: answers", answers, "keep"),
    ("write: standings", permissions, "save"),
    ("write: head", records, "append"),
    ("write: tree", tree, "grow"),
    ("write: rows, by SQL", bulk, "insert"),
    (_COMMIT, Database, "transaction"),
)


class _Frame:
    """A step that is running: how long, and how often, others ran inside it."""

    __slots__ = ("calls", "inside")

    def __init__(self) -> None:
        self.calls = self.inside = 0


class Clock:
    """Nanoseconds by step, each without the steps inside it."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._running = threading.local()
        self._around = 0.0
        self._within = 0.0
        self._calibrate()

    def _calibrate(self) -> None:
        """What the timing adds to a step, and to the one around it."""
        nothing = self.timed("inner", lambda: None)

        def outer() -> None:
            for _ in range(1_000):
                nothing()

        found = []
        for _ in range(20):
            self.spent.clear()
            self.timed("outer", outer)()
            found.append((self.spent["inner"] / 1_000, self.spent["outer"] / 1_000))
        self.spent.clear()
        self._within, self._around = (statistics.median(each) for each in zip(*found, strict=True))

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        frames: list[_Frame] = self._running.__dict__.setdefault("frames", [])
        mine = _Frame()
        frames.append(mine)
        began = time.thread_time_ns()
        try:
            yield
        finally:
            took = time.thread_time_ns() - began
            frames.pop()
            self.spent[name] += took - mine.inside - mine.calls * self._around - self._within
            if frames:
                frames[-1].inside += took
                frames[-1].calls += 1

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """`function`, timed; a coroutine without its waits."""

        @wraps(function)
        def run(*args: Any, **kwargs: Any) -> Any:
            with self.step(name):
                return function(*args, **kwargs)

        @types.coroutine
        def parts(waited: Any) -> Generator[Any, Any, Any]:
            sent = None
            while True:
                with self.step(name):
                    try:
                        asked = waited.send(sent)
                    except StopIteration as end:
                        return end.value
                sent = yield asked

        @wraps(function)
        async def wait(*args: Any, **kwargs: Any) -> Any:
            return await parts(function(*args, **kwargs))

        return wait if iscoroutinefunction(function) else run

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A transaction, whose beginning and end are timed."""

        @contextmanager
        def run(*args: Any, **kwargs: Any) -> Iterator[Any]:
            whole = function(*args, **kwargs)
            with self.step(_BEGIN):
                made = whole.__enter__()
            yield made
            with self.step(_COMMIT):
                whole.__exit__(None, None, None)

        return run


def instrumented() -> Clock:
    """From now on, every step is timed."""
    clock = Clock()
    for name, owner, attribute in STEPS:
        function = getattr(owner, attribute)
        if attribute != "transaction":
            setattr(owner, attribute, clock.timed(name, function))
        elif name == _BEGIN:
            setattr(owner, attribute, clock.around(function))
    return clock


def asked(raw: bytes) -> tuple[dict[str, Any], bytes]:
    """A request as a server hands it to an application (https://asgi.readthedocs.io/en/stable/specs/www.html)."""
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = [line.split(b": ", 1) for line in head.split(b"\r\n")[1:]]
    scope = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "method": "POST",
        "scheme": "http", "server": ("127.0.0.1", PORT), "client": ("127.0.0.1", 1), "root_path": "",
        "path": "/c/sms/message", "raw_path": b"/c/sms/message", "query_string": b"",
        "headers": [(name.lower(), value) for name, value in lines], "state": {},
    }  # fmt: skip
    return scope, body


async def ask(application: Starlette, scope: dict[str, Any], body: bytes) -> None:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        if message.get("status", 200) != 200:
            raise SystemExit(f"a text was answered with {message}")

    await application(scope, receive, send)


async def measured(application: Starlette, clock: Clock, size: int, start: int) -> dict[str, float]:
    """Microseconds for each act, by step and `all`, with so many at once."""
    rounds = max(ACTS // size, 5)
    texts = [asked(raw) for raw in load.texts((rounds + 2) * size, PORT, start=start)]
    found: dict[str, list[float]] = defaultdict(list)
    for number in range(rounds + 2):
        clock.spent.clear()
        mine = texts[number * size : (number + 1) * size]
        began = time.process_time_ns()
        await asyncio.gather(*(ask(application, scope, body) for scope, body in mine))
        took = time.process_time_ns() - began
        if number >= 2:  # what is compiled and remembered once is no part of it
            for name, spent in (*clock.spent.items(), ("all", took)):
                found[name].append(spent / size / 1e3)
    return {name: statistics.median(spent) for name, spent in found.items()}


async def profile(console: Console, folder: Path) -> None:
    sys.setswitchinterval(1)  # threads take turns only where one of them waits
    revocation.prepare()
    clock = instrumented()
    application = servers.gateway(PORT, folder)
    app.settle()
    async with application.router.lifespan_context(application):
        found = [await measured(application, clock, size, start=size * 100_000) for size in SIZES]
    table = Table("One capture, µs", *(f"{size} at once" for size in SIZES), title_justify="left")
    names = list(dict.fromkeys(name for name, _, _ in STEPS))
    for name in names:
        table.add_row(name, *(f"{each.get(name, 0):.1f}" for each in found))
    table.add_section()
    table.add_row("all steps", *(f"{sum(each.get(name, 0) for name in names):.0f}" for each in found))
    table.add_row("processor time, timing and all", *(f"{each['all']:.0f}" for each in found))
    console.print(table)


def run(console: Console, folder: Path) -> None:
    """Print the table. The process is good for nothing else afterwards."""
    folder.mkdir(exist_ok=True)
    asyncio.run(profile(console, folder))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        run(Console(width=120), Path(name))

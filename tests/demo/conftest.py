"""One demo, as a newcomer starts it: a process of its own on a free port, with a folder of its own."""

import itertools
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from capture_gateway.testing.phone import Request, Response
from capture_gateway.testing.running import over_socket

START = "import sys, pathlib; from capture_gateway.demo.run import run; run(0, pathlib.Path(sys.argv[1]))"
_numbers = itertools.count()


@dataclass
class Demo:
    """A running demo: its address, its folder, what it printed until it was ready."""

    address: str
    directory: Path
    process: subprocess.Popen[str]
    printed: str

    def ask(self, path: str, body: Any = None, **headers: str) -> Response:
        """A GET, or a POST of JSON."""
        if body is None:
            return over_socket(Request("GET", self.address + path, (), headers))
        return over_socket(Posted(self.address + path, json.dumps(body).encode(), headers))

    def told(self, path: str, body: Any = None) -> Any:
        """The JSON of a good answer."""
        answer = self.ask(path, body)
        assert answer.status == 200, answer
        return json.loads(answer.body)

    def state(self, person: str, after: int = -1) -> Any:
        return self.told(f"/demo/state?person=%2B{person[1:]}&after={after}")

    def events(self, person: str) -> list[str]:
        return [one["event"] for one in self.state(person)["records"] if one["subject"]["address"] == f"tel:{person}"]


class Posted(Request):
    """A POST of bytes that are no form."""

    def __init__(self, url: str, content: bytes, headers: dict[str, str]) -> None:
        super().__init__("POST", url, (), {"content-type": "application/json", **headers})
        object.__setattr__(self, "content", content)

    @property
    def body(self) -> bytes:
        content: bytes = object.__getattribute__(self, "content")
        return content


@contextmanager
def started(directory: Path) -> Iterator[Demo]:
    """Start a demo in `directory`, wait until it says what to open, and end it as Ctrl-C does."""
    with subprocess.Popen(
        [sys.executable, "-c", START, str(directory)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        printed = ""
        for line in process.stdout:
            printed += line
            if "Ctrl-C" in line:
                break
        found = re.search(r"Open +(http://\S+)/", printed)
        assert found, printed
        try:
            yield Demo(found[1], directory, process, printed)
        finally:
            process.send_signal(signal.SIGINT)
            rest = process.stdout.read()
        assert (process.wait(), rest.strip()) == (0, "")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with started(tmp_path_factory.mktemp("demo")) as one:
        yield one


@pytest.fixture
def person() -> str:
    """A number that nobody else in this run has."""
    return f"+1415557{next(_numbers):04d}"

"""Running the command line in this process: real arguments in, exit code and bytes out."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from capture_gateway.cli import main
from capture_gateway.testing import sample


class Done(NamedTuple):
    """What came of a command."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """`run("check", root)`: one command line."""

    def run(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["capture-gateway", *map(str, arguments)])
        with pytest.raises(SystemExit) as done:
            main()
        captured = capsysbinary.readouterr()
        assert isinstance(done.value.code, int)
        return Done(done.value.code, captured.out.decode(), captured.err.decode())

    return run


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the sample deployment."""
    return sample.copy(tmp_path / "deployment")

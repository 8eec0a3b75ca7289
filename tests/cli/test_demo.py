"""`demo`: a port that cannot be used is one line; what it serves is tested with the demo itself."""

import socket
from pathlib import Path

from tests.cli.conftest import Run


def test_a_taken_port_and_an_impossible_one(run: Run, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("demo", "--dir", tmp_path / "demo", "--port", str(taken.getsockname()[1]))
    assert done.code == 2
    assert "is taken" in done.err
    assert run("demo", "--dir", tmp_path / "demo", "--port", "99999").code == 2


def test_another_kind_of_database_is_one_line(run: Run, tmp_path: Path) -> None:
    done = run("demo", "--dir", tmp_path / "demo", "--port", "0", "--database-url", "mysql://x")
    assert (done.code, done.err.count("\n")) == (2, 1)

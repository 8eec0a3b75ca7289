"""`demo`: a port that cannot be used is one line; what it serves is tested with the demo itself."""

import socket
from pathlib import Path

from tests.cli.running import ran


def test_a_taken_port_and_an_impossible_one(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = ran(tmp_path, "demo", "--port", str(taken.getsockname()[1]))
    assert done.code == 2
    assert "is taken" in done.stderr
    assert ran(tmp_path, "demo", "--port", "99999").code == 2


def test_another_kind_of_database_is_one_line(tmp_path: Path) -> None:
    done = ran(tmp_path, "demo", "--port", "0", "--database-url", "mysql://x")
    assert (done.code, done.stderr.count("\n")) == (2, 1)

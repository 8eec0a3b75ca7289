"""Workers are kept by their parent: started again when they die, ended with it, and few words about it."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

SCRIPT = """
import logging, os, signal, socket, sys, time
from pathlib import Path
from capture_gateway.cli import workers
from capture_gateway.core.errors import OperatorError
logging.basicConfig()
folder, life = Path(sys.argv[1]), sys.argv[2]
workers.FIRST_PAUSE, workers.WITHIN = 0.1, 0.3
def serve():
    if life == "refuses":
        raise OperatorError("a setting is wrong")
    if life == "fails":
        (folder / str(os.getpid())).touch()
        raise ValueError("a secret of ours")
    if life == "deaf":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    (folder / str(os.getpid())).touch()
    time.sleep(60)
    return 0
listening = socket.socket()
listening.bind(("127.0.0.1", 0))
sys.exit(workers.Workers(2, listening, serve).run())
"""
PATIENCE = 30.0


@contextmanager
def kept(folder: Path, life: str) -> Iterator["subprocess.Popen[str]"]:
    """Two workers of such a life; each leaves a file with its process id."""
    command = [sys.executable, "-c", SCRIPT, str(folder), life]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as parent:
        try:
            yield parent
        finally:
            parent.kill()


def born(folder: Path) -> set[int]:
    return {int(one.name) for one in folder.iterdir() if one.name.isdecimal()}


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def are_gone(processes: set[int]) -> bool:
    return not any(psutil.pid_exists(one) and psutil.Process(one).status() != "zombie" for one in processes)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_worker_that_dies_is_started_again_and_a_signal_to_the_parent_ends_all(
    tmp_path: Path, how: signal.Signals
) -> None:
    with kept(tmp_path, "lives") as parent:
        until(lambda: len(born(tmp_path)) == 2)
        os.kill(min(born(tmp_path)), signal.SIGKILL)
        until(lambda: len(born(tmp_path)) == 3)
        parent.send_signal(how)
        assert parent.wait(PATIENCE) == -how
        assert are_gone(born(tmp_path))
        assert parent.stderr is not None
        assert parent.stderr.read().count("\n") == 1  # about the one that died


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    with kept(tmp_path, "lives") as parent:
        until(lambda: len(born(tmp_path)) == 2)
        parent.kill()
        until(lambda: are_gone(born(tmp_path)))


def test_workers_that_refuse_to_start_end_the_parent_with_their_sentence(tmp_path: Path) -> None:
    with kept(tmp_path, "refuses") as parent:
        assert parent.wait(PATIENCE) == 2
        assert parent.stderr is not None
        assert set(parent.stderr.read().splitlines()) == {"capture-gateway: a setting is wrong"}


def test_workers_that_fail_are_tried_again_later_each_time(tmp_path: Path) -> None:
    with kept(tmp_path, "fails") as parent:
        until(lambda: len(born(tmp_path)) >= 6)
        parent.send_signal(signal.SIGTERM)
        assert parent.wait(PATIENCE) == -signal.SIGTERM
        assert parent.stderr is not None
        pauses = re.findall(r"worker 1 ended with 1: it is started again in ([\d.]+) s", parent.stderr.read())
        assert pauses[:2] == ["0.1", "0.2"]


def test_a_worker_that_does_not_end_is_killed(tmp_path: Path) -> None:
    with kept(tmp_path, "deaf") as parent:
        until(lambda: len(born(tmp_path)) == 2)
        parent.send_signal(signal.SIGTERM)
        assert parent.wait(PATIENCE) == -signal.SIGTERM
        until(lambda: are_gone(born(tmp_path)))

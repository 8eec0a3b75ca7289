"""The newest checkpoint in a file: whole, or the one before."""

import multiprocessing
import stat
from base64 import b64encode
from pathlib import Path

import pytest

from capture_gateway.core.errors import OperatorError
from capture_gateway.storage import outside


def test_it_reads_what_was_written_last(tmp_path: Path) -> None:
    path = tmp_path / "var" / "evidence.checkpoint"
    assert outside.read(path) is None
    outside.write(path, "the first one, where no folder is\n")
    path.with_name("evidence.checkpoint.new").write_text("what a gateway that was killed left behind, and longer")
    for note in ("first\n", "second — Ω\n"):
        outside.write(path, note)
        assert outside.read(path) == note
    assert [*path.parent.iterdir()] == [path]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_cannot_be_written_leaves_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "evidence.checkpoint"
    outside.write(path, "first\n")
    (tmp_path / "evidence.checkpoint.new").mkdir()
    with pytest.raises(OSError, match="directory"):
        outside.write(path, "second\n")
    assert outside.read(path) == "first\n"


def test_what_is_no_text_is_the_operators_to_mend(tmp_path: Path) -> None:
    path = tmp_path / "evidence.checkpoint"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(OperatorError, match="UTF-8"):
        outside.read(path)
    with pytest.raises(OperatorError, match="cannot be read"):
        outside.read(tmp_path)


def note(size: int, origin: str = "consent.example/ledger") -> str:
    return f"{origin}\n{size}\n{b64encode(bytes(32)).decode()}\n\n— {origin} c2ln\n"


def test_a_smaller_checkpoint_of_the_same_log_replaces_none(tmp_path: Path) -> None:
    path = tmp_path / "evidence.checkpoint"
    for size, kept in ((5, 5), (4, 5), (5, 5), (7, 7)):
        outside.write(path, note(size))
        assert outside.read(path) == note(kept)
    outside.write(path, note(2, "another.example/ledger"))
    assert outside.read(path) == note(2, "another.example/ledger")
    path.write_text("what is no checkpoint")
    outside.write(path, note(1))
    assert outside.read(path) == note(1)


def _write_some(path: Path, first: int) -> None:
    for size in range(first, 60, 3):
        outside.write(path, note(size))


def test_processes_that_write_at_once_leave_the_largest(tmp_path: Path) -> None:
    path = tmp_path / "evidence.checkpoint"
    fork = multiprocessing.get_context("fork")
    writers = [fork.Process(target=_write_some, args=(path, first)) for first in range(3)]
    for one in writers:
        one.start()
    sizes = [0]
    while any(one.is_alive() for one in writers):
        if (found := outside.read(path)) is not None:
            sizes.append(int(found.splitlines()[1]))
    for one in writers:
        one.join()
    assert [one.exitcode for one in writers] == [0, 0, 0]
    assert sizes == sorted(sizes)
    assert outside.read(path) == note(59)
    assert [*tmp_path.iterdir()] == [path]

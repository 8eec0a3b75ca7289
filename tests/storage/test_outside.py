"""The newest checkpoint in a file: whole, or the one before."""

import stat
from pathlib import Path

import pytest

from capture_gateway.core.errors import OperatorError
from capture_gateway.storage import outside


def test_it_reads_what_was_written_last(tmp_path: Path) -> None:
    path = tmp_path / "evidence.checkpoint"
    assert outside.read(path) is None
    path.with_name("evidence.checkpoint.new").write_text("what a gateway that was killed left behind, and longer")
    for note in ("first\n", "second — Ω\n"):
        outside.write(path, note)
        assert outside.read(path) == note
    assert [*tmp_path.iterdir()] == [path]
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

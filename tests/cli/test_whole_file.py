"""A file that is there as a whole, or not at all."""

import subprocess
import sys
from pathlib import Path

import pytest

from capture_gateway.cli.whole_file import whole_file
from capture_gateway.core.errors import OperatorError


def test_it_is_there_when_all_of_it_is_written_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "evidence.csv"
    with whole_file(path, replace=False) as file:
        file.write(b"a" * 100_000)
        assert not path.exists()
    assert path.read_bytes() == b"a" * 100_000
    assert path.stat().st_mode & 0o777 == 0o600
    assert [*tmp_path.iterdir()] == [path]


def written_until(error: BaseException, path: Path) -> None:
    with whole_file(path, replace=False) as file:
        file.write(b"half")
        raise error


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), OSError(28, "No space left on device"), RuntimeError()], ids=repr
)
def test_nothing_is_left_when_it_ends_early(tmp_path: Path, error: BaseException) -> None:
    with pytest.raises(OperatorError if isinstance(error, OSError) else type(error)):
        written_until(error, tmp_path / "evidence.csv")
    assert [*tmp_path.iterdir()] == []


def test_what_was_there_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "evidence.csv"
    path.write_bytes(b"old")
    with pytest.raises(OperatorError, match="--force"), whole_file(path, replace=False):
        pass
    with pytest.raises(KeyboardInterrupt), whole_file(path, replace=True):
        raise KeyboardInterrupt
    assert path.read_bytes() == b"old"
    with whole_file(path, replace=True) as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("place", ["folder", "nowhere/evidence.csv", "/dev/null"])
def test_a_place_where_no_file_can_be(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OperatorError), whole_file(tmp_path / place, replace=True):
        pass


def test_a_process_that_is_killed_leaves_nothing_under_the_name(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from capture_gateway.cli.whole_file import whole_file\n"
        "with whole_file(Path(sys.argv[1]), replace=False) as file:\n"
        "    file.write(b'half' * 100_000); print('half', flush=True); sys.stdin.read()\n"
    )
    path = tmp_path / "evidence.csv"
    with subprocess.Popen(
        [sys.executable, "-c", program, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writing:
        assert writing.stdout is not None
        assert writing.stdout.readline() == b"half\n"
        assert any(tmp_path.iterdir())
        writing.kill()
    assert not path.exists()

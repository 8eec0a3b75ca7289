"""The judge of the ledger: a small program in Go over golang.org/x/mod/sumdb, which nobody here wrote (`tests/judge`).

Tests ask it by the fixture `judge`, which the top conftest loads. It is compiled once, into the virtual environment,
and again when its text has changed.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

SOURCES = sorted(Path(__file__).with_name("judge").glob("*.go"))
FOLDER = Path(sys.prefix) / "judge"
LIBRARIES = Path("/usr/share/gocode")
"""Where Debian puts them."""


class Judge:
    """What an outsider who trusts a verifier key makes of our files: (accepted, a sentence that says why)."""

    def __init__(self, program: Path) -> None:
        self._program = program

    def checkpoint(self, key: str, note: str) -> tuple[bool, str]:
        """Whether the log signed this head; the sentence is its size and root."""
        return self._ask("checkpoint", key, note.encode())

    def inclusion(self, key: str, proof: str, leaf: bytes) -> tuple[bool, str]:
        """Whether the proof file shows that these bytes are in the log."""
        return self._ask("inclusion", key, proof.encode(), leaf)

    def consistency(self, key: str, old: str, new: str, path: Sequence[bytes]) -> tuple[bool, str]:
        """Whether the tree of the new checkpoint begins with that of the old one."""
        lines = b"\n".join([b64encode(one) for one in path])
        return self._ask("consistency", key, old.encode(), new.encode(), lines)

    def log(self, key: str, folder: Path) -> tuple[bool, str]:
        """Whether `folder/checkpoint` is the head of the tiles and entry bundles in `folder/tile/…`."""
        return self._run("log", key, str(folder))

    def receipt(self, key: str, receipt: Mapping[str, Any] | bytes) -> tuple[bool, str]:
        """Whether a receipt holds, and its record says what it proves and nothing else."""
        return self._ask("receipt", key, receipt if isinstance(receipt, bytes) else json.dumps(receipt).encode())

    def _ask(self, command: str, key: str, *files: bytes) -> tuple[bool, str]:
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / str(number) for number in range(len(files))]
            for path, content in zip(paths, files, strict=True):
                path.write_bytes(content)
            return self._run(command, key, *map(str, paths))

    def _run(self, *arguments: str) -> tuple[bool, str]:
        done = subprocess.run([self._program, *arguments], capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode in {0, 1}, done.stderr
        assert not done.stderr
        return done.returncode == 0, done.stdout.strip()


@pytest.fixture(scope="session")
def judge() -> Judge:
    """The judge, compiled."""
    digest = sha256(b"".join(path.read_bytes() for path in SOURCES)).hexdigest()
    FOLDER.mkdir(exist_ok=True)
    program = FOLDER / digest[:16]
    with (FOLDER / ".lock").open("w") as mine:
        fcntl.flock(mine, fcntl.LOCK_EX)  # several processes of one test run
        if not program.exists():
            _compile(program)
    return Judge(program)


def _compile(program: Path) -> None:
    if shutil.which("go") is None or not (LIBRARIES / "src/golang.org/x/mod").is_dir():
        pytest.fail("there is no Go with x/mod: apt-get install -y golang-go golang-golang-x-mod-dev")
    unfinished = program.with_suffix(".new")
    with tempfile.TemporaryDirectory() as cache:
        environment = {
            "GO111MODULE": "off",
            "GOPATH": str(LIBRARIES),
            "GOCACHE": cache,
            "GOFLAGS": "",
            "CGO_ENABLED": "0",
        }
        command = ["go", "build", "-o", str(unfinished), *map(str, SOURCES)]
        done = subprocess.run(command, env=os.environ | environment, text=True, capture_output=True, check=False)
    if done.returncode:
        pytest.fail(f"the judge does not compile: {done.stderr}")
    unfinished.replace(program)

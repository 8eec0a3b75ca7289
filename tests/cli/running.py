"""The command line, as a user runs it: a process in a folder."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

COMMAND = Path(sys.executable).with_name("capture-gateway")


@dataclass(frozen=True)
class Done:
    code: int
    stdout: str
    stderr: str


def ran(folder: Path, *arguments: str, **environment: str) -> Done:
    """`capture-gateway ARGUMENTS`, run in `folder` until it ends by itself."""
    done = subprocess.run(
        [COMMAND, *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": "200", **environment},
        text=True,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return Done(done.returncode, done.stdout, done.stderr)

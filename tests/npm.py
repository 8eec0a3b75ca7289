"""Programs of other people in JavaScript, for tests: `npm.run(script)`.

1. npm installs them once, into the virtual environment, exactly as `tests/node/package-lock.json` says: each version
   with the SHA-512 of its contents. No script of a package is run while it is installed.
2. They run in the Node.js that Playwright brings.
3. Where there is no npm, or it cannot fetch anything, the test is skipped and says so.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

PINNED = Path(__file__).with_name("node")
FOLDER = Path(sys.prefix) / "npm"
SECONDS = 120


def run(script: str, given: str = "") -> str:
    """What `script` (CommonJS, it may `require` what is pinned) prints when `given` is its standard input."""
    _install()
    node, _ = compute_driver_executable()
    done = subprocess.run(
        [node, "-e", script],
        input=given,
        env={**os.environ, "NODE_PATH": str(FOLDER / "node_modules")},
        cwd=FOLDER,
        text=True,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@cache
def _install() -> None:
    FOLDER.mkdir(exist_ok=True)
    lock = (PINNED / "package-lock.json").read_bytes()
    stamp = FOLDER / ".installed"
    with (FOLDER / ".lock").open("w") as mine:
        fcntl.flock(mine, fcntl.LOCK_EX)  # several processes of one test run
        if not (stamp.exists() and stamp.read_text() == sha256(lock).hexdigest()):
            _fetch()
            stamp.write_text(sha256(lock).hexdigest())


def _fetch() -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("NOT TESTED: there is no npm, so the reference libraries in JavaScript cannot be installed")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PINNED / name, FOLDER / name)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        done = subprocess.run(command, cwd=FOLDER, text=True, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip("NOT TESTED: npm did not end in time")
    if done.returncode:
        said = done.stderr.strip().splitlines()
        pytest.skip(f"NOT TESTED: npm could not install the reference libraries: {' / '.join(said[:3])}")

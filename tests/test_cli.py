"""The command line as a whole; each command has its own test in tests/cli/."""

import subprocess
import sys
from pathlib import Path

import pytest

import capture_gateway

COMMANDS = ["", "init", "check", "words", "words show", "words list", "words diff", "words publish", "snippet"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("capture-gateway")), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = run(*command.split(), "--help")
    assert done.returncode == 0
    assert done.stderr == ""
    assert "Usage: capture-gateway" in done.stdout
    groups = ("", "words")
    assert command in groups or f"Example: capture-gateway {command}" in " ".join(done.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chek"], "capture-gateway: No such command 'chek'. Did you mean 'check'?\n"),
        (["check", "--jsn"], "capture-gateway: No such option: --jsn (Possible options: --json)\n"),
        (["words", "show", "bluebird-updates"], "capture-gateway: Missing argument 'version'.\n"),
        (
            ["check", "/nowhere"],
            "capture-gateway: there is no folder /nowhere: name the one that holds channels/ and prompts/\n",
        ),
    ],
)
def test_bad_input_is_one_line_on_stderr_and_exit_2(arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


def test_no_command_is_the_help() -> None:
    done = run()
    assert done.returncode == 2
    assert "Usage: capture-gateway" in done.stdout + done.stderr


def test_the_version_is_the_packages() -> None:
    assert run("--version").stdout == f"{capture_gateway.__version__}\n"


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    script = Path(sys.executable).with_name("capture-gateway")
    done = subprocess.run(["sh", "-c", f"{script} words list | true"], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr

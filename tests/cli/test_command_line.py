"""The command line as a whole; each command has its own test beside this one."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

import capture_gateway
from capture_gateway.cli import app
from tests.cli.conftest import Run

SCRIPT = Path(sys.executable).with_name("capture-gateway")


def commands(group: TyperGroup, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command, and what one types for it."""
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


def every_command() -> list[tuple[str, ...]]:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    return sorted(commands(group))


def test_the_commands_about_words_and_lines_are_there() -> None:
    assert {"init", "check", "snippet", "words show", "words list", "words diff", "words publish"} <= {
        " ".join(command) for command in every_command()
    }


@pytest.mark.parametrize("command", every_command(), ids=" ".join)
def test_every_command_has_help_with_an_example(command: tuple[str, ...], run: Run) -> None:
    done = run(*command, "--help")
    assert (done.code, done.err) == (0, "")
    assert f"Usage: capture-gateway {' '.join(command)}" in done.out
    assert f"Example: capture-gateway {' '.join(command)}" in " ".join(done.out.split())


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
def test_bad_input_is_one_line_on_stderr_and_exit_2(arguments: list[str], message: str, run: Run) -> None:
    assert run(*arguments) == (2, "", message)


def test_no_command_is_the_help(run: Run) -> None:
    done = run()
    assert done.code == 2
    assert "Usage: capture-gateway" in done.out + done.err


def test_the_installed_script_is_this_command_line() -> None:
    done = subprocess.run([SCRIPT, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"{capture_gateway.__version__}\n"


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    done = subprocess.run(["sh", "-c", f"{SCRIPT} words list | true"], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr

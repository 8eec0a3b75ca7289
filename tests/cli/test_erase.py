"""`erase`: beside a running gateway, and without one."""

import sys
from pathlib import Path

import pytest

from capture_gateway.cli import ordering
from capture_gateway.intake import orders
from capture_gateway.storage import records
from capture_gateway.storage.database import beside
from capture_gateway.testing.audited import assert_sound
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.running import running
from tests.cli.conftest import Run
from tests.postgres import url_of

WHY = ("--reason", "asked for by letter")
DONE = "Everything that could be read of them is removed: 2 records are empty now.\n"
STANDS = "Nothing is kept. A withdrawal of theirs stands on.\n"


def test_a_running_gateway_does_it_and_without_one_the_command_does(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "POLL", 0.01)
    monkeypatch.setattr(ordering, "LOOK_EVERY", 0.01)
    here, later, gone = somebody(), somebody(), somebody()
    with running(root) as gateway:
        for person in (here, later):
            for text in ("JOIN", "AGREE"):
                gateway.text(person, text)
        gateway.text(gone, "STOP")
        assert run("erase", here, root, *WHY) == (0, DONE, "")
        assert gateway.evidence(here) == []
        told = gateway.evidence(event="erased")[-1]
        assert (told["witness"], told["decision"]["reason"]) == ({"level": "staff-transcribed"}, WHY[1])
        assert run("erase", gone, root, *WHY).out.endswith("1 record is empty now. A withdrawal of theirs stands on.\n")
    national = f"({later[2:5]}) {later[5:8]}-{later[8:]}"
    assert run("erase", national, root, *WHY) == (0, DONE, "")
    assert run("erase", gone, root, *WHY) == (0, STANDS, "")
    assert run("erase", later, root, *WHY) == (0, "Nothing is kept.\n", "")
    assert_sound(url_of(root / "var/evidence.db"))
    with beside(url_of(root / "var/evidence.db"), KEYS) as connection:
        assert [*records.read(connection, subject=f"tel:{later}")] == []
        assert len([*records.read(connection, event="erased")]) == 3


def test_a_hold_refuses_with_its_reason(run: Run, root: Path) -> None:
    person = somebody()
    file = root / "prompts/bluebird-updates/program.toml"
    file.write_text(file.read_text().replace('# legal_hold = "…"', 'legal_hold = "Ana v. Bluebird"'))
    with running(root) as gateway:
        gateway.text(person, "JOIN")
        status, problem = gateway.post("/v1/erasures", {"address": person, "reason": "asked"})
        assert (status, problem["detail"]) == (
            409, "The program bluebird-updates is under a legal hold: Ana v. Bluebird",
        )  # fmt: skip
    done = run("erase", person, root, *WHY)
    assert (done.code, done.out) == (2, "")
    assert done.err.endswith("under a legal hold: Ana v. Bluebird\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nobody", *WHY), "that is not an address"),
        (("+14155550123", "--reason", " "), "--reason says why"),
        (("+14155550123", "--reason", "x" * 401), "--reason says why"),
        (("+14155550123", *WHY), "there is no database"),
        (("+14155550123",), "--reason"),
    ],
)
def test_mistakes_are_one_line(run: Run, root: Path, arguments: tuple[str, ...], told: str) -> None:
    address, *more = arguments
    done = run("erase", address, root, *more)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert told in done.err
    assert "4155550123" not in done.err


def test_on_a_terminal_it_asks_first(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person = somebody()
    with running(root) as gateway:
        gateway.text(person, "JOIN")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdin, "readline", lambda *_: "n\n", raising=False)
    assert run("erase", person, root, *WHY).code == 130
    assert "1 record is empty" in run("erase", person, root, *WHY, "--yes").out


def test_the_help_says_when_it_asks(run: Run) -> None:
    assert "On a terminal it asks whether it is meant" in " ".join(run("erase", "--help").out.replace("│", " ").split())

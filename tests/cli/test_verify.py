import io
import json
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.cli.conftest import Run
from tests.receipts import sample
from tests.receipts.sample import SIGNER, STRANGER

RECEIPT = sample.of()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "receipt.json"
    path.write_bytes(RECEIPT.to_bytes())
    return path


def test_every_step_is_printed_with_its_number(run: Run, file: Path) -> None:
    done = run("verify", file, "--key", str(SIGNER.key))
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert [line.split()[:2] for line in lines[:-1]] == [[str(number), "ok"] for number in range(1, 12)]
    assert lines[-1] == "The receipt holds."


def test_without_a_key_of_ones_own_it_is_not_enough(run: Run, file: Path) -> None:
    done = run("verify", file)
    assert done.code == 1
    assert "3  not checked  key trusted: NOT CHECKED" in done.out
    assert done.out.splitlines()[-1].endswith("NOT CHECKED.")
    assert "failed" not in done.out


def test_the_step_that_fails_is_named(run: Run, file: Path) -> None:
    file.write_bytes(
        RECEIPT.to_bytes().replace(b'"disclosure.text","value":"Bluebird', b'"disclosure.text","value":"BLuebird')
    )
    done = run("verify", file, "--key", str(SIGNER.key))
    assert done.code == 1
    assert done.out.splitlines()[-1] == "The receipt does NOT hold: step 8, private fields committed to."
    assert "11  not checked  record makes sense: Needs step 9." in done.out


def test_a_key_that_is_not_the_logs_fails(run: Run, file: Path) -> None:
    done = run("verify", file, "--key", str(STRANGER.key))
    assert done.code == 1
    assert done.out.splitlines()[-1] == "The receipt does NOT hold: step 3, key trusted."


def test_keys_come_from_files_too(run: Run, file: Path, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{SIGNER.key}\n")
    history = {"keys": [{"vkey": str(SIGNER.key), "since": 0, "at": sample.AT, "note": ""}]}
    (tmp_path / "keys").write_text(json.dumps(history))
    for name in ("key", "keys"):
        assert run("verify", file, "--key", tmp_path / name).code == 0
    assert run("verify", file, "--key", str(STRANGER.key), "--key", tmp_path / "key").code == 0
    assert run("verify", file, "--key", str(STRANGER.key), "--key", tmp_path / "keys").code == 1


def test_a_receipt_comes_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(RECEIPT.to_bytes())))
    assert run("verify", "-", "--key", str(SIGNER.key)).code == 0


def test_what_a_receipt_says_reaches_no_terminal_as_it_is(run: Run, file: Path) -> None:
    file.write_bytes(replace(RECEIPT, key="\x1b]0;owned\x07" + "\u202e" * 9).to_bytes())
    out = run("verify", file).out
    assert all(character.isprintable() or character == "\n" for character in out)


@pytest.mark.parametrize("key", ["", "what", "what+is+this", "/nowhere", "\0"])
def test_a_mistake_is_one_line(run: Run, file: Path, key: str) -> None:
    done = run("verify", file, "--key", key)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("key", ["", "garbage", "."])
def test_what_is_neither_a_key_nor_a_file_is_said_so(run: Run, file: Path, key: str) -> None:
    assert f"{key!r} is no verifier key, and no file of that name" in run("verify", file, "--key", key).err


def test_several_keys_may_stand_in_one_argument(run: Run, file: Path) -> None:
    assert run("verify", file, "--key", "\n".join([str(STRANGER.key)] * 9 + [str(SIGNER.key)])).code == 0


def test_a_receipt_that_cannot_be_read_is_one_line(run: Run, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none"):
        done = run("verify", path)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


def test_the_help_has_an_example(run: Run) -> None:
    assert "capture-gateway verify receipt.json" in " ".join(run("verify", "--help").out.split())

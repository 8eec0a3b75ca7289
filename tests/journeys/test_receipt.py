"""A receipt from every channel, verified by people who have nothing but the receipt and the log's key.

By `capture-gateway verify` in a virtual environment without the gateway, and by Go's own packages. Then one byte of
the words is another.
"""

import json
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import GatewayUnderTest, running
from tests.api.dossier_story import fill_in
from tests.judging import Judge

PACKAGE = Path(sample.__file__).parent.parent
PARTS = ("__init__.py", "cli/__init__.py", "cli/verify.py", "core", "ledger", "receipts")
"""All of the gateway that verifying needs."""
LIBRARIES = (
    *("typer", "annotated_doc", "shellingham", "cryptography", "cffi", "_cffi_backend", "pycparser"),
    *("pydantic", "pydantic_core", "annotated_types", "typing_extensions", "typing_inspection"),
)
"""typer and cryptography, with what they need."""


def told(number: str) -> dict[str, Any]:
    """A consent that another system took."""
    words = {"text": "I agree to get weekly offers by text from Bluebird Grocers.", "language": "en"}
    what = {"program": "bluebird-updates", "categories": ["offers"], "contact": ["sms"]}
    return {"address": number, **what, "disclosure": words, "act": {"kind": "tick", "value": "offers"}, "source": "crm"}


@pytest.fixture(scope="module")
def receipts(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Mapping[str, bytes]]:
    """The log's key; what was done -> the receipt of it."""
    with running(sample.copy(tmp_path_factory.mktemp("receipts"))) as gateway:
        texting, calling, filling, importing, stopping = (somebody() for _ in range(5))
        gateway.text(texting, "JOIN")
        gateway.text(texting, "AGREE")
        gateway.call(calling, "9", "1")
        fill_in(gateway, filling)
        assert gateway.post("/v1/evidence", told(importing))[0] == 201
        gateway.text(stopping, "STOP")
        people = {"text": texting, "call": calling, "form": filling, "import": importing, "withdrawal": stopping}
        key = gateway.send(Request("GET", f"{gateway.base}/ledger/key", (), {})).body.decode().strip()
        return key, {name: _receipt(gateway, person) for name, person in people.items()}


def _receipt(gateway: GatewayUnderTest, person: str) -> bytes:
    identifier = gateway.evidence(person)[-1]["id"]
    headers = {"authorization": f"Bearer {gateway.api_token}"}
    answer = gateway.send(Request("GET", f"{gateway.base}/v1/evidence/{identifier}/receipt", (), headers))
    assert answer.status == 200, answer
    return answer.body


@pytest.fixture(scope="module")
def outsider(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a virtual environment that has what `capture-gateway verify` needs, and nothing else."""
    folder = tmp_path_factory.mktemp("outsider")
    venv.create(folder, with_pip=False, symlinks=True)
    (there,) = folder.glob("lib/python3*/site-packages")
    for part in PARTS:
        target = there / "capture_gateway" / part
        target.parent.mkdir(parents=True, exist_ok=True)
        source = PACKAGE / part
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    for name in LIBRARIES:
        found = find_spec(name)
        if found is not None and found.origin is not None:
            origin = Path(found.origin)
            package = origin.parent if origin.stem == "__init__" else origin
            (there / package.name).symlink_to(package)
    return folder / "bin" / "python"


EACH = """
import sys
from capture_gateway.cli import main

key, *files = sys.argv[1:]
for file in files:
    sys.argv = ["capture-gateway", "verify", file, "--key", key]
    try:
        main()
    except SystemExit as ended:
        print("exit", ended.code)
"""
"""The command, again and again: most of its time would go into starting."""


def verified(outsider: Path, folder: Path, key: str, files: Mapping[str, bytes]) -> dict[str, tuple[str, str]]:
    """What `verify` says of each: the last line, and its exit."""
    for name, raw in files.items():
        (folder / name).write_bytes(raw)
    command = [str(outsider), "-I", "-c", EACH, key, *files]
    done = subprocess.run(command, cwd=folder, env={}, text=True, capture_output=True, check=True, timeout=120)
    lines = done.stdout.splitlines()
    ends = [number for number, line in enumerate(lines) if line.startswith("exit ")]
    return {name: (lines[end - 1], lines[end]) for name, end in zip(files, ends, strict=True)}


def tampered(raw: bytes) -> bytes:
    """The same receipt, with one byte of the words another wherever they stand."""
    receipt = json.loads(raw)
    for part in ("disclosure", "reply"):
        if receipt["record"][part]:
            words = receipt["record"][part]["text"]
            changed = words.replace("e", "3", 1)
            receipt["record"][part]["text"] = changed
            for one in receipt["disclosed"]:
                one["value"] = changed if one["name"] == f"{part}.text" else one["value"]
            return json.dumps(receipt).encode()
    raise AssertionError("there are no words")


def test_each_holds_where_there_is_no_gateway(
    receipts: tuple[str, Mapping[str, bytes]], outsider: Path, tmp_path: Path
) -> None:
    key, raws = receipts
    assert set(verified(outsider, tmp_path, key, raws).values()) == {("The receipt holds.", "exit 0")}
    changed = verified(outsider, tmp_path, key, {name: tampered(raw) for name, raw in raws.items()})
    refused = "The receipt does NOT hold: step 8, private fields committed to."
    assert set(changed.values()) == {(refused, "exit 1")}


def test_each_holds_for_a_judge_that_nobody_here_wrote(receipts: tuple[str, Mapping[str, bytes]], judge: Judge) -> None:
    key, raws = receipts
    for name, raw in raws.items():
        assert judge.receipt(key, raw)[0], name
        refused, why = judge.receipt(key, tampered(raw))
        assert not refused, (name, why)


def test_the_outsider_has_no_gateway(outsider: Path) -> None:
    program = "import importlib.util as u, sys; sys.exit(bool(u.find_spec('sqlalchemy') or u.find_spec('starlette')))"
    assert subprocess.run([outsider, "-I", "-c", program], check=False).returncode == 0
    assert Path(sys.executable).parent != outsider.parent

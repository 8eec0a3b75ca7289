"""What an export ends with, and what is no export."""

import csv
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import pytest

from capture_gateway.cli import formats
from capture_gateway.core.errors import OperatorError

TEXT = 'a\r\nb,"c"\u2028é'
RECORDS: list[dict[str, Any]] = [{"id": str(number), "position": number, "act": {"value": TEXT}} for number in range(3)]


def summary(body: bytes) -> dict[str, Any]:
    ledger = {"size": 3, "root": "00" * 32}
    return {"records": 3, "first": 0, "last": 2, "sha256": sha256(body).hexdigest(), "ledger": ledger}


def written(form: formats.Format) -> tuple[bytes, bytes]:
    body = form.begin + b"".join(map(form.record, RECORDS))
    return body, form.end(summary(body))


@pytest.mark.parametrize("name", [*formats.FORMATS])
def test_the_last_line_proves_what_is_before_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / "export"
    body, end = written(formats.FORMATS[name])
    path.write_bytes(body + end)
    assert formats.check(path) == f"3 records, positions 0 to 2, of a ledger of 3 with the root {'00' * 32}"
    assert formats.FORMATS[name].summary(end.decode()) == summary(body)
    for changed in (body.replace(b"a", b"b", 1) + end, body[9:] + end, body + body + end, b"\n" + body + end):
        path.write_bytes(changed)
        with pytest.raises(OperatorError, match="was changed"):
            formats.check(path)


@pytest.mark.parametrize("name", [*formats.FORMATS])
@pytest.mark.parametrize(
    "more", [b"x", b"\n", b"\r\n", b"{}\n", b'{"export":{}}\n', b'{"export":[]}\n', b"#export\r\n"]
)
def test_what_goes_on_behind_the_last_line_is_no_export(tmp_path: Path, name: str, more: bytes) -> None:
    path = tmp_path / "export"
    path.write_bytes(b"".join(written(formats.FORMATS[name])) + more)
    with pytest.raises(OperatorError, match="does not end as an export does"):
        formats.check(path)


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe", b"1\n2\n", b"null", b"[" * 5_000, b"\n" * 5_000])
def test_other_files_are_no_exports(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "export"
    path.write_bytes(content)
    with pytest.raises(OperatorError, match="does not end as an export does"):
        formats.check(path)
    for other in (tmp_path, tmp_path / "nothing", Path("/dev/zero")):
        with pytest.raises(OperatorError, match="no file"):
            formats.check(other)


def test_csv_is_rfc_4180() -> None:
    body, end = written(formats.FORMATS["csv"])
    text = (body + end).decode("utf-8-sig")
    rows = [*csv.reader(text.splitlines(keepends=True), strict=True)]
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == 1 + 3 + 1
    assert [row[rows[0].index("act.value")] for row in rows[1:-1]] == [one["act"]["value"] for one in RECORDS]
    assert text.endswith("\r\n")
    assert text.replace("\r\n", "").count("\n") == 0
    assert rows[-1][0] == "#export"
    assert orjson.loads(rows[-1][1]) == summary(body)


def test_ndjson_is_one_record_in_a_line() -> None:
    body, end = written(formats.FORMATS["ndjson"])
    assert [orjson.loads(line) for line in body.split(b"\n")[:-1]] == RECORDS
    assert end.count(b"\n") == 1

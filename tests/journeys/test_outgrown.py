"""One machine is outgrown: a backup of SQLite is restored into PostgreSQL, and nobody outside notices."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import URL
from sqlmodel import SQLModel

from capture_gateway.cli import main
from capture_gateway.settings import PREFIX
from capture_gateway.storage import sqlite
from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import GatewayUnderTest, running
from capture_gateway.testing.texting import parted
from tests.journeys.outsider import Outsider
from tests.judging import Judge
from tests.postgres import raw, shared

ANNA, BEN, CARLA = somebody(), somebody(), somebody()


@pytest.fixture
def elsewhere() -> Iterator[URL]:
    """A database of PostgreSQL, without tables."""
    yield shared().url("outgrown")
    shared().drop("outgrown")


Run = Callable[..., str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("backup", file, "--project", project)`: a command that succeeds; what it says."""

    def run(*command: str | Path) -> str:
        monkeypatch.setattr(sys, "argv", ["capture-gateway", *map(str, command)])
        with pytest.raises(SystemExit) as done:
            main()
        told = capsys.readouterr().err
        assert done.value.code == 0, told
        return told

    return run


def fetch(gateway: GatewayUnderTest, path: str) -> bytes:
    headers = {"authorization": f"Bearer {gateway.api_token}"}
    answer = gateway.send(Request("GET", gateway.base + path, (), headers))
    assert answer.status == 200, answer
    return answer.body


def everything(url: URL) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with raw(url) as store:
        return {
            table.name: [tuple(row) for row in store.execute(
                f"SELECT {', '.join(column.name for column in table.columns)} FROM {table.name} "  # noqa: S608
                f"ORDER BY {', '.join(column.name for column in table.primary_key)}"
            )]
            for table in SQLModel.metadata.sorted_tables
        }  # fmt: skip


def test_the_log_goes_on_under_its_name_and_key(run: Run, tmp_path: Path, elsewhere: URL, judge: Judge) -> None:
    project = sample.copy(tmp_path / "project")
    (project / ".env").unlink(missing_ok=True)  # it begins on SQLite, whatever the others are on
    with running(project) as gateway:
        outsider = Outsider(gateway.base, judge, tmp_path / "seen")
        gateway.text(ANNA, "JOIN")
        (confirmed,) = gateway.text(ANNA, "AGREE").texts
        page = urlsplit(parted(confirmed)[1]).path
        gateway.text(BEN, "JOIN")
        gateway.text(BEN, "STOP")
        assert gateway.post("/v1/webhooks", {"url": "https://receiver.example/consent"})[0] == 201
        agreed = gateway.evidence(ANNA)[-1]
        proof = f"/v1/evidence/{agreed['id']}/receipt"
        receipt = fetch(gateway, proof)
        outsider.up_to(4)
    told = run("backup", tmp_path / "b.db", "--project", project)
    assert "they begin with the 4 that" in told
    before = everything(sqlite.url(tmp_path / "b.db"))
    assert all(before[table] for table in ("evidence", "permission", "webhook", "showing", "first_answer", "token"))

    (project / ".env").write_text(f"{PREFIX}DATABASE_URL={elsewhere.render_as_string(hide_password=False)}\n")
    assert "4 records" in run("restore", tmp_path / "b.db", "--project", project)
    assert everything(elsewhere) == before
    with running(project) as gateway:
        outsider.base = gateway.base
        assert gateway.permitted(ANNA)
        assert not gateway.permitted(BEN)
        assert gateway.evidence(ANNA)[-1] == agreed
        assert json.loads(fetch(gateway, proof))["record"] == json.loads(receipt)["record"]
        assert judge.receipt(outsider.key, receipt)[0]
        assert b"<form" in fetch(gateway, page)
        gateway.text(CARLA, "JOIN")
        gateway.text(CARLA, "AGREE")
        gateway.text(ANNA, "STOP")
        assert (gateway.permitted(CARLA), gateway.permitted(ANNA)) == (True, False)
        outsider.up_to(4 + 2 + 1)
        accepted, why = outsider.rebuilt()
        assert accepted, why
    assert "they begin with the 7 that" in run("backup", tmp_path / "c.db", "--project", project)
    assert everything(sqlite.url(tmp_path / "c.db"))["evidence"][:4] == before["evidence"]

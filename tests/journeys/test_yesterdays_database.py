"""Yesterday's database beside today's checkpoint: what is refused, and what it still does for people who want out."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from capture_gateway.core import instant
from capture_gateway.ledger import checkpoint as checkpoints
from capture_gateway.ledger.note import Key
from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import GatewayUnderTest, running
from tests.journeys.outsider import Outsider
from tests.judging import Judge

pytestmark = pytest.mark.sqlite_only("it exchanges files; tests/intake/test_rolled_back.py has both engines")
WAY_OUT = "To stop all messages and calls, press 8."
ANNA, BEN, CARLA, DORA = somebody(), somebody(), somebody(), somebody()


def agrees(gateway: GatewayUnderTest, person: str) -> None:
    gateway.text(person, "JOIN")
    gateway.text(person, "AGREE")
    assert gateway.permitted(person)


def words(gateway: GatewayUnderTest, name: str, kind: str) -> str:
    found = gateway.deployment.catalogue.words("bluebird-updates", "en", name, kind)
    assert found is not None
    return found.text


def status_of(gateway: GatewayUnderTest, path: str) -> int:
    return gateway.send(Request("GET", gateway.base + path, (), {})).status


def heard(gateway: GatewayUnderTest, person: str, *script: str) -> list[str]:
    return [one.text for one in gateway.call(person, *script).heard]


def put(project: Path, database: str) -> None:
    """Another database in the place of the one that is there; its gateway has ended."""
    for path in (project / "var").glob("evidence.db*"):
        path.unlink()
    shutil.copy(project / database, project / "var" / "evidence.db")


@contextmanager
def rolled_back(project: Path) -> Iterator[GatewayUnderTest]:
    """Serve it; the audit, which looks at every database that was served, finds what is wrong too."""
    with pytest.raises(AssertionError, match="covers 6 records, which are not all there"), running(project) as gateway:
        yield gateway


def run(project: Path, *command: str) -> str:
    program = Path(sys.executable).with_name("capture-gateway")
    done = subprocess.run([program, *command, "--project", project], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def lost(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Yesterday Anna agreed, and a backup was made; today Ben and Carla did, and the database is yesterday's again."""
    project = sample.copy(tmp_path_factory.mktemp("yesterday") / "project")
    with running(project) as gateway:
        agrees(gateway, ANNA)
        run(project, "backup", str(project / "yesterday"))  # beside the gateway that runs
    with running(project) as gateway:
        agrees(gateway, BEN)
        agrees(gateway, CARLA)
    shutil.copy(project / "var" / "evidence.db", project / "today")
    put(project, "yesterday")
    return project


def test_c6_withdrawals_are_kept_until_the_right_database_is_back(
    lost: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    project = shutil.copytree(lost, tmp_path / "project")
    outside, journal = project / "var" / "evidence.checkpoint", project / "var" / "evidence.withdrawals"
    before = outside.read_text()
    with rolled_back(project) as gateway:
        assert "it lacks 4. Stop the gateway and put the newest database back." in caplog.text
        nobody_reads_what_is_not_true_any_more(gateway)
        nobody_can_agree(gateway)
        stop = next(gateway.texter(BEN).text("STOP"))
        answer = gateway.send(stop)
        assert words(gateway, "stopped", "sms") in answer.body.decode()
        assert gateway.send(stop) == answer
        trouble, stopped = (words(gateway, name, "voice") for name in ("trouble", "stopped"))
        assert heard(gateway, CARLA, "8") == [WAY_OUT, trouble, stopped]
        told = {"address": ANNA, "reason": "no more", "source": "email"}
        status, body = gateway.post("/v1/withdrawals", told)
        assert (status, body["items"], len(body["waiting"])) == (202, [], 1)
        assert not any(gateway.rest.received(person) for person in (ANNA, BEN, CARLA, DORA))
        at = gateway.now()
        company = gateway.company
    assert outside.read_text() == before
    content = journal.read_bytes()
    assert content.count(b"\n") == 3
    assert not any(canary in content for canary in (BEN.encode(), BEN[1:].encode(), b"STOP"))

    put(project, "today")
    with running(project, company=company) as gateway:
        assert not journal.exists()
        for person, kind in ((ANNA, "api"), (BEN, "message"), (CARLA, "keypress")):
            record = gateway.evidence(person)[-1]
            assert (record["event"], record["act"]["kind"]) == ("withdrawn", kind)
            assert not gateway.permitted(person)
        record = gateway.evidence(BEN)[-1]
        assert record["witness"]["request"]["body"] == stop.body.decode()
        assert record["reply"]["text"] == words(gateway, "stopped", "sms")
        assert record["times"]["received_at"] <= instant.text(at) < record["recorded_at"]
        assert gateway.get(f"/v1/evidence/{body['waiting'][0]}")[1]["id"] == body["waiting"][0]
        assert gateway.evidence(DORA) == []
        assert len(gateway.evidence()) == 6 + 3


def nobody_reads_what_is_not_true_any_more(gateway: GatewayUnderTest) -> None:
    status, body = gateway.get("/readyz")
    assert (status, body["reason"]) == (503, "6 records were signed, and the database has 2: it lacks 4")
    assert (status_of(gateway, "/healthz"), status_of(gateway, "/metrics")) == (200, 200)
    question = {"address": f"tel:{ANNA}", "program": "bluebird-updates", "category": "offers", "contact": "sms"}
    asked = gateway.get("/v1/permission", **question), gateway.post("/v1/permissions/check", {"items": [question]})
    for status, body in asked:
        assert (status, body["permitted"], body["reason"]) == (503, False, "unavailable")
    paths = ("/v1/evidence", "/c/web/form", "/ledger/checkpoint", "/ledger/key", "/ledger/tile/0/000.p/2", "/docs")
    assert {path: status_of(gateway, path) for path in paths} == dict.fromkeys(paths, 503)


def nobody_can_agree(gateway: GatewayUnderTest) -> None:
    for text in ("JOIN", "AGREE", "HELP", "hello"):
        assert gateway.send(next(gateway.texter(DORA).text(text))).status == 503
    assert gateway.post("/v1/evidence", {})[0] == 503
    trouble = words(gateway, "trouble", "voice")
    assert heard(gateway, DORA) == [WAY_OUT, trouble]
    assert heard(gateway, DORA, "1") == [WAY_OUT, trouble] * 2
    assert heard(gateway, "anonymous", "8") == [trouble]


def test_where_today_is_lost_for_good_a_new_log_says_where_the_old_one_ended(
    lost: Path, tmp_path: Path, judge: Judge
) -> None:
    project = shutil.copytree(lost, tmp_path / "project")
    last = (project / "var" / "evidence.checkpoint").read_text()
    with rolled_back(project) as gateway:
        gateway.text(ANNA, "STOP")
    run(project, "restore", str(project / "yesterday"), "--new-origin")
    with running(project) as gateway:
        outsider = Outsider(gateway.base, judge, tmp_path / "seen")
        agrees(gateway, DORA)
        assert outsider.up_to(2 + 1 + 2).origin == outsider.key.partition("+")[0]
        assert outsider.rebuilt()[0]
        assert gateway.evidence(ANNA)[-1]["event"] == "withdrawn"
        history = json.loads(outsider.fetch("keys"))
        old, new = history["logs"]
        assert (new["since"], new["after"]) == (2, last)
        assert new["origin"] == outsider.key.partition("+")[0] != old["origin"]
        first = Key.parse(history["keys"][0]["vkey"])
        assert judge.checkpoint(str(first), last)[0]
        assert not judge.checkpoint(outsider.key, last)[0]
        assert checkpoints.opened(last, [first]).size == 6

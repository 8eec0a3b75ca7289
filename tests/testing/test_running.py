"""The gateway of one test is a real one."""

from pathlib import Path

import pytest

from capture_gateway.core import instant
from capture_gateway.core.errors import OperatorError
from capture_gateway.testing import sample
from capture_gateway.testing.clock import Clock
from capture_gateway.testing.running import running


def test_its_clock_is_the_tests(tmp_path: Path) -> None:
    clock = Clock()
    with running(sample.copy(tmp_path), now=clock) as gateway:
        gateway.text("+14155550123", "JOIN")
        clock.forward(73 * instant.HOUR)
        assert "AGREE" in gateway.text("+14155550123", "AGREE").texts[0]
        assert not gateway.permitted("+14155550123")
        gateway.text("+14155550123", "AGREE")
        assert gateway.permitted("+14155550123")
        assert gateway.evidence()[0]["recorded_at"] == "2026-11-22T10:00:00.000Z"


def test_its_records_are_there_when_it_runs_again(tmp_path: Path) -> None:
    project = sample.copy(tmp_path)
    with running(project) as gateway:
        gateway.text("+14155550123", "JOIN")
        first = gateway.evidence()
    with running(project) as gateway:
        assert gateway.evidence() == first != []


def test_a_deployment_with_errors_is_not_started(tmp_path: Path) -> None:
    project = sample.copy(tmp_path)
    (project / "channels" / "sms.toml").write_text('kind = "pigeon"\n')
    with pytest.raises(OperatorError, match="pigeon"), running(project):
        pass


def test_one_token_reads_everything_and_others_nothing(tmp_path: Path) -> None:
    with running(sample.copy(tmp_path)) as gateway:
        assert gateway.get("/v1/evidence") == (200, {"items": [], "next": None})
        assert gateway.send(gateway.account.request("GET", f"{gateway.base}/v1/evidence", ())).status == 401


def test_a_broken_store_is_broken_for_a_while(tmp_path: Path) -> None:
    with running(sample.copy(tmp_path)) as gateway:
        join = next(gateway.texter("+14155550123").text("JOIN"))
        with gateway.no_evidence_can_be_written():
            assert gateway.send(join).status == 503
        assert gateway.send(join).status == 200

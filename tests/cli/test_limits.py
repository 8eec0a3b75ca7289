"""`limits`: what operators see of the texts that went to typed numbers."""

import json
import re
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from capture_gateway.cli.limits import REASONS
from capture_gateway.core import instant, limits
from capture_gateway.machine import clock
from capture_gateway.storage import counters
from capture_gateway.storage.database import Database
from capture_gateway.testing.keys import KEYS
from tests.cli.conftest import Run
from tests.postgres import url_of

US = "bluebird-updates/US"


@pytest.fixture
def counted(root: Path) -> Path:
    """A deployment with a day behind it."""
    today = limits.day_of(clock())
    count(
        root,
        {
            limits.on_day("texts", US, today): 60,
            limits.on_day("asked", US, today): 60,
            limits.on_day("confirmed", US, today): 2,
            limits.on_day("spent", "bluebird-updates", today): 1_801_000,
            limits.on_day("refused", f"{US}/ip", today): 40,
            limits.on_day("refused", f"{US}/ip", today - 6 * instant.DAY): 2,
            limits.on_day("refused", "bluebird-updates/CA/country", today): 7,
            "ip:0123456789abcdef:0": 9,
        },
    )
    return root


def count(root: Path, counts: Mapping[str, int]) -> None:
    with (
        closing(Database(url_of(root / "var" / "evidence.db"), KEYS)) as database,
        database.transaction() as connection,
    ):
        counters.grow(connection, {key: (by, 2**52) for key, by in counts.items()})


def test_texts_money_refusals_and_pauses(run: Run, counted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    done = run("limits", counted)
    assert (done.code, done.err) == (0, "")
    said = [" ".join(line.split()) for line in done.out.splitlines()]
    assert said[0] == "bluebird-updates: $1.81 of $20.00 spent today on texts"
    assert "US 60 60 2" in said
    assert f"ip US 42 {REASONS['ip']}" in said
    assert f"country CA 7 {REASONS['country']}" in said
    assert [line for line in said if line.startswith("paused until") and "US (too few" in line]


def test_every_reason_is_explained() -> None:
    reasons = re.findall(r"`([a-z-]+)`", limits.refusal.__doc__ or "")
    assert len(reasons) == 11
    assert set(reasons) < set(REASONS)


def test_as_json(run: Run, counted: Path) -> None:
    tomorrow = instant.text(limits.day_of(clock()) + instant.DAY)
    (program,) = json.loads(run("limits", counted, "--json").out)["programs"]
    assert program == {
        "program": "bluebird-updates",
        "spent_today": "1.81",
        "budget_a_day": "20.00",
        "texts_today": {"US": {"sent": 60, "asked": 60, "confirmed": 2}},
        "refused_7_days": {"ip": {"US": 42}, "country": {"CA": 7}},
        "paused": [{"what": "US", "reason": "conversion", "until": tomorrow}],
    }


def test_beside_a_running_gateway(run: Run, counted: Path) -> None:
    with closing(Database(url_of(counted / "var" / "evidence.db"), KEYS)) as database:
        database.lock()
        assert run("limits", counted).code == 0


def test_nothing_yet(run: Run, root: Path) -> None:
    count(root, {})
    done = run("limits", root)
    assert done.code == 0
    assert done.out.splitlines() == [
        "bluebird-updates: $0.00 of $20.00 spent today on texts",
        "nothing was refused in the last 7 days",
    ]


def test_words_that_somebody_is_just_writing_do_not_matter(run: Run, root: Path) -> None:
    count(root, {})
    (root / "prompts/bluebird-updates/v1/en/help.sms.j2").write_text("half a", encoding="utf-8")
    assert run("limits", root).code == 0


@pytest.mark.parametrize("wrong", ["nowhere", "empty"])
def test_a_mistake_is_one_line_and_exit_2(wrong: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("limits", tmp_path / wrong)
    assert done.code == 2
    assert done.err.count("\n") == 1

"""Two programs of one sender, one of them for trials: who follows one of them hears of everything that concerns it."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from capture_gateway.storage import records, tokens
from capture_gateway.storage.database import Database, beside
from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.running import GatewayUnderTest, _exchange, running

OURS, TRIAL = "bluebird-updates", "trial"
TOKEN = "cg_of-one-program-alone"


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayUnderTest]:
    project = sample.copy(tmp_path_factory.mktemp("two"))
    shutil.copytree(project / "prompts" / OURS, project / "prompts" / TRIAL)
    file = project / "prompts" / TRIAL / "program.toml"
    file.write_text("test = true\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    (project / "prompts/published.lock").unlink()
    line = (project / "channels/sms.toml").read_text(encoding="utf-8")
    line = line.replace("+14155550100", "+14155550109").replace(f'"{OURS}"', f'"{TRIAL}"')
    (project / "channels/sms-trial.toml").write_text(line, encoding="utf-8")
    with running(project) as gateway:
        with closing(Database(gateway.settings.database, KEYS)) as database, database.transaction() as connection:
            tokens.create(connection, "one", tokens.SCOPES, TOKEN, gateway.now(), programs=[OURS])
        yield gateway


def ask(gateway: GatewayUnderTest, method: str, path: str, body: object = None) -> tuple[int, Any]:
    """As the bearer of a token of one program."""
    headers = {"authorization": f"Bearer {TOKEN}", "content-type": "application/json"}
    answer = _exchange(method, gateway.base + path, json.dumps(body).encode() if body else b"", headers)
    return answer.status, json.loads(answer.body)


def question(person: str) -> dict[str, str]:
    return {"address": person, "program": OURS, "category": "offers", "contact": "sms"}


def test_a_stop_to_the_other_line_is_heard_by_who_follows_one_program(gateway: GatewayUnderTest) -> None:
    person = somebody()
    for text in ("JOIN", "AGREE"):
        gateway.text(person, text)
    gateway.text(person, "STOP", channel="sms-trial")
    (answer,) = ask(gateway, "POST", "/v1/permissions/check", {"items": [question(person)]})[1]["items"]
    assert (answer["permitted"], answer["state"]) == (False, "withdrawn")
    status, record = ask(gateway, "GET", f"/v1/evidence/{answer['evidence_id']}")
    assert (status, record["event"], record["program"]["id"]) == (200, "withdrawn", TRIAL)
    page = ask(gateway, "GET", f"/v1/evidence?address=%2B{person[1:]}")[1]["items"]
    assert [one["event"] for one in page] == ["requested", "given", "withdrawn"]
    assert gateway.evidence(person, program=OURS) == page
    dossier = ask(gateway, "POST", "/v1/dossiers", {"address": person})[1]
    assert [one["record"]["event"] for one in dossier["items"] if one["kind"] == "record"][-1] == "withdrawn"
    with beside(gateway.settings.database, KEYS) as connection:  # as an export reads it
        exported = records.read(connection, programs=[OURS], tests=False)
        assert record in list(exported)


def test_what_the_trial_does_for_itself_is_neither_heard_nor_counted(gateway: GatewayUnderTest) -> None:
    person = somebody()
    for text in ("JOIN", "AGREE"):
        gateway.text(person, text, channel="sms-trial")
    trial = gateway.evidence(person)
    assert [one["event"] for one in trial] == ["requested", "given"]
    assert all(one["program"] == {"id": TRIAL, "test": True, "version": "v1"} for one in trial)
    assert gateway.evidence(person, program=OURS) == []
    assert ask(gateway, "GET", f"/v1/evidence/{trial[0]['id']}")[0] == 404
    assert ask(gateway, "GET", f"/v1/evidence?program={TRIAL}")[0] == 403
    with beside(gateway.settings.database, KEYS) as connection:
        assert not [one for one in records.read(connection, tests=False) if one in trial]


def test_a_withdrawal_that_names_no_program_is_no_trial(gateway: GatewayUnderTest) -> None:
    body = {"address": somebody(), "reason": "please stop", "source": "email"}
    status, made = gateway.post("/v1/withdrawals", body)
    assert (status, [one["program"]["id"] for one in made["items"]]) == (201, [OURS])

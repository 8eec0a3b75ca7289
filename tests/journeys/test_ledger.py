"""People agree by text, call, form and API, keys come and go, and somebody outside follows the log all the while."""

import json
import time
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from capture_gateway.cli import ledger
from capture_gateway.ledger import history
from capture_gateway.ledger.note import Key
from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import GatewayUnderTest, over_socket, running
from tests.journeys.outsider import Outsider, token_in
from tests.judging import Judge

MANY = 280
"""Enough for a whole tile and a level above it."""
TEXTS = 30


def agree_in_every_way(gateway: GatewayUnderTest) -> None:
    person = somebody()
    gateway.text(person, "JOIN")
    gateway.text(person, "AGREE")
    gateway.call(somebody(), "1")
    form = f"{gateway.base}/c/web/form"
    fields = {"token": token_in(over_socket(Request("GET", form, (), {})).body), "tel": somebody()}
    pairs = (*fields.items(), ("category", "offers"), ("contact", "sms"))
    posted = {"content-type": "application/x-www-form-urlencoded"}
    assert over_socket(Request("POST", form, pairs, posted)).status == 200
    items = [{"event": "withdrawn", "address": somebody(), "source": "old-crm"} for _ in range(MANY)]
    assert gateway.post("/v1/evidence/import", {"items": items})[0] == 200


def test_who_only_uses_http_follows_the_log_through_three_generations_of_keys(tmp_path: Path, judge: Judge) -> None:
    project = sample.copy(tmp_path / "project")
    with running(project) as gateway:
        outsider = Outsider(gateway.base, judge, tmp_path / "seen")
        assert outsider.look().size == 0
        agree_in_every_way(gateway)
        records = gateway.evidence()
        assert {record["channel"]["kind"] for record in records} == {"sms", "voice", "web", "api"}
        size = outsider.up_to(len(records)).size
        accepted, why = outsider.rebuilt()
        assert (accepted, why.split()[0]) == (True, str(size)), why
        for index in (0, 2, size - 1):
            assert json.loads(outsider.leaves[index])["id"] == records[index]["id"]
            assert judge.inclusion(outsider.key, outsider.proof(index), outsider.leaves[index])[0]
            assert not judge.inclusion(outsider.key, outsider.proof(index), outsider.leaves[index - 1])[0]
        first = outsider.key

    ledger.key(project, new=True)
    with running(project) as gateway, ThreadPoolExecutor(1) as telephones:
        outsider.base = gateway.base
        assert outsider.fetch("key").decode().strip() != first
        texting = telephones.submit(lambda: [gateway.text(somebody(), "JOIN") for _ in range(TEXTS)])
        while not texting.done():
            outsider.look()  # every new checkpoint is judged against the one before
            time.sleep(0.05)  # the gateway needs the processor more than we do
        texting.result()
        outsider.up_to(size + TEXTS)

    ledger.key(project, new=True)
    with running(project) as gateway:
        outsider.base = gateway.base
        gateway.text(somebody(), "STOP")
        outsider.up_to(size + TEXTS + 1)
        late = Outsider(gateway.base, judge, tmp_path / "late")
        late.look()
        assert late.rebuilt()[0]
        keys = history.followed(outsider.history(), Key.parse(first))
        assert [str(key) for key in keys] == [one.vkey for one in outsider.history()]
        assert (len(keys), str(keys[-1])) == (3, late.key)
        assert keys == history.followed(late.history(), Key.parse(late.key)), "who knows the newest learns the oldest"
        assert judge.checkpoint(str(keys[0]), outsider.notes[1])[0]
        assert judge.checkpoint(late.key, outsider.notes[1])[0] is False
    names = {note.partition("\n")[0] for note in outsider.notes}
    assert len(names) == 1, "the log was renamed, though it only moved to another port"
    leaves = b"".join(outsider.leaves)
    for record in records:
        for private in (record["subject"]["address"], (record["disclosure"] or {}).get("text") or "+1415"):
            assert private.encode() not in leaves
            assert b64encode(private.encode()) not in leaves

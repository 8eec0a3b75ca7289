"""Writes the store that `tests.storage.released` keeps of a version: run once, before the tables are changed again.

`python -m tests.storage.releasing`: into `releases/<version>/`. What is done there is what every version did, so that
one test fits them all.
"""

import json
import lzma
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from capture_gateway.settings import PREFIX
from capture_gateway.storage.tables import SCHEMA_VERSION
from capture_gateway.testing import sample
from capture_gateway.testing.keys import SETTINGS
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import GatewayUnderTest, running
from tests.api.dossier_story import fill_in
from tests.journeys.test_receipt import _receipt, told
from tests.receiver import receiving
from tests.storage.released import (
    AGREED,
    CALLED,
    ERASED,
    FILLED_IN,
    IMPORTED,
    POSITIONS,
    RELEASES,
    WITHDREW,
)  # fmt: skip

CHATS, JOINS = "+14155550116", "+14155550117"
STRANGERS = [f"+14155550{number}" for number in range(120, 123)]
NOBODY = "http://127.0.0.1:1999/nobody"
"""Where no webhook arrives."""


def live(gateway: GatewayUnderTest, receiver: str) -> dict[str, object]:
    """What people and integrators do; the log's key, and a receipt."""
    for body in ({"url": receiver}, {"url": NOBODY, "events": ["withdrawn"], "programs": ["bluebird-updates"]}):
        assert gateway.post("/v1/webhooks", body)[0] == 201
    for person in (AGREED, WITHDREW, ERASED):
        gateway.text(person, "JOIN")
        gateway.text(person, "AGREE")
    for text in ("HELP", "what are your hours?"):
        gateway.text(AGREED, text)
    gateway.text(CHATS, "please leave me alone i think")
    gateway.text(JOINS, "JOIN")
    for person in STRANGERS:
        gateway.text(person, "STOP")
    gateway.call(CALLED, "1")
    fill_in(gateway, FILLED_IN)
    assert gateway.post("/v1/evidence", told(IMPORTED))[0] == 201
    for person in (WITHDREW, ERASED):
        gateway.text(person, "STOP")
    assert gateway.post("/v1/erasures", {"address": ERASED, "reason": "asked for by letter"})[0] == 200
    gateway.wait_for_texts()
    assert len(gateway.evidence()) == POSITIONS
    key = gateway.send(Request("GET", f"{gateway.base}/ledger/key", (), {})).body.decode().strip()
    return {"key": key, "receipt": json.loads(_receipt(gateway, AGREED))}


def write(folder: Path) -> None:
    """Live through it, and keep what is left."""
    with tempfile.TemporaryDirectory() as temporary:
        project = sample.copy(Path(temporary) / "project")
        with receiving() as receiver, running(project) as gateway:
            receipt = live(gateway, receiver.url)
            receiver.until(lambda _: True, times=POSITIONS)
        with closing(sqlite3.connect(project / "var" / "evidence.db")) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("VACUUM")
        folder.mkdir(parents=True)
        packed = lzma.compress((project / "var" / "evidence.db").read_bytes(), preset=9 | lzma.PRESET_EXTREME)
        (folder / "evidence.db.xz").write_bytes(packed)
        (folder / "receipt.json").write_text(json.dumps(receipt, indent=1, sort_keys=True) + "\n")
        for name in ("evidence.checkpoint", "signing.key"):
            shutil.copyfile(project / "var" / name, folder / name)


if __name__ == "__main__":
    os.environ.update({PREFIX + name.upper(): value for name, value in SETTINGS.items()})
    write(RELEASES / str(SCHEMA_VERSION))

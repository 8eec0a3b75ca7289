"""A store with everything in it, and what an insider could do to it: one change at a time, at random.

The insider has the database and the files, but none of the keys; triggers are nothing to them.
"""

import base64
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import URL, Connection

from capture_gateway import auditing
from capture_gateway.auditing import Kept, Scope
from capture_gateway.ledger.note import Key
from capture_gateway.ledger.tiles import ENTRIES, Tile
from capture_gateway.settings import PREFIX
from capture_gateway.storage import orders, records, sqlite, tokens, tree
from capture_gateway.storage.database import Database, beside
from capture_gateway.storage.orders import Order
from capture_gateway.storage.vault import Vault
from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import GatewayUnderTest, running
from tests.api.dossier_story import fill_in
from tests.soak.mutating import Changing, InMemory, OnServer, image

PROMISED = {
    "evidence": ("position", "id", "subject", "sender", "program", "reach", "event", "channel", "test", "recorded_at",
                 "leaf", "leaf_hash", "sealed"),
    "subject_key": ("subject", "wrapped", "address", "page", "made_at"),
    "subtree": ("level", "number", "hash"),
    "ledger_head": ("id", "size", "frontier", "root", "recorded_at"),
    "log": ("number", "origin", "since", "after"),
    "log_key": ("number", "vkey", "since", "note"),
    "checkpoint": ("id", "size", "note"),
    "wording": ("sha256", "text"),
    "permission": ("subject", "sender", "standing"),
    "showing": ("id", "subject", "sender", "channel", "live", "shown_at", "closed", "closed_at", "nudged", "sealed"),
    "message": ("id", "subject", "sender", "program", "channel", "at", "replied", "sealed"),
    "review": ("id", "subject", "program", "channel", "at", "rule", "held", "resolution", "resolved_by", "resolved_at",
               "sealed"),
    "outbox": ("id", "subject", "purpose", "channel", "sender", "program", "categories", "name", "language", "made_at",
               "until", "provider_id", "sealed"),
    "token": ("digest", "prefix", "name", "scopes", "programs", "per_minute", "created_at", "revoked_at", "seal"),
    "webhook": ("id", "secrets"),
    "work_order": ("id", "kind", "argument"),
}  # fmt: skip
"""Every column that something vouches for; the others are said in `capture_gateway.auditing`."""
KEPT = ("evidence", "subject_key", "subtree", "ledger_head", "log", "log_key", "checkpoint", "permission")
"""Tables of which no row can go."""

Found = list[str]
MOST = 280


@dataclass(frozen=True, slots=True)
class Everything:
    """What can be changed, and who would find it."""

    opened: Callable[[], Changing]
    """The database as it was, without triggers; to be closed before it is opened again."""
    newest: str
    """The file beside it."""
    served: Mapping[Tile, bytes]
    """Every tile and bundle."""
    receipts: tuple[bytes, ...]
    answers: tuple[str, ...]
    """Keys of the first answers to texts that a provider signed and a record holds."""
    keys: frozenset[Key]
    vault: Vault
    close: Callable[[], None]

    def audited(self, database: Changing, newest: str, without: str = "") -> Found:
        """What the audit finds, once the triggers are put back; all but `without`."""
        with database.audited(without) as connection:
            kept = [Kept("file", newest, is_own=True)]
            report = auditing.audit(connection, Scope(kept, self.vault), lambda *_: None)
            return [str(one) for one in report.findings]


def build(folder: Path, many: int = 0, server: URL | None = None) -> Everything:
    """People of every channel and event, some of them erased, and keys rotated.

    `many`: more records, for the tree; `server`: where the database is, if it is on one. To be closed.
    """
    project = sample.copy(folder / "project")
    if server is not None:
        (project / ".env").write_text(f"{PREFIX}DATABASE_URL={server.render_as_string(hide_password=False)}\n")
    with running(project) as gateway:
        _live(gateway)
        _erase(gateway)
    _rotate(project)
    with running(project) as gateway:
        gateway.text(somebody(), "JOIN")
        for _ in range(0, many, MOST):
            items = [{"event": "withdrawn", "address": somebody(), "source": "old-crm"} for _ in range(min(many, MOST))]
            assert gateway.post("/v1/evidence/import", {"items": items})[0] == 200
        identifiers = [gateway.evidence()[at]["id"] for at in (0, 2, -1)]
        receipts = tuple(_get(gateway, f"/v1/evidence/{one}/receipt") for one in identifiers)
        database, file = gateway.settings.database, gateway.settings.checkpoint_path
    with closing(Database(database, KEYS)) as writing, writing.transaction() as connection:
        orders.place(connection, Order("an-order", "of-no-kind", "an argument"), 1)
        tokens.create(connection, "gone", ["metrics"], "cg_gone", 1, programs=["bluebird-updates"], per_minute=5)
        tokens.revoke(connection, "gone", 2)
    with beside(database, KEYS) as connection:
        vkeys = connection.exec_driver_sql("SELECT vkey FROM log_key").scalars().all()
        (size,) = connection.exec_driver_sql("SELECT size FROM ledger_head").one()
        answers = tuple(_answered(connection))
        served = {one: tree.tile(connection, one) for one in _tiles(size)}
    keys = frozenset(map(Key.parse, vkeys))
    opened, close = _opening(database)
    return Everything(opened, file.read_text(), served, receipts, answers, keys, Vault(KEYS), close)


def _opening(database: URL) -> tuple[Callable[[], Changing], Callable[[], None]]:
    if database.get_backend_name() == "sqlite":
        return partial(InMemory, image(sqlite.path(database))), lambda: None
    there = OnServer(database)
    return lambda: there, there.end


def _live(gateway: GatewayUnderTest) -> None:
    stories = (
        ("JOIN", "AGREE", "STATUS", "HELP", "hello there"), ("OFFERS", "YES", "STOP", "STOP"), ("STOP",),
        ("JOIN", "NO"), ("UNIRME", "ACEPTO", "cancel my order", "KEEP"), ("JOIN", "AGREE", "wrong number"), ("AGREE",),
        ("JOIN", "AGREE", "no"), ("START", "JOIN", "JOIN"),
    )  # fmt: skip
    for story in stories:
        person = somebody()
        for body in story:
            gateway.text(person, body)
    gateway.call(somebody(), "9", "1")
    gateway.call(somebody(), "2")
    gateway.call(somebody(), "8")
    fill_in(gateway, somebody())
    words = {"text": "I agree to get weekly offers by text from Bluebird Grocers.", "language": "en"}
    what = {"program": "bluebird-updates", "categories": ["offers"], "contact": ["sms"]}
    consent = {"address": somebody(), **what, "disclosure": words, "act": {"kind": "tick"}, "source": "crm"}
    assert gateway.post("/v1/evidence", consent)[0] == 201
    assert gateway.post("/v1/webhooks", {"url": "https://receiver.example/consent"})[0] == 201


def _erase(gateway: GatewayUnderTest) -> None:
    for story in (("JOIN", "AGREE", "STOP"), ("OFFERS", "AGREE")):
        person = somebody()
        for body in story:
            gateway.text(person, body)
        status, answer = gateway.post("/v1/erasures", {"address": person, "reason": "they asked for it"})
        assert status == 200, answer


def _rotate(project: Path) -> None:
    path = project / "var/signing.key"
    fresh = base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()
    path.write_text(f"{fresh}\n{path.read_text()}")


def _answered(connection: Connection) -> Iterator[str]:
    for record in records.read(connection):
        request = record.get("witness", {}).get("request")
        if request is not None and record["channel"]["kind"] == "sms":
            form = dict(parse_qsl(request["body"]))
            yield Vault(KEYS).token("answer", f"twilio:message:{form['AccountSid']}:{form['MessageSid']}")


def _get(gateway: GatewayUnderTest, path: str) -> bytes:
    header = (("authorization", f"Bearer {gateway.api_token}"),)
    return gateway.send(Request("GET", gateway.base + path, (), dict(header))).body


def _tiles(size: int) -> list[Tile]:
    found = []
    for level in (ENTRIES, 0, 1):
        there = Tile(level, 0).widest(size)
        number = 0
        while there:
            found.append(Tile(level, number, there))
            number += 1
            there = Tile(level, number).widest(size)
    return found

"""`/ledger/…` as an outsider reads it: what is covered and nothing else, cached for ever, readable for any page."""

import base64
import gzip
import json
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPMessage
from urllib.parse import urlsplit

import pytest

from capture_gateway.ledger import checkpoint, history, tiles
from capture_gateway.ledger.history import Entry
from capture_gateway.ledger.merkle import leaf_hash, root_of
from capture_gateway.ledger.note import Key
from capture_gateway.storage import triggers
from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.running import GatewayUnderTest, running
from capture_gateway.transparency import routes
from tests.postgres import raw

SIZE = 300


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayUnderTest]:
    with running(sample.copy(tmp_path_factory.mktemp("project"))) as gateway:
        items = [{"event": "withdrawn", "address": somebody(), "source": "crm"} for _ in range(SIZE)]
        assert gateway.post("/v1/evidence/import", {"items": items})[0] == 200
        while covered(gateway) < SIZE:
            time.sleep(0.01)  # it needs the processor more than we do
        yield gateway


def covered(gateway: GatewayUnderTest) -> int:
    """How many records the published checkpoint covers."""
    return int(ask(gateway, "checkpoint")[2].splitlines()[1])


def ask(gateway: GatewayUnderTest, path: str, method: str = "GET", **headers: str) -> tuple[int, HTTPMessage, bytes]:
    parts = urlsplit(gateway.base)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    try:
        connection.request(method, f"/ledger/{path}", headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def test_an_outsider_reads_everything_and_it_fits(gateway: GatewayUnderTest) -> None:
    key = Key.parse(ask(gateway, "key")[2].decode().strip())
    found = checkpoint.opened(ask(gateway, "checkpoint")[2].decode(), [key])
    leaves = [
        one
        for path in ("tile/entries/000", f"tile/entries/001.p/{SIZE - 256}")
        for one in tiles.entries(ask(gateway, path)[2])
    ]
    assert [json.loads(one)["id"] for one in leaves] == [record["id"] for record in gateway.evidence()]
    assert (found.origin, found.size) == (f"{urlsplit(gateway.base).netloc}/ledger", SIZE)
    assert found.root == root_of(map(leaf_hash, leaves))
    hashes = ask(gateway, "tile/0/000")[2] + ask(gateway, f"tile/0/001.p/{SIZE - 256}")[2]
    assert hashes == b"".join(map(leaf_hash, leaves))
    assert ask(gateway, "tile/1/000.p/1")[2] == root_of(map(leaf_hash, leaves[:256]))


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/001", "tile/0/001.p/45", "tile/0/002", "tile/0/002.p/1", "tile/1/000", "tile/1/000.p/2",
        "tile/2/000.p/1", "tile/entries/001", "tile/entries/001.p/45", "tile/0/x001/000", "tile/63/000", "tile/64/000",
        "tile/00/000", "tile/0/0", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/-1/000", "tile/0/",
        "tile/0/x000/000", "tile/0/000/", "tile/0/..%2f0/000", f"tile/0/{'x999/' * 300}999", "tile/0/%D9%A0", "tile/",
    ],
)  # fmt: skip
def test_what_no_checkpoint_covers_is_not_there(gateway: GatewayUnderTest, path: str) -> None:
    status, headers, body = ask(gateway, path)
    assert (status, headers["access-control-allow-origin"], headers["cache-control"]) == (404, "*", "no-store")
    assert b"tile" in body or b"covers" in body


@pytest.mark.parametrize("width", [1, 7, 255])
def test_every_partial_width_is_the_beginning_of_the_whole(gateway: GatewayUnderTest, width: int) -> None:
    assert ask(gateway, f"tile/0/000.p/{width}")[2] == ask(gateway, "tile/0/000")[2][: 32 * width]
    assert ask(gateway, "tile/entries/000")[2].startswith(ask(gateway, f"tile/entries/000.p/{width}")[2])
    assert len(tiles.entries(ask(gateway, f"tile/entries/000.p/{width}")[2])) == width


@pytest.mark.parametrize(
    ("path", "media_type", "cache"),
    [
        ("checkpoint", "text/plain; charset=utf-8", "public, max-age=1"),
        ("key", "text/plain; charset=utf-8", "public, max-age=60"),
        ("keys", "application/json", "public, max-age=60"),
        ("tile/0/000", "application/octet-stream", "public, max-age=31536000, immutable"),
        ("tile/entries/000", "application/octet-stream", "public, max-age=31536000, immutable"),
    ],
)
def test_type_cache_tag_head_and_other_origins(
    gateway: GatewayUnderTest, path: str, media_type: str, cache: str
) -> None:
    status, headers, body = ask(gateway, path)
    assert (status, headers["content-type"], headers["cache-control"]) == (200, media_type, cache)
    assert (headers["access-control-allow-origin"], headers["x-content-type-options"]) == ("*", "nosniff")
    tag = headers["etag"]
    for asked in (tag, f'"other", W/{tag}'):
        again, told, nothing = ask(gateway, path, If_None_Match=asked)
        assert (again, told["etag"], told["cache-control"], nothing) == (304, tag, cache, b"")
    assert ask(gateway, path, If_None_Match='"other"')[0] == 200
    head, told, nothing = ask(gateway, path, "HEAD")
    assert (head, told["etag"], int(told["content-length"]), nothing) == (200, tag, len(body), b"")
    assert ask(gateway, path, "POST")[0] == 405


def test_entries_are_zipped_for_who_takes_that(gateway: GatewayUnderTest) -> None:
    _, plain, body = ask(gateway, "tile/entries/000", Accept_Encoding="gzip;q=0, identity")
    _, zipped, packed = ask(gateway, "tile/entries/000", Accept_Encoding="gzip, identity")
    assert (plain["content-encoding"], zipped["content-encoding"]) == (None, "gzip")
    assert gzip.decompress(packed) == body
    assert plain["vary"] == zipped["vary"] == "Accept-Encoding"
    assert plain["etag"] != zipped["etag"]
    assert ask(gateway, "tile/0/000", Accept_Encoding="gzip")[1]["content-encoding"] is None, "hashes do not shrink"


def test_the_history_is_read_by_whoever_knows_a_key(gateway: GatewayUnderTest) -> None:
    published = json.loads(ask(gateway, "keys")[2])
    assert list(published) == ["origin", "logs", "keys"]
    entries = [Entry(one["vkey"], one["since"], 0, one["note"]) for one in published["keys"]]
    key = Key.parse(ask(gateway, "key")[2].decode().strip())
    assert history.followed(entries, key) == (key,)
    assert [one["origin"] for one in published["logs"]] == [published["origin"]] == [key.name]


def test_a_part_that_is_damaged_is_not_made_up(gateway: GatewayUnderTest) -> None:
    with raw(gateway.settings.database) as connection:
        engine = gateway.settings.database.get_backend_name()
        connection.execute("DROP TRIGGER evidence_stays" + (" ON evidence" if engine == "postgresql" else ""))
        (row,) = connection.execute("SELECT * FROM evidence WHERE position = 3")
        connection.execute("DELETE FROM evidence WHERE position = 3")
        try:
            status, headers, body = ask(gateway, "tile/entries/000.p/20")
            assert (status, headers["access-control-allow-origin"], b"cannot be read" in body) == (500, "*", True)
            assert ask(gateway, "tile/entries/000.p/3")[0] == 200
        finally:
            connection.execute(f"INSERT INTO evidence VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
            connection.execute(triggers.RULES[engine]["evidence_stays"])


def test_too_many_at_once_are_asked_to_come_back(gateway: GatewayUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "MOST_WAITING", 0)
    status, headers, _ = ask(gateway, "tile/0/000")
    assert (status, headers["retry-after"], headers["cache-control"]) == (503, "1", "no-store")
    assert ask(gateway, "checkpoint")[0] == 200


def test_what_grew_is_there_once_the_checkpoint_covers_it(gateway: GatewayUnderTest) -> None:
    before = ask(gateway, "checkpoint")[2]
    gateway.text(somebody(), "JOIN")
    while (note := ask(gateway, "checkpoint")[2]) == before:
        pass
    size, root = note.decode().splitlines()[1:3]
    assert int(size) == SIZE + 1
    hashes = ask(gateway, "tile/0/000")[2] + ask(gateway, f"tile/0/001.p/{SIZE - 255}")[2]
    assert root_of(hashes[at : at + 32] for at in range(0, len(hashes), 32)) == base64.b64decode(root)

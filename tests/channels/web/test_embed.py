"""The script of `<optin-form>` as it is served: pinned for ever, or the newest."""

import base64
import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from capture_gateway.channels.web import KIND, embed

SCRIPTS = Path(embed.__file__).parent / "scripts"


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=[*KIND.at_root])) as one:
        yield one


def test_the_newest_script_is_released() -> None:
    """If not: cp scripts/optin-form.js scripts/released/<its hash>.js, and leave the older files where they are."""
    assert embed.RELEASED.get(embed.NEWEST.hash) == embed.NEWEST


def test_a_released_script_is_named_by_what_is_in_it() -> None:
    names = [file.stem for file in sorted((SCRIPTS / "released").iterdir())]
    assert names == [embed.RELEASED[name].hash for name in names]


def test_a_pinned_script_never_changes_and_any_site_may_check_its_hash(client: TestClient) -> None:
    answer = client.get(embed.NEWEST.path, headers={"accept-encoding": "gzip, br"})
    assert answer.status_code == 200
    assert answer.content == (SCRIPTS / "optin-form.js").read_bytes()
    digest = base64.b64encode(hashlib.sha384(answer.content).digest()).decode()
    assert f"sha384-{digest}" == embed.NEWEST.integrity
    assert dict(answer.headers) | {"content-length": ""} == {
        "access-control-allow-origin": "*",
        "cache-control": "public, max-age=31536000, immutable",
        "content-encoding": "gzip",
        "content-length": "",
        "content-type": "text/javascript; charset=utf-8",
        "cross-origin-resource-policy": "cross-origin",
        "vary": "Accept-Encoding",
        "x-content-type-options": "nosniff",
    }


def test_the_newest_is_kept_for_minutes_only(client: TestClient) -> None:
    answer = client.get("/embed.js")
    assert answer.content == embed.NEWEST.content
    assert answer.headers["cache-control"] == "public, max-age=300"


@pytest.mark.parametrize("name", ["0000000000000000", "optin-form", "%2e%2e%2foptin-form", ""])
def test_another_name_is_not_found(client: TestClient, name: str) -> None:
    assert client.get(f"/embed/{name}.js").status_code == 404


@pytest.mark.parametrize(
    ("accepted", "is_zipped"),
    [
        ("gzip", True),
        ("br, GZIP ; q=0.5", True),
        ("gzip;q=1.0", True),
        ("gzip;q=0", False),
        ("gzip;q=0.000, br", False),
        ("br", False),
        ("x-gzip-like", False),
        ("", False),
    ],
)
def test_it_is_zipped_for_those_who_ask(client: TestClient, accepted: str, is_zipped: bool) -> None:
    with client.stream("GET", "/embed.js", headers={"accept-encoding": accepted}) as answer:
        raw = b"".join(answer.iter_raw())
    assert (answer.headers.get("content-encoding") == "gzip") == is_zipped
    assert (gzip.decompress(raw) if is_zipped else raw) == embed.NEWEST.content


def test_it_is_small() -> None:
    assert len(embed.NEWEST.zipped) <= 3 * 1024

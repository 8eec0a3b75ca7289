"""Receipts and certificates as an integrator gets them."""

import base64
import json
import re
import secrets
from contextlib import closing
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from capture_gateway.api.receipts import ReceiptFacts
from capture_gateway.ledger.note import Key
from capture_gateway.receipts.verifying import holds, verify
from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database
from capture_gateway.testing.running import GatewayUnderTest


def ask(gateway: GatewayUnderTest, path: str, token: str = "", **headers: str) -> tuple[int, Any, bytes]:
    """Status, headers and body."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    bearer = {"authorization": f"Bearer {token or gateway.api_token}"}
    try:
        with urlopen(Request(f"{gateway.base}{path}", headers=bearer | named)) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


@pytest.fixture(scope="module")
def record(gateway: GatewayUnderTest, agreed: str) -> dict[str, Any]:
    return gateway.evidence(agreed)[-1]


@pytest.fixture
def limited(gateway: GatewayUnderTest) -> str:
    """A token that reaches another program alone."""
    token = secrets.token_urlsafe(16)
    settings = gateway.settings
    with closing(Database(settings.database, settings.keys())) as database, database.transaction() as connection:
        tokens.create(connection, "limited", ["evidence:read"], token, 0, programs=["another"])
    return token


def test_a_receipt_holds_for_whoever_knows_the_key(gateway: GatewayUnderTest, record: dict[str, Any]) -> None:
    status, headers, raw = ask(gateway, f"/v1/evidence/{record['id']}/receipt")
    assert (status, headers["content-type"]) == (200, "application/json")
    key = Key.parse(ask(gateway, "/ledger/key")[2].decode().strip())
    steps = verify(raw, {key})
    assert holds(steps), steps
    told = json.loads(raw)
    assert told["record"] == record
    ReceiptFacts.model_validate(told)


def test_it_has_the_same_bytes_for_a_checkpoint_and_a_tag_of_them(
    gateway: GatewayUnderTest, record: dict[str, Any]
) -> None:
    path = f"/v1/evidence/{record['id']}/receipt"
    (_, one, first), (_, two, second) = ask(gateway, path), ask(gateway, path)
    proofs = [json.loads(raw)["proof"] for raw in (first, second)]
    assert (first == second, one["etag"] == two["etag"]) == (proofs[0] == proofs[1],) * 2
    assert one["etag"] == f'"{sha256(first).hexdigest()[:32]}"'
    assert one["cache-control"] == "no-store"
    assert record["id"] in one["content-disposition"]


@pytest.mark.parametrize("what", ["certificate", "receipt"])
def test_a_stranger_gets_nothing(gateway: GatewayUnderTest, record: dict[str, Any], limited: str, what: str) -> None:
    path = f"/v1/evidence/{record['id']}/{what}"
    assert ask(gateway, f"/v1/evidence/none/{what}")[0] == 404
    assert ask(gateway, path, token=limited)[0] == 404
    assert ask(gateway, path, token="wrong")[0] == 401
    assert ask(gateway, path + "?x=1")[0] == 422


class Reader(HTMLParser):
    """The texts of a certificate's frames, its links, and which elements it has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.frames: list[tuple[dict[str, str | None], str]] = []
        self.links: list[dict[str, str | None]] = []
        self.elements: set[str] = set()
        self._is_within = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        if tag == "a":
            self.links.append(dict(attrs))
        if tag == "blockquote":
            self.frames.append((dict(attrs), ""))
            self._is_within = True

    def handle_endtag(self, tag: str) -> None:
        self._is_within &= tag != "blockquote"

    def handle_data(self, data: str) -> None:
        if self._is_within:
            attributes, text = self.frames[-1]
            self.frames[-1] = attributes, text + data


def test_a_certificate_has_the_words_and_the_receipt_in_it(gateway: GatewayUnderTest, record: dict[str, Any]) -> None:
    status, headers, raw = ask(gateway, f"/v1/evidence/{record['id']}/certificate")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    page = Reader(raw.decode())
    assert [text for _, text in page.frames] == [record["disclosure"]["text"], record["reply"]["text"]]
    assert [attributes["lang"] for attributes, _ in page.frames] == ["en", "en"]
    (link,) = page.links
    attached = base64.b64decode((link["href"] or "").removeprefix("data:application/json;base64,"))
    assert link["download"] == f"receipt-{record['id']}.json"
    assert json.loads(attached)["record"] == record
    assert not page.elements & {"script", "img", "link", "iframe", "form"}
    assert not re.search(rb"\s(style|on\w+)=", raw)


@pytest.mark.parametrize(
    ("query", "accept", "language"),
    [
        ("", "", "en"),
        ("?lang=es", "", "es"),
        ("", "es-MX,en;q=0.5", "es"),
        ("?lang=en", "es", "en"),
        ("?lang=fr", "", "en"),
    ],
)
def test_it_speaks_the_language_that_is_asked_for(
    gateway: GatewayUnderTest, record: dict[str, Any], query: str, accept: str, language: str
) -> None:
    _, headers, raw = ask(gateway, f"/v1/evidence/{record['id']}/certificate{query}", accept_language=accept)
    assert headers["content-language"] == language
    assert f'<html lang="{language}"' in raw.decode()
    assert ("Se dio el consentimiento" in raw.decode()) == (language == "es")

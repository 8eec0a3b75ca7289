"""Values that one engine takes and the other refuses get the same answers on both: none of them is a 500.

PostgreSQL takes no NUL in a text and no integer beyond 64 bits; what cannot be UTF-8 neither takes
(https://www.postgresql.org/docs/current/datatype-character.html).
"""

import json
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import quote, urlencode, urlsplit

import pytest

from capture_gateway.testing import sample
from capture_gateway.testing.running import TIMEOUT, GatewayUnderTest, running
from tests.person.visiting import agreed
from tests.postgres import ENGINES

WRITTEN = ("%00", "a%00b", "%ED%A0%80", "%EF%BF%BF", "9223372036854775808", "-9223372036854775809", "9" * 400, "1e400")
"""In a path or a query."""
TYPED: tuple[object, ...] = ("\0", "a\0b", "\ud800", "\uffff", 2**63, -(2**63) - 1, 10**400, 0.5, [], {}, True, None)
"""In JSON."""
OPEN = ("/p/{}", "/c/{}/form", "/c/web/form?lang={}", "/ledger/tile/{}/000", "/ledger/tile/0/{}", "/embed/{}.js")


@pytest.fixture(scope="module")
def odd(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayUnderTest]:
    with running(sample.copy(tmp_path_factory.mktemp(engine))) as gateway:
        yield gateway


def ask(gateway: GatewayUnderTest, method: str, path: str, body: object = None) -> tuple[int, bytes]:
    sent = None if body is None else json.dumps(body).encode()
    headers = {"authorization": f"Bearer {gateway.api_token}", "content-type": "application/json"}
    with closing(HTTPConnection(urlsplit(gateway.base).netloc, timeout=TIMEOUT)) as connection:
        connection.request(method, path, sent, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()


def variants(value: object) -> Iterator[object]:
    """The same JSON with an odd value in one place, for each place."""
    yield from TYPED
    if isinstance(value, dict):
        for name, inner in value.items():
            for made in variants(inner):
                yield value | {name: made}
            yield {other: kept for other, kept in value.items() if other != name} | {name + "\0": inner}
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            for made in variants(inner):
                yield [*value[:number], made, *value[number + 1 :]]


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_none_of_them_is_an_error_of_ours(odd: GatewayUnderTest, engine: str) -> None:
    person, page = agreed(odd)
    (*_, record) = odd.evidence(person)
    _, webhook = odd.post("/v1/webhooks", {"url": "https://example.com/hook"})
    document = json.loads(ask(odd, "GET", "/openapi.json")[1])
    wrong: list[object] = []
    count = 0

    def check(method: str, path: str, body: object = None) -> None:
        nonlocal count
        count += 1
        status, answer = ask(odd, method, path, body)
        if status >= 500:
            wrong.append((method, path[:200], repr(body)[:300], status, answer[:200]))

    for path, methods in document["paths"].items():
        known = path.replace("{id}", webhook["id"] if "webhooks" in path else record["id"])
        for method, operation in methods.items():
            declared = operation.get("parameters", [])
            names = [one["name"] for one in declared if one["in"] == "query" and one["name"] != "wait"]
            usual = {one["name"]: one["example"] for one in declared if one["in"] == "query" and "example" in one}
            for value in WRITTEN:
                for name in names:
                    others = urlencode({other: kept for other, kept in usual.items() if other != name})
                    check(method.upper(), f"{known}?{others}&{quote(name)}={value}")
                if "{id}" in path:
                    check(method.upper(), path.replace("{id}", value), {} if method == "post" else None)
            for content in operation.get("requestBody", {}).get("content", {}).values():
                for body in variants(content["example"]):
                    check(method.upper(), known, body)
    for value in WRITTEN:
        for path in (*OPEN, f"{page}/receipt/{{}}"):
            check("GET", path.format(value))
    assert wrong == [], "\n".join(map(str, wrong))
    assert count > 600

"""`GET /docs` and `GET /openapi.json`: what they say, how they are served, and that everybody can read the page."""

import html
import re
from typing import Any

import pytest
import requests

from capture_gateway.api import docs
from capture_gateway.testing.running import GatewayUnderTest
from tests.browser import Visitors, violations

Json = dict[str, Any]


@pytest.fixture(scope="module")
def page(gateway: GatewayUnderTest) -> str:
    return requests.get(f"{gateway.base}/docs", timeout=30).text


def test_it_leads_with_the_check_and_has_every_operation_and_model(gateway: GatewayUnderTest, page: str) -> None:
    _, document = gateway.get("/openapi.json")
    names = [operation["operationId"] for methods in document["paths"].values() for operation in methods.values()]
    shown = re.findall(r'<h3 id="(\w+)">', page)
    assert shown[0] == "check_permissions"
    assert sorted(shown) == sorted([*names, *document["components"]["schemas"]])
    assert set(re.findall(r'href="#([\w-]+)"', page)) <= set(re.findall(r'id="([\w-]+)"', page))


def test_nothing_but_its_own_style_sheet_is_allowed_or_named(gateway: GatewayUnderTest, page: str) -> None:
    answer = requests.get(f"{gateway.base}/docs", timeout=30)
    assert answer.headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert "<script" not in page
    assert "style=" not in page
    assert re.findall(r'(?:src|<link[^>]*href)="([^"]*)"', page) == [docs.STYLE_NAME]
    style = requests.get(f"{gateway.base}/{docs.STYLE_NAME}", timeout=30)
    assert (style.content, style.headers["content-type"]) == (docs.STYLE, "text/css; charset=utf-8")
    assert b"url(" not in style.content


@pytest.mark.parametrize("path", ["/docs", "/openapi.json"])
def test_a_cache_asks_whether_it_is_still_the_same(gateway: GatewayUnderTest, path: str) -> None:
    first = requests.get(gateway.base + path, timeout=30)
    assert first.headers["cache-control"] == "no-cache"
    again = requests.get(gateway.base + path, headers={"If-None-Match": first.headers["etag"]}, timeout=30)
    assert (again.status_code, again.content) == (304, b"")
    other = requests.get(gateway.base + path, headers={"If-None-Match": '"other"'}, timeout=30)
    assert (other.status_code, other.content) == (200, first.content)


def test_whatever_the_document_says_is_escaped() -> None:
    hostile = '<script>alert(1)</script> `<b>` "&'
    schema = {"type": "object", "description": hostile, "properties": {"a<b": {"type": "string", "default": hostile}}}
    operation = {
        "operationId": "it", "tags": ["x"], "summary": hostile, "description": hostile,
        "security": [{"token": ["s"]}], "x-codeSamples": [{"label": "curl", "source": hostile}],
        "parameters": [{"name": hostile, "in": "query", "schema": {"enum": [hostile]}, "description": hostile}],
        "requestBody": {"content": {"application/json": {"schema": schema, "example": {"a": hostile}}}},
        "responses": {"200": {"description": hostile}, "422": {"description": hostile}},
    }  # fmt: skip
    made = docs.render({
        "info": {"title": "T", "version": hostile, "description": hostile}, "servers": [{"url": hostile}],
        "tags": [{"name": "x", "description": hostile}], "paths": {"/v1/x": {"get": operation}},
        "components": {"securitySchemes": {"token": {"description": hostile}}, "schemas": {"M": schema}},
    })  # fmt: skip
    assert "<script" not in made
    assert "<b>" not in made
    assert made.count("&lt;script&gt;") >= 12


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"type": "string", "minLength": 1, "maxLength": 9}, "text, 1 to 9 characters"),
        ({"type": "string", "maxLength": 9}, "text, at most 9 characters"),
        ({"type": "string", "minLength": 1}, "text, at least 1 character"),
        ({"type": "integer", "minimum": -1, "maximum": 2**53}, "number, at least -1"),
        ({"type": "integer", "minimum": 0, "default": 3}, "number, at least 0; without it 3"),
        ({"type": "boolean", "default": False}, "true or false; without it false"),
        ({"anyOf": [{"$ref": "#/components/schemas/Shown"}, {"type": "null"}]}, "Shown or null"),
        ({"type": "array", "items": {"type": "string"}, "maxItems": 5}, "list of text, at most 5 items"),
        ({"enum": ["a", "b"], "type": "string", "default": "a"}, "a, b; without it a"),
        ({"const": "permitted"}, "permitted"),
        ({"type": "object"}, "object"),
        ({}, "anything"),
    ],
)
def test_kinds_in_words(schema: Json, said: str) -> None:
    assert html.unescape(re.sub(r"<[^>]+>", "", docs.kind(schema))) == said


def test_text_with_code_and_links() -> None:
    made = docs.text("One `a<b`\nline, see https://x.example/a.\n\nTwo.")
    assert made == (
        '<p>One <code>a&lt;b</code> line, see <a href="https://x.example/a">https://x.example/a</a>.</p>\n<p>Two.</p>'
    )


def test_it_is_accessible_and_fits_every_screen(visitors: Visitors, gateway: GatewayUnderTest) -> None:
    visit = visitors(320, color_scheme="dark")
    visit.page.goto(f"{gateway.base}/docs")
    for width in (1280, 320):
        visit.page.set_viewport_size({"width": width, "height": 800})
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    # One of each kind is enough for axe-core, which takes minutes for a page of this length.
    visit.page.evaluate("""for (const section of document.querySelectorAll(".chapter"))
        for (const more of [...section.querySelectorAll("article")].slice(1)) more.remove()""")
    visit.page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
    assert violations(visit.page) == []
    assert visit.complaints == []

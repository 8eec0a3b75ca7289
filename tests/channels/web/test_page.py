"""The pages as text: what stands in them, what is escaped, what is ticked."""

import base64
import gzip
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.channels.web.definition import WebOptions
from capture_gateway.channels.web.page import STYLE, STYLE_NAME, Pages, Texts, security_headers
from capture_gateway.channels.web.theme import PLAIN, Theme
from capture_gateway.core.disclosure import digest
from tests.channels.web import sample

DEPLOYMENT, _ = sample.read(sample.ROOT)
assert DEPLOYMENT is not None
LINE = DEPLOYMENT.lines["web"]
WORDS = DEPLOYMENT.catalogue.words

# What people (and others) type into a field for a telephone number.
# https://owasp.org/www-community/xss-filter-evasion-cheatsheet
XSS = [
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "' onfocus=alert(1) autofocus x='",
    '" onfocus=alert(1) autofocus x="',
    "<img src=x onerror=alert(1)>",
    "</title><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "&#x22;&gt;<b>x",
    "\x00\x01\x1f\x7f\u202e\u2028\ufeff",
    "`${alert(1)}`",
    "{{ 7*7 }}{% raw %}⟦x⟧",
    "<!--", "]]>", '\\"><u>',
]  # fmt: skip


def texts(language: str = "en") -> Texts:
    labels = {one: WORDS("bluebird-updates", one, "labels", "web") for one in ("en", "es")}
    disclosure = WORDS("bluebird-updates", language, "disclosure", "web")
    assert disclosure is not None
    named = {one: words.labels for one, words in labels.items() if words is not None}
    others = {one: found["language"] for one, found in named.items() if one != language}
    return Texts(LINE.program, language, disclosure, named[language], LINE.options, others)


class Reader(HTMLParser):
    """Every element of a page, with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [found for name, found in self.elements if name == tag and wanted.items() <= found.items()]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_paragraphs_are_the_words_byte_for_byte(language: str) -> None:
    words = texts(language).disclosure
    shown = sample.paragraphs(Pages(texts(language)).fresh("token"), "disclosure")
    assert shown == words.text
    assert digest(shown) == words.sha256


def test_the_programs_addresses_are_links_that_leave_the_text_as_it_is() -> None:
    page = Pages(texts()).fresh("token")
    links = {found["href"]: found for found in Reader(page).all("a", target="_blank")}
    assert set(links) == {"https://bluebird.example/terms", "https://bluebird.example/privacy"}
    longer = replace(LINE.program, privacy_url="https://bluebird.example/terms/privacy")
    words = replace(
        texts().disclosure, text="See https://bluebird.example/terms/privacy. And <b> https://bluebird.example/terms."
    )
    page = Pages(replace(texts(), program=longer, disclosure=words)).fresh("token")
    assert sample.paragraphs(page, "disclosure") == words.text
    assert [found["href"] for found in Reader(page).all("a", target="_blank")] == [longer.privacy_url, longer.terms_url]


def test_the_form_has_exactly_its_fields() -> None:
    read = Reader(Pages(texts()).fresh("THE.TOKEN"))
    (form,) = read.all("form")
    assert form == {"method": "post", "action": "form?lang=en", "autocomplete": "off", "novalidate": None}
    fields = [(found["name"], found["type"], found.get("value")) for found in read.all("input")]
    assert fields == [
        ("token", "hidden", "THE.TOKEN"),
        ("contact", "hidden", "sms"),
        ("contact", "hidden", "whatsapp"),
        ("tel", "tel", ""),
        ("category", "checkbox", "order-updates"),
        ("category", "checkbox", "offers"),
        ("category", "checkbox", "recommendations"),
        ("contact", "checkbox", "voice"),
        ("website", "text", None),
    ]
    assert read.all("script") == [{}]
    assert read.all("select") + read.all("textarea") == []


def test_no_box_comes_ticked() -> None:
    pages = Pages(texts())
    assert sample.ticked(pages.fresh("t")) == []
    assert sample.ticked(pages.form("t", errors=["error_again"], tel="1")) == []
    assert sample.ticked(pages.form("t", errors=["error_number"], ticked=["category.offers", "contact.voice"])) == [
        "offers",
        "voice",
    ]


def test_the_field_is_one_that_browsers_fill_in() -> None:
    (tel,) = Reader(Pages(texts()).fresh("t")).all("input", name="tel")
    assert {"type": "tel", "autocomplete": "tel", "inputmode": "tel", "dir": "ltr"}.items() <= tel.items()
    assert "aria-invalid" not in tel


def test_the_trap_is_out_of_everybodys_way() -> None:
    page = Pages(texts()).fresh("t")
    (trap,) = Reader(page).all("input", name="website")
    assert {"tabindex": "-1", "autocomplete": "off"}.items() <= trap.items()
    assert Reader(page).all("div", **{"class": "trap", "aria-hidden": "true"})
    rule = re.search(rb"\.trap \{(.*?)\}", STYLE, re.DOTALL)
    assert rule
    assert b"clip-path" in rule[1]
    assert b"-99" not in STYLE


def test_errors_are_named_twice_and_tied_to_their_fields() -> None:
    page = Pages(texts()).form("t", errors=["error_number", "error_category"], tel="12")
    read = Reader(page)
    (summary,) = read.all("div", role="alert")
    assert summary["tabindex"] == "-1"
    assert "autofocus" in summary
    assert [found["href"] for found in read.all("a") if str(found["href"]).startswith("#")] == ["#tel", "#category-1"]
    (tel,) = read.all("input", name="tel")
    assert tel["aria-invalid"] == "true"
    described = {found["id"] for _, found in read.elements if "id" in found}
    for _, found in read.elements:
        for attribute in ("aria-describedby", "for"):
            assert set(str(found.get(attribute) or "").split()) <= described
    assert page.count(texts().labels["error_number"]) == 2
    assert f"<title>{texts().labels['error_title']} – " in page


def test_a_fresh_page_has_no_alert() -> None:
    page = Pages(texts()).fresh("t")
    assert 'role="alert"' not in page
    assert [found for _, found in Reader(page).elements if "autofocus" in found] == []
    assert f"<title>{texts().labels['title']}</title>" in page


@pytest.mark.parametrize("typed", XSS)
def test_what_was_typed_is_inert(typed: str) -> None:
    plain, page = (Reader(Pages(texts()).form("t", errors=["error_number"], tel=tel)) for tel in ("", typed))
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in plain.elements]
    (tel,) = page.all("input", name="tel")
    assert set(tel) == set(plain.all("input", name="tel")[0])
    assert str(tel["value"]).isprintable()


@given(st.text(max_size=60))
def test_whatever_was_typed_comes_back_on_one_line(typed: str) -> None:
    (tel,) = Reader(Pages(texts()).form("t", errors=["error_number"], tel=typed)).all("input", name="tel")
    value = str(tel["value"])
    assert len(value) <= 40
    assert value == "".join(each if each.isprintable() else " " for each in typed[:40])


def test_labels_and_words_are_escaped_too() -> None:
    odd = replace(texts(), labels={**texts().labels, "title": "<i>Tom & Jerry's</i>", "button": '"OK" <b>'})
    page = Pages(odd).fresh("t")
    assert "<i>" not in page
    assert "<title>&lt;i&gt;Tom &amp; Jerry&#39;s&lt;/i&gt;</title>" in page
    assert "<b>" not in page


def test_presentation_is_what_stands_beside_the_words() -> None:
    shown = texts("es").presentation
    page = Pages(texts("es")).fresh("t")
    assert list(shown) == [
        "title", "number", "categories", "category.order-updates", "category.offers", "category.recommendations",
        "calls", "contact.voice", "button",
    ]  # fmt: skip
    for text in shown.values():
        for part in text.split(": ", 1):
            assert part in page


def test_without_boxes_for_contact_there_is_no_empty_group() -> None:
    options = WebOptions((), None, ("sms", "whatsapp"), ())
    page = Pages(replace(texts(), options=options)).fresh("t")
    assert len(Reader(page).all("fieldset")) == 1
    assert "calls" not in replace(texts(), options=options).presentation


def test_the_other_languages_are_named_in_themselves() -> None:
    page = Pages(texts("es")).fresh("t")
    assert '<a href="form?lang=en" lang="en" hreflang="en">English</a>' in page
    assert '<html lang="es" dir="ltr">' in page
    assert "<nav" not in Pages(replace(texts(), others={})).fresh("t")


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("fr", "ltr")])
def test_directions(language: str, direction: str) -> None:
    assert replace(texts(), language=language).direction == direction


def test_the_result_says_who_what_and_how() -> None:
    words = WORDS("bluebird-updates", "en", "confirmation", "web")
    assert words is not None
    page = Pages(texts()).result("done_title", words, sample.SUBJECT, ("offers",), ("sms", "voice"))
    assert sample.paragraphs(page, "reply") == words.text
    assert re.findall(r"<dd><bdi>(.*?)</bdi></dd>", page) == [
        "+1 415-555-0123",
        "Weekly offers",
        "Text messages, Calls",
    ]
    assert "<form" not in page
    other = Pages(texts())
    for _ in range(2):
        other.result("pending_title", words, "tel:+14155550199", ("offers",), ("sms", "voice"))
        assert other.result("done_title", words, sample.SUBJECT, ("offers",), ("sms", "voice")) == page
        assert "Recommendations" in other.result("done_title", words, sample.SUBJECT, ("recommendations",), ("sms",))


def test_everything_in_a_page_is_addressed_relative_to_it() -> None:
    page = Pages(texts()).form("t", errors=["error_number"])
    addresses = re.findall(r'(?:href|src|action)="([^"]*)"', page)
    inside = [one for one in addresses if not one.startswith("https://bluebird.example/")]
    assert sorted(inside) == ["#tel", "form?lang=en", "form?lang=es", STYLE_NAME]


HANDLE = "0192d3f0-0000-7000-8000-000000000000.AAAAAAAAAAAAAAAAAAAAAA"
SLOTS = {"join": "JOIN", "number": "(415) 555-0100"}


def pending(**more: Any) -> str:
    words = WORDS("bluebird-updates", "en", "pending", "web")
    assert words is not None
    return Pages(texts()).pending(words, sample.SUBJECT, ("offers",), ("sms",), handle=HANDLE, **more)


def test_what_is_still_to_be_done_stands_out_in_the_words_and_changes_none() -> None:
    words = WORDS("bluebird-updates", "en", "pending", "web")
    assert words is not None
    page = pending(slots=SLOTS)
    assert sample.paragraphs(page, "reply") == words.text
    assert re.findall(r'<strong class="key" dir="ltr">(.*?)</strong>', page) == ["JOIN", "(415) 555-0100"]
    assert "<strong" not in pending()
    assert 'data-state="requested"' in page
    assert "+1 415-555-0123" in page


@pytest.mark.parametrize(("depth", "up"), [(0, ""), (1, "../"), (2, "../../")])
def test_a_pending_page_leads_to_its_state_from_wherever_it_is_served(depth: int, up: str) -> None:
    theme = Theme(color="#123456", radius=4)
    state = f"{up}form/state/{HANDLE}?lang=en&color=%23123456&radius=4"
    page = pending(depth=depth, theme=theme)
    read = Reader(page)
    (link,) = read.all("a", id="state")
    assert link["href"] == state
    (refresh,) = read.all("meta", **{"http-equiv": "refresh"})
    assert refresh["content"] == f"30; url={state}"
    assert read.all("link", href=f"{up}{STYLE_NAME}")


def test_a_page_with_a_code_field_is_not_reloaded_under_somebodys_hands() -> None:
    read = Reader(pending(asks_code=True, depth=2))
    assert read.all("meta", **{"http-equiv": "refresh"}) == []
    (form,) = read.all("form")
    assert (form["action"], form["method"]) == ("../../form/code?lang=en", "post")
    assert [found["name"] for found in read.all("input")] == ["handle", "code"]
    (code,) = read.all("input", name="code")
    assert {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}.items() <= code.items()
    assert "aria-invalid" not in code


def test_a_wrong_code_is_said_at_its_field() -> None:
    page = pending(asks_code=True, error="error_code")
    read = Reader(page)
    (code,) = read.all("input", name="code")
    assert code["aria-invalid"] == "true"
    assert "autofocus" in code
    assert code["aria-describedby"] == "code-error code-hint"
    assert page.count(texts().labels["error_code"]) == 1
    assert f"<title>{texts().labels['error_title']} – " in page
    assert texts().labels["error_code_late"] in pending(error="error_code_late")


def test_the_link_and_the_picture_stand_there_only_when_asked_for() -> None:
    plain = pending()
    assert "sms:" not in plain
    assert "<svg" not in plain
    page = pending(sms_link="sms:+14155550100?body=JOIN%207F3K", qr='<svg class="qr"></svg>')
    assert Reader(page).all("a", href="sms:+14155550100?body=JOIN%207F3K")
    assert '<svg class="qr"></svg>' in page


def test_what_ended_without_a_yes_leads_to_a_new_form() -> None:
    page = Pages(texts()).closed(Theme(scheme="dark"))
    assert 'data-state="closed"' in page
    (link,) = Reader(page).all("a", **{"class": "button"})
    assert link["href"] == "../../form?lang=en&scheme=dark"


def test_a_theme_is_kept_by_every_address_of_a_form() -> None:
    theme = Theme(color="#aa0000", radius=0, size=20, scheme="light")
    pages = Pages(texts())
    for page in (pages.fresh("t", theme), pages.form("t", theme=theme, errors=["error_number"])):
        assert f"<style>{theme.css()}</style>" in page
        addresses = [found.get("href") or found.get("action") for tag, found in Reader(page).elements if tag != "link"]
        forms = [one for one in addresses if one and one.startswith("form")]
        assert sorted(forms) == [f"form?lang={one}&{theme.query()}" for one in ("en", "es")]
    assert "<style" not in pages.fresh("t")
    assert pages.fresh("t") == pages.form("t")
    assert pages.fresh("t", theme) == pages.form("t", theme=theme)


def test_a_result_is_rendered_once_for_all_themes() -> None:
    words = WORDS("bluebird-updates", "en", "confirmation", "web")
    assert words is not None
    pages, theme = Pages(texts()), Theme(radius=3)
    for each in (PLAIN, theme, PLAIN):
        page = pages.result("done_title", words, sample.SUBJECT, ("offers",), ("sms",), theme=each)
        assert ("<style>" in page) == (each is theme)
        assert "\0" not in page


def source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy() -> None:
    (script,) = re.findall(r"<script>(.*?)</script>", Pages(texts()).fresh("t"), re.DOTALL)
    headers = security_headers(("https://a.example", "http://localhost:3000"))
    assert headers["Content-Security-Policy"] == (
        f"default-src 'none'; script-src {source(script)}; style-src 'self'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'self' https://a.example http://localhost:3000; "
        "require-trusted-types-for 'script'"
    )
    assert "frame-ancestors 'self';" in security_headers(())["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_the_policy_allows_the_rules_of_a_theme() -> None:
    theme = Theme(color="#00aa88")
    policy = security_headers((), theme)["Content-Security-Policy"]
    (style,) = re.findall(r"<style>(.*?)</style>", Pages(texts()).fresh("t", theme), re.DOTALL)
    assert f"style-src 'self' {source(style)};" in policy


def test_the_style_sheet_fetches_nothing() -> None:
    assert b"url(" not in STYLE
    assert b"@import" not in STYLE


def test_a_framed_page_weighs_little() -> None:
    """HTML with its script, and the style sheet: at most 12 KB in all as they travel."""
    page = Pages(texts("es")).fresh("t" * 600, Theme(color="#00aa88", radius=8, size=18, scheme="dark"))
    assert len(gzip.compress(page.encode(), 9)) + len(gzip.compress(STYLE, 9)) <= 12_288

"""People at the hosted form, in a real Chromium: what they read, what they tick, and the record of it.

The form of these journeys believes a typed number at once; what becomes of one that has to be proved is told elsewhere.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from capture_gateway.core import instant
from tests.browser import Visitors
from tests.channels.web import sample
from tests.journeys.visiting import NUMBER, TITLE, Gateway, rendered, serving, tick, width


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    with serving(tmp_path, "none") as running:
        yield running


@pytest.mark.parametrize("has_script", [True, False])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_person_ticks_and_sends(gateway: Gateway, visitors: Visitors, language: str, has_script: bool) -> None:
    """The record holds, byte for byte, what the browser rendered; with and without JavaScript."""
    locale = {"en": "en-US", "es": "es-MX"}[language]
    visit = visitors(java_script_enabled=has_script, locale=locale)
    page = visit.page
    page.goto(gateway.form)
    expect(page.get_by_role("heading", level=1)).to_have_text(gateway.label("title", language))
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    read = rendered(page, "#disclosure")
    page.get_by_label(gateway.label("number", language)).fill(NUMBER)
    program = gateway.deployment.lines["web"].program
    tick(page, program.categories["offers"].label[language])
    button = page.get_by_role("button")
    shown_button = button.inner_text()
    button.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(gateway.label("done_title", language))
    answered = rendered(page, ".reply")

    (record,) = gateway.records()
    assert record["event"] == "given"
    assert record["subject"]["address"] == sample.SUBJECT
    assert (record["categories"], record["contact"], record["language"]) == (["offers"], ["sms", "whatsapp"], language)
    assert record["disclosure"]["text"] == read
    assert record["disclosure"]["sha256"] == hashlib.sha256(read.encode()).hexdigest()
    assert record["disclosure"]["presentation"]["button"] == shown_button
    assert record["reply"]["text"] == answered
    assert record["witness"]["page"] == gateway.address
    assert "Chrome" in record["witness"]["user_agent"]
    assert visit.complaints == []


def test_everything_in_presentation_is_on_the_page(gateway: Gateway, visitors: Visitors) -> None:
    page = visitors().page
    page.goto(gateway.form)
    text = page.locator("main").inner_text()
    page.get_by_label(gateway.label("number")).fill(NUMBER)
    tick(page, "Recommendations")
    tick(page, gateway.label("contact_voice"))
    page.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(gateway.label("done_title"))
    (record,) = gateway.records()
    assert record["contact"] == ["sms", "whatsapp", "voice"]
    for shown in record["disclosure"]["presentation"].values():
        for part in shown.split(": ", 1):
            assert part in text


def test_with_the_keyboard_alone(gateway: Gateway, visitors: Visitors) -> None:
    page = visitors().page
    page.goto(gateway.form)
    names = []
    for _ in range(9):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => { const on = document.activeElement; return [on.name || on.href || on.tagName, on.value]; }"""
        )
        names.append(str(focused[0]))
        outline = page.evaluate(
            """() => [document.activeElement, document.activeElement.closest(".choice")].filter(Boolean)
               .map(element => parseFloat(getComputedStyle(element).outlineWidth))"""
        )
        assert max(outline) >= 3, f"focus cannot be seen on {focused}"
        if focused[0] == "tel":
            page.keyboard.type("4155550123")
        if focused[1] == "offers":
            page.keyboard.press("Space")
        if focused[0] == "BUTTON":
            break
    assert names == [
        f"{gateway.form}?lang=es",
        "tel", "category", "category", "category", "contact",
        "https://bluebird.example/terms", "https://bluebird.example/privacy",
        "BUTTON",
    ]  # fmt: skip
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(gateway.label("done_title"))
    assert gateway.records()[0]["categories"] == ["offers"]


def test_a_mistake_is_explained_where_it_is_and_nothing_is_lost(gateway: Gateway, visitors: Visitors) -> None:
    visit = visitors(java_script_enabled=False)
    page = visit.page
    page.goto(gateway.form)
    number = page.get_by_label(gateway.label("number"))
    number.fill("415 555")
    tick(page, "Weekly offers")
    page.get_by_role("button").click()
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert).to_contain_text(gateway.label("error_number"))
    expect(page).to_have_title(re.compile(re.escape(gateway.label("error_title"))))
    expect(number).to_have_attribute("aria-invalid", "true")
    expect(number).to_have_accessible_description(re.compile(re.escape(gateway.label("error_number"))))
    expect(number).to_have_value("415 555")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
    page.get_by_role("link", name=gateway.label("error_number")).click()
    expect(number).to_be_focused()
    number.fill(NUMBER)
    page.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(gateway.label("done_title"))
    assert len(gateway.records()) == 1
    assert visit.complaints == []


def test_contract_8_the_same_form_again(gateway: Gateway, visitors: Visitors) -> None:
    """A reload sends it again, where nothing keeps it from that: the first page, one record."""
    page = visitors(java_script_enabled=False).page
    page.goto(gateway.form)
    page.get_by_label(gateway.label("number")).fill(NUMBER)
    tick(page, "Weekly offers")
    page.get_by_role("button").click()
    first = page.content()
    page.reload()
    assert page.content() == first
    assert len(gateway.records()) == 1


@pytest.mark.parametrize("has_script", [True, False])
def test_back_leads_to_a_new_showing(gateway: Gateway, visitors: Visitors, has_script: bool) -> None:
    """No tick comes back with it, and a second answer is one of its own."""
    page = visitors(java_script_enabled=has_script).page
    page.goto(gateway.form)
    page.get_by_label(gateway.label("number")).fill(NUMBER)
    tick(page, "Weekly offers")
    page.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(gateway.label("done_title"))
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(gateway.label("title"))
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    page.get_by_label(gateway.label("number")).fill("415-555-0199")
    tick(page, "Recommendations")
    page.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(gateway.label("done_title"))
    one, other = gateway.records()
    assert one["disclosure"]["showing"] != other["disclosure"]["showing"]
    assert other["categories"] == ["recommendations"]


def test_a_reload_ticks_nothing(gateway: Gateway, visitors: Visitors) -> None:
    page = visitors().page
    page.goto(gateway.form)
    tick(page, "Weekly offers")
    page.reload()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)


def test_contract_8_a_page_that_was_open_for_a_day(gateway: Gateway, visitors: Visitors) -> None:
    page = visitors(locale="es-MX").page
    page.goto(gateway.form)
    gateway.clock.forward(instant.DAY + instant.MINUTE)
    page.get_by_label(gateway.label("number", "es")).fill(NUMBER)
    tick(page, "Ofertas semanales")
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text(gateway.label("error_expired", "es"))
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    assert gateway.records() == []


def test_changing_the_language(gateway: Gateway, visitors: Visitors) -> None:
    page = visitors().page
    page.goto(gateway.form)
    page.get_by_role("link", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    assert rendered(page, "#disclosure") == gateway.words("disclosure", "es").text
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text(gateway.label("error_number_missing", "es"))


# Frames


@pytest.mark.parametrize("has_script", [True, False])
def test_a_registered_site_frames_the_form(gateway: Gateway, visitors: Visitors, has_script: bool) -> None:
    visit = visitors(java_script_enabled=has_script)
    visit.page.goto(gateway.shop.here)
    frame = visit.page.frame_locator(f'iframe[title="{TITLE}"]')
    read = rendered(frame, "#disclosure")
    frame.get_by_label(gateway.label("number")).fill(NUMBER)
    tick(frame, "Weekly offers")
    frame.get_by_role("button").click()
    expect(frame.get_by_role("heading", level=1)).to_have_text(gateway.label("done_title"))
    (record,) = gateway.records()
    assert record["disclosure"]["text"] == read == gateway.words("disclosure").text
    assert record["witness"]["page"] == gateway.shop.here
    assert visit.complaints == []


def test_browsers_refuse_to_frame_it_elsewhere(gateway: Gateway, visitors: Visitors) -> None:
    visit = visitors()
    visit.page.goto(gateway.shop.elsewhere)
    (_, inner) = visit.page.frames
    assert inner.locator("form").count() == 0
    assert "frame-ancestors" in "".join(visit.complaints)


# For everybody


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_words_are_large_and_dark_enough(gateway: Gateway, visitors: Visitors, scheme: Any) -> None:
    """At least 16 px and a contrast of 7:1, in both schemes; edges of the field and the boxes 3:1."""
    page = visitors(color_scheme=scheme).page
    page.goto(gateway.form)
    colors = """selector => {
        const style = getComputedStyle(document.querySelector(selector));
        const sheet = getComputedStyle(document.querySelector("main")).backgroundColor;
        return [parseFloat(style.fontSize), style.color, style.borderTopColor, sheet];
    }"""
    for selector in ("#disclosure p", "#disclosure a"):
        size, color, _, sheet = page.evaluate(colors, selector)
        assert size >= 16
        assert contrast(color, sheet) >= 7
    for selector in (".hint", ".about"):
        _, color, _, sheet = page.evaluate(colors, selector)
        assert contrast(color, sheet) >= 4.5
    for selector in ("#tel", "#category-1"):
        _, _, edge, sheet = page.evaluate(colors, selector)
        assert contrast(edge, sheet) >= 3


def test_targets_are_large_enough_for_thumbs(gateway: Gateway, visitors: Visitors) -> None:
    page = visitors(320).page
    page.goto(gateway.form)
    for locator in (page.get_by_role("button"), page.locator("#tel"), page.locator(".choice"), page.locator("nav a")):
        for target in locator.all():
            box = target.bounding_box()
            assert box is not None
            assert box["height"] >= 44
    for target in page.get_by_role("checkbox").all():
        box = target.bounding_box()
        assert box is not None
        assert min(box["height"], box["width"]) >= 24


def test_a_row_can_be_pressed_anywhere(gateway: Gateway, visitors: Visitors) -> None:
    page = visitors().page
    page.goto(gateway.form)
    box = page.locator(".choice").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] - 8, box["y"] + box["height"] - 6)
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)


def test_wider_spacing_loses_nothing(gateway: Gateway, visitors: Visitors) -> None:
    """WCAG 2.2, success criteria 1.4.4 and 1.4.12: letters twice as large, lines and words farther apart."""
    page = visitors(320).page
    page.goto(f"{gateway.form}?lang=es")
    cdp = page.context.new_cdp_session(page)
    cdp.send("DOM.enable")
    cdp.send("CSS.enable")
    tree = cdp.send("Page.getFrameTree")
    sheet = cdp.send("CSS.createStyleSheet", {"frameId": tree["frameTree"]["frame"]["id"]})
    spacing = (
        "html { font-size: 200% !important } * { line-height: 1.5 !important; letter-spacing: .12em !important; "
        "word-spacing: .16em !important } p { margin-block-end: 2em !important }"
    )
    cdp.send("CSS.setStyleSheetText", {"styleSheetId": sheet["styleSheetId"], "text": spacing})
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    assert width(page) <= 320
    assert rendered(page, "#disclosure") == gateway.words("disclosure", "es").text


def test_scripts_that_run_from_right_to_left(gateway: Gateway, visitors: Visitors) -> None:
    page = visitors(320).page
    page.goto(gateway.form)
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert width(page) <= 320
    row = page.locator(".choice").first.bounding_box()
    mark = page.get_by_role("checkbox").first.bounding_box()
    assert row is not None
    assert mark is not None
    assert mark["x"] > row["x"] + row["width"] / 2


@pytest.mark.parametrize(
    "typed",
    [
        "<script>document.title='owned'</script>",
        '"><img src=x onerror="document.title=\'owned\'">',
        "' autofocus onfocus='document.title=1",
        "</title><svg onload=document.title='owned'>",
    ],
)
def test_what_somebody_types_is_inert(gateway: Gateway, visitors: Visitors, typed: str) -> None:
    visit = visitors()
    page = visit.page
    page.goto(gateway.form)
    page.locator("#tel").evaluate("element => element.removeAttribute('maxlength')")
    page.get_by_label(gateway.label("number")).fill(typed)
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label(gateway.label("number"))).to_have_value(typed[:40])
    assert page.locator("main img, main svg, main script").count() == 0
    assert "owned" not in page.title()
    assert visit.complaints == []


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 (relative luminance) of two opaque colors, as browsers compute them: `rgb(1, 2, 3)`."""
    darker, lighter = sorted(luminance(color) for color in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", color)]
    assert len(parts) == 3, f"{color} is not opaque"
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

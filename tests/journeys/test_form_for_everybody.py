"""The form in every language, scheme and size, alone and in a frame: everybody can read and use all of it."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser import Visitors, violations
from tests.journeys.visiting import NUMBER, Gateway, fill_in, rendered, serving, width

NARROW = 320
"""CSS pixels: WCAG 2.2, success criterion 1.4.10."""


def sound(page: Any, pixels: int = NARROW) -> None:
    """Nothing that axe-core finds against WCAG 2.0 to 2.2, levels A and AA, and nothing to scroll sideways."""
    assert violations(page) == []
    assert width(page) <= pixels


def through_all_states(gateway: Gateway, page: Any, language: str) -> None:
    """Empty, with mistakes, filled in, pending, done; the words on each are those of the record."""
    heading = page.locator("h1")
    expect(heading).to_have_text(gateway.label("title", language))
    read = rendered(page, "#disclosure")
    sound(page)
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text(gateway.label("error_category", language))
    sound(page)
    fill_in(gateway, page, language, NUMBER)
    sound(page)
    page.get_by_role("button").click()
    expect(heading).to_have_text(gateway.label("pending_title", language))
    sound(page)
    (requested,) = gateway.records()
    assert requested["disclosure"]["text"] == read == gateway.words("disclosure", language).text
    assert requested["reply"]["text"] == rendered(page, ".reply")
    gateway.text(page.locator(".key").first.inner_text())
    expect(heading).to_have_text(gateway.label("done_title", language), timeout=15_000)
    sound(page)
    assert rendered(page, ".reply") == gateway.words("confirmation", language).text
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    given = gateway.records()[-1]
    assert (given["event"], given["disclosure"]["text"]) == ("given", read)


@pytest.mark.parametrize(("language", "scheme"), [("ar", "light"), ("en", "dark"), ("es", "light")])
def test_accessible_in_every_state(tmp_path: Path, visitors: Visitors, language: str, scheme: Any) -> None:
    with serving(tmp_path, arabic=True) as gateway:
        visit = visitors(NARROW, color_scheme=scheme)
        visit.page.goto(f"{gateway.form}?lang={language}")
        through_all_states(gateway, visit.page, language)
        assert visit.complaints == []


@pytest.mark.parametrize(("language", "scheme"), [("ar", "dark"), ("en", "light")])
def test_accessible_in_a_frame(tmp_path: Path, visitors: Visitors, language: str, scheme: Any) -> None:
    with serving(tmp_path, arabic=True) as gateway:
        visit = visitors(NARROW, color_scheme=scheme)
        visit.page.set_viewport_size({"width": NARROW, "height": 2_000})
        visit.page.goto(f"{gateway.shop.here}?lang={language}")
        through_all_states(gateway, framed(visit.page), language)
        assert visit.complaints == []


def framed(page: Page) -> Frame:
    (_, frame) = page.frames
    frame.wait_for_load_state()
    return frame


@pytest.mark.parametrize(("color", "scheme"), [("#ffe600", "light"), ("#000000", "dark")])
def test_no_color_of_a_site_makes_it_unreadable(tmp_path: Path, visitors: Visitors, color: str, scheme: str) -> None:
    with serving(tmp_path) as gateway:
        visit = visitors(NARROW)
        page = visit.page
        page.goto(f"{gateway.form}?color=%23{color[1:]}&scheme={scheme}&radius=0&size=16")
        page.get_by_role("checkbox").first.check()
        sound(page)
        page.get_by_role("button").click()
        expect(page.get_by_role("alert")).to_be_focused()
        sound(page)
        assert f"color=%23{color[1:]}" in page.locator("form").evaluate("form => form.action")
        ground = page.locator("main").evaluate("main => getComputedStyle(main).backgroundColor")
        assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(24, 32, 42)"}[scheme]
        assert visit.complaints == []


def test_a_site_makes_the_words_larger_and_never_smaller(tmp_path: Path, visitors: Visitors) -> None:
    with serving(tmp_path) as gateway:
        page = visitors(NARROW).page
        sizes, colors = [], []
        for size in (8, 16, 24):
            page.goto(f"{gateway.form}?size={size}&color=%23ffffff&radius=24")
            style = page.locator("#disclosure p").first.evaluate(
                "element => [parseFloat(getComputedStyle(element).fontSize), getComputedStyle(element).color]"
            )
            sizes.append(style[0])
            colors.append(style[1])
            assert width(page) <= NARROW
        assert sizes == [16, 16, 24]
        assert len(set(colors)) == 1


@pytest.mark.parametrize("possession", ["text-to-join", "code"])
def test_large_letters_and_wide_spacing_on_a_pending_page(tmp_path: Path, visitors: Visitors, possession: str) -> None:
    """WCAG 2.2, success criteria 1.4.4 and 1.4.12."""
    with serving(tmp_path, possession) as gateway:
        page = visitors(NARROW).page
        page.goto(f"{gateway.form}?lang=es")
        fill_in(gateway, page, "es")
        page.get_by_role("button").click()
        expect(page.locator("h1")).to_have_text(gateway.label("pending_title", "es"))
        cdp = page.context.new_cdp_session(page)
        for domain in ("DOM", "CSS"):
            cdp.send(f"{domain}.enable")
        tree = cdp.send("Page.getFrameTree")
        sheet = cdp.send("CSS.createStyleSheet", {"frameId": tree["frameTree"]["frame"]["id"]})
        spacing = (
            "html { font-size: 200% !important } * { line-height: 1.5 !important; letter-spacing: .12em !important; "
            "word-spacing: .16em !important } p { margin-block-end: 2em !important }"
        )
        cdp.send("CSS.setStyleSheetText", {"styleSheetId": sheet["styleSheetId"], "text": spacing})
        assert width(page) <= NARROW
        assert rendered(page, ".reply") == gateway.records()[0]["reply"]["text"]


def test_with_the_colors_of_the_system_and_on_paper(tmp_path: Path, visitors: Visitors) -> None:
    with serving(tmp_path) as gateway:
        page = visitors(forced_colors="active", reduced_motion="reduce").page
        page.goto(gateway.form)
        sound(page, 1280)
        page.get_by_role("checkbox").first.check()
        look = "element => getComputedStyle(element).appearance"
        assert page.get_by_role("checkbox").first.evaluate(look) == "auto"
        page.emulate_media(media="print", color_scheme="dark", forced_colors="none")
        ground = page.locator("main").evaluate("main => getComputedStyle(main).backgroundColor")
        assert ground == "rgb(255, 255, 255)"
        expect(page.get_by_role("button")).to_be_hidden()

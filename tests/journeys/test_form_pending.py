"""People who typed a number and have to show that it is theirs: what the page tells them, and how it follows."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser import Visitors
from tests.channels.web import sample
from tests.journeys.visiting import Gateway, fill_in, rendered, serving

TALL: ViewportSize = {"width": 1280, "height": 1600}


def sent(gateway: Gateway, page: Page, address: str = "") -> str:
    """Fill in the form and send it; what is to be texted: `JOIN 7F3K`."""
    page.goto(address or gateway.form)
    fill_in(gateway, page)
    page.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(gateway.label("pending_title"))
    return page.locator(".key", has_text=re.compile("^JOIN ")).inner_text()


def is_done(gateway: Gateway, page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(gateway.label("done_title"), timeout=15_000)


def is_closed(gateway: Gateway, page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(gateway.label("closed_title"), timeout=15_000)


def test_the_page_follows_when_the_text_arrives(tmp_path: Path, visitors: Visitors) -> None:
    """JOIN with the code of the page is the yes; page and text are one chain, and each holds the words it showed."""
    with serving(tmp_path) as gateway:
        visit = visitors()
        page = visit.page
        join = sent(gateway, page)
        assert re.fullmatch(r"JOIN [2-9][A-Z][2-9][A-Z]", join)
        told = rendered(page, ".reply")
        expect(page.locator(".key")).to_have_text([join, "(415) 555-0100"])
        (requested,) = gateway.records()
        assert (requested["event"], requested["reply"]["text"]) == ("requested", told)
        gateway.text(join)
        is_done(gateway, page)
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        _, given = gateway.records()
        assert (given["event"], given["subject"]["control"]) == ("given", "reply")
        assert given["decision"]["follows"] == requested["id"]
        assert given["disclosure"]["text"] == gateway.words("disclosure").text
        assert visit.complaints == []


def test_a_text_from_another_number_proves_nothing(tmp_path: Path, visitors: Visitors) -> None:
    with serving(tmp_path) as gateway:
        page = visitors().page
        join = sent(gateway, page)
        gateway.text(join, "+14155550177")
        page.get_by_role("link", name=gateway.label("check")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(gateway.label("pending_title"))
        assert [record["event"] for record in gateway.records()] == ["requested", "requested"]


def test_without_javascript_a_link_and_a_refresh_follow(tmp_path: Path, visitors: Visitors) -> None:
    with serving(tmp_path) as gateway:
        page = visitors(java_script_enabled=False).page
        join = sent(gateway, page)
        first = rendered(page, ".reply")
        page.get_by_role("link", name=gateway.label("check")).click()
        expect(page).to_have_url(re.compile("/form/state/"))
        assert rendered(page, ".reply") == first
        content = page.locator("meta[http-equiv=refresh]").get_attribute("content")
        assert content
        assert re.fullmatch(r"30; url=.*form/state/.*", content)
        gateway.text(join)
        page.get_by_role("link", name=gateway.label("check")).click()
        is_done(gateway, page)
        assert "+1 415-555-0123" in page.locator(".summary").inner_text()


def test_reload_and_back(tmp_path: Path, visitors: Visitors) -> None:
    """A pending page has an address of its own, so a reload keeps it, and Back leads to a new form."""
    with serving(tmp_path) as gateway:
        page = visitors().page
        join = sent(gateway, page)
        page.reload()
        expect(page.locator(".key").first).to_have_text(join)
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text(gateway.label("title"))
        expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
        other = sent(gateway, page)
        assert other != join
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text(gateway.label("title"))


def test_stop_while_the_answer_is_pending(tmp_path: Path, visitors: Visitors) -> None:
    """Nothing is agreed, the page says so, and the code of the page is worth nothing any more."""
    with serving(tmp_path) as gateway:
        page = visitors().page
        join = sent(gateway, page)
        gateway.text("STOP")
        is_closed(gateway, page)
        gateway.text(join)
        events = [record["event"] for record in gateway.records()]
        assert "given" not in events
        assert events[:2] == ["requested", "withdrawn"]
        page.get_by_role("link", name=gateway.label("start_again")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(gateway.label("title"))


def test_two_tabs_have_two_codes(tmp_path: Path, visitors: Visitors) -> None:
    """Whichever code is texted, it is the yes to the words of its own page."""
    with serving(tmp_path) as gateway:
        visit = visitors()
        one, other = visit.page, visit.page.context.new_page()
        first, second = sent(gateway, one), sent(gateway, other)
        assert first != second
        gateway.text(second)
        is_done(gateway, other)
        given = [record for record in gateway.records() if record["event"] == "given"]
        assert len(given) == 1
        assert given[0]["decision"]["follows"] == gateway.records()[1]["id"]


def test_the_page_around_learns_what_came_of_it_and_nothing_else(tmp_path: Path, visitors: Visitors) -> None:
    with serving(tmp_path) as gateway:
        page = visitors().page
        page.set_viewport_size(TALL)
        page.add_init_script("globalThis.told = []; addEventListener('message', (event) => told.push(event.data))")
        page.goto(gateway.shop.here)
        frame = page.frame_locator("iframe")
        fill_in(gateway, frame)
        frame.get_by_role("button").click()
        join = frame.locator(".key").first.inner_text()
        gateway.text(join)
        expect(frame.get_by_role("heading", level=1)).to_have_text(gateway.label("done_title"), timeout=15_000)
        told = page.evaluate("told")
        assert {tuple(sorted(each)) for each in told} == {("captureGateway", "height"), ("captureGateway", "state")}
        assert [each["state"] for each in told if "state" in each] == ["requested", "given"]
        assert sample.SUBJECT.removeprefix("tel:") not in str(told)
        heights = [each["height"] for each in told if "height" in each]
        assert all(200 < height < 3_000 for height in heights)


@pytest.mark.parametrize("has_script", [True, False])
def test_a_code_typed_wrong_and_then_right(tmp_path: Path, visitors: Visitors, has_script: bool) -> None:
    with serving(tmp_path, "code") as gateway:
        page = visitors(java_script_enabled=has_script).page
        sent(gateway, page)
        field = page.get_by_label(gateway.label("code"))
        code = gateway.code()
        field.fill(str((int(code) + 1) % 1_000_000).zfill(6))
        page.get_by_role("button").click()
        expect(field).to_have_accessible_description(re.compile(re.escape(gateway.label("error_code"))))
        expect(field).to_be_focused()
        field.fill(f"{code[:3]} {code[3:]}")
        page.get_by_role("button").click()
        is_done(gateway, page)
        given = gateway.records()[-1]
        assert (given["event"], given["subject"]["control"]) == ("given", "code")


def test_a_code_page_takes_the_join_code_too(tmp_path: Path, visitors: Visitors) -> None:
    with serving(tmp_path, "code") as gateway:
        page = visitors().page
        gateway.text(sent(gateway, page))
        is_done(gateway, page)


def test_with_the_keyboard_alone(tmp_path: Path, visitors: Visitors) -> None:
    """From the first field to the last answer, with the digits of the text pasted as they came."""
    with serving(tmp_path, "code") as gateway:
        page = visitors().page
        page.goto(gateway.form)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type("4155550123")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        expect(page.get_by_role("heading", level=1)).to_have_text(gateway.label("pending_title"))
        page.keyboard.press("Tab")
        expect(page.get_by_label(gateway.label("code"))).to_be_focused()
        page.keyboard.insert_text(gateway.code())
        page.keyboard.press("Enter")
        is_done(gateway, page)
        expect(page.get_by_role("heading", level=1)).to_be_focused()

"""The demo's page in a real browser: what a newcomer clicks, and what they see."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect

from tests.browser import Visit, Visitors, violations
from tests.demo.conftest import Demo

Open = Callable[..., Page]


@pytest.fixture
def open_demo(demo: Demo, visitors: Visitors, person: str) -> Iterator[Open]:
    """Opens the page with a phone that nobody else has. At the end, no browser may have complained."""
    visits: list[Visit] = []

    def opened(width: int = 1280, **options: object) -> Page:
        visit = visitors(width, locale="en-US", **options)
        visits.append(visit)
        visit.page.goto(demo.address)
        number = visit.page.get_by_label("Its number")
        number.fill(person)
        number.press("Enter")
        expect(visit.page.locator("#mine")).to_contain_text(person[-4:])
        return visit.page

    yield opened
    assert [complaint for visit in visits for complaint in visit.complaints] == []


def listen(page: Page) -> None:
    """Skip to the moment when the line listens."""
    skip, silent = (page.get_by_role("button", name=name) for name in ("Skip ahead", "Stay silent"))
    while True:
        expect(skip.or_(silent)).to_be_visible()
        if silent.is_visible():
            return
        with suppress(PlaywrightError):  # the prompt ended by itself, just now
            skip.click(timeout=1_000)


def newest(page: Page, event: str) -> str:
    """The words of the newest record, once it is there."""
    card = page.locator(".record").first
    expect(card.get_by_role("heading", name=event, exact=True)).to_be_visible()
    return "\n".join(card.locator("blockquote p").all_inner_texts())


def test_text_join_agree_and_stop(open_demo: Open) -> None:
    page = open_demo()
    page.get_by_role("button", name="Text JOIN").click()
    disclosure = page.locator(".bubble.gateway p").first
    expect(disclosure).to_contain_text("AGREE")
    assert newest(page, "requested") == disclosure.inner_text()
    expect(page.locator("td.requested")).to_have_count(6)
    page.get_by_role("button", name="AGREE", exact=True).click()
    assert newest(page, "given") == disclosure.inner_text()
    expect(page.locator(".record").first).to_contain_text("recomputed here")
    expect(page.locator("td.yes.given")).to_have_count(6)
    with page.expect_popup() as opened:
        page.locator(".bubble.gateway a").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Your messages from Bluebird Grocers")
    page.get_by_label("Text message").fill("please stop texting me")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".record").first.locator(".event")).to_have_text("withdrawn")
    expect(page.locator("td.yes")).to_have_count(0)
    expect(page.locator("#announce")).to_contain_text("New record: withdrawn")


def test_call_listen_and_press_one(open_demo: Open) -> None:
    page = open_demo()
    page.get_by_role("button", name="Call and press 1").click()
    expect(page.locator("#line-state")).to_contain_text("Keys do not count now")
    page.locator("[data-key='1']").click()
    expect(page.locator("#line-state")).to_contain_text("1 was not heard")
    listen(page)
    spoken = page.locator(".said:not(.question)").all_inner_texts()
    page.keyboard.press("1")
    expect(page.locator(".key")).to_have_text("You pressed 1.")
    assert newest(page, "given") == " ".join(spoken)
    page.get_by_role("button", name="Skip ahead").click()
    expect(page.locator(".note")).to_have_text("The line hung up.")
    expect(page.get_by_role("button", name="Call", exact=True)).to_be_focused()


def test_silence_is_never_a_yes(open_demo: Open) -> None:
    page = open_demo()
    page.get_by_role("button", name="Call and press 1").click()
    for _ in range(3):
        listen(page)
        page.get_by_role("button", name="Stay silent").click()
        expect(page.locator("#line-state")).not_to_contain_text("listens")
    newest(page, "expired")
    expect(page.locator("td.yes")).to_have_count(0)


def test_a_hidden_number_is_keyed(open_demo: Open, person: str) -> None:
    page = open_demo()
    page.get_by_role("tab", name="Phone").click()
    page.get_by_label("Hide my number").check()
    page.get_by_role("button", name="Call", exact=True).click()
    listen(page)
    expect(page.locator("#line-state")).to_have_text("The line listens. Key in a number, then #.")
    page.keyboard.type(f"{person[2:]}#", delay=5)
    expect(page.locator(".key")).to_have_text(f"You pressed {person[2:]}#.")
    for pressed in (2, 3):
        listen(page)
        page.locator("[data-key='1']").click()
        expect(page.locator(".key")).to_have_count(pressed)
    newest(page, "requested")
    page.get_by_role("button", name="Skip ahead").click()
    expect(page.locator(".said").last).to_contain_text("text JOIN")
    expect(page.locator("td.yes")).to_have_count(0)


def test_hanging_up(open_demo: Open) -> None:
    page = open_demo()
    page.get_by_role("tab", name="Phone").click()
    page.get_by_role("button", name="Call", exact=True).click()
    page.get_by_role("button", name="Hang up").click()
    expect(page.locator(".note")).to_have_text("You hung up.")
    newest(page, "expired")


def test_with_the_sound_on_the_words_are_shown_too(open_demo: Open) -> None:
    """Where there is no voice, as in a browser without a screen, the captions go on alone."""
    page = open_demo()
    page.get_by_role("tab", name="Phone").click()
    page.get_by_label("Sound").check()
    page.get_by_role("button", name="Call", exact=True).click()
    expect(page.locator(".said .heard").nth(3)).to_be_visible()
    listen(page)
    page.locator("[data-key='2']").click()
    newest(page, "refused")


def test_the_form_in_the_phones_browser(open_demo: Open, person: str) -> None:
    page = open_demo()
    page.get_by_role("button", name="Open the form").click()
    form = page.frame_locator("#form")
    form.locator("input[name=tel]").fill(person)
    form.locator("label", has_text="Order updates").click()
    words = form.locator(".words p").all_inner_texts()
    form.locator("button[type=submit], form button").last.click()
    assert newest(page, "requested") == "\n".join(words)
    expect(page.locator("td.yes")).to_have_count(0)
    (join,) = set(re.findall(r"JOIN \w{4}", form.locator(".reply").inner_text()))
    page.get_by_role("tab", name="Messages").click()
    page.get_by_label("Text message").fill(join)
    page.get_by_role("button", name="Send").click()
    assert newest(page, "given") == "\n".join(words)
    expect(page.locator("td.yes")).to_have_count(2)


def test_the_whole_record_marks_the_exact_words(open_demo: Open) -> None:
    page = open_demo()
    page.get_by_role("button", name="Text JOIN").click()
    words = newest(page, "requested")
    page.locator(".record").first.get_by_text("The whole record").click()
    marked = page.locator(".record").first.locator("pre mark")
    assert marked.inner_text().replace("\\n", "\n") == f'"{words}"'
    assert page.evaluate("JSON.parse(document.querySelector('.record pre').textContent).disclosure.text") == words


def test_nothing_that_somebody_writes_becomes_markup(open_demo: Open) -> None:
    page = open_demo()
    text = "STOP <img src=x onerror=alert(1)><script>alert(1)</script>"
    page.get_by_label("Text message").fill(text)
    page.get_by_label("Text message").press("Enter")
    expect(page.locator(".bubble.person p").last).to_have_text(text)
    expect(page.locator(".thread img, .feed img, .feed script")).to_have_count(0)


def test_a_wrong_number_is_explained_beside_its_field(open_demo: Open) -> None:
    page = open_demo()
    field = page.get_by_label("Its number")
    field.fill("12")
    field.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#person-error")).to_contain_text("no telephone number")
    page.get_by_role("button", name="Ben").click()
    expect(page.locator("#person-error")).to_be_hidden()
    expect(field).to_have_value("+14155550145")


def test_a_number_in_the_feed_leads_to_that_person(open_demo: Open, person: str) -> None:
    page = open_demo()
    page.get_by_role("button", name="Text JOIN").click()
    newest(page, "requested")
    page.get_by_role("button", name="Kim").click()
    expect(page.locator("#may-number")).to_contain_text("0167")
    page.locator(".record").first.get_by_role("button", name=person).click()
    expect(page.locator("#may-number")).to_contain_text(person[-4:])


def test_a_demo_that_went_away_is_said_in_words(demo: Demo, visitors: Visitors) -> None:
    visit = visitors()
    visit.page.goto(demo.address)
    expect(visit.page.locator("tbody td").first).to_be_visible()
    visit.page.route("**/demo/**", lambda route: route.abort())
    visit.page.get_by_role("button", name="Text JOIN").click()
    expect(visit.page.get_by_role("alert")).to_contain_text("Is it still running in the terminal?")


def test_with_the_keyboard_alone(open_demo: Open) -> None:
    page = open_demo()
    page.get_by_role("tab", name="Messages").focus()
    for key, name in (
        ("ArrowRight", "Phone"),
        ("End", "Browser"),
        ("ArrowRight", "Messages"),
        ("ArrowLeft", "Browser"),
    ):
        page.keyboard.press(key)
        tab = page.get_by_role("tab", name=name)
        expect(tab).to_be_focused()
        expect(tab).to_have_attribute("aria-selected", "true")
        expect(page.get_by_role("tabpanel", name=name)).to_be_visible()
    page.get_by_role("link", name="Skip to the evidence").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#records")).to_be_focused()


@pytest.mark.parametrize("width", [320, 375])
def test_a_narrow_screen_never_scrolls_sideways_and_says_what_is_new(open_demo: Open, width: int) -> None:
    page = open_demo(width)
    page.get_by_role("button", name="Text JOIN").click()
    arrived = page.get_by_role("link", name="New record: requested")
    expect(arrived).to_be_visible()
    arrived.click()
    expect(page.locator("#records-title")).to_be_in_viewport()
    expect(arrived).to_be_hidden()
    page.get_by_text("The whole record").first.click()
    for app in ("Phone", "Browser"):
        page.get_by_role("tab", name=app).click()
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize(("scheme", "width"), [("dark", 375)])
def test_wcag_in_both_schemes_and_on_both_screens(open_demo: Open, scheme: str, width: int) -> None:
    page = open_demo(width, color_scheme=scheme, reduced_motion="reduce")
    page.get_by_role("button", name="Text JOIN").click()
    newest(page, "requested")
    page.get_by_role("button", name="AGREE", exact=True).click()
    newest(page, "given")
    page.get_by_text("The whole record").first.click()
    assert violations(page) == []
    page.get_by_role("tab", name="Phone").click()
    assert violations(page) == []
    page.get_by_role("button", name="Call", exact=True).click()
    listen(page)
    assert violations(page) == []
    page.locator("[data-key='8']").click()
    newest(page, "withdrawn")
    page.get_by_role("tab", name="Browser").click()
    page.get_by_label("Its number").fill("12")
    page.get_by_label("Its number").press("Enter")
    expect(page.locator("#person-error")).to_be_visible()
    assert violations(page) == []


def test_without_javascript_it_says_so(demo: Demo, visitors: Visitors) -> None:
    page = visitors(java_script_enabled=False).page
    page.goto(demo.address)
    expect(page.locator("noscript .notice")).to_contain_text("The simulated phone needs JavaScript")
    page.locator("noscript a").click()
    expect(page.locator("input[name=tel]")).to_be_visible()

"""The demo's shop: the form on a page of another origin, whose style sheet breaks whatever it can reach."""

import re

import pytest
from playwright.sync_api import Page, expect

from capture_gateway.demo import shop
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import over_socket
from tests.browser import Visitors, violations
from tests.channels.web import sample
from tests.demo.conftest import Demo


def at(demo: Demo) -> str:
    return f"{shop.origin(demo.address)}/shop"


def words(page: Page) -> str:
    """The form's words, as the browser renders them inside the frame."""
    paragraphs = page.frame_locator("optin-form iframe").locator("#disclosure p")
    expect(paragraphs.first).to_be_visible()
    return "\n".join(paragraphs.all_inner_texts())


def test_the_gateways_own_name_leads_to_the_shops(demo: Demo, visitors: Visitors) -> None:
    page = visitors(locale="en-US").page
    page.goto(f"{demo.address}/shop?lang=es")
    expect(page).to_have_url(f"{at(demo)}?lang=es")
    expect(page.get_by_role("heading", level=1)).to_have_text("Fresco esta semana")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_form_withstands_the_shops_style(demo: Demo, visitors: Visitors, language: str) -> None:
    visit = visitors(locale="en-US")
    visit.page.goto(f"{at(demo)}?lang={language}")
    deployment = sample.unchanged()
    assert deployment is not None
    disclosure = deployment.catalogue.words("bluebird-updates", language, "disclosure", "web")
    assert disclosure is not None
    assert words(visit.page) == disclosure.text
    inside = visit.page.frame_locator("optin-form iframe").locator("#disclosure p").first
    style = (
        "element => { const all = getComputedStyle(element); return [all.fontSize, all.textTransform, all.opacity] }"
    )
    assert inside.evaluate(style) == ["16px", "none", "1"]
    frame = visit.page.locator("optin-form iframe").bounding_box()
    assert frame is not None
    assert frame["width"] > 300
    assert frame["height"] > 300
    assert visit.complaints == []


def test_the_shop_hears_that_it_was_answered_and_nothing_else(demo: Demo, visitors: Visitors, person: str) -> None:
    visit = visitors(locale="en-US")
    page = visit.page
    page.goto(at(demo))
    page.evaluate("window.heard = []; addEventListener('message', (event) => heard.push(JSON.stringify(event.data)))")
    form = page.frame_locator("optin-form iframe")
    form.get_by_label("Mobile number").fill(person)
    form.get_by_role("checkbox").first.check()
    form.get_by_role("button", name="I agree").click()
    told = page.locator(".told")
    expect(told).to_have_text("Nearly there: follow the step above.")
    (join,) = set(re.findall(r"JOIN \w{4}", form.locator(".reply").inner_text()))
    demo.told("/demo/text", {"person": person, "text": join})
    expect(told).to_have_text("Thank you. You are on the list.")
    assert demo.events(person) == ["requested", "given"]
    heard: list[str] = page.evaluate("heard")
    assert heard
    assert [one for one in heard if person[-4:] in one] == []
    assert visit.complaints == []


def test_without_scripts_a_link_leads_to_the_form(demo: Demo, visitors: Visitors) -> None:
    page = visitors(java_script_enabled=False, locale="en-US").page
    page.goto(at(demo))
    link = page.locator("optin-form a")
    assert link.get_attribute("href") == f"{demo.address}/c/web/form?lang=en"


def test_its_policy_allows_the_gateways_script_and_frame_alone(demo: Demo) -> None:
    page = over_socket(Request("GET", at(demo), (), {}))
    assert page.status == 200
    others = set(re.findall(rb"https?://[^/\"]+", page.body)) - {b"http://www.w3.org"}
    assert others == {demo.address.encode()}


def test_the_shop_itself_is_accessible(demo: Demo, visitors: Visitors) -> None:
    page = visitors(320, locale="en-US").page
    page.goto(at(demo))
    words(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", ["words.toml", "index.html", "..%2fshop.py", "nothing.css"])
def test_nothing_else_of_its_folder_is_served(demo: Demo, name: str) -> None:
    assert demo.ask(f"/shop/{name}").status == 404

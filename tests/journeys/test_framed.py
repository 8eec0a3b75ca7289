"""The form in other people's pages, in a real Chromium: `<optin-form>`, the plain frame, the link."""

import gzip
import re
from collections.abc import Iterator

import httpx2
import pytest
from playwright.sync_api import FrameLocator, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from capture_gateway.channels.web import embed, room
from tests.browser import Server, Visitors, violations
from tests.framing import STRICT, Framing, framing, inside, listening

NUMBER = "+14155550123"
WILD = """<!doctype html><title>Not ours</title><script>
    for (const said of [{ height: 1e9 }, { height: -5 }, { height: "100" }, { height: NaN }, { state: "stolen" },
        { state: "given", tel: "+14155550123" }, { state: "given" }, null, "captureGateway"])
        parent.postMessage(said && { captureGateway: 1, ...said }, "*");
</script>"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Framing]:
    with framing(tmp_path_factory.mktemp("framed")) as one:
        yield one


@pytest.fixture
def wild() -> Iterator[Server]:
    """Another server, whose page says anything; who comes by `/left` is sent to another origin."""
    server = Server()

    async def page(_request: Request) -> Response:
        return HTMLResponse(WILD)

    async def left(_request: Request) -> Response:
        return RedirectResponse(f"{server.address}/")

    server.run(Starlette(routes=[Route("/", page), Route("/left", left)]))
    yield server
    server.stop()


def elements(site: Framing, count: int = 1, language: str = "en") -> str:
    return f"<h1>Shop</h1>{site.pasted.elements[language] * count}<p id='below'>Opening hours</p>"


def answer(form: FrameLocator, number: str = NUMBER) -> None:
    """Fill it in and send it; wait for what comes of it."""
    form.get_by_label("Mobile number").fill(number)
    form.get_by_role("checkbox").first.check()
    form.get_by_role("button", name="I agree").click()
    expect(form.locator(".reply")).to_be_visible()


def test_nothing_is_violated_and_nobody_else_is_asked(site: Framing, visitors: Visitors) -> None:
    """Under `default-src 'none'` and Trusted Types: the script, the page in the frame, its style sheet."""
    visit = visitors()
    asked = listening(visit.page)
    visit.page.goto(site.page(elements(site)))
    form = inside(visit.page)
    assert "\n".join(form.locator("#disclosure p").all_inner_texts()) == site.words("disclosure").text
    visit.page.wait_for_load_state("networkidle")
    after = [request.url for request in asked if not request.is_navigation_request() or request.frame.parent_frame]
    assert len(after) <= 3
    assert [url for url in after if not url.startswith(site.gateway.base)] == []
    answer(form)
    assert [
        url for request in asked if not (url := request.url).startswith((site.gateway.base, site.host.origin))
    ] == []
    assert visit.page.evaluate("violations") == []
    assert form.locator("body").evaluate("() => globalThis.violations") == []
    assert visit.complaints == []


def test_what_the_browser_loads_is_small(site: Framing) -> None:
    assert len(embed.NEWEST.zipped) <= 3 * 1024
    html = httpx2.get(site.form).text
    (style,) = re.findall('<link rel="stylesheet" href="([^"]+)"', html)
    css = httpx2.get(f"{site.gateway.base}/c/web/{style}").text
    assert sum(len(gzip.compress(each.encode(), 9)) for each in (html, css)) <= 12 * 1024


def test_the_record_knows_the_site(site: Framing, visitors: Visitors) -> None:
    page = visitors().page
    page.goto(site.page(elements(site)))
    answer(inside(page), "+14155550190")
    (record,) = site.gateway.evidence("+14155550190")
    assert record["witness"]["page"] == site.host.origin
    assert record["disclosure"]["text"] == site.words("disclosure").text


def test_the_site_hears_each_state_once_and_nothing_of_the_person(site: Framing, visitors: Visitors) -> None:
    visit, number = visitors(), "+14155550191"
    page = visit.page
    listening(page)
    page.goto(site.page(elements(site)))
    form = inside(page)
    answer(form, number)
    assert page.evaluate("captured") == [["optin-form", {"state": "requested"}]]
    (join,) = set(re.findall(r"JOIN [A-Z0-9]{4}", form.locator("main").inner_text()))
    site.gateway.text(number, join)
    expect(form.get_by_role("heading", level=1)).to_have_text(site.label("done_title"))
    assert [record["event"] for record in site.gateway.evidence(number)] == ["requested", "given"]
    assert page.evaluate("told") == [["optin-form", {"state": state}] for state in ("requested", "given")]


def test_the_page_around_can_neither_read_nor_reach_into_it(site: Framing, visitors: Visitors) -> None:
    page = visitors().page
    page.goto(site.page(elements(site)))
    expect(inside(page).locator("form")).to_be_visible()
    assert (
        page.evaluate("document.querySelector('optin-form').shadowRoot.querySelector('iframe').contentDocument") is None
    )


# Where the element cannot be


def test_a_script_that_was_changed_leaves_the_link(site: Framing, visitors: Visitors) -> None:
    page = visitors().page
    wrong = re.sub("sha384-....", "sha384-AAAA", site.pasted.script)
    page.goto(site.page(elements(site), head=wrong))
    expect(page.get_by_role("link")).to_be_visible()
    assert page.locator("iframe").count() == 0


def test_without_scripts_the_link_leads_to_the_form(site: Framing, visitors: Visitors) -> None:
    page = visitors(java_script_enabled=False).page
    page.goto(site.page(elements(site, language="es")))
    page.get_by_role("link").click()
    expect(page).to_have_url(f"{site.form}?lang=es")


@pytest.mark.parametrize("has_script", [True, False])
def test_the_plain_frame_can_be_answered(site: Framing, visitors: Visitors, has_script: bool) -> None:
    visit = visitors(java_script_enabled=has_script)
    visit.page.goto(site.page(site.pasted.frames["en"], head="", policy="default-src 'none'; frame-src {gateway}"))
    number = f"+1415555018{int(has_script)}"
    answer(visit.page.frame_locator("iframe"), number)
    assert [record["witness"]["page"] for record in site.gateway.evidence(number)] == [site.host.origin]


def test_a_site_that_is_not_registered_shows_the_link(site: Framing, visitors: Visitors) -> None:
    page = visitors().page
    site.page(elements(site))
    page.goto(site.host.elsewhere)
    expect(page.get_by_role("link")).to_be_visible()
    assert inside(page).locator("[name=token]").count() == 0


def test_an_address_that_is_none_leaves_the_link(site: Framing, visitors: Visitors) -> None:
    page = visitors().page
    page.goto(site.page('<optin-form src="javascript:alert(1)"><a href="/form">Sign up</a></optin-form>'))
    page.evaluate("customElements.whenDefined('optin-form').then(() => true)")
    expect(page.get_by_role("link")).to_be_visible()
    assert page.locator("optin-form iframe").count() == 0


# One page, many forms


def test_several_forms_in_one_page_are_apart(site: Framing, visitors: Visitors) -> None:
    page = visitors().page
    listening(page)
    page.goto(site.page(elements(site, 2)))
    answer(inside(page, 1), "+14155550192")
    expect(inside(page, 0).get_by_role("button", name="I agree")).to_be_visible()
    assert len(page.evaluate("captured")) == 1


def test_elements_may_come_late_move_change_and_go(site: Framing, visitors: Visitors) -> None:
    visit = visitors()
    page = visit.page
    page.goto(site.page("<div id='here'></div><div id='there'></div>"))
    page.evaluate(
        """([src, title]) => {
            const form = document.createElement("optin-form");
            document.querySelector("#here").append(form);
            form.lang = "en"; form.title = title; form.setAttribute("src", src);
        }""",
        [site.form, "Sign up"],
    )
    expect(inside(page).get_by_role("button", name="I agree")).to_be_visible()
    assert page.locator("optin-form iframe").get_attribute("title") == "Sign up"
    steps = page.evaluate("history.length")
    page.evaluate("document.querySelector('#there').append(document.querySelector('optin-form'))")
    expect(inside(page).get_by_role("button", name="I agree")).to_be_visible()
    page.evaluate(
        "const form = document.querySelector('optin-form'); form.lang = 'es'; form.setAttribute('size', '20')"
    )
    expect(inside(page).get_by_role("button", name=site.label("button", "es"))).to_be_visible()
    assert page.locator("optin-form iframe").count() == 1
    assert page.evaluate("history.length") == steps
    page.evaluate("document.querySelector('optin-form').remove()")
    assert page.locator("iframe").count() == 0
    assert [one for one in visit.complaints if "Invalid URL" not in one] == []


def test_a_form_that_is_hidden_is_hidden(site: Framing, visitors: Visitors) -> None:
    page = visitors().page
    page.goto(site.page(site.pasted.elements["en"].replace("<optin-form", "<optin-form hidden")))
    page.evaluate("customElements.whenDefined('optin-form').then(() => true)")
    assert page.locator("optin-form").bounding_box() is None


# What the frame says


def test_messages_of_anybody_else_are_not_believed(site: Framing, visitors: Visitors) -> None:
    page = visitors().page
    listening(page)
    page.goto(site.page(elements(site)))
    expect(inside(page).locator("form")).to_be_visible()
    height = page.locator("optin-form").bounding_box()
    page.evaluate(
        """() => new Promise((done) => {
            postMessage({ captureGateway: 1, height: 4321 }, "*");
            postMessage({ captureGateway: 1, state: "given" }, "*");
            addEventListener("message", (event) => event.data === "last" && done());
            postMessage("last", "*");
        })"""
    )
    assert page.evaluate("told") == []
    assert page.locator("optin-form").bounding_box() == height


def test_what_the_frame_says_is_bounded(site: Framing, visitors: Visitors, wild: Server) -> None:
    """A frame that has gone wild gets 20 000 px and no more, and its words reach the page without what it adds."""
    page = visitors().page
    listening(page)
    element = f'<optin-form src="{wild.address}/"></optin-form>'
    page.goto(site.page(element, policy=f"script-src {{gateway}}; frame-src {wild.address}"))
    assert page.evaluate("captured") == [["optin-form", {"state": "given"}]]
    box = page.locator("optin-form").bounding_box()
    assert box is not None
    assert 200 <= box["height"] <= 20_000


def test_a_frame_that_went_elsewhere_is_not_believed(site: Framing, visitors: Visitors, wild: Server) -> None:
    page = visitors().page
    listening(page)
    left = wild.address.replace("127.0.0.1", "localhost")
    page.goto(site.page(f'<optin-form src="{left}/left"><a href="/form">Sign up</a></optin-form>', policy=""))
    expect(page.get_by_role("link")).to_be_visible()
    assert page.frames[1].url == f"{wild.address}/"
    assert page.evaluate("told") == []


@pytest.mark.parametrize(("width", "language"), [(320, "en"), (375, "es"), (768, "en"), (1280, "es")])
def test_nothing_moves_while_it_loads(site: Framing, visitors: Visitors, width: int, language: str) -> None:
    """In a window so high that what stands below the form is in view from the first moment."""
    page = visitors(width).page
    page.set_viewport_size({"width": width, "height": 3000})
    listening(page)
    below = "<p>We are open from seven to nine, and on Sundays from eight to six.</p>" * 30
    policy = f"{STRICT}; style-src 'unsafe-inline'"
    page.goto(site.page(site.pasted.elements[language] + below, policy=policy, style=site.pasted.style))
    expect(inside(page).get_by_role("button")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert sum(page.evaluate("shifts")) < 0.02
    content = inside(page).locator("html").evaluate("(html) => html.getBoundingClientRect().height")
    box = page.locator("optin-form").bounding_box()
    assert box is not None
    assert 0.85 * box["height"] <= content <= box["height"]
    needed = re.findall(r'reserve="(\d+) (\d+)"', site.pasted.elements[language])[0]
    assert abs(box["height"] - room.Room(*map(int, needed)).height(int(box["width"]))) <= 1


def test_a_page_with_a_form_is_accessible(site: Framing, visitors: Visitors) -> None:
    page = visitors().page
    page.goto(site.page(f"<main>{elements(site)}</main>", policy=""))
    expect(inside(page).locator("form")).to_be_visible()
    assert violations(page) == []

"""The form on days when things go wrong: no connection, two clicks, a page that is left open, words that change."""

import json
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from playwright.sync_api import Page, Request, Route, expect

from capture_gateway.core import instant
from tests.browser import Visitors
from tests.journeys.visiting import NUMBER, Gateway, fill_in, serving, tick

HOUR = 3_600


def listening(page: Page) -> list[Request]:
    """From now on: what the page asks for."""
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    page.on("request", note)
    return asked


def is_at(gateway: Gateway, page: Page, label: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(gateway.label(label))


def claims(post: Request) -> dict[str, Any]:
    """The report that is posted with a form."""
    (said,) = parse_qs(post.post_data or "")["report"]
    found: dict[str, Any] = json.loads(said)
    return found


def report(record: dict[str, Any]) -> dict[str, str]:
    """What became of the claims of the visitor's browser: check -> result."""
    return {check["name"]: check["result"] for check in record["checks"] if check["basis"] == "client"}


def test_nothing_is_sent_before_the_form_is(tmp_path: Path, visitors: Visitors) -> None:
    """One page, one style sheet; then one post, with a report of under 1 KB that holds no keys and no pointer."""
    with serving(tmp_path) as gateway:
        page = visitors().page
        asked = listening(page)
        page.goto(gateway.form)
        fill_in(gateway, page)
        page.locator("#disclosure").scroll_into_view_if_needed()
        assert [request.resource_type for request in asked] == ["document", "stylesheet"]
        page.get_by_role("button").click()
        is_at(gateway, page, "pending_title")
        (post,) = [request for request in asked if request.method == "POST"]
        said = claims(post)
        assert len(json.dumps(said)) < 1_000
        assert set(said) == {
            "v", "ratio", "occluded", "visible_ms", "open_ms", "viewport", "scale", "size", "dir", "lang", "text",
            "translated", "framed",
        }  # fmt: skip
        assert said["text"] == gateway.words("disclosure").sha256
        assert (said["size"], said["dir"], said["lang"], said["framed"]) == (16, "ltr", "en", False)
        assert page.context.cookies() == []
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_person_who_reads_the_words_passes_every_check(tmp_path: Path, visitors: Visitors) -> None:
    with serving(tmp_path) as gateway:
        page = visitors().page
        asked = listening(page)
        page.clock.install()
        page.goto(gateway.form)
        gateway.clock.forward(instant.MINUTE)
        fill_in(gateway, page)
        for paragraph in page.locator("#disclosure p").all():
            paragraph.scroll_into_view_if_needed()
            page.wait_for_function("() => new Promise(requestAnimationFrame)")
            page.clock.run_for(2_000)
        page.get_by_role("button").click()
        is_at(gateway, page, "pending_title")
        said = claims(next(request for request in asked if request.method == "POST"))
        assert (said["ratio"], said["occluded"]) == (1, False)
        found = report(gateway.records()[0])
        assert {name for name, result in found.items() if result != "pass"} == set()


def test_the_words_were_never_in_view(tmp_path: Path, visitors: Visitors) -> None:
    """The form is taken all the same: what a browser claims drops nobody."""
    with serving(tmp_path) as gateway:
        page = visitors().page
        page.set_viewport_size({"width": 1280, "height": 300})
        asked = listening(page)
        page.clock.install()
        page.goto(gateway.form)
        gateway.clock.forward(instant.MINUTE)
        fill_in(gateway, page)
        page.clock.run_for(5_000)
        page.locator("#tel").press("Enter")
        is_at(gateway, page, "pending_title")
        said = claims(next(request for request in asked if request.method == "POST"))
        assert (said["ratio"], said["visible_ms"], said["occluded"]) == (0, 0, None)
        found = report(gateway.records()[0])
        assert (found["visible"], found["dwell"], found["text"]) == ("fail", "pass", "pass")


def test_a_translated_page_is_told_apart(tmp_path: Path, visitors: Visitors) -> None:
    with serving(tmp_path) as gateway:
        page = visitors().page
        page.goto(gateway.form)
        fill_in(gateway, page)
        page.locator("#disclosure p").first.evaluate("element => element.textContent = 'In anderen Worten'")
        page.get_by_role("button").click()
        is_at(gateway, page, "pending_title")
        found = report(gateway.records()[0])
        assert (found["untranslated"], found["text"]) == ("fail", "fail")


def test_offline_in_the_middle(tmp_path: Path, visitors: Visitors) -> None:
    """Everything that was entered is still there, the page says so, and one more press sends it: one record."""
    with serving(tmp_path) as gateway:
        page = visitors().page
        page.goto(gateway.form)
        fill_in(gateway, page)
        page.context.set_offline(True)
        button = page.get_by_role("button")
        button.click()
        expect(page.get_by_role("status")).to_have_text(gateway.label("offline"))
        expect(page.get_by_label(gateway.label("number"))).to_have_value(NUMBER)
        expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
        page.context.set_offline(False)
        button.click()
        is_at(gateway, page, "pending_title")
        assert len(gateway.records()) == 1


def test_an_answer_that_is_lost_on_its_way(tmp_path: Path, visitors: Visitors) -> None:
    """The gateway took it, the person never heard: sent again, it is the first answer, and still one record."""
    with serving(tmp_path) as gateway:
        page = visitors().page
        page.goto(gateway.form)
        fill_in(gateway, page)

        def lose(route: Route) -> None:
            route.fetch()
            route.abort()

        page.route(re.compile("/form"), lose, times=1)
        page.get_by_role("button").click()
        expect(page.get_by_role("status")).to_have_text(gateway.label("offline"))
        page.get_by_role("button").click()
        is_at(gateway, page, "pending_title")
        assert len(gateway.records()) == 1


def test_a_gateway_that_cannot_write(tmp_path: Path, visitors: Visitors) -> None:
    """The page says that nothing was recorded and keeps what was entered; a minute later it goes through."""
    with serving(tmp_path) as gateway:
        page = visitors().page
        page.goto(gateway.form)
        fill_in(gateway, page)
        with gateway.under_test.no_evidence_can_be_written():
            page.get_by_role("button").click()
            expect(page.get_by_role("alert")).to_contain_text(gateway.label("unavailable"))
        expect(page.get_by_label(gateway.label("number"))).to_have_value(NUMBER)
        expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
        page.get_by_role("button").click()
        is_at(gateway, page, "pending_title")
        assert len(gateway.records()) == 1


def test_two_clicks_are_one_answer(tmp_path: Path, visitors: Visitors) -> None:
    with serving(tmp_path) as gateway:
        page = visitors().page
        asked = listening(page)
        page.goto(gateway.form)
        fill_in(gateway, page)
        page.get_by_role("button").dblclick()
        is_at(gateway, page, "pending_title")
        assert [request.method for request in asked].count("POST") == 1
        assert len(gateway.records()) == 1


def test_a_mistake_is_explained_and_what_was_seen_stays_seen(tmp_path: Path, visitors: Visitors) -> None:
    with serving(tmp_path) as gateway:
        page = visitors().page
        page.goto(gateway.form)
        tick(page, "Weekly offers")
        page.get_by_role("button").click()
        expect(page.get_by_role("alert")).to_be_focused()
        expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
        page.get_by_role("link", name=gateway.label("error_number_missing")).click()
        expect(page.get_by_label(gateway.label("number"))).to_be_focused()
        page.keyboard.type("4155550123")
        with page.expect_request(lambda request: request.method == "POST") as sent:
            page.keyboard.press("Enter")
        is_at(gateway, page, "pending_title")
        assert claims(sent.value)["ratio"] > 0


def test_a_page_that_is_left_open_renews_itself(tmp_path: Path, visitors: Visitors) -> None:
    """A day and a half later the same words are answered as if they had just been asked for."""
    with serving(tmp_path) as gateway:
        page = visitors().page
        page.clock.install()
        page.goto(gateway.form)
        first = page.locator("[name=token]").input_value()
        fill_in(gateway, page)
        gateway.clock.forward(36 * instant.HOUR)
        with page.expect_response(re.compile("/form/token$")) as renewed:
            page.clock.fast_forward(36 * HOUR * 1_000)
        assert renewed.value.status == 200
        expect(page.locator("[name=token]")).not_to_have_value(first)
        page.get_by_role("button").click()
        is_at(gateway, page, "pending_title")
        assert [record["event"] for record in gateway.records()] == ["requested"]


def test_contract_8_an_expired_page_without_javascript(tmp_path: Path, visitors: Visitors) -> None:
    with serving(tmp_path) as gateway:
        page = visitors(java_script_enabled=False).page
        page.goto(gateway.form)
        fill_in(gateway, page)
        gateway.clock.forward(25 * instant.HOUR)
        page.get_by_role("button").click()
        expect(page.get_by_role("alert")).to_contain_text(gateway.label("error_expired"))
        expect(page.get_by_label(gateway.label("number"))).to_have_value(NUMBER)
        expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
        assert gateway.records() == []


def test_words_that_change_meanwhile(tmp_path: Path, visitors: Visitors) -> None:
    """Nobody agrees by a tick that was meant for other words: the new ones are shown, the number alone stays."""
    with serving(tmp_path / "old") as old:
        page = visitors().page
        page.clock.install()
        page.goto(old.form)
        fill_in(old, page)
        (tmp_path / "new" / "var").mkdir(parents=True)
        shutil.copy(tmp_path / "old" / "var" / "signing.key", tmp_path / "new" / "var" / "signing.key")
        words = "prompts/bluebird-updates/v1/en/disclosure.web.j2"
        edits = {words: lambda text: str(text).replace("You can stop at any time", "You may stop at any time")}
        with serving(tmp_path / "new", edits=edits) as new:
            page.route(f"{old.address}/**", lambda route: route.fulfill(response=again(route, old, new)))
            page.clock.fast_forward(13 * HOUR * 1_000)
            expect(page.locator("#disclosure")).to_contain_text("You may stop at any time")
            expect(page.get_by_label(new.label("number"))).to_have_value(NUMBER)
            expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
            expect(page.get_by_role("status")).to_have_text(new.label("error_again"))
            tick(page, "Weekly offers")
            page.get_by_role("button").click()
            is_at(new, page, "pending_title")
            (record,) = new.records()
            assert record["disclosure"]["text"] == new.words("disclosure").text
        assert old.records() == []


def again(route: Route, old: Gateway, new: Gateway) -> Any:
    """The same request, to the gateway that has replaced the old one."""
    headers = {name: value.replace(old.address, new.address) for name, value in route.request.headers.items()}
    return route.fetch(url=route.request.url.replace(old.address, new.address), headers=headers)

"""After the form: what a person must do to show whose number it is, what the page says meanwhile, and when it ends."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from capture_gateway.core import instant
from tests.channels.web import sample
from tests.channels.web.sample import SUBJECT, Site, body, paragraphs, token_in

MODES = ["text-to-join", "reply", "code"]
WORDS = {"text-to-join": "pending-join", "reply": "pending-reply", "code": "pending-code"}
STRANGER = "+14155550177"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The sample as it is: text-to-join."""
    with sample.site(tmp_path) as running:
        yield running


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def any_site(tmp_path: Path, mode: str) -> Iterator[Site]:
    """The sample in each of the modes in which a number must act."""
    with sample.site(tmp_path, None if mode == "text-to-join" else sample.possession(mode)) as running:
        yield running


def join_in(page: str) -> str:
    """The message that the page asks for."""
    found = re.search(r"(?:JOIN|UNIRME) [2-9A-Z]{4}", html.unescape(page))
    assert found, "the page asks for no message"
    return found[0]


def state_of(site: Site, handle: str) -> str:
    response = site.client.get(f"/c/web/form/state/{handle}", headers={"accept": "application/json"})
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    state: str = response.json()["state"]
    return state


def handle_in(page: str) -> str:
    """What the page after the form is found by."""
    found = re.search(r"form/state/([0-9a-f-]{36}\.[A-Za-z0-9_-]{22})", page)
    assert found, "the page follows nothing"
    return found[1]


def states_page(site: Site, handle: str) -> str:
    response = site.client.get(f"/c/web/form/state/{handle}")
    assert response.status_code == 200
    page: str = response.text
    return page


def type_code(site: Site, handle: str, code: str) -> Any:
    content = urlencode({"handle": handle, "code": code})
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return site.client.post("/c/web/form/code", content=content, headers=headers)


def sent(site: Site) -> list[tuple[str, str]]:
    """Purpose and words of the texts that are to go out."""
    return [(row["purpose"], row["text"]) for row in site.outbox()]


def code_sent(site: Site) -> str:
    (text,) = (text for purpose, text in sent(site) if purpose == "code")
    found = re.search(r"\d{6}", text)
    assert found, text
    return found[0]


# Every way


def test_e_a_typed_number_is_requested_and_the_record_says_what_was_shown(any_site: Site, mode: str) -> None:
    """RULES E: `requested` until the number acts; `reply` of the record is what the page said."""
    site = any_site
    page = site.post(body(site.token())).text
    assert site.label("pending_title") in page
    (record,) = site.records()
    assert (record["event"], record["subject"]["control"], record["categories"]) == (
        "requested",
        "asserted",
        ["offers"],
    )
    assert record["reply"]["text"] == paragraphs(page, "reply")
    assert record["reply"]["name"] == WORDS[mode]
    assert join_in(page) in record["reply"]["text"]
    assert "(415) 555-0100" in record["reply"]["text"]
    assert not site.permission("offers", "sms")["permitted"]
    assert state_of(site, handle_in(page)) == "requested"


@pytest.mark.parametrize("language", ["en", "es"])
def test_e_the_join_code_completes_it_in_every_way(any_site: Site, language: str) -> None:
    site = any_site
    page = site.post(
        body(site.token(f"?lang={language}"), category=("offers", "order-updates")), f"?lang={language}"
    ).text
    site.text(join_in(page))
    requested, given = site.records()
    assert (given["event"], given["subject"]["control"], given["decision"]["rule"]) == ("given", "reply", "join-code")
    assert given["decision"]["follows"] == requested["id"]
    assert given["disclosure"] == requested["disclosure"]
    assert {*given["categories"]} == {"offers", "order-updates"}
    assert site.permission("offers", "sms")["permitted"]
    assert state_of(site, handle_in(page)) == "given"
    done = states_page(site, handle_in(page))
    assert site.label("done_title", language) in done
    assert paragraphs(done, "reply") == site.words("confirmation", language).text


def test_e_another_number_with_the_same_code_gives_nothing(any_site: Site) -> None:
    page = any_site.post(body(any_site.token())).text
    any_site.text(join_in(page), STRANGER)
    assert "given" not in {record["event"] for record in any_site.records()}
    assert state_of(any_site, handle_in(page)) == "requested"


def test_a_stop_ends_it(any_site: Site) -> None:
    page = any_site.post(body(any_site.token())).text
    any_site.clock.forward(instant.MINUTE)
    any_site.text("STOP")
    assert state_of(any_site, handle_in(page)) == "closed"
    assert any_site.label("closed_title") in states_page(any_site, handle_in(page))
    any_site.text(join_in(page))
    assert not any_site.permission("offers", "sms")["permitted"]


def test_the_same_form_again_gets_the_first_page(any_site: Site) -> None:
    posted = body(any_site.token())
    first = any_site.post(posted)
    any_site.clock.forward(5 * instant.MINUTE)
    assert {any_site.post(f"{posted}&report={dwell}").content for dwell in range(3)} == {first.content}
    assert len(any_site.records()) == 1
    assert len(sent(any_site)) <= 1


def test_it_waits_for_72_hours(any_site: Site) -> None:
    page = any_site.post(body(any_site.token())).text
    any_site.clock.forward(72 * instant.HOUR)
    assert state_of(any_site, handle_in(page)) == "requested"
    any_site.clock.forward(1)
    assert state_of(any_site, handle_in(page)) == "closed"
    any_site.text(join_in(page))
    assert not any_site.permission("offers", "sms")["permitted"]


# The answer tells nothing of the number


def neutral(page: str, number: str) -> str:
    """The page without what is this form's own: its token, handle, code, and the number itself."""
    page = page.replace(number, "NUMBER").replace(handle_in(page), "HANDLE").replace(join_in(page), "JOIN")
    return re.sub(r"\d+\.\d+ s", "", page)


def test_it_is_the_same_whether_we_know_the_number_or_not(any_site: Site) -> None:
    site = any_site
    histories = {
        "(415) 555-0110": [],
        "(415) 555-0111": ["JOIN", "AGREE"],
        "(415) 555-0112": ["JOIN", "AGREE", "STOP"],
        "(415) 555-0113": ["STOP"],
        "(415) 555-0114": ["JOIN"],
        "(415) 555-0115": ["JOIN", "NO"],
        "(604) 555-0116": [],
    }
    for number, texts in histories.items():
        for text in texts:
            site.text(text, "+1" + re.sub(r"\D", "", number))
    site.clock.forward(instant.MINUTE)
    answers: dict[str, set[str]] = {}
    for number in (*histories, *histories, *histories):  # by the third time, limits on texts are reached
        response = site.post(body(site.token(), tel=number))
        assert response.status_code == 200
        shown = "+1 " + number[1:4] + "-" + number[6:]
        assert shown in response.text
        answers.setdefault(neutral(response.text, shown), set()).add(number)
        waiting = neutral(states_page(site, handle_in(response.text)), shown)
        answers.setdefault(waiting, set()).add(number)
    assert sorted(map(len, answers.values())) == [len(histories)] * 2


def test_f0_somebody_who_stopped_while_the_page_was_open_is_asked_again(any_site: Site) -> None:
    token = any_site.token()
    any_site.clock.forward(instant.MINUTE)
    any_site.text("STOP")
    page = any_site.post(body(token)).text
    assert any_site.label("error_again") in page
    assert "checked" not in page
    assert [record["event"] for record in any_site.records()] == ["withdrawn"]
    assert not any_site.permission("offers", "sms")["permitted"]


def test_a_form_that_is_posted_again_after_its_person_was_erased_is_asked_again(any_site: Site) -> None:
    token = any_site.token()
    posted = body(token)
    assert "JOIN" in any_site.post(posted).text
    assert any_site.erase(SUBJECT)["erased"] == 1
    page = any_site.post(posted).text
    assert any_site.label("error_again") in page
    assert token_in(page) != token
    assert [record["event"] for record in any_site.records()] == ["requested", "erased"]


def test_a_robot_learns_nothing_and_a_person_can_still_join(any_site: Site) -> None:
    site = any_site
    usual = site.post(body(site.token(), tel="(415) 555-0124")).text
    texts = len(sent(site))
    posted = body(site.token(), website="https://spam.example")
    page = site.post(posted).text
    assert neutral(page, "+1 415-555-0123") == neutral(usual, "+1 415-555-0124")
    assert site.post(posted).text == page
    assert (len(site.records()), len(sent(site))) == (1, texts)
    assert state_of(site, handle_in(page)) == "requested"
    site.text(join_in(page))
    assert not site.permission("offers", "sms")["permitted"]
    site.text("AGREE")
    assert site.permission("offers", "sms")["permitted"]


# Our own texts


def test_e_join_texts_nobody(site: Site) -> None:
    site.post(body(site.token()))
    assert sent(site) == []


def test_e_reply_asks_the_number_once_and_agree_completes_it(tmp_path: Path) -> None:
    with sample.site(tmp_path, sample.possession("reply")) as site:
        page = site.post(body(site.token(), category=("offers", "recommendations"))).text
        ((purpose, text),) = sent(site)
        assert (purpose, text) == ("confirm", site.words("confirm", kind="sms").text)
        second = site.post(body(site.token())).text
        assert len(sent(site)) == 1
        site.text("AGREE")
        given = site.records()[-1]
        assert (given["event"], given["subject"]["control"]) == ("given", "reply")
        assert (state_of(site, handle_in(page)), state_of(site, handle_in(second))) == ("given", "requested")


def test_e_the_code_completes_it(tmp_path: Path) -> None:
    with sample.site(tmp_path, sample.possession("code")) as site:
        page = site.post(body(site.token())).text
        code = code_sent(site)
        assert code not in page
        wrong = f"{(int(code) + 1) % 1_000_000:06}"
        response = type_code(site, handle_in(page), wrong)
        assert response.status_code == 200
        assert site.label("error_code") in html.unescape(response.text)
        assert state_of(site, handle_in(page)) == "requested"
        typed = f" {code[:3]}-{code[3:]} "
        done = type_code(site, handle_in(page), typed)
        assert site.label("done_title") in done.text
        assert paragraphs(done.text, "reply") == site.words("confirmation").text
        requested, given = site.records()
        assert (given["event"], given["subject"]["control"], given["act"]["value"]) == ("given", "code", typed)
        assert given["decision"]["follows"] == requested["id"]
        assert site.permission("offers", "sms")["control"] == "code"
        assert type_code(site, handle_in(page), typed).status_code == 200
        assert len(site.records()) == 2
        assert [purpose for purpose, _ in sent(site)] == ["code", "granted"]


def test_e_five_tries_and_the_same_wrong_digits_count_once(tmp_path: Path) -> None:
    with sample.site(tmp_path, sample.possession("code")) as site:
        page = site.post(body(site.token())).text
        code = int(code_sent(site))
        handle = handle_in(page)
        for at in (1, 1, 1, 2, 3, 4, 5):
            response = type_code(site, handle, f"{(code + at) % 1_000_000:06}")
            assert site.label("error_code") in html.unescape(response.text)
        for late in (code, code + 6):
            response = type_code(site, handle, f"{late % 1_000_000:06}")
            assert site.label("error_code_late") in html.unescape(response.text)
        assert [record["event"] for record in site.records()] == ["requested"]
        site.text(join_in(page))
        assert site.permission("offers", "sms")["permitted"]


def test_e_a_code_works_for_10_minutes(tmp_path: Path) -> None:
    with sample.site(tmp_path, sample.possession("code")) as site:
        page = site.post(body(site.token())).text
        site.clock.forward(10 * instant.MINUTE + 1)
        response = type_code(site, handle_in(page), code_sent(site))
        assert site.label("error_code_late") in html.unescape(response.text)
        assert [record["event"] for record in site.records()] == ["requested"]


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef"])
def test_what_cannot_be_the_code_costs_no_try(tmp_path: Path, typed: str) -> None:
    with sample.site(tmp_path, sample.possession("code")) as site:
        page = site.post(body(site.token())).text
        for _ in range(6):
            assert site.label("error_code") in html.unescape(type_code(site, handle_in(page), typed).text)
        assert site.label("done_title") in type_code(site, handle_in(page), code_sent(site)).text


# Handles


def test_a_handle_that_we_did_not_give_out_is_not_found(any_site: Site) -> None:
    page = any_site.post(body(any_site.token())).text
    handle = handle_in(page)
    jti, _, mac = handle.partition(".")
    other = handle_in(any_site.post(body(any_site.token())).text)
    foreign = [jti, f"{jti}.", f"{jti}.{other.partition('.')[2]}", f"{jti}.{mac[:-1]}", f"{handle}A", "x", "é.é", "."]
    for wrong in foreign:
        assert any_site.client.get(f"/c/web/form/state/{wrong}").status_code == 404, wrong
        assert type_code(any_site, wrong, "123456").status_code == 404, wrong


def test_pages_that_are_found_by_a_handle_say_nothing_of_the_person_and_are_kept_nowhere(any_site: Site) -> None:
    page = any_site.post(body(any_site.token())).text
    response = any_site.client.get(f"/c/web/form/state/{handle_in(page)}")
    assert "0123" not in response.text
    assert any_site.deployment.lines["web"].program.categories["offers"].label["en"] not in response.text
    assert response.headers["cache-control"] == "no-store"
    assert '<meta name="robots" content="noindex">' in response.text
    assert paragraphs(response.text, "reply") == paragraphs(page, "reply")


def test_pages_of_before_the_line_was_edited_are_closed(tmp_path: Path) -> None:
    with sample.site(tmp_path / "old") as site:
        handle = handle_in(site.post(body(site.token())).text)
        key = (tmp_path / "old" / "var" / "signing.key").read_text()
    (tmp_path / "new" / "var").mkdir(parents=True)
    (tmp_path / "new" / "var" / "signing.key").write_text(key)
    with sample.site(tmp_path / "new", sample.AT_ONCE) as site:
        assert state_of(site, handle) == "closed"
        assert site.label("closed_title") in states_page(site, handle)


def test_a_form_without_codes_takes_none(site: Site) -> None:
    page = site.post(body(site.token())).text
    assert type_code(site, handle_in(page), "123456").status_code == 404


# The link that writes the message


def test_the_link_and_its_picture_are_a_setting(tmp_path: Path) -> None:
    with sample.site(tmp_path / "off") as site:
        page = site.post(body(site.token())).text
        assert "sms:" not in page
        assert "<svg" not in page
    edit = {"channels/web.toml": lambda text: text.replace("sms_link = false", "sms_link = true")}
    with sample.site(tmp_path / "on", edit) as site:
        page = site.post(body(site.token())).text
        assert f'href="sms:+14155550100?body={join_in(page).replace(" ", "%20")}"' in page
        assert "<svg" in page
        assert token_in(site.page())

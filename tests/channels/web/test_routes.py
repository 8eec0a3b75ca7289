"""The hosted form over HTTP: what is recorded, and what never is."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from capture_gateway.bodies import BODY_LIMIT
from capture_gateway.channels.web import report
from capture_gateway.core import instant
from tests.channels.web import sample
from tests.channels.web.sample import Site, body, paragraphs, ticked, token_in
from tests.postgres import raw


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A form that grants at once; the others are in test_following."""
    with sample.site(tmp_path, sample.AT_ONCE) as running:
        yield running


def asks_again(site: Site, response: Any, label: str, language: str = "en") -> str:
    """The form again, for this reason; its page."""
    page: str = response.text
    assert response.status_code == 200
    assert 'role="alert"' in page
    assert site.label(label, language) in page
    assert paragraphs(page, "disclosure") == site.words("disclosure", language).text
    return page


# Asking for the form


def test_the_form_is_served_with_a_strict_policy(site: Site) -> None:
    response = site.client.get("/c/web/form")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    policy = response.headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "frame-ancestors 'self' https://bluebird.example"} <= {*policy}
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["content-language"] == "en"
    assert "set-cookie" not in response.headers
    assert site.records() == []


def test_every_form_is_another_showing(site: Site) -> None:
    assert site.token() != site.token()


def test_head_works(site: Site) -> None:
    assert site.client.head("/c/web/form").status_code == 200


@pytest.mark.parametrize(
    ("query", "accept", "language"),
    [
        ("", "", "en"),
        ("?lang=es", "en", "es"),
        ("", "es-MX,en;q=0.1", "es"),
        ("?lang=xx", "es", "es"),
        ("?lang=", "", "en"),
    ],
)
def test_b0_language_of_the_form(site: Site, query: str, accept: str, language: str) -> None:
    """RULES B0: form: `?lang`, `Accept-Language`, default."""
    response = site.client.get(f"/c/web/form{query}", headers={"accept-language": accept})
    assert response.headers["content-language"] == language
    assert paragraphs(response.text, "disclosure") == site.words("disclosure", language).text


def test_the_style_sheet_is_kept_for_ever_under_a_name_of_its_own(site: Site) -> None:
    name = site.page().split('<link rel="stylesheet" href="')[1].split('"')[0]
    response = site.client.get(f"/c/web/{name}")
    assert (response.status_code, response.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert "immutable" in response.headers["cache-control"]
    assert hashlib.sha256(response.content).hexdigest()[:16] in name
    assert site.client.get("/c/web/style.0000000000000000.css").status_code == 404


def test_contract_8_an_unknown_channel(site: Site) -> None:
    assert site.client.get("/c/nope/form").status_code == 404
    assert site.client.post("/c/nope/form", content=b"x" * (BODY_LIMIT + 1)).status_code == 404


def test_other_methods_are_not_allowed(site: Site) -> None:
    assert site.client.put("/c/web/form").status_code == 405


# Agreeing


@pytest.mark.parametrize("language", ["en", "es"])
def test_ticking_and_sending_gives_consent(site: Site, language: str) -> None:
    page = site.page(f"?lang={language}")
    shown_at = site.clock.now
    received_at = site.clock.forward(90 * instant.SECOND)
    posted = body(token_in(page), category=("offers", "recommendations"))
    headers = {"user-agent": "Browser/1", "referer": "http://testserver/c/web/form"}
    response = site.post(posted, f"?lang={language}", **headers)
    assert response.status_code == 200
    assert response.headers["content-language"] == language
    assert response.headers["content-security-policy"].startswith("default-src 'none'")
    assert site.label("done_title", language) in response.text
    assert "+1 415-555-0123" in response.text

    words, confirmation = site.words("disclosure", language), site.words("confirmation", language)
    (record,) = site.records()
    assert record["event"] == "given"
    assert record["subject"] == {"address": sample.SUBJECT, "control": "asserted", "identifiers": [sample.NUMBER]}
    assert record["categories"] == ["offers", "recommendations"]
    assert record["contact"] == ["sms", "whatsapp"]
    assert record["language"] == language
    assert record["channel"] == {"id": "web", "kind": "web"}
    disclosure = record["disclosure"]
    assert disclosure["text"] == words.text == paragraphs(page, "disclosure")
    assert disclosure["sha256"] == hashlib.sha256(disclosure["text"].encode()).hexdigest()
    assert disclosure["template_sha256"] == words.template_sha256
    assert (disclosure["prompt"], disclosure["version"], disclosure["medium"]) == ("disclosure", "v1", "page")
    assert disclosure["shown_at"] == instant.text(shown_at)
    assert disclosure["presentation"]["button"] == site.label("button", language)
    assert disclosure["presentation"]["category.offers"].startswith(
        site.deployment.lines["web"].program.categories["offers"].label[language]
    )
    assert record["reply"]["text"] == confirmation.text == paragraphs(response.text, "reply")
    assert record["act"] == {
        "kind": "tick",
        "value": "category=offers category=recommendations contact=sms contact=whatsapp",
        "at": instant.text(received_at),
    }
    assert record["witness"] == {
        "level": "gateway-observed",
        "request": {"url": f"http://testserver/c/web/form?lang={language}", "body": posted},
        "ip": "testclient",
        "user_agent": "Browser/1",
        "page": "http://testserver",
    }
    known = [(check["name"], check["result"], check["basis"]) for check in record["checks"]]
    assert known[:6] == [
        ("token", "pass", "signed"),
        ("words", "pass", "server"),
        ("site", "not_reported", "signed"),
        ("origin", "not_reported", "server"),
        ("elapsed", "pass", "server"),
        ("honeypot", "pass", "server"),
    ]
    assert known[6:] == [(name, "not_reported", "client") for name in report.NAMES]
    assert site.permission("offers", "sms")["permitted"]
    assert site.permission("recommendations", "whatsapp")["control"] == "asserted"
    assert not site.permission("order-updates", "sms")["permitted"]
    assert not site.permission("offers", "voice")["permitted"]


def test_calls_need_their_own_box(site: Site) -> None:
    site.post(body(site.token(), voice=True))
    assert site.permission("offers", "voice")["permitted"]
    (record,) = site.records()
    assert record["contact"] == ["sms", "whatsapp", "voice"]


def test_what_is_granted_is_what_was_posted(site: Site) -> None:
    """Posted categories x posted ways: a form that leaves a hidden way out grants less, never more."""
    site.post(urlencode({"token": site.token(), "tel": sample.NUMBER, "category": "offers", "contact": "sms"}))
    (record,) = site.records()
    assert (record["categories"], record["contact"]) == (["offers"], ["sms"])
    assert not site.permission("offers", "whatsapp")["permitted"]


def test_the_language_of_the_answer_is_that_of_the_words_they_read(site: Site) -> None:
    response = site.post(body(site.token("?lang=es")), **{"accept-language": "en"})
    assert response.headers["content-language"] == "es"
    assert site.records()[0]["language"] == "es"


@pytest.mark.parametrize(
    "typed",
    ["(415) 555-0123", "415-555-0123", "+1 415 555 0123", " 4155550123 ", "tel:+14155550123", "１４１５５５５０１２３"],
)
def test_numbers_as_people_write_them(site: Site, typed: str) -> None:
    site.post(body(site.token(), tel=typed))
    assert [record["subject"]["address"] for record in site.records()] == [sample.SUBJECT]


def test_a_framed_form_knows_the_registered_site(site: Site) -> None:
    shown = site.token(referer="https://bluebird.example/checkout?basket=7")
    site.post(body(shown), referer="http://testserver/c/web/form")
    assert site.records()[0]["witness"]["page"] == "https://bluebird.example"


@pytest.mark.parametrize("referer", ["", "https://elsewhere.example/", "about:blank", "http://[", "https://x:99999/"])
def test_other_pages_are_not_named_by_the_token(site: Site, referer: str) -> None:
    site.post(body(site.token(referer=referer)))
    assert "page" not in site.records()[0]["witness"]


def test_a_prefix_that_a_proxy_strips_stands_in_the_record(tmp_path: Path) -> None:
    root = sample.copy(tmp_path / "deployment", sample.AT_ONCE)
    deployment, _ = sample.read(root)
    assert deployment is not None
    with sample.serving(deployment, sample.settings_for(tmp_path, "https://consent.example.com/base")) as site:
        site.post(body(site.token()))
        assert site.records()[0]["witness"]["request"]["url"] == "https://consent.example.com/base/c/web/form"


# Possession


def test_e_possession_none_grants_at_once_with_control_asserted(site: Site) -> None:
    """RULES E: `none` grants at once with control `asserted`."""
    site.post(body(site.token()))
    answer = site.permission("offers", "sms")
    assert (answer["state"], answer["permitted"], answer["control"]) == ("given", True, "asserted")


def test_e_unset_possession_stays_requested_until_the_number_acts(tmp_path: Path) -> None:
    """RULES E: unset means `requested` until the number acts; a fresh JOIN and AGREE stands alone."""
    with sample.site(tmp_path, sample.possession(None)) as site:
        response = site.post(body(site.token()))
        assert site.label("pending_title") in response.text
        assert paragraphs(response.text, "reply") == site.words("pending").text
        (record,) = site.records()
        assert (record["event"], record["subject"]["control"]) == ("requested", "asserted")
        assert record["reply"]["text"] == site.words("pending").text
        answer = site.permission("offers", "sms")
        assert (answer["state"], answer["permitted"]) == ("requested", False)
        site.text("JOIN")
        site.text("AGREE")
        answer = site.permission("offers", "sms")
        assert (answer["state"], answer["permitted"], answer["control"]) == ("given", True, "reply")


# The page around it, and how long it stays open


def checks(site: Site) -> dict[str, str]:
    """Name -> result, of the newest record."""
    return {check["name"]: check["result"] for check in site.records()[-1]["checks"]}


def renew(site: Site, token: str, line: str = "web") -> Any:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return site.client.post(f"/c/{line}/form/token", content=urlencode({"token": token}), headers=headers)


def test_a_site_that_is_not_registered_gets_no_form(site: Site) -> None:
    headers = {"referer": "https://elsewhere.example/page", "sec-fetch-dest": "iframe", "accept-language": "es"}
    response = site.client.get("/c/web/form", headers=headers)
    assert response.status_code == 403
    assert response.headers["content-type"].startswith("text/plain")
    assert "frame-ancestors 'self' https://bluebird.example" in response.headers["content-security-policy"]
    assert response.text == site.label("error_site", "es") + "\n"


def test_a_registered_site_is_signed_into_what_is_posted(site: Site) -> None:
    headers = {"referer": "https://bluebird.example/", "sec-fetch-dest": "iframe"}
    site.post(body(site.token(**headers)), origin="http://testserver")
    assert (checks(site)["site"], checks(site)["origin"]) == ("pass", "pass")
    site.post(body(site.token(**{**headers, "sec-fetch-dest": "document"}), tel="415 555 0124"))
    assert (checks(site)["site"], checks(site)["origin"]) == ("not_reported", "not_reported")


def test_a_form_that_another_page_posts_is_asked_again(site: Site) -> None:
    token = site.token()
    page = asks_again(site, site.post(body(token), origin="https://bluebird.example"), "error_again")
    assert ticked(page) == []
    assert site.records() == []
    assert site.label("done_title") in site.post(body(token_in(page)), origin="null").text
    assert checks(site)["origin"] == "not_reported"


def test_the_site_stays_known_when_the_form_is_asked_again(site: Site) -> None:
    token = site.token(referer="https://bluebird.example/")
    site.clock.forward(instant.DAY + 1)
    page = asks_again(site, site.post(body(token)), "error_expired")
    site.post(body(token_in(page)))
    assert checks(site)["site"] == "pass"


def test_robots_are_quicker_than_people(site: Site) -> None:
    token = site.token()
    site.clock.forward(1_499)
    site.post(body(token))
    assert checks(site)["elapsed"] == "fail"
    assert site.permission("offers", "sms")["permitted"]
    token = site.token()
    site.clock.forward(1_500)
    site.post(body(token, tel="415 555 0124"))
    assert checks(site)["elapsed"] == "pass"


def test_what_the_browser_reports_is_held_against_what_was_served(site: Site) -> None:
    claims = {
        "v": 1, "ratio": 1, "occluded": None, "visible_ms": 4_000, "open_ms": 5_000, "viewport": [375, 640],
        "scale": 1, "size": 16, "dir": "ltr", "lang": "es", "translated": False, "framed": False,
        "text": site.words("disclosure", "es").sha256,
    }  # fmt: skip
    token = site.token("?lang=es")
    site.clock.forward(5_000)
    site.post(body(token, report=json.dumps(claims)))
    assert {checks(site)[name] for name in report.NAMES} == {"pass"}
    token = site.token("?lang=en")
    site.clock.forward(2_000)
    site.post(body(token, tel="415 555 0124", report=json.dumps(claims)))
    failed = {name for name, result in checks(site).items() if result == "fail"}
    assert failed == {"dwell", "text", "untranslated"}
    assert site.permission("offers", "sms", "tel:+14155550124")["permitted"]


def test_a_report_of_any_kind_is_no_error_and_no_other_form(site: Site) -> None:
    token = site.token()
    first = site.post(body(token))
    for written in ("", "{", "\x00", "9" * 5_000, '{"v":1}', "[" * 2_000):
        assert site.post(f"{body(token)}&{urlencode({'report': written})}").content == first.content
    assert len(site.records()) == 1


def test_a_page_that_stays_open_is_renewed_without_a_word(site: Site) -> None:
    old = site.token(referer="https://bluebird.example/")
    opened_at = site.clock.now
    site.clock.forward(5 * instant.DAY)
    response = renew(site, old)
    assert (response.status_code, response.headers["cache-control"]) == (200, "no-store")
    assert response.headers["content-type"].startswith("text/plain")
    claims = {"v": 1, "ratio": 1, "visible_ms": 2_000, "open_ms": site.clock.now - opened_at}
    assert site.label("done_title") in site.post(body(response.text, report=json.dumps(claims))).text
    assert site.records()[0]["disclosure"]["shown_at"] == instant.text(site.clock.now)
    assert (checks(site)["site"], checks(site)["dwell"], checks(site)["elapsed"]) == ("pass", "pass", "pass")


def test_only_tokens_of_this_form_are_renewed(site: Site) -> None:
    token = site.token()
    for none_of_ours in ("", "x", token[:-1] + ("A" if token[-1] != "A" else "B")):
        assert renew(site, none_of_ours).status_code == 403
    site.clock.forward(8 * instant.DAY + 1)
    assert renew(site, token).status_code == 409


# Once, and only once


def test_contract_8_the_same_form_again_gets_the_first_page(site: Site) -> None:
    posted = body(site.token())
    first = site.post(posted)
    site.clock.forward(5 * instant.MINUTE)
    again = [site.post(posted) for _ in range(3)]
    assert {answer.content for answer in again} == {first.content}
    assert len(site.records()) == 1


def test_contract_8_a_used_token_with_another_body_is_asked_again(site: Site) -> None:
    token = site.token()
    site.post(body(token))
    response = site.post(body(token, tel="415 555 0199", category=("order-updates",), voice=True))
    page = asks_again(site, response, "error_again")
    assert 'value="415 555 0199"' in page
    assert ticked(page) == []
    assert token_in(page) != token
    assert len(site.records()) == 1
    assert site.permission("order-updates", "sms", "tel:+14155550199")["state"] == "none"
    assert site.permission("order-updates", "voice")["state"] == "none"
    site.post(body(token_in(page), tel="415 555 0199"))
    assert site.permission("offers", "sms", "tel:+14155550199")["permitted"]


def test_contract_8_an_expired_token_is_asked_again(site: Site) -> None:
    token = site.token("?lang=es")
    site.clock.forward(instant.DAY + 1)
    response = site.post(body(token, voice=True), "?lang=es")
    page = asks_again(site, response, "error_expired", "es")
    assert f'value="{sample.NUMBER}"' in page
    assert ticked(page) == []
    assert site.records() == []
    assert site.post(body(token_in(page))).text.count(site.label("done_title", "es"))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _token: "",
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda _token: "x" * 5_000,
        lambda token: token.replace(".", "é"),
    ],
)
def test_contract_8_an_altered_token_is_asked_again(site: Site, spoil: Any) -> None:
    page = asks_again(site, site.post(body(spoil(site.token()))), "error_again")
    assert f'value="{sample.NUMBER}"' in page
    assert ticked(page) == []
    assert site.records() == []


def test_a_token_of_another_form_is_asked_again(tmp_path: Path) -> None:
    root = sample.copy(tmp_path / "deployment", sample.AT_ONCE)
    (root / "channels" / "other.toml").write_text((root / "channels" / "web.toml").read_text(encoding="utf-8"))
    deployment, _ = sample.read(root)
    assert deployment is not None
    with sample.serving(deployment, sample.settings_for(tmp_path)) as site:
        token = token_in(site.client.get("/c/other/form").text)
        asks_again(site, site.post(body(token)), "error_again")
        assert (renew(site, token).status_code, renew(site, token, "other").status_code) == (403, 200)
        assert site.records() == []


def test_words_that_changed_since_are_asked_again(tmp_path: Path) -> None:
    """What was ticked on older words never grants by the new ones, nor by the old."""
    with sample.site(tmp_path / "old") as site:
        token = site.token()
        key = (tmp_path / "old" / "var" / "signing.key").read_text()
    file = "prompts/bluebird-updates/v1/en/disclosure.web.j2"
    settings = sample.settings_for(tmp_path)
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "signing.key").write_text(key)
    deployment, problems = sample.read(
        sample.copy(tmp_path / "new", {file: lambda text: text.replace("Terms:", "All terms:")})
    )
    assert deployment is not None, problems
    with sample.serving(deployment, settings) as site:
        assert renew(site, token).status_code == 409
        page = asks_again(site, site.post(body(token)), "error_again")
        assert "All terms:" in page
        assert site.records() == []


def test_f0_words_older_than_a_stop_are_asked_again(site: Site) -> None:
    """RULES F0: an answer whose showing is older than the last withdrawal in scope writes no `given`."""
    token = site.token()
    site.clock.forward(instant.MINUTE)
    site.text("STOP")
    site.clock.forward(instant.MINUTE)
    page = asks_again(site, site.post(body(token)), "error_again")
    assert ticked(page) == []
    assert [record["event"] for record in site.records()] == ["withdrawn"]
    assert site.permission("offers", "sms")["state"] == "withdrawn"
    site.post(body(token_in(page)))
    assert site.permission("offers", "sms")["state"] == "given"
    assert site.permission("order-updates", "sms")["state"] == "withdrawn"


def test_f0_the_token_is_the_showing(site: Site) -> None:
    """RULES F0: `shown_at` is its issue time, stored at submit."""
    token = site.token()
    issued_at = site.clock.now
    site.clock.forward(3 * instant.HOUR)
    site.post(body(token))
    record = site.records()[0]
    assert record["disclosure"]["shown_at"] == instant.text(issued_at)
    assert record["times"]["received_at"] == instant.text(issued_at + 3 * instant.HOUR)


# What a person gets wrong


@pytest.mark.parametrize(
    "typed",
    [
        "555", "415 555 01234567", "+1 555 0100", "+999 1234567", "anonymous", "+266696687", "4155550123 ext 5",
        "1-800-FLOWERS",
        "<script>alert(1)</script>", "\x00", "\u202e4155550123x", "🙂", "4" * 10_000,
    ],
)  # fmt: skip
def test_contract_8_a_number_that_cannot_be_is_asked_again_in_words(site: Site, typed: str) -> None:
    token = site.token("?lang=es")
    response = site.post(body(token, tel=typed, category=("offers",), voice=True), "?lang=es")
    page = asks_again(site, response, "error_number", "es")
    assert ticked(page) == ["offers", "voice"]
    assert token_in(page) == token
    assert site.records() == []


def test_a_missing_number_is_asked_for_and_the_same_page_can_be_sent(site: Site) -> None:
    token = site.token()
    page = asks_again(site, site.post(body(token, tel="  ")), "error_number_missing")
    assert site.label("error_number") not in page
    assert site.label("done_title") in site.post(body(token_in(page))).text
    assert len(site.records()) == 1


def test_without_a_box_nothing_is_granted(site: Site) -> None:
    token = site.token()
    page = asks_again(site, site.post(body(token, category=(), voice=True)), "error_category")
    assert f'value="{sample.NUMBER}"' in page
    assert ticked(page) == ["voice"]
    assert token_in(page) == token
    assert site.records() == []


def test_every_mistake_is_named_at_once(site: Site) -> None:
    page = asks_again(site, site.post(body(site.token(), tel="", category=())), "error_category")
    assert site.label("error_number_missing") in page


@pytest.mark.parametrize(
    "fields",
    [
        {"category": ["offers"]},
        {"category": ["offers"], "contact": ["fax"]},
        {"category": ["offers"], "contact": ["sms", "fax"]},
        {"category": ["offers", "lottery"], "contact": ["sms"]},
        {"category": ["OFFERS"], "contact": ["sms"]},
        {"category": [""], "contact": ["sms"]},
    ],
)
def test_a_form_with_other_boxes_than_ours_grants_nothing(site: Site, fields: dict[str, list[str]]) -> None:
    token = site.token()
    response = site.post(urlencode({"token": token, "tel": sample.NUMBER, **fields}, doseq=True))
    page = asks_again(site, response, "error_again")
    assert ticked(page) == []
    assert site.records() == []


def test_a_program_that_fills_the_trap_learns_and_records_nothing(site: Site) -> None:
    token = site.token()
    page = asks_again(site, site.post(body(token, website="https://spam.example")), "error_send")
    assert "spam.example" not in page
    assert site.records() == []
    assert site.label("done_title") in site.post(body(token_in(page))).text


# What no browser of ours sends


def test_contract_8_a_body_over_64_kib(site: Site) -> None:
    token = site.token()
    assert site.post(body(token, tel="4" * BODY_LIMIT)).status_code == 413
    assert site.records() == []


@pytest.mark.parametrize("name", ["token", "tel", "website"])
def test_contract_8_a_field_given_twice(site: Site, name: str) -> None:
    assert site.post(f"{body(site.token())}&{name}=x").status_code == 400
    assert site.records() == []


def test_contract_8_a_malformed_form(site: Site) -> None:
    token = site.token()
    assert site.post(body(token) + "&tel%=%ff&x=%ff").status_code == 400
    assert site.post(body(token), **{"content-type": "application/json"}).status_code == 400
    assert site.post(body(token) + "&a=1" * 100).status_code == 400
    assert site.records() == []


def test_contract_8_odd_unicode_never_fails(site: Site) -> None:
    for typed in ("\x00\x01", "\ud7ff\ue000", "\U0010ffff", "e\u0301\u200d", "\u2028\r\n<b>"):
        assert site.post(body(site.token(), tel=typed)).status_code == 200
    posted = body(site.token()) + "&" + urlencode({"note\x00": "\U0010ffff\x00"})
    assert site.post(posted).status_code == 200
    assert site.records()[0]["witness"]["request"]["body"] == posted


def test_contract_8_a_store_that_cannot_be_written(site: Site) -> None:
    token = site.token("?lang=es")
    with raw(site.settings.database) as beside:
        beside.execute("ALTER TABLE evidence RENAME TO elsewhere")
        response = site.post(body(token, voice=True), "?lang=es")
        assert response.status_code == 503
        assert int(response.headers["retry-after"]) > 0
        assert site.label("unavailable", "es") in response.text
        assert ticked(response.text) == ["offers", "voice"]
        assert token_in(response.text) == token
        beside.execute("ALTER TABLE elsewhere RENAME TO evidence")
    assert site.records() == []
    assert site.label("done_title", "es") in site.post(body(token, voice=True)).text
    assert len(site.records()) == 1

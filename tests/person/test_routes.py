"""`/p/{token}`: who has the address sees what is kept of them and can stop it; nobody else learns anything."""

import json
import logging
import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from capture_gateway.api import closed
from capture_gateway.intake import Intake
from capture_gateway.person.page import STYLE, STYLE_NAME
from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.running import GatewayUnderTest, running
from tests.person.visiting import FORM, Seen, agreed, ask, press
from tests.postgres import raw


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayUnderTest]:
    with running(sample.copy(tmp_path_factory.mktemp("project"))) as gateway:
        yield gateway


def events(gateway: GatewayUnderTest, person: str) -> list[str]:
    return [record["event"] for record in gateway.evidence(person)]


def is_gone(seen: Seen) -> bool:
    return seen.status == 404 and "This page does not exist" in seen.text and "Or text STOP to +1" in seen.text


def test_it_shows_what_they_agreed_to_in_the_words_they_saw(gateway: GatewayUnderTest) -> None:
    person, path = agreed(gateway)
    seen = ask(gateway, "GET", path)
    assert seen.status == 200
    _, given = gateway.evidence(person)
    assert given["disclosure"]["text"] in seen.text
    assert f"•••• </span>{person[-4:]}" in seen.text
    assert person[-7:] not in seen.text
    assert seen.buttons == [
        "bluebird-updates/order-updates", "bluebird-updates/offers", "bluebird-updates/recommendations", "bluebird",
    ]  # fmt: skip


def test_f9_what_was_recorded_as_sent_is_what_was_sent(gateway: GatewayUnderTest) -> None:
    person = somebody()
    gateway.text(person, "JOIN")
    (confirmed,) = gateway.text(person, "AGREE").texts
    given = gateway.evidence(person)[-1]
    assert given["reply"]["text"] == confirmed
    assert confirmed.endswith(gateway.text(person, "STATUS").texts[0].rpartition("\n")[2])


def test_asking_changes_nothing(gateway: GatewayUnderTest) -> None:
    person, path = agreed(gateway)
    for method in ("GET", "HEAD"):
        for query in ("", "?stop=bluebird", "?form=x&stop=bluebird", "?done=x", "?lang=es"):
            assert ask(gateway, method, path + query).status == 200
    assert ask(gateway, "PUT", path).status == 405
    assert events(gateway, person) == ["requested", "given"]


def test_a_button_stops_its_category_and_the_page_says_what_stands_now(gateway: GatewayUnderTest) -> None:
    person, path = agreed(gateway)
    pressed = press(gateway, path, "bluebird-updates/offers", User_Agent="Some Browser")
    assert (pressed.status, pressed.text) == (303, "")
    assert not gateway.permitted(person, "offers")
    assert gateway.permitted(person, "order-updates")
    record = gateway.evidence(person)[-1]
    assert (record["event"], record["act"]["kind"], record["subject"]["control"]) == ("withdrawn", "button", "code")
    assert record["channel"] == {"id": "page", "kind": "web"}
    assert (record["witness"]["level"], record["witness"]["user_agent"]) == ("gateway-observed", "Some Browser")
    after = ask(gateway, "GET", path + pressed.headers["location"])
    assert after.told == "Done " + " ".join(record["reply"]["text"].split())
    assert after.buttons == ["bluebird-updates/order-updates", "bluebird-updates/recommendations", "bluebird"]
    assert gateway.evidence(person, channel="page") == [record]


def test_one_button_stops_everything_for_good(gateway: GatewayUnderTest) -> None:
    person, path = agreed(gateway)
    pressed = press(gateway, path, "bluebird")
    assert not gateway.permitted(person, "order-updates")
    assert gateway.evidence(person)[-1]["decision"]["extent"] == "sender"
    after = ask(gateway, "GET", path + pressed.headers["location"])
    assert after.buttons == []
    assert "You have stopped everything from Bluebird Grocers" in after.text
    assert gateway.text(person, "STOP").texts == [], "it was confirmed once"


def test_pressed_twice_it_is_one_act_and_one_answer(gateway: GatewayUnderTest) -> None:
    person, path = agreed(gateway)
    form = ask(gateway, "GET", path).form
    first, second = (press(gateway, path, "bluebird", form) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    assert events(gateway, person) == ["requested", "given", "withdrawn"]


def test_an_old_page_stops_what_was_agreed_to_again(gateway: GatewayUnderTest) -> None:
    person, path = agreed(gateway)
    form = ask(gateway, "GET", path).form
    press(gateway, path, "bluebird", form)
    gateway.text(person, "JOIN")
    gateway.text(person, "AGREE")
    assert gateway.permitted(person)
    press(gateway, path, "bluebird", form)
    assert not gateway.permitted(person)


def test_stop_by_text_shows_on_the_page(gateway: GatewayUnderTest) -> None:
    person, path = agreed(gateway)
    gateway.text(person, "STOP")
    seen = ask(gateway, "GET", path)
    assert seen.buttons == []
    assert "You stopped everything from Bluebird Grocers" in seen.text


def test_nobody_presses_without_having_read_the_page(gateway: GatewayUnderTest) -> None:
    person, path = agreed(gateway)
    _, other = agreed(gateway)
    foreign = ask(gateway, "GET", other).form
    for form in ("x", foreign, foreign[:-1] + "A", "0" * 60_000):
        seen = press(gateway, path, "bluebird", form)
        assert (seen.status, seen.told[:19]) == (200, "Nothing was stopped")
    unknown = press(gateway, path, "redbird")
    assert unknown.told.startswith("Nothing was stopped")
    assert gateway.permitted(person)


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        ("form=x&form=x", FORM, 400),
        ("&".join(f"a{number}=1" for number in range(11)), FORM, 400),
        (b"\xff=1", FORM, 400),
        ("{}", {"content_type": "application/json"}, 400),
        ("x" * 70_000, FORM, 413),
        ("", FORM, 200),
    ],
)
def test_what_is_no_form_is_refused(
    body: str | bytes, headers: dict[str, str], status: int, gateway: GatewayUnderTest
) -> None:
    person, path = agreed(gateway)
    assert ask(gateway, "POST", path, body, **headers).status == status
    assert gateway.permitted(person)


@pytest.mark.parametrize("token", ["x", "A" * 22, "%00", "é".encode().hex(), "..%2f", "A" * 4_000, "%27%20OR%201=1"])
def test_whatever_opens_nothing_is_one_and_the_same_page(token: str, gateway: GatewayUnderTest) -> None:
    known = ask(gateway, "GET", "/p/nobody")
    assert is_gone(known)
    pages = [
        ask(gateway, "GET", f"/p/{token}"),
        ask(gateway, "POST", f"/p/{token}", urlencode({"form": "x", "stop": "bluebird"}), **FORM),
        ask(gateway, "GET", f"/p/{token}/receipt/x"),
    ]
    assert {(page.status, page.text) for page in pages} == {(404, known.text)}


def test_it_says_so_in_the_visitors_language(gateway: GatewayUnderTest) -> None:
    assert "Esta página no existe" in ask(gateway, "GET", "/p/nobody", accept_language="es-MX").text
    _, path = agreed(gateway, "UNIRME", "ACEPTO")
    spanish = ask(gateway, "GET", path, accept_language="en")
    assert spanish.headers["content-language"] == "es", "the language of the words that they were given"
    assert "Sus mensajes de Bluebird Grocers" in spanish.text
    english = ask(gateway, "GET", f"{path}?lang=en")
    assert english.headers["content-language"] == "en"
    pressed = press(gateway, f"{path}?lang=en", "bluebird", english.form)
    assert pressed.headers["location"].startswith("?lang=en&done=")


def test_receipts_are_of_their_own_records_alone(gateway: GatewayUnderTest) -> None:
    person, path = agreed(gateway)
    newest, oldest = ask(gateway, "GET", path).receipts
    answer = ask(gateway, "GET", f"/p/{newest}")
    receipt = json.loads(answer.text)
    given = gateway.evidence(person)[-1]
    assert (receipt["schema"], receipt["record"]["id"]) == ("capture-gateway/receipt/1", given["id"])
    assert answer.headers["content-disposition"] == f'attachment; filename="receipt-{given["id"]}.json"'
    assert answer.headers["cache-control"] == "no-store"
    assert ask(gateway, "GET", f"/p/{oldest}").status == 200
    _, other = agreed(gateway)
    assert is_gone(ask(gateway, "GET", f"{other}/receipt/{given['id']}"))
    assert is_gone(ask(gateway, "GET", f"{path}/receipt/nothing"))


def test_nothing_of_it_is_kept_framed_indexed_or_told_on(gateway: GatewayUnderTest) -> None:
    _, path = agreed(gateway)
    for seen in (ask(gateway, "GET", path), ask(gateway, "GET", "/p/nobody"), press(gateway, path, "bluebird")):
        assert seen.headers["cache-control"] == "no-store"
        assert seen.headers["referrer-policy"] == "no-referrer"
        assert seen.headers["x-robots-tag"] == "noindex, nofollow, noarchive"
        assert seen.headers["content-security-policy"] == (
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        )
    page = ask(gateway, "GET", path).text
    assert '<meta name="robots" content="noindex, nofollow, noarchive">' in page
    assert "<script" not in page
    assert re.findall(r'(?:src|<link[^>]*href)="([^"]*)"', page) == [STYLE_NAME]
    style = ask(gateway, "GET", f"/p/{STYLE_NAME}")
    assert style.text.encode() == STYLE
    assert "immutable" in style.headers["cache-control"]
    assert b"url(" not in STYLE


def test_a_store_that_fails_says_so_in_words_and_confirms_nothing(gateway: GatewayUnderTest) -> None:
    person, path = agreed(gateway)
    form = ask(gateway, "GET", path).form
    with gateway.no_evidence_can_be_written():
        for seen in (ask(gateway, "GET", path), press(gateway, path, "bluebird", form)):
            assert (seen.status, seen.headers["retry-after"]) == (503, "10")
            assert "Nothing was changed" in seen.text
            assert "reply STOP" in seen.text
    assert gateway.permitted(person)


def test_the_token_is_in_no_log(gateway: GatewayUnderTest, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), raw(gateway.settings.database) as beside:
        _, path = agreed(gateway)
        form = ask(gateway, "GET", path).form
        press(gateway, path, "bluebird-updates/offers", form)
        ask(gateway, "PUT", path)
        ask(gateway, "POST", path, "x" * 70_000, **FORM)
        beside.execute("ALTER TABLE first_answer RENAME TO gone")
        try:
            refused = press(gateway, path, "bluebird", form)
        finally:
            beside.execute("ALTER TABLE gone RENAME TO first_answer")
        figures = ask(gateway, "GET", "/metrics").text
    assert refused.status == 503
    token = path.removeprefix("/p/")
    # uvicorn's access log is off where it serves; only pytest listens to it all the same.
    written = "\n".join(record.getMessage() for record in caplog.records if record.name != "uvicorn.access")
    assert "the store refused a write" in written
    assert token not in written
    assert token not in figures


def test_c6_while_only_withdrawals_are_taken_the_page_is_one_button_and_shows_nothing(
    gateway: GatewayUnderTest,
) -> None:
    person, path = agreed(gateway, "UNIRME", "ACEPTO")
    (_, given) = gateway.evidence(person)
    intake = gateway.webhooks._intake
    assert isinstance(intake, Intake)
    intake.closed = "the database is older than what was signed"
    try:
        page, english = ask(gateway, "GET", path), ask(gateway, "GET", f"{path}?lang=en")
        unknown, receipt = ask(gateway, "GET", "/p/nobody"), ask(gateway, "GET", f"{path}/receipt/{given['id']}")
        again, noted = press(gateway, path, "bluebird", "x"), press(gateway, path, "bluebird")
    finally:
        intake.closed = ""
    assert (page.status, page.buttons, page.headers["content-language"]) == (200, ["bluebird"], "es")
    assert "Cancelar todo de Bluebird Grocers" in page.text
    assert "You can stop your messages here" in english.text
    assert f"•••• </span>{person[-4:]}" in page.text
    assert not any(told in page.text for told in (given["id"], given["disclosure"]["text"][:30], "Usted aceptó"))
    assert [(seen.status, seen.buttons) for seen in (unknown, receipt, again)] == [(503, [])] * 3
    assert "This page does not exist" not in unknown.text
    assert (noted.status, noted.buttons) == (200, [])
    assert "Su cancelación quedó registrada" in noted.text
    assert not gateway.permitted(person)
    assert all(closed._is_open(method, path) for method in ("GET", "HEAD", "POST"))
    assert not closed._is_open("GET", "/c/web/form")

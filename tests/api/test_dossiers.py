"""One person's dossier: everything in it once, in order, readable by somebody who never saw the gateway."""

import json
import re
import secrets
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any, get_args
from urllib.request import Request, urlopen

import pytest
from markupsafe import Markup

from capture_gateway.api import linked_data
from capture_gateway.api.dossiers import contents, page, sentences
from capture_gateway.api.dossiers.sentences import Sentences, printable, quoted
from capture_gateway.core.act import Control, Kind, Level
from capture_gateway.core.disclosure import Medium, showing_of
from capture_gateway.core.outgoing import Purpose
from capture_gateway.core.permission import Event, Standing, State
from capture_gateway.core.program import StopScope
from capture_gateway.storage import dossiers, tokens
from capture_gateway.storage.database import Database, beside, snapshot
from capture_gateway.storage.dossiers import Kept
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.running import GatewayUnderTest
from tests.api.dossier_story import ARABIC, HOSTILE, live
from tests.prompts.lint.bluebird import PROGRAM, words
from tests.storage.plans import plan


def asked(
    gateway: GatewayUnderTest, body: object, accept: str = "application/json", token: str = ""
) -> tuple[Any, str]:
    """The headers of a dossier, and its text."""
    headers = {"authorization": f"Bearer {token or gateway.api_token}", "accept": accept}
    request = Request(f"{gateway.base}/v1/dossiers", json.dumps(body).encode(), headers)
    with urlopen(request) as answer:
        return answer.headers, answer.read().decode()


@pytest.fixture(scope="module")
def person(gateway: GatewayUnderTest) -> str:
    """Somebody with a past."""
    number = somebody()
    live(gateway, number)
    return number


@pytest.fixture(scope="module")
def dossier(gateway: GatewayUnderTest, person: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(asked(gateway, {"address": person})[1])
    return made


@pytest.fixture(scope="module")
def printed(gateway: GatewayUnderTest, person: str) -> str:
    return asked(gateway, {"address": person}, "text/html")[1]


class Reader(HTMLParser):
    """What a browser makes of a page: its elements, its text, the targets of its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_it_is_what_its_schema_says(gateway: GatewayUnderTest, dossier: dict[str, Any], person: str) -> None:
    contents.Dossier.model_validate(dossier)
    assert dossier["schema"] == "capture-gateway/dossier/1"
    assert dossier["address"] == f"tel:{person}"
    assert dossier["made_by"].startswith("test-")
    assert [sender["legal_name"] for sender in dossier["senders"]] == ["Bluebird Grocers, Inc."]
    assert len(dossier["permissions"]) == 9
    assert {(one["permitted"], one["state"]) for one in dossier["permissions"]} == {(False, "withdrawn")}


def test_everything_that_is_kept_stands_in_it_once_in_order_of_time(
    gateway: GatewayUnderTest, dossier: dict[str, Any], person: str
) -> None:
    items = dossier["items"]
    assert [item["at"] for item in items] == sorted(item["at"] for item in items)
    by_kind: dict[str, list[Any]] = {}
    for item in items:
        by_kind.setdefault(item["kind"], []).append(item[item["kind"]])
    assert sorted(by_kind["record"], key=lambda one: one["position"]) == gateway.evidence(person)
    assert [one["value"] for one in by_kind["message"]] == [ARABIC, HOSTILE]
    assert [one["medium"] for one in by_kind["showing"]] == ["text", "speech", "speech", "page", "text"]
    assert [one["purpose"] for one in by_kind["text"]] == ["granted"]
    assert by_kind["text"][0]["status"] == "delivered"
    assert len(by_kind["review"]) == 1
    for items_of_kind in by_kind.values():
        assert len({one["id"] for one in items_of_kind}) == len(items_of_kind)


def test_the_words_are_exact_and_found_by_their_digest(dossier: dict[str, Any]) -> None:
    shown = {item["showing"]["sha256"] for item in dossier["items"] if item["kind"] == "showing"}
    assert shown == dossier["words"].keys()
    assert {sha256(text.encode()).hexdigest() for text in dossier["words"].values()} == shown


def test_a_stranger_has_an_empty_one_that_says_so(gateway: GatewayUnderTest) -> None:
    number = somebody()
    made = json.loads(asked(gateway, {"address": number})[1])
    assert made["items"] == []
    assert {one["state"] for one in made["permissions"]} == {"none"}
    assert "Nothing is kept of this number" in asked(gateway, {"address": number}, "text/html")[1]
    assert gateway.evidence(number) == []


@pytest.mark.parametrize(
    ("body", "status"), [({}, 422), ({"address": "12"}, 422), ({"address": "+14155560000", "program": "none"}, 422)]
)
def test_who_cannot_be_meant_is_told(gateway: GatewayUnderTest, body: object, status: int) -> None:
    assert gateway.post("/v1/dossiers", body)[0] == status


def test_the_page_is_one_file_that_runs_nothing_and_fetches_nothing(
    gateway: GatewayUnderTest, person: str, printed: str
) -> None:
    headers = asked(gateway, {"address": person}, "text/html")[0]
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'; style-src 'sha256-" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert person not in str(headers)
    elements = Reader(printed).elements
    assert {tag for tag, _ in elements}.isdisjoint({"script", "img", "link", "iframe", "form", "svg", "object", "base"})
    assert not [name for _, attributes in elements for name in attributes if name.startswith("on") or name == "style"]
    ids = {attributes["id"] for _, attributes in elements if "id" in attributes}
    links = {attributes["href"] for tag, attributes in elements if tag == "a"}
    assert links
    assert {str(link).removeprefix("#") for link in links} <= ids


def test_the_page_says_what_happened_in_sentences(printed: str, person: str) -> None:
    text = " ".join(Reader(printed).text.split())
    for sentence in (
        "The person texted “JOIN” to +1 415-555-0100. This is a request for consent to Order updates, Weekly offers",
        "Weekly offers and Recommendations by text message and WhatsApp. It is no consent yet.",
        "The person texted “AGREE” to +1 415-555-0100, in answer to the words. With that, they agreed to Order updates",
        "The person called +1 415-555-0101 and pressed “1”. With that, they agreed to",
        "Whether that meant stop is unclear.",
        "The person texted “STOP” to +1 415-555-0100. With that, consent to every message of Bluebird Grocers was",
        f"The person texted “{ARABIC}” to +1 415-555-0100. Nothing follows from it for consent.",
        "The telephone company reported: delivered.",
        "Bluebird Grocers, Inc. (Bluebird Grocers)",
        "gateway-observed: Witnessed. Capture Gateway showed the page and took the answer itself.",
    ):
        assert sentence in text
    assert "integrator-asserted" not in text


def test_every_word_and_every_field_stands_on_the_page(dossier: dict[str, Any], printed: str) -> None:
    text = Reader(printed).text
    for digest, words_ in dossier["words"].items():
        assert text.count(words_) == 1
        assert digest in text
    for item in dossier["items"]:
        if item["kind"] == "record":
            for value in (item["record"]["id"], item["record"]["witness"].get("request", {}).get("body", "")):
                assert value in text


def test_hostile_text_stays_text(printed: str) -> None:
    assert printed.count("<script") == 0
    assert printed.count("&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt;") == 1
    assert "[U+202E]evil[U+202C] &amp; {{ 7*7 }}" in printed
    assert quoted('"><b>') == Markup('“<bdi class="said">&#34;&gt;&lt;b&gt;</bdi>”')
    assert printable("a\x00b\u202ec\td\ne👩🏽‍🌾\u200f") == "a[U+0000]b[U+202E]c\td\ne👩🏽‍🌾\u200f"


def test_a_token_of_another_program_gets_nothing_of_this_one(gateway: GatewayUnderTest, person: str) -> None:
    secret = secrets.token_urlsafe(16)
    with closing(Database(gateway.settings.database, KEYS)) as database, database.transaction() as connection:
        name = f"other-{secrets.token_hex(4)}"
        tokens.create(connection, name, ["evidence:read"], secret, gateway.now(), programs=["another"])
    made = json.loads(asked(gateway, {"address": person}, token=secret)[1])
    assert (made["items"], made["permissions"], made["programs"], made["words"]) == ([], [], [], {})
    assert made["made_by"] == name


def test_one_program_alone_can_be_asked_for(gateway: GatewayUnderTest, dossier: dict[str, Any], person: str) -> None:
    made = json.loads(asked(gateway, {"address": person, "program": "bluebird-updates"})[1])
    assert len(made["items"]) == len(dossier["items"])


def test_all_of_it_is_of_one_instant(gateway: GatewayUnderTest) -> None:
    number = somebody()
    gateway.text(number, "JOIN")
    with beside(gateway.settings.database, KEYS) as connection, snapshot(connection):
        before = dossiers.of(connection, f"tel:{number}", None)
        gateway.text(number, "AGREE")
        after = dossiers.of(connection, f"tel:{number}", None)
    assert before == after
    with beside(gateway.settings.database, KEYS) as connection:
        assert len(dossiers.of(connection, f"tel:{number}", None).records) == 2


def test_it_is_found_by_indexes_however_much_there_is(gateway: GatewayUnderTest) -> None:
    with beside(gateway.settings.database, KEYS) as connection:
        for table in ("evidence", "showing", "message", "outbox", "review"):
            (step,) = plan(connection, f"SELECT * FROM {table} WHERE subject = 'x'", ()).steps  # noqa: S608
            assert re.search(r"\w+_subject", step.by), table


def test_what_another_system_reports_is_told_as_a_claim(gateway: GatewayUnderTest) -> None:
    number = somebody()
    report = {
        "address": number, "program": "bluebird-updates", "categories": ["offers"], "contact": ["sms"],
        "disclosure": {"text": "I agree </blockquote> to {offers}.", "language": "en"},
        "act": {"kind": "tick", "value": "offers"}, "claimed_at": "2024-05-01T09:30:00Z", "source": "old-crm",
    }  # fmt: skip
    assert gateway.post("/v1/evidence", report)[0] == 201
    text = " ".join(Reader(asked(gateway, {"address": number}, "text/html")[1]).text.split())
    assert "told the gateway what the person did elsewhere (tick): “offers”. With that, they agreed to Weekly" in text
    assert "1 May 2024, 09:30:00.000 UTC; nobody here saw it" in text
    assert "integrator-asserted: Told." in text
    assert "Text 1, as another system says" in text
    assert text.count("I agree </blockquote> to {offers}.") == 1


def test_there_are_words_for_everything_that_can_be_recorded() -> None:
    assert {*get_args(Event)} <= sentences.TITLES.keys()
    assert {*get_args(Kind)} == sentences._ACTS.keys() == linked_data._METHODS.keys()
    assert {*get_args(Event)} == sentences._OUTCOMES.keys() == linked_data.STATUS.keys()
    assert {*get_args(Level)} == sentences.WITNESSES.keys()
    assert {*get_args(Control)} == sentences.CONTROLS.keys()
    assert {*get_args(State)} == sentences.STATES.keys()
    assert {*get_args(StopScope)} == sentences._REACHES.keys()
    assert {*get_args(Medium)} == sentences._MEDIA.keys()
    assert {*get_args(Purpose)} == sentences._PURPOSES.keys()


def test_a_program_that_is_not_served_any_more_is_called_by_its_id() -> None:
    told = Sentences({}, {})
    assert told.things("old", ["offers", "news"], ["sms"]) == "offers and news by sms"
    assert told.things("old", [], []) == "everything by any way of contact"
    assert told.line("sms") == "“sms”"


def test_a_showing_that_nobody_answered_is_told() -> None:
    showing = showing_of(
        replace(words("Hello."), version="v1"), "1", subject="tel:+14155550123", sender="bluebird", channel="sms",
        shown_at=0,
    )  # fmt: skip
    kept = Kept(0, b"", {"bluebird": Standing()}, [], [showing], {showing.sha256: "Hello."}, [], [], [])
    made = contents.of(kept, "tel:+14155550123", [PROGRAM], made_at=0, made_by="me")
    text = " ".join(Reader(page.render(made, [PROGRAM])).text.split())
    assert "Could be answeredstill" in text
    assert "1 January 1970, 00:00:00.000" in text

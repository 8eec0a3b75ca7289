"""A program's page: everything a carrier's reviewer looks for, in the very words that are given."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest

from capture_gateway.carrier.page import STYLE, STYLE_NAME, render
from capture_gateway.channels import ways_in
from capture_gateway.core.program import Program, StopScope
from capture_gateway.testing.clock import Clock
from tests.browser import Server, Visitors, violations
from tests.channels.web import sample

PAGE = "/programs/bluebird-updates"
DEPLOYMENT = sample.unchanged()
assert DEPLOYMENT is not None
CATALOGUE = DEPLOYMENT.catalogue
PROGRAM = CATALOGUE.programs["bluebird-updates"]
WAYS = partial(ways_in, DEPLOYMENT, PROGRAM.id)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sample.Site]:
    with sample.site(tmp_path_factory.mktemp("site")) as running:
        yield running


def plain(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_disclosure_and_confirmation_stands_there_word_for_word(language: str) -> None:
    shown = plain(render(PROGRAM, language, WAYS(language)))
    found = 0
    for words in CATALOGUE.all():
        is_later = bool(words.slots) or (words.name, words.kind) == ("confirmation", "web")  # once the number has acted
        if words.language == language and words.role in ("disclosure", "confirmation", "question") and not is_later:
            assert " ".join(words.text.split()) in shown, f"{words.name}.{words.kind}"
            found += 1
    assert found >= 8


def test_it_says_who_what_how_often_rates_stop_help_terms_privacy_and_no_condition() -> None:
    shown = plain(render(PROGRAM, "en", WAYS("en")))
    for part in (
        "Bluebird Grocers, Inc.", "48 Feather Lane, San Francisco, CA 94107", "help@bluebird.example",
        "+1 800 555 0199", "Weekly offers", "The lower prices and coupons of the week", "up to 10 messages per month",
        "text message, WhatsApp, phone call", "Message and data rates may apply", "not a condition of any purchase",
        "Text JOIN to +1 415-555-0100", "Call +1 415-555-0101 and press 8", "Reply STOP to any message",
        "Reply STOP OFFERS : only “ Weekly offers ” stops", "Reply HELP to any message",
        "Terms: https://bluebird.example/terms", "Privacy policy: https://bluebird.example/privacy",
    ):  # fmt: skip
        assert part in shown, part


@pytest.mark.parametrize(
    ("scope", "promise"),
    [
        ("sender", "everything stops"),
        ("program", "the messages of this program stop"),
        ("category", "STOP ALL stops everything"),
    ],
)
def test_c1_it_promises_what_stop_does(scope: StopScope, promise: str) -> None:
    program: Program = replace(PROGRAM, stop_scope=scope)
    promises = ("everything stops", "of this program stop", "STOP ALL stops everything")
    shown = plain(render(program, "en", WAYS("en")))
    assert promise in shown
    assert sum(each in shown for each in promises) == 1


def test_whatever_a_file_says_is_escaped() -> None:
    sender = replace(PROGRAM.sender, name="<i>Tom & Jerry's</i>", legal_name="<b>x", contact="a@b.example, <script>1")
    category = replace(PROGRAM.categories["offers"], label={"en": "<u>"}, samples={"en": ("<img src=x>",)})
    program = replace(PROGRAM, sender=sender, categories={"offers": category})
    way = WAYS("en")[0]
    odd = replace(way, replies=(replace(way.replies[1], act='"><script>', about="<u>"),))
    page = render(program, "en", [odd])
    assert not re.search(r"<(script|img|i|u)\b", page)
    assert "&lt;i&gt;Tom &amp; Jerry&#39;s&lt;/i&gt;" in page


def test_languages_are_chosen_as_on_the_form(site: sample.Site) -> None:
    assert '<html lang="en" dir="ltr">' in site.client.get(PAGE).text
    assert site.client.get(PAGE, headers={"accept-language": "es-MX"}).headers["content-language"] == "es"
    spanish = site.client.get(f"{PAGE}?lang=es", headers={"accept-language": "en"}).text
    assert '<html lang="es" dir="ltr">' in spanish
    assert '<a href="?lang=en" lang="en" hreflang="en">English</a>' in spanish
    assert "Mensajes de" in spanish


def test_a_language_without_labels_keeps_its_own_words() -> None:
    spoken = {"ht": "x"}
    categories = {id_: replace(each, label=spoken, description=spoken) for id_, each in PROGRAM.categories.items()}
    ways = dict.fromkeys(PROGRAM.contact, spoken)
    program = replace(PROGRAM, languages=("ht",), categories=categories, frequency=spoken, ways=ways)
    page = render(program, "ht", [replace(way, language="ht") for way in WAYS("en")])
    assert '<html lang="en" dir="ltr">' in page
    assert '<p lang="ht">' in page


def test_an_unknown_program_is_404(site: sample.Site) -> None:
    assert site.client.get("/programs/redbird").status_code == 404
    assert site.client.get("/programs/").status_code == 404
    assert site.client.post(PAGE).status_code == 405


def test_nothing_but_its_own_style_sheet_is_allowed_or_named(site: sample.Site) -> None:
    response = site.client.get(PAGE)
    assert response.headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["vary"] == "Accept-Language"
    assert "<script" not in response.text
    assert re.findall(r'(?:src|<link[^>]*href)="([^"]*)"', response.text) == [STYLE_NAME]
    style = site.client.get(f"/programs/{STYLE_NAME}")
    assert style.content == STYLE
    assert "immutable" in style.headers["cache-control"]
    assert b"url(" not in STYLE
    assert b"@import" not in STYLE


def test_the_link_to_the_form_leads_there(site: sample.Site) -> None:
    (link,) = re.findall(r'class="go" href="([^"]*)"', site.client.get(f"{PAGE}?lang=es").text)
    assert link == "../c/web/form?lang=es"
    assert site.client.get("/c/web/form?lang=es").status_code == 200


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = Server()
    settings = sample.settings_for(tmp_path_factory.mktemp("served"), server.address)
    assert DEPLOYMENT is not None
    server.run(sample.application(DEPLOYMENT, settings, Clock()))
    yield server.address
    server.stop()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_it_is_accessible_and_fits_every_screen(width: int, scheme: str, visitors: Visitors, address: str) -> None:
    visit = visitors(width, color_scheme=scheme, java_script_enabled=True)
    for language in ("en", "es"):
        visit.page.goto(f"{address}{PAGE}?lang={language}")
        assert violations(visit.page) == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    visit.page.get_by_role("link", name="Llene el formulario").click()
    assert visit.page.url == f"{address}/c/web/form?lang=es"
    assert visit.complaints == []


def test_its_headings_are_its_contents(visitors: Visitors, address: str) -> None:
    visit = visitors(java_script_enabled=False)
    visit.page.goto(f"{address}{PAGE}")
    headings = visit.page.get_by_role("heading").all_inner_texts()
    assert headings == [
        "Messages from Bluebird Grocers", "What you can get", "How to sign up", "By text message", "By phone",
        "On the web", "How to stop", "Help", "Who sends these messages",
    ]  # fmt: skip

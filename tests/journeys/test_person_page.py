"""Somebody opens the page of their own from the confirmation, and leaves: one thing, then everything."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.running import GatewayUnderTest, running
from capture_gateway.testing.texting import parted
from tests.browser import Visitors, violations


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayUnderTest]:
    with running(sample.copy(tmp_path_factory.mktemp("project"))) as gateway:
        yield gateway


def agreed(gateway: GatewayUnderTest, join: str, agree: str) -> tuple[str, str]:
    """Somebody who agreed: their number, and the link that they were texted."""
    person = somebody()
    gateway.text(person, join)
    (confirmed,) = gateway.text(person, agree).texts
    return person, parted(confirmed)[1]


@pytest.mark.parametrize(
    ("language", "width", "scheme", "said"),
    [
        ("en", 360, "dark", ("JOIN", "AGREE", "Stop Weekly offers", "Stop everything", "You still get")),
        (
            "es",
            1280,
            "light",
            ("UNIRME", "ACEPTO", "Cancelar Ofertas semanales", "Cancelar todo", "Seguirá recibiendo"),
        ),
    ],
)
def test_somebody_leaves_one_thing_then_everything(
    language: str, width: int, scheme: str, said: tuple[str, ...], gateway: GatewayUnderTest, visitors: Visitors
) -> None:
    join, agree, one, everything, remaining = said
    person, link = agreed(gateway, join, agree)
    visit = visitors(width, color_scheme=scheme, java_script_enabled=True)
    page = visit.page
    page.goto(link)
    assert page.evaluate("document.documentElement.lang") == language
    words = gateway.evidence(person)[-1]["disclosure"]["text"]
    assert page.locator("details[open] blockquote").inner_text() == words
    assert violations(page) == []
    page.get_by_role("button", name=one).click()
    page.get_by_text(remaining).wait_for()
    assert not gateway.permitted(person, "offers")
    assert gateway.permitted(person, "recommendations")
    assert violations(page) == []
    page.get_by_role("button", name=everything).click()
    page.get_by_role("button", name=everything).wait_for(state="detached")
    assert page.get_by_role("button").count() == 0
    assert not gateway.permitted(person, "recommendations")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.reload()
    assert [record["event"] for record in gateway.evidence(person)] == ["requested", "given", "withdrawn", "withdrawn"]
    assert visit.complaints == []


def test_the_receipt_is_a_file_and_the_page_that_is_none_helps(
    gateway: GatewayUnderTest, visitors: Visitors, tmp_path: Path
) -> None:
    person, link = agreed(gateway, "OFFERS", "AGREE")
    visit = visitors(360)
    visit.page.goto(link)
    with visit.page.expect_download() as download:
        visit.page.get_by_role("link", name="Receipt You agreed").click()
    download.value.save_as(tmp_path / "receipt.json")
    receipt = json.loads((tmp_path / "receipt.json").read_bytes())
    assert receipt["record"]["id"] == gateway.evidence(person)[-1]["id"]
    assert visit.complaints == []
    visit.page.goto(link[:-1] + ("A" if link[-1] != "A" else "Q"))
    assert visit.page.get_by_role("heading").inner_text() == "This page does not exist"
    assert violations(visit.page) == []


def test_without_a_press_nothing_happens_and_after_erasure_there_is_no_page(
    gateway: GatewayUnderTest, visitors: Visitors
) -> None:
    """A program that looks at links before people do loads everything on the page, and follows what it finds."""
    person, link = agreed(gateway, "JOIN", "AGREE")
    page = visitors().page
    page.goto(link)
    for target in page.evaluate("[...document.links].map(link => link.href)"):
        if target.startswith(gateway.base) and "/receipt/" not in target:
            page.goto(target)
    assert [record["event"] for record in gateway.evidence(person)] == ["requested", "given"]
    gateway.text(person, "STOP")
    status, _ = gateway.post("/v1/erasures", {"address": f"tel:{person}", "reason": "asked for it"})
    assert status in (200, 201)
    answer = page.goto(link)
    assert answer is not None
    assert answer.status == 404
    gateway.text(person, "JOIN")
    answer = page.goto(link)
    assert answer is not None
    assert answer.status == 404, "who comes back has another page"
    assert not gateway.permitted(person)

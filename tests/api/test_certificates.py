"""What a certificate says: for every kind of record, in every language, and for those whose person was erased."""

import re
from dataclasses import replace
from string import Formatter
from typing import Any, get_args, get_type_hints

import orjson
import pytest

from capture_gateway.api.certificates import contents, page
from capture_gateway.core.act import Check, Control, Kind, Level
from capture_gateway.core.disclosure import Medium, digest
from capture_gateway.core.permission import Event
from capture_gateway.core.program import StopScope
from capture_gateway.ledger.checkpoint import Checkpoint
from capture_gateway.ledger.proofs import Proof
from capture_gateway.receipts.making import Made
from tests.browser import Visitors, violations
from tests.prompts.lint.bluebird import PROGRAM
from tests.receipts import sample

BASE = "https://consent.example"
MORE = {
    "sender.legal_name": "Bluebird Grocers, Inc.",
    "sender.address": "48 Feather Lane, San Francisco",
    "sender.contact": "help@bluebird.example",
    "channel.address": "tel:+14155550100",
    "reply.version": "v1",
    "reply.language": "en",
    "witness.provider": "twilio",
    "witness.provider_id": "SM1",
}


def made(is_erased: bool = False, **fields: Any) -> Made:
    changed = {**sample.FIELDS, **MORE, **{name.replace("__", "."): value for name, value in fields.items()}}
    changed = {name: value for name, value in changed.items() if value is not None}
    receipt = sample.of(changed, is_erased=is_erased)
    note = Proof.parse(receipt.proof).checkpoint
    return Made(receipt, Checkpoint.parse(note.partition("\n\n")[0] + "\n"))


def text(certificate: str) -> str:
    """What a person reads of it, on one line."""
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]*>", "", certificate, flags=re.DOTALL).split())


def slots(label: str) -> set[str]:
    """The names that are filled in."""
    return {name for _, name, _, _ in Formatter().parse(label) if name}


def test_every_language_says_the_same_things() -> None:
    first, *others = page.LANGUAGES.values()
    for other in others:
        assert other.keys() == first.keys()
        for name in sorted(first):
            assert slots(other[name]) == slots(first[name]), name


@pytest.mark.parametrize(
    ("label", "values"),
    [
        ("act", Kind),
        ("level", Level),
        ("control", Control),
        ("shown", Medium),
        ("title", Event),
        ("extent", StopScope),
        ("checked", get_type_hints(Check)["result"]),
    ],
)
def test_there_is_a_sentence_for_everything_that_a_record_can_say(label: str, values: Any) -> None:
    names = {f"{label}.{value}" for value in get_args(values)}
    assert names <= {*page.LANGUAGES["en"]}


def test_what_is_known_what_was_reported_and_what_nobody_can_prove() -> None:
    boxes = contents.of(made().receipt.record)
    assert [name for name, _ in boxes.known] == [
        "received", "level.provider-signed", "provider", "number", "act.reply", "shown.text", "replied", "decided",
    ]  # fmt: skip
    assert [name for name, _ in boxes.reported] == ["control.reply", "not_delivered"]
    assert [name for name, _ in boxes.unproven][:2] == ["unproven.who", "unproven.read"]


def test_what_another_system_says_is_not_known() -> None:
    told = made(witness__level="integrator-asserted", disclosure__showing=None, disclosure__shown_at=None)
    boxes = contents.of(told.receipt.record)
    assert not {"act.reply", "shown.text"} & {name for name, _ in boxes.known}
    assert "told" in {name for name, _ in boxes.reported}
    assert boxes.unproven[0][0] == "unproven.told"
    read = text(page.render(told, PROGRAM, "en", BASE))
    assert "it was not Capture Gateway that gave them" in read
    assert "No telephone company signed a request" in read


def test_an_erased_record_says_what_is_left_and_nothing_else() -> None:
    for language in sorted(page.LANGUAGES):
        certificate = page.render(made(is_erased=True), PROGRAM, language, BASE)
        read = text(certificate)
        assert "blockquote" not in certificate.partition("</style>")[2]
        assert digest(sample.TEXT) in read
        for gone in ("4155550123", "AGREE", "SM1"):
            assert gone not in read
        assert page.LANGUAGES[language]["gone"].split(":")[0] in read


def test_that_somebody_was_erased_tells_of_nobody() -> None:
    gone: dict[str, Any] = {name: None for name in sample.FIELDS if name.startswith(("subject", "disclosure", "reply"))}
    erasing = made(**gone, event="erased", decision__annuls=["1", "2"], witness__level="integrator-asserted")
    read = text(page.render(erasing, PROGRAM, "en", BASE))
    assert "What told of the person in 2 records is destroyed" in read
    assert "agreed to the words that were shown" in read, "the reason"
    assert "That nobody kept a copy elsewhere." in read
    assert "Who held the telephone" not in read


def test_a_browser_shows_the_words_byte_for_byte_and_saves_the_receipt(visitors: Visitors) -> None:
    seen, unseen = " \n\tfirst\r\n  <b>&amp;</b> \u05d0\n", "a\u202eb\u0000c"
    visit = visitors()
    for words in (seen, unseen):
        certificate = made(disclosure__text=words, disclosure__sha256=digest(words))
        visit.page.set_content(page.render(certificate, PROGRAM, "en", BASE))
        shown = visit.page.locator("blockquote").first.evaluate("element => element.textContent")
        said = visit.page.get_by_text("Characters that cannot be seen").count()
        assert (shown == words, said) == ((True, 0) if words == seen else (False, 1))
        with visit.page.expect_download() as saved:
            visit.page.get_by_text("Download the receipt").click()
        assert saved.value.path().read_bytes() == certificate.receipt.to_bytes()
    assert visit.complaints == []


def test_what_people_wrote_is_quoted() -> None:
    hostile = made(act__value='</bdi><script>alert("1")</script>\u202e', sender__name="<i>x</i>")
    certificate = page.render(hostile, PROGRAM, "en", BASE)
    assert "<script" not in certificate
    assert "<i>" not in certificate
    assert "[U+202E]" in certificate


def test_names_are_ids_where_a_program_is_served_no_more() -> None:
    assert "Weekly offers" in text(page.render(made(), PROGRAM, "en", BASE))
    assert "offers and order-updates" in text(page.render(made(), None, "en", BASE))
    unknown = replace(PROGRAM, categories={}, ways={})
    assert "offers and order-updates" in text(page.render(made(), unknown, "en", BASE))


def test_it_says_how_to_check_it() -> None:
    certificate = made()
    read = text(page.render(certificate, PROGRAM, "en", BASE))
    name = f"receipt-{certificate.receipt.record['id']}.json"
    assert f"capture-gateway verify {name} --key {certificate.receipt.key}" in read
    assert f"{BASE}/ledger/key" in read
    assert orjson.loads(certificate.receipt.leaf)["disclosure"]["sha256"] in read


def test_it_is_accessible_and_fits_every_screen(visitors: Visitors) -> None:
    erased, plain = made(is_erased=True), made(program__test=True, decision__extent="sender")
    for width, certificate, language in ((360, plain, "es"), (1280, erased, "en")):
        visit = visitors(width)
        visit.page.set_content(page.render(certificate, PROGRAM, language, BASE))
        assert violations(visit.page) == []
        assert visit.complaints == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width

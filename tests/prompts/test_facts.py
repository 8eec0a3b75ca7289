from dataclasses import replace
from pathlib import Path

import pytest

from capture_gateway.core.problem import Problem
from capture_gateway.core.program import Erasure, Limits, Processing
from capture_gateway.prompts import facts, files
from capture_gateway.testing import sample

FILE = "prompts/bluebird-updates/program.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample.copy(tmp_path)


def read(root: Path) -> tuple[facts.Facts | None, list[Problem]]:
    problems: list[Problem] = []
    return facts.read((root / FILE).parent, root, problems), problems


def test_the_file_becomes_a_program(root: Path) -> None:
    found, problems = read(root)
    assert problems == []
    assert found is not None
    program = found.program
    assert program.id == "bluebird-updates"
    assert program.sender.legal_name == "Bluebird Grocers, Inc."
    assert program.sender.contact == "help@bluebird.example, +1 800 555 0199"
    assert program.sender.on_behalf_of is None
    assert program.languages == ("en", "es")
    assert tuple(program.categories) == ("order-updates", "offers", "recommendations")
    assert program.categories["offers"].stop_words["es"] == ("ofertas", "cupones")
    assert program.stop_scope == "sender"
    assert program.categories["offers"].samples["en"][0].startswith("Bluebird Grocers: From [day]")


def test_templates_get_a_value_for_every_variable_there_is(root: Path) -> None:
    found, _ = read(root)
    assert found is not None
    values = found.values("es", ("offers",))
    assert set(values) == set(files.VARIABLES)
    assert values["frequency"] == "hasta 10 mensajes al mes"
    assert [(each.id, each.label) for each in values["categories"]] == [("offers", "Ofertas semanales")]


@pytest.mark.parametrize(
    ("old", "new", "rule", "message"),
    [
        ('current = "v1"', 'current = "1"', "F03", "current must be written as v[1-9][0-9]*, not '1'"),
        ('languages = ["en", "es"]', 'languages = ["en", "es", "english"]', "F03", "languages must be written as"),
        ('contact = ["sms", ', 'contact = ["fax", ', "F03", "contact must be one of sms, whatsapp, voice, not 'fax'"),
        ('stop_scope = "sender"', 'stop_scope = "all"', "F03", "stop_scope must be one of category, program, sender"),
        ('region = "US"', 'region = "UK"', "F03", "region must be a country's two letters, such as US, not 'UK'"),
        ('"tcpa-pewc"]', '"tcpa"]', "F03", "regimes must be one of whatsapp, ctia-us, tcpa-pewc, casl, gdpr"),
        ('terms_url = "https:', 'terms_url = "http:', "F03", "terms_url must be written as https://"),
        ("privacy_url = ", "privacy = ", "F04", "privacy is no key that is known here"),
        ('email = "help@', 'email = "help at ', "F03", "sender.email must be written as"),
        ('id = "bluebird"', 'id = "Blue Bird"', "F03", "sender.id must be written as"),
        ('en = "up to 10 messages per month"', "", "F02", "frequency.en is missing"),
        ('label = { en = "Weekly offers", ', "label = { ", "F02", "categories.offers.label.en is missing"),
        ("[categories.offers]", "[categories.Offers]", "P08", "categories.Offers: an id is written as"),
        ('"deals"', '"recipes"', "P08", "STOP RECIPES would mean offers and recommendations: let one have it"),
        ('"dpv:DeliveryOfGoods"', '"Delivery"', "F03", "processing.purposes.order-updates must be written as"),
        ('"pd:TelephoneNumber"', "", "F03", "processing.personal_data must be a list of texts"),
        ('storage_locations = ["US-CA"]', 'storage_locations = ["California"]', "F03", "processing.storage_locations"),
        ('jurisdiction = "US-CA"', 'law = "US-CA"', "F04", "processing.law is no key that is known here"),
        ('order-updates = "dpv', 'orders = "dpv', "P08", "processing.purposes.orders: there are order-updates, offers"),
        ('"deals"', '"Order Updates!"', "P08", "STOP ORDER UPDATES would mean order-updates and offers"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_key_and_line(old: str, new: str, rule: str, message: str, root: Path) -> None:
    path = root / FILE
    before = path.read_text(encoding="utf-8")
    assert before.count(old) == 1
    path.write_text(before.replace(old, new), encoding="utf-8")
    found, problems = read(root)
    assert found is None
    told = [each for each in problems if each.rule == rule and each.message.startswith(message)]
    assert len(told) == 1, problems
    assert told[0].file == FILE
    line = before[: before.index(old)].count("\n") + 1
    assert rule in ("F02", "P08") or told[0].line == line


def test_a_program_without_its_file_is_told(root: Path) -> None:
    (root / FILE).unlink()
    found, problems = read(root)
    assert found is None
    assert [(each.file, each.rule) for each in problems] == [(FILE, "F01")]


def test_the_folder_is_the_programs_id(root: Path) -> None:
    problems: list[Problem] = []
    (root / "prompts/Blue Bird").mkdir()
    assert facts.read(root / "prompts/Blue Bird", root, problems) is None
    assert [(each.file, each.rule) for each in problems] == [("prompts/Blue Bird", "P01")]


@pytest.mark.parametrize(
    ("written", "offers"), [("person_page = true", True), ("person_page = false", False), ("", False)]
)
def test_people_have_pages_of_their_own_where_the_file_says_so(written: str, offers: bool, root: Path) -> None:
    found, messages = edited(root, "person_page = true", written)
    assert messages == []
    assert found is not None
    assert found.program.person_page is offers


def test_samples_are_optional_language_by_language(root: Path) -> None:
    path = root / FILE
    text = path.read_text(encoding="utf-8")
    before, _, after = text.partition("[categories.offers.samples]\n")
    path.write_text(f'{before}[categories.offers.samples]\nes = ["Oferta."]\n{after[after.index("[categories.") :]}')
    found, problems = read(root)
    assert problems == []
    assert found is not None
    assert found.program.categories["offers"].samples == {"en": (), "es": ("Oferta.",)}


def edited(root: Path, old: str, new: str) -> tuple[facts.Facts | None, list[str]]:
    path = root / FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    found, problems = read(root)
    return found, [problem.message for problem in problems]


def without_limits(root: Path) -> None:
    text = (root / FILE).read_text(encoding="utf-8")
    start, end = text.index("[limits]"), text.index("# What a person can agree to")
    (root / FILE).write_text(text[:start] + text[end:], encoding="utf-8")


def test_limits_and_countries_have_defaults_which_the_sample_spells_out(root: Path) -> None:
    found, _ = read(root)
    assert found is not None
    assert (found.program.countries, found.program.limits) == (("US",), Limits())
    without_limits(root)
    found, messages = edited(root, "countries = ", "# countries = ")
    assert messages == []
    assert found is not None
    assert (found.program.countries, found.program.limits) == (("US",), Limits())


def test_limits_are_read(root: Path) -> None:
    without_limits(root)
    limits = '[limits]\nblock_hour = 7\nspend_day = "1.5"\n[limits.prices]\nMX = "0.0083"\nUS = "1"\n\n# What a'
    found, messages = edited(root, "# What a", limits)
    assert messages == []
    assert found is not None
    prices = {"US": 1_000_000, "CA": 40_000, "MX": 8_300}
    assert found.program.limits == replace(Limits(), block_hour=7, spend_day=1_500_000, prices=prices)
    assert found.program.limits.price("MX") == 8_300
    assert found.program.limits.price("FR") == 300_000


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('countries = ["US"]', 'countries = ["UK"]', "countries must be a country's two letters, such as US, not 'UK'"),
        ('countries = ["US"]', "countries = []", "countries must name at least one"),
        ("number_day = 1 ", "number_day = 0 ", "limits.number_day must be a whole number at least 1"),
        ("number_day = 1 ", 'number_day = "1" ', "limits.number_day must be a whole number at least 1"),
        ("conversion_percent = 20", "conversion_percent = 101", "limits.conversion_percent must be a whole number"),
        ('spend_day = "20.00"', "spend_day = 20", "limits.spend_day must be a text"),
        ('spend_day = "20.00"', 'spend_day = "$20"', "limits.spend_day must be written as"),
        ('US = "0.03"', 'US = "0.0000001"', "limits.prices.US must be written as"),
        ('US = "0.03"', 'USA = "0.03"', "USA must be a country's two letters, such as US, not 'USA'"),
        ("ip_day = 20", "ip_days = 20", "limits.ip_days is no key that is known here"),
    ],
)
def test_a_limit_that_is_none_is_told(old: str, new: str, message: str, root: Path) -> None:
    found, messages = edited(root, old, new)
    assert found is None
    assert messages[0].startswith(message)
    assert len(messages) == 1


def test_what_records_tell_beside_the_words_is_said_or_stays_unsaid(root: Path) -> None:
    found, _ = read(root)
    assert found is not None
    told = found.program.processing
    assert told.purposes["offers"] == "dpv:DirectMarketing"
    assert (told.storage_locations, told.jurisdiction, told.recipients) == (("US-CA",), "US-CA", ())
    path = root / FILE
    text = path.read_text(encoding="utf-8")
    start, end = text.index("[processing]"), text.index("# What a person can agree to")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    found, problems = read(root)
    assert problems == []
    assert found is not None
    assert found.program.processing == Processing()
    assert found.program.processing.recipients is None


def test_what_keeps_people_from_being_erased(root: Path) -> None:
    found, _ = read(root)
    assert found is not None
    assert found.program.erasure == Erasure()
    path = root / FILE
    text = path.read_text(encoding="utf-8")
    text = text.replace('# legal_hold = "…"', 'legal_hold = "Ana v. Bluebird"').replace("# keep_years", "keep_years")
    path.write_text(text, encoding="utf-8")
    found, problems = read(root)
    assert problems == []
    assert found is not None
    assert found.program.erasure == Erasure(legal_hold="Ana v. Bluebird", keep_years=5)
    path.write_text(text.replace("keep_years = 5", "keep_years = -1"), encoding="utf-8")
    assert [problem.rule for problem in read(root)[1]] == ["F03"]

"""`prompts/<program>/program.toml` -> `Facts`: who asks and what they promise, and how the words may speak of it.

The file's id is its folder. Every key is explained in the sample's own file.

Rule ids: P08 a program's languages, versions and categories.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import phonenumbers

from capture_gateway.core.folding import fold
from capture_gateway.core.problem import Problem
from capture_gateway.core.program import Category, Erasure, Limits, Processing, Program, Sender
from capture_gateway.prompts import files, table
from capture_gateway.prompts.table import Table

REGIMES = ("whatsapp", "ctia-us", "tcpa-pewc", "casl", "gdpr")
ID = r"[a-z][a-z0-9-]*"
_URL = r"https://[^\s]+"
_EMAIL = r"[^\s@,]+@[^\s@,]+"
_DOLLARS = r"[0-9]{1,6}(\.[0-9]{1,6})?"
_MONEY = ("spend_day", "price_elsewhere")
_TERM = r"(dpv|pd):[A-Za-z][A-Za-z0-9-]*|https?://[^\s]+"
_PLACE = r"[A-Z]{2}(-[A-Z0-9]{1,3})?"


@dataclass(frozen=True, slots=True)
class Named:
    """A category as a template sees it, in one language."""

    id: str
    label: str
    description: str


@dataclass(frozen=True, slots=True)
class Facts:
    """A program, and what only its words need."""

    program: Program
    email: str
    phone: str

    def values(self, language: str, categories: tuple[str, ...]) -> Mapping[str, Any]:
        """A value for each of `files.VARIABLES`. `categories`: those of the prompt, which must be the program's."""
        program, sender = self.program, self.program.sender
        found = [program.categories[each] for each in categories]
        return {
            "sender": sender.name,
            "legal_name": sender.legal_name,
            "address": sender.address,
            "email": self.email,
            "phone": self.phone,
            "frequency": program.frequency[language],
            "terms_url": program.terms_url,
            "privacy_url": program.privacy_url,
            "categories": [Named(each.id, each.label[language], each.description[language]) for each in found],
        }


def read(folder: Path, root: Path, problems: list[Problem]) -> Facts | None:
    """Read the program in `folder` (prompts/<program>); None after noting what is wrong."""
    before = len(problems)
    if not re.fullmatch(ID, folder.name):
        name = folder.relative_to(root).as_posix()
        problems.append(Problem(name, 1, "P01", "error", f"the folder's name is the program's id: {ID}"))
        return None
    top = table.read(folder / "program.toml", root, problems)
    if top is None:
        return None
    languages = top.texts("languages", pattern=files.LANGUAGE.pattern)
    sender = top.table("sender")
    email, phone = sender.text("email", pattern=_EMAIL), sender.text("phone")
    contact = top.texts("contact", choices=files.CONTACT)
    ways = top.table("ways")
    region = _region(top)
    categories = _categories(top, languages)
    program = Program(
        id=folder.name,
        sender=Sender(
            id=sender.text("id", pattern=ID),
            name=sender.text("name"),
            legal_name=sender.text("legal_name"),
            address=sender.text("address"),
            contact=f"{email}, {phone}",
            on_behalf_of=sender.text("on_behalf_of", required=False) or None,
        ),
        categories=categories,
        contact=contact,
        ways={way: ways.per_language(way, languages) for way in contact},
        frequency=top.per_language("frequency", languages),
        terms_url=top.text("terms_url", pattern=_URL),
        privacy_url=top.text("privacy_url", pattern=_URL),
        region=region,
        stop_scope=top.text("stop_scope", default="sender", choices=("category", "program", "sender")),  # type: ignore[arg-type]
        regimes=top.texts("regimes", choices=REGIMES),
        current=top.text("current", pattern=files.VERSION.pattern),
        languages=languages,
        reconsent=top.text("reconsent", choices=("keep", "ask-again")),  # type: ignore[arg-type]
        retention_years=top.integer("retention_years", minimum=1, maximum=100),
        countries=_countries(top, region),
        limits=_limits(top.table("limits", required=False)),
        is_test=top.boolean("test", required=False, default=False),
        person_page=top.boolean("person_page", required=False, default=False),
        processing=_processing(top.table("processing", required=False), tuple(categories)),
        erasure=_erasure(top.table("erasure", required=False)),
    )
    top.finish()
    return Facts(program, email, phone) if len(problems) == before else None


def _categories(top: Table, languages: tuple[str, ...]) -> Mapping[str, Category]:
    found: dict[str, Category] = {}
    owners: dict[str, str] = {}
    for id_, one in top.tables("categories").items():
        if not re.fullmatch(ID, id_):
            top.problem(f"categories.{id_}", "P08", f"categories.{id_}: an id is written as {ID}")
        category = Category(
            id=id_,
            label=one.per_language("label", languages),
            description=one.per_language("description", languages),
            stop_words=one.words("stop_words", languages, required=False),
            samples=_samples(one.table("samples", required=False), languages),
        )
        spoken = (id_, *category.label.values(), *(word for words in category.stop_words.values() for word in words))
        for word in {fold(each) for each in spoken if each}:
            if owners.setdefault(word, id_) != id_:
                one.problem(
                    "stop_words", "P08", f"STOP {word.upper()} would mean {owners[word]} and {id_}: let one have it"
                )
        found[id_] = category
    return found


def _samples(table: Table, languages: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    return {language: table.texts(language, required=False) for language in languages}


def _region(top: Table) -> str:
    region = top.text("region")
    _check_region(top, "region", region)
    return region


def _countries(top: Table, region: str) -> tuple[str, ...]:
    countries = top.texts("countries", required=False) if "countries" in top else (region,)
    if not countries:
        top.problem("countries", "F03", "countries must name at least one; without the key it is the region alone")
    for country in countries:
        _check_region(top, "countries", country)
    return countries


def _check_region(table: Table, key: str, region: str) -> None:
    if region and region not in phonenumbers.SUPPORTED_REGIONS:
        table.problem(key, "F03", f"{key} must be a country's two letters, such as US, not {region!r}")


def _limits(table: Table) -> Limits:
    """What the file says, and the default for every other figure."""
    usual = Limits()
    whole = {
        name: table.integer(name, default=default, minimum=1, maximum=100 if name.endswith("percent") else None)
        for name, default in asdict(usual).items()
        if isinstance(default, int) and name not in _MONEY
    }
    money = {
        name: _micro_dollars(table.text(name, required=False, pattern=_DOLLARS), default)
        for name, default in asdict(usual).items()
        if name in _MONEY
    }
    prices = table.table("prices", required=False)
    found = {country: _micro_dollars(prices.text(country, pattern=_DOLLARS), 0) for country in prices.keys()}  # noqa: SIM118 - not a dict
    for country in found:
        _check_region(prices, country, country)
    return Limits(**whole, **money, prices={**usual.prices, **found})


def _micro_dollars(amount: str, default: int) -> int:
    """`0.0083` -> 8300."""
    dollars, _, fraction = amount.partition(".")
    return int(dollars) * 1_000_000 + int(f"{fraction:0<6}") if amount else default


def _erasure(table: Table) -> Erasure:
    return Erasure(
        legal_hold=table.text("legal_hold", required=False),
        keep_years=table.integer("keep_years", default=0, minimum=0, maximum=100),
    )


def _processing(table: Table, categories: tuple[str, ...]) -> Processing:
    """What the file says; what it does not say stays unsaid."""
    purposes = table.table("purposes", required=False)
    for name in purposes.keys():  # noqa: SIM118 - not a dict
        if name not in categories:
            purposes.problem(name, "P08", f"processing.purposes.{name}: there are {', '.join(categories)}")
    return Processing(
        purposes={name: purposes.text(name, pattern=_TERM) for name in purposes.keys()},  # noqa: SIM118 - not a dict
        personal_data=table.texts("personal_data", default=Processing().personal_data, pattern=_TERM),
        storage_locations=table.texts("storage_locations", required=False, pattern=_PLACE),
        jurisdiction=table.text("jurisdiction", required=False, pattern=_PLACE),
        recipients=table.texts("recipients", required=False) if "recipients" in table else None,
    )

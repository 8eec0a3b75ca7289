"""A program and words for the rules to look at; the examples in the languages' files speak of the same sender."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from capture_gateway.core.disclosure import Words
from capture_gateway.core.program import Category, Program, Sender
from capture_gateway.prompts.facts import REGIMES
from capture_gateway.prompts.lint import Line, engine
from capture_gateway.prompts.lint.case import Case
from capture_gateway.prompts.lint.engine import Finding

LABELS = {
    "order-updates": {
        "en": "Order updates", "es": "Avisos de pedidos", "fr": "Suivi des commandes", "pt": "Avisos de pedidos",
        "de": "Bestellungen",
    },
    "offers": {
        "en": "Weekly offers", "es": "Ofertas semanales", "fr": "Offres de la semaine", "pt": "Ofertas da semana",
        "de": "Wochenangebote",
    },
}  # fmt: skip
PROGRAM = Program(
    id="bluebird-updates",
    sender=Sender(
        id="bluebird",
        name="Bluebird Grocers",
        legal_name="Bluebird Grocers, Inc.",
        address="48 Feather Lane, San Francisco, CA 94107",
        contact="help@bluebird.example, +1 800 555 0199",
    ),
    categories={id_: Category(id_, label, label, {}) for id_, label in LABELS.items()},
    contact=("sms", "whatsapp", "voice"),
    ways={},
    frequency={"en": "up to 10 messages per month"},
    terms_url="https://bluebird.example/terms",
    privacy_url="https://bluebird.example/privacy",
    region="US",
    stop_scope="sender",
    regimes=REGIMES,
    current="v1",
    languages=("en", "es", "fr", "pt"),
    reconsent="keep",
    retention_years=6,
)
TEXT_LINE = Line(
    program="bluebird-updates",
    kind="sms",
    address="tel:+14155550100",
    agree={"agree": "en"},
    keep={"keep": "en"},
    joined=(),
)


def words(text: str, role: str = "disclosure", kind: str = "sms", **values: Any) -> Words:
    """Words that cover weekly offers by text, in English, unless told otherwise."""
    plain = Words(
        program="bluebird-updates",
        version="v1",
        language="en",
        name=role,
        kind=kind,
        role=role,
        text=text,
        sha256="",
        template_sha256="",
        categories=("offers",),
        contact=("sms",),
    )
    return replace(plain, **values)


def case(of: Words | str, *, lines: Sequence[Line] | None = None, beside: Sequence[Words] = (), **facts: Any) -> Case:
    """A case of the program, whose `facts` may differ."""
    return Case(words(of) if isinstance(of, str) else of, replace(PROGRAM, **facts), beside, lines)


def told(of: Case) -> list[Finding]:
    """Everything that is found."""
    return list(engine.findings(of))


def rules(of: Case) -> set[str]:
    """The rules that are broken."""
    return {finding.rule for finding in told(of)}

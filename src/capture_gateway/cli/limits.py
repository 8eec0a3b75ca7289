"""`limits`: what the limits on texts let through and held back."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from capture_gateway.cli import project as projects
from capture_gateway.core import instant, usage
from capture_gateway.core.errors import OperatorError
from capture_gateway.core.problem import Problem
from capture_gateway.core.usage import Usage
from capture_gateway.machine import clock
from capture_gateway.prompts import catalogue
from capture_gateway.storage import counters

REASONS = {
    "number-type": "no number of a person: toll-free, premium, …",
    "country": "a country that the program does not text",
    "number": "one text to a number in 24 hours",
    "number-month": "texts to a number in 30 days",
    "block": "texts to numbers with one beginning, in an hour",
    "ip": "texts that one network causes in 10 minutes",
    "ip-day": "texts that one network causes in 24 hours",
    "site": "texts that one web site causes in an hour",
    "country-day": "texts to one country on a day",
    "spend": "the day's money is spent",
    "conversion": "too few of those who were asked said yes",
    "flood": "more forms than are kept of one network or number",
    "honeypot": "forms that a robot filled in",
    "withdrawn": "the number has stopped us before",
    "being-asked": "the number is just being asked something else",
    "words": "the text line has no words for it",
}
"""What a reason means; those that the limits do not know come from the rules for typed numbers."""


def limits(
    project: projects.ProjectArgument = projects.HERE,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")] = False,
) -> None:
    """Show today's texts to typed numbers, what they may cost, and what was refused in the last 7 days.

    Refused is the text alone: the person was told how to text us instead. Days are UTC. The figures stand in
    the table limits of prompts/<program>/program.toml. Reads beside a running gateway.

    Example: capture-gateway limits my-deployment
    """
    root = projects.root(project)
    problems: list[Problem] = []
    programs = catalogue.load(root, problems).programs.values()  # words that somebody is just writing do not matter
    if not programs:
        raise OperatorError(f"{problems[0]} (capture-gateway check {project} shows everything that is wrong)")
    now = clock()
    with projects.beside(root) as connection:
        counts = counters.of(connection, usage.KINDS)
    found = [usage.of(program, counts, now) for program in programs]
    if as_json:
        typer.echo(json.dumps({"programs": [_printed(one) for one in found]}, ensure_ascii=False))
    else:
        _show(found, Console(soft_wrap=True, highlight=False))


def _printed(one: Usage) -> dict[str, object]:
    paused = [asdict(each) | {"until": instant.text(each.until)} for each in one.paused]
    money = {"spent_today": _dollars(one.spent), "budget_a_day": _dollars(one.budget)}
    texts = {country: asdict(each) for country, each in one.texts.items()}
    return {"program": one.program, **money, "texts_today": texts, "refused_7_days": one.refused, "paused": paused}


def _show(found: Sequence[Usage], console: Console) -> None:
    for one in found:
        console.print(f"{one.program}: ${_dollars(one.spent)} of ${_dollars(one.budget)} spent today on texts")
        table = Table("country", "texts today", "that asked", "confirmed", box=None)
        for country, texts in one.texts.items():
            table.add_row(country, str(texts.sent), str(texts.asked), str(texts.confirmed))
        if one.texts:
            console.print(table)
        for paused in one.paused:
            until = instant.text(paused.until)[:16].replace("T", " ")
            console.print(f"[yellow]paused[/] until {until} UTC: {paused.what} ({REASONS[paused.reason]})")
        refused = Table("refused in 7 days", "country", "how often", "why", box=None)
        for reason, countries in sorted(one.refused.items()):
            for country, count in sorted(countries.items()):
                refused.add_row(reason, country, str(count), REASONS.get(reason, ""))
        console.print(refused if one.refused else "nothing was refused in the last 7 days")


def _dollars(millionths: int) -> str:
    """To the cent, rounded up: `2.03`."""
    cents = -(-millionths // 10_000)
    return f"{cents // 100}.{cents % 100:02}"

"""`check`: everything that is wrong with a deployment, at once, and what a rule is about."""

import itertools
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from capture_gateway.cli import explain as explanations
from capture_gateway.cli import project as projects
from capture_gateway.core.problem import Problem
from capture_gateway.prompts.lint import RULES


def check(
    project: projects.ProjectArgument = projects.HERE,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of lines.")] = False,
    explain: Annotated[
        str, typer.Option("--explain", metavar="RULE", help="Say what a rule for words demands, and why: L05.")
    ] = "",
) -> None:
    """Validate the definitions and lint the words; every problem at once, as file:line: RULE message.

    Exits with 1 when there is an error, with 0 when there are only warnings.

    Example: capture-gateway check my-deployment
    """
    if explain:
        explanations.show(explanations.rule(explain), Console(soft_wrap=True, highlight=False))
        return
    _, problems = projects.examine(projects.root(project))
    errors = sum(problem.severity == "error" for problem in problems)
    if as_json:
        counts = {"errors": errors, "warnings": len(problems) - errors}
        typer.echo(json.dumps({"problems": [_object(each) for each in problems], **counts}, ensure_ascii=False))
    else:
        show(problems, Console(soft_wrap=True, highlight=False))
    raise typer.Exit(1 if errors else 0)


def show(problems: Sequence[Problem], console: Console) -> None:
    """One line for each problem and, where a rule has it, one below with what to write; and a line that counts them."""
    for _, of_file in itertools.groupby(problems, key=lambda problem: problem.file):
        for problem in of_file:
            is_error = problem.severity == "error"
            line = Text(f"{problem.file}:{problem.line}: ")
            line.append(problem.rule, style="bold red" if is_error else "bold yellow")
            line.append(f" {problem.message}" if is_error else f" {problem.message} (warning)")
            console.print(line)
            if problem.rule in RULES:
                console.print(Text(f"    fix: {RULES[problem.rule].fix}", style="green"))
        console.print()
    errors = sum(problem.severity == "error" for problem in problems)
    console.print(f"{_number(errors, 'error')}, {_number(len(problems) - errors, 'warning')}")


def _object(problem: Problem) -> dict[str, Any]:
    rule = RULES.get(problem.rule)
    return asdict(problem) | ({"fix": rule.fix, "source": list(rule.source), "codes": list(rule.codes)} if rule else {})


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"

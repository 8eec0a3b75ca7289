"""`check`: everything that is wrong with a deployment, at once."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from capture_gateway.cli import project as projects
from capture_gateway.core.problem import Problem


def check(
    project: projects.ProjectArgument = projects.HERE,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of lines.")] = False,
) -> None:
    """Validate the definitions and lint the words; every problem at once, as file:line: RULE message.

    Exits with 1 when there is an error, with 0 when there are only warnings.

    Example: capture-gateway check my-deployment
    """
    _, problems = projects.examine(projects.root(project))
    errors = sum(problem.severity == "error" for problem in problems)
    counts = {"errors": errors, "warnings": len(problems) - errors}
    if as_json:
        typer.echo(json.dumps({"problems": [asdict(problem) for problem in problems], **counts}, ensure_ascii=False))
    else:
        show(problems, Console(soft_wrap=True, highlight=False))
    raise typer.Exit(1 if errors else 0)


def show(problems: Sequence[Problem], console: Console) -> None:
    """One line for each problem, and one that counts them."""
    for problem in problems:
        is_error = problem.severity == "error"
        line = Text(f"{problem.file}:{problem.line}: ")
        line.append(problem.rule, style="bold red" if is_error else "bold yellow")
        line.append(f" {problem.message}" if is_error else f" {problem.message} (warning)")
        console.print(line)
    errors = sum(problem.severity == "error" for problem in problems)
    console.print(f"{_number(errors, 'error')}, {_number(len(problems) - errors, 'warning')}")


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"

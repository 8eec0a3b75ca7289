"""`words`: the exact words, how they travel, how versions differ, and locking them."""

import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from capture_gateway.cli import differences, side_by_side
from capture_gateway.cli import project as projects
from capture_gateway.cli.check import show as show_problems
from capture_gateway.core.disclosure import Words
from capture_gateway.core.errors import OperatorError
from capture_gateway.core.problem import Problem
from capture_gateway.prompts import catalogue, facts, files, lock, segments, versions
from capture_gateway.prompts.facts import Facts

app = typer.Typer(help="The words of a program: show, list, compare, publish.", no_args_is_help=True)


@app.command()
def show(
    program: Annotated[str, typer.Argument(help="The program: a folder in prompts/.")],
    version: Annotated[str, typer.Argument(help="The version: v1.")],
    language: Annotated[str, typer.Argument(metavar="LANG", help="The language: en.")],
    name: Annotated[str, typer.Argument(metavar="NAME.KIND", help="The words: disclosure.sms.")],
    project: projects.ProjectOption = projects.HERE,
) -> None:
    """Print the exact words, byte for byte, and nothing else (on a terminal a newline ends them).

    Example: capture-gateway words show bluebird-updates v1 en disclosure.sms | sha256sum
    """
    root = projects.root(project)
    known = _program(root, program)
    folder = root / catalogue.FOLDER / program
    _one_of("version", version, versions.names(folder))
    _one_of("language", language, known.program.languages)
    names = [path.name.removesuffix(".j2") for path in sorted((folder / version / language).glob("*.j2"))]
    _one_of("words", name, names)
    problems: list[Problem] = []
    prompt = files.read(folder / version / language / f"{name}.j2", root, problems)
    words = _render(prompt, known, problems) if prompt else None
    if words is None:
        raise OperatorError(str(problems[0]))
    sys.stdout.buffer.write(words.text.encode() + (b"\n" if sys.stdout.isatty() else b""))


@app.command("list")
def list_(project: projects.ProjectOption = projects.HERE) -> None:
    """List the current words; of texts, how many segments they take and which characters make them longer.

    Example: capture-gateway words list
    """
    deployment = projects.deployment(project)
    for program in deployment.catalogue.programs.values():
        typer.echo(f"{program.id} {program.current}")
        for words in deployment.catalogue.all():
            if words.program == program.id:
                name = f"{words.name}.{words.kind}"
                typer.echo(f"  {words.language:<5} {name:<24} {_size(words)}")


@app.command()
def diff(
    old: Annotated[str, typer.Argument(metavar="V1", help="The older version.")],
    new: Annotated[str, typer.Argument(metavar="V2", help="The newer version.")],
    *,
    program: Annotated[str, typer.Option(help="The program, where there are several.")] = "",
    people: Annotated[
        bool, typer.Option("--people", help="Print only the addresses of those whom it would ask again, one a line.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")] = False,
    project: projects.ProjectOption = projects.HERE,
) -> None:
    """Compare two versions: the words side by side, what the rules say of both, and whom it would ask again.

    Example: capture-gateway words diff v1 v2
    """
    if people and as_json:
        raise OperatorError("choose one of --people and --json")
    root = projects.root(project)
    known = _program(root, program or _only_program(root))
    for version in (old, new):
        _one_of("version", version, versions.names(root / catalogue.FOLDER / known.program.id))
    with differences.database_of(root) as database:
        found = differences.between(root, known, old, new, database)
        if people and database is None:
            raise OperatorError("there is no database here, so nobody is known: name the gateway's with DATABASE_URL")
        count, asked = 0, Counter[tuple[str, str]]()
        for subject, pairs in found.asked_again(database) if database else ():
            count += 1
            asked.update(pairs)
            if people:
                typer.echo(subject)
    meaning = side_by_side.consequence(found, count if database else None)
    if people:
        typer.echo(meaning, err=True)
    elif as_json:
        typer.echo(json.dumps(differences.as_json(found, asked if database else None, count), ensure_ascii=False))
    else:
        console = Console(highlight=False)
        side_by_side.show(found, console)
        console.print(Text(meaning))
        side_by_side.show_people(asked, console)


@app.command()
def publish(project: projects.ProjectOption = projects.HERE) -> None:
    """Lock the current words: from now on they cannot change; new wording is a new version.

    Refuses, with exit 1, while `check` finds an error.

    Example: capture-gateway words publish --project my-deployment
    """
    root = projects.root(project)
    deployment, problems = projects.examine(root)
    errors = [problem for problem in problems if problem.severity == "error"]
    if deployment is None or errors:
        show_problems(errors, Console(stderr=True, soft_wrap=True, highlight=False))
        typer.echo("nothing was published", err=True)
        raise typer.Exit(1)
    published = lock.publish(root, deployment.catalogue)
    for file in published:
        typer.echo(file)
    typer.echo(f"published: {len(published)}" if published else "everything is published already", err=True)


def _size(words: Words) -> str:
    size = f"{len(words.text):>5} characters"
    if words.kind != "sms":
        return size
    sent = segments.count(re.sub(r"[⟦⟧]", "", words.text))
    parts = "1 segment" if sent.count == 1 else f"{sent.count} segments"
    because = f", because of {' '.join(sent.outside)}" if sent.outside else ""
    return f"{size}, {parts} in {sent.encoding}{because}"


def _one_of(what: str, wanted: str, there: Sequence[str]) -> None:
    if wanted not in there:
        raise OperatorError(f"no such {what}: {wanted}; there are {', '.join(there) or 'none'}")


def _program(root: Path, name: str) -> Facts:
    folder = root / catalogue.FOLDER / name
    _one_of("program", name, _programs(root))
    problems: list[Problem] = []
    found = facts.read(folder, root, problems)
    if found is None:
        raise OperatorError(str(problems[0]))
    return found


def _programs(root: Path) -> list[str]:
    return sorted(path.parent.name for path in (root / catalogue.FOLDER).glob("*/program.toml"))


def _only_program(root: Path) -> str:
    programs = _programs(root)
    if len(programs) != 1:
        raise OperatorError(f"name the program with --program: {', '.join(programs) or 'there is none'}")
    return programs[0]


def _render(prompt: files.Prompt, known: Facts, problems: list[Problem]) -> Words | None:
    unknown = [each for each in prompt.categories if each not in known.program.categories]
    if unknown:
        problems.append(prompt.problem("P06", f"the program has no category {unknown[0]}", 1))
        return None
    return files.render(prompt, known.values(prompt.language, prompt.categories), problems)

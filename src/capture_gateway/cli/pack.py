"""`pack`: everything that carriers ask for, filled in from the live files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from capture_gateway.carrier import pack as packs
from capture_gateway.carrier.material import Material
from capture_gateway.channels import ways_in
from capture_gateway.cli import project as projects
from capture_gateway.core.errors import OperatorError
from capture_gateway.definitions import Deployment
from capture_gateway.settings import Settings


def pack(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder, or one that this command wrote.")],
    program: Annotated[str, typer.Option(help="The program, where there are several.")] = "",
    project: projects.ProjectOption = projects.HERE,
) -> None:
    """Write a folder for the registration of a program: 10DLC campaign, toll-free verification, scripts, answers.

    Everything comes from the live words; what is missing there is named, here and in the folder's README.

    Example: capture-gateway pack registration --project my-deployment
    """
    root = projects.root(project)
    deployment = projects.fit_to_serve(root)
    name = program or _only(deployment)
    found = deployment.catalogue.programs.get(name)
    if found is None:
        raise OperatorError(f"no such program: {name}; there are {', '.join(deployment.catalogue.programs)}")
    ways = {language: ways_in(deployment, name, language) for language in found.languages}
    if not any(way.disclosures for way in ways[found.languages[0]]):
        raise OperatorError(f"nobody can sign up for {name}: no line in {root / 'channels'} gives its words")
    made = packs.pack(Material(found, deployment.catalogue, ways, Settings.of(root).public_url))
    _write(directory, made.files)
    typer.echo(f"{directory}: {len(made.files)} files; begin with {directory / packs.STAMP}")
    for each in made.to_do:
        typer.echo(f"to do: {each}", err=True)


def _only(deployment: Deployment) -> str:
    programs = deployment.catalogue.programs
    if len(programs) != 1:
        raise OperatorError(f"name the program with --program: {', '.join(programs)}")
    return next(iter(programs))


def _write(directory: Path, files: Mapping[str, str]) -> None:
    try:
        if directory.exists() and not directory.is_dir():
            raise OperatorError(f"{directory} is a file: name a folder")
        if directory.is_dir() and any(directory.iterdir()) and not _is_ours(directory):
            raise OperatorError(f"{directory} holds something else: name a new folder")
        directory.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (directory / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OperatorError(f"{directory} cannot be written: {error.strerror}") from error


def _is_ours(directory: Path) -> bool:
    stamp = directory / packs.STAMP
    return stamp.is_file() and stamp.read_text(encoding="utf-8", errors="replace").startswith(packs.FIRST_LINE)

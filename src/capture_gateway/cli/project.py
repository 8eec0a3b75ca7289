"""The deployment that a command works on, and its database."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Connection

from capture_gateway import definitions
from capture_gateway.channels import kinds
from capture_gateway.channels.sms.definition import TextLine
from capture_gateway.channels.web.definition import WebOptions
from capture_gateway.core.errors import OperatorError
from capture_gateway.core.problem import Problem
from capture_gateway.definitions import Deployment, Line, Reader
from capture_gateway.opening import opened
from capture_gateway.prompts import catalogue, lint, lock
from capture_gateway.settings import Settings
from capture_gateway.storage import database as databases
from capture_gateway.storage import seen
from capture_gateway.storage.database import Database
from capture_gateway.storage.tables import SCHEMA_VERSION

ProjectArgument = Annotated[Path, typer.Argument(metavar="PROJECT", help="The folder with channels/ and prompts/.")]
ProjectOption = Annotated[
    Path, typer.Option("--project", metavar="DIR", help="The folder with channels/ and prompts/.")
]
HERE = Path()


def root(project: Path) -> Path:
    """The folder, absolute. OperatorError when there is none."""
    if not project.is_dir():
        raise OperatorError(f"there is no folder {project}: name the one that holds channels/ and prompts/")
    return project.resolve()


def deployed(project: Path) -> Path:
    """The folder, absolute, for what makes a database where there is none. OperatorError when it is no deployment."""
    folder = root(project)
    if not (folder / "channels").is_dir() or not (folder / "prompts").is_dir():
        raise OperatorError(f"there is no deployment in {project}: name the folder that holds channels/ and prompts/")
    return folder


def database(folder: Path) -> Database:
    """The database of the deployment in `folder`, made with its keys where there is none. OperatorError."""
    return opened(Settings.of(folder))


def started(folder: Path) -> Database:
    """That database. OperatorError where none was made yet; nothing is made."""
    settings = Settings.of(folder)
    if not databases.is_there(settings.database):  # before keys are asked for
        raise OperatorError(databases.never_started(settings.database))
    return opened(settings)


@contextmanager
def beside(folder: Path, oldest: int = SCHEMA_VERSION) -> Iterator[Connection]:
    """A connection that only reads that database, beside the gateway that may be running; nothing is made.

    OperatorError when there is no database of this version, or of one from `oldest` on.
    """
    settings = Settings.of(folder)
    if not databases.is_there(settings.database):  # before keys are asked for
        raise OperatorError(databases.never_started(settings.database))
    with databases.beside(settings.database, settings.keys(), oldest) as connection:
        yield connection


def outdated(folder: Path, connection: Connection) -> str:
    """What the operator is told where the database is older than what was signed; empty where it is not.

    Asked before a snapshot begins: of a gateway that signs meanwhile, the checkpoint would be newer. No key is made.
    """
    settings = Settings.of(folder)
    if not settings.checkpoint_path.exists():
        return ""
    try:
        settings.written_keys()
        signing = settings.signing_keys()
    except OperatorError:
        signing = ()
    verdict = seen.verdict(connection, settings.checkpoint_path, signing)
    return seen.closed(verdict, databases.name(settings.database), settings.checkpoint_path)


def warned(folder: Path, connection: Connection) -> None:
    """Say so on stderr where the database is older than what was signed, and go on."""
    found = outdated(folder, connection)
    if found:
        typer.echo(f"warning: {found}", err=True)


def examine(folder: Path) -> tuple[Deployment | None, list[Problem]]:
    """The deployment, or None when an error keeps it from being served; and every problem, lint included."""
    deployment, problems = definitions.load(folder, _readers())
    if deployment is None:
        return None, sorted([*problems, *lint.check(folder, catalogue.load(folder, []))])
    lines = [_known(line) for line in deployment.lines.values()]
    return deployment, sorted([*problems, *lint.check(folder, deployment.catalogue, lines)])


def fit_to_serve(folder: Path) -> Deployment:
    """The deployment in `folder`. OperatorError when `check` has an error to report, lint included."""
    found, problems = examine(folder)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors or found is None:
        changed = [problem for problem in errors if problem.rule in lock.CHANGED]  # what else is wrong may come of it
        raise OperatorError(f"{(changed or errors)[0]} (capture-gateway check {folder} shows everything that is wrong)")
    return found


def deployment(project: Path) -> Deployment:
    """The deployment in `project`. OperatorError when its files have errors."""
    found, problems = definitions.load(root(project), _readers())
    if found is None:
        first = next(problem for problem in problems if problem.severity == "error")
        raise OperatorError(f"{first} (capture-gateway check {project} shows everything that is wrong)")
    return found


def _known(line: Line) -> lint.Line:
    """What the rules for words may know of an open line."""
    words = line.options.vocabulary if isinstance(line.options, TextLine) else None
    return lint.Line(
        program=line.program.id,
        kind=line.kind,
        address=line.address,
        agree=words.agree if words else {},
        keep=words.keep if words else {},
        joined=line.options.hidden if isinstance(line.options, WebOptions) else (),
    )


def _readers() -> Mapping[str, Reader]:
    return {name: kind.read for name, kind in kinds().items()}

"""`init`: a new deployment, which starts as a copy of the sample, with what an operator runs it by.

The files stand in `deployment/`, as they are written; `VERSION` in one of them is that of this program.
"""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from capture_gateway import __version__
from capture_gateway.core.errors import OperatorError
from capture_gateway.testing import sample

FILES = Path(__file__).parent / "deployment"
IMAGE = "Dockerfile"


def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.", show_default=False)],
) -> None:
    """Write a new deployment: channels/, prompts/, .env.example and a README that says what to do next.

    And what it runs by on a server: a systemd unit, an image, compose.yaml with PostgreSQL, and a proxy's settings.

    Example: capture-gateway init my-deployment
    """
    try:
        if directory.is_dir() and any(directory.iterdir()):
            raise OperatorError(f"{directory} is not empty: name a new folder")
        sample.copy(directory)
        shutil.copytree(FILES, directory, dirs_exist_ok=True)
        image = directory / IMAGE
        image.write_text(image.read_text(encoding="utf-8").replace("VERSION", __version__), encoding="utf-8")
    except OSError as error:  # (one that is about several files has no words of its own)
        reason = error.strerror or "not every file could be copied"
        raise OperatorError(f"{directory} cannot be written: {reason}") from error
    typer.echo(f"{directory} is ready: {directory / 'README.md'} says what to do next.")

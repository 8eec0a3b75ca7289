"""`demo`: everything on this computer, with a simulated telephone company."""

from pathlib import Path
from typing import Annotated

import typer

from capture_gateway.demo import run


def demo(
    *,
    port: Annotated[int, typer.Option(help="The port to listen on, on this computer alone.")] = 8080,
    directory: Annotated[Path, typer.Option("--dir", metavar="DIR", help="Where its files are kept.")] = run.DIRECTORY,
    database_url: Annotated[str | None, typer.Option(metavar="URL", help="Another database: sqlite:///path.")] = None,
) -> None:
    """Serve the sample with a simulated telephone company: text and call it in the browser. No account is needed.

    Example: capture-gateway demo --port 9000
    """
    run.run(port, directory, database_url)

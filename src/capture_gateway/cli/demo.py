"""`demo`: everything on this computer, with a simulated telephone company."""

from pathlib import Path
from typing import Annotated

import typer

from capture_gateway import logs


def demo(
    *,
    port: Annotated[int, typer.Option(help="The port to listen on, on this computer alone.")] = 8080,
    directory: Annotated[Path, typer.Option("--dir", metavar="DIR", help="Where its files are kept.")] = Path(
        "var/demo"
    ),
    database_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Another database: sqlite:///path, or a PostgreSQL URL. DIR keeps it."),
    ] = None,
) -> None:
    """Serve the sample with a simulated telephone company: text and call it in the browser. No account is needed.

    Example: capture-gateway demo --port 9000
    """
    from capture_gateway.demo import run  # noqa: PLC0415 - its HTTP client is slow to import, and nothing else wants it

    logs.warnings_to_stderr()
    run.run(port, directory, database_url)

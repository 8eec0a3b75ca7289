"""`permissions rebuild`: fold all evidence again."""

import typer

from capture_gateway.cli import project as projects
from capture_gateway.storage.rebuild import rebuild as rebuild_all

app = typer.Typer(help="Permissions are folded from evidence, and can be folded again.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Permissions are folded from evidence, and can be folded again."""


@app.command()
def rebuild(*, project: projects.ProjectOption = projects.HERE) -> None:
    """Fold all evidence again into the identical table. The gateway must not be running.

    Example: capture-gateway permissions rebuild
    """
    database = projects.started(projects.root(project))
    try:
        database.lock()
        with database.transaction() as connection:
            count = rebuild_all(connection)
    finally:
        database.close()
    typer.echo(f"{count} permissions folded from evidence.")

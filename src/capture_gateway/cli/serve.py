"""`serve`: answer for real people. Refuses whatever would not be safe to put on the air."""

import logging
import socket
from contextlib import closing
from functools import partial
from typing import Annotated

import typer
import uvicorn

from capture_gateway import app, logs
from capture_gateway.cli import project as projects
from capture_gateway.cli.workers import Workers
from capture_gateway.core.errors import OperatorError
from capture_gateway.definitions import Deployment
from capture_gateway.opening import opened
from capture_gateway.prompts import lock
from capture_gateway.serving import DRAIN, Process
from capture_gateway.settings import DEMO_API_TOKEN, Settings
from capture_gateway.storage import tokens

log = logging.getLogger(__name__)


def serve(
    project: projects.ProjectArgument = projects.HERE,
    *,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65_535, help="The port to listen on.")] = 8080,
    workers: Annotated[int, typer.Option(min=1, help="Gateway processes; more than one needs PostgreSQL.")] = 1,
) -> int:
    """Serve the deployment in PROJECT until it is stopped.

    It ends within 10 seconds of SIGTERM or SIGINT, and by itself with status 74 when the files of its database fail.

    Put a proxy with HTTPS before it, and set CAPTURE_GATEWAY_PUBLIC_URL to the address that Twilio calls.

    Example: capture-gateway serve my-deployment --port 8080
    """
    root = projects.root(project)
    deployment = projects.fit_to_serve(root)
    waiting = lock.unpublished(root, deployment.catalogue)
    if waiting:
        raise OperatorError(
            f"{waiting[0]} is not published: `capture-gateway words publish` locks the words, and only then can they "
            "be given to people."
        )
    settings = Settings.of(root)
    settings.refuse_demo_credentials()
    _refuse_too_many(workers, settings)
    logs.to_stderr(settings.log_format, logging.INFO)
    for path in settings.open_files():
        log.warning("others than its owner may open %s, which holds a secret: chmod 600 %s", path, path)
    _refuse_the_demos_data(settings)
    with _listening(host, port) as listening:
        one = partial(_serve, settings, deployment, listening)
        return one() if workers == 1 else Workers(workers, listening, one).run()


def _serve(settings: Settings, deployment: Deployment, listening: socket.socket) -> int:
    """Until it is stopped; what the process is to end with."""
    application = app.build(settings, deployment, own=listening.getsockname()[:2])
    app.settle()
    log.info("serving %s on http://%s:%d", settings.project, *listening.getsockname()[:2])
    config = uvicorn.Config(
        application,
        loop="uvloop",
        http="httptools",
        log_config=None,
        access_log=False,  # paths and queries hold numbers
        server_header=False,
        timeout_graceful_shutdown=DRAIN,
    )
    server = Process(config, application.state.ending)
    application.state.intake.on_broken = server.break_off
    server.run(sockets=[listening])
    return server.status


def _refuse_too_many(workers: int, settings: Settings) -> None:
    if workers > 1 and settings.database.get_backend_name() == "sqlite":
        raise OperatorError(
            f"--workers {workers} needs PostgreSQL (CAPTURE_GATEWAY_DATABASE_URL=postgresql+psycopg://…): SQLite takes "
            "one writer, so run one process."
        )


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2_048)
    except OSError as error:
        raise OperatorError(f"{host} port {port} cannot be listened on: {error.strerror}.") from error


def _refuse_the_demos_data(settings: Settings) -> None:
    """The demo's database has a token with every scope that everybody knows."""
    with closing(opened(settings)) as database, database.reading() as connection:
        if tokens.scopes_of(connection, DEMO_API_TOKEN) is not None:
            raise OperatorError(f"{database.name} is the demo's data: name another DATABASE_URL, or move it away.")

"""`capture-gateway demo`: prepare the folder, serve it on this computer, say what to open."""

import asyncio
import errno
import socket
import sys
from contextlib import closing, suppress
from pathlib import Path

import uvicorn
from aiohttp import ClientSession, ClientTimeout, TCPConnector
from starlette.applications import Starlette

from capture_gateway import app
from capture_gateway.channels import kinds
from capture_gateway.core import address
from capture_gateway.core.errors import OperatorError
from capture_gateway.definitions import Deployment, Line, load
from capture_gateway.demo import place, shop
from capture_gateway.demo.calls import Calls
from capture_gateway.demo.local import LocalOnly
from capture_gateway.demo.reading import Reading
from capture_gateway.demo.routes import Demo
from capture_gateway.demo.threads import Threads
from capture_gateway.machine import clock
from capture_gateway.opening import opened
from capture_gateway.serving import Server
from capture_gateway.settings import DEMO_ACCOUNT, DEMO_API_TOKEN, DEMO_TOKEN, Settings
from capture_gateway.storage import tokens
from capture_gateway.testing.phone import Account, Company, through_session
from capture_gateway.testing.rest import RestApi

DIRECTORY = Path("var/demo")


def run(port: int = 8080, directory: Path = DIRECTORY, database_url: str | None = None) -> None:
    """Serve until interrupted; port 0 takes any free one. OperatorError, one sentence, when it cannot."""
    with _listen(port) as listening:
        sentence = place.prepare(directory)
        url = place.database_url(directory, database_url)
        settings, deployment = _opened(directory, listening.getsockname()[1], url)
        if database_url is not None:
            sentence = " ".join(filter(None, (sentence, place.remember(directory, database_url))))
        with suppress(KeyboardInterrupt):  # Ctrl-C, after everything was put away
            asyncio.run(_serve(settings, deployment, listening, sentence))


def _opened(directory: Path, port: int, database_url: str) -> tuple[Settings, Deployment]:
    settings = Settings.of(
        directory,
        public_url=f"http://127.0.0.1:{port}",
        database_url=database_url,
        signing_key="file:var/signing.key",
        data_key="file:var/data.key",
        lookup_key="file:var/lookup.key",
        twilio_account_sid=DEMO_ACCOUNT,
        twilio_auth_token=DEMO_TOKEN,
        twilio_api_url=f"http://127.0.0.1:{port}",  # the simulated company's, served beside the gateway
        webhook_networks="127.0.0.1/32, ::1/128",
    )
    deployment, problems = load(directory, {name: kind.read for name, kind in kinds().items()})
    if deployment is None:
        listed = "".join(f"\n  {problem}" for problem in problems if problem.severity == "error")
        raise OperatorError(f"the demo's deployment in {directory} has problems:{listed}")
    _keep_token(settings)
    return settings, shop.allowed(deployment, shop.origin(settings.public_url))


async def _serve(settings: Settings, deployment: Deployment, listening: socket.socket, sentence: str) -> None:
    # Idle connections go before the server (5 s) gives them up: a request on one that it just closed is lost.
    connector = TCPConnector(keepalive_timeout=2)
    async with ClientSession(timeout=ClientTimeout(total=30), connector=connector) as session:
        application = _application(settings, deployment, session, listening)
        guarded = LocalOnly(application, listening.getsockname()[1])
        config = uvicorn.Config(guarded, log_config=None, access_log=False, lifespan="on", timeout_graceful_shutdown=2)
        server = Server(config, application.state.ending)
        application.state.intake.on_broken = server.break_off
        welcome = asyncio.create_task(_welcome(server, settings, sentence))
        await server.serve(sockets=[listening])
        await welcome
        if not server.started:
            raise OperatorError("the demo could not start; what is printed above says why.")


def _application(
    settings: Settings, deployment: Deployment, session: ClientSession, listening: socket.socket
) -> Starlette:
    base = settings.public_url
    company = Company(Account(DEMO_ACCOUNT, DEMO_TOKEN))
    send = through_session(session)
    rest = RestApi(company, send)
    # The demo plays with the first line of each kind.
    first: dict[str, Line] = {}
    for line in deployment.lines.values():
        first.setdefault(line.kind, line)
    program = next(iter(first.values())).program
    threads, calls = None, None
    if sms := first.get("sms"):
        url = f"{base}/c/{sms.id}/message"
        threads = Threads(company, send, line=_number(sms), url=url, opt_out=sms.options.opt_out)
        rest.arrived = threads.arrived
    if voice := first.get("voice"):
        url = f"{base}/c/{voice.id}/call"
        calls = Calls(company, send, line=_number(voice), url=url, status_url=f"{url}-status")
    reading = Reading(session, base, DEMO_API_TOKEN, program)
    demo = Demo(program, {kind: _shown(line) for kind, line in first.items()}, threads, calls, reading)
    routes = [*demo.routes(), *rest.routes()]
    if web := first.get("web"):
        routes += shop.Shop(web, deployment.catalogue, base).routes()
    return app.build(settings, deployment, extra_routes=routes, own=listening.getsockname())


async def _welcome(server: uvicorn.Server, settings: Settings, sentence: str) -> None:
    while not server.started:
        if server.should_exit:
            return
        await asyncio.sleep(0.01)
    base = settings.public_url
    lines = [
        *([sentence, ""] if sentence else []),
        "Capture Gateway, the demo: Bluebird Grocers with a simulated telephone company.",
        "",
        f"  Open      {base}/",
        f"  The form  {base}/c/web/form",
        f"  In a shop {base}/shop",
        f"  The API   {base}/docs     Authorization: Bearer {DEMO_API_TOKEN}",
        f"  Its files {settings.project}/",
        "",
        "  Stop it with Ctrl-C.",
        "",
    ]
    sys.stdout.write("\n".join(lines))
    sys.stdout.flush()


def _listen(port: int) -> socket.socket:
    if not 0 <= port <= 65_535:
        raise OperatorError(f"{port} is no port: name one from 1 to 65535 with --port.")
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            what = f"port {port} is taken: is another demo running? Name another one with --port."
        else:
            what = f"port {port} cannot be used: {error.strerror}. Name another one with --port."
        raise OperatorError(what) from error


def _keep_token(settings: Settings) -> None:
    """The token that everybody knows; it exists in the demo alone."""
    with closing(opened(settings)) as database, database.transaction() as connection:
        if tokens.scopes_of(connection, DEMO_API_TOKEN) is None:
            tokens.create(connection, "demo", tokens.SCOPES, DEMO_API_TOKEN, clock())


def _number(line: Line) -> str:
    return (line.address or "").removeprefix("tel:")


def _shown(line: Line) -> dict[str, str]:
    if line.address is None:
        return {"id": line.id, "path": f"/c/{line.id}/form"}
    return {"id": line.id, "number": _number(line), "readable": address.readable(line.address)}

"""The servers that are compared: `python -m tests.bench.servers NAME PORT FOLDER`.

gateway         the product
asking          the product, whose form asks typed numbers by text
unstored        the same handler, deciding and answering, with nothing stored
straightforward a handler as one would write it first: the same rows, by one SQLModel session for each request
bare            a handler that answers constant JSON
"""

import hashlib
import json
import sys
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import parse_qsl

import phonenumbers
import uvicorn
from sqlalchemy import event
from sqlmodel import Field, Session, SQLModel, create_engine, select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse

from capture_gateway import app, definitions
from capture_gateway.channels import kinds
from capture_gateway.core.act import Act
from capture_gateway.core.decision import decide
from capture_gateway.core.state import State
from capture_gateway.intake import Answer, Intake, Render
from capture_gateway.machine import clock
from capture_gateway.opening import opened
from capture_gateway.settings import DEMO_API_TOKEN, Settings
from capture_gateway.storage import tokens
from capture_gateway.testing import sample
from capture_gateway.testing.company import Company
from capture_gateway.testing.requests import Account
from capture_gateway.testing.requests import Request as Asked
from capture_gateway.testing.requests import Response as Answered
from capture_gateway.testing.rest import RestApi
from tests.bench import hostile
from tests.bench.load import ACCOUNT, TOKEN

ROOT = Path(__file__).parents[2]


def gateway(port: int, folder: Path, root: Path = ROOT, company: Sequence[BaseRoute] = ()) -> Starlette:
    deployment, problems = definitions.load(root, {name: kind.read for name, kind in kinds().items()})
    assert deployment is not None, problems
    settings = Settings.of(
        folder,
        public_url=f"http://127.0.0.1:{port}",
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=TOKEN,
        twilio_api_url=f"http://127.0.0.1:{port}",  # only `asking` has the company there
    )
    database = opened(settings)
    with database.transaction() as connection:
        tokens.create(connection, "bench", tokens.SCOPES, DEMO_API_TOKEN, 0, per_minute=10**9)
    database.close()
    return app.build(settings, deployment, extra_routes=company)


def asking(port: int, folder: Path) -> Starlette:
    root = sample.copy(folder / "deployment")
    web = root / "channels/web.toml"
    web.write_text(hostile.asking(web.read_text(encoding="utf-8")), encoding="utf-8")
    rest = RestApi(Company(Account(ACCOUNT, TOKEN), now=clock), _unreported)
    rest.reports = ()
    return gateway(port, folder, root, rest.routes())


async def _unreported(request: Asked) -> Answered:
    raise OSError(f"{request.url} is told nothing here")


def unstored(port: int, folder: Path) -> Starlette:
    async def receive(self: Intake, act: Act, render: Render) -> Answer:
        return render(decide(act, State(), self._book, self._now()))

    Intake.receive = receive  # type: ignore[method-assign]
    return gateway(port, folder)


class Received(SQLModel, table=True):
    """What a first version would keep of a message, so that a repeated one is noticed."""

    message_sid: str = Field(primary_key=True)
    answer: str


class Shown(SQLModel, table=True):
    """The words that somebody was given."""

    id: str = Field(primary_key=True)
    number: str = Field(index=True)
    words: str
    open: bool
    at: float


class Consent(SQLModel, table=True):
    """One record."""

    id: str = Field(primary_key=True)
    number: str = Field(index=True)
    event: str
    digest: str
    record: str


class Allowed(SQLModel, table=True):
    """Today's answer for one number."""

    number: str = Field(primary_key=True)
    state: str
    record: str


def straightforward(port: int, folder: Path) -> Starlette:
    engine = create_engine(f"sqlite:///{folder}/straight.db")

    @event.listens_for(engine, "connect")
    def _configure(connection: object, _entry: object) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]

    SQLModel.metadata.create_all(engine)
    validator = RequestValidator(TOKEN)
    words = "Bluebird Grocers: Reply AGREE to get automated marketing texts. " * 8

    async def message(request: Request) -> Response:
        body = (await request.body()).decode()
        form = dict(parse_qsl(body, keep_blank_values=True))
        url = f"http://127.0.0.1:{port}{request.url.path}"
        signature = request.headers["x-twilio-signature"]
        if not validator.validate(url, form, signature):
            return Response(status_code=403)
        number = phonenumbers.format_number(phonenumbers.parse(form["From"]), phonenumbers.PhoneNumberFormat.E164)
        response = MessagingResponse()
        response.message(words)
        with Session(engine) as session:
            before = session.get(Received, form["MessageSid"])
            if before is not None:
                return Response(before.answer, media_type="text/xml")
            for older in session.exec(select(Shown).where(Shown.number == number, Shown.open)):
                older.open = False
            now = time.time()
            showing = Shown(id=str(uuid.uuid4()), number=number, words=words, open=True, at=now)
            record = json.dumps(
                {
                    "number": number,
                    "words": words,
                    "showing": showing.id,
                    "request": body,
                    "signature": signature,
                    "at": now,
                },
                sort_keys=True,
            )
            digest = hashlib.sha256(record.encode()).hexdigest()
            consent = Consent(id=str(uuid.uuid4()), number=number, event="requested", digest=digest, record=record)
            allowed = session.get(Allowed, number) or Allowed(number=number, state="none", record="")
            allowed.state, allowed.record = "requested", consent.id
            session.add_all([showing, consent, allowed, Received(message_sid=form["MessageSid"], answer=str(response))])
            session.commit()
        return Response(str(response), media_type="text/xml")

    return Starlette(routes=[Route("/c/sms/message", message, methods=["POST"])])


def bare(_port: int, _folder: Path) -> Starlette:
    body = {"permitted": True, "state": "given", "reason": "given", "address": "tel:+14155550123", "position": 41}

    async def answer(_request: Request) -> Response:
        return JSONResponse(body)

    return Starlette(routes=[Route("/v1/permission", answer)])


SERVERS: dict[str, Callable[[int, Path], Starlette]] = {
    "gateway": gateway,
    "asking": asking,
    "unstored": unstored,
    "straightforward": straightforward,
    "bare": bare,
}


def main() -> None:
    name, port, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    application = SERVERS[name](port, folder)
    app.settle()
    uvicorn.run(
        application,
        host="127.0.0.1",
        port=port,
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
    )


if __name__ == "__main__":
    main()

"""A toy kind of line: whoever rings the bell is shown the words. It grants nothing."""

from hashlib import sha256
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from capture_gateway.bodies import body_of
from capture_gateway.channels import Gateway, Kind
from capture_gateway.core import address, identity
from capture_gateway.core.act import Act, Channel, Intent, Witness
from capture_gateway.core.state import Decision
from capture_gateway.definitions import Line, LineFacts, Table
from capture_gateway.intake import Answer


def read(table: Table, facts: LineFacts) -> str:
    facts.needs(table, "ring", "disclosure")
    return table.text("ring")


def routes(line: Line, gateway: Gateway) -> list[BaseRoute]:
    async def ring(request: Request) -> Response:
        body = await body_of(request)
        now = gateway.now()
        act = Act(
            id=identity.uuid7(now, gateway.random(10)),
            showing_id=identity.uuid7(now, gateway.random(10)),
            key=f"bell:{sha256(body).hexdigest()}",
            intent=Intent.ASK,
            kind="button",
            value="ring",
            subject=address.parse(dict(parse_qsl(body.decode()))["tel"]),
            control="asserted",
            channel=Channel(line.id, line.kind),
            program=line.program,
            received_at=now,
            witness=Witness("gateway-observed"),
            languages=line.languages,
        )

        def render(_decision: Decision) -> Answer:
            return Answer(200, "text/plain", line.options.encode())

        answer = await gateway.intake.receive(act, render)
        return Response(answer.body, answer.status, media_type=answer.media_type)

    return [Route("/ring", ring, methods=["POST"])]


KIND = Kind(name="bell", read=read, routes=routes)

"""What every part of the API works with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from capture_gateway.api import problems, values
from capture_gateway.api.bearers import Bearer, Bearers
from capture_gateway.core import identity
from capture_gateway.core.act import Act, Channel, Intent, Level, Witness
from capture_gateway.core.program import Program
from capture_gateway.intake import Intake
from capture_gateway.storage.database import Database

CHANNEL = Channel("api", "api")
"""The line of what integrators and staff tell us."""


@dataclass(frozen=True, slots=True)
class Service:
    """One database, one intake, and the programs of one deployment."""

    database: Database
    intake: Intake
    programs: Mapping[str, Program]
    channels: tuple[str, ...]
    """Ids of the lines, and of CHANNEL."""
    bearers: Bearers
    now: Callable[[], int]
    random: Callable[[int], bytes]

    def program(self, name: str, bearer: Bearer, field: str = "program") -> Program:
        """Problem 422 when there is none of this name, 403 when the token does not reach it."""
        if name in self.programs and not bearer.reaches(name):
            raise problems.out_of_reach(name)
        return self.programs[values.known(field, name, self.reach(bearer))]

    def reach(self, bearer: Bearer) -> tuple[str, ...]:
        """The programs of this deployment that a token reaches."""
        return tuple(name for name in self.programs if bearer.reaches(name))

    def subject(self, address: str, program: Program | None, field: str = "address") -> str:
        """A person's address; without a program its region must be plain from the deployment."""
        regions = {program.region} if program else {one.region for one in self.programs.values()}
        return values.subject(address, regions.pop() if len(regions) == 1 else None, field)

    def act(
        self, program: Program, subject: str, level: Level, by: Bearer, *, intent: Intent, value: str, rule: str
    ) -> Act:
        """What the bearer `by` tells us of a person, now: a fresh id for its key, and nobody is answered."""
        now = self.now()
        identifier = identity.uuid7(now, self.random(10))
        return Act(
            id=identifier,
            showing_id="",
            key=identifier,
            intent=intent,
            kind="api",
            value=value,
            subject=subject,
            control="asserted",
            channel=CHANNEL,
            program=program,
            received_at=now,
            witness=Witness(level, provider=by.name),
            languages=program.languages,
            rule=rule,
            silent=True,
        )

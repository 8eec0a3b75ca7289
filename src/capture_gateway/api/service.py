"""What every part of the API works with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from capture_gateway.api import values
from capture_gateway.api.bearers import Bearers
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

    def program(self, name: str) -> Program:
        """Problem 422 when there is none of this name."""
        return self.programs[values.known("program", name, self.programs)]

    def subject(self, address: str, program: Program | None) -> str:
        """A person's address; without a program its region must be plain from the deployment."""
        regions = {program.region} if program else {one.region for one in self.programs.values()}
        return values.subject(address, regions.pop() if len(regions) == 1 else None)

    def act(
        self, program: Program, subject: str, level: Level, by: str, *, intent: Intent, value: str, rule: str
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
            witness=Witness(level, provider=by),
            languages=program.languages,
            rule=rule,
            silent=True,
        )

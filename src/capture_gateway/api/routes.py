"""Everything below /v1: questions, withdrawals that somebody told us of, the review list. Bearer tokens, problem+json.

In order: 401 (no valid token), 403 (scope), 422 (a value, naming its field).
"""

from collections.abc import Callable, Collection, Mapping

from starlette.routing import Route

from capture_gateway.api.bearers import Bearers
from capture_gateway.api.questions import Questions
from capture_gateway.api.reviews import Reviews
from capture_gateway.api.service import CHANNEL, Service
from capture_gateway.api.withdrawals import Withdrawals
from capture_gateway.core.program import Program
from capture_gateway.intake import Intake
from capture_gateway.storage.database import Database


class Api:
    """The routes of one deployment over one database."""

    def __init__(
        self,
        database: Database,
        intake: Intake,
        programs: Mapping[str, Program],
        channels: Collection[str],
        *,
        now: Callable[[], int],
        random: Callable[[int], bytes],
    ) -> None:
        self._bearers = Bearers(database)
        service = Service(database, intake, programs, (*channels, CHANNEL.id), self._bearers, now, random)
        self._questions = Questions(service)
        self._writes = (Withdrawals(service), Reviews(service))

    def routes(self) -> list[Route]:
        """To be mounted at /v1."""
        return [*self._questions.routes(), *(route for part in self._writes for route in part.routes())]

    def close(self) -> None:
        """Give the connections back."""
        self._questions.close()
        self._bearers.close()

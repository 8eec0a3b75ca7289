"""Everything below /v1: one part for each chapter of the reference. Bearer tokens, problem+json."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from functools import partial

from starlette.routing import Route

from capture_gateway.api import paths
from capture_gateway.api.bearers import Bearers
from capture_gateway.api.dossiers.part import DossierPart
from capture_gateway.api.endpoint import Endpoint, Operation, endpoints
from capture_gateway.api.erasures import ErasurePart
from capture_gateway.api.evidence import EvidencePart
from capture_gateway.api.imports import ImportPart
from capture_gateway.api.linked_data import Ways
from capture_gateway.api.metrics import Metrics
from capture_gateway.api.permission import PermissionPart
from capture_gateway.api.receipts import ReceiptPart
from capture_gateway.api.reports import ReportPart
from capture_gateway.api.reviews import ReviewPart
from capture_gateway.api.service import CHANNEL, Service
from capture_gateway.api.webhooks import WebhookPart
from capture_gateway.api.withdrawals import WithdrawalPart
from capture_gateway.core.program import Program
from capture_gateway.intake import Intake
from capture_gateway.intake.clocks import Clocks
from capture_gateway.intake.erasures import Erasures
from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database


class Api:
    """The routes of one deployment over one database."""

    def __init__(  # noqa: PLR0913 - everything that is served below /v1 comes through here
        self,
        database: Database,
        intake: Intake,
        programs: Mapping[str, Program],
        channels: Collection[str],
        *,
        ways: Ways,
        now: Callable[[], int],
        random: Callable[[int], bytes],
        webhooks: Callable[[Service], WebhookPart],
        receipts: Callable[[Service], ReceiptPart],
        erasures: Erasures,
    ) -> None:
        self._bearers = Bearers(database, now)
        self._database, self._intake, self._now = database, intake, now
        service = Service(database, intake, programs, (*channels, CHANNEL.id), self._bearers, now, random)
        self._permission = PermissionPart(service)
        parts = (
            self._permission,
            EvidencePart(service, ways),
            receipts(service),
            DossierPart(service),
            ReportPart(service),
            ImportPart(service),
            WithdrawalPart(service),
            ErasurePart(service, erasures),
            ReviewPart(service),
            webhooks(service),
        )
        self._endpoints: list[Endpoint] = [one for part in parts for one in endpoints(part)]

    @property
    def operations(self) -> list[Operation]:
        """What there is, for the documentation: in the order of the reference."""
        return [one.operation for one in self._endpoints]

    def routes(self) -> list[Route]:
        """To be mounted at /v1; what is asked most comes first."""
        return paths.routes(self._endpoints, self._bearers)

    def metrics(
        self,
        kinds: Mapping[str, str],
        is_writable: Callable[[], Awaitable[bool]],
        deliveries: Callable[[], Mapping[str, int]],
        checkpoint: Callable[[], Mapping[str, int]],
        clocks: Clocks,
    ) -> Metrics:
        """What is served at /metrics; `kinds`: of the lines, by id."""
        every = {**kinds, CHANNEL.id: CHANNEL.kind}
        return Metrics(
            self._database, self._intake, self._bearers, self._endpoints,
            kinds=every, is_writable=is_writable, deliveries=deliveries, checkpoint=checkpoint, clocks=clocks,
            now=self._now,
        )  # fmt: skip

    async def keep_used(self) -> None:
        """Write down when tokens were last used. Unavailable when it cannot be: the next use is noted again."""
        if used := self._bearers.used():
            await self._intake.run(partial(tokens.used, minutes=used))

    def close(self) -> None:
        """Give the connections back."""
        self._permission.close()
        self._bearers.close()

"""`GET /metrics`: how this gateway is doing, in the text format of Prometheus.

1. For programs on this computer, and for tokens with the scope `metrics`. What came through a proxy came from
   elsewhere, and so did what asks for another host than this computer (DNS rebinding): those need the token.
2. Asking is cheap: integers that were counted anyway, and a few look-ups in indexes; nothing is counted over the whole
   store. What only grows starts at 0 with the process, as Prometheus expects (`rate`).
3. Labels are names of this program and of the deployment's lines: no number, no token, no text of anybody's.
4. A store that cannot be read leaves its own figures out; the others are told.
5. Where several processes may serve one address (on PostgreSQL), any of them answers: figures of a process say whose
   they are (`process`), so that `sum(rate(…))` is right; those of the store are the same, whoever is asked.
"""

import ipaddress
import os
import platform
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

import anyio.to_thread
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import capture_gateway
from capture_gateway.api.bearers import Bearers
from capture_gateway.api.endpoint import NO_STORE, Endpoint
from capture_gateway.intake import Intake
from capture_gateway.intake.clocks import Clocks
from capture_gateway.intake.figures import Histogram
from capture_gateway.storage import clock, lag, outbox, records
from capture_gateway.storage.database import STORE_ERRORS, Database
from capture_gateway.storage.tables import SCHEMA_VERSION

SCOPE = "metrics"
_PREFIX = "capture_gateway_"
_FORWARDED = ("forwarded", "via", "x-real-ip")


class Metrics:
    """Of one gateway."""

    def __init__(  # noqa: PLR0913 - whatever is told comes through here
        self,
        database: Database,
        intake: Intake,
        bearers: Bearers,
        endpoints: Sequence[Endpoint],
        *,
        kinds: Mapping[str, str],
        is_writable: Callable[[], Awaitable[bool]],
        deliveries: Callable[[], Mapping[str, int]],
        checkpoint: Callable[[], Mapping[str, int]],
        clocks: Clocks,
        now: Callable[[], int],
    ) -> None:
        """`kinds`: channel -> its kind; `deliveries`: state -> webhooks' messages, since the start.

        `checkpoint`: the newest one's `size`, its `age` in milliseconds, and whether it is `failing`.
        """
        self.errors: Counter[tuple[str, int]] = Counter()
        """For others to count: line and status -> requests to it that were refused, or that failed."""
        self._refused: Counter[tuple[str, ...]] = Counter(dict.fromkeys(kinds.items(), 0))
        self._database = database
        self._intake = intake
        self._bearers = bearers
        self._endpoints = endpoints
        self._kinds = kinds
        self._is_writable = is_writable
        self._deliveries = deliveries
        self._checkpoint = checkpoint
        self._clocks = clocks
        self._now = now
        self._process = ProcessCollector(registry=None)

    def route(self) -> Route:
        """To be served at the root."""
        return Route("/metrics", self._serve, methods=["GET"])

    def refuse(self, path: str) -> None:
        """A request to `/c/<line>/…` that no provider of ours had signed."""
        line = path.split("/")[2]
        self._refused[line, self._kinds[line]] += 1

    async def _serve(self, request: Request) -> Response:
        if not _is_of_this_computer(request):
            await self._bearers.allow(request.headers.get("authorization"), SCOPE, is_limited=False)
        is_writable = await self._is_writable()
        own = [*self._since_start(), _gauge("store_writable", "1 while acts can be written.", int(is_writable))]
        own += self._process.collect()
        if self._database.is_shared:
            own = [_of_this_process(family) for family in own]
        registry = CollectorRegistry()
        registry.register(_Collected([*own, *await anyio.to_thread.run_sync(self._stored)]))
        return Response(generate_latest(registry), 200, {**NO_STORE, "Content-Type": CONTENT_TYPE_LATEST})

    def _since_start(self) -> Iterator[Metric]:
        build = InfoMetricFamily(_PREFIX + "build", "The program that answers.")
        told = {"version": capture_gateway.__version__, "python": platform.python_version()}
        told |= {"database": self._database.url.get_backend_name(), "schema": str(SCHEMA_VERSION)}
        build.add_metric([], told)
        yield build
        captured: Counter[tuple[str, ...]] = Counter()
        for (event, channel), count in list(self._intake.captured.items()):
            captured[channel, event, self._kinds[channel]] = count
        written = "Records that were written; trials are left out."
        yield _counters("captures", written, ("channel", "event", "kind"), captured)
        unsigned = "Requests that no provider of ours had signed."
        yield _counters("requests_refused", unsigned, ("channel", "kind"), self._refused)
        requests: dict[tuple[str, ...], int] = {
            (one.operation.name, str(status)): count
            for one in self._endpoints
            for status, count in one.answered.items()
        }
        yield _counters("api_requests", "Requests to the API.", ("operation", "status"), requests)
        errors: Counter[tuple[str, ...]] = Counter()
        for (line, status), count in list(self.errors.items()):
            errors[line, self._kinds[line], str(status)] = count
        unanswered = "Requests to lines that got no answer to them."
        yield _counters("line_errors", unanswered, ("channel", "kind", "status"), errors)
        yield from self._written()
        deliveries: dict[tuple[str, ...], int] = {(state,): count for state, count in self._deliveries().items()}
        yield _counters(
            "webhook_deliveries", "Messages to webhooks, by what a try made of them.", ("state",), deliveries
        )
        if self._clocks.ahead is not None:
            ahead = "By which this machine's clock is ahead of the database's; less than 0: behind."
            yield _gauge("clock_offset_seconds", ahead, self._clocks.ahead / 1000)
        checkpoint = self._checkpoint()
        yield _gauge("checkpoint_size", "Records that the published checkpoint covers.", checkpoint["size"])
        yield _gauge("checkpoint_age_seconds", "Since the published one was signed.", checkpoint["age"] / 1000)
        yield _gauge("checkpoint_failing", "1 while what has grown cannot be published.", checkpoint["failing"])

    def _written(self) -> Iterator[Metric]:
        figures = self._intake.figures
        yield _gauge("intake_waiting", "Acts and jobs that wait to be written.", self._intake.waiting)
        yield _histograms("batch_acts", "Acts that one transaction wrote.", (), {(): figures.acts})
        yield _histograms(
            "write_seconds", "From the lock to the commit, by what was written.", ("work",),
            {(work,): one for work, one in figures.wrote.items()},
        )  # fmt: skip
        yield _histograms("write_lock_seconds", "Until a write had the lock.", (), {(): figures.waited})
        yield _gauge("write_under_way_seconds", "Since the write under way began; 0: none.", figures.writing_for)
        refused: dict[tuple[str, ...], int] = {(cause,): count for cause, count in list(figures.refused.items())}
        yield _counters("writes_refused", "Writes that the store refused, by its name for why.", ("cause",), refused)

    def _stored(self) -> list[Metric]:
        try:
            with self._database.reading() as connection:
                size, _ = records.head(connection)
                texts = outbox.backlog(connection)
                now, newest = self._now(), clock.of_ledger(connection)
                texts_lag, webhooks_lag = lag.of_texts(connection, now), lag.of_webhooks(connection, now)
        except STORE_ERRORS:
            return []
        return [
            _gauge("ledger_size", "Records in the ledger.", size),
            _gauge("clock_behind_ledger_seconds", "From now to the newest record's time.", max(newest - now, 0) / 1000),
            _gauge("outbox_waiting", "Texts that wait to be sent.", texts["waiting"]),
            _gauge("outbox_failed", "Texts that the provider refused for good.", texts["failed"]),
            _gauge("outbox_lag_seconds", "Since the oldest text was due that is not sent.", texts_lag / 1000),
            _gauge("webhook_lag_seconds", "Since the oldest message was due to a webhook.", webhooks_lag / 1000),
        ]


class _Collected(Collector):
    """What was collected already."""

    def __init__(self, families: Sequence[Metric]) -> None:
        self._families = families

    def collect(self) -> Sequence[Metric]:
        """All of it."""
        return self._families


def _of_this_process(family: Metric) -> Metric:
    told = {"process": str(os.getpid())}
    family.samples = [sample._replace(labels={**sample.labels, **told}) for sample in family.samples]
    return family


def _gauge(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(_PREFIX + name, what, value)


def _counters(name: str, what: str, labels: Sequence[str], counts: Mapping[tuple[str, ...], int]) -> Metric:
    family = CounterMetricFamily(_PREFIX + name, what, labels=labels)
    for values, count in sorted(counts.items()):
        family.add_metric(values, count)
    return family


def _histograms(name: str, what: str, labels: Sequence[str], histograms: Mapping[tuple[str, ...], Histogram]) -> Metric:
    family = HistogramMetricFamily(_PREFIX + name, what, labels=labels)
    for values, one in histograms.items():
        family.add_metric(values, list(one.buckets()), one.sum)
    return family


def _is_of_this_computer(request: Request) -> bool:
    """Both ends of the connection say so, and nobody stands between them."""
    names = request.headers.keys()
    if any(name in _FORWARDED or name.startswith("x-forwarded-") for name in names) or request.client is None:
        return False
    try:
        host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    except ValueError:
        return False
    return _is_loopback(request.client.host) and (host == "localhost" or _is_loopback(host))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
